"""The embedding model, through sentence-transformers: questions and passages are two methods, and only here.

A model that was trained with prompts ("query: ", "passage: ") gets each on its own side. Texts longer than the model
reads are read in windows and averaged, so that nothing is cut off silently. Sentence vectors come out of the same
pass as their passage's: the mean of the sentence's own token vectors.
"""

import hashlib
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from transformers.utils.logging import disable_progress_bar

from config.errors import ModelError
from index.embedding.bundled import Steps, unpack
from index.embedding.windows import LENGTH_STEP, Windows, read_windows

__all__ = ["BUNDLED", "Embedder"]

BUNDLED = "bundled"
_BATCH = 16  # windows computed at a time; with 256 tokens each, more is no faster on two cores
_USUAL_QUESTION = 48  # tokens; each length to warm up costs half a second of the start
_SAMPLED = 16  # weights of each tensor that go into the digest: reading all would pull the mapped file into memory

Vectors = npt.NDArray[np.float32]
Spans = Sequence[tuple[int, int]]


def _computes_fast_in_bfloat16() -> bool:
    """Tell whether this CPU multiplies bfloat16 in hardware: 1.6 (AVX-512) to 3 (AMX) times fp32's speed."""
    checks = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")  # private; a torch without them computes in fp32
    return any(getattr(torch.cpu, check, lambda: False)() for check in checks)


@dataclass(frozen=True, slots=True)
class _Pooled:
    """Unit vectors of texts, and of the sentences asked for in each."""

    texts: Vectors
    sentences: list[Vectors]


class Embedder:
    """One loaded model; may be used from several threads.

    `dimension` is the length of its vectors, `max_tokens` the length of a window with the special tokens, `centres`
    the mean passage vector of languages in general, for a model that it was measured with.
    """

    def __init__(
        self, model: SentenceTransformer, name: str, digest: str, centres: Mapping[str, Vectors] | None = None
    ) -> None:
        self._model, self.name, self.digest, self.centres = model, name, digest, centres or {}
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.max_tokens = min(int(model.max_seq_length or 512), 8192)
        prompts = {key: prompt for key, prompt in model.prompts.items() if prompt}
        self._question_prompt = prompts.get("query", "")
        self._passage_prompt = prompts.get("document", prompts.get("passage", ""))
        self._pools_tokens = _pools_tokens(model)
        self._tokenizing = threading.Lock()  # a fast tokenizer can't be borrowed twice

    @classmethod
    def load(cls, name: str, cache: Path, on_step: Steps = lambda done, total: None) -> Self:
        """Load "bundled", or any sentence-transformers name or folder; raises ModelError with what to do."""
        disable_progress_bar()
        logging.getLogger("transformers").setLevel(logging.ERROR)
        dtype = torch.bfloat16 if _computes_fast_in_bfloat16() else torch.float32
        if not name:
            raise ModelError("no model is named")
        source = str(unpack(cache, dtype, on_step)) if name == BUNDLED else name
        advice = f"Remove {source}; it is unpacked again at the next start." if name == BUNDLED else None
        try:
            model = SentenceTransformer(
                source, device="cpu", local_files_only=name == BUNDLED, model_kwargs={"dtype": dtype}
            )
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(f"the model {name} cannot be loaded: {first_line}", advice=advice) from error
        if not getattr(getattr(model, "tokenizer", None), "is_fast", False):
            raise ModelError(f"the model {name!r} has no tokenizer that tells where in a text its tokens lie")
        return cls(model.eval(), name, _digest(model), _bundled_centres() if name == BUNDLED else None)

    @property
    def dtype(self) -> torch.dtype:
        """The number type it computes in."""
        return next(self._model.parameters()).dtype

    def fingerprint(self) -> dict[str, str | int]:
        """Return what makes two vectors comparable: equal weights, length and prompts."""
        return {
            "weights": self.digest,
            "dimension": self.dimension,
            "question_prompt": self._question_prompt,
            "passage_prompt": self._passage_prompt,
        }

    def count_tokens(self, texts: list[str]) -> list[int]:
        """Return how many of the model's tokens each text has, special tokens left out."""
        if not texts:
            return []
        with self._tokenizing:
            encoded = self._model.tokenizer(texts, add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def warm_up(self) -> None:
        """Embed a question of each usual length once, so that no person waits for code to be generated."""
        for tokens in range(LENGTH_STEP, _USUAL_QUESTION + 1, LENGTH_STEP):
            self.embed_question("?" + " ?" * (tokens - LENGTH_STEP // 2))

    def embed_question(self, text: str) -> Vectors:
        """Return float32[d], of length 1."""
        return np.asarray(self._embed([text], [()], self._question_prompt).texts[0], np.float32)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Return float32[n, d], rows of length 1."""
        return self._embed(texts, [()] * len(texts), self._passage_prompt).texts

    def embed_with_sentences(
        self, texts: list[str], spans: list[tuple[tuple[int, int], ...]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Return the vectors of passages, and for each float32[s, d] of the sentences at its `spans`."""
        pooled = self._embed(texts, spans, self._passage_prompt)
        if self._pools_tokens:
            return pooled.texts, pooled.sentences
        sentences = [self.embed_passages([text[a:b] for a, b in own]) for text, own in zip(texts, spans, strict=True)]
        return pooled.texts, sentences

    def _embed(self, texts: Sequence[str], spans: Sequence[Spans], prompt: str) -> _Pooled:
        if not texts:
            return _Pooled(np.empty((0, self.dimension), np.float32), [])
        with self._tokenizing:
            windows = read_windows(self._model.tokenizer, [prompt + text for text in texts], self.max_tokens)
        sums = np.zeros((len(texts), self.dimension), np.float32)
        tokens: list[list[tuple[int, Vectors]]] = [[] for _ in texts]
        for batch in windows.batches(_BATCH):
            means, states = self._run(windows, batch)
            for row, place in enumerate(batch):
                text = windows.text_of[place]
                content = windows.content(place)
                sums[text] += means[row] * max(1, len(content))
                if self._pools_tokens and spans[text]:
                    tokens[text].append((place, states[row, content]))
        vectors = _unit(sums)
        found = [
            _sentence_vectors(windows, sorted(tokens[text], key=lambda item: item[0]), own, len(prompt), vectors[text])
            for text, own in enumerate(spans)
        ]
        return _Pooled(vectors, found)

    def _run(self, windows: Windows, batch: Sequence[int]) -> tuple[Vectors, Vectors]:
        """Return each window's pooled vector and its token vectors, float32[b, d] and float32[b, t, d]."""
        features = {key: torch.from_numpy(values) for key, values in windows.features(batch).items()}
        with torch.inference_mode():
            result = self._model(features)
            states = result["token_embeddings"].float()
            if not self._pools_tokens:
                return result["sentence_embedding"].float().numpy(), states.numpy()
            mask = features["attention_mask"].unsqueeze(-1).float()
            return ((states * mask).sum(1) / mask.sum(1)).numpy(), states.numpy()


def _sentence_vectors(
    windows: Windows, tokens: list[tuple[int, Vectors]], spans: Spans, shift: int, text: Vectors
) -> Vectors:
    """Return the mean token vector of each span, of length 1; the text's own vector where a span has no token."""
    if not tokens:
        return np.repeat(text[None], len(spans), axis=0)
    # A token counts where it ends: SentencePiece's begin at the space before the word.
    ends = np.concatenate([windows.ends(place) for place, _ in tokens]) - shift
    sums = np.cumsum(np.concatenate([states for _, states in tokens]), axis=0, dtype=np.float64)
    sums = np.concatenate((np.zeros((1, sums.shape[1])), sums))
    bounds = np.array(spans)
    first, last = (np.searchsorted(ends, bounds[:, side], side="right") for side in (0, 1))
    found = (sums[last] - sums[first]).astype(np.float32)
    found[first == last] = text
    return _unit(found)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), np.float32)


def _bundled_centres() -> dict[str, Vectors]:
    """Return the bundled model's centres, measured by benchmarks/centres.py."""
    record = json.loads(Path(__file__).with_name("centres.json").read_text(encoding="utf-8"))
    return {language: np.array(mean, np.float32) for language, mean in record.items()}


def _pools_tokens(model: SentenceTransformer) -> bool:
    """Tell whether the model's vector is the plain mean of its token vectors."""
    modules = list(model)
    plain = all(isinstance(module, (Transformer, Pooling, Normalize)) for module in modules)
    return plain and any(isinstance(module, Pooling) and module.pooling_mode == "mean" for module in modules)


def _digest(model: SentenceTransformer) -> str:
    """Return a SHA-256 over every weight's name, shape and a sample of its values, as bfloat16 on every machine."""
    digest = hashlib.sha256()
    for name, weight in sorted(model.state_dict().items()):
        sample = weight.flatten()[:: max(1, weight.numel() // _SAMPLED)].bfloat16().float()
        digest.update(f"{name}{tuple(weight.shape)}".encode() + sample.numpy().tobytes())
    return digest.hexdigest()[:32]
