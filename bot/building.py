"""Settings meet a build: which rules it follows, what it may read, and whether an index fits the model that is set."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from config.errors import IndexMismatch, SourceError
from config.settings import Settings
from index.analysis import PassageRule
from index.article import Article
from index.build import build, rehearse
from index.construction import BuildRules, PassageEmbedder
from index.reading import read_sources
from index.report import BuildReport, Progress, Rejected
from index.storage.generations import GenerationStore
from index.storage.layout import Generation

__all__ = ["bring_up_to_date", "check_model"]


def bring_up_to_date(
    store: GenerationStore,
    settings: Settings,
    sources: Sequence[Path],
    load: Callable[[], PassageEmbedder],
    withdrawn: frozenset[str],
    *,
    owner: str,
    full: bool,
    keep_missing: bool,
    dry: bool,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> BuildReport:
    """Build, or with `dry` say what a build would do; what is withdrawn is read past as if it weren't there."""
    if not sources:
        raise SourceError("no sources were named", advice="Name files or folders, or set CITEDESK_SOURCES.")

    def given() -> Iterator[Article | Rejected]:
        return _kept(read_sources(sources, settings.reading.max_article_bytes), withdrawn)

    rules = _rules(settings)
    if dry:
        return rehearse(
            store, given, rules, full=full, keep_missing=keep_missing, on_progress=on_progress, cancelled=cancelled
        )
    return build(
        store, given, load, rules, owner=owner, full=full, keep_missing=keep_missing, on_progress=on_progress,
        cancelled=cancelled,
    )  # fmt: skip


def check_model(generation: Generation, settings: Settings, loaded: Callable[[], Mapping[str, str | int]]) -> None:
    """Raise IndexMismatch unless the generation's vectors and those of the model, `loaded` if need be, compare."""
    fingerprint = generation.manifest.fingerprint
    if fingerprint.get("model") != settings.model:
        had, wanted = fingerprint.get("model"), settings.model
        raise IndexMismatch(f"the index was built with the model {had}, the settings say {wanted}")
    if any(fingerprint.get(key) != value for key, value in loaded().items()):
        raise IndexMismatch(f"the index was built with other weights of {settings.model} than the ones loaded")


def _kept(found: Iterator[Article | Rejected], withdrawn: frozenset[str]) -> Iterator[Article | Rejected]:
    for item in found:
        if isinstance(item, Rejected) or withdrawn.isdisjoint((item.id, item.url)):
            yield item


def _rules(settings: Settings) -> BuildRules:
    return BuildRules(
        settings.model, PassageRule(settings.passages.tokens, settings.passages.overlap),
        settings.vectors.exact_up_to, settings.vectors.recall_floor,
    )  # fmt: skip
