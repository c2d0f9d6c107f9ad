"""The few operations on a disk that a commit is made of, and what their failures mean.

Everything that publishes or opens a generation goes through `Files`, so that a test can put a disk in memory that
loses power, or a disk that fails at one operation, beneath the real code.
"""

import errno
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple

from config.errors import BuildError, StorageFull

__all__ = ["Entry", "Files", "storage_error", "write_error"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FAILING = frozenset({errno.EIO, errno.EROFS})
_SQLITE_ERRNO = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
_SQLITE_PRIMARY_CODE = 0xFF  # an extended result code keeps its primary code in the lowest byte


class Entry(NamedTuple):
    """One name in a folder."""

    name: str
    is_folder: bool


class Files:
    """A POSIX file system. Nothing but `write` and `sync` makes anything durable."""

    def mkdir(self, folder: Path) -> None:
        """Create one folder; raise FileExistsError where there is one."""
        folder.mkdir()

    def entries(self, folder: Path) -> list[Entry]:
        """List a folder, sorted by name."""
        with os.scandir(folder) as found:
            return sorted(Entry(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found)

    def open(self, path: Path) -> BufferedIOBase:
        """Open a file for reading."""
        return path.open("rb")

    def size(self, path: Path) -> int:
        """Return the length of a file in bytes."""
        return path.stat().st_size

    def write(self, path: Path, content: bytes) -> None:
        """Write a whole small file and sync its content (not its name: that is the folder's)."""
        with path.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())

    def sync(self, path: Path) -> None:
        """Make the content of a file, or the names in a folder, survive a power loss."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Move within one file system, atomically; a file at `target` is replaced."""
        source.replace(target)

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder and all in it. Unlinked, never truncated: a reader that has a file mapped keeps it."""
        shutil.rmtree(folder)

    def make_folder(self, folder: Path) -> None:
        """Create a folder and its missing parents, durably; do nothing where it stands already."""
        try:
            self.mkdir(folder)
        except FileExistsError:
            return
        except FileNotFoundError:
            self.make_folder(folder.parent)
            self.mkdir(folder)
        self.sync(folder.parent)

    def read(self, path: Path) -> bytes:
        """Return a whole small file."""
        with self.open(path) as stream:
            return stream.read()

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file in hexadecimal, read in pieces."""
        with self.open(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def walk(self, folder: Path) -> Iterator[tuple[Path, bool]]:
        """Yield everything below `folder` as (path, is it a folder), a folder after what it holds."""
        for entry in self.entries(folder):
            path = folder / entry.name
            if entry.is_folder:
                yield from self.walk(path)
            yield path, entry.is_folder


def storage_error(error: BaseException) -> BuildError | None:
    """Return what a failed write means to a builder, None where the disk is not to blame."""
    code = _disk_errno(error)
    if code in _FULL:
        return StorageFull(f"no room left on the disk while the index was being written ({error})")
    if code in _FAILING:
        return BuildError(
            f"the disk failed while the index was being written ({error})",
            advice="Check the disk and its mount; the old index stays in use.",
        )
    if code == errno.EFBIG:
        return BuildError(
            f"a file of the index would be larger than is allowed here ({error})",
            advice="Put the data folder on another file system or raise the limit; the old index stays in use.",
        )
    return None


def write_error(error: OSError) -> BuildError:
    """Return what a failed operation on the index's own files means to a builder."""
    return storage_error(error) or BuildError(
        f"the index cannot be written ({error})",
        advice="Check the data folder and its permissions; the old index stays in use.",
    )


def _disk_errno(error: BaseException) -> int | None:
    """Return the errno behind an error of Python or SQLite."""
    if isinstance(error, OSError):
        return error.errno
    if isinstance(error, sqlite3.Error):
        return _SQLITE_ERRNO.get(getattr(error, "sqlite_errorcode", 0) & _SQLITE_PRIMARY_CODE)
    return None
