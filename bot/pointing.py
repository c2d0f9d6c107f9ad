"""Which articles somebody points at: by a link, by a message with words of an article, by a quoted part of either.

What people forward is data: it is compared with articles and never read as a question or a command.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.answers.answer import ArticleCard, Citation
from bot.answers.reply import card_of
from index.hits import Found
from index.recognition import recognised, worth_recognising
from index.search import Snapshot
from index.speech import speakers_of

__all__ = ["Hint", "Missing", "Pointed", "PointedArticle", "pointed_at"]

_MOST = 3  # articles that one question is about
_COMPARED = 8  # articles that a text may have been taken from: those that a search for its beginning finds first
_BEGINNING = 300  # characters
_FEWEST = 20  # the same; a shorter text is nobody's in particular


@dataclass(frozen=True, slots=True)
class Hint:
    """What may point at articles: `links`, and a `text` that may be one's, which counts where no link is known.

    `sure` says that the person does mean an article: if it isn't indexed, that is said.
    """

    links: tuple[str, ...] = ()
    text: str = ""
    sure: bool = True


class Missing(Enum):
    """Why what was pointed at can't be asked about."""

    LINK = "link"
    TEXT = "text"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PointedArticle:
    """An article that was pointed at, its first sentence, and who speaks in it."""

    card: ArticleCard
    opening: Citation
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pointed:
    """The articles pointed at; `missing` where there are none, and one was meant."""

    articles: tuple[PointedArticle, ...] = ()
    missing: Missing | None = None


def pointed_at(snapshot: Snapshot, hints: Sequence[Hint], search: Callable[[str], Found]) -> Pointed:
    """Return the articles of the first hint that leads to any."""
    missing = None
    for hint in hints:
        numbers = _numbers(snapshot, hint, search)
        if numbers:
            return Pointed(tuple(_described(snapshot, number) for number in numbers[:_MOST]))
        if hint.sure and missing is None:
            missing = _missing(snapshot, hint)
    return Pointed(missing=missing)


def _numbers(snapshot: Snapshot, hint: Hint, search: Callable[[str], Found]) -> list[int]:
    linked = dict.fromkeys(number for link in hint.links for number in snapshot.addresses.numbers_of(link))
    return list(linked) or list(_recognised(snapshot, worth_recognising(hint.text), search))


def _recognised(snapshot: Snapshot, text: str, search: Callable[[str], Found]) -> Iterator[int]:
    if len(text) < _FEWEST:
        return
    numbers = search(text[:_BEGINNING]).articles[:_COMPARED]
    articles = {number: snapshot.article(number) for number in numbers}
    found = recognised(text, articles, snapshot.catalogue.retold.stories_of(numbers))
    if found is not None:
        yield found


def _missing(snapshot: Snapshot, hint: Hint) -> Missing:
    if any(snapshot.addresses.withdrawn(link) for link in hint.links):
        return Missing.WITHDRAWN
    return Missing.LINK if hint.links else Missing.TEXT


def _described(snapshot: Snapshot, number: int) -> PointedArticle:
    article = snapshot.article(number)
    sentences = snapshot.catalogue.sentences("article = ?", (number,))
    first = sentences[0]
    opening = Citation(1, card_of(article), article.text[first.start : first.end], first.start, first.end)
    return PointedArticle(card_of(article), opening, speakers_of(snapshot.catalogue, number))
