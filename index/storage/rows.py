"""What the catalogue's rows hold, as values."""

import json
from dataclasses import dataclass, fields

from index.article import Article

__all__ = [
    "QuotationRow", "SpokenRow", "StoredPassage", "StoredQuotation", "StoredSentence", "Twin", "article_of",
    "record_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence as kept: `terms` are packed uint32 hashes; `speaker` as in the schema."""

    id: int
    article: int
    start: int
    end: int
    terms: bytes
    speaker: str | None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as kept, with the ids of its first and last sentence."""

    id: int
    article: int
    first_sentence: int
    last_sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Twin:
    """What is kept of an article that isn't indexed, since another has its text to the letter."""

    id: str
    title: str
    outlet: str
    url: str
    published: str | None
    language: str
    rights: str


@dataclass(frozen=True, slots=True)
class StoredQuotation:
    """A quotation as kept; `language` and `published` are its article's."""

    article: int
    start: int
    end: int
    direct: bool
    speaker: str
    name: str
    role: str
    verb: str
    occasion: str
    language: str
    published: str | None


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation to be kept: places of its first and last sentence in the article, columns, terms of its speaker."""

    first: int
    last: int
    columns: tuple[int | str, ...]
    terms: tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """A quotation found by its speaker: which of the things asked his name holds, and which his role."""

    quotation: StoredQuotation
    first_sentence: int
    last_sentence: int
    by_name: frozenset[int]
    by_role: frozenset[int]


def record_of(article: Article) -> str:
    """Return an article as JSON; `article_of` undoes it."""
    record = {f.name: getattr(article, f.name) for f in fields(Article)}
    return json.dumps(record, ensure_ascii=False, default=str)


def article_of(text: str) -> Article:
    """Return the article that `record_of` wrote."""
    record = json.loads(text)
    record["deck"], record["authors"] = tuple(record["deck"]), tuple(record["authors"])
    return Article(**record)
