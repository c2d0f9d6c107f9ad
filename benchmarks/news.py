"""Real English news of 2024: headlines that must find their article, and a weekly quiz.

Known item: articles indexed without titles; each title of more than 30 characters that isn't cut with "..." is asked,
where its article stands in the index. RealTime QA: asked on the question's own day; a passage holds a right choice where
its text does, case-folded. A choice's support is the sum of 1/rank over the first ten passages that hold it; where the
best are even the point is shared, and where none is found it is 1/choices.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from benchmarks.collections import read_records
from benchmarks.material import SHARED
from benchmarks.rows import Group, Row
from benchmarks.run import Run
from bot.figure import Figure, figure
from index.article import Article
from index.reading import read_sources
from index.report import Rejected

__all__ = ["KNOWN_ITEM", "REALTIME", "choice_point", "reciprocal_rank"]

_ARTICLES = SHARED / "realtimeqa-2024q4-articles.jsonl.gz"
_QUESTIONS = SHARED / "realtimeqa-2024q4-questions.jsonl.gz"
_TITLE = 30  # characters; a shorter one may be anybody's
_RANKS = 10
_PASSAGES = 100  # so many may share ten articles
_ANSWERS = 5


def _titled() -> Iterator[Article | Rejected]:
    yield from read_sources([_ARTICLES])


def _untitled() -> Iterator[Article | Rejected]:
    for one in read_sources([_ARTICLES]):
        yield replace(one, title="") if isinstance(one, Article) else one


def reciprocal_rank(ranked: Sequence[str], wanted: str) -> float:
    """Return 1/rank of an article among passages' articles, each counted once; 0.0 where it isn't among ten."""
    once = list(dict.fromkeys(ranked))[:_RANKS]
    return 1 / (once.index(wanted) + 1) if wanted in once else 0.0


def _known_item(run: Run) -> Iterator[Figure]:
    ranks = []
    with run.desk("knownitem", _untitled) as desk:
        asked = [
            (one.id, one.title)
            for one in read_sources([_ARTICLES])
            if isinstance(one, Article) and len(one.title) > _TITLE and "..." not in one.title and desk.holds(one.id)
        ]
        for key, title in run.each("known item", asked):
            ranks.append(reciprocal_rank([hit.article.id for hit in desk.search(title, limit=_PASSAGES).passages], key))
    yield figure("R@1", [rank == 1 for rank in ranks])
    yield figure("MRR@10", ranks)


def choice_point(passages: Sequence[str], choices: Sequence[str], right: Sequence[int]) -> float:
    """Return the point for the choice that the passages, best first, support most."""
    support = [
        sum(1 / rank for rank, text in enumerate(passages[:_RANKS], 1) if choice.casefold() in text)
        for choice in choices
    ]
    best = max(support)
    if not best:
        return 1 / len(choices)
    chosen = [place for place, value in enumerate(support) if value == best]
    return sum(place in right for place in chosen) / len(chosen)


def _realtime(run: Run) -> Iterator[Figure]:
    found, points = [], []
    with run.desk("realtime", _titled) as desk:
        text = cache(desk.text)
        for record in run.each("RealTime QA", list(read_records(_QUESTIONS.name))):
            hits = desk.search(record["question"], asked=date.fromisoformat(record["asked"])).passages
            passages = [text(hit.article.id)[hit.start : hit.end].casefold() for hit in hits]
            found.append(_is_answered(record, passages[:_ANSWERS]))
            points.append(choice_point(passages, record["choices"], record["answer"]))
    yield figure("answer@5", found)
    yield figure("choice", points)


def _is_answered(record: Mapping[str, Any], passages: Sequence[str]) -> bool:
    right = [record["choices"][place].casefold() for place in record["answer"]]
    return any(choice in text for choice in right for text in passages)


KNOWN_ITEM = Group(
    "known-item", "Known item: a headline asked, headlines withheld", (_ARTICLES,),
    {
        "R@1": Row("its article first", 0.73, 0.85),
        "MRR@10": Row("mean reciprocal rank of its article, in ten", 0.82, 0.90),
    },
    _known_item,
)  # fmt: skip
REALTIME = Group(
    "realtime", "RealTime QA: a weekly news quiz, asked on its day", (_ARTICLES, _QUESTIONS),
    {
        "answer@5": Row("a right choice in five passages", 0.50, 0.55),
        "choice": Row("the choice most supported is right", 0.54, 0.58),
    },
    _realtime,
)  # fmt: skip
