"""How sure is it that the evidence answers the question? A logistic model over signals a person can follow.

Coverage by rarity is the strongest signal where question and article share a language, the cosine where they don't;
there, words can't be compared, but names, codes and numbers can. A name that the evidence doesn't hold under any
spelling means that it tells of somebody else: then nothing else counts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.query import Concept
from index.search import Found, PassageHit

__all__ = ["Signals", "confidence", "signals_of"]

_LOOKED_AT = 3  # passages; the evidence seldom comes from further down


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for the best passages.

    `dense` is the best cosine of a sentence, `coverage` the greatest share of the question's comparable concepts in one
    passage by rarity, `names` the share of its names found, `missing` a name that no passage looked at holds, "" if
    none is missing; `crossing` says that question and evidence are in two languages.
    """

    dense: float
    passage_dense: float
    coverage: float
    names: float
    missing: str
    crossing: bool


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights of a logistic regression; fitted by benchmarks/tuning.py."""

    bias: float
    dense: float
    passage_dense: float
    coverage: float
    names: float


_WITHIN = _Model(bias=-7.0, dense=4.0, passage_dense=4.0, coverage=7.0, names=0.5)
_ACROSS = _Model(bias=-4.0, dense=6.0, passage_dense=6.0, coverage=1.0, names=1.5)


def signals_of(found: Found) -> Signals:
    """Read the signals off what a search found; at least one passage and one sentence."""
    passages = found.passages[:_LOOKED_AT]
    crossing = passages[0].language != found.query.language
    comparable = [_comparable(concept, crossing=crossing) for concept in found.query.concepts]
    names = [place for place, concept in enumerate(found.query.concepts) if concept.is_name and comparable[place]]
    held = [place for place in names if any(passage.covers[place] for passage in passages)]
    missing = next((found.query.concepts[place].surface for place in names if place not in held), "")
    return Signals(
        dense=max(sentence.dense for sentence in found.sentences[:10]),
        passage_dense=max(passage.dense for passage in passages),
        coverage=max(_coverage(found.query.concepts, comparable, passage) for passage in passages),
        names=len(held) / len(names) if names else 1.0,
        missing=missing,
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
        + model.names * signals.names
    )
    return 1 / (1 + math.exp(-logit))


def _comparable(concept: Concept, *, crossing: bool) -> bool:
    return not crossing or concept.is_name or not concept.surface.isalpha()


def _coverage(concepts: Sequence[Concept], comparable: Sequence[bool], passage: PassageHit) -> float:
    rarities = [concept.rarity * counts for concept, counts in zip(concepts, comparable, strict=True)]
    total = sum(rarities)
    covered = sum(rarity for rarity, holds in zip(rarities, passage.covers, strict=True) if holds)
    return covered / total if total else 1.0
