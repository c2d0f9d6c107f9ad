"""The tables. No table holds a name: people and chats are Telegram's numbers, and only where something needs them.

A change here needs a migration (`migrations/versions/`); a test compares the two.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, Index, Integer, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON

from bot.state.columns import Counted, UtcTime

__all__ = [
    "AccessRow",
    "AlertRow",
    "AuditRow",
    "Base",
    "BroadcastChatRow",
    "BroadcastRow",
    "ChatRow",
    "ConversationRow",
    "DeliveryRow",
    "FeedbackRow",
    "MovedRow",
    "QuestionRow",
    "ShownRow",
    "UpdateRow",
    "WatchRow",
    "WatchSentRow",
    "WithdrawnRow",
]

_Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInteger, str: Text, datetime: UtcTime, date: Date}


class ChatRow(Base):
    """A chat that has spoken to the bot, and its settings, None by default. A private chat has its person's number."""

    __tablename__ = "chats"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    blocked: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(8))
    citations: Mapped[int | None] = mapped_column(Integer)
    quiet_from: Mapped[str | None] = mapped_column(String(5))  # HH:MM
    quiet_until: Mapped[str | None] = mapped_column(String(5))


class MovedRow(Base):
    """A group that became a supergroup and got another number."""

    __tablename__ = "moved_groups"
    old: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    new: Mapped[int]
    at: Mapped[datetime]


class AccessRow(Base):
    """What an administrator decided about a person (number above 0) or a group (below 0)."""

    __tablename__ = "access"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    standing: Mapped[str] = mapped_column(String(8))
    by: Mapped[int | None]
    at: Mapped[datetime]


class ConversationRow(Base):
    """The last turns under a key: of a person in a chat, or of the message that answered."""

    __tablename__ = "conversations"
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    chat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[int] = mapped_column(index=True)
    value: Mapped[Any] = mapped_column(_Json)
    at: Mapped[datetime] = mapped_column(index=True)


class UpdateRow(Base):
    """An update as JSON, held by an instance of the bot, until it is `done`; "" is nobody's instance.

    `at` is when the instance last said that it is alive, `failures` how often it was begun and not finished.
    """

    __tablename__ = "updates"
    __table_args__ = (
        Index(
            "ix_updates_open", "bot", "instance",
            sqlite_where=text("done IS NULL"), postgresql_where=text("done IS NULL"),
        ),
    )  # fmt: skip
    bot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    instance: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(index=True)
    done: Mapped[datetime | None]
    content: Mapped[str] = mapped_column(server_default="")
    failures: Mapped[int] = mapped_column(Integer, server_default="0")


class DeliveryRow(Base):
    """An answer that was sent: to which message, as which messages, and what is needed to go on from it."""

    __tablename__ = "deliveries"
    answer: Mapped[str] = mapped_column(String(16), primary_key=True)
    bot: Mapped[int]
    update: Mapped[int]
    chat: Mapped[int]
    person: Mapped[int] = mapped_column(index=True)
    question: Mapped[str]
    messages: Mapped[Any] = mapped_column(_Json)
    value: Mapped[Any] = mapped_column(_Json)
    at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (Index("ix_deliveries_update", "bot", "update"),)


class QuestionRow(Base):
    """A question that was asked, for a stated time."""

    __tablename__ = "questions"
    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[int] = mapped_column(index=True)
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    refused: Mapped[bool]
    milliseconds: Mapped[float]


class ShownRow(Base):
    """A sentence that a person was shown on a day."""

    __tablename__ = "shown"
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    article: Mapped[str] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    end: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class FeedbackRow(Base):
    """What was thought of an answer, by nobody in particular."""

    __tablename__ = "feedback"
    answer: Mapped[str] = mapped_column(String(16), primary_key=True)
    good: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(32))
    question: Mapped[str]
    cited: Mapped[Any] = mapped_column(_Json)
    at: Mapped[datetime]


class WatchRow(Base):
    """A name or topic that a chat wants to hear of."""

    __tablename__ = "watches"
    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    chat: Mapped[int] = mapped_column(index=True)
    person: Mapped[int] = mapped_column(index=True)
    topic: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
    __table_args__ = (Index("ix_watches_topic", "chat", "person", "topic", unique=True),)


class WatchSentRow(Base):
    """A sentence that a chat was sent because of a watch; it is never sent there again."""

    __tablename__ = "watch_sent"
    chat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sentence: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class AlertRow(Base):
    """A sentence that waits to be sent to a chat because of a watch."""

    __tablename__ = "alerts"
    chat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sentence: Mapped[str] = mapped_column(primary_key=True)
    watch: Mapped[int] = mapped_column(index=True)
    article: Mapped[str]
    start: Mapped[int]
    check: Mapped[int]
    at: Mapped[datetime]


class AuditRow(Base):
    """An act of an administrator: who, when, what, to what end."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[int] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str]
    outcome: Mapped[str]


class BroadcastRow(Base):
    """Words on their way to `total` chats; the row goes when they have arrived."""

    __tablename__ = "broadcasts"
    id: Mapped[int] = mapped_column(Counted, primary_key=True)
    who: Mapped[int]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    chat: Mapped[int]
    message: Mapped[int]
    total: Mapped[int]
    reached: Mapped[int]
    missed: Mapped[int]
    at: Mapped[datetime]


class BroadcastChatRow(Base):
    """A chat that waits for the words of a broadcast."""

    __tablename__ = "broadcast_chats"
    broadcast: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class WithdrawnRow(Base):
    """An article that is not to be cited any more, by its identity or its address."""

    __tablename__ = "withdrawn"
    article: Mapped[str] = mapped_column(primary_key=True)
    by: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]
