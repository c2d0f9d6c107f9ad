"""Answering a press: Telegram shows a waiting button until it is answered, so that comes before any work."""

import logging

from telegram import CallbackQuery
from telegram.error import TelegramError

__all__ = ["answer_press"]

_log = logging.getLogger(__name__)


async def answer_press(query: CallbackQuery, text: str = "") -> None:
    """Answer a press; `text` stays until the person closes it. Where none arrives, the work is still done."""
    try:
        await query.answer(text or None, show_alert=bool(text))
    except TelegramError as error:
        _log.info("a press could not be answered: %s", error)
