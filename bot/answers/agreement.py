"""Outlets that give one answer independently: other stories whose own sentence has the same short answer.

Where a question asks for no short answer, or none stands out, nothing is counted: two sentences about the same matter
need not agree.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answers.figures import Figure, figures_in
from bot.answers.span import short_answer
from index.hits import SentenceHit

__all__ = ["AS_GOOD", "MOST", "agreeing"]

MOST = 0.5  # of what the question asks about, by rarity
AS_GOOD = 0.85  # of the best sentence's score: what comes this near answers the same question
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Short:
    """A short answer: its figures, by meaning, or else its words."""

    figures: frozenset[tuple[float, str]]
    words: tuple[str, ...]

    def agrees(self, other: "_Short") -> bool:
        if self.figures or other.figures:
            return self.figures == other.figures
        shorter, longer = sorted((self.words, other.words), key=len)
        return bool(shorter) and any(
            longer[place : place + len(shorter)] == shorter for place in range(len(longer) - len(shorter) + 1)
        )


def agreeing(
    question: str, first: SentenceHit, pool: Sequence[SentenceHit], quote: Callable[[SentenceHit], str]
) -> list[SentenceHit]:
    """Return the sentences of other articles that give the answer of `first`, at most one an article, best first."""
    answer = _short(question, quote(first))
    if answer is None:
        return []
    best = max(hit.score for hit in (first, *pool))
    found: dict[int, SentenceHit] = {}
    for hit in pool:
        if hit.article != first.article and hit.article not in found and _as_good(hit, best):
            other = _short(question, quote(hit))
            if other is not None and answer.agrees(other):
                found[hit.article] = hit
    return list(found.values())


def _as_good(hit: SentenceHit, best: float) -> bool:
    return hit.score >= AS_GOOD * best and hit.coverage >= MOST


def _short(question: str, sentence: str) -> _Short | None:
    span = short_answer(question, sentence)
    if span is None:
        return None
    figures = (one.meaning for one in figures_in(sentence) if _meet(one, span.start, span.end))
    return _Short(frozenset(figures), tuple(_WORD.findall(span.text.casefold())))


def _meet(figure: Figure, start: int, end: int) -> bool:
    return figure.start < end and start < figure.end
