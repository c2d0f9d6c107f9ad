"""A build's own vectors and those it keeps: in one generation, each under its id, each once."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.storage.fresh import FreshVectors
from index.storage.vectors import VectorReader, VectorWriter

Vectors = npt.NDArray[np.float32]

DIMENSION = 4
OLD, NEW = 1.0, 2.0  # what a vector holds beside its id, so that it can be told who wrote it


def vectors(ids: Sequence[int], writer: float = NEW) -> Vectors:
    """Return a vector for each id, in half precision exactly what it says: the id and who wrote it."""
    return np.array([[identity, writer, 0, 0] for identity in ids], np.float32).reshape(-1, DIMENSION)


def generation(folder: Path, passages: Sequence[int], sentences: Sequence[int]) -> Path:
    """Write an older generation."""
    folder.mkdir()
    for kind, ids in (("passage", passages), ("sentence", sentences)):
        writer = VectorWriter(folder, kind, DIMENSION)
        writer.append(np.array(ids, np.int64), vectors(ids, OLD))
        writer.close()
    return folder


def stored(folder: Path, kind: str) -> dict[int, float]:
    """Return who wrote each vector; each is that of its id, and ids ascend."""
    reader = VectorReader.open(folder, kind)
    assert (np.diff(reader.ids) > 0).all()
    np.testing.assert_array_equal(reader.vectors.whole[:, 0], reader.ids)
    return dict(zip(reader.ids.tolist(), reader.vectors.whole[:, 1].tolist(), strict=True))


def fresh_in(folder: Path) -> FreshVectors:
    folder.mkdir()
    return FreshVectors(folder, DIMENSION)


def test_a_first_build_has_its_own_vectors_only(tmp_path: Path) -> None:
    fresh = fresh_in(tmp_path / "new")
    fresh.append([1, 2], vectors([1, 2]), [[1, 2], [3]], [vectors([1, 2]), vectors([3])])
    fresh.append([3], vectors([3]), [[4, 5]], [vectors([4, 5])])
    fresh.merge_into(tmp_path / "new", None, {"passage": [1, 2, 3], "sentence": [1, 2, 3, 4, 5]})
    assert stored(tmp_path / "new", "passage") == dict.fromkeys([1, 2, 3], NEW)
    assert stored(tmp_path / "new", "sentence") == dict.fromkeys([1, 2, 3, 4, 5], NEW)
    assert not (tmp_path / "new" / "fresh").exists()


def test_kept_vectors_are_those_still_alive(tmp_path: Path) -> None:
    old = generation(tmp_path / "old", [1, 2, 3], [1, 2, 3, 4, 5, 6])
    fresh = fresh_in(tmp_path / "new")
    fresh.append([4], vectors([4]), [[7, 8]], [vectors([7, 8])])
    fresh.merge_into(tmp_path / "new", old, {"passage": [1, 3, 4], "sentence": [1, 2, 5, 6, 7, 8]})
    assert stored(tmp_path / "new", "passage") == {1: OLD, 3: OLD, 4: NEW}
    assert stored(tmp_path / "new", "sentence") == {**dict.fromkeys([1, 2, 5, 6], OLD), 7: NEW, 8: NEW}
    assert stored(old, "passage") == dict.fromkeys([1, 2, 3], OLD)  # nothing was moved


def test_a_build_that_only_removes_has_no_vectors_of_its_own(tmp_path: Path) -> None:
    old = generation(tmp_path / "old", [1, 2], [1, 2, 3])
    fresh_in(tmp_path / "new").merge_into(tmp_path / "new", old, {"passage": [2], "sentence": [3]})
    assert stored(tmp_path / "new", "passage") == {2: OLD}
    assert stored(tmp_path / "new", "sentence") == {3: OLD}


def test_nothing_alive_is_an_empty_index(tmp_path: Path) -> None:
    fresh_in(tmp_path / "new").merge_into(tmp_path / "new", None, {"passage": [], "sentence": []})
    assert VectorReader.open(tmp_path / "new", "passage").vectors.whole.shape == (0, DIMENSION)


def test_a_sentence_of_two_passages_keeps_the_vector_of_the_first(tmp_path: Path) -> None:
    fresh = fresh_in(tmp_path / "new")
    first, second = vectors([1, 2], writer=3.0), vectors([2, 3], writer=4.0)
    fresh.append([1, 2], vectors([1, 2]), [[1, 2], [2, 3]], [first, second])
    fresh.append([3], vectors([3]), [[3, 4]], [vectors([3, 4], writer=5.0)])
    fresh.merge_into(tmp_path / "new", None, {"passage": [1, 2, 3], "sentence": [1, 2, 3, 4]})
    assert stored(tmp_path / "new", "sentence") == {1: 3.0, 2: 3.0, 3: 4.0, 4: 5.0}


def passages_of(sentences: int, length: int, overlap: int) -> list[list[int]]:
    """Return the sentence ids of each passage of an article with so many sentences."""
    passages = [list(range(1, min(length, sentences) + 1))]
    while (last := passages[-1][-1]) < sentences:
        first = max(last + 1 - overlap, passages[-1][0] + 1)
        passages.append(list(range(first, min(max(first + length, last + 2), sentences + 1))))
    return passages


@settings(deadline=None)
@given(
    sentences=st.integers(1, 30), length=st.integers(1, 8), overlap=st.integers(0, 1), batch=st.integers(1, 5),
    data=st.data(),
)  # fmt: skip
def test_every_sentence_is_there_once_however_the_passages_are_batched(
    sentences: int, length: int, overlap: int, batch: int, data: st.DataObject
) -> None:
    _assert_each_once(sentences, passages_of(sentences, length, overlap), batch, data.draw(st.integers(0, 9)))


def test_passages_may_share_several_sentences_across_batches() -> None:
    _assert_each_once(12, passages_of(12, length=5, overlap=3), batch=1, kept=4)


def _assert_each_once(sentences: int, passages: list[list[int]], batch: int, kept: int) -> None:
    """Append an article's passages, `batch` at a time, to a generation that keeps so many sentences before them."""
    own = [[kept + sentence for sentence in passage] for passage in passages]
    ids = [kept + place for place in range(1, len(own) + 1)]
    with TemporaryDirectory() as name:
        before = list(range(1, kept + 1))
        old = generation(Path(name) / "old", before, before)
        fresh = fresh_in(Path(name) / "new")
        for start in range(0, len(own), batch):
            part = slice(start, start + batch)
            fresh.append(ids[part], vectors(ids[part]), own[part], [vectors(passage) for passage in own[part]])
        alive = {"passage": [*before, *ids], "sentence": list(range(1, kept + sentences + 1))}
        fresh.merge_into(Path(name) / "new", old, alive)
        for kind, expected in alive.items():
            assert list(stored(Path(name) / "new", kind)) == expected


@pytest.mark.parametrize("kind", ["passage", "sentence"])
def test_a_later_build_can_be_built_on(tmp_path: Path, kind: str) -> None:
    old = generation(tmp_path / "0", [1], [1, 2])
    for number in range(2, 6):
        fresh = fresh_in(tmp_path / f"{number}")
        fresh.append([number], vectors([number]), [[number + 1]], [vectors([number + 1])])
        alive = {"passage": list(range(1, number + 1)), "sentence": list(range(1, number + 2))}
        fresh.merge_into(tmp_path / f"{number}", old, alive)
        old = tmp_path / f"{number}"
    assert list(stored(old, kind)) == list(range(1, 6 if kind == "passage" else 7))
