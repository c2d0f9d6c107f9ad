"""A snapshot as a conversation reads it: articles once each, searches by the service that times them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from bot.answers.when import Window, window_of
from bot.answers.wording import searched
from index.article import Article
from index.hits import Found, Retellings
from index.preferences import Preferences
from index.query import Query
from index.search import Snapshot
from index.speech import speakers_of
from index.status import status_of
from index.storage.rows import StoredQuotation

__all__ = ["SnapshotReading", "searched_of"]


class SnapshotReading:
    """One question's view of a snapshot, on the day it is asked.

    `search` takes the question and what it prefers. `within` are the articles that alone are read, None for all.
    """

    def __init__(
        self, snapshot: Snapshot, search: Callable[[str, Preferences], Found], asked: date,
        within: tuple[int, ...] | None = None,
    ) -> None:  # fmt: skip
        self._snapshot, self._search, self._asked, self._within = snapshot, search, asked, within
        self._articles: dict[int, Article] = {}

    def within(self, numbers: Sequence[int]) -> "SnapshotReading":
        """Return the view in which there are only these articles."""
        return SnapshotReading(self._snapshot, self._search, self._asked, tuple(numbers))

    def read(self, question: str) -> Query:
        """Read a question against the snapshot's terms and names."""
        return self._snapshot.read(question)

    def search(self, question: str, speaker: str = "", focus: Sequence[int] = ()) -> Found:
        """Search the snapshot, and say of what was found who else tells it."""
        prefers = Preferences(focus=tuple(focus), speaker=speaker, within=self._within)
        found, retold = self._search(question, prefers), self._snapshot.catalogue.retold
        numbers = dict.fromkeys([*found.articles, *(hit.article for hit in found.spoken)])
        stories = retold.stories_of(numbers)
        return replace(found, retold=Retellings(stories, retold.twins_of({*numbers, *chain(*stories.values())})))

    def window(self, question: str) -> Window | None:
        """Return the days that the question speaks of; an article that was pointed at is of its own day."""
        return window_of(question, self._asked) if self._within is None else None

    def article(self, number: int) -> Article:
        """Return the article with the catalogue's number."""
        if number not in self._articles:
            self._articles[number] = self._snapshot.article(number)
        return self._articles[number]

    def quotations_in(self, sentence: int) -> Sequence[StoredQuotation]:
        """Return the quotations of a sentence."""
        return self._snapshot.catalogue.quotations_in(sentence)

    def speakers(self, number: int) -> tuple[str, ...]:
        """Return who is quoted in an article."""
        return speakers_of(self._snapshot.catalogue, number)

    def number_of(self, article_id: str) -> int | None:
        """Return the catalogue's number of an article, None if it is no longer there."""
        return self._snapshot.catalogue.number_of(article_id)


def searched_of(snapshot: Snapshot, language: str) -> str:
    """Return the line that says how much was searched."""
    status = status_of(snapshot.generation)
    return searched(language, status.articles - len(snapshot.hidden), status.first_published, status.last_published)
