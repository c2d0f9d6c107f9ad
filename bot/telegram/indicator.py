"""The "typing…" under the bot's name, from the question to just before the answer."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

__all__ = ["typing"]

_log = logging.getLogger(__name__)

_EVERY = 4.0  # seconds; Telegram shows it for 5
_LAST = 1.0  # seconds that the answer waits for a request under way: "typing" must not arrive after it


@asynccontextmanager
async def typing(bot: ExtBot[int], message: Message) -> AsyncIterator[None]:
    """Show that an answer to `message` is on its way while the body runs; never fails."""
    done = asyncio.Event()
    showing = asyncio.create_task(_show(bot, message, done))
    try:
        yield
    finally:
        done.set()
        await asyncio.wait({showing}, timeout=_LAST)
        showing.cancel()


async def _show(bot: ExtBot[int], message: Message, done: asyncio.Event) -> None:
    thread = message.message_thread_id if message.is_topic_message else None
    while not done.is_set():
        try:
            await bot.send_chat_action(message.chat.id, ChatAction.TYPING, message_thread_id=thread)
        except TelegramError as error:
            _log.debug("no typing indicator: %s", error)
        try:
            await asyncio.wait_for(done.wait(), _EVERY)
        except TimeoutError:
            continue
