"""Builds that die: `python -m tests.killing BASE OUT` brings copies of BASE up to date, and kills each build.

Every call from Python into C that may change a file counts two instants, before it and after it: opening, writing,
syncing, renaming, removing, every statement of SQLite, FAISS's own writing. One build runs to its end to count them;
then builds are forked off this warm process and killed with SIGKILL, one at each chosen instant. One JSON object a
line says what became of each.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from index.build import build
from index.storage.generations import GenerationStore
from tests.editions import RULES, edition
from tests.fakes import ComputedEmbedder

__all__ = ["Outcome"]

_CHANGING = frozenset({
    "open", "write", "flush", "fsync", "__exit__", "close", "tofile", "sendfile", "ftruncate", "pwrite", "flock",
    "mkdir", "replace", "unlink", "rmdir", "connect", "execute", "executemany", "executescript", "write_index",
})  # fmt: skip
_POINTS = 12  # instants chosen while the generation is written, and as many while it is sealed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one build: where it lay, the instant it was to die at, and how it ended."""

    data: str
    instant: str
    killed: bool
    acknowledged: bool


class _Instants:
    """Counts instants as a profile function; at number `deadly` this process kills itself."""

    def __init__(self, deadly: int | None) -> None:
        self.met: list[str] = []
        self._deadly = deadly

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        if event not in ("c_call", "c_return") or not _may_change_a_file(called):
            return
        if len(self.met) == self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        name = getattr(called, "__name__", "")
        self.met.append(f"{'before' if event == 'c_call' else 'after'} {name} in {frame.f_code.co_name}")


def _may_change_a_file(called: object) -> bool:
    """Tell whether a function or method of C is one that changes files; str.replace is not."""
    return getattr(called, "__name__", "") in _CHANGING and not isinstance(getattr(called, "__self__", None), str)


def _build(data: Path, deadly: int | None) -> list[str]:
    """Bring the index in `data` up to the second edition; return the instants met on the way."""
    instants = _Instants(deadly)
    sys.setprofile(instants)
    try:
        build(GenerationStore(data), lambda: edition(2), ComputedEmbedder, RULES, owner="a doomed build")
    finally:
        sys.setprofile(None)
    return instants.met


def _forked(work: Callable[[], object]) -> int:
    """Do `work` in a forked process; return how that ended, as `os.waitpid` says it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def _chosen(instants: list[str]) -> list[int]:
    """Return the instants to die at: evenly spread ones, and from the writing of the manifest on every second one."""
    written = next(place for place, instant in enumerate(instants) if "write_index" in instant)
    sealed = next(place for place, instant in enumerate(instants) if place > written and "write in write" in instant)
    return [*_spread(range(written)), *_spread(range(written, sealed)), *range(sealed, len(instants), 2)]


def _spread(places: range) -> list[int]:
    return [places[len(places) * point // _POINTS] for point in range(_POINTS)]


def _main(base: Path, out: Path) -> None:
    for name in ("warm", "counted"):  # what is imported or cached by the first build is no part of the second
        instants = _build(shutil.copytree(base, out / name), None)
    for deadly in _chosen(instants):
        data = shutil.copytree(base, out / f"{deadly:05}")
        status = _forked(partial(_build, data, deadly))
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(json.dumps(asdict(Outcome(str(data), instants[deadly], killed, acknowledged=status == 0))))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
