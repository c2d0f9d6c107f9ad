"""Figures as a picture: each with its interval, its floor, its baseline and its target, as PNG and as SVG.

matplotlib comes with `pip install 'citedesk[chart]'` and is imported here only. Nothing global is touched: no pyplot.
"""

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
_INK, _FAINT, _PALE = "#1f2933", "#6b7785", "#eef1f4"
_GOOD, _SHORT, _FALLEN = "#0f766e", "#c2760c", "#c81e1e"
_ROW, _FRAME = 0.31, 1.75  # inches: a line of the picture, and what surrounds them all
_WIDTH = 11.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, or the heading of a group where there is none, and how far down it stands."""

    down: float
    heading: str
    line: Line | None


def draw(lines: Sequence[Line], title: str, path: Path) -> tuple[Path, Path]:
    """Draw the lines into `path` as PNG and as SVG, whatever its suffix; return both paths."""
    places = list(_placed(lines))
    known = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [name for name in _FONTS if name in known]
    written = path.with_suffix(".png"), path.with_suffix(".svg")
    with rc_context({"font.family": fonts, "font.size": 9.5, "svg.hashsalt": "citedesk", "text.parse_math": False}):
        height = _FRAME + _ROW * (places[-1].down + 1)
        picture = Picture(figsize=(_WIDTH, height), facecolor="white")
        axes = picture.add_axes((0.40, 0.62 / height, 0.375, 1 - _FRAME / height))
        _frame(axes, lines, places[-1].down)
        for place in places:
            _heading(axes, place) if place.line is None else _line(axes, place.down, place.line)
        picture.text(0.025, 1 - 0.36 / height, title, fontsize=14, fontweight="bold", color=_INK, va="center")
        handles = _legend(lines)
        picture.legend(
            handles=handles, loc="center left", bbox_to_anchor=(0.018, 1 - 0.74 / height), ncols=len(handles),
            frameon=False, fontsize=9, labelcolor=_INK, handletextpad=0.4, columnspacing=1.4,
        )  # fmt: skip
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
    axes.set_ylim(down + 0.7, -0.7)
    axes.xaxis.set_major_locator(MultipleLocator(0.1 if left < 0.85 else 0.02))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelcolor=_FAINT, pad=6)
    axes.grid(axis="x", color="#dde2e7", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)


def _heading(axes: Axes, place: _Placed) -> None:
    axes.annotate(
        place.heading, (0, place.down), (-0.985, place.down), xycoords=("axes fraction", "data"),
        textcoords=("axes fraction", "data"), fontweight="bold", color=_INK, va="center", annotation_clip=False,
    )  # fmt: skip


def _line(axes: Axes, down: float, line: Line) -> None:
    figure, colour = line.figure, _colour(line)
    if int(down * 2) % 2 == 0:
        axes.axhspan(down - 0.5, down + 0.5, color=_PALE, linewidth=0, zorder=0, alpha=0.55)
    axes.hlines(down, figure.low, figure.high, color=colour, linewidth=2.6, alpha=0.45, zorder=3)
    if line.floor is not None:
        axes.plot(line.floor, down, marker="|", markersize=13, markeredgewidth=1.8, color=_FALLEN, zorder=4)
    if line.baseline is not None:
        axes.plot(line.baseline, down, marker="o", markersize=6.5, markerfacecolor="white", color=_FAINT, zorder=4)
    if line.target is not None:
        axes.plot(line.target, down, marker="D", markersize=6.5, markerfacecolor="white", color=_INK, zorder=4)
    axes.plot(figure.value, down, marker="o", markersize=6.5, color=colour, zorder=5)
    told = f"{figure.value:.1%}", f"{figure.low:.1%} – {figure.high:.1%}", f"{figure.count:,}"
    for text, across, shade in ((line.meaning, -0.96, _INK), (told[0], 1.13, colour), (told[1], 1.38, _FAINT),
                                (told[2], 1.55, _FAINT)):  # fmt: skip
        axes.text(
            across, down, text, transform=axes.get_yaxis_transform(), va="center", clip_on=False, color=shade,
            ha="left" if across < 0 else "right", fontweight="bold" if text is told[0] else "normal",
        )  # fmt: skip


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
    held = (("floor", "|", _FALLEN, 12.0), ("baseline", "o", _FAINT, 6.5), ("target", "D", _INK, 6.5))
    for name, marker, shade, size in held:
        if any(getattr(line, name) is not None for line in lines):
            signs.append(Line2D([], [], marker=marker, color=shade, markerfacecolor="white", markersize=size,
                                markeredgewidth=1.5, linestyle="", label=name))  # fmt: skip
    return signs
