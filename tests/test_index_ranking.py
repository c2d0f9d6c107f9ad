"""Ranking: each feature is what it says, between 0 and 1, and the weights add them up."""

from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.query import Concept, Query
from index.ranking import Weights, coverage, keyword_scores, passage_scores, recency, sentence_scores, term_hits
from index.storage.keywords import KeywordIndex, count_terms, hash_term, hash_terms, write_keyword_index

Floats = npt.NDArray[np.float32]

PASSAGES = ["chip export chip", "export ban", "weather", "chip " * 50, "rain weather wind"]
SHARES = st.floats(0, 1, width=32)


@pytest.fixture
def keywords(tmp_path: Path) -> KeywordIndex:
    packed = [count_terms(hash_terms(passage.split())) for passage in PASSAGES]
    write_keyword_index(tmp_path, lambda: packed)
    return KeywordIndex.open(tmp_path, len(packed))


def query(keywords: KeywordIndex, concepts: list[list[str]], subwords: list[str]) -> Query:
    return Query(
        "?",
        "en",
        tuple(Concept(words[0], tuple(map(hash_term, words)), 1, 1.0, is_name=False) for words in concepts),
        tuple((hash_term(word), keywords.rarity(keywords.frequency(hash_term(word)))) for word in subwords),
    )


def test_a_concept_scores_by_the_best_of_its_terms(keywords: KeywordIndex) -> None:
    (both,), _ = keyword_scores(query(keywords, [["export", "rain"]], []), keywords)
    (export,), _ = keyword_scores(query(keywords, [["export"]], []), keywords)
    (rain,), _ = keyword_scores(query(keywords, [["rain"]], []), keywords)
    np.testing.assert_array_equal(both, np.maximum(export, rain))
    assert (both > 0).tolist() == [True, True, False, False, True]


def test_keyword_scores_lie_between_none_and_all(keywords: KeywordIndex) -> None:
    concepts, subwords = keyword_scores(
        query(keywords, [["chip"], ["weather"], ["nothing"]], ["chip", "wind"]), keywords
    )
    for scores in (*concepts, subwords):
        assert scores.dtype == np.float32
        assert ((scores >= 0) & (scores < 1)).all()
    assert concepts[0][3] > 0.85  # what a passage says all the time it is about
    assert not concepts[2].any()
    assert subwords.argmax() in (3, 4)


def test_a_query_without_words_scores_nothing(keywords: KeywordIndex) -> None:
    concepts, subwords = keyword_scores(query(keywords, [], []), keywords)
    assert concepts == []
    np.testing.assert_array_equal(subwords, np.zeros(len(PASSAGES)))


@given(arrays(np.float32, (3, 6), elements=SHARES), st.floats(0, 2), st.floats(0, 2), st.floats(0, 2))
def test_a_passage_scores_the_weighted_sum(features: Floats, dense: float, keyword: float, subword: float) -> None:
    by_meaning, by_words, by_pairs = features
    found = passage_scores(by_meaning, by_words, by_pairs, Weights(dense=dense, keyword=keyword, subword=subword))
    np.testing.assert_allclose(found, dense * by_meaning + keyword * by_words + subword * by_pairs, atol=1e-5)


ASKED = date(2026, 3, 15).toordinal()


def test_the_newer_the_article_the_more_it_gains() -> None:
    days = np.array([0, ASKED + 1, ASKED, ASKED - 1, ASKED - 14, ASKED - 365, 1], np.int32)
    gains = recency(days, ASKED)
    np.testing.assert_allclose(gains[:5], [0, 0, 1, np.exp(-1 / 14), np.exp(-1)], atol=1e-6)
    assert gains.dtype == np.float32
    assert (np.diff(gains[2:]) <= 0).all()
    assert gains[5] < 1e-6


@given(st.lists(st.integers(0, date.max.toordinal()), max_size=5), st.integers(1, date.max.toordinal()))
def test_recency_is_a_share_whatever_the_days(days: list[int], asked: int) -> None:
    gains = recency(np.array(days, np.int32), asked)
    assert ((gains >= 0) & (gains <= 1)).all()


TERMS = st.integers(0, 2**32 - 1) | st.sampled_from([1, 2, 3])


@given(st.lists(st.lists(TERMS, max_size=6), min_size=1, max_size=6), st.lists(st.lists(TERMS, max_size=3), max_size=4))
def test_a_sentence_holds_what_is_among_its_terms(sentences: list[list[int]], wanted: list[list[int]]) -> None:
    packed = [np.array(terms, "<u4").tobytes() for terms in sentences]
    hits = term_hits(packed, wanted)
    expected = [[bool(set(terms) & set(any_of)) for any_of in wanted] for terms in sentences]
    assert hits.shape == (len(sentences), len(wanted))
    assert hits.tolist() == expected


def test_without_sentences_nothing_is_held() -> None:
    assert term_hits([], [[1], [2]]).shape == (0, 2)


@given(arrays(np.bool_, (4, 3)), st.lists(st.floats(0.125, 8), min_size=3, max_size=3))
def test_coverage_is_the_share_of_the_weight(hits: npt.NDArray[np.bool_], weights: list[float]) -> None:
    expected = [sum(w for w, hit in zip(weights, row, strict=True) if hit) / sum(weights) for row in hits.tolist()]
    np.testing.assert_allclose(coverage(hits, weights), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("weights", [[], [0.0, 0.0]])
def test_a_question_that_asks_for_nothing_is_not_covered(weights: list[float]) -> None:
    assert coverage(np.ones((3, len(weights)), np.bool_), weights).tolist() == [0, 0, 0]


NOTHING = Weights(sentence_dense=0, sentence_keyword=0, sentence_subword=0, context=0, passage=0)


def scores(
    weights: Weights, *, dense: Floats, concepts: Floats, subwords: Floats, passage: Floats, follows: list[bool]
) -> list[float]:
    found = sentence_scores(dense, concepts, subwords, np.array(follows, np.bool_), passage, weights)
    return [float(score) for score in found]


@settings(max_examples=50)
@given(features=arrays(np.float32, (4, 4), elements=SHARES), follows=st.lists(st.booleans(), min_size=4, max_size=4))
def test_a_sentence_scores_its_features_its_passage_and_a_little_of_what_stands_before(
    features: Floats, follows: list[bool]
) -> None:
    weights = Weights()
    dense, concepts, subwords, passage = features
    expected = [
        weights.sentence_dense * dense[i]
        + weights.sentence_keyword * concepts[i]
        + weights.sentence_subword * subwords[i]
        + weights.context * (concepts[i - 1] if i and follows[i] else 0)
        + weights.passage * passage[i]
        for i in range(4)
    ]
    found = scores(weights, dense=dense, concepts=concepts, subwords=subwords, passage=passage, follows=follows)
    assert found == pytest.approx(expected, abs=1e-5)


def test_no_sentence_has_no_score() -> None:
    none = np.empty(0, np.float32)
    assert scores(NOTHING, dense=none, concepts=none, subwords=none, passage=none, follows=[]) == []
