"""The vectors of one build: its own, streamed to disk as they are computed, then merged with those kept."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.storage.vectors import VectorReader, VectorWriter

__all__ = ["FreshVectors"]

_KINDS = ("passage", "sentence")

Vectors = npt.NDArray[np.float32]


class FreshVectors:
    """The vectors of a build's own passages and sentences, in a folder of their own; ids ascend by construction."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder / "fresh"
        self._folder.mkdir()
        self._dimension = dimension
        self._writers = {kind: VectorWriter(self._folder, kind, dimension) for kind in _KINDS}
        self._last_sentence = 0

    def append(
        self, passages: Sequence[int], vectors: Vectors, sentences: Sequence[Sequence[int]], rows: Sequence[Vectors]
    ) -> None:
        """Add passages and the sentences of each; one that two passages share keeps the vector of the first."""
        self._writers["passage"].append(np.array(passages, np.int64), vectors)
        every = np.concatenate([np.array(ids, np.int64) for ids in sentences])
        first = every > np.maximum.accumulate(np.concatenate(([self._last_sentence], every)))[:-1]
        self._writers["sentence"].append(every[first], np.concatenate(rows)[first])
        self._last_sentence = max(self._last_sentence, int(every.max()))

    def merge_into(self, folder: Path, kept: Path | None, alive: Mapping[str, Sequence[int]]) -> None:
        """Write the generation in `folder`: of the vectors in `kept` those whose ids are `alive`, then the fresh ones.

        The fresh ones' own folder goes.
        """
        for kind, writer in self._writers.items():
            writer.close()
            self._merge(folder, kind, kept, np.array(alive[kind], np.int64))
        shutil.rmtree(self._folder)

    def _merge(self, folder: Path, kind: str, kept: Path | None, alive: npt.NDArray[np.int64]) -> None:
        writer = VectorWriter(folder, kind, self._dimension)
        if kept is not None:
            for ids, vectors in VectorReader.open(kept, kind).chunks():
                wanted = np.isin(ids, alive, assume_unique=True)
                writer.append(ids[wanted], vectors[wanted])
        for ids, vectors in VectorReader.open(self._folder, kind).chunks():
            writer.append(ids, vectors)
        writer.close()
