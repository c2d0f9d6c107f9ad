"""What there is in an index, read off its manifest: nothing else is opened, unless articles are withdrawn from it."""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

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


def status_of(generation: Generation, withdrawn: Collection[str] = ()) -> IndexStatus:
    """Return a generation's figures; articles of the `withdrawn` identities and addresses count no more."""
    whole = _of_manifest(generation)
    if not withdrawn:
        return whole
    with closing(Catalogue.reading(generation.path, withdrawn)) as catalogue:
        hidden = len(catalogue.hidden.articles)
        if not hidden:
            return whole
        ((sentences,),) = catalogue.select(_HIDDEN_SENTENCES)
        first, last = catalogue.date_span()
        return replace(
            whole, articles=whole.articles - hidden, sentences=whole.sentences - sentences,
            languages=catalogue.languages(), first_published=first, last_published=last,
        )  # fmt: skip


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
