"""Pages of long lists, and what the lists hold beside citations."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.answers.answer import Citation

__all__ = ["Event", "OutletCount", "Page"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Page `number`, from 0, of `total` things in pages of `size`; without items only where there is no such page."""

    items: tuple[Item, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size)

    @property
    def first(self) -> int:
        """The place of the first item in the whole list, from 1."""
        return self.number * self.size + 1


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on the days from `first` to `last`, as one sentence says.

    `stated` says that the sentence names the days; else they are the day its article was published.
    """

    first: date
    last: date
    stated: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet, "" where articles name none, with its articles and the days of the first and last one known."""

    outlet: str
    articles: int
    first: date | None
    last: date | None
