"""What is read off a text without searching: names across scripts, dates in words, who said what."""

from collections import Counter
from collections.abc import Iterator

from benchmarks import dates, names, quotations
from benchmarks.material import SHARED
from benchmarks.rows import Group, Row
from benchmarks.run import Run
from bot.figure import Figure, figure, share
from index.language.likeness import ALIKE

__all__ = ["DATES", "NAMES", "QUOTATIONS"]

_LANGUAGES = {"ko": "Korean", "en": "English"}
_KINDS = {"direct": (0.95, 0.90), "indirect": (0.85, 0.75)}  # to reach: of the span, of the speaker


def _names(_: Run) -> Iterator[Figure]:
    scored = names.score_half(names.read_pairs(), "test")
    threshold = names.recall_at_precision(scored)[1]
    yield figure("recall@99", [one.score >= threshold for one in scored if one.same])
    yield figure("precision", [one.same for one in scored if one.score >= ALIKE])
    yield figure("recall", [one.score >= ALIKE for one in scored if one.same])


def _dates(_: Run) -> Iterator[Figure]:
    for language in _LANGUAGES:
        score = dates.score(language)
        yield share(f"{language}_precision", score.right, score.found)
        yield share(f"{language}_recall", score.right, score.gold)


def _quotations(_: Run) -> Iterator[Figure]:
    counts: dict[tuple[str, str], Counter[str]] = {}
    for (language, kind, _half), count in quotations.measure(SHARED).items():
        counts.setdefault((language, kind), Counter()).update(count)
    for language in _LANGUAGES:
        for kind in _KINDS:
            n, name = counts[language, kind], f"{language}_{kind}"
            yield share(f"{name}_span_precision", n["right"], n["found"])
            yield share(f"{name}_span_recall", n["right"], n["labelled"])
            yield share(f"{name}_speaker_precision", n["told_right"], n["told"])
            yield share(f"{name}_speaker_recall", n["told_right"], n["named"])


NAMES = Group(
    "names", "Names across scripts, the half only measured", (names.PAIRS,),
    {
        "recall@99": Row("recall at 99 % precision"),
        "precision": Row("precision at the shipped threshold"),
        "recall": Row("recall at the shipped threshold"),
    },
    _names, quick=True,
)  # fmt: skip
DATES = Group(
    "dates", "Dates in words", (dates.GOLD,),
    {f"{key}_{what}": Row(f"{word}: {what}") for key, word in _LANGUAGES.items() for what in ("precision", "recall")},
    _dates, quick=True,
)  # fmt: skip
QUOTATIONS = Group(
    "quotations", "Who said what",
    (quotations.LABELS, SHARED / "koen-news-pairs.jsonl.gz", SHARED / "korquad-articles.jsonl.gz",
     SHARED / "realtimeqa-2024q4-articles.jsonl.gz", SHARED / "news-2024.jsonl.gz"),
    {
        f"{key}_{kind}_{part}_{what}": Row(f"{word}, {kind}: {part} {what}", target=target)
        for key, word in _LANGUAGES.items()
        for kind, targets in _KINDS.items()
        for part, target in zip(("span", "speaker"), targets, strict=True)
        for what in ("precision", "recall")
    },
    _quotations,
)  # fmt: skip
