"""The keyword index: BM25 as sparse weights over hashed terms, in four flat arrays.

A passage carries the document part of BM25 (Robertson & Zaragoza 2009, eq. 3.15), a question the rarity weights; the
score is their product, so no engine's analyser is needed and any engine with sparse vectors can hold the same
numbers. Terms are 32-bit hashes: with 500,000 distinct terms some 30 pairs collide, which no ranking notices.

    keyword_terms.npy     uint32[t]    distinct term hashes, ascending
    keyword_columns.npy   int64[t+1]   where each term's column begins in the next two
    keyword_rows.npy      int32[n]     rows of `passage_ids`, ascending within a column
    keyword_weights.npy   float32[n]   document part of BM25, 0 < w < K1 + 1

The arrays are memory-mapped: a question touches only its own terms' columns.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.storage.arrays import MappedArray, allocate_array, save_array

__all__ = ["KeywordIndex", "count_terms", "hash_term", "hash_terms", "write_keyword_index"]

K1 = 1.2
B = 0.75  # both are the usual values; KorQuAD's P@1 is flat within .003 around them

_FEW = 200  # passages
_FILES = ("keyword_terms", "keyword_columns", "keyword_rows", "keyword_weights")
_CHUNK = 4_096  # passages whose counts are unpacked at a time

Hashes = npt.NDArray[np.uint32]


@lru_cache(maxsize=262_144)
def hash_term(term: str) -> int:
    """Return the 32-bit hash under which `term` is kept, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


def hash_terms(terms: Iterable[str]) -> Hashes:
    """Return the hashes of `terms`, in order, with repeats."""
    return np.fromiter((hash_term(term) for term in terms), dtype="<u4")


def count_terms(hashes: Hashes) -> bytes:
    """Pack a passage's terms as the catalogue keeps them: distinct hashes, then as many uint16 counts."""
    distinct, counts = np.unique(hashes, return_counts=True)
    return distinct.astype("<u4").tobytes() + np.minimum(counts, 65_535).astype("<u2").tobytes()


def _unpack(packed: bytes) -> tuple[Hashes, npt.NDArray[np.uint16]]:
    size = len(packed) // 6
    return np.frombuffer(packed, "<u4", size), np.frombuffer(packed, "<u2", size, size * 4)


def write_keyword_index(folder: Path, packed: Callable[[], Iterable[bytes]]) -> None:
    """Write the index of the passages whose packed terms `packed` yields, twice, in the order of their rows.

    The first pass counts, the second puts every posting in its place on disk: memory holds the terms, not the
    postings. Raises OSError where the disk is full, before anything is mapped.
    """
    terms, frequencies, lengths = _count(packed())
    columns = np.concatenate(([0], np.cumsum(frequencies))).astype(np.int64)
    norm = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0)) if len(lengths) else lengths
    save_array(folder / f"{_FILES[0]}.npy", terms)
    save_array(folder / f"{_FILES[1]}.npy", columns)
    rows, weights = (
        allocate_array(folder / f"{name}.npy", dtype, int(columns[-1]))
        for name, dtype in zip(_FILES[2:], (np.int32, np.float32), strict=True)
    )
    free = columns[:-1].copy()
    for chunk in _chunks(packed()):
        column_of = np.searchsorted(terms, chunk.hashes)
        order = np.argsort(column_of, kind="stable")
        sorted_columns = column_of[order]
        first = np.searchsorted(sorted_columns, sorted_columns)
        places = free[sorted_columns] + np.arange(len(order)) - first
        counts, own = chunk.counts[order], chunk.rows[order]
        rows[places], weights[places] = own, counts * (K1 + 1) / (counts + norm[own])
        free += np.bincount(column_of, minlength=len(terms))
    for array in (rows, weights):
        array.flush()


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The postings of some thousand passages: hashes, and the row and count of each; `lengths` are the passages'."""

    hashes: Hashes
    rows: npt.NDArray[np.int64]
    counts: npt.NDArray[np.float64]
    lengths: npt.NDArray[np.float64]


def _chunks(packed: Iterable[bytes]) -> Iterator[_Chunk]:
    remaining = iter(packed)
    row = 0
    while unpacked := [_unpack(blob) for blob in islice(remaining, _CHUNK)]:
        sizes = [len(hashes) for hashes, _ in unpacked]
        yield _Chunk(
            hashes=np.concatenate([hashes for hashes, _ in unpacked]),
            rows=np.repeat(np.arange(row, row + len(sizes)), sizes),
            counts=np.concatenate([counts for _, counts in unpacked]).astype(np.float64),
            lengths=np.array([counts.sum(dtype=np.int64) for _, counts in unpacked], np.float64),
        )
        row += len(unpacked)


def _count(packed: Iterable[bytes]) -> tuple[Hashes, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the distinct terms, ascending, in how many passages each is, and the passages' lengths."""
    terms, frequencies = np.empty(0, np.uint32), np.empty(0, np.int64)
    lengths = [np.empty(0)]
    for chunk in _chunks(packed):
        found, times = np.unique(chunk.hashes, return_counts=True)
        merged, place = np.unique(np.concatenate((terms, found)), return_inverse=True)
        frequencies = np.bincount(place, np.concatenate((frequencies, times)), len(merged)).astype(np.int64)
        terms = merged
        lengths.append(chunk.lengths)
    return terms, frequencies, np.concatenate(lengths)


@dataclass(frozen=True, slots=True)
class KeywordIndex:
    """The index as it lies on disk; safe to read from several threads."""

    terms: Hashes
    columns: npt.NDArray[np.int64]
    rows: MappedArray
    weights: MappedArray
    passages: int

    @classmethod
    def open(cls, folder: Path, passages: int) -> "KeywordIndex":
        """Map the arrays in `folder`, which hold `passages` rows."""
        terms, columns = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in _FILES[:2])
        rows, weights = (MappedArray.open(folder / f"{name}.npy") for name in _FILES[2:])
        return cls(terms, columns, rows, weights, passages)

    def _column(self, term: int) -> slice:
        place = int(np.searchsorted(self.terms, np.uint32(term)))
        if place == len(self.terms) or self.terms[place] != term:
            return slice(0, 0)
        return slice(int(self.columns[place]), int(self.columns[place + 1]))

    def frequency(self, term: int) -> int:
        """Return how many passages hold the term with this hash."""
        column = self._column(term)
        return int(column.stop - column.start)

    def rarity(self, frequency: int) -> float:
        """Return BM25's weight of a term held by `frequency` passages (Robertson-Spärck Jones, kept above 0).

        A few passages say little of how rare a word is: an index counts as `_FEW` at least.
        """
        return float(np.log1p((max(self.passages, _FEW) - frequency + 0.5) / (frequency + 0.5)))

    def best(self, terms: Sequence[int]) -> npt.NDArray[np.float32]:
        """Return float32[passages]: the greatest document part among `terms`, any of which stands for one concept."""
        greatest = np.zeros(self.passages, np.float32)
        for column in map(self._column, terms):
            rows = self.rows.read(column)
            greatest[rows] = np.maximum(greatest[rows], self.weights.read(column))
        return greatest

    def scores(self, weighted: Sequence[tuple[int, float]]) -> npt.NDArray[np.float32]:
        """Return float32[passages]: the sum, over the question's `(hash, weight)`, of weight x document part."""
        total = np.zeros(self.passages, np.float32)
        for term, weight in weighted:
            column = self._column(term)
            # rows are distinct within a column, so a plain indexed addition is exact
            total[self.rows.read(column)] += self.weights.read(column) * np.float32(weight)
        return total
