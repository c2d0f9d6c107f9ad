"""Bringing the tables to the newest form, at every start; two that start at once do it one after the other."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from bot.state.store import Store
from config.errors import StateError

__all__ = ["migrate"]

_SCRIPTS = Path(__file__).parent
_LOCK = 0x63697465  # any number that nobody else locks in this PostgreSQL database


def migrate(store: Store) -> None:
    """Run what is missing, all or nothing; raise StateError if a newer citedesk has been here."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with store.connected() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's writing transaction is a lock by itself
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise StateError(
                "the bot's state was written by a newer citedesk", advice="Install that version again, or a newer one."
            ) from None
