"""Finding, on the collections beside the project; scored as ../shared/eval/README.md says.

KorQuAD: a passage among the first k, or a sentence, holds the answer's position. Pairs: each sentence is asked in the
other language, its own article must come first; a sentence that stands in the index under another identity is not
asked for.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks.collections import korquad_articles, korquad_questions, mixed_pairs, news_pairs, pairs
from benchmarks.material import SHARED
from benchmarks.rows import Group, Row
from benchmarks.run import Desk, Run
from bot.figure import Figure, figure
from bot.results import FoundPassage, FoundSentence

__all__ = ["KORQUAD", "MIXED", "PAIRS"]

_OTHER = {"ko": "en", "en": "ko"}
_HALF = 500


def _korquad(run: Run) -> Iterator[Figure]:
    hits: dict[str, list[bool]] = {name: [] for name in KORQUAD.rows}
    with run.desk("korquad", korquad_articles) as desk:
        for question in run.each("KorQuAD", korquad_questions()):

            def right(one: FoundPassage | FoundSentence, article: str, position: int) -> bool:
                return one.article.id == article and one.start <= position < one.end

            found = desk.search(question.question)
            passages = [right(one, question.article, question.position) for one in found.passages]
            sentences = [right(one, question.article, question.position) for one in found.sentences]
            hits["P@1"].append(any(passages[:1]))
            hits["P@5"].append(any(passages[:5]))
            hits["S@1"].append(any(sentences[:1]))
            hits["S@3"].append(any(sentences[:3]))
    yield from (figure(name, marks) for name, marks in hits.items())


def _asked_across(run: Run, desk: Desk, name: str, numbers: Sequence[int], language: str) -> Figure:
    """Return R@1 of pairs by their numbers, asked in `language`."""
    marks = []
    for number in run.each(f"pairs {name}", [number for number in numbers if desk.holds(str(number))]):
        passages = desk.search(pairs()[number][language]).passages
        marks.append(bool(passages) and passages[0].article.id == str(number))
    return figure(name, marks)


def _pairs(run: Run) -> Iterator[Figure]:
    for language in ("ko", "en"):
        with run.desk(language, partial(news_pairs, language)) as desk:
            asked = _OTHER[language]
            yield _asked_across(run, desk, f"{asked}->{language}", range(len(pairs())), asked)


def _mixed(run: Run) -> Iterator[Figure]:
    with run.desk("mixed", mixed_pairs) as desk:
        yield _asked_across(run, desk, "en->ko", range(_HALF), "en")
        yield _asked_across(run, desk, "ko->en", range(_HALF, len(pairs())), "ko")


_PAIR_FILES = (SHARED / "koen-news-pairs.jsonl.gz",)
KORQUAD = Group(
    "korquad", "KorQuAD: Korean Wikipedia",
    (SHARED / "korquad-articles.jsonl.gz", SHARED / "korquad-questions.jsonl.gz"),
    {
        "P@1": Row("passage with the answer first", 0.906, 0.945),
        "P@5": Row("passage with the answer in five", 0.987, 0.992),
        "S@1": Row("sentence with the answer first", 0.782, 0.85),
        "S@3": Row("sentence with the answer in three", 0.912, 0.95),
    },
    _korquad,
)  # fmt: skip
PAIRS = Group(
    "pairs", "News pairs, an index of one language", _PAIR_FILES,
    {
        "en->ko": Row("Korean article first, asked in English", 0.832, 0.91),
        "ko->en": Row("English article first, asked in Korean", 0.810, 0.90),
    },
    _pairs,
)  # fmt: skip
MIXED = Group(
    "mixed", "News pairs, an index of both languages", _PAIR_FILES,
    {
        "en->ko": Row("Korean article first, asked in English", 0.578, 0.87),
        "ko->en": Row("English article first, asked in Korean", 0.298, 0.84),
    },
    _mixed,
)  # fmt: skip
