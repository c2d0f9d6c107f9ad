"""Builds on disks that fail, fill up or go bad: the old index answers, the reason is told, the next build succeeds."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.errors import BuildCancelled, BuildError, StorageFull
from index.build import build
from index.report import BuildReport
from index.storage.files import Files
from index.storage.generations import GenerationStore
from tests.editions import RULES, assert_holds, edition
from tests.fakes import ComputedEmbedder
from tests.limits import file_size_limit


def update(data: Path, number: int, files: Files | None = None) -> BuildReport:
    return build(GenerationStore(data, files), lambda: edition(number), ComputedEmbedder, RULES, owner="a test")


def outcome(data: Path, files: Files | None = None) -> BuildError | None:
    """Bring the index up to the second edition; return why that could not be done."""
    try:
        update(data, 2, files)
    except BuildError as error:
        return error
    return None


class FailingFiles(Files):
    """A disk whose operation number `failing` ends with `code`, and with `for_good` every one after it too."""

    def __init__(self, failing: int | None, code: int = 0, *, for_good: bool = False) -> None:
        self.operations = 0
        self._failing, self._code, self._for_good = failing, code, for_good

    def mkdir(self, folder: Path) -> None:
        self._count()
        super().mkdir(folder)

    def write(self, path: Path, content: bytes) -> None:
        try:
            self._count()
        except OSError:
            path.write_bytes(content[: len(content) // 2])
            raise
        super().write(path, content)

    def sync(self, path: Path) -> None:
        self._count()
        super().sync(path)

    def rename(self, source: Path, target: Path) -> None:
        self._count()
        super().rename(source, target)

    def remove_folder(self, folder: Path) -> None:
        self._count()
        super().remove_folder(folder)

    def _count(self) -> None:
        number, self.operations = self.operations, self.operations + 1
        if self._failing is not None and (number == self._failing or (self._for_good and number > self._failing)):
            raise OSError(self._code, os.strerror(self._code))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that has had three builds, the last of the first edition."""
    data = tmp_path_factory.mktemp("indexed")
    for number in (1, 2, 1):
        update(data, number)
    return data


@pytest.mark.parametrize(
    ("code", "error", "for_good"), [(errno.EIO, BuildError, True), (errno.ENOSPC, StorageFull, False)]
)
def test_a_disk_that_fails_at_any_write_leaves_the_old_index_and_lets_the_next_build_through(
    indexed: Path, tmp_path: Path, code: int, error: type[BuildError], for_good: bool
) -> None:
    counting = FailingFiles(None)
    update(shutil.copytree(indexed, tmp_path / "counted"), 2, counting)
    assert counting.operations > 20

    for failing in range(counting.operations):
        data = shutil.copytree(indexed, tmp_path / str(failing))
        told = outcome(data, FailingFiles(failing, code, for_good=for_good))
        if told:
            assert isinstance(told, error)
            assert os.strerror(code) in told.message
        live = GenerationStore(data).current(verify=True)
        assert_holds(live, 1 if live.name == "g00000003" else 2)
        assert told or live.name == "g00000004"
        assert for_good or not told or live.name == "g00000003"

        update(data, 2)
        store = GenerationStore(data)
        assert_holds(store.current(verify=True), 2)
        assert store.damaged == ()


@pytest.fixture
def small_disk(indexed: Path, tmp_path: Path) -> Iterator[Path]:
    """Yield a folder on a real file system of a size that can be changed, with the index on it and no room left."""
    mount = tmp_path / "disk"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(mount)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("a disk that really fills up needs the program `mount`")
    if ran.returncode != 0:
        pytest.skip(f"a disk that really fills up needs the right to mount one ({ran.stderr.strip()})")
    try:
        shutil.copytree(indexed, mount / "data")
        yield mount
    finally:
        subprocess.run(["umount", "--lazy", str(mount)], check=True)


def make_room(mount: Path, room: int) -> None:
    """Leave `room` bytes free on the disk."""
    usage = os.statvfs(mount)
    size = (usage.f_blocks - usage.f_bfree) * usage.f_frsize + room
    subprocess.run(["mount", "-o", f"remount,size={size}", str(mount)], check=True)


def test_a_disk_that_really_fills_up_leaves_the_old_index_at_every_size(small_disk: Path) -> None:
    data = small_disk / "data"
    refused = 0
    for room in range(4096, 1 << 20, 4096):
        make_room(small_disk, room)
        told = outcome(data)
        if told is None:
            break
        assert isinstance(told, StorageFull)
        refused += 1
        store = GenerationStore(data)
        live = store.current(verify=True)
        assert live.name == "g00000003"
        assert_holds(live, 1)
    assert refused > 10
    assert_holds(GenerationStore(data).current(verify=True), 2)


def test_a_limit_on_the_size_of_files_is_told_and_leaves_the_old_index(indexed: Path, tmp_path: Path) -> None:
    data = shutil.copytree(indexed, tmp_path / "data")
    for limit in range(1024, 64 * 1024, 2048):
        with file_size_limit(limit), pytest.raises(BuildError, match="larger than is allowed"):
            update(data, 2)
        assert_holds(GenerationStore(data).current(verify=True), 1)
    update(data, 2)
    assert_holds(GenerationStore(data).current(verify=True), 2)


def test_damage_is_never_copied_into_a_new_generation(indexed: Path, tmp_path: Path) -> None:
    data = shutil.copytree(indexed, tmp_path / "data")
    for name in ("articles.sqlite", "passage_vectors.npy", "sentence_vectors.npy"):
        flip_a_byte(GenerationStore(data).current(verify=True).path / name)
        update(data, 2)
        assert_holds(GenerationStore(data).current(verify=True), 2)


def test_a_build_with_nothing_new_mends_what_is_damaged(indexed: Path, tmp_path: Path) -> None:
    data = shutil.copytree(indexed, tmp_path / "data")
    flip_a_byte(data / "CURRENT")
    report = update(data, 1)
    assert (report.added, report.changed, report.removed) == ((), (), ())
    store = GenerationStore(data)
    assert store.current(verify=True).name == report.generation
    assert store.damaged == ()


def test_a_cancelled_build_leaves_nothing_behind(indexed: Path, tmp_path: Path) -> None:
    data = shutil.copytree(indexed, tmp_path / "data")
    before = sorted(data.rglob("*"))
    with pytest.raises(BuildCancelled):
        build(
            GenerationStore(data), lambda: edition(2), ComputedEmbedder, RULES, owner="a test", cancelled=lambda: True
        )
    assert sorted(data.rglob("*")) == before
    assert_holds(GenerationStore(data).current(verify=True), 1)


def flip_a_byte(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)
