"""Reading and answering a press: Telegram shows a waiting button until it is answered, so that comes first."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.state import Delivery
from bot.telegram.behind import Behind
from bot.telegram.buttons import Kind, Press, unpack, words_of
from bot.telegram.context import Context

__all__ = ["Pressed", "PressedAnswer", "answer_press", "read_answer_press", "read_press"]

_log = logging.getLogger(__name__)

_STORED_WITHIN = 1.0  # seconds; it takes some milliseconds (docs/operations.md, "What it costs")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press that was answered: the message that the button is under, what it asks for and who asks."""

    message: Message
    asked: Press
    person: int


@dataclass(frozen=True, slots=True)
class PressedAnswer:
    """A press of a button under an answer that is still remembered."""

    pressed: Pressed
    delivery: Delivery
    behind: Behind


async def answer_press(query: CallbackQuery, text: str = "") -> None:
    """Answer a press; `text` stays until the person closes it. Where none arrives, the work is still done."""
    try:
        await query.answer(text or None, show_alert=bool(text))
    except TelegramError as error:
        _log.info("a press could not be answered: %s", error)


async def read_press(update: Update, context: Context, worded: Collection[Kind] = ()) -> Pressed | None:
    """Answer a press, and return it; None if it can't be told what it asks, as of those `worded` without words."""
    query = update.callback_query
    if query is None:
        return None
    message = query.message if isinstance(query.message, Message) else None
    asked = unpack(query.data or "")
    words = words_of(asked, message) if asked and asked.kind in worded else ""
    if asked is None or message is None or (asked.kind in worded and not words):
        texts = context.texts_for(query.from_user)
        await answer_press(query, texts.plain("press-unknown" if asked is None else "press-old"))
        return None
    await answer_press(query)
    return Pressed(message, replace(asked, words=words or asked.words), query.from_user.id)


async def read_answer_press(update: Update, context: Context) -> PressedAnswer | None:
    """Answer a press under an answer, and return what stands behind; where that is forgotten, say so.

    An answer is known by a name that nobody can guess, and only in the chat that it was given in.
    """
    pressed = await read_press(update, context)
    if pressed is None:
        return None
    name, chat = pressed.asked.words, pressed.message.chat.id
    delivery = await context.stored(lambda state: state.deliveries.get(name))
    if delivery is None:  # an answer is stored just after it is sent, and may be pressed before
        await asyncio.sleep(_STORED_WITHIN)
        delivery = await context.stored(lambda state: state.deliveries.get(name))
    here = delivery is not None and chat in (delivery.chat, context.desk.moved.get(delivery.chat))
    stored = Behind.read(delivery.value) if delivery else None
    if delivery is None or stored is None or not here:
        await context.say(pressed.message, context.texts_for(update.effective_user).html("answer-gone"), reply=True)
        return None
    return PressedAnswer(pressed, delivery, stored)
