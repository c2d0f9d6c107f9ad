"""Conversations across restarts: the turns as a JSON value under (kind, chat, number)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from bot.answers.conversation import Conversation, Turn
from bot.state.models import ConversationRow
from bot.state.store import Store, upsert

__all__ = ["StoredConversations", "read_conversation"]

Key = tuple[str, int, int]  # "person" or "message", the chat, the number of the person or the message


class StoredConversations:
    """The conversations of the last `keep`; an older one is as if it had never been."""

    def __init__(self, store: Store, clock: Callable[[], datetime], keep: timedelta) -> None:
        self._store, self._clock, self._keep = store, clock, keep

    def of(self, key: Key) -> Conversation:
        """Return the conversation under `key`, a new one if there is none."""
        with self._store.reading() as session:
            row = session.get(ConversationRow, key)
            fresh = row is not None and self._clock() - row.at <= self._keep
            return read_conversation(row.value) if row and fresh else Conversation()

    def keep(self, keys: tuple[Key, ...], conversation: Conversation, person: int) -> None:
        """Keep what a conversation has become, under each key; `person` may have it forgotten."""
        now, value = self._clock(), asdict(conversation)
        with self._store.writing() as session:
            for kind, chat, number in keys:
                values = {"kind": kind, "chat": chat, "number": number, "person": person, "value": value, "at": now}
                upsert(session, ConversationRow, values)

    def forget(self, key: Key) -> None:
        """Begin anew under `key`."""
        kind, chat, number = key
        with self._store.writing() as session:
            session.execute(
                delete(ConversationRow)
                .where(ConversationRow.kind == kind, ConversationRow.chat == chat)
                .where(ConversationRow.number == number)
            )

    def purge(self) -> None:
        """Drop what is older than is kept."""
        with self._store.writing() as session:
            session.execute(delete(ConversationRow).where(ConversationRow.at < self._clock() - self._keep))


def read_conversation(value: Mapping[str, Any]) -> Conversation:
    """Return the conversation that `asdict` made a value of, which JSON made lists of tuples in."""
    about = tuple(value.get("about", ()))  # a value stored before there was any has none
    return Conversation(tuple(_turn(turn) for turn in value["turns"]), value["language"], about)


def _turn(value: Mapping[str, Any]) -> Turn:
    cited = tuple((str(article), int(start), int(end)) for article, start, end in value["cited"])
    return Turn(**{**value, "names": tuple(value["names"]), "cited": cited})
