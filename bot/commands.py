"""The commands of `citedesk`: each loads the settings, asks the service and prints what comes back."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.answers.answer import answer_record
from bot.batch import BatchQuestion, Record, run_batch
from bot.chat import chat as converse
from bot.desk import Desk, NewsService
from bot.progress import BuildBar, stop_on_signal
from bot.records import article_record, search_record, settings_record, status_record
from bot.terminal import print_answer, print_article, print_report, print_search, print_settings, print_status
from config.errors import CitedeskError
from config.loading import describe

__all__ = ["app"]

app = typer.Typer(
    help="Answers questions about news articles, in Korean and English, with the exact sentences that say it.",
    epilog="Start with `citedesk index FOLDER`, then `citedesk chat`. `citedesk COMMAND --help` shows examples.",
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Where the index lives; default: the setting `data`.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="Log everything, and show where an error happened.")]
Question = Annotated[str | None, typer.Argument(metavar="QUESTION", help="In quotes.", show_default=False)]
Batch = Annotated[Path | None, typer.Option("--batch", metavar="FILE", help="Questions, one JSON object a line.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where a batch's results go; else stdout.")]
Asked = Annotated[
    datetime | None,
    typer.Option("--asked", formats=["%Y-%m-%d"], metavar="DATE", help="The day it is asked, as 2024-10-04."),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="K", help="How many results.")]
Sources = Annotated[
    list[Path] | None,
    typer.Argument(metavar="SOURCE...", help="Files and folders; default: the setting `sources`.", show_default=False),
]


@app.command()
def index(
    context: typer.Context,
    sources: Sources = None,
    full: Annotated[bool, typer.Option("--full", help="Build everything again, nothing reused.")] = False,
    keep_missing: Annotated[bool, typer.Option("--keep-missing", help="Keep articles whose source is gone.")] = False,
    data: Data = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Bring the index up to date with the sources.

    Reads .txt, .md, .html and .jsonl, each also as .gz, and folders of them. Only what has changed is embedded.
    Ctrl-C stops a build; the old index then stays in use.

    - `citedesk index articles/`
    - `citedesk index articles/ archive.jsonl.gz --data /srv/citedesk`
    - `citedesk index --full` (reads the setting `sources`)
    """
    desk: Desk = context.obj
    settings = desk.prepare(data, debug=debug)
    chosen = tuple(sources or settings.sources)
    if not chosen:
        raise typer.BadParameter("name at least one file or folder, or set CITEDESK_SOURCES", param_hint="SOURCE")
    with (
        desk.service(settings) as service,
        BuildBar(desk.err) as bar,
        stop_on_signal(bar.stopping) as cancelled,
    ):
        report = service.build(
            chosen, owner=f"the command line (process {os.getpid()})", full=full, keep_missing=keep_missing,
            on_progress=bar.show, cancelled=cancelled,
        )  # fmt: skip
    if as_json:
        desk.print_json(report.record())
    else:
        print_report(desk.out, report)


@app.command()
def ask(
    context: typer.Context,
    question: Question = None,
    asked: Asked = None,
    batch: Batch = None,
    out: Out = None,
    data: Data = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Answer a question with sentences of the articles, word for word, or say that nothing supports an answer.

    - `citedesk ask "what did Amodei say"`
    - `citedesk ask "지난주 환율은?" --asked 2024-10-04 --json`
    - `citedesk ask --batch questions.jsonl --out answers.jsonl`

    A line of a batch: `{"id": "q1", "question": "...", "asked": "2024-10-04"}`, the last one optional.
    """
    desk: Desk = context.obj
    _one_of(question, batch, out)
    day = asked.date() if asked else None
    with desk.service(desk.prepare(data, debug=debug)) as service:
        service.open()
        if question is None:
            _batch(desk, batch, out, lambda item: answer_record(service.ask(item.question, asked=item.asked or day)))
            return
        answer = service.ask(question, asked=day)
    if as_json:
        desk.print_json(answer_record(answer))
    else:
        print_answer(desk.out, answer)


@app.command()
def search(
    context: typer.Context,
    question: Question = None,
    limit: Limit = 10,
    batch: Batch = None,
    out: Out = None,
    data: Data = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Rank passages and sentences by a question, without an answer.

    - `citedesk search "semiconductor export rules" --limit 5`
    - `citedesk search --batch questions.jsonl --out found.jsonl`
    """
    desk: Desk = context.obj
    _one_of(question, batch, out)
    with desk.service(desk.prepare(data, debug=debug)) as service:
        service.open()
        if question is None:
            _batch(
                desk, batch, out, lambda item: search_record(item.question, service.search(item.question, limit=limit))
            )
            return
        result = service.search(question, limit=limit)
    if as_json:
        desk.print_json(search_record(question, result))
    else:
        print_search(desk.out, result)


@app.command()
def chat(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Talk with the articles in the terminal.

    - `citedesk chat`
    - `citedesk chat < questions.txt` answers one question a line and ends.
    """
    desk: Desk = context.obj
    with desk.service(desk.prepare(data, debug=debug)) as service:
        service.open()
        converse(desk, service, as_json=as_json)


@app.command()
def bot(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Run the Telegram bot until it is told to stop (Ctrl-C or SIGTERM).

    Needs a token from @BotFather in `CITEDESK_TELEGRAM__TOKEN`, in the environment or in `.env`. By default nobody may
    ask: set `CITEDESK_TELEGRAM__ADMINS` to your numeric user id, or `CITEDESK_TELEGRAM__ACCESS=open`.
    The log goes to stderr; `--json` changes nothing here, since the bot prints no result.

    - `CITEDESK_TELEGRAM__TOKEN=... citedesk bot`
    """
    desk: Desk = context.obj
    desk.run_bot(desk.prepare(data, debug=debug, level=None))


@app.command()
def status(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Show what is in the index: articles, sentences, languages, dates, model, size, age.

    - `citedesk status --json`
    """
    desk: Desk = context.obj
    with desk.service(desk.prepare(data, debug=debug)) as service:
        found, now = service.status(), datetime.now(UTC)
    if as_json:
        desk.print_json(status_record(found, now))
    else:
        print_status(desk.out, found, now)


@app.command()
def show(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id, as answers and reports name it.")],
    data: Data = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show an article as it is stored: metadata, text, sentences with their offsets.

    - `citedesk show news/2024-10-04.txt`
    - `citedesk show news/2024-10-04.txt --json`
    """
    desk: Desk = context.obj
    with desk.service(desk.prepare(data, debug=debug)) as service:
        stored, spans = _stored(service, article)
    if as_json:
        desk.print_json(article_record(stored, spans))
    else:
        print_article(desk.out, stored, spans)


@app.command()
def config(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Show every setting in force and where it came from; secrets are masked.

    - `citedesk config`
    """
    desk: Desk = context.obj
    settings = describe(desk.prepare(data, debug=debug))
    if as_json:
        desk.print_json(settings_record(settings))
    else:
        print_settings(desk.out, settings)
