"""Articles into a new generation beside the live one.

One pass over the sources says what has changed (`plan`), a second takes those articles apart and embeds them, and
everything unchanged keeps its vectors. Memory stays flat: an article is held only until its passages are embedded.
"""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from config.errors import BuildCancelled, BuildError, IndexMismatch, IndexMissing
from index.analysis import VERSION, Analysis, PassageRule, analyse
from index.article import Article
from index.centring import Centres, measure_centres
from index.plan import Plan, survey
from index.report import BuildReport, Progress, Rejected
from index.storage.catalogue import CATALOGUE_FILE, Catalogue
from index.storage.generations import GenerationStore
from index.storage.keywords import write_keyword_index
from index.storage.layout import Generation
from index.storage.lock import BuildLock
from index.storage.publishing import Building
from index.storage.vectors import Built, VectorReader, VectorWriter, build_passage_index

__all__ = ["BuildRules", "PassageEmbedder", "Sources", "build"]

_BATCH = 256  # passages embedded at a time

Sources = Callable[[], Iterator[Article | Rejected]]


class PassageEmbedder(Protocol):
    """What a build needs of the model."""

    dimension: int

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


def build(
    store: GenerationStore,
    sources: Sources,
    load_embedder: Callable[[], PassageEmbedder],
    rules: BuildRules,
    *,
    owner: str,
    full: bool = False,
    keep_missing: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BuildReport:
    """Bring the index in `store` up to date with `sources`, and say what was done.

    With nothing changed and nothing damaged no model is loaded and nothing is written. Raises BuildInProgress,
    BuildCancelled, StorageFull, IndexMismatch (another model or rule: needs `full`), BuildError where no source gave
    an article; the old generation stays live whatever is raised.
    """
    began = time.monotonic()
    with BuildLock(store.layout.root).acquire(owner):
        old = None if full else _live(store, rules)
        on_progress(Progress("reading"))
        plan = survey(_watched(sources(), on_progress, cancelled), _stored(old), keep_missing=keep_missing)
        if not plan.usable and not (keep_missing and old):
            raise BuildError(_nothing_usable(plan), advice="Check the sources; the index was left as it is.")
        if old and plan.nothing_to_do and not store.damaged:
            return _report(plan, old.name, time.monotonic() - began)
        on_progress(Progress("model"))
        run = _Run(load_embedder(), rules, plan, on_progress, cancelled, began)
        run.check(old)
        with store.begin() as building:
            generation, warnings, unread = run.carry_out(building, old, sources)
        return _report(plan, generation.name, time.monotonic() - began, warnings, unread)


def _live(store: GenerationStore, rules: BuildRules) -> Generation | None:
    """Return the generation to build on, verified: a damaged file copied into a new one would pass for sound."""
    try:
        generation = store.current(verify=True)
    except IndexMissing:
        return None
    had = {key: generation.manifest.fingerprint.get(key) for key in rules.fingerprint()}
    if had != rules.fingerprint():
        raise IndexMismatch(f"the index was built with {_words(had)}, the settings say {_words(rules.fingerprint())}")
    return generation


def _words(fingerprint: Mapping[str, object]) -> str:
    return ", ".join(f"{key} {value}" for key, value in fingerprint.items())


def _stored(old: Generation | None) -> dict[str, str]:
    if old is None:
        return {}
    catalogue = Catalogue.reading(old.path)
    try:
        return catalogue.hashes()
    finally:
        catalogue.close()


def _watched(
    found: Iterator[Article | Rejected], on_progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> Iterator[Article | Rejected]:
    for count, item in enumerate(found, 1):
        if count % 100 == 0:
            on_progress(Progress("reading", articles=count))
            _stop_if(cancelled)
        yield item


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise BuildCancelled("the build was stopped")


def _nothing_usable(plan: Plan) -> str:
    if not plan.rejected:
        return "the sources hold no article"
    first = plan.rejected[0]
    return f"none of the {len(plan.rejected)} sources could be used; the first, {first.where}: {first.reason}"


def _report(
    plan: Plan, generation: str, seconds: float, warnings: tuple[str, ...] = (), unread: tuple[Rejected, ...] = ()
) -> BuildReport:
    missed = {item.where for item in unread}
    return BuildReport(
        generation=generation,
        added=tuple(key for key in plan.added if key not in missed),
        changed=tuple(key for key in plan.changed if key not in missed),
        unchanged=plan.unchanged,
        removed=plan.removed,
        duplicates=plan.duplicates,
        rejected=plan.rejected + unread,
        warnings=warnings,
        seconds=round(seconds, 3),
    )


class _Run:
    """One build from plan to publication."""

    def __init__(
        self, embedder: PassageEmbedder, rules: BuildRules, plan: Plan, on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool], began: float,
    ) -> None:  # fmt: skip
        self._embedder, self._rules, self._plan = embedder, rules, plan
        self._on_progress, self._cancelled, self._began = on_progress, cancelled, began
        self._articles = self._passages = 0
        self._embedding_began = began

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
            fresh = _Vectors(building, self._embedder.dimension)
            unread = self._take_in(catalogue, fresh, sources)
            self._say("publishing")
            built, centres = self._index(building, catalogue, fresh, old)
            counts, corpus = catalogue.counts(), _corpus_digest(catalogue)
            languages, span = catalogue.languages(), catalogue.date_span()
            catalogue.close()
        finally:
            catalogue.close()
        _stop_if(self._cancelled)
        facts = {
            "index": built.kind, "recall_at_10": built.recall, "languages": languages, "published": list(span),
            "centres": centres.counts,
        }  # fmt: skip
        generation = building.publish(
            built_at=datetime.now(UTC), fingerprint={**self._rules.fingerprint(), **self._embedder.fingerprint()},
            counts=counts, corpus_digest=corpus, facts=facts,
        )  # fmt: skip
        return generation, (built.warning,) if built.warning else (), unread

    def _take_in(self, catalogue: Catalogue, fresh: "_Vectors", sources: Sources) -> tuple[Rejected, ...]:
        self._embedding_began = time.monotonic()
        todo = dict(self._plan.todo)
        unread: list[Rejected] = []
        queue: list[_Waiting] = []
        for article in sources() if todo else ():
            if isinstance(article, Rejected) or article.id not in todo:
                continue
            if todo.pop(article.id) != article.content_hash:
                unread.append(Rejected(article.id, "it changed while the build was reading it; run the build again"))
                continue
            analysis = analyse(article, self._rules.passages, self._embedder.count_tokens)
            with catalogue.transaction():
                queue.extend(_store(catalogue, article, analysis))
            self._articles += 1
            while len(queue) >= _BATCH:
                self._embed(queue[:_BATCH], fresh)
                del queue[:_BATCH]
        self._embed(queue, fresh)
        fresh.close()
        gone = "it was there when the build began and then no longer; run the build again"
        return (*unread, *(Rejected(key, gone) for key in todo))

    def _embed(self, waiting: "list[_Waiting]", fresh: "_Vectors") -> None:
        _stop_if(self._cancelled)
        if waiting:
            vectors, sentences = self._embedder.embed_with_sentences(
                [item.text for item in waiting], [item.spans for item in waiting]
            )
            fresh.append(waiting, vectors, sentences)
            self._passages += len(waiting)
        self._say("embedding")

    def _say(self, stage: str) -> None:
        self._on_progress(
            Progress(
                stage, self._articles, self._passages, self._expected(), time.monotonic() - self._embedding_began,
                articles_total=len(self._plan.todo),
            )
        )  # fmt: skip

    def _expected(self) -> int:
        """Estimate the passages in all, from those of the articles seen so far."""
        return round(self._passages * len(self._plan.todo) / self._articles) if self._articles else 0

    def _index(
        self, building: Building, catalogue: Catalogue, fresh: "_Vectors", old: Generation | None
    ) -> tuple[Built, Centres]:
        for kind in ("passage", "sentence"):
            _merge(building, catalogue, kind, fresh, old)
        passages = VectorReader.open(building.folder, "passage")
        centres = measure_centres(passages.chunks(), catalogue.passage_languages(), self._embedder.dimension)
        centres.save(building.folder)
        languages = catalogue.passage_languages()
        built = build_passage_index(
            building.folder, centres.centred(passages.chunks(), languages), self._embedder.dimension,
            exact_up_to=self._rules.exact_up_to, recall_floor=self._rules.recall_floor,
        )  # fmt: skip
        write_keyword_index(building.folder, catalogue.passage_terms())
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
    catalogue.put_names(analysis.names)
    waiting = []
    for passage, packed, text, spans in zip(
        analysis.passages, analysis.passage_terms, analysis.texts, analysis.spans, strict=True
    ):
        identity = catalogue.put_passage(number, passage, ids, packed)
        waiting.append(_Waiting(identity, text, spans, tuple(ids[passage.first : passage.last + 1])))
    return waiting


class _Vectors:
    """The vectors of this build's own passages and sentences, streamed to disk; ids ascend by construction."""

    def __init__(self, building: Building, dimension: int) -> None:
        self.folder = building.folder / "fresh"
        self.folder.mkdir()
        self.dimension = dimension
        self._writers = {kind: VectorWriter(self.folder, kind, dimension) for kind in ("passage", "sentence")}
        self._last_sentence = 0

    def append(
        self, waiting: list[_Waiting], vectors: npt.NDArray[np.float32], sentences: list[npt.NDArray[np.float32]]
    ) -> None:
        """Add embedded passages; a sentence that two passages share keeps the vector of the first."""
        self._writers["passage"].append(np.array([item.id for item in waiting]), vectors)
        for item, rows in zip(waiting, sentences, strict=True):
            new = [place for place, identity in enumerate(item.sentences) if identity > self._last_sentence]
            if new:
                ids = np.array([item.sentences[place] for place in new])
                self._writers["sentence"].append(ids, rows[new])
                self._last_sentence = int(ids[-1])

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()


def _merge(building: Building, catalogue: Catalogue, kind: str, fresh: _Vectors, old: Generation | None) -> None:
    """Write the generation's vectors of `kind`: those of the old one that are still wanted, then the fresh ones."""
    writer = VectorWriter(building.folder, kind, fresh.dimension)
    if old is not None:
        alive = np.array(catalogue.ids(kind), np.int64)
        for ids, vectors in VectorReader.open(old.path, kind).chunks():
            kept = np.isin(ids, alive, assume_unique=True)
            writer.append(ids[kept], vectors[kept])
    for ids, vectors in VectorReader.open(fresh.folder, kind).chunks():
        writer.append(ids, vectors)
    writer.close()
    for name in ("ids", "vectors"):
        (fresh.folder / f"{kind}_{name}.npy").unlink()
    if kind == "sentence":
        fresh.folder.rmdir()


def _corpus_digest(catalogue: Catalogue) -> str:
    digest = hashlib.sha256()
    for key, content in catalogue.corpus_digest_rows():
        digest.update(f"{key}\0{content}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
