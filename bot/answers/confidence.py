"""How sure is it that the evidence answers the question? A logistic model over signals a person can follow.

Coverage by rarity is the strongest signal where question and article share a language, the cosine where they don't;
there, words can't be compared, but names, codes and numbers can. A question that is about a name, or about the words of
one, that the index doesn't hold under any spelling asks of somebody else: then nothing else counts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.evidence import reports_asked
from bot.answers.question import Question
from index.hits import Found, PassageHit
from index.query import Concept, Query

__all__ = ["Signals", "confidence", "signals_of"]

_LOOKED_AT = 3  # passages; the evidence seldom comes from further down
_SENTENCES = 10
_NAMES = 2  # found, they say all that names can say
_ABOUT = 0.25  # of a question's words; .15, .2 and .25 refuse 4, 2 and 1 % of pairs of sentences that say the same


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for the best passages.

    `dense` is the best cosine of a sentence, `passage_dense` that of a passage, `coverage` the greatest share of the
    question's comparable concepts in one passage by rarity, `subwords` its greatest score by sub-words. `names` is 1
    where the passages hold two of its names more than they lack, 0 where it names nobody, -1 where they lack two
    more. `speaks` says that somebody's words are asked for and reported, `missing` is a name that the question is about
    and that the index doesn't know under any spelling, else ""; `crossing` says that question and evidence are in two
    languages.
    """

    dense: float
    passage_dense: float
    coverage: float
    subwords: float
    names: float
    speaks: bool
    missing: str
    crossing: bool


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights of a logistic regression; fitted by benchmarks/tuning.py."""

    bias: float
    dense: float
    passage_dense: float
    coverage: float
    subwords: float
    names: float
    speaks: float


_WITHIN = _Model(bias=-9.0, dense=4.0, passage_dense=3.9, coverage=9.9, subwords=2.4, names=0.8, speaks=2.8)
_ACROSS = _Model(bias=-7.5, dense=11.8, passage_dense=7.7, coverage=1.8, subwords=0.0, names=1.3, speaks=4.7)


def signals_of(question: Question, found: Found) -> Signals:
    """Read the signals off what a search found; at least one passage and one sentence."""
    concepts, passages = found.query.concepts, found.passages[:_LOOKED_AT]
    crossing = passages[0].language != found.query.language
    comparable = [_comparable(concept, crossing=crossing) for concept in concepts]
    names = [place for place, concept in enumerate(concepts) if concept.is_proper and comparable[place]]
    held = [place for place in names if any(passage.covers[place] for passage in passages)]
    return Signals(
        dense=max(sentence.dense for sentence in found.sentences[:_SENTENCES]),
        passage_dense=max(passage.dense for passage in passages),
        coverage=max(_coverage(concepts, comparable, passage) for passage in passages),
        subwords=max(passage.subwords for passage in passages),
        names=max(-1.0, min(1.0, (2 * len(held) - len(names)) / _NAMES)),
        speaks=question.wants_speech and any(reports_asked(found.query, hit) for hit in found.sentences[:_SENTENCES]),
        missing=_missing(found.query, [concepts[place] for place in names], question.speaker),
        crossing=crossing,
    )


def confidence(signals: Signals) -> float:
    """Return the probability that the evidence answers the question, as far as the signals tell."""
    model = _ACROSS if signals.crossing else _WITHIN
    logit = (
        model.bias
        + model.dense * signals.dense
        + model.passage_dense * signals.passage_dense
        + model.coverage * signals.coverage
        + model.subwords * signals.subwords
        + model.names * signals.names
        + model.speaks * signals.speaks
    )
    return 1 / (1 + math.exp(-logit))


def _missing(query: Query, names: Sequence[Concept], speaker: str) -> str:
    """Return the first name the question is about, whole (Sam Altman), that the index doesn't know; else "".

    A long question that mentions an unknown name among much else isn't about it.
    """
    unknown = [name.surface for name in names if not name.frequency]
    if len(unknown) < _ABOUT * len(query.concepts):
        unknown = [surface for surface in unknown if surface in speaker]
    whole = unknown[0] if unknown else ""
    for more in unknown[1:]:
        if f"{whole} {more}" in query.text:
            whole = f"{whole} {more}"
    return whole


def _comparable(concept: Concept, *, crossing: bool) -> bool:
    return not crossing or concept.is_proper or not concept.surface.isalpha()


def _coverage(concepts: Sequence[Concept], comparable: Sequence[bool], passage: PassageHit) -> float:
    rarities = [concept.rarity * counts for concept, counts in zip(concepts, comparable, strict=True)]
    total = sum(rarities)
    covered = sum(rarity for rarity, holds in zip(rarities, passage.covers, strict=True) if holds)
    return covered / total if total else 1.0
