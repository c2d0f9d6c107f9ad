"""Articles that are not to be cited any more, whatever a build brings back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.state.models import WithdrawnRow
from bot.state.store import Store, upsert

__all__ = ["Withdrawal", "Withdrawn"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An article by its identity or address, and who withdrew it, when and why."""

    article: str
    by: int
    reason: str
    at: datetime


class Withdrawn:
    """The list of withdrawn articles."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def add(self, article: str, by: int, reason: str = "") -> None:
        """Withdraw an article."""
        with self._store.writing() as session:
            upsert(session, WithdrawnRow, {"article": article, "by": by, "reason": reason, "at": self._clock()})

    def restore(self, article: str) -> bool:
        """Take it back; False if the article was not withdrawn."""
        with self._store.writing() as session:
            back = delete(WithdrawnRow).where(WithdrawnRow.article == article).returning(WithdrawnRow.article)
            return session.execute(back).first() is not None

    def all(self) -> tuple[Withdrawal, ...]:
        """Return every withdrawal, the latest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(WithdrawnRow).order_by(WithdrawnRow.at.desc(), WithdrawnRow.article))
            return tuple(Withdrawal(row.article, row.by, row.reason, row.at) for row in rows)

    def articles(self) -> frozenset[str]:
        """Return what is withdrawn."""
        return frozenset(one.article for one in self.all())
