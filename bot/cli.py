"""The command line: `citedesk index | ask | search | chat | bot | status | show | config`.

Exit code 0: done; 1: could not be done, with one line on stderr saying why and what to do; 2: wrong usage.
"""

import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.answers.answer import answer_record
from bot.batch import BatchQuestion, Record
from bot.batchfile import run_batch
from bot.chat import chat as converse
from bot.desk import Desk
from bot.progress import BuildBar, stop_on_signal
from bot.records import article_record, search_record, settings_record, status_record
from bot.service import Service
from bot.telegram.application import run_bot
from bot.terminal import print_answer, print_article, print_report, print_search, print_settings, print_status
from config.errors import CitedeskError
from config.loading import describe

__all__ = ["main"]

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Where the index lives. Default: the setting `data`.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Debug = Annotated[bool, typer.Option("--debug", help="Log everything, and show where an error happened.")]
Question = Annotated[str | None, typer.Argument(help="The question, in quotes.", show_default=False)]
Batch = Annotated[
    Path | None, typer.Option("--batch", metavar="FILE", help="Questions to process, one JSON object a line.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the batch's results go. Default: stdout.")]
Asked = Annotated[
    datetime | None,
    typer.Option("--asked", formats=["%Y-%m-%d"], metavar="DATE", help="The day the question is asked on."),
]

app = typer.Typer(
    name="citedesk",
    help="Answers questions about news articles, in Korean and English, with the exact sentences they say it in.",
    epilog="Start with: `citedesk index FOLDER`, then `citedesk chat`. Settings: `citedesk config`, docs/settings.md.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None, desk: Desk | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong ends in one line, not in a traceback."""
    _print_everything()
    desk = desk or Desk(Service, run_bot)
    command = typer.main.get_command(app)
    try:
        code = command.main(arguments, prog_name="citedesk", standalone_mode=False, obj=desk)
    except CitedeskError as error:
        desk.say_error(error)
        code = 1
    except typer.TyperException as error:
        desk.say(f"{error.format_message()} (see citedesk --help)")
        code = 2
    return int(code or 0)


@app.command()
def index(
    context: typer.Context,
    sources: Annotated[list[Path] | None, typer.Argument(metavar="[SOURCE]...", show_default=False)] = None,
    full: Annotated[bool, typer.Option("--full", help="Build everything again.")] = False,
    keep_missing: Annotated[bool, typer.Option("--keep-missing", help="Keep articles that are gone.")] = False,
    data: Data = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """..."""
