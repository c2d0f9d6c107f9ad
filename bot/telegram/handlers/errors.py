"""What becomes of an error in a handler: one sentence to the person, everything else to the log."""

import logging

from telegram import Message, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.context import Context
from bot.telegram.doubt import say_unsure
from bot.telegram.reports import render_error
from bot.telegram.requests import NotCarriedOut
from config.errors import CitedeskError

__all__ = ["report_error"]

_log = logging.getLogger(__name__)


async def report_error(update: object, context: Context) -> None:
    """Log the error; tell the person, unless it is that nothing can be told to them."""
    error = context.error
    message = update.effective_message if isinstance(update, Update) else None
    if error is not None:
        context.desk.metrics.update_failed(error)
    if error is None or message is None:
        _log.error("a task of the bot failed", exc_info=error)
        return
    if isinstance(error, Forbidden):
        _log.info("chat %d does not take messages any more: %s", message.chat.id, error)
        await context.stored(lambda state: state.chats.block(message.chat.id))
        return
    if isinstance(error, CitedeskError):  # foreseen: what to do about it says more than where it happened
        _log.error("an update of chat %d failed: %s. %s", message.chat.id, error.message.rstrip("."), error.advice)
    else:
        _log.error("an update of chat %d failed", message.chat.id, exc_info=error)
    if not isinstance(error, NotCarriedOut | RetryAfter | ChatMigrated):  # saying it would fail as well, or do harm
        await _say(error, message, context)


async def _say(error: Exception, message: Message, context: Context) -> None:
    try:
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            await say_unsure(message, context)
        else:
            await context.say(message, render_error(error, context.texts(message, message.text or "")))
    except TelegramError as failed:
        _log.warning("chat %d could not be told about the error: %s", message.chat.id, failed)
