"""/broadcast: words to every chat that can be reached, once an administrator has seen them and said yes."""

from telegram import CallbackQuery, Update

from bot.telegram.announcing import SUBJECT, announce
from bot.telegram.buttons import Kind, Press, unpack
from bot.telegram.context import Context, DeskApplication
from bot.telegram.editing import edit
from bot.telegram.handlers.administrator import administrator, words_after
from bot.telegram.keyboards import button, keyboard
from bot.telegram.presses import answer_press
from bot.texts import Texts, escape

__all__ = ["broadcast", "confirm"]

_LONGEST = 3_000  # characters: shown with what surrounds them, they have to fit into one message
_YES, _NO = 1, 0


async def broadcast(update: Update, context: Context) -> None:
    """Show what would be sent to how many chats, with a button for each of yes and no."""
    message = await administrator(update, context, privately=True)
    if message is None:
        return
    texts, words = context.texts(message), words_after(message)
    if not words or len(words) > _LONGEST:
        await context.say(message, texts.html("broadcast-how", limit=_LONGEST))
        return
    chats = await _chats(context)
    yes = button(texts.plain("broadcast-yes", count=len(chats)), Press(Kind.BROADCAST, (_YES,)))
    no = button(texts.plain("broadcast-no"), Press(Kind.BROADCAST, (_NO,)))
    preview = f"{texts.html('broadcast-preview', count=len(chats))}\n<blockquote>{escape(words)}</blockquote>"
    (shown,) = await context.say(message, preview, keyboard=keyboard([yes], [no]))
    context.desk.administration.keep((shown.chat.id, shown.message_id), words)


async def confirm(update: Update, context: Context) -> None:
    """Send, or let it be; either way the buttons go, and whoever presses again finds nothing to send."""
    query = update.callback_query
    message = query.message if query else None
    if query is None or message is None:
        return
    texts = context.texts_for(query.from_user)
    if query.from_user.id not in context.desk.admins:
        await answer_press(query, texts.plain("press-refused"))
        return
    words = context.desk.administration.take((message.chat.id, message.message_id))
    if words is None:
        await answer_press(query, texts.plain("broadcast-gone"))
        return
    await answer_press(query)
    await _decided(query, message.chat.id, message.message_id, words, texts, context)


async def _decided(query: CallbackQuery, chat: int, message: int, words: str, texts: Texts, context: Context) -> None:
    who, pressed = query.from_user.id, unpack(query.data or "")
    if pressed is None or pressed.number(0) != _YES:
        await context.stored(lambda state: state.audit.note(who, "broadcast", words[:SUBJECT], "declined"))
        await edit(context.bot, chat, message, texts.html("broadcast-let-be"))
        return
    chats = await _chats(context)
    await edit(context.bot, chat, message, texts.html("broadcast-begins", count=len(chats)))
    await context.stored(lambda state: state.audit.note(who, "broadcast", words[:SUBJECT], "started"))
    await context.stored(lambda state: state.broadcasts.begin(who, words, texts.language, (chat, message), chats))
    application = context.application
    if isinstance(application, DeskApplication):
        application.create_task(announce(application), name="broadcast")


async def _chats(context: Context) -> tuple[int, ...]:
    denied = context.desk.roster.denied
    reachable = await context.stored(lambda state: state.chats.reachable())
    return tuple(chat for chat in reachable if chat not in denied)
