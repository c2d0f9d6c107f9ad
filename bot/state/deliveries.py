"""Answers that were sent: what a button below one, or an update that comes again, is about."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from bot.state.models import DeliveryRow
from bot.state.store import Store, upsert

__all__ = ["Deliveries", "Delivery", "new_answer_id"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """The answer to an update; `value` is JSON, whatever is needed to go on from it, such as the places cited."""

    answer: str
    update: int
    chat: int
    person: int
    question: str
    messages: tuple[int, ...]
    value: Mapping[str, Any] = field(default_factory=dict)


def new_answer_id() -> str:
    """Return a name for an answer that tells nothing of it and fits into a button: 16 characters."""
    return secrets.token_urlsafe(12)


class Deliveries:
    """The answers that one bot sent in the last `keep`."""

    def __init__(self, store: Store, bot: int, clock: Callable[[], datetime], keep: timedelta) -> None:
        self._store, self._bot, self._clock, self._keep = store, bot, clock, keep

    def record(self, delivery: Delivery) -> None:
        """Remember that the answer was sent, in place of what was remembered of it before."""
        values = {
            "answer": delivery.answer, "bot": self._bot, "update": delivery.update, "chat": delivery.chat,
            "person": delivery.person, "question": delivery.question, "messages": list(delivery.messages),
            "value": dict(delivery.value), "at": self._clock(),
        }  # fmt: skip
        with self._store.writing() as session:
            upsert(session, DeliveryRow, values)

    def get(self, answer: str) -> Delivery | None:
        """Return the answer of that name, None if it is not known any more."""
        with self._store.reading() as session:
            row = session.get(DeliveryRow, answer)
            return _delivery(row) if row and row.bot == self._bot else None

    def to_update(self, update: int) -> tuple[Delivery, ...]:
        """Return the answers to an update."""
        with self._store.reading() as session:
            rows = session.scalars(
                select(DeliveryRow).where(DeliveryRow.bot == self._bot, DeliveryRow.update == update)
            )
            return tuple(_delivery(row) for row in rows)

    def to_message(self, person: int, chat: int, message: int) -> Delivery | None:
        """Return the last answer to a message of the person's: the one whose value holds it as "to"."""
        with self._store.reading() as session:
            row = session.scalars(
                select(DeliveryRow)
                .where(DeliveryRow.person == person, DeliveryRow.bot == self._bot, DeliveryRow.chat == chat)
                .where(DeliveryRow.value["to"].as_integer() == message)
                .order_by(DeliveryRow.at.desc(), DeliveryRow.update.desc())
                .limit(1)
            ).first()
            return _delivery(row) if row else None

    def forget(self, answer: str) -> None:
        """Forget an answer that did not arrive."""
        with self._store.writing() as session:
            session.execute(delete(DeliveryRow).where(DeliveryRow.bot == self._bot, DeliveryRow.answer == answer))

    def purge(self) -> None:
        """Drop what is older than is kept."""
        with self._store.writing() as session:
            session.execute(delete(DeliveryRow).where(DeliveryRow.at < self._clock() - self._keep))


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(row.answer, row.update, row.chat, row.person, row.question, tuple(row.messages), row.value)
