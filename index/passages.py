"""Sentences into passages: what is searched as one piece.

A passage is a run of whole sentences of one article, so its text is `article.text[start:end]`. What the model reads
of it is more: the title, outlet and date stand before the body, because "the company" in the middle of a story says
little by itself (`header`). What is quoted never contains the header.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article

__all__ = ["Passage", "divide", "header"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences `first..last` (inclusive, positions in the article) and the span of text they cover."""

    first: int
    last: int
    start: int
    end: int


def divide(spans: Sequence[tuple[int, int]], tokens: Sequence[int], budget: int, overlap: int) -> list[Passage]:
    """Divide an article's sentences into passages of at most `budget` tokens.

    `spans` are the sentences' offsets and `tokens` their lengths in the model's own tokens. Neighbours share
    `overlap` sentences where the budget allows it; a sentence longer than the budget is a passage by itself. Every
    sentence is in at least one passage.
    """
    passages: list[Passage] = []
    first = 0
    while first < len(spans):
        last, used = first, tokens[first]
        while last + 1 < len(spans) and used + tokens[last + 1] <= budget:
            last += 1
            used += tokens[last]
        passages.append(Passage(first, last, spans[first][0], spans[last][1]))
        if last + 1 == len(spans):
            break
        room = min(budget // 4, budget - tokens[last + 1])  # the next sentence has to fit behind the repeated ones
        first = max(first + 1, last + 1 - _shared(tokens, last, room, overlap))
    return passages


def _shared(tokens: Sequence[int], last: int, room: int, overlap: int) -> int:
    """Return how many sentences before the next one may be repeated in so much room."""
    shared = used = 0
    while shared < overlap and used + tokens[last - shared] <= room and last - shared > 0:
        used += tokens[last - shared]
        shared += 1
    return shared


def header(article: Article) -> str:
    """Return the lines the model reads before a passage's body; "" for an article that says nothing of itself."""
    source = ", ".join(part for part in (article.outlet, (article.published or "")[:10]) if part)
    lines = [line for line in (article.title, source) if line]
    return "".join(f"{line}\n" for line in lines)
