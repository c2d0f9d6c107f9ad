"""Vectors on disk: what is written is read, and the searched index finds what numpy finds."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.storage.vectors import Built, PassageIndex, VectorReader, VectorWriter, build_passage_index
from tests.limits import file_size_limit

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

DIMENSION = 32


def unit_vectors(count: int, *, seed: int = 0, topics: int = 40) -> Vectors:
    """Return vectors in topics, as passages of news lie."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(topics, DIMENSION))
    vectors = centres[random.integers(topics, size=count)] + 0.6 * random.normal(size=(count, DIMENSION))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def ids_of(count: int) -> Ids:
    """Return ascending ids with gaps, as they are after articles were removed."""
    return np.arange(count, dtype=np.int64) * 3 + 7


def chunks(ids: Ids, vectors: Vectors, size: int = 500) -> Iterator[tuple[Ids, Vectors]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size], vectors[start : start + size]


def build(folder: Path, vectors: Vectors, *, exact_up_to: int = 200_000, recall_floor: float = 0.95) -> Built:
    stream = chunks(ids_of(len(vectors)), vectors)
    return build_passage_index(folder, stream, DIMENSION, exact_up_to=exact_up_to, recall_floor=recall_floor)


@settings(deadline=None)
@given(sizes=st.lists(st.integers(0, 5), max_size=6), dimension=st.integers(1, 9), seed=st.integers(0, 2**32 - 1))
def test_what_is_written_in_pieces_is_read_whole(sizes: list[int], dimension: int, seed: int) -> None:
    total = sum(sizes)
    ids = ids_of(total)
    vectors = np.random.default_rng(seed).normal(size=(total, dimension)).astype(np.float32)
    with TemporaryDirectory() as name:
        writer = VectorWriter(Path(name), "sentence", dimension)
        start = 0
        for size in sizes:
            writer.append(ids[start : start + size], vectors[start : start + size])
            start += size
        writer.close()
        assert sorted(path.name for path in Path(name).iterdir()) == ["sentence_ids.npy", "sentence_vectors.npy"]

        reader = VectorReader.open(Path(name), "sentence")
        assert reader.vectors.whole.shape == (total, dimension)
        np.testing.assert_array_equal(reader.ids, ids)
        np.testing.assert_allclose(reader.of(ids[::-1]), vectors[::-1], rtol=1e-3, atol=1e-3)
        assert reader.of(ids).dtype == np.float32
        together = [(list(i), v.shape[1]) for i, v in reader.chunks()]
        assert [one for part, _ in together for one in part] == list(ids)
        with pytest.raises(KeyError):
            reader.of([8])  # between two ids
        with pytest.raises(KeyError):
            reader.of([ids_of(total + 1)[-1]])  # behind the last


def test_more_vectors_than_are_handled_at_once_come_in_order(tmp_path: Path) -> None:
    count = 20_000
    vectors = unit_vectors(count)
    writer = VectorWriter(tmp_path, "passage", DIMENSION)
    for part in chunks(ids_of(count), vectors, 7_000):
        writer.append(*part)
    writer.close()
    parts = list(VectorReader.open(tmp_path, "passage").chunks())
    assert len(parts) > 1
    np.testing.assert_array_equal(np.concatenate([ids for ids, _ in parts]), ids_of(count))
    np.testing.assert_allclose(np.concatenate([rows for _, rows in parts]), vectors, atol=1e-3)


@settings(deadline=None, max_examples=40)
@given(count=st.integers(1, 60), limit=st.integers(1, 70), seed=st.integers(0, 2**32 - 1))
def test_exact_search_finds_what_numpy_finds(count: int, limit: int, seed: int) -> None:
    vectors = unit_vectors(count, seed=seed)
    question = unit_vectors(1, seed=seed + 1)[0]
    with TemporaryDirectory() as name:
        assert build(Path(name), vectors) == Built("exact", 1.0)
        ids, scores = PassageIndex(Path(name)).search(question, limit)
    products = vectors @ question
    order = np.argsort(-products)[:limit]
    assert len(ids) == min(count, limit)
    np.testing.assert_allclose(scores, products[order], atol=1e-3)  # vectors are kept in half precision
    np.testing.assert_allclose(scores, products[(ids - 7) // 3], atol=1e-3)
    assert len(set(ids)) == len(ids)


def test_an_index_without_passages_finds_nothing(tmp_path: Path) -> None:
    assert build(tmp_path, unit_vectors(0)).kind == "exact"
    ids, scores = PassageIndex(tmp_path).search(unit_vectors(1)[0], 10)
    assert len(ids) == len(scores) == 0


def test_beyond_the_limit_an_approximate_index_finds_nearly_all(tmp_path: Path) -> None:
    vectors = unit_vectors(6_000)
    built = build(tmp_path, vectors, exact_up_to=2_000)
    assert built.kind == "ivf-rabitq"
    assert built.warning is None
    assert 0.95 <= built.recall <= 1.0

    index = PassageIndex(tmp_path)
    hits = 0
    for question in unit_vectors(100, seed=0)[::2]:
        truth = ids_of(6_000)[np.argsort(-(vectors @ question))[:10]]
        found, scores = index.search(question, 10)
        assert list(scores) == sorted(scores, reverse=True)
        hits += len(set(found) & set(truth))
    assert hits / 500 >= 0.9


def test_an_approximate_index_below_the_floor_is_not_kept(tmp_path: Path) -> None:
    vectors = unit_vectors(3_000)
    built = build(tmp_path, vectors, exact_up_to=100, recall_floor=1.01)
    assert built.kind == "exact"
    assert built.recall == 1.0
    assert built.warning is not None
    assert "floor 1.01" in built.warning
    ids, scores = PassageIndex(tmp_path).search(vectors[17], 1)
    assert list(ids) == [ids_of(18)[-1]]
    assert scores[0] == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("count", [1, 50, 999])
def test_too_few_passages_to_train_on_stay_exact_whatever_the_settings_say(tmp_path: Path, count: int) -> None:
    assert build(tmp_path, unit_vectors(count), exact_up_to=0) == Built("exact", 1.0)


def test_the_smallest_approximate_index_can_be_built(tmp_path: Path) -> None:
    assert build(tmp_path, unit_vectors(1_001), exact_up_to=0, recall_floor=0.0).kind == "ivf-rabitq"


def test_many_threads_search_at_once(tmp_path: Path) -> None:
    vectors = unit_vectors(300)
    build(tmp_path, vectors)
    index = PassageIndex(tmp_path)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda row: index.search(vectors[row], 1)[0][0], range(300)))
    assert found == list(ids_of(300))


def test_an_index_stays_readable_when_its_file_is_removed(tmp_path: Path) -> None:
    vectors = unit_vectors(300)
    build(tmp_path, vectors)
    index = PassageIndex(tmp_path)
    next(tmp_path.iterdir()).unlink()
    assert list(index.search(vectors[5], 1)[0]) == [ids_of(6)[-1]]


@pytest.mark.parametrize("count", [3, 60, 65, 1_001])
def test_an_index_cut_short_by_the_disk_is_never_taken_for_written(tmp_path: Path, count: int) -> None:
    vectors = unit_vectors(count)
    build(tmp_path, vectors, exact_up_to=0, recall_floor=0.0)
    (written,) = tmp_path.iterdir()
    whole = written.stat().st_size
    for short in (1, 100, whole % 4096, whole - 1):
        with file_size_limit(whole - short), pytest.raises(OSError, match="File too large"):
            build(tmp_path, vectors, exact_up_to=0, recall_floor=0.0)
