"""How many dates in words are found, and resolved to the right days: `python -m benchmarks.dates`.

`dates.jsonl` was written by hand for this: sentences with the day they were published and the dates they hold, and
sentences that only look as if they held one. A date counts where its words and its days are both right.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.language.dates import find_dates

__all__ = ["GOLD", "Score", "score"]

GOLD = Path(__file__).with_name("dates.jsonl")


@dataclass(frozen=True, slots=True)
class Score:
    """Dates found rightly, found in all, and there in all."""

    right: int
    found: int
    gold: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of what is found that is right."""
        return self.right / self.found

    @property
    def recall(self) -> float:
        """The share of what there is that is found, and rightly."""
        return self.right / self.gold


def score(language: str) -> Score:
    """Score the sentences of one language."""
    right = found = gold = 0
    wrong = []
    for record in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        if record["language"] == language:
            wanted = {tuple(one) for one in record["dates"]}
            dates = find_dates(record["text"], date.fromisoformat(record["published"]))
            got = {(one.text, one.first.isoformat(), one.last.isoformat()) for one in dates}
            right, found, gold = right + len(wanted & got), found + len(got), gold + len(wanted)
            wrong += [f"{record['text']} {sorted(got)}"] * (wanted != got)
    return Score(right, found, gold, tuple(wrong))


def main() -> None:
    """Print the scores and what is wrong."""
    for language in ("ko", "en"):
        result = score(language)
        print(f"{language}: {result.gold} dates, precision {result.precision:.3f}, recall {result.recall:.3f}")
        print("\n".join(result.wrong))


if __name__ == "__main__":
    main()
