"""Updates, each kept until it has been handled: by this instance, by another, after a restart.

Telegram forgets an update once it has been told that it arrived, and delivers it again when it is unsure of that. So an
update is stored before it is confirmed, with its content, which is dropped once it has been handled; one that comes
again is known by its number. An instance says now and then that it is alive. What it held when it died, or let go when
it was stopped, is taken over by the next one, with its content.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, true, update

from bot.state.models import UpdateRow
from bot.state.store import Store, insert_new

__all__ = ["KeptUpdate", "Updates"]

_NOBODY = ""


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """An update as it came; `failures` is how often it was begun and not brought to an end."""

    id: int
    content: str
    failures: int


class Updates:
    """The updates of one bot, by its number: another token counts its updates by itself."""

    def __init__(self, store: Store, bot: int) -> None:
        self._store, self.bot = store, bot
        self._instance = uuid.uuid4().hex

    def receive(self, update_id: int, content: str, now: datetime) -> bool:
        """Keep an update and hold it; False if it came before, whatever has become of it."""
        with self._store.writing() as session:
            row = {
                "bot": self.bot, "id": update_id, "instance": self._instance, "at": now, "done": None,
                "content": content, "failures": 0,
            }  # fmt: skip
            return insert_new(session, UpdateRow, [row]) == 1

    def begin(self, update_id: int) -> None:
        """Say that the update is being handled now: until the contrary is known, that fails."""
        self._change_held(UpdateRow.id == update_id, failures=UpdateRow.failures + 1)

    def finish(self, update_id: int, now: datetime) -> None:
        """Say that the update needs nothing more, and drop its content."""
        with self._store.writing() as session:
            session.execute(
                update(UpdateRow)
                .where(UpdateRow.bot == self.bot, UpdateRow.id == update_id)
                .values(done=now, content="")
            )

    def hold(self, now: datetime) -> None:
        """Say that this instance is alive, and still at what it holds."""
        self._change_held(true(), at=now)

    def let_go(self) -> None:
        """Leave what this instance holds to whoever takes over next."""
        self._change_held(true(), instance=_NOBODY)

    def put_off(self, update_id: int) -> None:
        """Leave an update that was begun for later, through no fault of its own."""
        self._change_held(UpdateRow.id == update_id, instance=_NOBODY, failures=UpdateRow.failures - 1)

    def take_over(self, now: datetime, silent: timedelta, *, alone: bool = False) -> tuple[KeptUpdate, ...]:
        """Hold, and return in order, what nobody living does: others have been `silent` for so long, or are no more."""
        others_dead = UpdateRow.instance != self._instance if alone else UpdateRow.at < now - silent
        orphaned = or_(UpdateRow.instance == _NOBODY, others_dead)
        with self._store.writing() as session:
            taken = session.execute(
                update(UpdateRow)
                .where(UpdateRow.bot == self.bot, UpdateRow.done.is_(None), UpdateRow.instance != self._instance)
                .where(orphaned)
                .values(instance=self._instance, at=now)
                .returning(UpdateRow.id, UpdateRow.content, UpdateRow.failures)
            )
            return tuple(sorted((KeptUpdate(*row) for row in taken), key=lambda one: one.id))

    def unfinished(self) -> int:
        """Return how many updates have come and not been handled yet."""
        with self._store.reading() as session:
            open_ones = select(func.count()).where(UpdateRow.bot == self.bot, UpdateRow.done.is_(None))
            return session.scalar(open_ones) or 0

    def purge(self, before: datetime) -> None:
        """Drop what is so old that Telegram delivers it no more."""
        with self._store.writing() as session:
            session.execute(delete(UpdateRow).where(UpdateRow.at < before))

    def _change_held(self, which: ColumnElement[bool], **values: object) -> None:
        with self._store.writing() as session:
            session.execute(
                update(UpdateRow)
                .where(UpdateRow.bot == self.bot, UpdateRow.done.is_(None), UpdateRow.instance == self._instance, which)
                .values(**values)
            )
