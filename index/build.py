"""Articles into a new generation beside the live one.

One pass over the sources says what has changed (`plan`), a second takes those articles apart and embeds them
(`construction`), and everything unchanged keeps its vectors.
"""

import time
from collections.abc import Callable, Iterator, Mapping

from config.errors import BuildError, IndexMismatch, IndexMissing
from index.article import Article
from index.construction import BuildRules, Construction, PassageEmbedder, Sources, stop_if
from index.plan import Plan, survey
from index.report import BuildReport, Progress, Rejected
from index.storage.catalogue import Catalogue
from index.storage.generations import GenerationStore
from index.storage.layout import Generation
from index.storage.lock import BuildLock

__all__ = ["build", "rehearse"]


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
        construction = Construction(load_embedder(), rules, plan, on_progress, cancelled)
        construction.check(old)
        with store.begin() as building:
            generation, warnings, unread = construction.carry_out(building, old, sources)
        return _report(plan, generation.name, time.monotonic() - began, warnings, unread)


def rehearse(
    store: GenerationStore,
    sources: Sources,
    rules: BuildRules,
    *,
    full: bool = False,
    keep_missing: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BuildReport:
    """Say what `build` would do, from reading the sources alone: nothing is embedded, locked or written."""
    began = time.monotonic()
    old = None if full else _live(store, rules)
    on_progress(Progress("reading"))
    plan = survey(_watched(sources(), on_progress, cancelled), _stored(old), keep_missing=keep_missing)
    return _report(plan, old.name if old else "", time.monotonic() - began)


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
            stop_if(cancelled)
        yield item


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
