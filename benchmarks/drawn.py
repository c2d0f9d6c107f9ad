"""Embedders for measuring what is around the model: the real one, listened to, or with most vectors drawn."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from index.embedding.model import Embedder

__all__ = ["DrawnEmbedder", "OverheardEmbedder"]

_COMPUTED = 16  # one passage in so many

Vectors = npt.NDArray[np.float32]
Spans = list[tuple[tuple[int, int], ...]]


class OverheardEmbedder:
    """The real embedder; `texts` are the passages it was given."""

    def __init__(self, real: Embedder) -> None:
        self.real = real
        self.dimension = real.dimension
        self.texts: list[str] = []

    @property
    def centres(self) -> Mapping[str, Vectors]:
        return self.real.centres

    def fingerprint(self) -> dict[str, str | int]:
        return self.real.fingerprint()

    def count_tokens(self, texts: list[str]) -> list[int]:
        return self.real.count_tokens(texts)

    def embed_with_sentences(self, texts: list[str], spans: Spans) -> tuple[Vectors, list[Vectors]]:
        self.texts.extend(texts)
        return self.real.embed_with_sentences(texts, spans)


class DrawnEmbedder(OverheardEmbedder):
    """The real model's tokens and fingerprint; most passage vectors drawn at random, the same in each run.

    What a question or a merge costs doesn't depend on what the vectors say. One passage in sixteen is really
    computed, so that memory holds what it holds in a real build.
    """

    def __init__(self, real: Embedder) -> None:
        super().__init__(real)
        self._random = np.random.default_rng(0)

    def embed_with_sentences(self, texts: list[str], spans: Spans) -> tuple[Vectors, list[Vectors]]:
        """Return drawn vectors in the shapes of computed ones."""
        self.real.embed_with_sentences(texts[::_COMPUTED], spans[::_COMPUTED])
        return self._draw(len(texts)), [self._draw(len(own)) for own in spans]

    def _draw(self, count: int) -> Vectors:
        vectors = self._random.standard_normal((count, self.dimension), np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
