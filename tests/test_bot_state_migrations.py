"""The tables on disk are those of the models, at every start; and what a database that can't be used is told as."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from bot.state import State, open_state
from bot.state.models import Base
from config.errors import StateError
from config.loading import describe, load_settings, secrets
from config.logs import mask


def opened(url: str, folder: Path) -> State:
    return open_state(url, folder, bot=1, keep=timedelta(days=30), clock=lambda: datetime.now(UTC))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_migrations_lead_to_the_tables_of_the_models(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    state = opened(url, tmp_path)
    with state.store.connected() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    state.close()


def test_state_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    state = opened("", tmp_path)
    with state.store.connected() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    state.close()
    with pytest.raises(StateError, match="newer citedesk"):
        opened("", tmp_path)


def test_nobody_else_on_the_machine_may_read_the_state(tmp_path: Path) -> None:
    state = opened("", tmp_path)
    state.audit.note(1, "reindex")
    assert {file.stat().st_mode & 0o077 for file in tmp_path.glob("state.db*")} == {0}
    state.close()


def test_file_that_is_no_database_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(StateError, match="not a database"):
        opened("", tmp_path)


def test_folder_that_can_be_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="file"):
        opened("", tmp_path / "file")


def test_password_of_the_database_is_shown_nowhere(tmp_path: Path) -> None:
    settings = load_settings(state={"url": "postgresql://desk:p%40ss-word@127.0.0.1:1/citedesk"})
    with pytest.raises(StateError) as caught:
        opened(settings.state.url.get_secret_value(), tmp_path)
    shown = [setting.value for setting in describe(settings) if setting.name == "state.url"]
    for told in (caught.value.message, str(caught.value), repr(settings), *shown):
        assert "p%40ss-word" not in told
        assert "p@ss-word" not in told
    logged = mask("login with p@ss-word or p%40ss-word failed", secrets(settings))
    assert logged == "login with ******** or ******** failed"


@pytest.mark.parametrize("url", ["mysql://a:b@c/d", "desk:secret@db", "postgresql+asyncpg://a/b"])
def test_address_of_another_kind_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(Exception, match=r"must be an address that starts with") as caught:
        load_settings(state={"url": url})
    assert url not in str(caught.value)
