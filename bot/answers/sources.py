"""Where quoted sentences come from, once more than one article tells of the same: copies, corrections, disagreement.

A story's copies are cited once, from the earliest; what was corrected stands behind its correction, and says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from bot.answers.corrections import correction_of, corrects
from bot.answers.figures import Figure, figures_in
from bot.answers.stories import copies_of, earliest_first
from index.article import Article
from index.hits import Found, SentenceHit

__all__ = ["Sourced", "differing", "independent_outlets", "sourced"]

_SAME_SENTENCE = 88.0  # of 100, as in `evidence`
_CONSIDERED = 40  # sentences in which a correction or the earliest copy is looked for
_DIGITS = re.compile(r"\d+")
_HOW_MANY = re.compile(
    r"\bhow (?:much|many|long|far|high|tall|big|large)\b|\bwhat (?:percentage|share|price)\b|얼마|몇", re.IGNORECASE
)
_MOST = 0.5  # of what the question asks about, by rarity
_AS_GOOD = 0.85  # of the best sentence's score: what comes this near answers the same question


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence to cite; `copies` and `corrected_by` are articles by the catalogue's number."""

    hit: SentenceHit
    copies: tuple[int, ...] = ()
    corrected_by: int | None = None


def sourced(chosen: Sequence[SentenceHit], found: Found, articles: Mapping[int, Article], limit: int) -> list[Sourced]:
    """Return at most `limit` sentences: each correction before what it corrects, no sentence twice."""
    pool = found.sentences[:_CONSIDERED]
    cited: dict[int, Sourced] = {}
    corrected: dict[int, Sourced] = {}
    for hit in chosen:
        correction = correction_of(hit, pool, articles)
        right = hit if correction is None else correction.hit
        if right is not None:
            first = _from_earliest(right, pool, articles)
            cited.setdefault(first.hit.id, first)
        if correction is not None and (right is None or _text(right, articles) != _text(hit, articles)):
            corrected[hit.id] = Sourced(hit, corrected_by=correction.article)
    return [*cited.values(), *corrected.values()][:limit]


def independent_outlets(cited: Sequence[Sourced], articles: Mapping[int, Article]) -> int:
    """Return how many outlets the sentences come from, copies and what was corrected left out."""
    outlets = {articles[one.hit.article].outlet.casefold() for one in cited if one.corrected_by is None}
    return len(outlets - {""})


def differing(question: str, cited: Sequence[Sourced], articles: Mapping[int, Article]) -> list[tuple[int, str]]:
    """Return figures that disagree, each with the place of its sentence among those cited, from 0; [] if none do.

    Only for a question that asks how many or how much, between sentences of different stories that hold most of what it
    asks about, and only where they share no figure of that unit.
    """
    if not _HOW_MANY.search(question) or not cited:
        return []
    best = max(one.hit.score for one in cited)
    told: dict[str, dict[int, list[Figure]]] = {}
    for place, one in enumerate(cited):
        if one.corrected_by is None and one.hit.score >= _AS_GOOD * best and one.hit.coverage >= _MOST:
            for figure in figures_in(_text(one.hit, articles)):
                told.setdefault(figure.unit, {}).setdefault(place, []).append(figure)
    for by_place in told.values():
        stories = {cited[place].hit.article for place in by_place}
        sets = [{figure.value for figure in figures} for figures in by_place.values()]
        if len(stories) == len(by_place) > 1 and all(one.isdisjoint(other) for one, other in combinations(sets, 2)):
            return [
                (place, _text(cited[place].hit, articles)[figures[0].start : figures[0].end])
                for place, figures in by_place.items()
            ]
    return []


def _from_earliest(hit: SentenceHit, pool: Sequence[SentenceHit], articles: Mapping[int, Article]) -> Sourced:
    """Return the sentence as the earliest article of its story has it, if that one was found with it."""
    own = articles[hit.article]
    copies = [
        number
        for number in copies_of(hit.article, articles)
        if not corrects(own, articles[number]) and not corrects(articles[number], own)
    ]
    story = earliest_first((hit.article, *copies), articles)
    text = _text(hit, articles)
    same = (one for one in pool if one.article == story[0] and _alike(_text(one, articles), text))
    first = next(same, hit) if story[0] != hit.article else hit
    return Sourced(first, tuple(number for number in story if number != first.article))


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= _SAME_SENTENCE and _DIGITS.findall(one) == _DIGITS.findall(other)


def _text(hit: SentenceHit, articles: Mapping[int, Article]) -> str:
    return articles[hit.article].text[hit.start : hit.end]
