"""Chats that have spoken to the bot, what they set, and groups that got another number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.state.models import AccessRow, ChatRow, MovedRow, WatchRow, WatchSentRow
from bot.state.store import Store, insert_new, upsert

__all__ = ["ChatSettings", "Chats"]

_FRESH = timedelta(hours=1)  # a chat that was seen within it is not written again
_SETTINGS = ("language", "citations", "quiet_from", "quiet_until")


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat has set for itself; None is the default. Quiet hours are "HH:MM", over midnight too."""

    language: str | None = None
    citations: int | None = None
    quiet_from: str | None = None
    quiet_until: str | None = None


class Chats:
    """Private chats by the person's number, groups by theirs."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def seen(self, chat: int) -> ChatSettings:
        """Note that the chat spoke, which it can't where it has blocked the bot, and return its settings."""
        now = self._clock()
        with self._store.reading() as session:
            row = session.get(ChatRow, chat)
            if row and not row.blocked and now - row.last_seen < _FRESH:
                return _settings(row)
        with self._store.writing() as session:
            row = session.get(ChatRow, chat)
            values = {"id": chat, "first_seen": now, "last_seen": now, "blocked": None}
            upsert(session, ChatRow, values, keep=("first_seen",))
            return _settings(row) if row else ChatSettings()

    def settings(self, chat: int) -> ChatSettings:
        """Return what the chat has set."""
        with self._store.reading() as session:
            row = session.get(ChatRow, chat)
            return _settings(row) if row else ChatSettings()

    def set(self, chat: int, settings: ChatSettings) -> None:
        """Set all of it."""
        now = self._clock()
        values = {
            "id": chat, "first_seen": now, "last_seen": now, "language": settings.language,
            "citations": settings.citations, "quiet_from": settings.quiet_from, "quiet_until": settings.quiet_until,
        }  # fmt: skip
        with self._store.writing() as session:
            upsert(session, ChatRow, values, keep=("first_seen",))

    def block(self, chat: int) -> None:
        """Note that the chat takes no messages any more; until it speaks again nothing is sent there unasked."""
        with self._store.writing() as session:
            session.execute(update(ChatRow).where(ChatRow.id == chat).values(blocked=self._clock()))

    def reachable(self) -> tuple[int, ...]:
        """Return every chat that can be written to."""
        with self._store.reading() as session:
            return tuple(session.scalars(select(ChatRow.id).where(ChatRow.blocked.is_(None)).order_by(ChatRow.id)))

    def move(self, old: int, new: int) -> None:
        """A group got another number: what was stored under the old one is stored under the new one."""
        with self._store.writing() as session:
            upsert(session, MovedRow, {"old": old, "new": new, "at": self._clock()})
            _rename(session, old, new)

    def moved(self) -> dict[int, int]:
        """Return the new number of each group that got one."""
        with self._store.reading() as session:
            return {row.old: row.new for row in session.scalars(select(MovedRow))}


def _settings(row: ChatRow) -> ChatSettings:
    return ChatSettings(row.language, row.citations, row.quiet_from, row.quiet_until)


def _rename(session: Session, old: int, new: int) -> None:
    """The group's own word under its new number counts more than what is carried over."""
    chat, grant = session.get(ChatRow, old), session.get(AccessRow, old)
    if chat:
        columns = ("first_seen", "last_seen", "blocked", *_SETTINGS)
        insert_new(session, ChatRow, [{"id": new, **{name: getattr(chat, name) for name in columns}}])
        for name in _SETTINGS:  # the new number may have spoken already, and set nothing yet
            column = getattr(ChatRow, name)
            session.execute(
                update(ChatRow).where(ChatRow.id == new, column.is_(None)).values({column: getattr(chat, name)})
            )
        session.execute(delete(ChatRow).where(ChatRow.id == old))
    if grant:
        insert_new(session, AccessRow, [{"id": new, "standing": grant.standing, "by": grant.by, "at": grant.at}])
        session.delete(grant)
    known = select(WatchRow.topic).where(WatchRow.chat == new)
    session.execute(update(WatchRow).where(WatchRow.chat == old, WatchRow.topic.not_in(known)).values(chat=new))
    session.execute(delete(WatchRow).where(WatchRow.chat == old))
    there = select(WatchSentRow.sentence).where(WatchSentRow.chat == new)
    sent = update(WatchSentRow).where(WatchSentRow.chat == old, WatchSentRow.sentence.not_in(there))
    session.execute(sent.values(chat=new))
