"""Quotations in the catalogue: written with the terms their speaker is found by, read by sentence or by speaker."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from index.storage.rows import QuotationRow, SpokenRow, StoredQuotation

__all__ = ["Within", "by_speaker", "in_sentence", "put"]

Within = Collection[int] | None  # the articles, by number, that alone count; None for all

_LONGEST = 8  # sentences that one quotation may run over and still be found by each
_COLUMNS = (
    'q.article, q.start, q."end", q.direct, q.speaker, q.name, q.role, q.verb, q.occasion, a.language, a.published'
)
_BY_SPEAKER = f"""
WITH asked AS (SELECT json_extract(value, '$[0]') AS place, json_extract(value, '$[1]') AS term FROM json_each(?1)),
met AS (
    SELECT s.quotation, group_concat(CASE WHEN s.own THEN asked.place END) AS by_name,
        group_concat(CASE WHEN NOT s.own THEN asked.place END) AS by_role, count(DISTINCT asked.place) AS held
    FROM asked JOIN speaker s ON s.term = asked.term GROUP BY 1
)
SELECT q.first_sentence, q.last_sentence, met.by_name, met.by_role, {_COLUMNS}
FROM met JOIN quotation q ON q.id = met.quotation JOIN article a ON a.id = q.article
WHERE ?2 IS NULL OR q.article IN (SELECT value FROM json_each(?2))
ORDER BY met.held DESC, a.published DESC, q.id LIMIT ?3
"""


def put(
    connection: sqlite3.Connection, article: int, rows: Iterable[QuotationRow], sentence_ids: Sequence[int]
) -> None:
    """Store the quotations of an article."""
    for row in rows:
        cursor = connection.execute(
            'INSERT INTO quotation (article, first_sentence, last_sentence, start, "end", direct, speaker, name, role, '
            "verb, occasion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, sentence_ids[row.first], sentence_ids[row.last], *row.columns),
        )
        connection.executemany(
            "INSERT INTO speaker VALUES (?, ?, ?)", ((term, cursor.lastrowid, own) for term, own in row.terms)
        )


def in_sentence(connection: sqlite3.Connection, sentence: int) -> list[StoredQuotation]:
    """Return the quotations that a sentence holds, or a part of; none in a file of before they were kept."""
    if not _kept(connection):
        return []
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM quotation q JOIN article a ON a.id = q.article "
        "WHERE q.first_sentence BETWEEN ? AND ? AND q.last_sentence >= ? ORDER BY q.start",
        (sentence - _LONGEST, sentence, sentence),
    )
    return [_stored(row) for row in rows]


def by_speaker(
    connection: sqlite3.Connection, asked: Sequence[Sequence[int]], limit: int, within: Within = None
) -> list[SpokenRow]:
    """Return quotations by what their speaker is called; none in a file of before they were kept."""
    if not _kept(connection):
        return []
    pairs = [[place, term] for place, terms in enumerate(asked) for term in terms]
    rows = connection.execute(
        _BY_SPEAKER, (json.dumps(pairs), None if within is None else json.dumps([*within]), limit)
    )
    return [SpokenRow(_stored(row[4:]), row[0], row[1], _places(row[2]), _places(row[3])) for row in rows]


def _kept(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'quotation'").fetchone() is not None


def _stored(row: Sequence[int | str | None]) -> StoredQuotation:
    article, start, end, direct, *texts, published = row
    speaker, name, role, verb, occasion, language = map(str, texts)
    return StoredQuotation(
        _number(article), _number(start), _number(end), bool(direct), speaker, name, role, verb, occasion, language,
        None if published is None else str(published),
    )  # fmt: skip


def _number(value: int | str | None) -> int:
    return int(value or 0)


def _places(joined: str | None) -> frozenset[int]:
    return frozenset(map(int, joined.split(","))) if joined else frozenset()
