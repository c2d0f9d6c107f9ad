"""Words on their way to many chats, each of which is sent them at most once, whoever is stopped in between.

A chat is taken off the list before it is sent the words, in one transaction: a bot that is killed in between never
sends them twice, and says at the end of how many it can't tell. Several instances of the bot can share the work.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.state.models import BroadcastChatRow, BroadcastRow
from bot.state.store import Store, insert_new

__all__ = ["Broadcast", "Broadcasts"]


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What an administrator has sent, in the message `message` of `chat` who says how far it is; `at` is the last step.

    Of `total` chats, `reached` were sent it, `missed` could not be, and `waiting` still wait.
    """

    id: int
    who: int
    words: str
    language: str
    chat: int
    message: int
    total: int
    reached: int
    missed: int
    at: datetime
    waiting: int

    @property
    def unsure(self) -> int:
        """How many were perhaps sent it: nobody knows how the request ended."""
        return max(0, self.total - self.reached - self.missed - self.waiting)


class Broadcasts:
    """The broadcasts that have not ended."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def begin(self, who: int, words: str, language: str, place: tuple[int, int], chats: Iterable[int]) -> None:
        """Put words on their way to chats; `place` is the message, by chat and number, that says how far they are."""
        to = tuple(dict.fromkeys(chats))
        row = BroadcastRow(
            who=who, words=words, language=language, chat=place[0], message=place[1], total=len(to), reached=0,
            missed=0, at=self._clock(),
        )  # fmt: skip
        with self._store.writing() as session:
            session.add(row)
            session.flush()
            for one in to:
                insert_new(session, BroadcastChatRow, [{"broadcast": row.id, "chat": one}])

    def unfinished(self) -> tuple[Broadcast, ...]:
        """Return what has not ended, oldest first."""
        with self._store.reading() as session:
            counted = select(func.count()).where(BroadcastChatRow.broadcast == BroadcastRow.id).scalar_subquery()
            rows = session.execute(select(BroadcastRow, counted).order_by(BroadcastRow.id))
            return tuple(_broadcast(row, waiting) for row, waiting in rows)

    def take(self, broadcast: int, after: int | None = None) -> int | None:
        """Take a chat that waits, to be sent the words, the lowest number behind `after`; None where none does."""
        waiting = select(func.min(BroadcastChatRow.chat)).where(BroadcastChatRow.broadcast == broadcast)
        if after is not None:
            waiting = waiting.where(BroadcastChatRow.chat > after)
        with self._store.writing() as session:
            while (chat := session.scalar(waiting)) is not None:
                gone = delete(BroadcastChatRow).where(
                    BroadcastChatRow.broadcast == broadcast, BroadcastChatRow.chat == chat
                )
                if session.execute(gone.returning(BroadcastChatRow.chat)).first():
                    return chat
        return None

    def put_back(self, broadcast: int, chat: int) -> None:
        """Let a chat wait again that was surely not sent the words."""
        with self._store.writing() as session:
            insert_new(session, BroadcastChatRow, [{"broadcast": broadcast, "chat": chat}])

    def count(self, broadcast: int, *, reached: bool) -> None:
        """Count a chat that was taken as reached, or as missed."""
        column = BroadcastRow.reached if reached else BroadcastRow.missed
        with self._store.writing() as session:
            session.execute(
                update(BroadcastRow)
                .where(BroadcastRow.id == broadcast)
                .values({column: column + 1, BroadcastRow.at: self._clock()})
            )

    def end(self, broadcast: int) -> Broadcast | None:
        """Forget the broadcast and return how it ended, once: None to whoever comes second."""
        with self._store.writing() as session:
            row = session.get(BroadcastRow, broadcast, with_for_update=True)
            if row is None:
                return None
            left = delete(BroadcastChatRow).where(BroadcastChatRow.broadcast == broadcast)
            ended = _broadcast(row, len(session.execute(left.returning(BroadcastChatRow.chat)).all()))
            session.delete(row)
            return ended


def _broadcast(row: BroadcastRow, waiting: int) -> Broadcast:
    return Broadcast(
        row.id, row.who, row.words, row.language, row.chat, row.message, row.total, row.reached, row.missed, row.at,
        waiting,
    )  # fmt: skip
