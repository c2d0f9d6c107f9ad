"""Ranking: each feature is what it says, between 0 and 1, and the weights add them up."""

from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.query import Concept, Query
from index.ranking import (
    Read,
    Weights,
    coverage,
    keyword_scores,
    local_rarity,
    passage_gain,
    recency,
    sentence_features,
    term_hits,
    weigh,
)
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
        tuple(
            Concept(words[0], tuple(map(hash_term, words)), 1, 1.0, is_name=False, is_proper=False)
            for words in concepts
        ),
        tuple((hash_term(word), keywords.rarity(keywords.frequency(hash_term(word)))) for word in subwords),
        "?",
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


@given(st.dictionaries(st.sampled_from(["dense", "keyword", "subword", "kind"]), SHARES, min_size=1))
def test_a_score_is_the_weighted_sum_of_the_features(values: dict[str, float]) -> None:
    weights = Weights()
    features = {name: np.array([value, 0.0], np.float32) for name, value in values.items()}
    expected = sum(getattr(weights, name) * value for name, value in values.items())
    assert weigh(features, weights).tolist() == pytest.approx([expected, 0.0], abs=1e-5)


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


def test_what_is_rare_among_the_sentences_weighs_most_and_what_none_holds_nothing() -> None:
    everywhere, once, nowhere = local_rarity(np.array([[1, 1, 0], [1, 0, 0], [1, 0, 0]], np.bool_)).tolist()
    assert once > everywhere > nowhere == 0


def read(
    concepts: list[list[int]], *, follows: list[bool] | None = None, across: bool = False, dense: float = 0.5
) -> Read:
    rows = len(concepts)
    return Read(
        dense=np.full(rows, dense, np.float32),
        concepts=np.array(concepts, np.bool_),
        subwords=np.zeros((rows, 0), np.bool_),
        follows=np.array(follows or [False] + [True] * (rows - 1)),
        kind=np.linspace(0, 1, rows, dtype=np.float32),
        owner=np.zeros(rows, np.int64),
        across=np.full(rows, across),
        passages={name: np.array([0.25], np.float32) for name in ("dense", "keyword", "subword", "recency", "focus")},
    )


def test_neighbours_speak_for_a_sentence_within_its_passage() -> None:
    together = sentence_features(read([[1, 0], [0, 1], [0, 0]]))
    apart = sentence_features(read([[1, 0], [0, 1], [0, 0]], follows=[False, False, False]))
    assert together["before"].tolist() == pytest.approx([0.5, 1.0, 0.5])
    assert together["around"].tolist() == pytest.approx([1.0, 1.0, 0.5])
    for name in ("before", "around"):
        np.testing.assert_array_equal(apart[name], apart["sentence_keyword"])


def test_features_across_languages_are_none_within_one() -> None:
    within, across = (sentence_features(read([[1], [0]], across=two)) for two in (False, True))
    assert not within["dense_across"].any()
    np.testing.assert_array_equal(across["dense_across"], across["sentence_dense"])


def test_every_feature_has_its_weight_and_is_a_share() -> None:
    for name, values in sentence_features(read([[1, 0], [0, 1]])).items():
        assert isinstance(getattr(Weights(), name), float)
        assert ((values >= 0) & (values <= 1)).all(), name


@given(arrays(np.float32, 5, elements=st.floats(-4, 4, width=32)), st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_passages_gain_by_their_sentences(scores: Floats, owners: list[int]) -> None:
    gain = passage_gain(scores, np.array(owners), 3)
    for passage in set(owners):
        own = [float(score) for score, owner in zip(scores, owners, strict=True) if owner == passage]
        assert gain["best_sentence"][passage] == pytest.approx(max(own))
    best = max(set(owners), key=lambda passage: gain["best_sentence"][passage])
    assert gain["all_sentences"][best] >= -1e-3


def test_no_sentence_changes_no_passage() -> None:
    gain = passage_gain(np.empty(0, np.float32), np.empty(0, np.int64), 2)
    assert all(len(set(values.tolist())) == 1 for values in gain.values())
