"""What chats want to hear of, and what they have heard."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.state.models import WatchRow, WatchSentRow
from bot.state.store import Store, insert_new

__all__ = ["Watch", "Watches"]


@dataclass(frozen=True, slots=True)
class Watch:
    """A name or topic that a person wants the chat to hear of."""

    id: int
    chat: int
    person: int
    topic: str
    language: str
    at: datetime


class Watches:
    """Watches, and the sentences sent because of them by a key that names each for good."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def add(self, chat: int, person: int, topic: str, language: str) -> bool:
        """Begin to watch; False if the person watches that there already."""
        row = {"chat": chat, "person": person, "topic": topic, "language": language, "at": self._clock()}
        with self._store.writing() as session:
            return insert_new(session, WatchRow, [row]) == 1

    def remove(self, watch: int, person: int) -> bool:
        """End one watch of the person; False if they have none of that number."""
        with self._store.writing() as session:
            gone = delete(WatchRow).where(WatchRow.id == watch, WatchRow.person == person).returning(WatchRow.id)
            return session.execute(gone).first() is not None

    def of(self, person: int) -> tuple[Watch, ...]:
        """Return the watches of a person, oldest first."""
        return tuple(watch for watch in self.all() if watch.person == person)

    def all(self) -> tuple[Watch, ...]:
        """Return every watch, oldest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(WatchRow).order_by(WatchRow.id))
            return tuple(Watch(row.id, row.chat, row.person, row.topic, row.language, row.at) for row in rows)

    def unsent(self, chat: int, sentences: Sequence[str]) -> tuple[str, ...]:
        """Return which of the sentences the chat has not been sent, in their order."""
        with self._store.reading() as session:
            sent = select(WatchSentRow.sentence).where(WatchSentRow.chat == chat)
            known = set(session.scalars(sent.where(WatchSentRow.sentence.in_(sentences))))
            return tuple(sentence for sentence in sentences if sentence not in known)

    def sent(self, chat: int, sentences: Iterable[str]) -> None:
        """Note that the chat was sent the sentences."""
        rows = [{"chat": chat, "sentence": one, "at": self._clock()} for one in dict.fromkeys(sentences)]
        with self._store.writing() as session:
            insert_new(session, WatchSentRow, rows)
