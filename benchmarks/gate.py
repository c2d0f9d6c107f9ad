"""The quality gate: every figure with its interval, against floors kept in git, baselines and targets.

    python -m benchmarks.gate                     the quick part: files of the project only, under three minutes
    python -m benchmarks.gate --data DIR          everything, with the collections beside the project; indexes are
                                                  kept below DIR and used again
        --only korquad,pairs                      some groups of rows
        --questions N                             an even sample of N questions of each longer list
        --json FILE  --chart FILE                 also as JSON; as FILE.png and FILE.svg
        --raise                                   lift floors to what was measured; lowers none
        --allow-regression REASON                 lower floors to what was measured, or set them anew for another
                                                  corpus; REASON must stand in the newest section of CHANGELOG.md

Exit code 1 if a figure is below its floor, or if the corpus isn't the one its floors were measured on.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from platformdirs import user_cache_path
from rich.console import Console

from benchmarks.floors import (
    FLOORS,
    Kept,
    Measured,
    incomparable,
    lifted,
    lowered,
    read_floors,
    said_in_changelog,
    write_floors,
    wrong,
)
from benchmarks.gold import EXAMPLE_QUESTIONS, SEED, TALKS
from benchmarks.language import DATES, NAMES, QUOTATIONS
from benchmarks.material import PROJECT
from benchmarks.news import KNOWN_ITEM, REALTIME
from benchmarks.refusing import ACROSS, REFUSAL
from benchmarks.retrieval import KORQUAD, MIXED, PAIRS
from benchmarks.rows import Group, Row, corpus_digest
from benchmarks.run import Run
from bot.chart import draw
from bot.figure import figure
from bot.scoreboard import Line, table

__all__ = ["GROUPS", "lines_of", "main", "measure"]

CITATIONS = Group(
    "citations", "Citations in all answers of this run", (),  # of no corpus: it holds for any
    {"exact": Row("sentences equal to the stored text, byte for byte", target=1.0)},
    lambda run: [figure("exact", run.exact)] if run.exact else [], quick=True,
)  # fmt: skip
GROUPS = (
    KORQUAD, PAIRS, MIXED, KNOWN_ITEM, REALTIME, REFUSAL, ACROSS, SEED, QUOTATIONS, NAMES, DATES, EXAMPLE_QUESTIONS,
    TALKS, CITATIONS,
)  # fmt: skip
_WIDTH = 120  # of the table where no terminal says


def measure(groups: Sequence[Group], run: Run) -> Iterator[Measured]:
    """Yield the groups as they are measured; one without a figure, as citations where nothing was asked, is left out."""
    for group in groups:
        run.sample, began = None, time.perf_counter()
        figures = tuple(group.measure(run))
        seconds = round(time.perf_counter() - began, 1)
        if figures:
            yield Measured(group.name, corpus_digest(group.files), run.sample, figures, seconds)


def lines_of(measured: Sequence[Measured], kept: Mapping[str, Kept]) -> list[Line]:
    """Return the table's lines; a floor that says nothing of what was measured isn't shown."""
    by_name = {group.name: group for group in GROUPS}
    lines = []
    for one in measured:
        group, own = by_name[one.group], kept.get(one.group)
        floors = own.floors if own and not incomparable(one, own) else {}
        for found in one.figures:
            row = group.rows[found.name]
            lines.append(Line(found, row.meaning, group.title, floors.get(found.name), row.baseline, row.target))
    return lines


def _problems(measured: Sequence[Measured], kept: Mapping[str, Kept]) -> list[str]:
    return [line for one in measured if one.group in kept for line in wrong(one, kept[one.group])]


def _not_compared(measured: Sequence[Measured], kept: Mapping[str, Kept]) -> Iterator[str]:
    """Yield what no floor says anything of, another corpus aside: that is a problem."""
    for one in measured:
        own = kept.get(one.group)
        reason = incomparable(one, own) if own else "it has no floors yet"
        if reason and not (own and own.corpus != one.corpus):
            yield f"{one.group} was not compared: {reason}"


def _write_json(path: Path, measured: Sequence[Measured], kept: Mapping[str, Kept]) -> None:
    groups = {one.group: {"corpus": one.corpus, "sample": one.sample, "seconds": one.seconds} for one in measured}
    names = [one.group for one in measured for _ in one.figures]
    lines = zip(names, lines_of(measured, kept), strict=True)
    figures = [{**line.record(), "title": line.group, "group": name} for name, line in lines]
    record = {"figures": figures, "groups": groups, "wrong": _problems(measured, kept)}
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _measure_all(chosen: argparse.Namespace, kept: dict[str, Kept], err: Console) -> list[Measured]:
    """Measure what was chosen; floors and JSON are written group by group, so that a run cut short isn't lost."""
    found: list[Measured] = []
    with ExitStack() as stack:
        data = chosen.data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for one in measure(chosen.groups, Run(data, chosen.cache, chosen.questions, err)):
            err.print(f"{one.group}: {one.seconds:.0f} s")
            found.append(one)
            if chosen.allow_regression:
                kept[one.group] = lowered(one, kept.get(one.group))
            if chosen.lift:
                kept[one.group] = lifted(one, kept.get(one.group))
            if chosen.allow_regression or chosen.lift:
                write_floors(kept, chosen.floors)
            if chosen.json:
                _write_json(chosen.json, found, kept)
    return found


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--only", metavar="NAMES", help=", ".join(group.name for group in GROUPS))
    parser.add_argument("--questions", type=int, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--chart", type=Path, metavar="FILE")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--allow-regression", metavar="REASON")
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"), metavar="DIR")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE")
    parser.add_argument("--changelog", type=Path, default=PROJECT / "CHANGELOG.md", metavar="FILE")
    chosen = parser.parse_args(arguments)
    reason = chosen.allow_regression
    if reason is not None and not said_in_changelog(reason, chosen.changelog.read_text(encoding="utf-8")):
        parser.error("the reason must stand, in a few words, in the newest section of CHANGELOG.md")
    if chosen.questions is not None and chosen.questions < 1:
        parser.error("--questions is a number from 1 on")
    chosen.groups = _groups(parser, chosen)
    return chosen


def _groups(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> list[Group]:
    names = {name.strip() for name in chosen.only.split(",")} if chosen.only else None
    unknown = sorted((names or set()) - {group.name for group in GROUPS})
    if unknown:
        parser.error(f"no rows are called {', '.join(unknown)}; there are {', '.join(one.name for one in GROUPS)}")
    every = [group for group in GROUPS if group is CITATIONS or (group.name in names if names else True)]
    groups = [group for group in every if group.quick or chosen.data or names]
    missing = [str(path) for group in groups for path in group.files if not path.exists()]
    if missing:
        parser.error(f"there is no {missing[0]}")
    if not chosen.data and not all(group.quick for group in groups):
        parser.error("these rows need --data DIR, where their indexes are kept")
    return groups


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, compare with the floors or set them."""
    chosen = _arguments(arguments)
    out = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    err = Console(stderr=True, highlight=False)
    kept = read_floors(chosen.floors)
    measured = _measure_all(chosen, kept, err)
    lines = lines_of(measured, kept)
    out.print(table(lines))
    aimed = [line for line in lines if line.target is not None]
    out.print(f"{sum(bool(line.reached) for line in aimed)} of {len(aimed)} targets reached")
    if chosen.chart:
        draw(lines, "citedesk: what was measured", chosen.chart)
    for note in _not_compared(measured, kept):
        err.print(f"gate: {note}", soft_wrap=True)
    problems = _problems(measured, kept)
    for problem in problems:
        err.print(f"gate: {problem}", style="red", soft_wrap=True)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
