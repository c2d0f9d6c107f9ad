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
_PUT_BANDS = f"""
INSERT INTO band SELECT DISTINCT value, {_DAY.format("a")}, a.id FROM article a, json_each(?) WHERE a.id = ?
"""
_UNSETTLED = """
SELECT r.article, r.other, r.shared, (SELECT min(id) FROM passage WHERE article = r.article),
    (SELECT min(id) FROM passage WHERE article = r.other), a.language
FROM retelling r JOIN article a ON a.id = r.article WHERE r.alike IS NULL AND r.article < r.other
"""
_STORIES = f"""
WITH RECURSIVE story(root, day, article) AS (
    SELECT id, {_DAY.format("article")}, id FROM article WHERE id IN (SELECT value FROM json_each(?))
    UNION
    SELECT s.root, s.day, r.other
    FROM story s JOIN retelling r ON r.article = s.article JOIN article a ON a.id = r.other
    WHERE s.day = 0 OR {_DAY.format("a")} = 0 OR abs({_DAY.format("a")} - s.day) <= ?
)
SELECT root, article FROM story WHERE root != article ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Retold:
    """The retellings in one catalogue file, behind its connection."""

    connection: sqlite3.Connection

    def put(self, number: int, bands: Sequence[int], shared: Callable[[Article], float]) -> None:
        """Store an article's bands, and what it may retell: articles that share a band and, as `shared` says, words."""
        found = self.connection.execute(_LOOKALIKES, (json.dumps(bands), number, _WEEK, _WEEK)).fetchall()
        for other, share in ((other, shared(article_of(record))) for other, record in found):
            if share:
                pairs = ((number, other, share), (other, number, share))
                self.connection.executemany("INSERT INTO retelling VALUES (?, ?, ?, NULL)", pairs)
        self.connection.execute(_PUT_BANDS, (json.dumps(bands), number))

    def settle(self, alike: Callable[[int, int, str], float], retells: Callable[[float, float], bool]) -> None:
        """Keep of the pairs put since the last time those that tell one story.

        `alike` compares first passages, two ids of one language, and `retells` decides by words shared and likeness.
        """
        for one, other, share, *first, language in self.connection.execute(_UNSETTLED).fetchall():
            likeness = alike(first[0], first[1], language)
            pairs = ((one, other), (other, one))
            self.connection.executemany(
                "UPDATE retelling SET alike = ? WHERE article = ? AND other = ?", ((likeness, *pair) for pair in pairs)
            )
            if not retells(share, likeness):
                self.connection.executemany("DELETE FROM retelling WHERE article = ? AND other = ?", pairs)

    def forget(self, number: int) -> None:
        """Forget what is known of an article's text, which has changed."""
        for column in ("band WHERE article", "retelling WHERE article", "retelling WHERE other", "twin WHERE article"):
            self.connection.execute(f"DELETE FROM {column} = ?", (number,))

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
