"""What a source says of an article, brought into one form, and joined with what its text says.

What is given wins over what is read off the text; what cannot be understood is kept in `extra` as it was, never
replaced by a guess.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from index.article import Article
from index.cleaning import Cleaned, names_of
from index.language.detect import detect
from index.reading.unusable import Unusable
from index.report import Flaw
from index.text import settle

__all__ = ["Given", "article_of", "day_or_time", "given", "one_line"]

FIELDS = frozenset(
    ("id", "title", "deck", "outlet", "url", "published", "modified", "authors", "language", "section", "rights")
)
_DEEPEST = 50  # containers inside one another in an unknown key's value
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9-_]+)?", re.IGNORECASE)
_ISO_639_1 = {"kor": "ko", "eng": "en", "jpn": "ja", "zho": "zh", "deu": "de", "fra": "fr", "spa": "es", "ita": "it"}
_NUMERIC_DAY = re.compile(r"(\d{4})\s*(?:[./]|년)\s*(\d{1,2})\s*(?:[./]|월)\s*(\d{1,2})\s*(?:[.]|일)?")
_EXTENDED = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata as the source states it, in the article's form; empty where it says nothing."""

    id: str = ""
    title: str = ""
    deck: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str = ""
    section: str = ""
    rights: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


def given(record: Mapping[str, object]) -> Given:
    """Return the metadata in a record of JSON-like values; raise Unusable where a field is of no use as text."""
    published, modified = (day_or_time(record.get(key)) for key in ("published", "modified"))
    language = _language(record.get("language"))
    extra = {one_line(key): _plain(value) for key, value in record.items() if key not in FIELDS}
    known = {"published": published, "modified": modified, "language": language}
    for key, understood in known.items():
        if record.get(key) not in (None, "") and not understood:
            extra[key] = _plain(record[key])
    return Given(
        id=_text(record, "id"), title=_text(record, "title"), deck=tuple(_texts(record, "deck")),
        outlet=_text(record, "outlet"), url=_text(record, "url"),
        authors=tuple(dict.fromkeys(name for item in _texts(record, "authors") for name in names_of(item))),
        published=published, modified=modified, language=language, section=_text(record, "section"),
        rights=_text(record, "rights"), extra=extra,
    )  # fmt: skip


def article_of(about: Given, story: Cleaned, place: str, doubt: str = "") -> Article:
    """Return the article; `place` is its identity without id or URL, `doubt` what to note of its encoding."""
    if not story.text.strip():
        raise Unusable("it holds no text", Flaw.EMPTY)
    return Article(
        id=about.id or about.url or place,
        text=story.text,
        title=about.title or story.title,
        deck=about.deck or story.deck,
        outlet=about.outlet or story.outlet,
        url=about.url,
        authors=about.authors or story.authors,
        published=about.published,
        modified=about.modified,
        language=about.language or detect(story.text),
        section=about.section,
        rights=about.rights or story.rights,
        extra={**about.extra, "encoding": doubt} if doubt else about.extra,
    )


def one_line(text: str) -> str:
    """Return settled text on one line, white space made single spaces."""
    return " ".join(settle(text).split())


def day_or_time(value: object) -> str | None:
    """Return an ISO 8601 day or time as it stands, a numeric day ("2024. 1. 5.") as ISO, None for anything else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    numeric = _NUMERIC_DAY.fullmatch(text)
    try:
        if numeric:
            return date(*(int(part) for part in numeric.groups())).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if _EXTENDED.match(text):
        return text
    return moment.isoformat() if "T" in text.upper() else moment.date().isoformat()


def _language(value: object) -> str:
    found = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return ""
    code = found.group(1).lower()
    return _ISO_639_1.get(code, code)


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Unusable(f"`{key}` has to be text", Flaw.FIELD, key)


def _texts(record: Mapping[str, object], key: str) -> list[str]:
    """Return a field that is a list of texts, or one text."""
    value = record.get(key)
    if not isinstance(value, list):
        return [text for text in [_text(record, key)] if text]
    if not all(isinstance(item, str) for item in value):
        raise Unusable(f"`{key}` has to be a list of texts", Flaw.FIELD, key)
    return [one_line(item) for item in value if item.strip()]


def _plain(value: object, depth: int = 0) -> object:
    """Return a JSON value whose strings can be stored: settled, and not nested beyond reason."""
    if isinstance(value, str):
        return settle(value)
    if not isinstance(value, dict | list):
        return value
    if depth == _DEEPEST:
        raise Unusable("its values are nested too deeply", Flaw.NESTED)
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    return {settle(str(key)): _plain(item, depth + 1) for key, item in value.items()}
