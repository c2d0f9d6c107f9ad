"""What there is in an index, read off its manifest: nothing else is opened, unless articles are withdrawn from it."""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from index.storage.catalogue import Catalogue
from index.storage.layout import Generation

__all__ = ["IndexStatus", "status_of"]

_HIDDEN_SENTENCES = "SELECT count(*) FROM main.sentence WHERE article IN (SELECT id FROM temp.hidden)"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The live generation in figures; dates are days, None where no article has one.

    `passages` and `bytes` are what is stored, withdrawn articles included.
    """

    generation: str
    built_at: datetime
    articles: int
    sentences: int
    passages: int
    languages: Mapping[str, int]
    first_published: str | None
    last_published: str | None
    model: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _Hidden:
    """How many articles and sentences are withdrawn; languages and dates of those that are left."""

    articles: int
    sentences: int
    languages: Mapping[str, int]
    first: str | None
    last: str | None


def status_of(generation: Generation, withdrawn: Collection[str] = ()) -> IndexStatus:
    """Return a generation's figures; articles of the `withdrawn` identities and addresses count no more."""
    whole = _of_manifest(generation)
    less = _hidden(generation.path, frozenset(withdrawn)) if withdrawn else None
    if less is None:
        return whole
    return replace(
        whole, articles=whole.articles - less.articles, sentences=whole.sentences - less.sentences,
        languages=dict(less.languages), first_published=less.first, last_published=less.last,
    )  # fmt: skip


@lru_cache(maxsize=4)  # a generation is never written to again, and an address is looked for in every article
def _hidden(folder: Path, withdrawn: frozenset[str]) -> _Hidden | None:
    with closing(Catalogue.reading(folder, withdrawn)) as catalogue:
        articles = len(catalogue.hidden.articles)
        if not articles:
            return None
        ((sentences,),) = catalogue.select(_HIDDEN_SENTENCES)
        return _Hidden(articles, sentences, catalogue.languages(), *catalogue.date_span())


def _of_manifest(generation: Generation) -> IndexStatus:
    manifest = generation.manifest
    languages, published = manifest.facts.get("languages"), manifest.facts.get("published")
    first, last = published if isinstance(published, list) else (None, None)
    return IndexStatus(
        generation=generation.name,
        built_at=manifest.built_at,
        articles=manifest.counts["articles"],
        sentences=manifest.counts["sentences"],
        passages=manifest.counts["passages"],
        languages=dict(languages) if isinstance(languages, dict) else {},
        first_published=first,
        last_published=last,
        model=str(manifest.fingerprint.get("model", "")),
        bytes=manifest.size,
    )
