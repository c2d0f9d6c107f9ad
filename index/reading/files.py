"""Bytes of a source, never more of them in memory than one article may have."""

import gzip
import io
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.reading.unusable import Unusable
from index.report import Flaw

__all__ = ["NO_GOOD_LINE", "read_lines", "read_whole"]

_BUFFER = 1 << 20
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NO_GOOD_LINE = -1  # the number of a "line" that stands for the rest of a file


def read_whole(path: Path, limit: int) -> bytes:
    """Return the content of a small file, unpacked; raise Unusable where it is longer than `limit` or unreadable."""
    with _opened(path) as stream:
        size = path.stat().st_size
        if path.suffix.lower() != ".gz" and size > limit:
            raise _too_long(f"{size:,} bytes", limit)
        content = stream.read(limit + 1)  # a gzip bomb is never unpacked further than this
        if len(content) > limit:
            raise _too_long(f"more than {limit:,} bytes when unpacked, from {size:,} packed", limit)
        return content


def read_lines(path: Path, limit: int) -> Iterator[tuple[int, bytes | Unusable]]:
    """Yield the numbered lines of a file of any length, in UTF-8 or as they are; one beyond `limit` as Unusable.

    A file that breaks off (a damaged gzip, a failing disk) gives its lines up to there, then an Unusable numbered
    NO_GOOD_LINE.
    """
    try:
        with _opened(path) as stream:
            yield from enumerate(_lines(stream, limit), start=1)
    except Unusable as error:
        yield NO_GOOD_LINE, error


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[bytes | Unusable]:
    if stream.peek(2)[:2] not in _UTF16_MARKS:
        yield from _measured(stream.readline, limit)
        return
    # A line end is two bytes in UTF-16: lines are told apart after decoding.
    with io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n") as text:
        yield from _measured(lambda size: text.readline(size).encode("utf-8", "replace"), limit)


def _measured(readline: Callable[[int], bytes], limit: int) -> Iterator[bytes | Unusable]:
    while line := readline(limit + 1):
        if len(line) <= limit:
            yield line
        else:
            size = len(line) + _skip_line(readline, line)
            yield _too_long(f"a line of {size:,} bytes", limit)


def _skip_line(readline: Callable[[int], bytes], begun: bytes) -> int:
    """Read to the end of the line that `begun` is the beginning of; return how many bytes that were."""
    skipped = 0
    piece = begun
    while piece and not piece.endswith(b"\n"):
        piece = readline(_BUFFER)
        skipped += len(piece)
    return skipped


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    """Open a regular file, unpacking .gz; every way in which its bytes cannot be had becomes Unusable."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise Unusable("it is not a regular file", Flaw.UNREADABLE)
        with path.open("rb", buffering=0) as raw:
            if path.suffix.lower() == ".gz":
                with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                    yield io.BufferedReader(unpacked, _BUFFER)
            else:
                yield io.BufferedReader(raw, _BUFFER)
    except FileNotFoundError as error:
        raise Unusable("it is gone, or a link that leads nowhere", Flaw.GONE) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unusable("its gzip packing is damaged", Flaw.DAMAGED) from error
    except OSError as error:
        raise Unusable(f"it cannot be read: {error.strerror or error}", Flaw.UNREADABLE) from error


def _too_long(what: str, limit: int) -> Unusable:
    allowed = f"where {limit:,} are allowed (setting `reading.max_article_bytes`)"
    return Unusable(f"it is too long for one article: {what}, {allowed}", Flaw.TOO_LONG, f"{limit:,}")
