"""One story told by several outlets: it counts once, the earliest is named first, and the others are "also in"."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.answers.days import day_of
from index.article import Article

__all__ = ["earliest_first", "told_at"]


def earliest_first(numbers: Iterable[int], articles: Mapping[int, Article]) -> list[int]:
    """Return articles by day and time, undated ones last."""
    return sorted(numbers, key=lambda number: told_at(articles[number].published))


def told_at(published: str | None) -> tuple[date, str]:
    """Return what orders tellings of a story: day and time, the last of all days where unknown."""
    return day_of(published) or date.max, published or ""
