"""`citedesk eval`: a person's own questions with their gold sentences, and how the answers do."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.commands import app
from bot.evaluation import Figure, evaluate, read_questions
from bot.options import Data, Debug, Json
from bot.session import Session

__all__ = ["app", "eval_"]

_MEANINGS = {
    "first": "a gold sentence is the first citation",
    "in_three": "the gold is among the first three",
    "refused": "what must be refused is",
    "exact": "citations equal to the stored text",
}

File = Annotated[Path, typer.Argument(metavar="FILE", help="Questions, one JSON object a line.", show_default=False)]


@app.command("eval")
def eval_(context: typer.Context, file: File, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Ask the questions of a file and compare the citations with its gold sentences.

    A line: {"question": "...", "answerable": true, "gold_sentences": ["a piece of the sentence"]}. Any one of the gold
    sentences counts; with "kind": "quote" all are wanted. "answerable": false means that it must be refused.

    - `citedesk eval examples/questions.jsonl`
    """
    session: Session = context.obj
    questions = read_questions(file)
    with session.service(session.prepare(data, debug=debug)) as service:
        service.open()
        figures = evaluate(questions, service.ask, lambda key: service.show(key)[0].text)
    if as_json:
        session.print_json({"questions": len(questions), "figures": [figure.record() for figure in figures]})
    else:
        session.out.print(_table(figures))


def _table(figures: list[Figure]) -> Table:
    table = Table("share", "95 % interval", "of", "what", box=None)
    for figure in figures:
        interval = f"{figure.low:.1%} - {figure.high:.1%}"
        table.add_row(f"{figure.value:.1%}", interval, f"{figure.count:,}", _MEANINGS[figure.name])
    return table
