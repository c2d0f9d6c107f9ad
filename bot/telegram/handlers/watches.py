"""/watch, /watches and /unwatch, the buttons that end a watch, and the pages of what was told, all in private."""

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.state import State, Watch
from bot.telegram.addressing import is_group, person
from bot.telegram.browsing import withheld_of
from bot.telegram.buttons import Kind, pattern, unpack
from bot.telegram.context import Context, DeskApplication
from bot.telegram.digests import Digested, digest, page_of, stop_button
from bot.telegram.editing import edit
from bot.telegram.handlers.questions import admitted
from bot.telegram.keyboards import keyboard
from bot.telegram.presses import answer_press, read_press
from bot.telegram.rendering import shorten
from bot.texts import Html, Texts, texts_in

__all__ = ["add_watching"]

_NEW = filters.UpdateType.MESSAGE
_LONGEST = 120  # characters of a name or a topic
_MOST = 20  # watches of a person: each costs a search at every update
_LINE = 120  # units


def add_watching(application: DeskApplication) -> None:
    """Register the commands and the button."""
    application.add_handler(CommandHandler("watch", watch, _NEW))
    application.add_handler(CommandHandler("watches", list_watches, _NEW))
    application.add_handler(CommandHandler("unwatch", unwatch, _NEW))
    application.add_handler(CallbackQueryHandler(stop, pattern(Kind.UNWATCH)))
    application.add_handler(CallbackQueryHandler(turn, pattern(Kind.DIGEST)))


async def watch(update: Update, context: Context) -> None:
    """Begin to watch for a name or a topic."""
    asked = await _asked(update, context)
    if asked is None:
        return
    message, who, topic = asked
    texts = context.texts(message, topic)
    if not topic:
        await context.say(message, texts.html("watch-how"))
    elif len(topic) > _LONGEST:
        await context.say(message, texts.html("too-long", limit=_LONGEST))
    else:
        language = context.texts(message).language  # a digest is of many topics: not that of this one's words
        begun, known = await context.stored(lambda state: _begin(state, who, topic, language))
        rows = [[stop_button(begun.id, begun.topic, texts)]] if begun else []
        said = texts.html("watch-full", most=_MOST)
        if begun is not None:
            said = texts.html("watch-known" if known else "watch-begun", topic=topic)
        await context.say(message, said, keyboard=keyboard(*rows))


async def list_watches(update: Update, context: Context) -> None:
    """Show what the person watches for, with a button to end each."""
    asked = await _asked(update, context)
    if asked:
        message, who, _ = asked
        text, buttons = await _list(who, context, context.texts(message))
        await context.say(message, text, keyboard=buttons)


async def unwatch(update: Update, context: Context) -> None:
    """End the watch that is named; without a name, show them all."""
    asked = await _asked(update, context)
    if asked is None:
        return
    message, who, topic = asked
    texts = context.texts(message, topic)
    ended = await context.stored(lambda state: _end(state, who, topic)) if topic else None
    if ended:
        await context.say(message, texts.html("watch-ended", topic=ended.topic))
        return
    text, buttons = await _list(who, context, texts)
    none = [texts.html("watch-none", topic=shorten(topic, _LINE))] if topic else []
    await context.say(message, "\n\n".join([*none, text]), keyboard=buttons)


async def stop(update: Update, context: Context) -> None:
    """End the watch of a button; only its own person can."""
    query, data = update.callback_query, update.callback_query.data if update.callback_query else None
    pressed = unpack(data or "")
    if query is None or pressed is None:
        return
    texts, who, number = context.texts_for(query.from_user), query.from_user.id, pressed.number(0)
    mine = await context.stored(lambda state: {one.id: one for one in state.watches.of(who)})
    ended = await context.stored(lambda state: state.watches.remove(number, who))
    topic = mine[number].topic if number in mine else ""
    await answer_press(query, texts.plain("watch-ended", topic=topic) if ended else texts.plain("watch-gone"))
    if pressed.number(1) and isinstance(query.message, Message):
        text, buttons = await _list(who, context, texts)
        await edit(context.bot, query.message.chat.id, query.message.message_id, text, buttons)


async def turn(update: Update, context: Context) -> None:
    """Show another page of a digest in its message; it is known by a name that nobody can guess."""
    pressed = await read_press(update, context)
    if pressed is None:
        return
    message, name = pressed.message, pressed.asked.words
    stored = await context.stored(lambda state: state.deliveries.get(name))
    digested = Digested.read(name, stored.value) if stored and stored.chat == message.chat.id else None
    if digested is None:
        await context.say(message, context.texts_for(update.effective_user).html("digest-gone"), reply=True)
        return
    look = context.desk.service.surroundings
    page = await context.in_thread(lambda: page_of(digested, pressed.asked.page, look))
    withheld = await withheld_of(context, [one for _, one in page.items], pressed.person)
    shown = digest(name, page, withheld, texts_in(digested.language))
    await edit(context.bot, message.chat.id, message.message_id, shown.text, shown.keyboard)


async def _asked(update: Update, context: Context) -> tuple[Message, int, str] | None:
    """Return the message, who sent it and what it names; None where it is not for this place, which is said."""
    message = update.message
    user, topic = person(message) if message else None, " ".join(context.args or ())
    if message is None or not await admitted(message, topic, context):
        return None
    if is_group(message):
        await context.say(message, context.texts(message).html("ask-privately"))
        return None
    return (message, user.id, topic) if user else None


async def _list(who: int, context: Context, texts: Texts) -> tuple[Html, InlineKeyboardMarkup | None]:
    watches = await context.stored(lambda state: state.watches.of(who))
    if not watches:
        return texts.html("watches-none"), None
    rows = [[stop_button(one.id, one.topic, texts, listed=True)] for one in watches]
    lines = Html("\n".join(f"• {shorten(one.topic, _LINE)}" for one in watches))
    return texts.html("watches", count=len(watches), lines=lines), keyboard(*rows)


def _begin(state: State, who: int, topic: str, language: str) -> tuple[Watch | None, bool]:
    """Return the watch, and whether it was there before; None where there are enough. Blocks."""
    mine = state.watches.of(who)
    same = next((one for one in mine if one.topic.casefold() == topic.casefold()), None)
    if same or len(mine) >= _MOST:
        return same, same is not None
    state.watches.add(who, who, topic, language)
    return next((one for one in state.watches.of(who) if one.topic == topic), None), False


def _end(state: State, who: int, topic: str) -> Watch | None:
    """End the watch of this name; return it, None if there is none. Blocks."""
    same = [one for one in state.watches.of(who) if one.topic.casefold() == topic.casefold()]
    return same[0] if same and state.watches.remove(same[0].id, who) else None
