"""What a search looks at before it ranks: passages that may answer, with their features, and all of their sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.ranking import Read
from index.storage.rows import StoredPassage, StoredSentence

__all__ = ["Candidates", "Looked", "Sentences"]

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer, one a row; `features` are those of `Weights` by name, float32[rows]."""

    ids: npt.NDArray[np.int64]
    scores: Floats
    features: Mapping[str, Floats]
    covers: npt.NDArray[np.bool_]
    coverage: Floats
    languages: list[str]

    def best(self, count: int, by_words: int) -> "Candidates":
        """Return the `count` with the highest scores, best first, but `by_words` of them for holding most words."""
        order = np.argsort(-self.scores, kind="stable")
        words = np.argsort(-self.coverage[order], kind="stable")[:by_words]
        others = np.setdiff1d(np.arange(len(order)), words)[: count - len(words)]
        rows = order[np.union1d(words, others)]
        return Candidates(
            self.ids[rows], self.scores[rows], {name: values[rows] for name, values in self.features.items()},
            self.covers[rows], self.coverage[rows], [self.languages[row] for row in rows],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences that are looked at, in order, with the languages of their articles and their features."""

    sentences: list[StoredSentence]
    languages: list[str]
    read: Read


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at for a question: the best passages by their own features, and all of their sentences."""

    candidates: Candidates
    passages: list[StoredPassage]
    inside: Sentences
