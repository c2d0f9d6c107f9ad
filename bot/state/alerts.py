"""Sentences that wait to be sent to who watches for them, each at most once to a chat.

A sentence is noted as sent when it is taken to be sent, in one transaction: a bot that is killed in between loses it,
and never says it twice. Whoever knows that it was not sent puts it back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.state.models import AlertRow, WatchRow, WatchSentRow
from bot.state.store import Store, insert_new

__all__ = ["Alert", "Alerts"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A sentence for a chat because of a watch: the key that names its words for good, and where it stands."""

    chat: int
    watch: int
    sentence: str
    article: str
    start: int
    check: int


class Alerts:
    """The queue; shared by all instances of the bot, each alert is taken by one of them."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def add(self, alerts: Sequence[Alert]) -> int:
        """Queue what the chats neither were sent nor wait for already; return how many those were."""
        rows = [{**asdict(one), "at": self._clock()} for one in alerts]
        with self._store.writing() as session:
            sent = {
                chat: set(session.scalars(select(WatchSentRow.sentence).where(WatchSentRow.chat == chat)))
                for chat in {one.chat for one in alerts}
            }
            new = [row for row in rows if row["sentence"] not in sent[row["chat"]]]
            return sum(insert_new(session, AlertRow, [row]) for row in new)

    def chats(self) -> tuple[int, ...]:
        """Return the chats that something waits for, who has waited longest first."""
        with self._store.reading() as session:
            longest = select(AlertRow.chat).group_by(AlertRow.chat).order_by(func.min(AlertRow.at), AlertRow.chat)
            return tuple(session.scalars(longest))

    def take(self, chat: int) -> tuple[Alert, ...]:
        """Take all that waits for a chat off the queue, to be sent; of two that try at once, one gets it.

        What nobody watches for any more, or was sent meanwhile, goes unsaid.
        """
        with self._store.writing() as session:
            gone = delete(AlertRow).where(AlertRow.chat == chat).returning(*AlertRow.__table__.columns)
            rows = sorted(session.execute(gone).mappings(), key=lambda row: (row["at"], row["article"], row["start"]))
            watched = set(session.scalars(select(WatchRow.id).where(WatchRow.chat == chat)))
            taken = [
                row
                for row in rows
                if row["watch"] in watched
                and insert_new(
                    session, WatchSentRow, [{"chat": chat, "sentence": row["sentence"], "at": self._clock()}]
                )
            ]
            names = Alert.__dataclass_fields__
            return tuple(Alert(**{name: row[name] for name in names}) for row in taken)

    def put_back(self, alerts: Iterable[Alert]) -> None:
        """Queue again what was taken and surely not sent."""
        with self._store.writing() as session:
            for one in alerts:
                sent = delete(WatchSentRow).where(WatchSentRow.chat == one.chat, WatchSentRow.sentence == one.sentence)
                session.execute(sent)
                insert_new(session, AlertRow, [{**asdict(one), "at": self._clock()}])

    def drop(self, chat: int) -> None:
        """Forget what waits for a chat."""
        with self._store.writing() as session:
            session.execute(delete(AlertRow).where(AlertRow.chat == chat))
