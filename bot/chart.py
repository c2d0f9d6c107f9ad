"""Figures as a picture: each with its interval, its floor, its baseline and its target, as PNG and as SVG.

matplotlib comes with `pip install 'citedesk[chart]'` and is imported here only. Nothing global is touched: no pyplot.
"""

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator, PercentFormatter

from bot.scoreboard import Line

__all__ = ["draw"]

# Any that are installed; letters the first lacks are looked for in the next, so that a Korean name can be read.
_FONTS = ("DejaVu Sans", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo")
_INK, _FAINT, _RULE = "#1f2933", "#6b7785", "#e3e8ec"
_GOOD, _SHORT, _FALLEN = "#0f766e", "#c2760c", "#c81e1e"
_ROW, _FRAME = 0.31, 1.55  # inches: a line of the picture, and what surrounds them all
_WIDTH = 11.5
_AXES, _SPAN = 0.43, 0.33  # where the scale begins and how wide it is, as shares of the width
_COLUMNS = {"measured": 0.815, "95 % interval": 0.925, "of": 0.98}  # right edges, beside the scale


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a figure is held against, `below` its line by a share of a row, so that none hides another."""

    marker: str
    colour: str
    size: float
    below: float = 0.0


_SIGNS = {
    "floor": _Sign("|", _FALLEN, 14.0),
    "baseline": _Sign("^", _FAINT, 6.0, 0.29),
    "target": _Sign("v", _INK, 6.0, -0.29),
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, or the heading of a group where there is none, and how far down it stands."""

    down: float
    heading: str
    line: Line | None


def draw(lines: Sequence[Line], title: str, path: Path) -> tuple[Path, Path]:
    """Draw the lines as PNG and as SVG beside each other, whichever of them `path` names; return both paths.

    A letter that no installed font has becomes a box.
    """
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it regrets every weight a font lacks
    places = list(_placed(lines))
    known = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [name for name in _FONTS if name in known]
    bare = path.with_suffix("") if path.suffix.lower() in (".png", ".svg") else path
    written = bare.with_name(bare.name + ".png"), bare.with_name(bare.name + ".svg")
    with rc_context({"font.family": fonts, "font.size": 9.5, "svg.hashsalt": "citedesk", "text.parse_math": False}):
        height = _FRAME + _ROW * (places[-1].down + 2.1)
        picture = Picture(figsize=(_WIDTH, height), facecolor="white")
        axes = picture.add_axes((_AXES, 0.55 / height, _SPAN, 1 - _FRAME / height))
        _frame(axes, lines, places[-1].down)
        for place in places:
            _heading(axes, place) if place.line is None else _line(axes, place.down, place.line)
        for name, edge in _COLUMNS.items():
            _write(axes, -1.0, edge, name, _FAINT)
        picture.text(0.025, 1 - 0.36 / height, title, fontsize=14, fontweight="bold", color=_INK, va="center")
        handles = _legend(lines)
        picture.legend(
            handles=handles, loc="center left", bbox_to_anchor=(0.018, 1 - 0.74 / height), ncols=len(handles),
            frameon=False, fontsize=9, labelcolor=_INK, handletextpad=0.4, columnspacing=1.4,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")  # a box says it
            picture.savefig(written[0], dpi=160)
            picture.savefig(written[1], metadata={"Date": None})
    return written


def _placed(lines: Sequence[Line]) -> list[_Placed]:
    places: list[_Placed] = []
    down, group = 0.0, ""
    for line in lines:
        if line.group != group:
            down += 0.45 if places else 0.0
            places.append(_Placed(down, line.group, None))
            down, group = down + 1, line.group
        places.append(_Placed(down, "", line))
        down += 1
    return places


def _frame(axes: Axes, lines: Sequence[Line], down: float) -> None:
    held = [value for one in lines for value in (one.figure.low, one.floor, one.baseline, one.target)]
    lowest = min(value for value in held if value is not None)
    left = max(0.0, int(lowest * 10 - 0.2) / 10)
    axes.set_xlim(left, 1.0 + 0.02 * (1 - left))
    axes.set_ylim(down + 0.7, -1.4)
    axes.xaxis.set_major_locator(MultipleLocator(0.1 if left < 0.85 else 0.02))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelcolor=_FAINT, pad=6)
    axes.grid(axis="x", color=_RULE, linewidth=0.9)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)


def _write(axes: Axes, down: float, across: float, text: str, colour: str, *, bold: bool = False) -> None:
    """Write beside the scale: from `across` on where that is left of it, up to `across` where it is right of it."""
    axes.text(
        (across - _AXES) / _SPAN, down, text, transform=axes.get_yaxis_transform(), va="center_baseline", color=colour,
        ha="left" if across < _AXES else "right", fontweight="bold" if bold else "normal", clip_on=False,
    )  # fmt: skip


def _heading(axes: Axes, place: _Placed) -> None:
    _write(axes, place.down, 0.025, place.heading, _INK, bold=True)


def _line(axes: Axes, down: float, line: Line) -> None:
    figure, colour = line.figure, _colour(line)
    edges = [(share - _AXES) / _SPAN for share in (0.025, 0.98)]
    axes.plot(edges, [down + 0.5] * 2, transform=axes.get_yaxis_transform(), color=_RULE, linewidth=0.7, clip_on=False)
    axes.hlines(down, figure.low, figure.high, color=colour, linewidth=3.2, alpha=0.4, zorder=3)
    for name, sign in _SIGNS.items():
        if (value := getattr(line, name)) is not None:
            axes.plot(value, down + sign.below, marker=sign.marker, markersize=sign.size, markeredgewidth=1.4,
                      markerfacecolor="white", color=sign.colour, zorder=4, clip_on=False)  # fmt: skip
    axes.plot(figure.value, down, marker="o", markersize=6.5, color=colour, zorder=5, clip_on=False)
    told = f"{figure.value:.1%}", f"{figure.low:.1%} – {figure.high:.1%}", f"{figure.count:,}"
    _write(axes, down, 0.035, line.meaning, _INK)
    for name, text, shade in zip(_COLUMNS, told, (colour, _FAINT, _FAINT), strict=True):
        _write(axes, down, _COLUMNS[name], text, shade, bold=name == "measured")


def _colour(line: Line) -> str:
    if line.fallen:
        return _FALLEN
    return _SHORT if line.reached is False else _GOOD


def _legend(lines: Sequence[Line]) -> list[Line2D]:
    """Return what the signs mean, those only that the picture holds."""
    shades = {_colour(line) for line in lines}
    words = {_GOOD: "measured, with 95 % interval", _SHORT: "short of its target", _FALLEN: "below its floor"}
    signs = [
        Line2D([], [], marker="o", color=shade, markersize=6.5, linewidth=2.6, label=words[shade])
        for shade in words
        if shade in shades
    ]
    for name, sign in _SIGNS.items():
        if any(getattr(line, name) is not None for line in lines):
            signs.append(Line2D([], [], marker=sign.marker, color=sign.colour, markerfacecolor="white", linestyle="",
                                markersize=sign.size, markeredgewidth=1.4, label=name))  # fmt: skip
    return signs
