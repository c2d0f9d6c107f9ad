"""Names across scripts: how many Korean spellings are told to be those of English names, at 99% precision.

    python -m benchmarks.names              the table of docs/quality.md
    python -m benchmarks.names --misses     also the pairs of the tune half that are missed or merged

The pairs are split in halves by a hash of the English name: rules and thresholds were made on "tune", "test" was only
measured. Negatives are all cross pairs within a half, and the pairs marked `different`.
"""

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.language.likeness import ALIKE, likeness

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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
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
