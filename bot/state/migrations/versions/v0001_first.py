"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)
_COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "access",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("standing", sa.String(length=8), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit",
        sa.Column("id", _COUNTED, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("who", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("ix_audit_who"), "audit", ["who"], unique=False)
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("blocked", _TIME, nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("citations", sa.Integer(), nullable=True),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_until", sa.String(length=5), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "conversations",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("value", _JSON, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("kind", "chat", "number"),
    )
    op.create_index(op.f("ix_conversations_at"), "conversations", ["at"], unique=False)
    op.create_index(op.f("ix_conversations_person"), "conversations", ["person"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("bot", sa.BigInteger(), nullable=False),
        sa.Column("update", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("messages", _JSON, nullable=False),
        sa.Column("value", _JSON, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("answer"),
    )
    op.create_index(op.f("ix_deliveries_at"), "deliveries", ["at"], unique=False)
    op.create_index(op.f("ix_deliveries_person"), "deliveries", ["person"], unique=False)
    op.create_index("ix_deliveries_update", "deliveries", ["bot", "update"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("cited", _JSON, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("answer"),
    )
    op.create_table(
        "moved_groups",
        sa.Column("old", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("old"),
    )
    op.create_table(
        "questions",
        sa.Column("id", _COUNTED, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_questions_at"), "questions", ["at"], unique=False)
    op.create_index(op.f("ix_questions_person"), "questions", ["person"], unique=False)
    op.create_table(
        "shown",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("end", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("person", "day", "article", "start", "end"),
    )
    op.create_table(
        "updates",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("instance", sa.String(length=32), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("done", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("bot", "id"),
    )
    op.create_index(op.f("ix_updates_at"), "updates", ["at"], unique=False)
    op.create_table(
        "watch_sent",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("chat", "sentence"),
    )
    op.create_index(op.f("ix_watch_sent_at"), "watch_sent", ["at"], unique=False)
    op.create_table(
        "watches",
        sa.Column("id", _COUNTED, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_watches_chat"), "watches", ["chat"], unique=False)
    op.create_index(op.f("ix_watches_person"), "watches", ["person"], unique=False)
    op.create_index("ix_watches_topic", "watches", ["chat", "person", "topic"], unique=True)
    op.create_table(
        "withdrawn",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )


def downgrade() -> None:
    """Drop everything."""
    for table in (
        "access",
        "audit",
        "chats",
        "conversations",
        "deliveries",
        "feedback",
        "moved_groups",
        "questions",
        "shown",
        "updates",
        "watch_sent",
        "watches",
        "withdrawn",
    ):
        op.drop_table(table)
