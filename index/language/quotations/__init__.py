"""Who said what: the quotations of an article, each with its words, speaker, role, verb and occasion.

A wrong speaker is worse than none: where the article doesn't say plainly whose words they are, the speaker is "".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.korean import contains_hangul
from index.language.quotations.english import english_quotations
from index.language.quotations.korean_paragraph import korean_paragraph
from index.language.quotations.marks import stretches
from index.language.quotations.people import People
from index.language.quotations.pronouns import resolved
from index.language.quotations.quotation import Quotation
from index.language.sentences import Sentence

__all__ = ["Quotation", "quotations", "speakers_of"]

_MARK = 3  # characters of a quotation mark that opens a paragraph
_APART = 2  # paragraphs
_TAIL = 160  # characters behind the last words of a paragraph: ", said Smith, who chairs the board."
_LINE = re.compile(r"[^\n]+")


def quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return the quotations of an article in order of place; `sentences` are `split(text)`, with their morphemes."""
    found: list[Quotation] = []
    place = 0
    for line in _LINE.finditer(text):
        inside: list[Sentence] = []
        while place < len(sentences) and sentences[place].start < line.end():
            inside.append(sentences[place])
            place += 1
        found.extend(_continued(text, found[-1:], _paragraph(text, line.start(), line.end(), inside), line.start()))
    hangul = contains_hangul(text)
    known = resolved(text, found)
    people = People(text, hangul, (item.speaker for item in known))
    return tuple(_identified(item, people) for item in known)


def _continued(text: str, before: list[Quotation], found: list[Quotation], start: int) -> list[Quotation]:
    """Give a paragraph that is nothing but words the speaker whose words ended, or nearly, the paragraph before."""
    if not before or not found or any(item.speaker or item.verb or not item.direct for item in found):
        return found
    near = text[before[0].end : start]
    alone = found[0].start - start < _MARK and near.count("\n\n") < _APART and before[0].direct
    return [replace(item, speaker=before[0].speaker) for item in found] if alone and len(near) < _TAIL else found


def _identified(item: Quotation, people: People) -> Quotation:
    name, role = people.identify(item.speaker)
    return replace(item, name=name, role=role)


def _paragraph(text: str, start: int, end: int, sentences: Sequence[Sentence]) -> list[Quotation]:
    quoted = stretches(text, start, end)
    if not any(sentence.morphemes for sentence in sentences):
        return english_quotations(text, start, end, quoted)
    return korean_paragraph(text, sentences, quoted)


def speakers_of(sentences: Sequence[Sentence], found: Sequence[Quotation]) -> list[str | None]:
    """Return for each sentence whose words it reports: None where none, "" where it isn't said whose."""
    told: list[str | None] = []
    place = 0
    for sentence in sentences:
        while place < len(found) and found[place].end <= sentence.start:
            place += 1
        own = [item for item in found[place : place + 12] if item.start < sentence.end and item.end > sentence.start]
        told.append(next((item.speaker for item in own if item.speaker), "") if own else None)
    return told
