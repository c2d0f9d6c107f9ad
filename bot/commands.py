"""The commands of `citedesk`: each loads the settings, asks the service and prints what comes back."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.answers.answer import answer_record
from bot.batch import BatchQuestion, Record, run_batch
from bot.chat import chat as converse
from bot.conversations import batch_reply
from bot.options import Asked, Batch, Data, Debug, Json, Limit, Out, Question, Sources
from bot.places import places
from bot.progress import BatchBar, BuildBar, stop_on_signal
from bot.records import article_record, search_record, settings_record, status_record
from bot.session import DeskService, Session
from bot.terminal import print_answer, print_article, print_report, print_search, print_settings, print_status
from config.errors import CitedeskError
from config.loading import describe
from index.article import Article

__all__ = ["app"]

app = typer.Typer(
    help="Answers questions about news articles, in Korean and English, with the exact sentences that say it.",
    epilog="Start with `citedesk index FOLDER`, then `citedesk chat`. `citedesk COMMAND --help` shows examples.",
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _one_of(question: str | None, batch: Path | None, out: Path | None) -> None:
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE", param_hint="QUESTION")
    if out is not None and batch is None:
        raise typer.BadParameter("goes with --batch FILE only", param_hint="--out")


def _batch(session: Session, batch: Path | None, out: Path | None, reply: Callable[[BatchQuestion], Record]) -> None:
    """Process a whole batch and say on stderr how it went."""
    if batch is not None:
        with BatchBar(session.err) as bar:
            run_batch(batch, out, reply, stdout=session.out.file, on_record=bar.count)
        session.say(bar.summary)


def _stored(service: DeskService, article: str) -> tuple[Article, list[tuple[int, int]]]:
    try:
        return service.show(article)
    except KeyError:
        advice = "`citedesk search` and the report of `citedesk index` show ids."
        raise CitedeskError(f"the index holds no article {article}", advice=advice) from None


@app.command("index")
def update_index(
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
    - `citedesk index --full` (reads the setting `sources`, and what administrators of the bot added)
    """
    session: Session = context.obj
    settings = session.prepare(data, debug=debug)
    known = places(settings)
    chosen = tuple(sources or (() if full and known.partial else known.all))
    if not chosen:
        raise typer.BadParameter("name at least one file or folder, or set CITEDESK_SOURCES", param_hint="SOURCE")
    with (
        session.service(settings) as service,
        BuildBar(session.err) as bar,
        stop_on_signal(bar.stopping) as cancelled,
    ):
        report = service.build(
            chosen, owner=f"the command line (process {os.getpid()})", full=full,
            keep_missing=keep_missing or (not sources and known.partial), on_progress=bar.show, cancelled=cancelled,
        )  # fmt: skip
    if as_json:
        session.print_json(report.record())
    else:
        print_report(session.out, report)


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

    A line of a batch: `{"id": "q1", "question": "...", "asked": "2024-10-04", "conversation": "c7"}`, the last two
    optional; lines that share a conversation follow on from each other.
    """
    session: Session = context.obj
    _one_of(question, batch, out)
    day = asked.date() if asked else None
    with session.service(session.prepare(data, debug=debug)) as service:
        service.open()
        if question is None:
            _batch(session, batch, out, batch_reply(service, day))
            return
        answer = service.ask(question, asked=day)
    if as_json:
        session.print_json(answer_record(answer))
    else:
        print_answer(session.out, answer)


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
    session: Session = context.obj
    _one_of(question, batch, out)
    with session.service(session.prepare(data, debug=debug)) as service:
        service.open()
        if question is None:
            _batch(
                session,
                batch,
                out,
                lambda item: search_record(item.question, service.search(item.question, limit=limit, asked=item.asked)),
            )
            return
        result = service.search(question, limit=limit)
    if as_json:
        session.print_json(search_record(question, result))
    else:
        print_search(session.out, result)


@app.command()
def chat(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Talk with the articles in the terminal.

    - `citedesk chat`
    - `citedesk chat < questions.txt` answers one question a line and ends.
    """
    session: Session = context.obj
    with session.service(session.prepare(data, debug=debug)) as service:
        service.open()
        converse(session, service, as_json=as_json)


@app.command("bot")
def serve(context: typer.Context, data: Data = None, _as_json: Json = False, debug: Debug = False) -> None:
    """Run the Telegram bot until it is told to stop (Ctrl-C or SIGTERM).

    Needs a token from @BotFather in `CITEDESK_TELEGRAM__TOKEN`, in the environment or in `.env`. By default nobody may
    ask: set `CITEDESK_TELEGRAM__ADMINS` to your numeric user id, or `CITEDESK_TELEGRAM__ACCESS=open`.
    The log goes to stderr; `--json` changes nothing here, since the bot prints no result.

    - `CITEDESK_TELEGRAM__TOKEN=... citedesk bot`
    """
    session: Session = context.obj
    settings = session.prepare(data, debug=debug, level=None)
    with session.service(settings) as service:
        session.run_bot(settings, service)


@app.command()
def status(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Show what is in the index: articles, sentences, languages, dates, model, size, age.

    - `citedesk status --json`
    """
    session: Session = context.obj
    with session.service(session.prepare(data, debug=debug)) as service:
        found, now = service.status(), datetime.now(UTC)
    if as_json:
        session.print_json(status_record(found, now))
    else:
        print_status(session.out, found, now)


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
    session: Session = context.obj
    with session.service(session.prepare(data, debug=debug)) as service:
        stored, spans = _stored(service, article)
    if as_json:
        session.print_json(article_record(stored, spans))
    else:
        print_article(session.out, stored, spans)


@app.command("config")
def show_settings(context: typer.Context, data: Data = None, as_json: Json = False, debug: Debug = False) -> None:
    """Show every setting in force and where it came from; secrets are masked.

    - `citedesk config`
    """
    session: Session = context.obj
    settings = describe(session.prepare(data, debug=debug))
    if as_json:
        session.print_json(settings_record(settings))
    else:
        print_settings(session.out, settings)
