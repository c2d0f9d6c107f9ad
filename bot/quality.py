"""`citedesk eval`: a person's own questions with their gold sentences, and how the answers do."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.commands import app
from bot.evaluation import Figure, GoldQuestion, evaluate, gold_question, read_lines
from bot.options import Data, Debug, Json
from bot.session import DeskService, Session
from bot.talking import GoldTalk, gold_talk, judge, talk_figures

__all__ = ["app", "eval_"]

_MEANINGS = {
    "first": "a gold sentence is the first citation",
    "in_three": "the gold is among the first three",
    "refused": "what must be refused is",
    "exact": "citations equal to the stored text",
    "follow_first": "follow-ups with a gold sentence first",
    "follow_tune": "the same, in the half that was tuned on",
    "follow_held_out": "the same, in the half that was held out",
    "follow_later": "the same, in conversations written later, whose mistakes were read",
    "follow_unseen": "the same, in conversations that nothing was tuned on",
    "opening_first": "first questions of conversations with a gold sentence first",
    "fresh_first": "new questions after others with a gold sentence first",
    "talk_refused": "questions of conversations that must be refused and are",
    "talk_exact": "answers of conversations whose citations equal the stored text",
}

File = Annotated[Path, typer.Argument(metavar="FILE", help="Questions, one JSON object a line.", show_default=False)]


@app.command("eval")
def eval_(context: typer.Context, file: File, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Ask the questions of a file, or hold its conversations, and compare the citations with its gold sentences.

    A line: {"question": "...", "answerable": true, "gold_sentences": ["a piece of the sentence"]}. Any one of the gold
    sentences counts; with "kind": "quote" all are wanted. "answerable": false means that it must be refused.

    A conversation: {"turns": [...]}, each turn such a line; those with "follows": false begin anew.

    - `citedesk eval examples/questions.jsonl`
    - `citedesk eval examples/conversations.jsonl`
    """
    session: Session = context.obj
    lines = read_lines(file, _line)
    with session.service(session.prepare(data, debug=debug)) as service:
        service.open()
        figures = _figures(lines, service)
    if as_json:
        session.print_json({"questions": len(lines), "figures": [figure.record() for figure in figures]})
    else:
        session.out.print(_table(figures))


def _line(record: dict[str, Any]) -> GoldQuestion | GoldTalk:
    return gold_talk(record) if "turns" in record else gold_question(record)


def _figures(lines: list[GoldQuestion | GoldTalk], service: DeskService) -> list[Figure]:
    def text_of(key: str) -> str:
        return service.show(key)[0].text

    questions = [line for line in lines if isinstance(line, GoldQuestion)]
    talks = [line for line in lines if isinstance(line, GoldTalk)]
    judged = [turn for talk in talks for turn in judge(talk, service.converse, text_of)]
    alone = evaluate(questions, service.ask, text_of) if questions else []
    return [*alone, *(talk_figures(judged) if judged else [])]


def _table(figures: list[Figure]) -> Table:
    table = Table("share", "95 % interval", "of", "what", box=None)
    for figure in figures:
        interval = f"{figure.low:.1%} - {figure.high:.1%}"
        table.add_row(f"{figure.value:.1%}", interval, f"{figure.count:,}", _MEANINGS[figure.name])
    return table
