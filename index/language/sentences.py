"""Text into sentences: `(start, end)` offsets, born here and carried to the end.

Invariant of `split`: spans are ordered, don't overlap, lie inside the text, begin and end with a non-space
character, and every non-space character belongs to exactly one of them.

A paragraph with Hangul is read by Kiwi, any other by sentencex (Wikimedia's splitter, rules for 240 languages).
Both only propose ends; two rules of the news are added: a line break always ends a sentence, and an end inside a
quotation that goes on is no end. A "sentence" beyond any writer's (a table, a text without full stops) is cut at a
space.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from index.language import korean
from index.language.korean import Morpheme

__all__ = ["Sentence", "split"]

_LINE = re.compile(r"[^\n]+")
_OPENING = {"“": "”", "「": "」", "『": "』", "«": "»"}
_BRACKETS = {
    "”": "“",
    '"': '"',
    "’": "‘",
    "'": "'",
    "»": "«",
    "」": "「",
    "』": "『",
    ")": "(",
    "]": "[",
    "》": "《",
    "〉": "〈",
}
_CLOSERS = frozenset(_BRACKETS)
_OPENERS = " (“‘「『《〈"
_FULL_STOP = re.compile(r"[.!?…。！？][”\"’'»」』)\]》〉]*$")
_ANY_FULL_STOP = re.compile(r"[.!?…。！？](?!\d)")
_BEFORE_QUOTATION = re.compile(rf"[{korean.HANGUL}][.!?](?= +[“‘\"「『《〈](?=\S))")  # Kiwi overlooks these ends
_STATING = frozenset("다까죠")  # with these a Korean sentence may end where its full stop was forgotten
_LONGEST_QUOTATION = 600  # characters; a quotation mark never closed must not swallow the rest of the paragraph
_LONGEST_SENTENCE = 1_000  # characters
_RULES = "en"  # sentencex's rules for a paragraph in a language it isn't told


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text; `morphemes` are Kiwi's reading of it, None where the paragraph has no Hangul."""

    start: int
    end: int
    morphemes: tuple[Morpheme, ...] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError("a sentence covers at least one character")


def split(text: str, language: str = "und") -> list[Sentence]:
    """Split `text` into sentences; see the module's invariant. `language` is an ISO 639-1 code or "und"."""
    found: list[Sentence] = []
    for line in _LINE.finditer(text):
        if line.group().strip():
            found.extend(_split_line(line.group(), line.start(), language))
    return found


def _split_line(line: str, offset: int, language: str) -> list[Sentence]:
    if not korean.contains_hangul(line):
        rules = _RULES if language in ("und", "ko") else language
        ends = [boundary["end_index"] for boundary in get_sentence_boundaries(rules, line)]
        return [Sentence(offset + start, offset + end) for start, end in _spans(line, ends)]
    proposed = korean.sentences(line)
    read = [morpheme for _, _, morphemes in proposed for morpheme in morphemes]
    sentences = []
    ends = [end for _, end, _ in proposed] + [found.end() for found in _BEFORE_QUOTATION.finditer(line)]
    for start, end in _spans(line, ends):
        inside = tuple(m for m in read if start <= m.start < end)
        sentences.append(Sentence(offset + start, offset + end, _shifted(inside, offset)))
    return sentences


def _shifted(morphemes: tuple[Morpheme, ...], offset: int) -> tuple[Morpheme, ...]:
    return tuple(Morpheme(m.form, m.tag, m.start + offset, m.end + offset) for m in morphemes)


def _spans(line: str, proposed: list[int]) -> list[tuple[int, int]]:
    """Return the stripped spans between the proposed ends, closers moved back to the sentence they close."""
    quotations = _quotations(line)
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*sorted(proposed), len(line)]:
        end = _mended(line, _with_closers(line, min(end, len(line))))
        inside = any(opening < end <= closing for opening, closing in quotations)
        if end <= start or (inside and end < len(line)):
            continue
        spans.extend(_cut(line, *_stripped(line, start, end)))
        start = end
    return spans


def _cut(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_SENTENCE:
        cut = line.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = start + _LONGEST_SENTENCE if cut < 0 else cut
        yield _stripped(line, start, cut)
        start, end = _stripped(line, cut, end)
    if start < end:
        yield start, end


def _with_closers(line: str, end: int) -> int:
    while end < len(line) and line[end - 1 : end] not in ("", " ") and _closes(line[end - 1], line[end]):
        end += 1
    return end


def _closes(before: str, character: str) -> bool:
    return character in _CLOSERS or (before in _CLOSERS and character in ".!?")


def _mended(line: str, end: int) -> int:
    """Return where the sentence ends that Kiwi ends at `end`; 0 where it doesn't.

    Kiwi counts a quotation that opens a sentence to the one before (…했다. ‘금강’|이라는), and takes a name that
    sounds like a verb for an end (타요|).
    """
    if end == len(line):
        return end
    end = len(line[:end].rstrip(_OPENERS))
    if not end:
        return 0
    last, goes_on = line[end - 1], korean.contains_hangul(line[end])
    if last in _CLOSERS:
        quoted = last not in ")]" and not _FULL_STOP.search(line[max(end - 4, 0) : end])
        return _before_brackets(line, end) or (0 if goes_on else end) if goes_on or quoted else end
    if not korean.contains_hangul(last):
        return end
    stated = last in _STATING and not goes_on
    return end if stated or not _ANY_FULL_STOP.search(line) else 0


def _before_brackets(line: str, end: int) -> int:
    while end > 0 and line[end - 1] in _CLOSERS:
        end = line.rfind(_BRACKETS[line[end - 1]], 0, end - 1)
    end = len(line[: max(end, 0)].rstrip())
    return end if _FULL_STOP.search(line[max(end - 4, 0) : end]) else 0


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _quotations(line: str) -> list[tuple[int, int]]:
    """Return `(opening, closing)` of the typographic quotations that the sentence goes on after.

    "…라고 말했다" and ", she said" go on; a quotation followed by a space and a capital, or by nothing, ends there.
    """
    found = []
    position = 0
    while position < len(line):
        closer = _OPENING.get(line[position])
        closing = line.find(closer, position + 1, position + _LONGEST_QUOTATION) if closer else -1
        if closing > position:
            found.append((position, closing if _goes_on(line, closing + 1) else position))
            position = closing
        position += 1
    return found


def _goes_on(line: str, after: int) -> bool:
    rest = line[after : after + 2]
    return bool(rest) and (korean.contains_hangul(rest[0]) or rest[0] in ",;")
