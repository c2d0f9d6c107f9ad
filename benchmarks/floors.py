"""Floors of the gate, kept in git by group, each with the digest of the corpus and the sample they were measured on.

A floor holds for that corpus and that sample only. It is lifted by `lifted` and lowered by nothing but `lowered`, for
which CHANGELOG.md must have been told the reason (`said_in_changelog`).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.figure import Figure

__all__ = [
    "FLOORS", "Kept", "Measured", "incomparable", "lifted", "lowered", "read_floors", "said_in_changelog",
    "write_floors", "wrong",
]  # fmt: skip

FLOORS = Path(__file__).with_name("floors.json")
_WORDS = 4  # fewer are no reason
_STEPS = 10_000  # of 1: four digits


@dataclass(frozen=True, slots=True)
class Kept:
    """The floors of one group; `sample` is how many questions were drawn of a longer list, None for all."""

    corpus: str
    sample: int | None
    floors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out for one group."""

    group: str
    corpus: str
    sample: int | None
    figures: tuple[Figure, ...]
    seconds: float = 0.0

    @property
    def values(self) -> dict[str, float]:
        """The figures by name, rounded down, so that a figure never falls below a floor made of itself."""
        return {one.name: math.floor(one.value * _STEPS + 1e-6) / _STEPS for one in self.figures}


def read_floors(path: Path = FLOORS) -> dict[str, Kept]:
    """Return what is kept, by group."""
    if not path.exists():
        return {}
    return {name: Kept(**record) for name, record in json.loads(path.read_text(encoding="utf-8")).items()}


def write_floors(kept: Mapping[str, Kept], path: Path = FLOORS) -> None:
    """Write what is to be kept."""
    records = {name: asdict(one) for name, one in kept.items()}
    path.write_text(json.dumps(records, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def incomparable(measured: Measured, kept: Kept) -> str:
    """Return why the floors say nothing of what was measured, "" if they do."""
    if measured.corpus != kept.corpus:
        return "the articles or questions are not those its floors were measured on"
    if measured.sample != kept.sample:
        had, has = (f"{one.sample:,} of the questions" if one.sample else "all questions" for one in (kept, measured))
        return f"its floors are of {had}, this run is of {has}"
    return ""


def wrong(measured: Measured, kept: Kept) -> list[str]:
    """Return what must not pass: another corpus, a figure below its floor, a floor that nothing was measured for.

    A run of another sample is no mistake; nothing is compared then.
    """
    reason = incomparable(measured, kept)
    if reason:
        return [f"{measured.group}: {reason}"] if measured.corpus != kept.corpus else []
    values = {one.name: one.value for one in measured.figures}
    lost = [f"{measured.group}: {name} was not measured" for name in kept.floors if name not in values]
    low = [f"{measured.group}: {name} is {values[name]:.4f}, its floor {floor:.4f}"
           for name, floor in kept.floors.items() if name in values and values[name] < floor - 1e-9]  # fmt: skip
    return lost + low


def lifted(measured: Measured, kept: Kept | None) -> Kept:
    """Return the floors with those lifted that the figures are above; never one lower, and none of another corpus."""
    if kept is None:
        return Kept(measured.corpus, measured.sample, measured.values)
    if incomparable(measured, kept):
        return kept
    higher = {name: max(value, kept.floors.get(name, 0.0)) for name, value in measured.values.items()}
    return Kept(kept.corpus, kept.sample, {**kept.floors, **higher})


def lowered(measured: Measured, kept: Kept | None) -> Kept:
    """Return the floors with those lowered that the figures are below; those of another corpus are set anew."""
    if kept is None or incomparable(measured, kept):
        return Kept(measured.corpus, measured.sample, measured.values)
    floors = {name: min(floor, measured.values[name]) for name, floor in kept.floors.items() if name in measured.values}
    return Kept(kept.corpus, kept.sample, floors)


def said_in_changelog(reason: str, changelog: str) -> bool:
    """Tell whether the newest section of the changelog holds the reason, whatever the line breaks."""
    newest = changelog.split("\n## ", 2)[1] if "\n## " in changelog else ""
    return len(reason.split()) >= _WORDS and " ".join(reason.split()) in " ".join(newest.split())
