"""Refusing: questions whose articles are not in the index, answered or refused as the product does it.

Within Korean the index holds the KorQuAD articles whose number is even, so questions on odd ones must be refused; across
languages it holds the Korean sides of the first half of the pairs, asked by the English sides of all. Precision and
recall are those of refusing, AUROC is of the confidence.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.collections import korquad_articles, korquad_questions, news_pairs, pairs
from benchmarks.material import SHARED
from benchmarks.rows import Group, Row
from benchmarks.run import Desk, Run
from bot.answers.answer import Refused
from bot.figure import Figure, Rows, figure

__all__ = ["ACROSS", "REFUSAL", "auroc", "refusal_figures"]

_HALF = 500
_ANSWERABLE, _CONFIDENCE, _REFUSED = range(3)  # columns


def auroc(rows: Rows) -> float:
    """Return how often an answerable question is more confidently answered than one to be refused; ties count half."""
    answerable = rows[:, _ANSWERABLE] == 1
    positive, negative = int(answerable.sum()), int((~answerable).sum())
    if not positive or not negative:
        return float("nan")
    _, place, even = np.unique(rows[:, _CONFIDENCE], return_inverse=True, return_counts=True)
    ranks = (np.cumsum(even) - (even - 1) / 2)[place][answerable]
    return float((ranks.sum() - positive * (positive + 1) / 2) / (positive * negative))


def _precision(rows: Rows) -> float:
    refused = rows[rows[:, _REFUSED] == 1]
    return float((refused[:, _ANSWERABLE] == 0).mean()) if len(refused) else float("nan")


def _recall(rows: Rows) -> float:
    wanted = rows[rows[:, _ANSWERABLE] == 0]
    return float(wanted[:, _REFUSED].mean()) if len(wanted) else float("nan")


def refusal_figures(outcomes: Sequence[tuple[bool, float, bool]]) -> Iterator[Figure]:
    """Yield AUROC, precision and recall of `(answerable, confidence, refused)`, one a question.

    A figure that these questions leave undefined is left out.
    """
    for name, statistic in (("AUROC", auroc), ("precision", _precision), ("recall", _recall)):
        if not np.isnan(statistic(np.asarray(outcomes, np.float64))):
            yield figure(name, outcomes, statistic)


def _outcomes(run: Run, desk: Desk, name: str, asked: Sequence[tuple[str, bool]]) -> list[tuple[bool, float, bool]]:
    found = []
    for question, answerable in run.each(name, asked):
        answer = desk.ask(question)
        found.append((answerable, answer.confidence, isinstance(answer, Refused)))
    return found


def _within(run: Run) -> Iterator[Figure]:
    with run.desk("even", lambda: korquad_articles(even_only=True)) as desk:
        held = {one.id for one in korquad_articles(even_only=True)}
        asked = [(one.question, one.article in held) for one in korquad_questions()]
        yield from refusal_figures(_outcomes(run, desk, "refusal", asked))


def _across(run: Run) -> Iterator[Figure]:
    with run.desk("half-ko", lambda: news_pairs("ko", first_half=True)) as desk:
        asked = [(pair["en"], number < _HALF) for number, pair in enumerate(pairs())]
        yield from refusal_figures(_outcomes(run, desk, "refusal across", asked))


REFUSAL = Group(
    "refusal", "Refusing, Korean: half of KorQuAD's articles indexed",
    (SHARED / "korquad-articles.jsonl.gz", SHARED / "korquad-questions.jsonl.gz"),
    {
        "AUROC": Row("AUROC of the confidence", 0.986, 0.99),
        "precision": Row("of what is refused, must be", 0.946, 0.95),
        "recall": Row("of what must be refused, is", 0.959, 0.95),
    },
    _within,
)  # fmt: skip
ACROSS = Group(
    "refusal-across", "Refusing, English on Korean: half of the pairs indexed", (SHARED / "koen-news-pairs.jsonl.gz",),
    {
        "AUROC": Row("AUROC of the confidence"),
        "precision": Row("of what is refused, must be"),
        "recall": Row("of what must be refused, is"),
    },
    _across,
)  # fmt: skip
