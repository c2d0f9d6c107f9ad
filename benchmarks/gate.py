"""The quality gate's quick part: the examples, indexed and asked with the real model, against floors kept in git.

    python -m benchmarks.gate                       compare; exit code 1 if a figure is below its floor
    python -m benchmarks.gate --raise               lift the floors to what was measured; never lowers one
    python -m benchmarks.gate --allow-regression    set the floors to what was measured; say why in CHANGELOG.md

`floors.json` also holds a digest of the articles and questions: floors of one corpus say nothing of another.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.material import EXAMPLES
from bot.evaluation import Figure, evaluate, gold_question, read_lines
from bot.service import Service
from config.loading import load_settings

__all__ = ["compare", "corpus_digest", "new_floors"]

FLOORS = Path(__file__).with_name("floors.json")
QUESTIONS = EXAMPLES / "questions.jsonl"


def corpus_digest(files: Sequence[Path]) -> str:
    """Return a SHA-256 over the names and contents of `files`."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def measure(cache: Path) -> list[Figure]:
    """Index the examples in a folder of their own and ask every question."""
    with tempfile.TemporaryDirectory() as data:
        service = Service(load_settings(data=Path(data), cache=cache))
        service.build([EXAMPLES / "articles"], owner="the quality gate")
        service.open()
        figures = evaluate(read_lines(QUESTIONS, gold_question), service.ask, lambda key: service.show(key)[0].text)
        service.close()
    return figures


def compare(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return what is wrong: figures below their floors, and floors that nothing was measured for."""
    lost = [f"{name} was not measured" for name in floors if name not in figures]
    low = [f"{name} is {figures[name]:.3f}, its floor {floor:.3f}" for name, floor in floors.items()
           if name in figures and figures[name] < floor - 1e-9]  # fmt: skip
    return lost + low


def new_floors(
    figures: Mapping[str, float], floors: Mapping[str, float], *, allow_regression: bool
) -> dict[str, float]:
    """Return the floors to keep: what was measured, or with `allow_regression` unset the higher of both."""
    if allow_regression:
        return dict(figures)
    return {name: max(value, floors.get(name, 0.0)) for name, value in figures.items()} | {
        name: floor for name, floor in floors.items() if name not in figures
    }


def main() -> int:
    """Measure, print a table, compare or set the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    kept: dict[str, Any] = {"corpus": "", "floors": {}}
    if FLOORS.exists():
        kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    corpus = corpus_digest([QUESTIONS, *(path for path in (EXAMPLES / "articles").iterdir() if path.is_file())])
    figures = measure(chosen.cache)
    for figure in figures:
        floor = kept["floors"].get(figure.name, 0.0)
        interval = f"{figure.low:.3f} to {figure.high:.3f}"
        print(f"{figure.name:10} {figure.value:.3f}  ({interval}, {figure.count} questions)  floor {floor:.3f}")
    measured = {figure.name: round(figure.value, 4) for figure in figures}
    if chosen.lift or chosen.allow_regression:
        floors = new_floors(measured, kept["floors"], allow_regression=chosen.allow_regression)
        FLOORS.write_text(json.dumps({"corpus": corpus, "floors": floors}, indent=2) + "\n", encoding="utf-8")
        return 0
    wrong = compare({figure.name: figure.value for figure in figures}, kept["floors"])
    if corpus != kept["corpus"]:
        wrong.append("the articles or questions are not those the floors were measured on; set the floors anew")
    for line in wrong:
        print(f"gate: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
