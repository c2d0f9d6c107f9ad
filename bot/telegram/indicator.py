"""What a person sees while an answer is looked for: "typing…", and in private a draft where it takes long."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.addressing import is_private, topic_of

__all__ = ["working"]

_log = logging.getLogger(__name__)

_TYPING_EVERY = 4.0  # seconds; Telegram shows it for 5
_DRAFT_AFTER = 1.0  # seconds; most answers are there before
_DRAFT_EVERY = 25.0  # seconds; Telegram shows it for 30
_LAST = 1.0  # seconds that the answer waits for a request under way: "typing" must not arrive after it


@asynccontextmanager
async def working(bot: ExtBot[int], message: Message, draft: str) -> AsyncIterator[None]:
    """Show that an answer to `message` is on its way while the body runs; `draft` is HTML. Never fails."""
    done = asyncio.Event()
    thread = topic_of(message)

    async def type_() -> None:
        await bot.send_chat_action(message.chat.id, ChatAction.TYPING, message_thread_id=thread)

    async def sketch() -> None:
        await bot.send_message_draft(message.chat.id, message.message_id, draft, message_thread_id=thread)

    showing = {asyncio.create_task(_repeat(type_, 0, _TYPING_EVERY, done))}
    if is_private(message):
        showing.add(asyncio.create_task(_repeat(sketch, _DRAFT_AFTER, _DRAFT_EVERY, done)))
    try:
        yield
    finally:
        done.set()
        await asyncio.wait(showing, timeout=_LAST)
        for task in showing:
            task.cancel()


async def _repeat(show: Callable[[], Awaitable[None]], after: float, every: float, done: asyncio.Event) -> None:
    """Show something after a while and every so often until it is done; what fails is not worth more than a line."""
    pause = after
    while not await _is_done(done, pause):
        pause = every
        try:
            await show()
        except TelegramError as error:
            _log.debug("what is being done could not be shown: %s", error)


async def _is_done(done: asyncio.Event, within: float) -> bool:
    try:
        await asyncio.wait_for(done.wait(), within)
    except TimeoutError:
        return False
    return True
