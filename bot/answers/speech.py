"""The answer to "what did X say": X's words only, and whose words a cited sentence holds.

Where a topic is asked for, what is said about it decides which sentences are in; the date decides their order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.evidence import in_reading_order, said_once
from bot.answers.question import Question
from index.hits import SentenceHit
from index.storage.rows import StoredQuotation

__all__ = ["Said", "choose_words", "said_in"]

_ABOUT = 0.8  # of the best one's score: what is comparably relevant to the topic asked for

Quote = Callable[[SentenceHit], str]


@dataclass(frozen=True, slots=True)
class Said:
    """Whose words a sentence holds, by full name where it is known, and whether "direct" or "indirect"."""

    speaker: str = ""
    speech: str | None = None


def said_in(quotations: Sequence[StoredQuotation], asked: str = "") -> Said:
    """Return whose words a sentence with these quotations holds: those of the speaker asked for before others'."""
    if not quotations:
        return Said()
    own = [item for item in quotations if item.speaker and _shares_a_word(item, asked)]
    named = own or [item for item in quotations if item.speaker]
    chosen = named[0] if named else quotations[0]
    theirs = [item for item in quotations if item.speaker == chosen.speaker]
    direct = any(item.direct for item in theirs)
    return Said(_shown(chosen), "direct" if direct else "indirect")


def _shown(item: StoredQuotation) -> str:
    return " ".join(part for part in (item.name, item.role) if part) if _is_korean(item) else _english(item)


def _is_korean(item: StoredQuotation) -> bool:
    return not item.name.isascii() and item.language == "ko"


def _english(item: StoredQuotation) -> str:
    return f"{item.name}, {item.role}" if item.role else item.name or item.speaker


def _shares_a_word(item: StoredQuotation, asked: str) -> bool:
    words = set(asked.lower().split())
    return bool(words.intersection(f"{item.name} {item.speaker}".lower().split()))


def choose_words(
    question: Question, spoken: Sequence[SentenceHit], quote: Quote, published: Mapping[int, str | None], limit: int
) -> list[SentenceHit]:
    """Choose at most `limit` of the speaker's sentences, `spoken`, which come best first: the newest lead."""
    if not question.topic:
        return _first(said_once(sorted(spoken, key=lambda hit: (hit.article, hit.start)), quote), published, limit)
    floor = min(spoken[0].score, _ABOUT * spoken[0].score)
    about = [hit for hit in spoken if hit.score >= floor]
    chosen = [hit for hit, _ in zip(said_once(iter(about), quote), range(limit), strict=False)]
    return _first(in_reading_order(chosen, [hit.score for hit in chosen]), published, limit)


def _first(hits: Iterable[SentenceHit], published: Mapping[int, str | None], limit: int) -> list[SentenceHit]:
    """Return the newest, which stay in their order within a day; those of unknown date come last."""
    return sorted(hits, key=lambda hit: (published[hit.article] or "")[:10], reverse=True)[:limit]
