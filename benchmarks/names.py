"""Names across scripts: how many Korean spellings are told to be those of English names, at 99% precision.

    python -m benchmarks.names              the table of docs/quality.md
    python -m benchmarks.names --misses     also the pairs of the tune half that are missed or merged
    python -m benchmarks.names --among DATA     names of the test half looked up among those of the index in DATA

The pairs are split in halves by a hash of the English name: rules and thresholds were made on "tune", "test" was only
measured. Negatives are all cross pairs within a half, and the pairs marked `different`.
"""

import argparse
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.language.likeness import ALIKE, likeness
from index.language.namebook import NameBook
from index.storage.catalogue import Catalogue
from index.storage.generations import GenerationStore

__all__ = ["Pair", "half_of", "read_pairs", "recall_at_precision"]

PAIRS = Path(__file__).with_name("name-pairs.tsv")
_PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the list; `kind` is person, company, place or different."""

    english: str
    korean: str
    kind: str


def read_pairs() -> list[Pair]:
    """Return the list in order."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if not line.startswith("#")]


def half_of(english: str) -> str:
    """Return "tune" or "test": a name stays in its half whatever is added."""
    return "test" if hashlib.sha256(english.encode()).digest()[0] % 2 else "tune"


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its likeness; `same` says that both name one thing."""

    pair: Pair
    score: float
    same: bool


def score_half(pairs: Sequence[Pair], half: str) -> list[Scored]:
    """Score every English name of a half with every Korean one, the likeliest first."""
    own = [pair for pair in pairs if half_of(pair.english) == half]
    same = {(pair.english, pair.korean): pair.kind for pair in own if pair.kind != "different"}
    asked = {(pair.english, pair.korean) for pair in own if pair.kind == "different"}
    asked |= {(english, korean) for english, _ in same for _, korean in same}
    scored = [
        Scored(Pair(english, korean, same.get((english, korean), "different")), likeness(english, korean),
               (english, korean) in same)
        for english, korean in sorted(asked)
    ]  # fmt: skip
    return sorted(scored, key=lambda one: (-one.score, one.same))


def recall_at_precision(scored: Sequence[Scored], precision: float = _PRECISION) -> tuple[float, float]:
    """Return the greatest recall at which precision still holds, and the threshold; `scored` best first."""
    best, threshold, right = 0.0, 1.0, 0
    total = sum(one.same for one in scored)
    for place, one in enumerate(scored, 1):
        right += one.same
        last_of_score = place == len(scored) or scored[place].score < one.score
        if last_of_score and right / place >= precision and right / total > best:
            best, threshold = right / total, one.score
    return best, threshold


def _at(scored: Sequence[Scored], threshold: float) -> tuple[float, float]:
    """Return precision and recall at a threshold."""
    said = [one.same for one in scored if one.score >= threshold]
    return sum(said) / max(1, len(said)), sum(said) / max(1, sum(one.same for one in scored))


def look_up(data: Path) -> None:
    """Print how often, and how fast, a word of a name is found among the names of an index."""
    catalogue = Catalogue.reading(GenerationStore(data).current(verify=False).path)
    held = catalogue.names()
    catalogue.close()
    own = [pair for pair in read_pairs() if pair.kind != "different" and half_of(pair.english) == "test"]
    split = [(pair.english.split(), pair.korean.split()) for pair in own]
    words = {pair for one, other in split if len(one) == len(other) for pair in zip(one, other, strict=True)}
    words |= {(" ".join(one), other[0]) for one, other in split if len(other) == 1}
    book = NameBook([*held, *(word for pair in words for word in pair)])
    print(f"{len(held):,} names in the index, {len(words)} looked up")
    for side, direction in enumerate(("Latin to Hangul", "Hangul to Latin")):
        found, further, times = 0, 0, []
        for pair in sorted(words):
            began = time.process_time()
            others = [other.lower() for other in book.spellings(pair[side])]
            times.append(1000 * (time.process_time() - began))
            found += pair[1 - side].lower() in others
            further += len(others) - (pair[1 - side].lower() in others)
        p50, p95 = np.percentile(times, (50, 95))
        print(f"{direction}: {found / len(words):.3f} found, {further / len(words):.2f} others each, "
              f"CPU p50 {p50:.1f} ms, p95 {p95:.1f} ms")  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--among", type=Path)
    chosen = parser.parse_args()
    if chosen.among:
        look_up(chosen.among)
        return
    pairs = read_pairs()
    print("| half | pairs | negatives | recall at 99% precision | precision, recall at the shipped threshold |")
    print("|---|---|---|---|---|")
    for half in ("tune", "test"):
        scored = score_half(pairs, half)
        same = sum(one.same for one in scored)
        recall, _ = recall_at_precision(scored)
        precision, shipped = _at(scored, ALIKE)
        print(f"| {half} | {same} | {len(scored) - same:,} | {recall:.3f} | {precision:.3f}, {shipped:.3f} |")
        for kind in ("person", "company", "place"):
            of_kind = [one for one in scored if one.pair.kind == kind]
            print(f"| - {kind} | {len(of_kind)} | | | {_at(of_kind, ALIKE)[1]:.3f} |")
    if chosen.misses:
        for one in score_half(pairs, "tune"):
            if one.same != (one.score >= ALIKE):
                verdict = "missed" if one.same else "merged"
                print(f"{verdict} {one.score:.3f} {one.pair.english} {one.pair.korean}")


if __name__ == "__main__":
    main()
