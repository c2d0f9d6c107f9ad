"""Where quoted sentences come from, once more than one article tells of the same: copies, corrections, disagreement.

A story's copies are cited once, from the earliest; what was corrected stands behind its correction, and says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz import fuzz

from bot.answers.agreement import AS_GOOD, MOST, agreeing
from bot.answers.corrections import correction_of, corrects
from bot.answers.figures import Figure, figures_in
from bot.answers.stories import earliest_first
from index.article import Article
from index.hits import Found, SentenceHit
from index.storage.rows import Twin

__all__ = ["Sourced", "differing", "independent_outlets", "sourced"]

_SAME_SENTENCE = 88.0  # of 100, as in `evidence`
_CONSIDERED = 40  # sentences in which a correction or the earliest copy is looked for
_DIGITS = re.compile(r"\d+")
_HOW_MANY = re.compile(
    r"\bhow (?:much|many|long|far|high|tall|big|large)\b|\bwhat (?:percentage|share|price)\b|얼마|몇", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence to cite; `copies`, `corrected_by` and `agreeing` are articles by the catalogue's number.

    `twins` have the text of one of these articles and aren't indexed. `agreeing` are of other stories and give the same
    answer; only what is cited first has them.
    """

    hit: SentenceHit
    copies: tuple[int, ...] = ()
    corrected_by: int | None = None
    twins: tuple[Twin, ...] = ()
    agreeing: tuple[int, ...] = ()


def sourced(chosen: Sequence[SentenceHit], found: Found, articles: Mapping[int, Article], limit: int) -> list[Sourced]:
    """Return at most `limit` sentences: each correction before what it corrects, no sentence twice."""
    pool = found.sentences[:_CONSIDERED]
    cited: dict[int, Sourced] = {}
    corrected: dict[int, Sourced] = {}
    for hit in chosen:
        correction = correction_of(hit, pool, articles)
        right = hit if correction is None else correction.hit
        if right is not None:
            first = _from_earliest(right, found, articles)
            cited.setdefault(first.hit.id, first)
        if correction is not None and (right is None or _text(right, articles) != _text(hit, articles)):
            corrected[hit.id] = Sourced(hit, corrected_by=correction.article)
    good = list(cited.values())
    good[:1] = [replace(one, agreeing=_agreeing(one, found, articles)) for one in good[:1]]
    return [*good, *corrected.values()][:limit]


def independent_outlets(cited: Sequence[Sourced], articles: Mapping[int, Article]) -> int:
    """Return how many outlets give the first sentence's answer, each in a story of its own."""
    numbers = (number for one in cited[:1] for number in (one.hit.article, *one.agreeing))
    return len({articles[number].outlet.casefold() for number in numbers} - {""})


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
        if one.corrected_by is None and one.hit.score >= AS_GOOD * best and one.hit.coverage >= MOST:
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


def _from_earliest(hit: SentenceHit, found: Found, articles: Mapping[int, Article]) -> Sourced:
    """Return the sentence as the earliest article of its story has it, if that one was found with it."""
    own = articles[hit.article]
    copies = [
        number
        for number in found.retold.stories.get(hit.article, ())
        if not corrects(own, articles[number]) and not corrects(articles[number], own)
    ]
    story = earliest_first((hit.article, *copies), articles)
    text = _text(hit, articles)
    pool = found.sentences[:_CONSIDERED]
    same = (one for one in pool if one.article == story[0] and _alike(_text(one, articles), text))
    first = next(same, hit) if story[0] != hit.article else hit
    twins = tuple(twin for number in story for twin in found.retold.twins.get(number, ()))
    return Sourced(first, tuple(number for number in story if number != first.article), twins=twins)


def _agreeing(first: Sourced, found: Found, articles: Mapping[int, Article]) -> tuple[int, ...]:
    """Return the articles that give the answer of what is cited first, one a story and none of its own."""
    pool = found.sentences[:_CONSIDERED]
    told = {first.hit.article, *first.copies}
    agree = []
    for hit in agreeing(found.query.text, first.hit, pool, lambda one: _text(one, articles)):
        if hit.article not in told and correction_of(hit, pool, articles) is None:
            agree.append(hit.article)
            told.update((hit.article, *found.retold.stories.get(hit.article, ())))
    return tuple(agree)


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= _SAME_SENTENCE and _DIGITS.findall(one) == _DIGITS.findall(other)


def _text(hit: SentenceHit, articles: Mapping[int, Article]) -> str:
    return articles[hit.article].text[hit.start : hit.end]
