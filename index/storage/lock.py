"""One builder at a time, over all processes and threads.

The lock is `flock` on DATA/lock, so the kernel lets go of it when a builder dies, however it dies. The same file says
who holds it. It is never deleted: two builders could then lock two files of one name.
"""

import fcntl
import json
import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from config.errors import BuildInProgress
from index.storage.files import Files, write_error

__all__ = ["BuildLock"]

_OWNER_CHARACTERS = 256
_RECORD_BYTES = 8192  # more than the longest record: JSON writes a character in at most 12 bytes


def _now() -> datetime:
    return datetime.now(UTC)


class BuildLock:
    """The right to build below one folder: `with BuildLock(root).acquire("the command line"): ...`."""

    def __init__(self, root: Path, clock: Callable[[], datetime] = _now) -> None:
        self._path = root / "lock"
        self._clock = clock
        self._descriptor: int | None = None

    def acquire(self, owner: str) -> Self:
        """Take the lock or raise BuildInProgress, which names the holder; never waits."""
        try:
            Files().make_folder(self._path.parent)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise write_error(error) from error
        with ExitStack() as undo:
            undo.callback(os.close, descriptor)  # which lets go of the lock as well
            self._lock(descriptor, owner)
            undo.pop_all()
        self._descriptor = descriptor
        return self

    def release(self) -> None:
        """Let go; do nothing if this object does not hold the lock."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # closing is not enough while a forked child shares the descriptor
        finally:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()

    def _lock(self, descriptor: int, owner: str) -> None:
        """Lock the open file and write into it who did."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise self._in_progress(descriptor) from None
        except OSError as error:
            raise write_error(error) from error
        record = {
            "owner": owner[:_OWNER_CHARACTERS],
            "since": self._clock().isoformat(),
            "pid": os.getpid(),
            "host": socket.gethostname(),
        }
        try:
            written = os.pwrite(descriptor, json.dumps(record).encode(), 0)
            os.ftruncate(descriptor, written)
        except OSError as error:
            raise write_error(error) from error

    def _in_progress(self, descriptor: int) -> BuildInProgress:
        """Return the error that names the holder; in the instant before it has written its name, without one."""
        try:
            record = json.loads(os.pread(descriptor, _RECORD_BYTES, 0))
            return BuildInProgress(str(record["owner"]), datetime.fromisoformat(record["since"]))
        except (ValueError, TypeError, KeyError):
            return BuildInProgress("another process", datetime.fromtimestamp(os.fstat(descriptor).st_mtime, UTC))
