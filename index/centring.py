"""Each language's centre, taken off its vectors.

Vectors of multilingual models lie in one cone a language, so that in a mixed index an English question finds the
English passages before the right Korean one. Taking off the mean of each language's passages, and of the question's
language from the question, and normalising again, undoes most of it. The means of the index itself are best, but the
mean of five passages of one story is the story. So each begins at what the model gives for its language in general,
which counts as ten passages, and the index's own draw it away (R@1 of Korean-English pairs in a mixed index of 10,
40, 100: raw .81-.94, .63-.82, .55-.72; so .97-.98, .93-.94, .89; the index's own alone loses up to .01 in the
smallest). For a model or language without such a mean, a language with few passages takes the centre of the whole
index, and an index with few passages none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["ENOUGH", "Centres", "measure_centres", "unit"]

ENOUGH = 20  # passages a centre needs to stand alone
_PRIOR = 10.0  # passages that the model's general centre counts as; 5 and 20 are as good within .01
_FILE = "centres.json"
_ALL = "*"

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


def unit(vectors: Vectors) -> Vectors:
    """Return the vectors at length 1; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


@dataclass(frozen=True, slots=True)
class Centres:
    """The centre of each language with enough passages, and of the whole index under "*"."""

    means: Mapping[str, Vectors]
    counts: Mapping[str, int]
    dimension: int

    def of(self, language: str) -> Vectors:
        """Return float32[d]: the centre to take off vectors of `language`."""
        found = self.means.get(language)
        if found is None:
            found = self.means.get(_ALL)
        return np.zeros(self.dimension, np.float32) if found is None else found

    def compares(self, first: str, second: str) -> bool:
        """Tell whether vectors of two languages can be compared: each is taken around a centre of its own."""
        return first in self.means and second in self.means

    def centre(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Return the unit vectors around the centres of their languages, one a row."""
        return unit(vectors - np.stack([self.of(language) for language in languages])) if len(vectors) else vectors

    def centred(self, chunks: Iterator[tuple[Ids, Vectors]], languages: Sequence[str]) -> Iterator[tuple[Ids, Vectors]]:
        """Centre a stream of vectors whose languages come in the same order."""
        remaining = iter(languages)
        for ids, vectors in chunks:
            yield ids, self.centre(vectors, list(islice(remaining, len(ids))))

    def save(self, folder: Path) -> None:
        """Write the centres as JSON, readable without numpy."""
        record = {
            "dimension": self.dimension,
            "counts": dict(self.counts),
            "means": {language: [round(float(x), 7) for x in mean] for language, mean in self.means.items()},
        }
        (folder / _FILE).write_text(json.dumps(record), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "Centres":
        """Read the centres a generation was built with."""
        record = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        means = {language: np.array(mean, np.float32) for language, mean in record["means"].items()}
        return cls(means, record["counts"], record["dimension"])


def measure_centres(
    chunks: Iterator[tuple[Ids, Vectors]], languages: Sequence[str], dimension: int, prior: Mapping[str, Vectors]
) -> Centres:
    """Measure the centres of unit vectors whose languages come in the same order; `prior` are the model's own."""
    sums: dict[str, npt.NDArray[np.float64]] = {}
    counts: dict[str, int] = {}
    remaining = iter(languages)
    for _, vectors in chunks:
        own = np.array(list(islice(remaining, len(vectors))))
        for language in (*np.unique(own).tolist(), _ALL):
            rows = vectors if language == _ALL else vectors[own == language]
            sums[language] = sums.get(language, np.zeros(dimension)) + rows.sum(axis=0, dtype=np.float64)
            counts[language] = counts.get(language, 0) + len(rows)
    means = {key: np.asarray(sums[key] / counts[key], np.float32) for key in sorted(sums) if counts[key] >= ENOUGH}
    for language, general in prior.items():
        total = sums.get(language, np.zeros(dimension)) + _PRIOR * general
        means[language] = np.asarray(total / (counts.get(language, 0) + _PRIOR), np.float32)
    return Centres(means, dict(sorted(counts.items())), dimension)
