"""The construction of one generation: changed articles taken apart and embedded, the rest carried over.

Memory stays flat: an article is held only until its passages are embedded, and vectors go straight to disk.
"""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt

from config.errors import BuildCancelled, IndexMismatch
from index.analysis import VERSION, Analysis, PassageRule, analyse
from index.article import Article
from index.centring import Centres, measure_centres
from index.plan import Plan
from index.report import Flaw, Progress, Rejected
from index.signatures import bands, retells, shared_runs
from index.storage.catalogue import CATALOGUE_FILE, Catalogue
from index.storage.fresh import FreshVectors
from index.storage.keywords import write_keyword_index
from index.storage.layout import Generation
from index.storage.publishing import Building
from index.storage.vectors import Built, VectorReader, build_passage_index

__all__ = ["BuildRules", "Construction", "PassageEmbedder", "Sources", "stop_if"]

_BATCH = 256  # passages embedded at a time
_CHANGED = "it changed while the build was reading it; run the build again"
_GONE = "it was there when the build began and then no longer; run the build again"

Sources = Callable[[], Iterator[Article | Rejected]]


class PassageEmbedder(Protocol):
    """What a build needs of the model."""

    dimension: int

    @property
    def centres(self) -> Mapping[str, npt.NDArray[np.float32]]: ...  # of languages in general, {} if unknown

    def fingerprint(self) -> dict[str, str | int]: ...
    def count_tokens(self, texts: list[str]) -> list[int]: ...
    def embed_with_sentences(
        self, texts: list[str], spans: list[tuple[tuple[int, int], ...]]
    ) -> tuple[npt.NDArray[np.float32], list[npt.NDArray[np.float32]]]: ...


@dataclass(frozen=True, slots=True)
class BuildRules:
    """What shapes a generation, beside its articles and its model."""

    model: str = "bundled"
    passages: PassageRule = field(default_factory=PassageRule)
    exact_up_to: int = 200_000
    recall_floor: float = 0.95

    def fingerprint(self) -> dict[str, str | int]:
        """Return what can be told without loading the model; equal values mean that vectors can be reused."""
        return {
            "model": self.model,
            "analysis": VERSION,
            "passage_tokens": self.passages.tokens,
            "passage_overlap": self.passages.overlap,
        }


def stop_if(cancelled: Callable[[], bool]) -> None:
    """Raise BuildCancelled if the person who asked for the build has changed their mind."""
    if cancelled():
        raise BuildCancelled("the build was stopped")


class Construction:
    """One generation from plan to publication; carried out once."""

    def __init__(
        self, embedder: PassageEmbedder, rules: BuildRules, plan: Plan, on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._embedder, self._rules, self._plan = embedder, rules, plan
        self._on_progress, self._cancelled = on_progress, cancelled
        self._articles = self._passages = 0
        self._began = time.monotonic()

    def check(self, old: Generation | None) -> None:
        """Raise IndexMismatch if the old vectors come from other weights than the loaded model's."""
        if old is not None:
            new = self._embedder.fingerprint()
            had = {key: old.manifest.fingerprint.get(key) for key in new}
            if had != new:
                raise IndexMismatch("the index was built with other model weights than the ones loaded now")

    def carry_out(
        self, building: Building, old: Generation | None, sources: Sources
    ) -> tuple[Generation, tuple[str, ...], tuple[Rejected, ...]]:
        """Write and publish the generation; also return warnings and the articles that changed under our hands."""
        if old is not None:
            shutil.copyfile(old.path / CATALOGUE_FILE, building.folder / CATALOGUE_FILE)
        catalogue = Catalogue.writing(building.folder)
        try:
            with catalogue.transaction():
                catalogue.remove(self._plan.removed)
            fresh = FreshVectors(building.folder, self._embedder.dimension)
            unread = self._take_in(catalogue, fresh, sources)
            with catalogue.transaction():
                catalogue.retold.put_twins(self._plan.twins, keep=self._plan.keeps_missing)
            self._say("publishing")
            built, centres = self._index(building, catalogue, fresh, old)
            counts, corpus = catalogue.counts(), _corpus_digest(catalogue)
            languages, span = catalogue.languages(), catalogue.date_span()
        finally:
            catalogue.close()
        stop_if(self._cancelled)
        facts = {
            "index": built.kind, "recall_at_10": built.recall, "languages": languages, "published": list(span),
            "centres": centres.counts,
        }  # fmt: skip
        generation = building.publish(
            built_at=datetime.now(UTC), fingerprint={**self._rules.fingerprint(), **self._embedder.fingerprint()},
            counts=counts, corpus_digest=corpus, facts=facts,
        )  # fmt: skip
        return generation, (built.warning,) if built.warning else (), unread

    def _take_in(self, catalogue: Catalogue, fresh: FreshVectors, sources: Sources) -> tuple[Rejected, ...]:
        self._began = time.monotonic()
        todo = dict(self._plan.todo)
        unread: list[Rejected] = []
        queue: list[_Waiting] = []
        for article in sources() if todo else ():
            if isinstance(article, Rejected) or article.id not in todo:
                continue
            if todo.pop(article.id) != article.content_hash:
                unread.append(Rejected(article.id, _CHANGED, Flaw.CHANGED))
                continue
            analysis = analyse(article, self._rules.passages, self._embedder.count_tokens)
            with catalogue.transaction():
                queue.extend(_store(catalogue, article, analysis))
            self._articles += 1
            while len(queue) >= _BATCH:
                self._embed(queue[:_BATCH], fresh)
                del queue[:_BATCH]
        self._embed(queue, fresh)
        return (*unread, *(Rejected(key, _GONE, Flaw.GONE) for key in todo))

    def _embed(self, waiting: "list[_Waiting]", fresh: FreshVectors) -> None:
        stop_if(self._cancelled)
        if waiting:
            vectors, sentences = self._embedder.embed_with_sentences(
                [item.text for item in waiting], [item.spans for item in waiting]
            )
            fresh.append([item.id for item in waiting], vectors, [item.sentences for item in waiting], sentences)
            self._passages += len(waiting)
        self._say("embedding")

    def _say(self, stage: str) -> None:
        self._on_progress(
            Progress(
                stage, self._articles, self._passages, self._expected(), time.monotonic() - self._began,
                articles_total=len(self._plan.todo),
            )
        )  # fmt: skip

    def _expected(self) -> int:
        """Estimate the passages in all, from those of the articles seen so far."""
        return round(self._passages * len(self._plan.todo) / self._articles) if self._articles else 0

    def _index(
        self, building: Building, catalogue: Catalogue, fresh: FreshVectors, old: Generation | None
    ) -> tuple[Built, Centres]:
        alive = {kind: catalogue.ids(kind) for kind in ("passage", "sentence")}
        fresh.merge_into(building.folder, old.path if old else None, alive)
        passages = VectorReader.open(building.folder, "passage")
        languages = catalogue.passage_languages()
        centres = measure_centres(passages.chunks(), languages, self._embedder.dimension, self._embedder.centres)
        centres.save(building.folder)
        with catalogue.transaction():
            catalogue.retold.settle(partial(_alike, passages, centres), retells)
        built = build_passage_index(
            building.folder, centres.centred(passages.chunks(), languages), self._embedder.dimension,
            exact_up_to=self._rules.exact_up_to, recall_floor=self._rules.recall_floor,
        )  # fmt: skip
        write_keyword_index(building.folder, catalogue.passage_terms)
        return built, centres


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A passage stored but not yet embedded; `sentences` are the ids of the sentences at `spans`."""

    id: int
    text: str
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]


def _store(catalogue: Catalogue, article: Article, analysis: Analysis) -> list[_Waiting]:
    number = catalogue.put(article.id, article)
    ids = catalogue.put_sentences(number, analysis.sentences)
    catalogue.put_quotations(number, analysis.quotations, ids)
    catalogue.put_names(analysis.names)
    catalogue.put_aliases(number, analysis.aliases)
    catalogue.retold.put(number, bands(article), lambda other: shared_runs(article, other))
    waiting = []
    for passage, packed, text, spans in zip(
        analysis.passages, analysis.passage_terms, analysis.texts, analysis.spans, strict=True
    ):
        identity = catalogue.put_passage(number, passage, ids, packed)
        waiting.append(_Waiting(identity, text, spans, tuple(ids[passage.first : passage.last + 1])))
    return waiting


def _alike(passages: VectorReader, centres: Centres, one: int, other: int, language: str) -> float:
    first, second = centres.centre(passages.of([one, other]), [language] * 2)
    return float(first @ second)


def _corpus_digest(catalogue: Catalogue) -> str:
    digest = hashlib.sha256()
    for key, content in sorted(catalogue.hashes().items()):
        digest.update(f"{key}\0{content}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
