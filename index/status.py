"""What there is in an index, read off its manifest alone: nothing is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from index.storage.layout import Generation

__all__ = ["IndexStatus", "status_of"]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The live generation in figures; dates are days, None where no article has one."""

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


def status_of(generation: Generation) -> IndexStatus:
    """Return a generation's figures."""
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
