"""Articles hidden in a published catalogue: for whoever reads it, it is as if they had never been written.

SQLite looks a table's name up among the temporary ones first. So temporary views of the same names, without the rows of
what is hidden, stand before the tables, and no query has to know. Only `passage` stays whole, because rows of vectors
and keywords are counted by it; `Snapshot` leaves the hidden ones out.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from index.storage.rows import article_of

__all__ = ["NOTHING_HIDDEN", "Hidden", "hidden_in", "hide", "numbers_named"]

_VIEWS = {
    "article": "id NOT IN (SELECT id FROM temp.hidden)",
    "sentence": "article NOT IN (SELECT id FROM temp.hidden)",
    "quotation": "article NOT IN (SELECT id FROM temp.hidden)",
    "twin": "key NOT IN (SELECT name FROM temp.hidden_name) AND url NOT IN (SELECT name FROM temp.hidden_name)",
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden: articles by number, and the names (identities, addresses) that were asked to be."""

    articles: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()


NOTHING_HIDDEN = Hidden()


def hidden_in(uri: str, names: Collection[str]) -> Hidden:
    """Return what to hide in a catalogue so that no article with one of these identities or addresses is seen."""
    if not names:
        return NOTHING_HIDDEN
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return Hidden(frozenset(numbers_named(connection.execute, names)), frozenset(names))


def numbers_named(
    select: Callable[[str, Sequence[object]], Iterable[tuple[Any, ...]]], names: Collection[str]
) -> Iterator[int]:
    """Yield the articles that have a name. Addresses are no column: whatever holds one is read."""
    for name in names:
        yield from (row[0] for row in select("SELECT id FROM article WHERE key = ?", (name,)))
        if "://" in name:
            holding = select("SELECT id, record FROM article WHERE instr(record, ?)", (name,))
            yield from (number for number, record in holding if article_of(record).url == name)


def hide(connection: sqlite3.Connection, hidden: Hidden) -> None:
    """Hide these articles from everything that this connection reads; nothing is written to the file."""
    if not hidden.names:
        return
    connection.execute("CREATE TEMP TABLE hidden (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TEMP TABLE hidden_name (name TEXT PRIMARY KEY)")
    connection.executemany("INSERT INTO temp.hidden VALUES (?)", ((number,) for number in hidden.articles))
    connection.executemany("INSERT INTO temp.hidden_name VALUES (?)", ((name,) for name in hidden.names))
    tables = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
    for table in _VIEWS.keys() & tables:  # an older file lacks some
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {_VIEWS[table]}")
