"""/status for everybody who may ask; /reindex and /cancel for the administrators named in the settings."""

import asyncio
import logging

from telegram import Message, Update, User
from telegram.error import BadRequest, TelegramError

from bot.telegram.addressing import asker_id, is_group
from bot.telegram.context import Context
from bot.telegram.editing import edit
from bot.telegram.handlers.access import is_admin
from bot.telegram.reindexing import Run
from bot.telegram.reports import render_error, render_progress, render_report, render_running, render_status
from bot.texts import Texts

__all__ = ["administrator", "cancel", "note", "reindex", "status"]

_log = logging.getLogger(__name__)

_EDIT_EVERY = 3.0  # seconds
_EDIT_EVERY_IN_GROUP = 6.0  # a group takes 20 messages and edits a minute, and there are answers to send


async def status(update: Update, context: Context) -> None:
    """Say what has been indexed and what is being indexed; administrators see the details."""
    message = update.message
    if message is None:
        return
    texts, admin = context.texts(message), is_admin(message, context.desk)
    figures = await context.in_thread(context.desk.service.status)
    text = render_status(figures, texts, admin=admin)
    run = context.desk.reindexing.current
    if run and admin:
        text += "\n\n" + render_running(run.owner, run.since, texts)
    await context.say(message, text)


async def reindex(update: Update, context: Context) -> None:
    """Begin an update of the index, or say who began the one that runs."""
    message = await administrator(update, context)
    if message is None:
        return
    desk, texts = context.desk, context.texts(message)
    running = desk.reindexing.current
    if running:
        await context.say(message, render_running(running.owner, running.since, texts))
    elif not desk.settings.sources:
        await context.say(message, texts.html("no-sources"))
    else:
        run = desk.reindexing.begin(desk.settings.sources, _owner(message.from_user), desk.clock())
        _log.info("%s started a reindex", run.owner)
        await note(message, "reindex", "started", context)
        context.application.create_task(_follow(run, message, context, texts), name="reindex")


async def cancel(update: Update, context: Context) -> None:
    """Stop the update of the index that runs in this bot."""
    message = await administrator(update, context)
    if message:
        texts = context.texts(message)
        stopping = context.desk.reindexing.cancel()
        await context.say(message, texts.html("cancel-asked" if stopping else "cancel-nothing"))
        await note(message, "cancel", "asked" if stopping else "nothing to stop", context)


async def administrator(update: Update, context: Context) -> Message | None:
    """Return the message if it is a fresh command of an administrator; else say why nothing is done."""
    message = update.message
    if message is None:
        return None
    texts = context.texts(message)
    if not is_admin(message, context.desk):
        await context.say(message, texts.html("admins-only"))
        return None
    if context.desk.is_late(message):
        await context.say(message, texts.html("late-command"))
        return None
    return message


async def note(message: Message, act: str, outcome: str, context: Context) -> None:
    """Put an act into the audit log."""
    who = asker_id(message)
    await context.stored(lambda state: state.audit.note(who, act, outcome=outcome))


def _owner(user: User | None) -> str:
    if user is None:
        return "Telegram"
    return f"@{user.username} ({user.id})" if user.username else f"Telegram user {user.id}"


async def _follow(run: Run, message: Message, context: Context, texts: Texts) -> None:
    """Keep one message up to date until the run ends; trouble with the message never stops the run."""
    shown = await _begin_message(message, context, texts)
    outcome = asyncio.wrap_future(run.outcome)
    said: str = texts.html("build-begins")
    while not (await asyncio.wait({outcome}, timeout=_EDIT_EVERY_IN_GROUP if is_group(message) else _EDIT_EVERY))[0]:
        text = render_progress(run.heard.progress, texts)
        if text != said and shown is not None:
            said = text
            await _try_edit(context, message, shown, text)
    await _end_message(message, shown, _outcome(run, texts), context)
    error = run.outcome.exception()
    await note(message, "reindex", type(error).__name__ if error else "done", context)


def _outcome(run: Run, texts: Texts) -> str:
    """Return the report, or one sentence about the error, which goes to the log in full."""
    error = run.outcome.exception()
    if error is None:
        return render_report(run.outcome.result(), texts)
    _log.error("the reindex of %s ended with an error", run.owner, exc_info=error)
    return render_error(error, texts)


async def _begin_message(message: Message, context: Context, texts: Texts) -> int | None:
    try:
        (sent,) = await context.say(message, texts.html("build-begins"))
    except TelegramError:
        _log.warning("the progress of the reindex cannot be shown", exc_info=True)
        return None
    return sent.message_id


async def _try_edit(context: Context, message: Message, shown: int, text: str) -> None:
    try:
        await edit(context.bot, message.chat.id, shown, text)
    except TelegramError as error:
        _log.warning("the progress of the reindex was not shown: %s", error)


async def _end_message(message: Message, shown: int | None, text: str, context: Context) -> None:
    """Put the outcome into the progress message; send it anew where that message is gone."""
    if shown is not None:
        try:
            await edit(context.bot, message.chat.id, shown, text)
        except BadRequest as error:
            _log.info("the progress message is gone: %s", error)
        else:
            return
    await context.say(message, text)
