"""/language and /settings: what a chat has set for itself, changed by the buttons of one message.

In a group only its own administrators change anything, and Telegram is asked at every change who they are.
"""

from dataclasses import replace

from telegram import ChatMember, InlineKeyboardButton, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.state import ChatSettings, State
from bot.telegram.addressing import is_group, person
from bot.telegram.buttons import Kind, Press, pattern, unpack
from bot.telegram.context import Context, DeskApplication
from bot.telegram.editing import edit
from bot.telegram.handlers.questions import admitted
from bot.telegram.keyboards import Row, button, keyboard
from bot.telegram.presses import answer_press
from bot.texts import LANGUAGES, Texts, texts_in

__all__ = ["MOST_CITATIONS", "add_preferences"]

MOST_CITATIONS = 5
_LANGUAGE, _CITATIONS, _QUIET = 1, 2, 3  # what a button sets
_ALONE = 1  # the message is that of /language
_NIGHTS = ((22, 7), (23, 7), (23, 8), (0, 8))  # hours
_HOURS = 24
_NEW = filters.UpdateType.MESSAGE
_IN_CHARGE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def add_preferences(application: DeskApplication) -> None:
    """Register the commands and their buttons."""
    application.add_handler(CommandHandler("language", choose_language, _NEW))
    application.add_handler(CommandHandler("settings", show_settings, _NEW))
    application.add_handler(CallbackQueryHandler(change, pattern(Kind.SETTINGS)))


async def choose_language(update: Update, context: Context) -> None:
    """Set the language that is named; without one, offer those there are."""
    message = await _in_charge(update, context)
    if message is None:
        return
    code = " ".join(context.args or ()).lower()
    if code in LANGUAGES:
        await _set(message.chat.id, replace(context.chat_settings, language=code), context)
        await context.say(message, context.texts(message).html("language-set"))
    else:
        texts = context.texts(message)
        row = _languages(context.chat_settings, texts, alone=True)
        await context.say(message, texts.html("language-which"), keyboard=keyboard(row))


async def show_settings(update: Update, context: Context) -> None:
    """Show what is set, with buttons that change it."""
    message = await _in_charge(update, context)
    if message:
        texts, group = context.texts(message), is_group(message)
        await context.say(message, _said(context, texts, group=group), keyboard=keyboard(*_rows(context, texts, group)))


async def change(update: Update, context: Context) -> None:
    """Set what a button says, and show what is set now."""
    query = update.callback_query
    pressed, message = unpack(query.data or "") if query else None, query.message if query else None
    if query is None or pressed is None or not isinstance(message, Message):
        return
    group = is_group(message)
    changed = _changed(context.chat_settings, pressed)
    if changed is None:
        await answer_press(query, context.texts_for(query.from_user).plain("press-unknown"))
    elif group and not await _is_group_admin(message.chat.id, query.from_user, context):
        await answer_press(query, context.texts_for(query.from_user).plain("group-admins-only"))
    else:
        await _set(message.chat.id, changed, context)
        await answer_press(query)
        texts = context.texts_for(query.from_user)
        alone = pressed.number(0) == _LANGUAGE and pressed.number(1) == _ALONE
        said = texts.html("language-set") if alone else _said(context, texts, group=group)
        rows = [_languages(changed, texts, alone=True)] if alone else _rows(context, texts, group)
        await edit(context.bot, message.chat.id, message.message_id, said, keyboard(*rows))


def _changed(settings: ChatSettings, pressed: Press) -> ChatSettings | None:
    """Return the settings as a button wants them, None where no button of ours wants that."""
    field, value = pressed.number(0), pressed.number(1)
    if field == _LANGUAGE and pressed.words in ("", *LANGUAGES):
        return replace(settings, language=pressed.words or None)
    if field == _CITATIONS and 1 <= value <= MOST_CITATIONS:
        return replace(settings, citations=value)
    if field == _QUIET and value < 0:
        return replace(settings, quiet_from=None, quiet_until=None)
    first, last = divmod(value, 100)
    if field == _QUIET and first < _HOURS and last < _HOURS and first != last:
        return replace(settings, quiet_from=f"{first:02}:00", quiet_until=f"{last:02}:00")
    return None


async def _set(chat: int, settings: ChatSettings, context: Context) -> None:
    def store(state: State) -> None:
        state.chats.set(chat, settings)

    await context.stored(store)
    context.chat_settings = settings


async def _in_charge(update: Update, context: Context) -> Message | None:
    """Return the message of somebody who may set things here; else say who may."""
    message = update.message
    if message is None or not await admitted(message, "", context):
        return None
    if not is_group(message):
        return message
    user, itself = person(message), message.sender_chat is not None and message.sender_chat.id == message.chat.id
    if itself or (user is not None and await _is_group_admin(message.chat.id, user, context)):
        return message  # only administrators can write as the group itself
    await context.say(message, context.texts(message).html("group-admins-only"))
    return None


async def _is_group_admin(chat: int, user: User, context: Context) -> bool:
    """Ask Telegram; where it doesn't say, nobody is."""
    try:
        member = await context.bot.get_chat_member(chat, user.id)
    except TelegramError:
        return False
    return member.status in _IN_CHARGE


def _said(context: Context, texts: Texts, *, group: bool) -> str:
    settings, desk = context.chat_settings, context.desk
    own = texts_in(settings.language).plain("language-own-name") if settings.language else texts.plain("language-auto")
    lines = [
        texts.html("settings", language=own, citations=_citations(context)),
    ]
    if not group:
        zone = f"{desk.clock().astimezone():%H:%M %Z}"
        hours = f"{settings.quiet_from}–{settings.quiet_until}" if settings.quiet_from else texts.plain("quiet-none")
        lines.append(texts.html("settings-quiet", hours=hours, now=zone))
    return "\n".join(lines)


def _rows(context: Context, texts: Texts, group: bool) -> list[Row]:
    """Return the buttons; quiet hours are for alerts, which go to people."""
    settings = context.chat_settings
    counts = [
        button(_marked(str(count), count == _citations(context)), Press(Kind.SETTINGS, (_CITATIONS, count)))
        for count in range(1, MOST_CITATIONS + 1)
    ]
    nights = [_night(first, last, settings) for first, last in _NIGHTS]
    off = button(_marked(texts.plain("quiet-off"), not settings.quiet_from), Press(Kind.SETTINGS, (_QUIET, -1)))
    quiet = [] if group else [[off], nights]
    return [_languages(settings, texts, alone=False), counts, *quiet]


def _languages(settings: ChatSettings, texts: Texts, *, alone: bool) -> Row:
    row = [
        ("", texts.plain("language-auto")),
        *((code, texts_in(code).plain("language-own-name")) for code in LANGUAGES),
    ]
    return [
        button(
            _marked(name, (settings.language or "") == code), Press(Kind.SETTINGS, (_LANGUAGE, int(alone)), words=code)
        )
        for code, name in row
    ]


def _night(first: int, last: int, settings: ChatSettings) -> InlineKeyboardButton:
    chosen = (settings.quiet_from, settings.quiet_until) == (f"{first:02}:00", f"{last:02}:00")
    return button(_marked(f"{first:02}–{last:02}", chosen), Press(Kind.SETTINGS, (_QUIET, 100 * first + last)))


def _citations(context: Context) -> int:
    return context.chat_settings.citations or context.desk.settings.answers.citations


def _marked(label: str, chosen: bool) -> str:
    return f"• {label}" if chosen else label
