"""One builder at a time: the second is told who holds the lock, and a dead holder holds nothing."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import BuildError, BuildInProgress
from index.storage.lock import BuildLock

CHECKOUT = Path(__file__).parent.parent
NINE = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HOLDER = """
import sys
from pathlib import Path
from index.storage.lock import BuildLock
with BuildLock(Path(sys.argv[1])).acquire("another process"):
    print("held", flush=True)
    sys.stdin.read()
"""
SHARER = """
import os, sys
from pathlib import Path
from index.storage.lock import BuildLock
lock = BuildLock(Path(sys.argv[1])).acquire("the parent")
ended, end = os.pipe()
child = os.fork()
if child == 0:
    os.close(end)
    os.read(ended, 1)
    os._exit(0)
lock.release()
with BuildLock(Path(sys.argv[1])).acquire("the next one"):
    print("held while a child lives that shares the file")
os.close(end)
os.waitpid(child, 0)
"""


def test_the_second_builder_is_told_who_builds_and_since_when(tmp_path: Path) -> None:
    with BuildLock(tmp_path, clock=lambda: NINE).acquire("김편집"):
        with pytest.raises(BuildInProgress) as refused:
            BuildLock(tmp_path).acquire("the command line")
        assert (refused.value.owner, refused.value.since) == ("김편집", NINE)
        assert refused.value.message == "김편집 has been building the index since 2026-03-04 09:30:00 UTC"
    BuildLock(tmp_path).acquire("the command line").release()


def test_a_refused_builder_does_not_let_the_holder_go(tmp_path: Path) -> None:
    with BuildLock(tmp_path).acquire("first"):
        for _ in range(3):
            with pytest.raises(BuildInProgress, match="first"), BuildLock(tmp_path).acquire("second"):
                pass


def test_a_long_and_strange_name_is_kept_as_far_as_it_goes(tmp_path: Path) -> None:
    owner = "\u0000\ud83d\U0001f600" + "길" * 10_000
    with BuildLock(tmp_path).acquire(owner), pytest.raises(BuildInProgress) as refused:
        BuildLock(tmp_path).acquire("second")
    assert owner.startswith(refused.value.owner)
    assert len(refused.value.owner) > 200


def test_the_lock_is_let_go_when_a_build_fails_and_may_be_released_twice(tmp_path: Path) -> None:
    lock = BuildLock(tmp_path)
    with pytest.raises(ZeroDivisionError), lock.acquire("a build that fails"):
        raise ZeroDivisionError
    lock.release()
    with lock.acquire("the next one"):
        pass


def test_of_many_threads_one_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    start, tried = threading.Barrier(8), threading.Barrier(8)
    held: list[str] = []
    refused: list[str] = []

    def attempt(owner: str) -> None:
        lock = BuildLock(tmp_path)
        start.wait()
        try:
            lock.acquire(owner)
            held.append(owner)
        except BuildInProgress as error:
            refused.append(error.owner)
        tried.wait()
        lock.release()

    threads = [threading.Thread(target=attempt, args=(f"thread {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(held) == 1
    assert len(refused) == 7


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"owner": "a"}', b'{"owner": 1, "since": 2}', b"\xff"]
)
def test_a_holder_that_has_not_written_its_name_is_told_as_another_process(tmp_path: Path, content: bytes) -> None:
    with BuildLock(tmp_path).acquire("first"):
        (tmp_path / "lock").write_bytes(content)
        with pytest.raises(BuildInProgress, match="another process") as refused:
            BuildLock(tmp_path).acquire("second")
        assert refused.value.since.tzinfo is not None


def test_a_killed_builder_leaves_no_lock_behind(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BuildInProgress) as refused:
            BuildLock(tmp_path).acquire("the next one")
        assert refused.value.owner == "another process"
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with BuildLock(tmp_path).acquire("the next one"), pytest.raises(BuildInProgress, match="the next one"):
        BuildLock(tmp_path).acquire("a third")


def test_a_lock_that_is_let_go_is_free_even_while_a_forked_child_shares_it(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", SHARER, str(tmp_path)], cwd=CHECKOUT, capture_output=True, check=True)
    assert ran.stdout.startswith(b"held")


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BuildError, match="cannot be written"):
        BuildLock(tmp_path / "data").acquire("the command line")
