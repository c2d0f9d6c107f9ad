"""What a question gets: an answer made of cited sentences, or an honest refusal.

Invariant: a citation's `sentence` is `article.text[start:end]`; nothing here is ever re-worded.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

__all__ = ["Answer", "Answered", "ArticleCard", "Citation", "CitedDate", "Refused", "Span", "answer_record"]


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What a reader sees of an article beside a quotation; empty strings and None mean unknown."""

    id: str
    title: str
    outlet: str
    url: str
    published: str | None
    language: str
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The short answer inside a cited sentence, in offsets of the article's text."""

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text:
            raise ValueError("a span covers exactly its text")


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date in a cited sentence, in offsets of the article's text, and the days it means, ISO 8601, both included.

    `relative` says that the day of publication decides what it means, as of "yesterday".
    """

    text: str
    start: int
    end: int
    first: str
    last: str
    relative: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """One source sentence, quoted exactly: `sentence == article.text[start:end]`.

    `also_in` are copies of the article, `corrected_by` the one that takes the sentence back.
    """

    n: int
    article: ArticleCard
    sentence: str
    start: int
    end: int
    span: Span | None = None
    speaker: str | None = None
    dates: tuple[CitedDate, ...] = ()
    also_in: tuple[ArticleCard, ...] = ()
    corrected_by: ArticleCard | None = None
    speech: str | None = None  # "direct" or "indirect" where it holds somebody's words

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.sentence) or not self.sentence:
            raise ValueError("a citation covers exactly its sentence")


@dataclass(frozen=True, slots=True)
class Answered:
    """Citations, best first, numbered from 1; `heading` and `notes` are lines in the reader's language.

    `understood` says, in that language, how the question was read after the turns before, where it isn't plain; `about`
    are the articles that were pointed at, where nothing else was asked.
    """

    question: str
    language: str
    heading: str
    citations: tuple[Citation, ...]
    confidence: float
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    understood: str | None = None
    about: tuple[ArticleCard, ...] = ()

    @property
    def text(self) -> str:
        """The answer as one string: the source sentences themselves, each followed by its number."""
        return " ".join(f"{citation.sentence} [{citation.n}]" for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing in the index supports an answer; `reason` says why in the reader's language.

    `searched` says how many articles of which dates were looked at; `nearest` are only articles that are really near,
    `about` those that were pointed at, where nothing else was asked.
    """

    question: str
    language: str
    reason: str
    nearest: tuple[ArticleCard, ...]
    confidence: float
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    understood: str | None = None
    searched: str = ""
    about: tuple[ArticleCard, ...] = ()


Answer = Answered | Refused


def answer_record(answer: Answer, question_id: str | None = None) -> dict[str, object]:
    """Return the JSON object that the command line prints, with the keys other programs rely on."""
    answered = isinstance(answer, Answered)
    return {
        "id": question_id,
        "question": answer.question,
        "language": answer.language,
        "status": "answered" if answered else "refused",
        "answer": answer.text if isinstance(answer, Answered) else "",
        "reason": answer.reason if isinstance(answer, Refused) else None,
        "notes": list(answer.notes) if isinstance(answer, Answered) else [],
        "citations": [asdict(citation) for citation in answer.citations] if isinstance(answer, Answered) else [],
        "nearest": [asdict(card) for card in answer.nearest] if isinstance(answer, Refused) else [],
        "understood": answer.understood,
        "searched": answer.searched or None if isinstance(answer, Refused) else None,
        "confidence": round(answer.confidence, 4),
        "timings_ms": dict(answer.timings_ms),
    }
