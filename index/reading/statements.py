"""What a page's own marks state of its article: address, site, dates, section. Nothing is read off running text."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from index.reading.metadata import day_or_time

__all__ = ["Element", "Stated", "stated"]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "pubdate",
    "publishdate", "publish_date", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "citation_publication_date", "article.published",
    "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "datemodified", "article:modified", "dcterms.modified",
    "lastmod", "og:updated_time", "article.updated",
)  # fmt: skip
_ARTICLE_TYPE = re.compile(r"Article$|Posting$|^Report$|Review$")
_LONGEST_LABEL = 120  # characters around a <time> that is a label; in a longer block it belongs to the story
_DEEPEST = 20


class Element(Protocol):
    """What is asked of a parsed HTML element, the page's root or one inside it."""

    attrib: Mapping[str, str]
    text: str | None

    def get(self, name: str) -> str | None: ...
    def getparent(self) -> "Element | None": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def text_content(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stated:
    """A page's statements; empty where it makes none."""

    url: str = ""
    site: str = ""
    section: str = ""
    published: str | None = None
    modified: str | None = None


def stated(tree: Element) -> Stated:
    """Return what the page states, the most explicit mark first."""
    meta = _meta(tree)
    linked = list(_linked_articles(tree))
    return Stated(
        url=_address(tree, meta),
        site=meta.get("og:site_name", ""),
        section=meta.get("article:section", ""),
        published=_first_date(
            [*_values(linked, "datePublished"), *_named(meta, _PUBLISHED), *_times(tree, "datepublished")]
        )
        or _labelled_time(tree),
        modified=_first_date(
            [*_values(linked, "dateModified"), *_named(meta, _MODIFIED), *_times(tree, "datemodified")]
        ),
    )


def _first_date(candidates: list[str]) -> str | None:
    return next((day for day in map(day_or_time, candidates) if day), None)


def _meta(tree: Element) -> dict[str, str]:
    """Return the page's meta entries by lower-case name; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _named(meta: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _address(tree: Element, meta: dict[str, str]) -> str:
    """Return the canonical URL; a site's front page is no article's address, however often templates say so."""
    links = [
        element.get("href") or "" for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"
    ]
    return next((url for url in (*links, meta.get("og:url", "")) if _is_article_address(url.strip())), "").strip()


def _is_article_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and bool(parts.path.strip("/") or parts.query)


def _linked_articles(tree: Element) -> Iterator[dict[str, object]]:
    """Yield the JSON-LD objects that describe an article."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json" and element.text:
            try:
                yield from _articles(json.loads(element.text, strict=False))
            except (ValueError, RecursionError):
                continue


def _articles(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)
        yield from _articles(value.get("mainEntity"), depth + 1)


def _values(linked: list[dict[str, object]], key: str) -> list[str]:
    return [value for value in (item.get(key) for item in linked) if isinstance(value, str)]


def _times(tree: Element, itemprop: str) -> list[str]:
    """Return the `datetime` of elements marked up as the article's date."""
    return [
        element.get("datetime") or element.get("content") or ""
        for element in tree.iter("time", "span", "p", "div")
        if (element.get("itemprop") or "").lower() == itemprop
        or (itemprop == "datepublished" and "pubdate" in element.attrib)
    ]


def _labelled_time(tree: Element) -> str | None:
    """Return the date of the page's `time` labels if they agree; a `time` inside a paragraph is the story's."""
    labels = [element for element in tree.iter("time") if len(_around(element)) <= _LONGEST_LABEL]
    days = {day for element in labels if (day := day_or_time(element.get("datetime")))}
    return days.pop() if len(days) == 1 else None


def _around(element: Element) -> str:
    parent = element.getparent()
    return (element if parent is None else parent).text_content()
