"""A run of the index, followed in one message from its beginning to its end."""

import asyncio
import logging

from telegram import Message
from telegram.error import BadRequest, TelegramError

from bot.telegram.addressing import is_group
from bot.telegram.context import Context
from bot.telegram.editing import edit
from bot.telegram.handlers.administrator import note
from bot.telegram.reindexing import Run
from bot.telegram.reports import render_error, render_progress, render_report
from bot.texts import Texts

__all__ = ["follow"]

_log = logging.getLogger(__name__)

_EDIT_EVERY = 3.0  # seconds
_EDIT_EVERY_IN_GROUP = 6.0  # a group takes 20 messages and edits a minute, and there are answers to send


async def follow(run: Run, message: Message, context: Context, texts: Texts, act: str = "reindex") -> None:
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
    await note(message, act, "", type(error).__name__ if error else "done", context)


def _outcome(run: Run, texts: Texts) -> str:
    """Return the report, or one sentence about the error, which goes to the log in full."""
    error = run.outcome.exception()
    if error is None:
        return render_report(run.outcome.result(), texts, dry=run.dry)
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
