"""What people think of answers and refusals: the buttons, and /feedback export, which hands it to administrators.

An opinion is stored with the answer's name, question and sentences, and nothing of whose it is.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from telegram import ReplyParameters, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.state import Opinion, State
from bot.telegram.addressing import is_group
from bot.telegram.buttons import Kind, pattern
from bot.telegram.context import Context, DeskApplication
from bot.telegram.editing import edit_keyboard
from bot.telegram.handlers.administrator import administrator, note
from bot.telegram.keyboards import rated
from bot.telegram.presses import read_answer_press
from bot.telegram.rating import Rating, rating_of
from bot.texts import texts_in

__all__ = ["add_feedback"]

_EXPORT = "export"


def add_feedback(application: DeskApplication) -> None:
    """Register the buttons and the command."""
    application.add_handler(CallbackQueryHandler(rate, pattern(Kind.FEEDBACK)))
    application.add_handler(CommandHandler("feedback", export_feedback, filters.UpdateType.MESSAGE))


async def rate(update: Update, context: Context) -> None:
    """Note an opinion, another one, or none any more; the buttons say which is held, where Telegram still has them."""
    about = await read_answer_press(update, context)
    rating = rating_of(about.pressed.asked.number(0)) if about else None
    if about is None or rating is None:
        return
    delivery, cited = about.delivery, about.behind.cited

    def store(state: State) -> None:
        if rating is Rating.NONE:
            state.feedback.drop(delivery.answer)
        else:
            good = rating is Rating.GOOD
            state.feedback.put(Opinion(delivery.answer, good, rating.reason, delivery.question, cited))

    await context.stored(store)
    message, texts = about.pressed.message, texts_in(about.behind.language)
    if message.reply_markup is None:  # the message is too old for Telegram to hand it out
        await context.say(message, texts.html("rating-noted"), reply=True)
        return
    buttons = rated(message.reply_markup, delivery.answer, rating, texts, answered=bool(cited))
    await edit_keyboard(context.bot, message.chat.id, message.message_id, buttons)


async def export_feedback(update: Update, context: Context) -> None:
    """Send all opinions to an administrator as JSON lines, where nobody else reads along."""
    message = await administrator(update, context)
    if message is None:
        return
    texts = context.texts(message)
    if [one.lower() for one in context.args or ()] != [_EXPORT]:
        await context.say(message, texts.html("feedback-how"))
        return
    if is_group(message):
        await context.say(message, texts.html("ask-privately"))
        return
    opinions = await context.stored(lambda state: state.feedback.all())
    if opinions:
        await context.bot.send_document(
            message.chat.id,
            _lines(opinions).encode("utf-8", "replace"),
            filename="feedback.jsonl",
            caption=texts.html("feedback-exported", count=len(opinions)),
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        )
    else:
        await context.say(message, texts.html("feedback-none"))
    await note(message, "feedback export", "", f"{len(opinions)} opinions", context)


def _lines(opinions: Sequence[tuple[datetime, Opinion]]) -> str:
    return "".join(f"{json.dumps(_record(at, one), ensure_ascii=False)}\n" for at, one in opinions)


def _record(at: datetime, opinion: Opinion) -> dict[str, object]:
    cited = [{"article": article, "start": start, "end": end} for article, start, end in opinion.cited]
    return {
        "at": at.isoformat(), "answer": opinion.answer, "good": opinion.good, "reason": opinion.reason,
        "answered": bool(opinion.cited), "question": opinion.question, "cited": cited,
    }  # fmt: skip
