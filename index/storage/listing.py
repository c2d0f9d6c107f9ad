"""Articles in lists, by date and by outlet; counted and paged in SQL, so that a page reads only its own articles."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.storage.catalogue import Catalogue

__all__ = ["OutletRow", "count_articles", "count_outlets", "newest", "newest_of", "of_passages", "outlets"]


@dataclass(frozen=True, slots=True)
class OutletRow:
    """How many articles of an outlet there are, "" for those that name none, and their first and last day if known."""

    outlet: str
    articles: int
    first: str | None
    last: str | None


def count_articles(catalogue: Catalogue) -> int:
    """Return how many articles there are."""
    ((count,),) = catalogue.select("SELECT count(*) FROM article")
    return int(count)


def newest(catalogue: Catalogue, first: int, count: int) -> list[int]:
    """Return the numbers of `count` articles from place `first` on, newest first, those of unknown date last."""
    rows = catalogue.select("SELECT id FROM article ORDER BY published DESC, id DESC LIMIT ? OFFSET ?", (count, first))
    return [row[0] for row in rows]


def newest_of(catalogue: Catalogue, numbers: Sequence[int], first: int, count: int) -> list[int]:
    """Return a page of the articles with these numbers, in the order of `newest`."""
    rows = catalogue.select(
        "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY published DESC, id DESC LIMIT ? OFFSET ?",
        (json.dumps(list(map(int, numbers))), count, first),
    )
    return [row[0] for row in rows]


def of_passages(catalogue: Catalogue, passages: Sequence[int]) -> list[int]:
    """Return the numbers of the articles of some passages, each once, in the order of the passages."""
    rows = catalogue.select(
        "SELECT p.article FROM json_each(?) j JOIN passage p ON p.id = j.value ORDER BY j.key",
        (json.dumps(list(map(int, passages))),),
    )
    return list(dict.fromkeys(row[0] for row in rows))


def count_outlets(catalogue: Catalogue) -> int:
    """Return how many outlets there are."""
    ((count,),) = catalogue.select("SELECT count(DISTINCT outlet) FROM article")
    return int(count)


def outlets(catalogue: Catalogue, first: int, count: int) -> list[OutletRow]:
    """Return a page of the outlets, those with most articles first."""
    rows = catalogue.select(
        "SELECT outlet, count(*), substr(min(published), 1, 10), substr(max(published), 1, 10) FROM article "
        "GROUP BY outlet ORDER BY 2 DESC, outlet LIMIT ? OFFSET ?",
        (count, first),
    )
    return [OutletRow(*row) for row in rows]
