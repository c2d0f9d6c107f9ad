"""Back to the generation before: switched whole, or not at all."""

from functools import partial
from pathlib import Path

import pytest

from config.errors import BuildError, BuildInProgress, IndexMismatch, IndexMissing
from index.build import build
from index.rollback import roll_back
from index.storage.files import Files
from index.storage.generations import GenerationStore
from index.storage.layout import Generation
from index.storage.lock import BuildLock
from tests.editions import RULES, assert_holds, edition
from tests.fakes import ComputedEmbedder

OWNER = "an administrator"


class FailingFiles(Files):
    """A disk on which the folder of the index can no longer be synced, once `failing`."""

    failing: Path | None = None

    def sync(self, path: Path) -> None:
        if path == self.failing:
            raise OSError(5, "Input/output error")
        super().sync(path)


def fits(_: Generation) -> None:
    """Take any generation."""


def editions(root: Path, *numbers: int, files: Files | None = None) -> GenerationStore:
    """Build one generation for each edition."""
    store = GenerationStore(root, files)
    for number in numbers:
        build(store, partial(edition, number), ComputedEmbedder, RULES, owner="test")
    return store


def test_the_generation_before_is_live_and_can_be_left_again(tmp_path: Path) -> None:
    store = editions(tmp_path, 1, 2)
    newer = store.current().name
    before, after = roll_back(store, fits, owner=OWNER)
    assert before.name == newer
    assert store.current().name == after.name < newer
    assert_holds(store.current(), 1)
    roll_back(store, fits, owner=OWNER, name=newer)
    assert_holds(GenerationStore(tmp_path).current(), 2)


def test_with_nothing_before_all_stays_as_it_is(tmp_path: Path) -> None:
    store = editions(tmp_path, 1)
    for name in ("", store.current().name, "g99999999", "../generations"):
        with pytest.raises(IndexMissing):
            roll_back(store, fits, owner=OWNER, name=name)
    assert_holds(store.current(), 1)


def test_a_generation_that_is_damaged_or_does_not_fit_is_passed_over(tmp_path: Path) -> None:
    store = editions(tmp_path, 1, 2, 1)
    oldest, middle, live = sorted(store.layout.names())
    vectors = tmp_path / "generations" / middle / "passages.faiss"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"?")
    assert roll_back(store, fits, owner=OWNER)[1].name == oldest
    roll_back(store, fits, owner=OWNER, name=live)

    def refuse(generation: Generation) -> None:
        raise IndexMismatch(f"{generation.name} was built with another model")

    with pytest.raises(IndexMissing):
        roll_back(store, refuse, owner=OWNER)
    assert store.current().name == live


def test_the_next_build_goes_on_from_what_is_live_under_a_new_name(tmp_path: Path) -> None:
    store = editions(tmp_path, 1, 2)
    names = set(store.layout.names())
    roll_back(store, fits, owner=OWNER)
    report = build(store, lambda: edition(2), ComputedEmbedder, RULES, owner="test")
    assert report.added
    assert store.current().name not in names
    assert_holds(store.current(), 2)


def test_while_somebody_builds_nothing_is_rolled_back(tmp_path: Path) -> None:
    store = editions(tmp_path, 1, 2)
    with BuildLock(tmp_path).acquire("a builder"), pytest.raises(BuildInProgress, match="a builder"):
        roll_back(store, fits, owner=OWNER)
    assert_holds(store.current(), 2)


def test_where_the_switch_is_not_durable_the_old_one_stays(tmp_path: Path) -> None:
    files = FailingFiles()
    store = editions(tmp_path, 1, 2, files=files)
    files.failing = tmp_path
    with pytest.raises(BuildError):
        roll_back(store, fits, owner=OWNER)
    assert_holds(store.current(), 2)
    assert_holds(GenerationStore(tmp_path).current(), 2)
