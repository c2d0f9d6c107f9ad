"""What administrators did: who, when, what, to what end. Lines are added, never changed or dropped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.state.models import AuditRow
from bot.state.store import Store

__all__ = ["Audit", "AuditEntry"]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act of an administrator, who is known by number, 0 being the bot itself.

    `subject` is what it was done to, "" if nothing.
    """

    at: datetime
    who: int
    act: str
    subject: str
    outcome: str


class Audit:
    """The log of administrators' acts."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def note(self, who: int, act: str, subject: str = "", outcome: str = "done") -> None:
        """Add an act."""
        with self._store.writing() as session:
            session.add(AuditRow(at=self._clock(), who=who, act=act, subject=subject, outcome=outcome))

    def last(self, count: int) -> tuple[AuditEntry, ...]:
        """Return the last acts, the latest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(count))
            return tuple(AuditEntry(row.at, row.who, row.act, row.subject, row.outcome) for row in rows)

    def last_of(self, act: str) -> AuditEntry | None:
        """Return the last time that something was done, None if it never was."""
        query = select(AuditRow).where(AuditRow.act == act).order_by(AuditRow.id.desc()).limit(1)
        with self._store.reading() as session:
            row = session.scalar(query)
            return AuditEntry(row.at, row.who, row.act, row.subject, row.outcome) if row else None
