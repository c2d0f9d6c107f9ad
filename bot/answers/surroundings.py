"""A sentence in its context: a stretch of its article around it, never longer than the settings let be shown at once.

A sentence is named by its article's handle, by where it begins and by a digest of its words, so that a name given long
ago opens the same sentence or nothing at all.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.answer import ArticleCard
from bot.answers.reply import card_of
from index.article import Article
from index.storage.handles import handle_of

__all__ = ["Place", "Surroundings", "place_of", "surroundings"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence: the handle of its article, where it begins, and three bytes of its digest."""

    article: int
    start: int
    check: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A stretch of an article: `text == article.text[start:end]`, made of whole `sentences`.

    `marked` is the sentence it is about, None where the stretch lies before or behind it. `before` and `after` say
    whether the article goes on.
    """

    card: ArticleCard
    text: str
    start: int
    end: int
    sentences: tuple[Span, ...]
    marked: Span | None
    before: bool
    after: bool

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.sentences:
            raise ValueError("a stretch covers exactly its text")


def place_of(article_id: str, start: int, sentence: str) -> Place:
    """Return the lasting name of a sentence."""
    return Place(handle_of(article_id), start, _check(sentence))


def surroundings(
    article: Article, sentences: Sequence[Span], place: Place, shift: int, most: int
) -> Surroundings | None:
    """Return `most` sentences around a place, or the stretch `shift` stretches behind it; None if it isn't there.

    Stretches don't overlap, so that reading on shows nothing twice.
    """
    starts = [start for start, _ in sentences]
    if place.start not in starts:
        return None
    own = starts.index(place.start)
    if _check(article.text[slice(*sentences[own])]) != place.check:
        return None
    first = max(0, own - most // 2)
    window = range(first + shift * most, first + (shift + 1) * most)
    shown = tuple(sentences[max(0, window.start) : max(0, window.stop)])
    if not shown:
        return None
    start, end = shown[0][0], shown[-1][1]
    return Surroundings(
        card_of(article), article.text[start:end], start, end, shown,
        marked=sentences[own] if sentences[own] in shown else None,
        before=window.start > 0, after=window.stop < len(sentences),
    )  # fmt: skip


def _check(sentence: str) -> int:
    return int.from_bytes(hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=3).digest(), "big")
