"""The database: how it is reached, and what a transaction is.

SQLite by default: write-ahead log, so that readers never wait for a writer; `synchronous` NORMAL, so that a crash of
the bot loses nothing and a power cut at most the last moments; a writer takes its lock at the start and waits for
another one for `_PATIENCE`, because a lock that is wanted halfway through cannot be waited for.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import DeclarativeBase, Session

from config.errors import StateError

__all__ = ["STATE_FILE", "Store", "connect", "insert_new", "upsert"]

STATE_FILE = "state.db"
_PATIENCE = 10.0  # seconds
_TRY_AGAIN = 0.01  # seconds
_CONNECTIONS = 4
_WRITES = "citedesk_writes"


class Store:
    """A database with the tables of `models`; safe to use from any thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(**{_WRITES: True})

    @property
    def is_shared(self) -> bool:
        """Say whether several instances of the bot may use the database at a time."""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that only reads."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that is committed at the end, or rolled back where it fails."""
        with Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Open one writing transaction on a bare connection; raise StateError where there is no database."""
        try:
            with self._writer.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise StateError(f"the database of the bot's state cannot be used: {_first_line(error.orig)}") from None

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def connect(url: str, folder: Path) -> Store:
    """Return the database at `url`, or `state.db` in `folder` where that is empty; nothing is opened yet."""
    try:
        place = make_url(url) if url else make_url("sqlite://").set(database=str(folder / STATE_FILE))
        if place.drivername == "postgresql":
            place = place.set(drivername="postgresql+psycopg")
        if place.get_backend_name() == "sqlite":
            folder.mkdir(parents=True, exist_ok=True)
            if not url:
                (folder / STATE_FILE).touch(mode=0o600)  # what people asked is for nobody else on this machine
            engine = create_engine(place, connect_args={"timeout": _PATIENCE})
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return Store(engine)
        return Store(create_engine(place, pool_size=_CONNECTIONS, pool_pre_ping=True))
    except OSError as error:
        raise StateError(f"{folder} cannot be used: {error.strerror or error}") from error
    except (ArgumentError, NoSuchModuleError):
        raise StateError("state.url is no address of a database") from None
    except ModuleNotFoundError as error:
        raise StateError(
            f"the database needs a package that is not installed: {error.name}",
            advice="Install it with `pip install 'citedesk[postgresql]'`.",
        ) from None


def upsert(
    session: Session, model: type[DeclarativeBase], values: Mapping[str, Any], *, keep: Sequence[str] = ()
) -> None:
    """Put a row, in place of one with the same primary key; the columns in `keep` stay as they were there."""
    table = _table(model)
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in values.items() if name not in keys and name not in keep}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            postgresql.insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=changed)
        )
    else:
        session.execute(sqlite.insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=changed))


def insert_new(session: Session, model: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> int:
    """Put the rows that break no uniqueness and return how many those were; atomic also between processes."""
    if not rows:
        return 0
    table = _table(model)
    if session.get_bind().dialect.name == "postgresql":
        made = postgresql.insert(table).values(list(rows)).on_conflict_do_nothing().returning(*table.primary_key)
        return len(session.execute(made).all())
    made_here = sqlite.insert(table).values(list(rows)).on_conflict_do_nothing().returning(*table.primary_key)
    return len(session.execute(made_here).all())


def _table(model: type[DeclarativeBase]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return table


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, also around changes of tables
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; of two that do so at once SQLite turns one away, without letting it wait."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY  # the rest says in what way
            if not busy or time.monotonic() >= until:
                raise
        time.sleep(_TRY_AGAIN)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
