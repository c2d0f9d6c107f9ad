"""The operations on a disk: what they leave there, and how their failures are told."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from config.errors import BuildError, StorageFull
from index.storage.files import Entry, Files, storage_error, write_error


def test_a_folder_is_made_with_its_parents_and_may_be_there_already(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "generations"
    Files().make_folder(folder)
    Files().make_folder(folder)
    assert folder.is_dir()


def test_every_folder_that_is_made_is_synced_into_its_parent(tmp_path: Path) -> None:
    synced: list[Path] = []

    class Recording(Files):
        def sync(self, path: Path) -> None:
            synced.append(path)
            super().sync(path)

    Recording().make_folder(tmp_path / "data" / "generations")
    assert synced == [tmp_path, tmp_path / "data"]


def test_a_folder_is_listed_by_name_and_walked_from_the_inside_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c", "a", "b/d"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "b")
    files = Files()
    assert files.entries(tmp_path) == [Entry("a", False), Entry("b", True), Entry("c", False), Entry("link", False)]
    walked = [(path.relative_to(tmp_path).as_posix(), is_folder) for path, is_folder in files.walk(tmp_path)]
    assert walked == [("a", False), ("b/d", False), ("b", True), ("c", False), ("link", False)]


def test_a_renamed_file_replaces_the_one_of_that_name_and_readers_keep_the_old_one(tmp_path: Path) -> None:
    files = Files()
    files.write(tmp_path / "old", b"old")
    with files.open(tmp_path / "old") as reader:
        files.write(tmp_path / "new", b"new")
        files.rename(tmp_path / "new", tmp_path / "old")
        assert reader.read() == b"old"
    assert files.read(tmp_path / "old") == b"new"
    assert files.size(tmp_path / "old") == 3
    assert files.digest(tmp_path / "old") == "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_as_one(code: int) -> None:
    told = storage_error(OSError(code, os.strerror(code)))
    assert isinstance(told, StorageFull)
    assert os.strerror(code) in told.message
    assert "Free some space" in told.advice


@pytest.mark.parametrize("code", [errno.EIO, errno.EROFS, errno.EFBIG])
def test_a_failing_disk_is_told_with_its_own_words_and_what_to_do(code: int) -> None:
    told = storage_error(OSError(code, os.strerror(code)))
    assert type(told) is BuildError
    assert os.strerror(code) in told.message
    assert "the old index stays in use" in told.advice


def test_an_error_that_is_not_the_disks_stays_what_it_is() -> None:
    assert storage_error(FileNotFoundError(errno.ENOENT, "an article that went away")) is None
    assert storage_error(sqlite3.IntegrityError("UNIQUE constraint failed")) is None
    assert storage_error(ValueError("28")) is None


def test_any_failure_on_the_indexs_own_files_has_words_for_a_person() -> None:
    told = write_error(PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/citedesk/lock"))
    assert "/srv/citedesk/lock" in told.message
    assert "permissions" in told.advice


def test_sqlite_on_a_full_disk_is_told_as_a_full_disk(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "small.sqlite")
    try:
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as full:
            connection.executescript("CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f);")
    finally:
        connection.close()
    assert isinstance(storage_error(full.value), StorageFull)
