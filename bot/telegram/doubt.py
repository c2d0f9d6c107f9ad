"""What becomes of answers that may not have arrived: a note, which costs nothing to be shown twice.

An answer is sent once. If only the reply of Telegram to it was lost, the person has it, and sending it again would show
it twice and count it twice; if the answer was lost, they have nothing. So the note asks them, and its button, which
stands under a reply to the question, has it answered again. What surely did not arrive, because Telegram could not be
reached for a minute, is answered again as soon as it can be.
"""

from datetime import timedelta

from telegram import InlineKeyboardMarkup, Message

from bot.telegram.addressing import asker_id, question_in
from bot.telegram.buttons import Kind, Press
from bot.telegram.context import Context
from bot.telegram.keyboards import button

__all__ = ["postpone", "say_unsure"]

_TRIED_FOR = timedelta(days=1)  # as long as Telegram itself keeps an update for a bot that is away


async def say_unsure(message: Message, context: Context) -> None:
    """Say that the answer to a message may not have arrived, and offer it again if that was a question.

    What a press of a button under one of the bot's own messages should have shown is had by pressing again.
    """
    texts = context.texts(message, message.text or "")
    if message.from_user != context.bot.bot and question_in(message, context.bot.bot):
        again = InlineKeyboardMarkup([[button(texts.plain("answer-again"), Press(Kind.AGAIN))]])
        await context.say(message, texts.html("unsure-answer"), keyboard=again, reply=True)
    else:
        await context.say(message, texts.html("unsure"))


async def postpone(update: int, message: Message, answer: str, context: Context) -> None:
    """Let a question be answered again later whose answer surely did not arrive, as if it had not been asked yet.

    Not for ever: what Telegram refuses for a day with "not now" it refuses for good.
    """
    desk = context.desk
    if desk.clock() - message.date > _TRIED_FOR:
        return
    await context.stored(lambda state: state.deliveries.forget(answer))
    desk.limit.give_back(asker_id(message))
    desk.group_limit.give_back(message.chat.id)
    desk.postponed.add(update)
