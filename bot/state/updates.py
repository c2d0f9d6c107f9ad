"""Updates, each taken on once: by this instance, by another, before a restart.

Telegram delivers an update again when it is unsure that it arrived. What was done is not done again; what an instance
took on but never finished, because it was killed, is done by the one that gets it again.
"""

import uuid
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.state.models import UpdateRow
from bot.state.store import Store, insert_new

__all__ = ["Updates"]


class Updates:
    """The updates of one bot, by its number: another token counts its updates by itself."""

    def __init__(self, store: Store, bot: int) -> None:
        self._store, self.bot = store, bot
        self._instance = uuid.uuid4().hex

    def claim(self, update_id: int, now: datetime) -> bool:
        """Take the update on; False if that was done before, or is being done here."""
        with self._store.writing() as session:
            row = {"bot": self.bot, "id": update_id, "instance": self._instance, "at": now, "done": None}
            return insert_new(session, UpdateRow, [row]) == 1 or self._inherit(session, update_id, now)

    def finish(self, update_id: int, now: datetime) -> None:
        """Say that the update needs nothing more."""
        with self._store.writing() as session:
            session.execute(
                update(UpdateRow).where(UpdateRow.bot == self.bot, UpdateRow.id == update_id).values(done=now)
            )

    def unfinished(self) -> int:
        """Return how many updates were taken on and not finished."""
        with self._store.reading() as session:
            open_ones = select(func.count()).where(UpdateRow.bot == self.bot, UpdateRow.done.is_(None))
            return session.scalar(open_ones) or 0

    def purge(self, before: datetime) -> None:
        """Drop what is so old that Telegram delivers it no more."""
        with self._store.writing() as session:
            session.execute(delete(UpdateRow).where(UpdateRow.at < before))

    def _inherit(self, session: Session, update_id: int, now: datetime) -> bool:
        """Take over what another instance began and did not end."""
        taken = (
            update(UpdateRow)
            .where(UpdateRow.bot == self.bot, UpdateRow.id == update_id)
            .where(UpdateRow.done.is_(None), UpdateRow.instance != self._instance)
            .values(instance=self._instance, at=now)
            .returning(UpdateRow.id)
        )
        return session.execute(taken).first() is not None
