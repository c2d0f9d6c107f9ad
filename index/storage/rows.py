"""What the catalogue's rows hold, as values."""

import json
from dataclasses import dataclass, fields

from index.article import Article

__all__ = ["StoredPassage", "StoredSentence", "article_of", "record_of"]


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


def record_of(article: Article) -> str:
    """Return an article as JSON; `article_of` undoes it."""
    record = {f.name: getattr(article, f.name) for f in fields(Article)}
    return json.dumps(record, ensure_ascii=False, default=str)


def article_of(text: str) -> Article:
    """Return the article that `record_of` wrote."""
    record = json.loads(text)
    record["deck"], record["authors"] = tuple(record["deck"]), tuple(record["authors"])
    return Article(**record)
