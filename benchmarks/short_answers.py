"""How often the mark in the right sentence is the answer, on KorQuAD: gold sentences are taken, nothing is searched.

    python -m benchmarks.short_answers [--half tune|held-out] [--show N]

A question belongs to the tuning half if the CRC-32 of its article's id is even. Precision is the share of marks that
overlap the gold, coverage the share of questions that get a mark.
"""

import argparse
import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.material import SHARED
from bot.answers.span import short_answer
from index.language.asked_for import asked_for
from index.language.sentences import split

__all__ = ["main"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the sentence that holds its answer, at `start` to `end` of that sentence."""

    half: str
    question: str
    sentence: str
    start: int
    end: int


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def questions() -> Iterator[Asked]:
    """Yield every KorQuAD question whose answer lies inside one sentence."""
    texts = {record["id"]: record["text"] for record in _lines("korquad-articles.jsonl.gz")}
    splits = {}
    for record in _lines("korquad-questions.jsonl.gz"):
        key, start = record["article_id"], record["answer_start"]
        if key not in splits:
            splits[key] = [(part.start, part.end) for part in split(texts[key], "ko")]
        end = start + len(record["answer"])
        for first, last in splits[key]:
            if first <= start and end <= last:
                half = "held-out" if zlib.crc32(key.encode()) % 2 else "tune"
                yield Asked(half, record["question"], texts[key][first:last], start - first, end - first)


def main() -> None:
    """Print a table by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tune", "held-out"))
    parser.add_argument("--show", type=int, default=0, help="print so many wrong marks of each kind")
    chosen = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for item in questions():
        if chosen.half not in (None, item.half):
            continue
        wanted = asked_for(item.question)
        span = short_answer(item.question, item.sentence)
        right = span is not None and span.start < item.end and item.start < span.end
        for kind in ("all", wanted.kind if wanted else "no short answer asked for"):
            counts[kind][0] += 1
            counts[kind][1] += span is not None
            counts[kind][2] += right
        if span and wanted and not right and counts[wanted.kind][1] - counts[wanted.kind][2] <= chosen.show:
            print(f"{wanted.kind}: {item.question} | {item.sentence} | {item.sentence[item.start : item.end]}"
                  f" | {span.text}")  # fmt: skip
    for kind, (asked, marked, right) in sorted(counts.items(), key=lambda pair: -pair[1][0]):
        precision = f"{right / marked:.3f}" if marked else "-"
        print(f"{kind:26} asked {asked:5}  marked {marked:5}  coverage {marked / asked:.3f}  precision {precision}")


if __name__ == "__main__":
    main()
