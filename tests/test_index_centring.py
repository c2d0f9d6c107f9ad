"""Language centres: taken off where an index has enough to measure them, kept exactly on disk."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.centring import ENOUGH, Centres, measure_centres, unit

DIMENSION = 24
Vectors = npt.NDArray[np.float32]
Chunk = tuple[npt.NDArray[np.int64], Vectors]


def chunks(vectors: Vectors, size: int = 7) -> Iterator[Chunk]:
    for start in range(0, len(vectors), size):
        rows = vectors[start : start + size]
        yield np.arange(start, start + len(rows)), rows


def two_cones(stories: int, seed: int = 1) -> tuple[Vectors, list[str]]:
    """The same stories told in two languages, each language in a cone of its own."""
    random = np.random.default_rng(seed)
    told = random.normal(size=(stories, DIMENSION))
    cones = {language: random.normal(size=DIMENSION) * 4 for language in ("ko", "en")}
    rows = [told + cone + random.normal(size=told.shape) * 0.1 for cone in cones.values()]
    return unit(np.concatenate(rows).astype(np.float32)), ["ko"] * stories + ["en"] * stories


def measured(vectors: Vectors, languages: list[str]) -> Centres:
    return measure_centres(chunks(vectors), languages, DIMENSION, {})


def found(questions: Vectors, passages: Vectors, own: int) -> float:
    """Return the share of questions whose own story comes first among the passages of both languages."""
    scores = questions @ passages.T
    places = np.arange(len(questions))
    scores[places, places + (0 if own else len(questions))] = -1.0  # the question itself is no answer
    return float(np.mean(scores.argmax(axis=1) == places + own))


def test_a_story_in_the_other_language_comes_before_others_in_ones_own() -> None:
    vectors, languages = two_cones(40)
    centred = measured(vectors, languages).centre(vectors, languages)
    assert found(vectors[:40], vectors, own=40) < 0.2
    assert found(centred[:40], centred, own=40) > 0.95


def test_the_centre_is_the_mean_of_the_languages_passages() -> None:
    vectors, languages = two_cones(30)
    centres = measured(vectors, languages)
    np.testing.assert_allclose(centres.of("ko"), vectors[:30].mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(centres.of("en"), vectors[30:].mean(axis=0), atol=1e-6)
    assert centres.counts == {"*": 60, "en": 30, "ko": 30}


def test_a_language_with_few_passages_takes_the_centre_of_the_whole() -> None:
    vectors, _ = two_cones(ENOUGH)
    languages = ["ko"] * (2 * ENOUGH - 3) + ["en"] * 3
    centres = measured(vectors, languages)
    np.testing.assert_allclose(centres.of("en"), vectors.mean(axis=0), atol=1e-6)
    np.testing.assert_array_equal(centres.of("en"), centres.of("ja"))
    assert not np.array_equal(centres.of("ko"), centres.of("en"))


def test_a_small_index_has_no_centre_and_its_vectors_stay() -> None:
    vectors, languages = two_cones((ENOUGH - 1) // 2)
    centres = measured(vectors, languages)
    assert not centres.of("ko").any()
    np.testing.assert_allclose(centres.centre(vectors, languages), vectors, atol=1e-6)


def test_an_empty_index_can_be_measured_and_asked() -> None:
    centres = measured(np.empty((0, DIMENSION), np.float32), [])
    assert not centres.of("ko").any()
    assert centres.centre(np.empty((0, DIMENSION), np.float32), []).shape == (0, DIMENSION)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_stream_is_centred_as_the_whole_is_whatever_its_pieces(size: int) -> None:
    vectors, languages = two_cones(25)
    centres = measure_centres(chunks(vectors, size), languages, DIMENSION, {})
    pieces = list(centres.centred(chunks(vectors, size), languages))
    np.testing.assert_array_equal(np.concatenate([ids for ids, _ in pieces]), np.arange(50))
    np.testing.assert_allclose(np.concatenate([rows for _, rows in pieces]), centres.centre(vectors, languages))


def test_centres_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    vectors, languages = two_cones(ENOUGH)
    centres = measured(vectors, languages)
    centres.save(tmp_path)
    read = Centres.open(tmp_path)
    assert (read.counts, read.dimension) == (centres.counts, DIMENSION)
    for language in ("ko", "en", "fr"):
        np.testing.assert_allclose(read.of(language), centres.of(language), atol=1e-6)


@given(st.lists(st.lists(st.floats(-100, 100, width=32), min_size=3, max_size=3), min_size=1, max_size=5))
def test_unit_vectors_have_length_one_and_zero_stays_zero(rows: list[list[float]]) -> None:
    vectors = np.array(rows, np.float32)
    for before, length in zip(vectors, np.linalg.norm(unit(vectors), axis=1), strict=True):
        assert length == pytest.approx(1.0, abs=1e-4) or np.linalg.norm(before) < 1e-10


def test_languages_compare_where_each_has_a_centre_of_its_own() -> None:
    vectors, languages = two_cones(ENOUGH)
    centres = measured(np.concatenate((vectors, vectors[:1])), [*languages, "fr"])
    assert centres.compares("ko", "en")
    assert not centres.compares("ko", "fr")
