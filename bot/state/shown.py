"""The sentences that a person was shown on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from bot.state.models import ShownRow
from bot.state.store import Store, insert_new

__all__ = ["ShownSentences"]

Place = tuple[str, int, int]  # article, start, end


class ShownSentences:
    """What the day's quota is counted from."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, person: int, day: date) -> set[Place]:
        """Return what the person was shown on the day."""
        with self._store.reading() as session:
            rows = session.scalars(select(ShownRow).where(ShownRow.person == person, ShownRow.day == day))
            return {(row.article, row.start, row.end) for row in rows}

    def add(self, person: int, day: date, places: Iterable[Place]) -> None:
        """Note what the person is shown."""
        rows = [
            {"person": person, "day": day, "article": article, "start": start, "end": end}
            for article, start, end in places
        ]
        if rows:
            with self._store.writing() as session:
                insert_new(session, ShownRow, rows)

    def purge(self, before: date) -> None:
        """Drop earlier days."""
        with self._store.writing() as session:
            session.execute(delete(ShownRow).where(ShownRow.day < before))
