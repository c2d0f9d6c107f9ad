"""Who said what, measured: `python -m benchmarks.quotations FOLDER` with the folder of the evaluation files.

`quotation-labels.jsonl` refers to units of those files (line, field, offsets), each labelled exhaustively by a reader,
so that precision can be told. Units alternate between the half that rules were tuned on and the half held out; units
that name a half of their own were drawn and labelled once the rules stood.
"""

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.language.quotations import Quotation, quotations
from index.language.sentences import split

LABELS = Path(__file__).with_name("quotation-labels.jsonl")
HALVES = ("tuned on", "held out", "unseen")
_OVERLAP = 0.7  # of the union: an indirect span counts from here; a direct one must be the words between the marks
_EDGES = " \n.,;:!?…“”\"'‘’"
_NO_NAME = frozenset("the a an of for mr ms mrs dr sen rep gov gen".split())


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled quotation; `speaker` is "" where the unit doesn't say whose words they are."""

    start: int
    end: int
    kind: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one text with all its quotations."""

    text: str
    language: str
    half: str
    start: int
    end: int
    labels: tuple[Label, ...]


def units(folder: Path) -> Iterator[Unit]:
    """Yield the labelled units with their texts, which stay where they are."""

    @cache
    def lines(file: str) -> list[str]:
        with gzip.open(folder / file, "rt", encoding="utf-8") as opened:
            return opened.readlines()

    for place, line in enumerate(LABELS.read_text(encoding="utf-8").splitlines()):
        unit = json.loads(line)
        text = json.loads(lines(unit["file"])[unit["line"] - 1])[unit["field"]]
        korean = unit["field"] == "ko" or unit["file"].startswith("korquad")
        labels = tuple(Label(*label) for label in unit["quotations"])
        yield Unit(
            text, "ko" if korean else "en", unit.get("half") or HALVES[place % 2], unit["start"], unit["end"], labels
        )


@cache
def _read(text: str, language: str) -> tuple[Quotation, ...]:
    return quotations(text, split(text, language))


def measure(folder: Path, *, show: bool = False) -> dict[tuple[str, str, str], Counter[str]]:
    """Return the counts by language, kind and half."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for unit in units(folder):
        found = [q for q in _read(unit.text, unit.language) if unit.start <= q.start < unit.end]
        for kind in ("direct", "indirect"):
            count = counts[unit.language, kind, unit.half]
            own = [q for q in found if q.direct == (kind == "direct")]
            wanted = [label for label in unit.labels if label.kind == kind]
            _compare(unit, own, wanted, count, show=show)
    return counts


def _compare(unit: Unit, own: list[Quotation], wanted: list[Label], count: Counter[str], *, show: bool) -> None:
    count.update(found=len(own), labelled=len(wanted), named=sum(bool(label.speaker) for label in wanted))
    left = list(own)
    for label in wanted:
        met = next((q for q in left if _same_span(unit.text, q, label)), None)
        if met is None:
            if show:
                print(f"- missed {label.kind} [{label.speaker}] {unit.text[label.start : label.end][:160]}")
            continue
        left.remove(met)
        right = _agree(met, label.speaker)
        count.update(right=1, told=bool(met.speaker), told_right=bool(met.speaker) and right)
        if show and not right:
            print(
                f"~ {label.kind} [{label.speaker}] but [{met.speaker}|{met.name}] "
                f"{unit.text[met.start : met.end][:160]}"
            )
    if show:
        for q in left:
            print(
                f"+ extra {'direct' if q.direct else 'indirect'} [{q.speaker}|{q.verb}] "
                f"{unit.text[q.start : q.end][:160]}"
            )


def _same_span(text: str, item: Quotation, label: Label) -> bool:
    if label.kind == "direct":
        return _core(text, item.start, item.end) == _core(text, label.start, label.end)
    shared = min(item.end, label.end) - max(item.start, label.start)
    return shared >= _OVERLAP * (max(item.end, label.end) - min(item.start, label.start))


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_EDGES)), start + len(piece.rstrip(_EDGES))


def _agree(item: Quotation, speaker: str) -> bool:
    if not item.speaker or not speaker:
        return item.speaker == speaker
    told, wanted = _words(f"{item.speaker} {item.name} {item.role}"), _words(speaker)
    return wanted <= told or _words(item.name) <= wanted


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFC", name).casefold().replace("’", "'")
    return set(re.findall(r"[\w'-]+", plain)) - _NO_NAME


def table(counts: dict[tuple[str, str, str], Counter[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| language | kind | half | labelled | span precision | span recall | speaker precision | speaker recall |"
    yield "|---|---|---|---|---|---|---|---|"
    for (language, kind, half), n in sorted(
        counts.items(), key=lambda item: (item[0][0], item[0][1], HALVES.index(item[0][2]))
    ):
        figures = [
            _share(n["right"], n["found"]), _share(n["right"], n["labelled"]), _share(n["told_right"], n["told"]),
            _share(n["told_right"], n["named"]),
        ]  # fmt: skip
        yield f"| {language} | {kind} | {half} | {n['labelled']} | {' | '.join(figures)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}".lstrip("0") if whole and part < whole else "1.000" if whole else "-"


def main() -> None:
    """Print the table, with --show every difference as well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is missed, extra or wrongly attributed")
    arguments = parser.parse_args()
    for line in table(measure(arguments.folder, show=arguments.show)):
        print(line)


if __name__ == "__main__":
    main()
