"""The keyword index: the same scores as BM25 written down plainly, and the same hashes everywhere."""

import math
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.storage.keywords import (
    K1,
    B,
    KeywordIndex,
    count_terms,
    hash_term,
    hash_terms,
    write_keyword_index,
)
from tests.limits import file_size_limit

TERMS = st.sampled_from(["council", "수출", "#25", "#25%", "~아모", "h200", "vote", "산불"])
PASSAGES = st.lists(st.lists(TERMS, max_size=12), min_size=1, max_size=12)


def index_of(folder: Path, passages: list[list[str]]) -> KeywordIndex:
    write_keyword_index(folder, lambda: [count_terms(hash_terms(passage)) for passage in passages])
    return KeywordIndex.open(folder, len(passages))


def bm25(passages: list[list[str]], question: dict[str, float]) -> list[float]:
    """Return each passage's score: Robertson & Zaragoza 2009, equation 3.15, with rarity as log(1 + ...).

    Rarity is that among 200 passages at least.
    """
    average = max(sum(map(len, passages)) / len(passages), 1.0)
    scores = []
    for passage in passages:
        counts, score = Counter(passage), 0.0
        for term, weight in question.items():
            holding = sum(term in other for other in passages)
            rarity = math.log(1 + (max(len(passages), 200) - holding + 0.5) / (holding + 0.5))
            tf = counts[term]
            score += weight * rarity * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(passage) / average))
        scores.append(score)
    return scores


@settings(deadline=None)
@given(PASSAGES, st.dictionaries(TERMS, st.floats(0.125, 3), max_size=5))
def test_scores_are_those_of_bm25(passages: list[list[str]], question: dict[str, float]) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(Path(folder), passages)
        weighted = [
            (hash_term(term), weight * index.rarity(index.frequency(hash_term(term))))
            for term, weight in question.items()
        ]
        np.testing.assert_allclose(index.scores(weighted), bm25(passages, question), rtol=1e-4, atol=1e-6)


@settings(deadline=None)
@given(PASSAGES, TERMS)
def test_a_terms_frequency_is_the_number_of_passages_that_hold_it(passages: list[list[str]], term: str) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(Path(folder), passages)
        assert index.frequency(hash_term(term)) == sum(term in passage for passage in passages)
        assert index.rarity(index.frequency(hash_term(term))) > 0


def test_a_term_never_met_changes_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path, [["vote", "vote"], ["council"]])
    for unknown in (hash_term("ferry"), 0, 2**32 - 1):
        assert index.frequency(unknown) == 0
        assert list(index.scores([(unknown, 5.0)])) == [0.0, 0.0]


def test_a_term_asked_for_twice_counts_twice(tmp_path: Path) -> None:
    index = index_of(tmp_path, [["vote"], ["council"]])
    once = index.scores([(hash_term("vote"), 1.0)])
    assert index.scores([(hash_term("vote"), 1.0)] * 2) == pytest.approx(2 * once)


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_an_index_of_nothing_scores_nothing(tmp_path: Path, passages: list[list[str]]) -> None:
    index = index_of(tmp_path, passages)
    assert list(index.scores([(hash_term("vote"), 1.0)])) == [0.0] * len(passages)


def test_a_passage_without_end_keeps_a_finite_weight(tmp_path: Path) -> None:
    index = index_of(tmp_path, [["vote"] * 70_000, ["council"]])
    assert 0 < index.scores([(hash_term("vote"), 1.0)])[0] < K1 + 1


def test_an_index_cut_short_by_the_disk_is_never_taken_for_written(tmp_path: Path) -> None:
    passages = [[f"term {place}" for place in range(start, start + 40)] for start in range(60)]
    index_of(tmp_path, passages)
    whole = max(path.stat().st_size for path in tmp_path.iterdir())
    for short in (1, 100, whole % 4096, whole - 1):
        with file_size_limit(whole - short), pytest.raises(OSError, match="File too large"):
            index_of(tmp_path, passages)


def test_a_terms_hash_is_the_same_on_every_machine() -> None:
    assert [hash_term(term) for term in ("council", "수출", "")] == [3525416699, 3423144178, 634351890]
    assert list(hash_terms(["council", "수출", "council"])) == [3525416699, 3423144178, 3525416699]
