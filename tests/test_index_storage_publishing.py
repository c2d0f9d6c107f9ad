"""Publishing: one switch, old generations kept for falling back, names never given twice, failures that undo."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from config.errors import BuildError, StorageFull
from index.storage.files import Files
from index.storage.generations import GenerationStore
from tests.crashsim import Disk, State
from tests.generations import assert_whole, publish

DATA = Path("/srv/citedesk")


def test_a_generation_is_live_with_all_that_was_said_of_it(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    published = publish(store, counts={"articles": 2})
    live = store.current(verify=True)
    assert live == published
    assert live.manifest.counts == {"articles": 2}
    assert live.manifest.size == sum(path.stat().st_size for path in live.path.rglob("[ap]*[!n]") if path.is_file())
    assert_whole(live)


def test_two_generations_stay_behind_the_live_one(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    for _ in range(6):
        publish(store)
    assert store.layout.names() == ["g00000006", "g00000005", "g00000004"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_a_reader_keeps_the_files_of_a_generation_that_is_removed(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    first = publish(store)
    mapped = np.memmap(first.path / "articles", np.uint8, "r")
    for _ in range(4):
        publish(store)
    assert not first.path.exists()
    assert bytes(mapped) == b"articles of g00000001"


def test_a_build_given_up_leaves_nothing_and_the_old_index_live(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    publish(store)
    with store.begin() as building:
        (building.folder / "articles").write_text("half of the")
    assert store.layout.leftovers() == []
    assert store.current(verify=True).name == "g00000001"


def test_what_a_dead_builder_left_goes_before_the_next_build(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    publish(store)
    for name in ("g00000002.new", "g00000000.old"):
        (store.layout.generations / name).mkdir()
        (store.layout.generations / name / "articles").write_text("half of the")
    publish(store)
    assert store.layout.leftovers() == []
    assert store.layout.names() == ["g00000002", "g00000001"]


def test_a_name_is_never_given_twice_even_after_all_folders_are_gone(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    publish(store)
    publish(store)
    for name in store.layout.names():
        store.layout.files.remove_folder(store.layout.generations / name)
    assert publish(store).name == "g00000003"


def test_a_foreign_file_among_the_generations_is_left_alone(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    publish(store)
    (store.layout.generations / "notes.txt").write_text("mine")
    for _ in range(4):
        publish(store)
    assert (store.layout.generations / "notes.txt").read_text() == "mine"


def test_an_error_that_is_not_the_disks_comes_through_as_it_is(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    with pytest.raises(PermissionError, match="an article"), store.begin():
        raise PermissionError(errno.EACCES, "an article that may not be read")


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "generations").write_text("a file where a folder belongs")
    with pytest.raises(BuildError, match="the index cannot be written"), GenerationStore(tmp_path).begin():
        pass


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("publishes", [0, 1, 4])
def test_whichever_operation_fails_the_old_generation_stays_and_the_next_publish_works(
    publishes: int, code: int
) -> None:
    state, before = _after(publishes)
    operations = _operations_of_a_publish(state)
    assert operations >= 12
    refused = stayed = 0
    for failing in range(operations):
        disk = Disk(state)
        disk.before_change = _Failure(failing, code)
        error = _publish(disk)
        disk.before_change = lambda: None
        if error is not None:
            assert isinstance(error, StorageFull if code == errno.ENOSPC else BuildError)
            assert before is None or GenerationStore(DATA, disk).current(verify=True).name == before
            refused += 1
            stayed += len(GenerationStore(DATA, disk).layout.names()) > min(publishes, 3)
        assert _publish(disk) is None
        store = GenerationStore(DATA, disk)
        assert store.current(verify=True).name > (before or "")
        assert (store.damaged, store.layout.leftovers()) == ((), [])
    assert refused >= 12
    assert stayed <= 2  # where a reader may have opened it, in the two operations of the switch


class _Failure:
    """Fails the operation with this number, and no other."""

    def __init__(self, failing: int, code: int) -> None:
        self.operations = 0
        self._failing, self._code = failing, code

    def __call__(self) -> None:
        self.operations += 1
        if self.operations == self._failing + 1:
            raise OSError(self._code, os.strerror(self._code))


def _publish(disk: Disk) -> BuildError | None:
    """Publish on a disk in memory; return why that could not be done."""
    try:
        with GenerationStore(DATA, disk).begin() as building:
            disk.write_unsynced(building.folder / "articles", building.name.encode())
            building.publish(
                built_at=datetime(2026, 1, 1, tzinfo=UTC), fingerprint={}, counts={}, corpus_digest=building.name
            )
    except BuildError as error:
        return error
    return None


def _after(publishes: int) -> tuple[State, str | None]:
    disk = Disk()
    for _ in range(publishes):
        assert _publish(disk) is None
    return disk.settled(), GenerationStore(DATA, disk).current().name if publishes else None


def _operations_of_a_publish(state: State) -> int:
    disk, count = Disk(state), _Failure(-1, 0)
    disk.before_change = count
    assert _publish(disk) is None
    return count.operations


def test_a_failure_to_remove_old_generations_costs_room_and_not_the_publish(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Sticky(Files):
        def remove_folder(self, folder: Path) -> None:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(folder))

    for _ in range(4):
        publish(GenerationStore(tmp_path))
    store = GenerationStore(tmp_path, Sticky())
    assert publish(store).name == store.current(verify=True).name == "g00000005"
    assert "stays until the next build" in caplog.text
    publish(GenerationStore(tmp_path))
    assert store.layout.leftovers() == []
