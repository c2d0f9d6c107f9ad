"""Files of a source, in an order that depends on their names alone.

Every file is given once, however many links lead to it: real files and folders first, what links lead to afterwards,
so that links in circles end and a file's name is the one it has in its own folder.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.errors import SourceError
from index.report import Flaw, Rejected
from index.text import settle

__all__ = ["FORMATS", "Found", "Walk", "printable"]

FORMATS = (".txt", ".md", ".html", ".jsonl")
_OTHER_NAMES = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".text": ".txt", ".ndjson": ".jsonl"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: `name` is its path relative to the source, `format` one of FORMATS."""

    path: Path
    name: str
    format: str


def printable(path: str | Path) -> str:
    """Return a path as text that can be stored and shown: "/", NFC, bytes that are no UTF-8 written out (\\xff)."""
    return settle(os.fsencode(Path(path).as_posix()).decode("utf-8", "backslashreplace"))


class Walk:
    """One walk over any number of sources; remembers folders, and of files only those it came to by another way."""

    def __init__(self) -> None:
        self._folders: set[str] = set()
        self._files: set[str] = set()

    def over(self, source: Path) -> Iterator[Found | Rejected]:
        """Yield what is to be read of `source`, a file or a folder; SourceError where its listing is refused."""
        if not source.is_dir():
            yield from self._linked_file(str(source), source.name)
            return
        waiting = [(str(source), "")]  # what links lead to, after everything real
        while waiting:
            path, name = waiting.pop(0)
            if _is_folder(path):
                yield from self._tree(path, name, waiting)
            else:
                yield from self._linked_file(path, name)

    def _tree(self, top: str, name: str, waiting: list[tuple[str, str]]) -> Iterator[Found | Rejected]:
        """Walk the real tree under `top`, depth first without recursion; links are added to `waiting`."""
        real = os.path.realpath(top)
        stack = [(top, name, real)]
        while stack:
            path, name, real = stack.pop()
            kind = _format(name)
            if kind and not _is_folder(path):
                if real not in self._files:
                    yield Found(Path(path), printable(name), kind)
            elif real not in self._folders:
                self._folders.add(real)
                try:
                    entries = sorted(os.scandir(path), key=lambda entry: entry.name)
                except OSError as error:
                    yield _unlisted(path, name, error)
                    continue
                yield from _unknown(path, entries)
                known = [entry for entry in entries if _readable(entry)]
                waiting.extend((entry.path, _join(name, entry.name)) for entry in known if entry.is_symlink())
                stack.extend(
                    (entry.path, _join(name, entry.name), _join(real, entry.name))
                    for entry in reversed(known)
                    if not entry.is_symlink()
                )

    def _linked_file(self, path: str, name: str) -> Iterator[Found | Rejected]:
        """Yield a file that a link leads to or that is a source itself, unless its own folder gives it anyway."""
        folder, real_name = os.path.split(os.path.realpath(path))
        real = _join(folder, real_name)
        given_by_folder = folder in self._folders and not _hidden(real_name) and bool(_format(real_name))
        if real in self._files or (given_by_folder and Path(real).exists()):
            return
        self._files.add(real)
        kind = _format(name)
        yield Found(Path(path), printable(name), kind) if kind else _of_no_format(path, name)


def _unlisted(path: str, name: str, error: OSError) -> Rejected:
    if not name:  # the source itself: going on would make its articles look removed
        raise SourceError(f"the folder {printable(path)} cannot be read: {error.strerror}") from error
    return Rejected(printable(path), f"the folder cannot be read: {error.strerror}", Flaw.UNREADABLE)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _is_folder(path: str) -> bool:
    """Tell whether a path leads to a folder; one that cannot be looked at doesn't."""
    try:
        return stat.S_ISDIR(Path(path).stat().st_mode)
    except OSError:
        return False


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _readable(entry: os.DirEntry[str]) -> bool:
    return not _hidden(entry.name) and (bool(_format(entry.name)) or _is_folder(entry.path))


def _format(name: str) -> str:
    """Return the format that a file's name promises, "" for one that isn't read."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    suffix = _OTHER_NAMES.get(suffix, suffix)
    return suffix if suffix in FORMATS else ""


def _unknown(folder: str, entries: list[os.DirEntry[str]]) -> Iterator[Rejected]:
    """Report files of other formats once a suffix, not each of a saved page's two hundred images."""
    others = [entry.name for entry in entries if not _hidden(entry.name) and not _readable(entry)]
    counts = Counter(Path(name).suffix.lower() for name in others)
    for suffix, count in sorted(counts.items()):
        name = next(name for name in others if Path(name).suffix.lower() == suffix)
        more = f"; this folder has {count} such files" if count > 1 else ""
        yield _of_no_format(_join(folder, name), name, more)


def _of_no_format(path: str, name: str, more: str = "") -> Rejected:
    suffix = Path(name).suffix
    kind = f"{suffix} is not a format that is read" if suffix else "without a suffix its format is unknown"
    known = ", ".join(FORMATS)
    return Rejected(printable(path), f"{kind}; known are {known}, each also with .gz{more}", Flaw.FORMAT, known)
