"""All that is stored about a person, to be handed out or deleted: every table that keeps a number of theirs is here.

Two things stay when a person has themself forgotten, because they are not theirs: what administrators decided about who
may ask, and what administrators did or have under way. An opinion on an answer stays without anything that leads to
them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import DeclarativeBase, Session

from bot.state.models import (
    AccessRow,
    AlertRow,
    AuditRow,
    BroadcastChatRow,
    BroadcastRow,
    ChatRow,
    ConversationRow,
    DeliveryRow,
    FeedbackRow,
    QuestionRow,
    ShownRow,
    WatchRow,
    WatchSentRow,
    WithdrawnRow,
)
from bot.state.store import Store

__all__ = ["export", "forget"]

_Where = tuple[type[DeclarativeBase], ColumnElement[bool]]


def export(store: Store, person: int) -> Mapping[str, Any]:
    """Return everything about the person as JSON values, by table."""
    answers = select(DeliveryRow.answer).where(DeliveryRow.person == person)
    kept: list[_Where] = [
        (AccessRow, or_(AccessRow.id == person, AccessRow.by == person)),
        (AuditRow, AuditRow.who == person),
        (BroadcastRow, BroadcastRow.who == person),
        (WithdrawnRow, WithdrawnRow.by == person),
        (FeedbackRow, FeedbackRow.answer.in_(answers)),
    ]
    with store.reading() as session:
        return {model.__tablename__: _rows(session, model, where) for model, where in (*_theirs(person), *kept)}


def forget(store: Store, person: int) -> int:
    """Delete everything that is the person's, and return how many rows that were."""
    with store.writing() as session:
        return sum(
            len(session.execute(delete(model).where(where).returning(*model.__table__.primary_key)).all())
            for model, where in _theirs(person)
        )


def _theirs(person: int) -> list[_Where]:
    return [
        (ChatRow, ChatRow.id == person),
        (QuestionRow, QuestionRow.person == person),
        (ConversationRow, or_(ConversationRow.person == person, ConversationRow.chat == person)),
        (DeliveryRow, or_(DeliveryRow.person == person, DeliveryRow.chat == person)),
        (ShownRow, ShownRow.person == person),
        (WatchRow, or_(WatchRow.person == person, WatchRow.chat == person)),
        (WatchSentRow, WatchSentRow.chat == person),
        (AlertRow, AlertRow.chat == person),
        (BroadcastChatRow, BroadcastChatRow.chat == person),
    ]


def _rows(session: Session, model: type[DeclarativeBase], where: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = list(model.__table__.columns)
    found = session.execute(select(*columns).where(where).order_by(*model.__table__.primary_key))
    return [{name: _plain(value) for name, value in row.items()} for row in found.mappings()]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
