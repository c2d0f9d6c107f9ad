"""Retellings in the catalogue: which articles tell one story, and identities left out as the same to the letter.

What retells an article is looked for once, in the whole index, when the article is stored; an answer only reads it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass

from index.article import Article
from index.storage.rows import Twin, article_of

__all__ = ["Retold"]

_TWIN = "key, title, outlet, url, published, language, rights"
_DAY = "coalesce(CAST(julianday(substr({}.published, 1, 10)) AS INTEGER), 0)"  # 0 where unknown
_WEEK = 7  # days between what can be one story
_LOOKALIKES = f"""
SELECT DISTINCT b.article, a.record FROM article own
JOIN json_each(?) asked JOIN band b ON b.band = asked.value JOIN article a ON a.id = b.article
WHERE own.id = ? AND a.id != own.id
    AND (b.day = 0 OR {_DAY.format("own")} = 0 OR b.day BETWEEN {_DAY.format("own")} - ? AND {_DAY.format("own")} + ?)
"""
_STORIES = f"""
WITH RECURSIVE story(root, day, article) AS (
    SELECT id, {_DAY.format("article")}, id FROM article WHERE id IN (SELECT value FROM json_each(?))
    UNION
    SELECT s.root, s.day, r.other FROM story s JOIN retelling r ON r.article = s.article JOIN article a ON a.id = r.other
    WHERE s.day = 0 OR {_DAY.format("a")} = 0 OR abs({_DAY.format("a")} - s.day) <= ?
)
SELECT root, article FROM story WHERE root != article ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Retold:
    """The retellings in one catalogue file, behind its connection."""

    connection: sqlite3.Connection

    def put(self, number: int, bands: Sequence[int], same: Callable[[Article], bool]) -> None:
        """Store an article's bands, and which of the articles that share one tell its story; `same` decides."""
        found = self.connection.execute(_LOOKALIKES, (json.dumps(bands), number, _WEEK, _WEEK)).fetchall()
        retelling = [other for other, record in found if same(article_of(record))]
        pairs = [pair for other in retelling for pair in ((number, other), (other, number))]
        self.connection.executemany("INSERT INTO retelling VALUES (?, ?)", pairs)
        self.connection.execute(
            f"INSERT INTO band SELECT DISTINCT value, {_DAY.format('a')}, a.id FROM article a, json_each(?) WHERE a.id = ?",
            (json.dumps(bands), number),
        )

    def forget(self, number: int) -> None:
        """Forget what is known of an article's text, which has changed."""
        for condition in (
            "band WHERE article",
            "retelling WHERE article",
            "retelling WHERE other",
            "twin WHERE article",
        ):
            self.connection.execute(f"DELETE FROM {condition} = ?", (number,))

    def put_twins(self, twins: Iterable[tuple[Twin, str]], *, keep: bool) -> None:
        """Store what was left out, each with the key of the article whose text it has; `keep` those stored before."""
        if not keep:
            self.connection.execute("DELETE FROM twin")
        self.connection.executemany(
            f"INSERT OR REPLACE INTO twin (article, {_TWIN}) SELECT id, ?, ?, ?, ?, ?, ?, ? FROM article WHERE key = ?",
            ((*astuple(twin), original) for twin, original in twins),
        )
        self.connection.execute("DELETE FROM twin WHERE key IN (SELECT key FROM article)")

    def stories_of(self, numbers: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """Return for each article that has any the others that tell its story, in turn, within a week of it."""
        stories: dict[int, tuple[int, ...]] = {}
        if self._kept():
            for root, other in self.connection.execute(_STORIES, (json.dumps([*numbers]), _WEEK)):
                stories[root] = (*stories.get(root, ()), other)
        return stories

    def twins_of(self, numbers: Iterable[int]) -> dict[int, tuple[Twin, ...]]:
        """Return for each article that has any what was left out for it."""
        twins: dict[int, tuple[Twin, ...]] = {}
        if self._kept():
            query = f"SELECT article, {_TWIN} FROM twin WHERE article IN (SELECT value FROM json_each(?)) ORDER BY key"
            for number, *columns in self.connection.execute(query, (json.dumps([*numbers]),)):
                twins[number] = (*twins.get(number, ()), Twin(*columns))
        return twins

    def _kept(self) -> bool:
        return self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'retelling'").fetchone() is not None
