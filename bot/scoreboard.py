"""Figures side by side with what they are held against: one table for a person's questions and for the gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from bot.figure import Figure

__all__ = ["Line", "table"]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in words: never to fall below `floor`, beside the `baseline` of a plain solution and the `target`."""

    figure: Figure
    meaning: str
    group: str = ""
    floor: float | None = None
    baseline: float | None = None
    target: float | None = None

    @property
    def fallen(self) -> bool:
        """Whether the figure is below its floor."""
        return self.floor is not None and self.figure.value < self.floor - 1e-9

    @property
    def reached(self) -> bool | None:
        """Whether the figure is at its target; None where there is none."""
        return None if self.target is None else self.figure.value >= self.target - 1e-9

    def record(self) -> dict[str, object]:
        """Return the line as plain JSON values."""
        held = {"floor": self.floor, "baseline": self.baseline, "target": self.target}
        return {"group": self.group, "meaning": self.meaning, **self.figure.record(), **held}


def table(lines: Sequence[Line]) -> Table:
    """Return the lines under the headings of their groups; only columns that any of them fills are shown."""
    held = [name for name in ("floor", "baseline", "target") if any(getattr(one, name) is not None for one in lines)]
    shown = Table("share", "95 % interval", "of", *held, "what", box=None)
    for place, one in enumerate(lines):
        if one.group and (place == 0 or lines[place - 1].group != one.group):
            shown.add_row(*[""] * (3 + len(held)), Text(one.group, style="bold"))
        figure = one.figure
        interval = f"{figure.low:.1%} - {figure.high:.1%}"
        shown.add_row(
            Text(f"{figure.value:.1%}", style=_style(one)), interval, f"{figure.count:,}",
            *(_percent(getattr(one, name)) for name in held), one.meaning,
        )  # fmt: skip
    return shown


def _style(line: Line) -> str:
    if line.fallen:
        return "bold red"
    return {True: "green", False: "yellow", None: ""}[line.reached]


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
