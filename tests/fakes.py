"""Stand-ins that compute: what they return follows from what they are given, so a test can check it."""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["ComputedEmbedder"]

Vectors = npt.NDArray[np.float32]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_GRAM = 3  # characters


class ComputedEmbedder:
    """An embedding model by arithmetic: texts that share pieces of three characters get vectors that lie close.

    Every piece is hashed to one of `dimension` axes with a sign (Weinberger et al. 2009), and the sum is brought to
    length 1. It needs no file, is the same on every machine and takes some 10 µs a sentence. `weights` tells two
    models apart: another name turns every vector another way. `embedded` lists the passages it was asked for.
    """

    def __init__(self, dimension: int = 32, weights: str = "computed") -> None:
        self.dimension = dimension
        self.centres: dict[str, Vectors] = {}
        self.embedded: list[str] = []
        self._weights = weights

    def fingerprint(self) -> dict[str, str | int]:
        """Return what tells this model from another."""
        return {"weights": self._weights, "dimension": self.dimension}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words and marks in each text."""
        return [len(_TOKEN.findall(text)) for text in texts]

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[tuple[tuple[int, int], ...]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return float32[n, d] for the texts, and for each text float32[k, d] for its `k` spans."""
        self.embedded.extend(texts)
        sentences = [
            self._embed([text[start:end] for start, end in own]) for text, own in zip(texts, spans, strict=True)
        ]
        return self._embed(texts), sentences

    def embed_question(self, text: str) -> Vectors:
        """Return float32[d]; the vector of a passage with the same text."""
        return np.asarray(self._embed([text])[0])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows = [_embed(text, self.dimension, self._weights) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), np.float32)


@lru_cache(maxsize=8192)
def _embed(text: str, dimension: int, weights: str) -> Vectors:
    seed = zlib.crc32(weights.encode())
    padded = " ".join(("", *text.lower().split(), ""))
    total = np.zeros(dimension, np.float32)
    for start in range(max(1, len(padded) - _GRAM + 1)):
        piece = zlib.crc32(padded[start : start + _GRAM].encode("utf-8", "surrogatepass"), seed)
        total[piece % dimension] += 1.0 if piece >> 31 else -1.0
    if not total.any():
        total[0] = 1.0
    return np.asarray(total / np.linalg.norm(total), np.float32)
