"""The catalogue: articles, their versions, sentences and passages, in one SQLite file per generation.

Written by one builder (`Catalogue.writing`), then closed and only read (`Catalogue.reading`): a published file is
opened as immutable, so that readers never lock, never write and share its pages.
"""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from index.article import Article
from index.passages import Passage
from index.storage import rows, spoken
from index.storage.hiding import NOTHING_HIDDEN, Hidden, hidden_in, hide
from index.storage.retold import Retold
from index.storage.rows import QuotationRow, SpokenRow, StoredPassage, StoredQuotation, StoredSentence
from index.storage.schema import migrate

__all__ = ["CATALOGUE_FILE", "Catalogue"]

CATALOGUE_FILE = "articles.sqlite"
_WITH_ALIASES = 3  # a published file is never migrated


class Catalogue:
    """One catalogue file. Connections are one per thread; `close` closes them all."""

    def __init__(self, path: Path, *, uri: str, hidden: Hidden = NOTHING_HIDDEN) -> None:
        self.path, self._uri, self.hidden = path, uri, hidden
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    @classmethod
    def reading(cls, folder: Path, withdrawn: Collection[str] = ()) -> "Catalogue":
        """Open a published catalogue, without the articles of these identities or addresses; nothing is written."""
        path = (folder / CATALOGUE_FILE).resolve()
        uri = f"{path.as_uri()}?mode=ro&immutable=1"
        return cls(path, uri=uri, hidden=hidden_in(uri, withdrawn))

    @classmethod
    def writing(cls, folder: Path) -> "Catalogue":
        """Open or create the catalogue of a generation that is being built, with the newest schema."""
        path = (folder / CATALOGUE_FILE).resolve()
        catalogue = cls(path, uri=path.as_uri())
        with ExitStack() as undo:
            undo.callback(catalogue.close)
            # No write-ahead log: on a full disk its shared memory fails as if the disk were broken. No syncs: the
            # whole file is synced before it is published, and an unfinished one is thrown away.
            catalogue._connection.execute("PRAGMA journal_mode = DELETE")
            catalogue._connection.execute("PRAGMA synchronous = OFF")
            migrate(catalogue._connection)
            undo.pop_all()
        return catalogue

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            hide(connection, self.hidden)
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    @property
    def retold(self) -> Retold:
        """Return what is known of articles that tell one story."""
        return Retold(self._connection)

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside one step; an exception undoes it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite has undone it itself where the disk was full
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # Writing

    def put(self, key: str, article: Article) -> int:
        """Store an article; one with the same key is kept as an earlier version, its sentences and passages go."""
        number, version = None, 1
        row = self._connection.execute(
            "SELECT id, version, content_hash, record FROM article WHERE key = ?", (key,)
        ).fetchone()
        if row:
            number, version = row[0], row[1] + 1
            self._connection.execute("INSERT INTO version VALUES (?, ?, ?, ?)", (number, row[1], row[2], row[3]))
            for table in ("sentence", "passage", "quotation", "alias"):
                self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
            self.retold.forget(number)
        values = (
            key, version, article.content_hash, article.story_hash, article.published, article.language, article.outlet,
            rows.record_of(article),
        )  # fmt: skip
        if number is None:
            cursor = self._connection.execute(
                "INSERT INTO article (key, version, content_hash, story_hash, published, language, outlet, record) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values,
            )  # fmt: skip
            return int(cursor.lastrowid or 0)
        columns = "key = ?, version = ?, content_hash = ?, story_hash = ?, published = ?, language = ?, outlet = ?"
        self._connection.execute(f"UPDATE article SET {columns}, record = ? WHERE id = ?", (*values, number))
        return int(number)

    def put_sentences(self, article: int, rows: Iterable[tuple[int, int, bytes, str | None]]) -> list[int]:
        """Store `(start, end, terms, speaker)` rows in order; return their ids, which are consecutive."""
        insert = 'INSERT INTO sentence (article, start, "end", terms, speaker) VALUES (?, ?, ?, ?, ?)'
        return [int(self._connection.execute(insert, (article, *row)).lastrowid or 0) for row in rows]

    def put_passage(self, article: int, passage: Passage, sentence_ids: Sequence[int], terms: bytes) -> int:
        """Store a passage of the article whose sentences have `sentence_ids`; return its id."""
        row = (article, sentence_ids[passage.first], sentence_ids[passage.last], passage.start, passage.end, terms)
        cursor = self._connection.execute("INSERT INTO passage VALUES (NULL, ?, ?, ?, ?, ?, ?)", row)
        return int(cursor.lastrowid or 0)

    def put_quotations(self, article: int, rows: Iterable[QuotationRow], sentence_ids: Sequence[int]) -> None:
        """Store the quotations of the article whose sentences have `sentence_ids`."""
        spoken.put(self._connection, article, rows, sentence_ids)

    def put_names(self, surfaces: Iterable[str]) -> None:
        """Remember words met as names."""
        self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?)", ((surface,) for surface in surfaces))

    def put_aliases(self, article: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Store the pairs of spellings that the article states."""
        insert = "INSERT OR IGNORE INTO alias VALUES (?, ?, ?)"
        self._connection.executemany(insert, ((first, second, article) for first, second in pairs))

    def remove(self, keys: Iterable[str]) -> None:
        """Forget articles by key, with everything of theirs."""
        self._connection.executemany("DELETE FROM article WHERE key = ?", ((key,) for key in keys))

    # Reading

    def hashes(self) -> dict[str, str]:
        """Return the content hash of every article by key."""
        return dict(self._connection.execute("SELECT key, content_hash FROM article"))

    def article(self, number: int) -> Article:
        """Return the article with this row id (KeyError if there is none)."""
        row = self._connection.execute("SELECT record FROM article WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return rows.article_of(row[0])

    def number_of(self, key: str) -> int | None:
        """Return the row id of the article with this identity."""
        rows = self._connection.execute("SELECT id FROM article WHERE key = ?", (key,))
        return next((row[0] for row in rows), None)

    def select(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a constant query of this package's."""
        return self._connection.execute(query, values).fetchall()

    def sentences(self, where: str, values: Sequence[object]) -> list[StoredSentence]:
        """Return sentences in order of id; `where` is one of this module's callers' constant conditions."""
        rows = self._connection.execute(
            f'SELECT id, article, start, "end", terms, speaker FROM sentence WHERE {where} ORDER BY id', values
        )
        return [StoredSentence(*row) for row in rows]

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """Return the passages with these ids, in the order asked."""
        rows = self._connection.execute(
            'SELECT id, article, first_sentence, last_sentence, start, "end" FROM passage '
            "WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([int(i) for i in ids]),),
        )  # fmt: skip
        found = {row[0]: StoredPassage(*row) for row in rows}
        return [found[int(i)] for i in ids]

    def quotations_in(self, sentence: int) -> list[StoredQuotation]:
        """Return the quotations that the sentence with this id holds, or a part of, in order."""
        return spoken.in_sentence(self._connection, sentence)

    def spoken_by(self, asked: Sequence[Sequence[int]], limit: int, within: spoken.Within = None) -> list[SpokenRow]:
        """Return quotations whose speaker holds a term of any of the things asked, newest first, at most `limit`."""
        return spoken.by_speaker(self._connection, asked, limit, within)

    def passages_of(self, articles: Sequence[int]) -> list[int]:
        """Return the ids of all passages of some articles, in order."""
        query = "SELECT id FROM passage WHERE article IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [row[0] for row in self._connection.execute(query, (json.dumps([*map(int, articles)]),))]

    def passage_terms(self) -> Iterator[bytes]:
        """Return the packed terms of every passage in order of id."""
        return (row[0] for row in self._connection.execute("SELECT terms FROM passage ORDER BY id"))

    def ids(self, table: str) -> list[int]:
        """Return the ids in "passage" or "sentence", ascending."""
        if table not in ("passage", "sentence"):
            raise ValueError(table)
        return [row[0] for row in self._connection.execute(f"SELECT id FROM {table} ORDER BY id")]

    def passage_languages(self) -> list[str]:
        """Return the language of each passage's article, in order of passage id."""
        query = "SELECT a.language FROM passage p JOIN main.article a ON a.id = p.article ORDER BY p.id"
        return [row[0] for row in self._connection.execute(query)]

    def passage_days(self) -> list[int]:
        """Return the day each passage's article was published on, as an ordinal, 0 where unknown, in order of id."""
        rows = self._connection.execute(
            "SELECT CAST(julianday(substr(a.published, 1, 10)) + 0.5 AS INTEGER) - 1721425 "
            "FROM passage p JOIN main.article a ON a.id = p.article ORDER BY p.id"
        )
        return [row[0] or 0 for row in rows]

    def names(self) -> list[str]:
        """Return every word met as a name."""
        return [row[0] for row in self._connection.execute("SELECT surface FROM name ORDER BY surface")]

    def aliases(self) -> dict[tuple[str, str], int]:
        """Return every pair of spellings that articles state, with how many do; none in an older file."""
        (have,) = self._connection.execute("PRAGMA user_version").fetchone()
        counted = "SELECT first, second, count(*) FROM alias GROUP BY 1, 2"
        rows = self._connection.execute(counted) if have >= _WITH_ALIASES else ()
        return {(first, second): count for first, second, count in rows}

    def counts(self) -> dict[str, int]:
        """Return how many articles, sentences and passages there are."""
        return {
            f"{table}s": self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("article", "sentence", "passage")
        }

    def languages(self) -> dict[str, int]:
        """Return how many articles there are in each language, the most first."""
        query = "SELECT language, count(*) FROM article GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(self._connection.execute(query).fetchall())

    def date_span(self) -> tuple[str | None, str | None]:
        """Return the first and last publication date known, as days."""
        row = self._connection.execute("SELECT min(published), max(published) FROM article").fetchone()
        return (row[0][:10] if row[0] else None, row[1][:10] if row[1] else None)
