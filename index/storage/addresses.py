"""Articles found by a link: every address that an article is known under, its identity where that is one, its twins'.

As with handles, sixteen bytes an address, made at the first link that a snapshot is asked about.
"""

from collections.abc import Iterator

import numpy as np

from index.addresses import address_key
from index.storage.catalogue import Catalogue
from index.storage.handles import handle_of

__all__ = ["Addresses"]

_AN_ARTICLES = 3  # an address that more share is a page that lists them
_SINCE = 6  # a published file is never migrated
_STORED = "SELECT article, url FROM main.address"
_UNSTORED = "SELECT id, json_extract(record, '$.url') FROM main.article"


class Addresses:
    """The addresses in one catalogue, those of withdrawn articles apart."""

    def __init__(self, catalogue: Catalogue) -> None:
        rows = sorted({(handle_of(key), number) for number, key in _keyed(_named(catalogue))})
        self._handles = np.array([handle for handle, _ in rows], np.uint64)
        self._numbers = np.array([number for _, number in rows], np.int64)
        self._withdrawn = frozenset(key for _, key in _keyed(_hidden(catalogue)))

    def numbers_of(self, url: str) -> tuple[int, ...]:
        """Return the catalogue's numbers of the articles at this address; none where it is a page of many."""
        key = address_key(url)
        wanted = np.uint64(handle_of(key))
        first, last = (int(np.searchsorted(self._handles, wanted, side)) for side in ("left", "right"))
        return tuple(self._numbers[first:last].tolist()) if key and last - first <= _AN_ARTICLES else ()

    def withdrawn(self, url: str) -> bool:
        """Tell whether an article at this address was withdrawn."""
        return address_key(url) in self._withdrawn


def _keyed(rows: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((number, key) for number, url in rows if (key := address_key(url)))


def _named(catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """Yield the articles that may be cited with each of their addresses."""
    visible = dict(catalogue.select("SELECT id, key FROM article"))
    yield from ((number, key) for number, key in visible.items() if "://" in key)
    yield from ((number, url) for number, url in _addresses(catalogue) if number in visible)
    if catalogue.select("SELECT 1 FROM sqlite_master WHERE name = 'twin'"):
        for number, *names in catalogue.select("SELECT article, key, url FROM twin"):
            yield from ((number, name) for name in names if "://" in name and number in visible)


def _hidden(catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """Yield what was withdrawn with each of its addresses."""
    yield from ((0, name) for name in catalogue.hidden.names if "://" in name)
    if catalogue.hidden.articles:
        yield from (row for row in _addresses(catalogue) if row[0] in catalogue.hidden.articles)


def _addresses(catalogue: Catalogue) -> list[tuple[int, str]]:
    ((have,),) = catalogue.select("PRAGMA user_version")
    return [(int(number), str(url)) for number, url in catalogue.select(_STORED if have >= _SINCE else _UNSTORED)]
