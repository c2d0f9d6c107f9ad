"""The lists that administrators keep by commands, beside those in the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select, text

from bot.state.models import AccessRow
from bot.state.store import Store, upsert

__all__ = ["Access", "Grant", "Roster", "Standing"]


class Standing(StrEnum):
    """What a person or a group may do; one of these at a time."""

    ADMIN = "admin"
    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Grant:
    """One decision; `by` is None where nobody made it but the one-time code."""

    id: int
    standing: Standing
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Roster:
    """The lists at one moment: numbers of people above 0, of groups below."""

    admins: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    denied: frozenset[int] = frozenset()


class Access:
    """Who was let in and who was shut out."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def roster(self) -> Roster:
        """Return the lists as they are now."""
        grants = self.grants()

        def those(standing: Standing) -> frozenset[int]:
            return frozenset(grant.id for grant in grants if grant.standing is standing)

        return Roster(those(Standing.ADMIN), those(Standing.ALLOWED), those(Standing.DENIED))

    def grants(self) -> tuple[Grant, ...]:
        """Return every decision, by number."""
        with self._store.reading() as session:
            rows = session.scalars(select(AccessRow).order_by(AccessRow.id))
            return tuple(Grant(row.id, Standing(row.standing), row.by, row.at) for row in rows)

    def set(self, subject: int, standing: Standing, by: int | None) -> None:
        """Decide, in place of what was decided before."""
        with self._store.writing() as session:
            values = {"id": subject, "standing": standing.value, "by": by, "at": self._clock()}
            upsert(session, AccessRow, values)

    def clear(self, subject: int) -> None:
        """Take a decision back: the settings count again."""
        with self._store.writing() as session:
            session.execute(delete(AccessRow).where(AccessRow.id == subject))

    def make_first_admin(self, person: int) -> bool:
        """Make the person administrator if there is none yet; of two that try at once, one succeeds."""
        with self._store.writing() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text("LOCK TABLE access IN EXCLUSIVE MODE"))
            admins = select(func.count()).where(AccessRow.standing == Standing.ADMIN.value)
            if session.scalar(admins):
                return False
            values = {"id": person, "standing": Standing.ADMIN.value, "by": None, "at": self._clock()}
            upsert(session, AccessRow, values)
            return True
