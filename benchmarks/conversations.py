"""Follow-ups measured on examples/conversations.jsonl, each part apart: tuned on, held out, unseen.

    python -m benchmarks.conversations [--data FOLDER] [--show tune|held-out|later|unseen|all]

Without --data the examples are indexed in a folder of their own. --show prints the turns that went wrong.
"""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.material import EXAMPLES
from bot.answers.answer import Answered
from bot.service import Service
from bot.talking import Judged, gold_talk, judge, talk_figures
from config.loading import load_settings

__all__ = ["main"]

CONVERSATIONS = EXAMPLES / "conversations.jsonl"


def measure(data: Path, *, build: bool) -> list[Judged]:
    """Hold every conversation on the examples."""
    service = Service(load_settings(data=data))
    if build:
        service.build([EXAMPLES / "articles"], owner="benchmarks.conversations")
    service.open()
    talks = [gold_talk(json.loads(line)) for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines()]
    judged = [
        one for talk in talks for one in judge(talk, service.converse, lambda key: service.show(key)[0].text)
    ]  # fmt: skip
    service.close()
    return judged


def _wrong(judged: Judged) -> str:
    answer = judged.answer
    said = answer.citations[0].sentence if isinstance(answer, Answered) else f"({answer.reason})"
    name = f"{judged.talk.id} {judged.turn.gold.question}"
    return f"{name} | {answer.understood} | {answer.confidence:.2f} | {said[:90]} | {judged.turn.gold.gold}"


def main() -> None:
    """Print the figures, and with --show what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--show", choices=("tune", "held-out", "later", "unseen", "all"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judged = measure(chosen.data or Path(folder), build=chosen.data is None)
    for one in judged:
        if not one.right and chosen.show in ("all", one.talk.part):
            print(_wrong(one))
    for figure in talk_figures(judged):
        print(f"{figure.name:16} {figure.value:.3f}  ({figure.low:.3f} to {figure.high:.3f}, {figure.count})")


if __name__ == "__main__":
    main()
