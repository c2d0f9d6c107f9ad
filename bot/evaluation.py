"""How good the answers are, on questions whose gold sentences are known.

A question file has one JSON object a line: `question`, `answerable`, and for an answerable one `gold_sentences`, pieces
of the sentences that answer it. Any of them counts; of a `kind` "quote" all are wanted. Further keys are ignored.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.answers.answer import Answer, Answered
from bot.figure import Figure, figure
from config.errors import SourceError

__all__ = ["GoldQuestion", "evaluate", "gold_question", "holds", "read_lines"]

_LOOKED_AT = 3  # citations
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer must quote; `gold` is empty where it must be refused."""

    question: str
    gold: tuple[str, ...]
    all_wanted: bool


def read_lines(path: Path, read: Callable[[dict[str, Any]], Item]) -> list[Item]:
    """Read a file of questions or conversations; raises SourceError with the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error})") from error
    found = [_line(line, f"{path}:{number}", read) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise SourceError(f"{path} holds no question", advice="Write one JSON object a line.")
    return found


def _line(line: str, place: str, read: Callable[[dict[str, Any]], Item]) -> Item:
    advice = 'A line looks like {"question": "...", "answerable": true, "gold_sentences": ["..."]}.'
    try:
        return read(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{place} is no question ({error})", advice=advice) from error


def gold_question(record: dict[str, Any]) -> GoldQuestion:
    """Return what a line holds; raises ValueError, KeyError or TypeError for one that is no question."""
    gold = tuple(record["gold_sentences"]) if record["answerable"] else ()
    if record["answerable"] and not gold:
        raise ValueError("an answerable question needs gold_sentences")
    return GoldQuestion(str(record["question"]), gold, record.get("kind") == "quote")


def evaluate(
    questions: Iterable[GoldQuestion],
    ask: Callable[[str], Answer],
    text_of: Callable[[str], str],
    on_step: Callable[[int], None] = lambda _: None,
) -> list[Figure]:
    """Ask every question; `text_of` gives an article's text by its id, to check each citation byte for byte."""
    first: list[bool] = []
    among: list[bool] = []
    refused: list[bool] = []
    exact: list[bool] = []
    for number, question in enumerate(questions, 1):
        answer = ask(question.question)
        cited = answer.citations if isinstance(answer, Answered) else ()
        exact.extend(text_of(one.article.id)[one.start : one.end] == one.sentence for one in cited)
        sentences = [one.sentence for one in cited]
        if question.gold:
            first.append(holds(question.gold, sentences[:1], all_wanted=False))
            among.append(holds(question.gold, sentences[:_LOOKED_AT], all_wanted=question.all_wanted))
        else:
            refused.append(not cited)
        on_step(number)
    named = {"first": first, "in_three": among, "refused": refused, "exact": exact}
    return [figure(name, hits) for name, hits in named.items() if hits]


def holds(gold: Iterable[str], sentences: Sequence[str], *, all_wanted: bool) -> bool:
    """Tell whether the sentences hold a piece of the gold, or all of them."""
    found = [any(piece in sentence for sentence in sentences) for piece in gold]
    return all(found) if all_wanted else any(found)
