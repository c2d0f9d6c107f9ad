"""The short answer inside a cited sentence: 56%, 지난 14일, Singapore, a name.

A mark is made only where one candidate of the kind asked for stands out; no mark is better than a wrong one. What the
question itself says is never its answer, and of several the one nearest to the words asked about counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.answer import Span
from bot.answers.candidates import candidates
from index.language import korean
from index.language.asked_for import AskedFor, asked_for
from index.language.keywords import is_function_word, stem

__all__ = ["short_answer"]

_WORD = re.compile(r"[^\W_]+")
_CLEAR = 4  # characters by which the nearest candidate must be nearer than the next
_MOVED_FROM = re.compile(r"에서 [^.]{1,30}?로\b[^.]*(?:미뤄|미루|연기|늦|앞당|당겨|옮|바뀌|바꾸|변경|조정)")
_FROM = re.compile(r"\bfrom $")
_MOVED = re.compile(
    r"\b(?:postpone|delay|push|move|shift|reschedul|bring|brought|chang|rais|cut|lower|increas)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    distance: float


def short_answer(question: str, sentence: str, offset: int = 0) -> Span | None:
    """Return the span of `sentence` that answers `question`, None where none stands out.

    `offset` is where the sentence begins in its article, whose offsets the span has.
    """
    wanted = asked_for(question)
    if wanted is None:
        return None
    chosen = _choose(wanted, question, sentence)
    if chosen is None:
        return None
    start, end = chosen
    return Span(sentence[start:end], offset + start, offset + end)


def _choose(wanted: AskedFor, question: str, sentence: str) -> tuple[int, int] | None:
    asked = _stems(question)
    anchors = [(start, end) for start, end, word in _words(sentence) if _is_asked(word, asked)]
    found = [
        _Candidate(start, end, _distance(start, end, anchors))
        for start, end in candidates(wanted, sentence)
        if not (_in_question(sentence[start:end], question) or _is_past(sentence, start, end))
    ]
    found.sort(key=lambda candidate: (candidate.distance, candidate.start))
    if not found:
        return None
    if len(found) > 1 and found[1].distance - found[0].distance < _CLEAR:
        return None
    return found[0].start, found[0].end


def _is_past(sentence: str, start: int, end: int) -> bool:
    """Tell whether a candidate is what something was moved away from: from 29일 in "29일에서 11월 6일로 미뤄졌다"."""
    moved = _FROM.search(sentence[:start]) and re.match(r" to\b", sentence[end:]) and _MOVED.search(sentence)
    return bool(moved or _MOVED_FROM.match(sentence[end:]))


def _in_question(text: str, question: str) -> bool:
    """Tell whether the question already holds the candidate, or all of its words."""
    squeezed = re.sub(r"\s", "", question.lower())
    if re.sub(r"\s", "", text.lower()) in squeezed:
        return True
    words = [word for _, _, word in _words(text)]
    return bool(words) and all(word.lower() in squeezed for word in words)


def _distance(start: int, end: int, anchors: Sequence[tuple[int, int]]) -> float:
    """Return the mean distance to the two nearest words asked about; those before count a little further."""
    gaps = sorted(
        max(0, begin - end) if begin >= start else 1.2 * max(0, start - finish)
        for begin, finish in anchors
        if finish <= start or begin >= end
    )[:2]
    return sum(gaps) / len(gaps) if gaps else 1e6


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), found.group()


def _stems(question: str) -> frozenset[str]:
    if korean.contains_hangul(question):
        hangul = {word[:2] for _, _, word in _words(question) if len(word) > 1}
        return frozenset(hangul | {word for _, _, word in _words(question) if len(word) > 1})
    return frozenset(stem(word) for _, _, word in _words(question) if not is_function_word(word))


def _is_asked(word: str, asked: frozenset[str]) -> bool:
    if korean.contains_hangul(word):
        return len(word) > 1 and word[:2] in asked
    return stem(word) in asked or word in asked
