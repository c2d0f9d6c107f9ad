"""Updates with their content, which is kept until they have been handled."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the content; what an earlier version began and did not finish has none, and may be delivered again."""
    op.execute("DELETE FROM updates WHERE done IS NULL")
    op.add_column("updates", sa.Column("content", sa.Text(), nullable=False, server_default=""))
    op.add_column("updates", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "ix_updates_open", "updates", ["bot", "instance"],
        sqlite_where=sa.text("done IS NULL"), postgresql_where=sa.text("done IS NULL"),
    )  # fmt: skip
