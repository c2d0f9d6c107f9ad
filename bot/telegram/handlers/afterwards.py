"""The buttons under an answer: further sentences, other outlets, the timeline of the name asked about.

What they show is a message of its own below the answer, so that the answer stays as it was given.
"""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.telegram.browsing import show
from bot.telegram.buttons import Kind, Press, pattern
from bot.telegram.context import Context, DeskApplication
from bot.telegram.editing import edit
from bot.telegram.further import show_further
from bot.telegram.presses import read_answer_press
from bot.texts import texts_in

__all__ = ["add_afterwards"]


def add_afterwards(application: DeskApplication) -> None:
    """Register the buttons."""
    application.add_handler(CallbackQueryHandler(open_further, pattern(Kind.MORE, Kind.OUTLETS)))
    application.add_handler(CallbackQueryHandler(open_timeline, pattern(Kind.EVENTS)))


async def open_further(update: Update, context: Context) -> None:
    """Show what more there is below the answer; turn its pages in that message."""
    about = await read_answer_press(update, context)
    if about is None:
        return
    message, asked = about.pressed.message, about.pressed.asked
    shown = await show_further(context, asked, about.behind, about.pressed.person, texts_in(about.behind.language))
    if asked.number(1):
        await edit(context.bot, message.chat.id, message.message_id, shown.text, shown.keyboard)
    else:
        await context.say(message, shown.text, keyboard=shown.keyboard, reply=True)


async def open_timeline(update: Update, context: Context) -> None:
    """Show the timeline of the name that the question asked about."""
    about = await read_answer_press(update, context)
    if about is not None:
        asked = Press(Kind.TIMELINE, words=about.behind.name)
        shown = await show(context, asked, about.pressed.person, texts_in(about.behind.language))
        await context.say(about.pressed.message, shown.text, keyboard=shown.keyboard, reply=True)
