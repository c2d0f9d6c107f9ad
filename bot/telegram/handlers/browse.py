"""Reading without asking: /find, /latest, /timeline, /quotes, /sources, /about, and the buttons under what they show.

A list is one message, which its buttons change; a sentence in its context is a message of its own, so that closing it
leads back to where it was opened.
"""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.telegram.addressing import asker_id
from bot.telegram.browsing import Shown, show, show_context
from bot.telegram.buttons import Kind, Press, pattern
from bot.telegram.context import Context, DeskApplication
from bot.telegram.editing import edit, take_away
from bot.telegram.handlers.questions import admitted
from bot.telegram.presses import answer_press, read_press
from bot.telegram.reports import render_about
from bot.texts import Key

__all__ = ["add_browsing"]

_NEW = filters.UpdateType.MESSAGE
_COMMANDS = {
    "find": Kind.FIND, "latest": Kind.LATEST, "timeline": Kind.TIMELINE, "quotes": Kind.QUOTES, "sources": Kind.SOURCES,
}  # fmt: skip
_NEEDS_WORDS = {
    Kind.FIND: Key("find-how"), Kind.TIMELINE: Key("timeline-how"), Kind.QUOTES: Key("quotes-how"),
}  # fmt: skip
_LONGEST = 120  # characters of a name or a query


def add_browsing(application: DeskApplication) -> None:
    """Register the commands, their buttons, and what is said of a button that nothing else takes."""
    for command in _COMMANDS:
        application.add_handler(CommandHandler(command, list_something, _NEW))
    application.add_handler(CommandHandler("about", say_about, _NEW))
    application.add_handler(CallbackQueryHandler(turn_page, pattern(*_COMMANDS.values())))
    application.add_handler(CallbackQueryHandler(open_context, pattern(Kind.CONTEXT)))
    application.add_handler(CallbackQueryHandler(close, pattern(Kind.CLOSE)))
    application.add_handler(CallbackQueryHandler(do_nothing, pattern(Kind.NOTHING)))
    application.add_handler(CallbackQueryHandler(refuse_press))


async def list_something(update: Update, context: Context) -> None:
    """Show the first page of what a command lists."""
    message = update.message
    words = " ".join(context.args or ())
    if message is None or not await admitted(message, words, context):
        return
    command = (message.text or "").split()[0].lstrip("/").partition("@")[0].lower()
    kind, texts = _COMMANDS[command], context.texts(message, words)
    if kind in _NEEDS_WORDS and not words:
        await context.say(message, texts.html(_NEEDS_WORDS[kind]))
    elif len(words) > _LONGEST:
        await context.say(message, texts.html("too-long", limit=_LONGEST))
    else:
        asked = Press(kind, words=words if kind in _NEEDS_WORDS else "")
        shown = await show(context, asked, asker_id(message), texts)
        await context.say(message, shown.text, keyboard=shown.keyboard)


async def turn_page(update: Update, context: Context) -> None:
    """Change a list into another of its pages, or into another order."""
    pressed = await read_press(update, context, _NEEDS_WORDS)
    if pressed is None:
        return
    message, asked, person = pressed.message, pressed.asked, pressed.person
    texts = context.texts_for(update.effective_user, asked.words)
    await _turn_into(message, await show(context, asked, person, texts), context)


async def open_context(update: Update, context: Context) -> None:
    """Show a sentence among those around it, below the message with the button; read on in that message."""
    pressed = await read_press(update, context, _NEEDS_WORDS)
    if pressed is None:
        return
    message, asked, person = pressed.message, pressed.asked, pressed.person
    texts = context.texts_for(update.effective_user)
    shown = await show_context(context, asked, person, texts)
    if asked.number(1):
        await _turn_into(message, shown, context)
    else:
        await context.say(message, shown.text, keyboard=shown.keyboard, reply=True)


async def _turn_into(message: Message, shown: Shown, context: Context) -> None:
    """Make the message show something else; Telegram refuses to change it into what it is, as after a forged press."""
    if message.text and (message.text_html, message.reply_markup) == (shown.text, shown.keyboard):
        return
    await edit(context.bot, message.chat.id, message.message_id, shown.text, shown.keyboard)


async def close(update: Update, context: Context) -> None:
    """Take a message away; where Telegram no longer lets that be done, its buttons."""
    pressed = await read_press(update, context, _NEEDS_WORDS)
    if pressed is None:
        return
    await take_away(context.bot, pressed.message.chat.id, pressed.message.message_id)


async def do_nothing(update: Update, _: Context) -> None:
    """Answer a button that only says something."""
    if update.callback_query:
        await answer_press(update.callback_query)


async def refuse_press(update: Update, context: Context) -> None:
    """Say that nothing is known of the button."""
    query = update.callback_query
    if query:
        await answer_press(query, context.texts_for(query.from_user).plain("press-unknown"))


async def say_about(update: Update, context: Context) -> None:
    """Say what the bot knows, what it doesn't do, and what becomes of what it is told."""
    message = update.message
    if message and await admitted(message, "", context):
        service, texts = context.desk.service, context.texts(message)
        status, outlets = await context.in_thread(lambda: (service.status(), service.sources().total))
        settings = context.desk.settings
        about = render_about(status, outlets, settings.telegram, settings.state.keep_days, texts)
        await context.say(message, about)
