"""Ranking: how well passages and sentences answer a question, from features that can be read one by one.

Every feature lies between 0 and 1 (similarities may be slightly negative), so weights compare across questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.query import Query
from index.storage.keywords import K1, KeywordIndex

__all__ = [
    "Read",
    "Weights",
    "coverage",
    "keyword_scores",
    "local_rarity",
    "passage_gain",
    "recency",
    "sentence_features",
    "term_hits",
    "weigh",
    "word_trust",
]

Floats = npt.NDArray[np.float32]

_FORTNIGHT = 14.0  # days
_WORDS_ACROSS = 0.3  # of what words count within one language: across two, names and numbers alone can be compared


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features, by what they weigh; learned by benchmarks/learning.py.

    Set by hand: dense, recency, focus and, with `_WORDS_ACROSS`, `dense_across`; docs/quality.md has the trials.
    """

    dense: float = 2.0  # of the passage as a whole
    keyword: float = 1.0
    subword: float = 0.8
    recency: float = 0.5  # of an article of the day of the question
    focus: float = 1.0  # of an article that a conversation is about; not learned either
    sentence_dense: float = 1.5
    sentence_keyword: float = 1.06
    sentence_subword: float = 0.46
    before: float = 0.63  # the question's words in the sentence or in the one before
    around: float = 0.51  # the same, with the one behind
    kind: float = 0.67  # the kind of short answer that is asked for
    passage_dense: float = 0.65  # of the passage the sentence stands in
    passage_keyword: float = 0.66
    passage_subword: float = 0.99
    passage_recency: float = 0.06
    dense_across: float = 6.0  # added across two languages, where words can hardly be compared
    passage_focus: float = 0.6  # as `focus`
    best_sentence: float = 0.9  # added to its passage
    all_sentences: float = 0.29


def keyword_scores(query: Query, keywords: KeywordIndex) -> tuple[list[Floats], Floats]:
    """Return, per concept and for all sub-words together, float32[passages]: BM25 over the most one could get."""
    concepts = [np.asarray(keywords.best(concept.terms) / (K1 + 1), np.float32) for concept in query.concepts]
    most = max((K1 + 1) * sum(weight for _, weight in query.subwords), 1e-9)
    return concepts, np.asarray(keywords.scores(query.subwords) / most, np.float32)


def recency(days: npt.NDArray[np.int32], asked: int) -> Floats:
    """Return float32[rows] in 0..1: 1 on the day of the question, 1/e a fortnight before, 0 after it or undated.

    Days are proleptic Gregorian ordinals, 0 where unknown. A hard window of dates loses far more than it gains.
    """
    age = asked - days
    return np.where((days > 0) & (age >= 0), np.exp(-np.maximum(age, 0) / _FORTNIGHT), 0.0).astype(np.float32)


def term_hits(packed: Sequence[bytes], wanted: Sequence[Sequence[int]]) -> npt.NDArray[np.bool_]:
    """Return bool[sentences, wanted]: does a sentence, given as packed term hashes, hold any of the terms?"""
    terms = np.frombuffer(b"".join(packed), "<u4")
    owner = np.repeat(np.arange(len(packed)), [len(blob) // 4 for blob in packed])
    hits = np.zeros((len(packed), len(wanted)), np.bool_)
    for column, any_of in enumerate(wanted):
        hits[owner[np.isin(terms, np.array(any_of, np.uint32))], column] = True
    return hits


def coverage(hits: npt.NDArray[np.bool_] | Floats, weights: Sequence[float]) -> Floats:
    """Return float32[rows]: the share of the question's weight that each row of `hits` covers, or covers in part."""
    total = sum(weights)
    if not total:
        return np.zeros(len(hits), np.float32)
    return np.asarray(hits @ np.array(weights) / total, np.float32)


def local_rarity(hits: npt.NDArray[np.bool_]) -> Floats:
    """Return float32[wanted]: how rare each is among the sentences looked at; 0 for what none of them holds.

    Their common topic says little about which of them answers; what is rare among them says most.
    """
    held = hits.sum(axis=0)
    return np.where(held > 0, np.log1p((len(hits) - held + 0.5) / (held + 0.5)), 0.0).astype(np.float32)


def word_trust(across: npt.NDArray[np.bool_]) -> Floats:
    """Return float32[rows]: how much words count in each row: less in another language than the question's."""
    return np.where(across, _WORDS_ACROSS, 1.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Read:
    """The sentences that are read for a question, in order, one a row.

    `concepts` and `subwords` are bool[rows, wanted]; `follows` says that a row's sentence stands right behind that of
    the row before, `kind` how well it holds the kind of answer asked for, `owner` which passage it stands in, `across`
    that it is in another language than the question, and can be compared with it. `passages` are features by name,
    float32[passages].
    """

    dense: Floats
    concepts: npt.NDArray[np.bool_]
    subwords: npt.NDArray[np.bool_]
    follows: npt.NDArray[np.bool_]
    kind: Floats
    owner: npt.NDArray[np.int64]
    across: npt.NDArray[np.bool_]
    passages: Mapping[str, Floats]


def sentence_features(read: Read) -> dict[str, Floats]:
    """Return float32[rows] for each weight of sentences, by its name."""
    rarity = local_rarity(read.concepts).tolist()
    behind = read.follows[:, None]
    before = read.concepts.copy()
    before[1:] |= read.concepts[:-1] & behind[1:]
    around = before.copy()
    around[:-1] |= read.concepts[1:] & behind[1:]
    trust = word_trust(read.across)
    return {
        "sentence_dense": read.dense,
        "sentence_keyword": trust * coverage(read.concepts, rarity),
        "sentence_subword": trust * coverage(read.subwords, local_rarity(read.subwords).tolist()),
        "before": trust * coverage(before, rarity),
        "around": trust * coverage(around, rarity),
        "kind": read.kind,
        "passage_dense": read.passages["dense"][read.owner],
        "passage_keyword": read.passages["keyword"][read.owner],
        "passage_subword": read.passages["subword"][read.owner],
        "passage_recency": read.passages["recency"][read.owner],
        "passage_focus": read.passages["focus"][read.owner],
        "dense_across": read.dense * read.across,
    }


def passage_gain(scores: Floats, owner: npt.NDArray[np.int64], count: int) -> dict[str, Floats]:
    """Return float32[count] for each weight that lets sentences speak for their passages, by its name.

    `all_sentences` is the logarithm of the sum of exponentials: many good sentences count more than one.
    """
    if not len(scores):
        return {name: np.zeros(count, np.float32) for name in ("best_sentence", "all_sentences")}
    best = np.full(count, scores.min(), np.float32)
    np.maximum.at(best, owner, scores)
    total = np.zeros(count, np.float32)
    np.add.at(total, owner, np.exp(scores - scores.max()))
    return {"best_sentence": best, "all_sentences": np.log(total + np.float32(1e-6))}


def weigh(features: Mapping[str, Floats], weights: Weights) -> Floats:
    """Return float32[rows]: the sum of the features, each by the weight of its name."""
    weighed = [getattr(weights, name) * values for name, values in features.items()]
    return np.asarray(np.sum(weighed, axis=0), np.float32)
