"""Which articles are withdrawn, for the index: read from the bot's state, whoever changed it.

The command line builds and answers as well, so this reads the database by itself; it makes none where there is none.
"""

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy import inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.state.models import WithdrawnRow
from bot.state.store import STATE_FILE, Store, connect
from config.errors import StateError
from config.settings import Settings

__all__ = ["Withdrawals"]

_log = logging.getLogger(__name__)

_FRESH = 5.0  # seconds until a withdrawal by another process is noticed, as with the lists of who may ask


class Withdrawals:
    """The names (identities, addresses) of withdrawn articles; safe to use from several threads."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._names: frozenset[str] | None = None
        self._read_at = 0.0

    def now(self) -> frozenset[str]:
        """Return the names; raises StateError where they were never read: nothing may be cited by mistake."""
        with self._lock:
            if self._names is None or self._clock() - self._read_at >= _FRESH:
                self._read_again()
            return self._names or frozenset()

    def changed(self) -> None:
        """Read them anew for whoever asks next."""
        with self._lock:
            self._read_at = self._clock() - _FRESH

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            if self._store:
                self._store.close()
            self._store = None

    def _read_again(self) -> None:
        try:
            names = self._stored()
            self._names = self._names if names == self._names else names  # the same object compares in no time
        except SQLAlchemyError as error:
            if self._names is None:
                raise StateError("the list of withdrawn articles cannot be read") from error
            _log.warning("the list of withdrawn articles cannot be read, the last one is used", exc_info=True)
        self._read_at = self._clock()

    def _stored(self) -> frozenset[str]:
        if self._store is None:
            url = self._settings.state.url.get_secret_value()
            if not url and not (self._settings.data / STATE_FILE).exists():
                return frozenset()
            self._store = connect(url, self._settings.data)
        with self._store.reading() as session:
            if not _has_table(self._store.engine):
                return frozenset()
            return frozenset(session.scalars(select(WithdrawnRow.article)))


def _has_table(engine: Engine) -> bool:
    return inspect(engine).has_table(WithdrawnRow.__tablename__)
