"""The state as a whole: opened once, closed at the end, tidied now and then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.state import privacy
from bot.state.access import Access
from bot.state.alerts import Alerts
from bot.state.audit import Audit
from bot.state.broadcasts import Broadcasts
from bot.state.chats import Chats
from bot.state.conversations import StoredConversations
from bot.state.deliveries import Deliveries
from bot.state.feedback import Feedback
from bot.state.migrations import migrate
from bot.state.questions import Questions
from bot.state.shown import ShownSentences
from bot.state.store import Store, connect
from bot.state.updates import KeptUpdate, Updates
from bot.state.watches import Watches
from bot.state.withdrawn import Withdrawn

__all__ = ["State", "open_state"]

_DEAD_AFTER = timedelta(seconds=20)  # an instance says every few seconds that it is alive
_UPDATES_KEPT = timedelta(days=3)  # Telegram keeps an update that nobody fetches for one day
_DAYS_SHOWN = timedelta(days=2)  # today's quota, wherever today is


@dataclass(frozen=True, slots=True)
class State:
    """Every part of what the bot remembers; all of it blocks, and all of it may be called from any thread."""

    store: Store
    clock: Callable[[], datetime]
    access: Access
    alerts: Alerts
    audit: Audit
    broadcasts: Broadcasts
    chats: Chats
    conversations: StoredConversations
    deliveries: Deliveries
    feedback: Feedback
    questions: Questions
    shown: ShownSentences
    updates: Updates
    watches: Watches
    withdrawn: Withdrawn

    def receive(self, update: int, content: str) -> bool:
        """Keep an update that arrives; False if it came before."""
        return self.updates.receive(update, content, self.clock())

    def take_over(self, *, at_start: bool = False) -> tuple[KeptUpdate, ...]:
        """Say that this instance is alive, and return the updates that others left: they are its own now.

        SQLite's is used by one instance at a time, so whoever held one before this one's start is no more.
        """
        now = self.clock()
        self.updates.hold(now)
        return self.updates.take_over(now, _DEAD_AFTER, alone=at_start and not self.store.is_shared)

    def finish(self, update: int) -> None:
        """Say that an update needs nothing more."""
        self.updates.finish(update, self.clock())

    def export(self, person: int) -> Mapping[str, Any]:
        """Return all that is stored about a person as JSON values."""
        return privacy.export(self.store, person)

    def forget(self, person: int) -> int:
        """Delete all that is stored about a person; return how many rows that were."""
        return privacy.forget(self.store, person)

    def purge(self) -> None:
        """Drop what is older than the settings allow to keep."""
        now = self.clock()
        self.questions.purge()
        self.conversations.purge()
        self.deliveries.purge()
        self.updates.purge(now - _UPDATES_KEPT)
        self.shown.purge((now - _DAYS_SHOWN).date())

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_state(url: str, folder: Path, *, bot: int, keep: timedelta, clock: Callable[[], datetime]) -> State:
    """Open the database at `url`, or SQLite's in `folder`, and bring its tables up to date.

    `bot` is the bot's number and `keep` how long questions are kept. Raises StateError.
    """
    store = connect(url, folder)
    migrate(store)
    return State(
        store,
        clock,
        access=Access(store, clock),
        alerts=Alerts(store, clock),
        audit=Audit(store, clock),
        broadcasts=Broadcasts(store, clock),
        chats=Chats(store, clock),
        conversations=StoredConversations(store, clock, keep),
        deliveries=Deliveries(store, bot, clock, keep),
        feedback=Feedback(store, clock),
        questions=Questions(store, clock, keep),
        shown=ShownSentences(store),
        updates=Updates(store, bot),
        watches=Watches(store, clock),
        withdrawn=Withdrawn(store, clock),
    )
