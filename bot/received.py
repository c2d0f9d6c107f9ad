"""Documents that administrators send: bounded, named safely, put whole where the next build reads them.

A document becomes `received/uploads/NAME`, an archive a folder of its name; the same name takes the place of the one
before. An archive is read as one that means harm: sizes are counted while it is unpacked, never believed.
"""

import shutil
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

from bot.places import RECEIVED

__all__ = ["KINDS", "Unacceptable", "discard", "receive", "received"]

KINDS = (".txt", ".html", ".jsonl", ".md", ".htm")
_ARCHIVE = ".zip"
_FOLDER = "uploads"
_LONGEST_NAME = 100  # bytes, of 255 that file systems take: what links and copies add has room
_LONGEST_SUFFIX = 10  # characters
_MOST_FILES = 10_000
_TIMES = 20  # the size of what may be sent; text packs to a quarter or so, a bomb to a thousandth
_PIECE = 1 << 16
_ENCRYPTED = 0x1


class Unacceptable(Exception):
    """A document that is not taken, and why: "kind", "damaged", "encrypted", "path", "size", "count" or "empty"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def receive(data: Path, name: str, content: bytes, limit: int) -> tuple[str, int]:
    """Keep a document below the data folder; return its name there and how many files it gave.

    `limit` is the largest document in bytes; raises Unacceptable, and then nothing has changed.
    """
    safe = _safe(PurePosixPath(name.replace("\\", "/")).name)
    suffix = Path(safe).suffix.lower()
    if suffix not in (*KINDS, _ARCHIVE):
        raise Unacceptable("kind")
    if len(content) > limit:
        raise Unacceptable("size")
    if not content.strip():
        raise Unacceptable("empty")
    folder = data / RECEIVED / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as fresh:  # a hidden folder is not read by a build
        whole = Path(fresh) / "whole"
        if suffix == _ARCHIVE:
            whole.mkdir()
            count = _unpack(content, whole, limit * _TIMES)
        else:
            whole.write_bytes(content)
            count = 1
        target = folder / (Path(safe).stem if suffix == _ARCHIVE else safe)
        _put(whole, target)
    return f"{_FOLDER}/{target.name}", count


def received(data: Path) -> tuple[str, ...]:
    """Return the names of what was sent, as `discard` takes them."""
    folder = data / RECEIVED / _FOLDER
    names = sorted(one.name for one in folder.iterdir() if not one.name.startswith(".")) if folder.is_dir() else ()
    return tuple(f"{_FOLDER}/{name}" for name in names)


def discard(data: Path, name: str) -> bool:
    """Delete what was sent under a name; False if there is no such thing."""
    if name not in received(data):
        return False
    place = data / RECEIVED / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    return True


def _put(whole: Path, target: Path) -> None:
    """Put a file or folder where another may be; that one goes with the folder that `whole` lies in."""
    if target.exists():
        target.rename(whole.parent / "old")
    whole.replace(target)


def _unpack(content: bytes, folder: Path, limit: int) -> int:
    """Unpack what can be read of an archive; return how many files that is."""
    count, left = 0, limit
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member, path in _wanted(archive.infolist(), folder):
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, path.open("wb") as out:
                    while piece := packed.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            raise Unacceptable("size")
                        out.write(piece)
                count += 1
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unacceptable("damaged") from error
    if not count:
        raise Unacceptable("empty")
    return count


def _wanted(members: list[zipfile.ZipInfo], folder: Path) -> Iterator[tuple[zipfile.ZipInfo, Path]]:
    """Yield the members to unpack and where to; one that points outside or is a link spoils the whole archive."""
    if len(members) > _MOST_FILES:
        raise Unacceptable("count")
    taken: set[str] = set()
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in (parts[0] if parts else ""):
            raise Unacceptable("path")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Unacceptable("path")
        if member.flag_bits & _ENCRYPTED:
            raise Unacceptable("encrypted")
        if member.is_dir() or Path(parts[-1]).suffix.lower() not in KINDS or any(p.startswith(".") for p in parts):
            continue
        path = folder.joinpath(*(_safe(part) for part in parts))
        if str(path) in taken or any(str(above) in taken for above in path.parents):
            raise Unacceptable("path")
        taken.add(str(path))
        yield member, path


def _safe(name: str) -> str:
    """Return a name that is one ordinary, visible file's on every system; letters of all scripts stay."""
    kept = "".join(
        one if one.isalnum() or unicodedata.category(one).startswith("M") or one in " ._-()" else "_"
        for one in unicodedata.normalize("NFC", name)
    )
    stem, dot, suffix = kept.rstrip(" .").rpartition(".")
    suffix = (dot + suffix)[:_LONGEST_SUFFIX] if dot else ""
    stem = (stem if dot else kept).encode()[: _LONGEST_NAME - len(suffix.encode())].decode("utf-8", "ignore")
    return (stem.strip(" .") or "document") + suffix
