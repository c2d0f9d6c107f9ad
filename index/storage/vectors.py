"""Vectors on disk: the raw ones, kept for reuse, and the FAISS index that is searched. Only this file knows FAISS.

    passage_ids.npy, passage_vectors.npy      int64[n] ascending; float16[n, d], unit length
    sentence_ids.npy, sentence_vectors.npy    the same for sentences, read by id and never searched
    passages.faiss                            the searched index over *centred* passages, ids = passage ids

Up to `exact_up_to` passages the index is exact (fp16, IDMap2); beyond, IVF + RaBitQ with SQ8 refinement (4.5 MB per
10,000 passages, 0.96 recall@10 at 2 ms a million, where exact takes 60 ms). Recall is measured at build time on a
sample; an approximate index below the floor is thrown away and the exact one kept.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.storage.arrays import MappedArray, save_array

__all__ = ["Built", "PassageIndex", "VectorReader", "VectorWriter", "build_passage_index"]

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

INDEX_FILE = "passages.faiss"
_CHUNK = 16_384  # vectors handled at a time
_BLOCK = 1 << 22  # bytes copied at a time
_SAMPLE = 200  # vectors whose neighbours are compared with the exact ones
_NEAREST = 10
_TRAINING = 200_000
_TOO_FEW = 1_000  # passages for an approximate index: nothing to train on, nothing to gain
_A_LIST = 39  # training vectors that FAISS wants for each list at least
_PROBES = 128
_REFINE = 20

# FAISS has it, its type stubs don't.
_CallbackWriter: Callable[[Callable[[bytes], int]], faiss.IOWriter] = vars(faiss)["PyCallbackIOWriter"]


class VectorWriter:
    """Writes ids and vectors in ascending order of id, a chunk at a time; memory stays flat.

    Between calls no file is open, so a build that breaks off has nothing to close.
    """

    def __init__(self, folder: Path, kind: str, dimension: int) -> None:
        self._folder, self._kind, self._dimension = folder, kind, dimension
        self._raw = folder / f"{kind}_vectors.raw"
        self._raw.write_bytes(b"")
        self._ids: list[Ids] = [np.empty(0, np.int64)]

    def append(self, ids: Ids, vectors: npt.NDArray[np.floating]) -> None:
        """Add vectors under `ids`, all greater than those before."""
        self._ids.append(np.asarray(ids, np.int64))
        with self._raw.open("ab") as out:
            out.write(np.ascontiguousarray(vectors, np.float16).data)

    def close(self) -> None:
        """Finish the two `.npy` files."""
        ids = np.concatenate(self._ids)
        with self._raw.open("rb") as rows, (self._folder / f"{self._kind}_vectors.npy").open("wb") as out:
            header = {"descr": "<f2", "fortran_order": False, "shape": (len(ids), self._dimension)}
            np.lib.format.write_array_header_1_0(out, header)
            shutil.copyfileobj(rows, out, _BLOCK)
        self._raw.unlink()
        save_array(self._folder / f"{self._kind}_ids.npy", ids)


@dataclass(frozen=True, slots=True)
class VectorReader:
    """Ids, and vectors as they lie on disk."""

    ids: Ids
    vectors: MappedArray

    @classmethod
    def open(cls, folder: Path, kind: str) -> "VectorReader":
        """Map the vectors of `kind` ("passage" or "sentence") in `folder`."""
        ids = np.load(folder / f"{kind}_ids.npy", allow_pickle=False)
        return cls(ids, MappedArray.open(folder / f"{kind}_vectors.npy"))

    def of(self, ids: npt.ArrayLike) -> Vectors:
        """Return float32[n, d] for `ids`, which must all be present (KeyError otherwise)."""
        wanted = np.asarray(ids, np.int64)
        places = np.searchsorted(self.ids, wanted)
        if len(wanted) and (places.max() >= len(self.ids) or (self.ids[places] != wanted).any()):
            raise KeyError("a vector is missing for one of the ids")
        return self.rows(places)

    def rows(self, places: npt.NDArray[np.int64] | slice) -> Vectors:
        """Return float32[n, d]: the vectors at these rows, copied."""
        return np.asarray(self.vectors.read(places), np.float32)

    def chunks(self) -> Iterator[tuple[Ids, Vectors]]:
        """Yield `(ids, float32 vectors)` in order of id."""
        for start in range(0, len(self.ids), _CHUNK):
            part = slice(start, start + _CHUNK)
            yield self.ids[part], self.rows(part)


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: "exact" or "ivf-rabitq", the recall@10 measured against exact, and a warning for the admin."""

    kind: str
    recall: float
    warning: str | None = None


def build_passage_index(
    folder: Path, chunks: Iterator[tuple[Ids, Vectors]], dimension: int, *, exact_up_to: int, recall_floor: float
) -> Built:
    """Write `passages.faiss` from unit vectors; see the module for the choice of index."""
    exact = _exact(dimension)
    for ids, vectors in chunks:
        exact.add_with_ids(vectors, ids)
    if exact.ntotal <= max(exact_up_to, _TOO_FEW):
        _write(exact, folder)
        return Built("exact", 1.0)
    approximate = _approximate(exact, dimension)
    recall = _recall(exact, approximate)
    if recall < recall_floor:
        _write(exact, folder)
        warning = f"the approximate index found {recall:.3f} of the nearest passages (floor {recall_floor}); kept exact"
        return Built("exact", 1.0, warning)
    _write(approximate, folder)
    return Built("ivf-rabitq", recall)


def _exact(dimension: int) -> faiss.IndexIDMap2:
    flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(flat)


def _write(index: faiss.Index, folder: Path) -> None:
    """Write the index through Python: on a full disk FAISS's own writing loses the last block in silence."""
    with (folder / INDEX_FILE).open("wb") as out:
        faiss.write_index(index, _CallbackWriter(out.write))


def _stored(exact: faiss.IndexIDMap2, start: int, count: int) -> tuple[Vectors, Ids]:
    ids = faiss.vector_to_array(exact.id_map)[start : start + count]
    return faiss.downcast_index(exact.index).reconstruct_n(start, len(ids)), ids


def _approximate(exact: faiss.IndexIDMap2, dimension: int) -> faiss.Index:
    total = exact.ntotal
    lists = min(4096, int(4 * total**0.5), total // _A_LIST)
    index = faiss.index_factory(
        dimension, f"IDMap2,IVF{lists},RaBitQfs,Refine(SQ8)", faiss.METRIC_INNER_PRODUCT
    )  # fmt: skip
    step = max(1, total // _TRAINING)
    sample = np.concatenate([_stored(exact, start, _CHUNK)[0][::step] for start in range(0, total, _CHUNK)])
    index.train(sample)
    for start in range(0, total, _CHUNK):
        vectors, ids = _stored(exact, start, _CHUNK)
        index.add_with_ids(vectors, ids)
    _tune(index)
    return index


def _tune(index: faiss.Index) -> None:
    """Set how much of an approximate index a search looks at; an exact one has nothing to set."""
    refined = faiss.downcast_index(index.index) if isinstance(index, faiss.IndexIDMap2) else index
    if isinstance(refined, faiss.IndexRefine):
        refined.k_factor = _REFINE
        faiss.extract_index_ivf(refined.base_index).nprobe = _PROBES


def _recall(exact: faiss.IndexIDMap2, approximate: faiss.Index) -> float:
    places = np.random.default_rng(0).choice(exact.ntotal, _SAMPLE, replace=False)
    sample = np.concatenate([_stored(exact, int(place), 1)[0] for place in places])
    _, truth = exact.search(sample, _NEAREST)
    _, found = approximate.search(sample, _NEAREST)
    hits = sum(len(set(a) & set(b)) for a, b in zip(truth, found, strict=True))
    return hits / truth.size


class PassageIndex:
    """The searched index of one generation, memory-mapped; safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        self._index = faiss.read_index(str(folder / INDEX_FILE), faiss.IO_FLAG_MMAP_IFC)
        _tune(self._index)

    def search(self, question: Vectors, limit: int) -> tuple[Ids, Vectors]:
        """Return the ids and inner products of the `limit` nearest passages, best first; fewer if there are fewer."""
        scores, ids = self._index.search(question.reshape(1, -1), max(1, min(limit, self._index.ntotal)))
        present = ids[0] >= 0
        return ids[0][present], scores[0][present]
