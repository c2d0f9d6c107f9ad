"""Ranking: how well passages and sentences answer a question, from features that can be read one by one.

Every feature lies between 0 and 1 (similarities may be slightly negative), so weights compare across questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.query import Query
from index.storage.keywords import K1, KeywordIndex

__all__ = ["Weights", "coverage", "keyword_scores", "passage_scores", "recency", "sentence_scores", "term_hits"]

Floats = npt.NDArray[np.float32]

_FORTNIGHT = 14.0  # days


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features; measured by benchmarks/tuning.py on KorQuAD and the Korean-English news pairs."""

    dense: float = 1.0
    keyword: float = 1.0
    subword: float = 0.8
    best_sentence: float = 0.5  # added to its passage
    sentence_dense: float = 1.5
    sentence_keyword: float = 1.2
    sentence_subword: float = 1.2
    context: float = 0.1  # what the sentence before says of the question
    passage: float = 0.6  # added to its sentences
    recency: float = 0.1  # of an article of the day of the question


def keyword_scores(query: Query, keywords: KeywordIndex) -> tuple[list[Floats], Floats]:
    """Return, per concept and for all sub-words together, float32[passages]: BM25 over the most one could get."""
    concepts = [np.asarray(keywords.best(concept.terms) / (K1 + 1), np.float32) for concept in query.concepts]
    most = max((K1 + 1) * sum(weight for _, weight in query.subwords), 1e-9)
    return concepts, np.asarray(keywords.scores(query.subwords) / most, np.float32)


def passage_scores(dense: Floats, keyword: Floats, subword: Floats, weights: Weights) -> Floats:
    """Return the passages' scores before their sentences are looked at."""
    return np.asarray(weights.dense * dense + weights.keyword * keyword + weights.subword * subword, np.float32)


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


def sentence_scores(
    dense: Floats, concepts: Floats, subwords: Floats, follows: npt.NDArray[np.bool_], passage: Floats, weights: Weights
) -> Floats:
    """Return the sentences' scores; `follows[i]` says that sentence i stands right behind sentence i - 1."""
    before = np.concatenate(([0.0], concepts[:-1])) * follows if len(concepts) else concepts
    return np.asarray(
        weights.sentence_dense * dense
        + weights.sentence_keyword * concepts
        + weights.sentence_subword * subwords
        + weights.context * before
        + weights.passage * passage,
        np.float32,
    )
