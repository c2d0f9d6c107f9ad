"""Questions and conversations with gold sentences: the real first article, and the examples of the project."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.material import EXAMPLES, SHARED
from benchmarks.rows import Group, Row
from benchmarks.run import Run
from bot.evaluation import evaluate, gold_question, read_lines
from bot.figure import Figure
from bot.quality import MEANINGS
from bot.talking import gold_talk, judge, talk_figures
from index.reading import read_sources

__all__ = ["EXAMPLE_QUESTIONS", "SEED", "TALKS"]

_ARTICLES = EXAMPLES / "articles"
_QUESTIONS = EXAMPLES / "questions.jsonl"
_TALKS = EXAMPLES / "conversations.jsonl"
_SEED_ARTICLES = SHARED.parent / "articles"
_SEED = SHARED / "seed-qa.jsonl"


def _questions(run: Run, name: str, articles: Path, questions: Path) -> Iterator[Figure]:
    with run.desk(name, lambda: read_sources([articles])) as desk:
        asked = run.each(f"{name} questions", read_lines(questions, gold_question))
        yield from evaluate(asked, desk.ask, desk.text)


def _talks(run: Run) -> Iterator[Figure]:
    with run.desk("examples", lambda: read_sources([_ARTICLES])) as desk:
        talks = run.each("conversations", read_lines(_TALKS, gold_talk))
        yield from talk_figures([turn for talk in talks for turn in judge(talk, desk.converse, desk.text)])


def _row(name: str, baseline: float | None = None, target: float | None = None) -> Row:
    return Row(MEANINGS[name], baseline, target)


SEED = Group(
    "seed", "Seed questions on the first article", (_SEED_ARTICLES, _SEED),
    {
        "first": _row("first", target=0.80),
        "in_three": _row("in_three", target=0.95),
        "refused": _row("refused", target=5 / 6),
        "exact": _row("exact", target=1.0),
    },
    partial(_questions, name="seed", articles=_SEED_ARTICLES, questions=_SEED),
)  # fmt: skip
EXAMPLE_QUESTIONS = Group(
    "examples", "Examples: questions", (_ARTICLES, _QUESTIONS),
    {name: _row(name) for name in ("first", "in_three", "refused", "exact")},
    partial(_questions, name="examples", articles=_ARTICLES, questions=_QUESTIONS), quick=True,
)  # fmt: skip
TALKS = Group(
    "conversations", "Examples: conversations", (_ARTICLES, _TALKS),
    {
        name: replace(_row(name), target=0.75 if name == "follow_first" else None)
        for name in MEANINGS
        if name.startswith(("follow", "opening", "fresh", "talk"))
    },
    _talks, quick=True,
)  # fmt: skip
