"""`citedesk eval`: a person's own questions with their gold sentences, and how the answers do."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands import app
from bot.evaluation import GoldQuestion, evaluate, gold_question, read_lines
from bot.figure import Figure
from bot.options import Data, Debug, Json
from bot.scoreboard import Line, table
from bot.session import DeskService, Session
from bot.talking import GoldTalk, gold_talk, judge, talk_figures
from config.errors import CitedeskError

__all__ = ["MEANINGS", "app", "eval_"]

MEANINGS = {
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
Chart = Annotated[
    Path | None, typer.Option("--chart", metavar="FILE", help="Draw the figures too, as FILE.png and FILE.svg.")
]


@app.command("eval")
def eval_(
    context: typer.Context, file: File, chart: Chart = None, data: Data = None, as_json: Json = False,
    debug: Debug = False,
) -> None:  # fmt: skip
    """Ask the questions of a file, or hold its conversations, and compare the citations with its gold sentences.

    A line: {"question": "...", "answerable": true, "gold_sentences": ["a piece of the sentence"]}. Any one of the gold
    sentences counts; with "kind": "quote" all are wanted. "answerable": false means that it must be refused.

    A conversation: {"turns": [...]}, each turn such a line; those with "follows": false begin anew.

    - `citedesk eval examples/questions.jsonl`
    - `citedesk eval examples/conversations.jsonl`
    - `citedesk eval examples/questions.jsonl --chart figures.png`
    """
    session: Session = context.obj
    if chart:
        _check_chart(chart)
    lines = read_lines(file, _line)
    with session.service(session.prepare(data, debug=debug)) as service:
        service.open()
        figures = _figures(lines, service)
    shown = [Line(figure, MEANINGS[figure.name]) for figure in figures]
    if as_json:
        session.print_json({"questions": len(lines), "figures": [figure.record() for figure in figures]})
    else:
        session.out.print(table(shown))
    if chart:
        from bot.chart import draw

        session.say("drawn: " + ", ".join(map(str, draw(shown, f"citedesk eval {file.name}", chart))))


def _check_chart(path: Path) -> None:
    """Raise before a question is asked where no picture could be drawn."""
    if find_spec("matplotlib") is None:
        raise CitedeskError("matplotlib, which draws, is not installed", advice="Run pip install 'citedesk[chart]'.")
    if not path.resolve().parent.is_dir():
        raise CitedeskError(f"{path.parent} is no folder", advice="Make it first.")


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
