"""Figures drawn: both files are there, whatever the words hold, and the same figures give the same picture."""

import warnings
from pathlib import Path

import pytest
from matplotlib import image

from bot.chart import draw
from bot.figure import share
from bot.scoreboard import Line

LINES = [
    Line(share("a", 90, 100), "found first", "News", floor=0.88, baseline=0.8, target=0.95),
    Line(share("b", 3, 10), "costs $5 & <less>", "News", floor=0.5),
    Line(share("c", 5, 5), "refused", "Other"),
]


def test_a_picture_is_written_twice_and_is_large_enough_to_read(tmp_path: Path) -> None:
    png, svg = draw(LINES, "Figures of $a and $b", tmp_path / "figures.v2.svg")
    assert (png.name, svg.name) == ("figures.v2.png", "figures.v2.svg")
    height, width, _ = image.imread(png).shape
    assert width >= 1_600
    assert height >= 300
    assert svg.read_text(encoding="utf-8").lstrip().startswith("<?xml")


def test_the_same_figures_give_the_same_picture(tmp_path: Path) -> None:
    first, second = (draw(LINES, "Figures", tmp_path / name)[1].read_bytes() for name in ("one", "two"))
    assert first == second


def test_more_lines_make_it_higher_not_denser(tmp_path: Path) -> None:
    heights = [image.imread(draw(LINES * n, "Figures", tmp_path / str(n))[0]).shape[0] for n in (1, 4)]
    assert heights[1] > 2.5 * heights[0]


@pytest.mark.parametrize("title", ["", "한국어 질문.jsonl", "質問 ❤ \u200b"])
def test_any_title_can_be_drawn_whatever_fonts_there_are(title: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert draw(LINES[:1], title, tmp_path / "figures")[0].exists()
