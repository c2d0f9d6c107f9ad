"""What a row of the gate's table is: its words, what a plain solution reached, what is to be reached.

A group of rows shares one corpus: `files` are what its figures depend on beside the code, so floors of one corpus are
never held against figures of another.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.run import Run
from bot.figure import Figure

__all__ = ["Group", "Row", "corpus_digest"]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in words, with the figure of a plain solution and the one to reach, where there is one."""

    meaning: str
    baseline: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows by the names of their figures, and how these are measured; a `quick` group needs the project's files only."""

    name: str
    title: str
    files: tuple[Path, ...]
    rows: Mapping[str, Row]
    measure: Callable[[Run], Iterable[Figure]]
    quick: bool = False


def corpus_digest(files: Sequence[Path]) -> str:
    """Return a SHA-256 over the names and contents of `files`, a folder standing for every file below it."""
    every = [below for path in files for below in ([path] if path.is_file() else path.rglob("*")) if below.is_file()]
    digest = hashlib.sha256()
    for path in sorted(every):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()
