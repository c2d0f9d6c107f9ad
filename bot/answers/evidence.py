"""Evidence: the few sentences that answer, best first, each said once.

Where a question asks for somebody's words, sentences that report that speaker's come first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from rapidfuzz import fuzz

from bot.answers.question import Question
from index.hits import Found, SentenceHit
from index.language.keywords import terms
from index.query import Query
from index.storage.keywords import hash_term

__all__ = ["choose_evidence", "in_reading_order", "reports_asked", "said_once"]

_SAME_SENTENCE = 88.0  # of 100: wire stories are lightly edited from outlet to outlet
_CONSIDERED = 40
_OWN_WORDS = 0.8  # the speaker is one that the question names
_SOMEBODYS_WORDS = 0.3  # words are reported, the sentence doesn't say whose
_NEARLY = 0.97
_FALL = 0.55  # a further sentence is worth citing down to this share of the best one's score

Quote = Callable[[SentenceHit], str]
Sentence = TypeVar("Sentence")


def choose_evidence(
    question: Question, found: Found, quote: Quote, limit: int, per_article: int = 10
) -> list[SentenceHit]:  # fmt: skip
    """Choose at most `limit` sentences, `per_article` of one article; `quote` gives a sentence's text."""
    ranked = sorted(found.sentences[:_CONSIDERED], key=lambda hit: -_worth(question, found.query, hit))
    best = _worth(question, found.query, ranked[0]) if ranked else 0.0
    floor = min(best, _FALL * best)  # scores may be negative, and the best is always worthy
    worthy = (hit for hit in ranked if _worth(question, found.query, hit) >= floor)
    chosen = list(islice(_few_of_each(said_once(worthy, quote), per_article), limit))
    return in_reading_order(chosen, [_worth(question, found.query, hit) for hit in chosen])


def in_reading_order(hits: list[SentenceHit], worths: list[float]) -> list[SentenceHit]:
    """Put neighbours of one article that are worth nearly the same in the order they are read in."""
    ordered: list[SentenceHit] = []
    for hit, worth, before in zip(hits, worths, [0.0, *worths], strict=False):
        swaps = ordered and ordered[-1].article == hit.article and hit.start < ordered[-1].start
        place = len(ordered) - 1 if swaps and worth >= _NEARLY * before else len(ordered)
        ordered.insert(place, hit)
    return ordered


def _worth(question: Question, query: Query, hit: SentenceHit) -> float:
    return hit.score + (_speech_bonus(query, hit) if question.wants_speech else 0.0)


def _speech_bonus(query: Query, hit: SentenceHit) -> float:
    if hit.speaker is None:
        return 0.0
    if reports_asked(query, hit):
        return _OWN_WORDS
    names = any(concept.is_name for concept in query.concepts)
    return 0.0 if hit.speaker and names else _SOMEBODYS_WORDS


def reports_asked(query: Query, hit: SentenceHit) -> bool:
    """Tell whether the sentence reports words of somebody whom the question names."""
    own = {hash_term(term) for term in terms(hit.speaker)} if hit.speaker else set()
    return any(own.intersection(concept.terms) for concept in query.concepts if concept.is_name)


def _few_of_each(hits: Iterator[SentenceHit], limit: int) -> Iterator[SentenceHit]:
    """Yield at most `limit` hits of one article: a bot that quotes must not republish."""
    counts: Counter[int] = Counter()
    for hit in hits:
        counts[hit.article] += 1
        if counts[hit.article] <= limit:
            yield hit


def said_once(hits: Iterable[Sentence], quote: Callable[[Sentence], str]) -> Iterator[Sentence]:
    """Yield those whose sentence doesn't repeat one before it."""
    said: list[str] = []
    for hit in hits:
        text = quote(hit)
        if not _repeats(text, said):
            said.append(text)
            yield hit


def _repeats(text: str, said: Sequence[str]) -> bool:
    return any(fuzz.ratio(text, other) >= _SAME_SENTENCE for other in said)
