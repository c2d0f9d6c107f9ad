"""What a build says while it runs and when it ends."""

from dataclasses import asdict, dataclass
from enum import StrEnum

__all__ = ["BuildReport", "Flaw", "Progress", "Rejected"]


class Flaw(StrEnum):
    """What is wrong with an input that gives no article: for whoever says it in another language than English."""

    BINARY = "binary"
    CHANGED = "changed"
    DAMAGED = "damaged"
    EMPTY = "empty"
    FIELD = "field"
    FORMAT = "format"
    GONE = "gone"
    JSON = "json"
    NESTED = "nested"
    NO_STORY = "no-story"
    OTHER = "other"
    SAME_ID = "same-id"
    TEXTLESS = "textless"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or line that gave no article, and why: in words for a person, and as a `flaw`.

    `about` is what the flaw is about where it needs saying: a field, a suffix, an id, how many bytes are allowed.
    """

    where: str
    reason: str
    flaw: Flaw = Flaw.OTHER
    about: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come. `total` is 0 where it is not known yet.

    `stage` is one of "model", "reading", "embedding", "publishing"; `articles` counts articles handled, `passages`
    passages embedded so far; the totals are of what has changed, `passages_total` an estimate.
    """

    stage: str
    articles: int = 0
    passages: int = 0
    passages_total: int = 0
    seconds: float = 0.0
    articles_total: int = 0

    @property
    def passages_per_second(self) -> float:
        """Passages embedded a second since the build began; 0.0 before the first."""
        return self.passages / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of a build: ids of articles by what happened to them, and what could not be used.

    `duplicates` pairs the id that was left out with the id that holds the same story.
    """

    generation: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    def record(self) -> dict[str, object]:
        """Return the report as plain JSON values."""
        return asdict(self)
