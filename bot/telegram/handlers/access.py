"""Who may do what: the gate that every update passes first, and the stricter test of the administrators' commands.

Everything is denied that neither the settings nor an administrator allow, and only numeric ids count: a username can
change hands. What an administrator shut out stays out, also where access is open.
"""

import logging

from telegram import CallbackQuery, InlineQuery, InlineQueryResultsButton, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.telegram.addressing import asker_id, is_group, is_to_bot, person
from bot.telegram.context import Context, Desk
from bot.telegram.doubt import say_unsure
from bot.telegram.presses import answer_press
from bot.texts import Key

__all__ = ["gate", "is_admin", "may_ask", "may_hear", "moved"]

_log = logging.getLogger(__name__)

_ADMIN_CODE = "/admin"
_REFUSED = 10  # seconds that Telegram may repeat a refusal by itself


async def gate(update: Update, context: Context) -> None:
    """Stop updates that came before, are not messages of people, or are of people who may not ask."""
    try:
        passes = await _passes(update, context)
    except Exception as error:  # PTB would go on to the other handlers: whatever fails here must not open the gate
        await context.application.process_error(update, error)
        raise ApplicationHandlerStop from error
    if not passes:
        raise ApplicationHandlerStop


async def _passes(update: Update, context: Context) -> bool:
    desk, number = context.desk, update.update_id
    if update.callback_query is not None:
        return await _press_passes(update.callback_query, context)
    if update.inline_query is not None:
        return await _inline_passes(update.inline_query, context)
    if update.guest_message is not None:
        return await _guest_passes(update.guest_message, context)
    message = update.message or update.edited_message
    if message is None or _is_machine(message) or await _was_answered(message, number, context):
        return False
    await desk.refresh_lists()
    if may_ask(message, desk):
        chat = message.chat.id
        context.chat_settings = await desk.stored(lambda state: state.chats.seen(chat))
        return True
    if update.message and is_to_bot(message, context.bot.bot):
        if _brings_code(message, desk):
            return True
        await _turn_away(message, context)
    return False


async def _press_passes(query: CallbackQuery, context: Context) -> bool:
    """Let a press of a button through as the person's question in that chat would be; each press is answered."""
    desk = context.desk
    await desk.refresh_lists()
    chat = query.message.chat.id if query.message else query.from_user.id
    context.chat_settings = await desk.stored(lambda state: state.chats.seen(chat))
    texts = context.texts_for(query.from_user)
    if not _may(chat, query.from_user, desk):
        await answer_press(query, texts.plain("press-refused"))
    elif not desk.presses.admit(query.from_user.id, desk.clock()).admitted:
        await answer_press(query, texts.plain("press-too-many"))
    elif not _is_offered(query):
        await answer_press(query, texts.plain("press-old"))
    else:
        return True
    return False


def _is_offered(query: CallbackQuery) -> bool:
    """Say whether the message has such a button; where others read it, nobody makes one up to change it for them."""
    message = query.message
    if not isinstance(message, Message) or not is_group(message):
        return True
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == query.data for row in rows for button in row)


async def _inline_passes(query: InlineQuery, context: Context) -> bool:
    """Let what is typed in another chat through by who types; to others the list says that it is not for them."""
    desk, who = context.desk, query.from_user.id
    await desk.refresh_lists()
    context.chat_settings = await desk.stored(lambda state: state.chats.settings(who))
    refused: Key = Key("inline-refused")
    if may_hear(who, desk):
        if desk.presses.admit(who, desk.clock()).admitted:  # it is asked anew as the person types on
            return True
        refused = Key("inline-too-many")
    above = InlineQueryResultsButton(context.texts_for(query.from_user).plain(refused), start_parameter="inline")
    try:
        await query.answer([], cache_time=_REFUSED, is_personal=True, button=above)
    except TelegramError as error:
        _log.info("an inline query could not be refused: %s", error)
    return False


async def _guest_passes(message: Message, context: Context) -> bool:
    """Let a question from a chat of others through by who asks; to the rest nothing is said there."""
    desk, user = context.desk, person(message)
    await desk.refresh_lists()
    if user is None or not may_hear(user.id, desk):
        return False
    context.chat_settings = await desk.stored(lambda state: state.chats.settings(user.id))
    return True


async def _was_answered(message: Message, number: int, context: Context) -> bool:
    """Say whether an instance that is no more answered the update; where only it knew that, ask the person."""
    deliveries = await context.stored(lambda state: state.deliveries.to_update(number))
    if deliveries and not deliveries[-1].messages:
        await say_unsure(message, context)
    return bool(deliveries)


def may_ask(message: Message, desk: Desk) -> bool:
    """Admins always; nobody who was shut out; everybody where access is open, and in a listed group; listed people."""
    return _may(message.chat.id, person(message), desk)


def may_hear(number: int, desk: Desk) -> bool:
    """Say whether a person may be told something in private, by their number alone."""
    return _may(number, User(number, "", is_bot=False), desk)


def _may(chat: int, user: User | None, desk: Desk) -> bool:
    telegram, roster = desk.settings.telegram, desk.roster
    if user is not None and user.id in desk.admins:
        return True
    if _is_denied(chat, user, desk):
        return False
    if telegram.access == "open":
        return True
    groups = telegram.groups | roster.allowed
    if chat < 0 and chat in groups | {desk.moved.get(old) for old in groups}:
        return True
    return user is not None and user.id in telegram.users | roster.allowed


def is_admin(message: Message, desk: Desk) -> bool:
    """An administrator writing as themself: no anonymous admin, channel, forward or inline bot."""
    user = person(message)
    own_words = message.forward_origin is None and message.via_bot is None
    return user is not None and own_words and user.id in desk.admins


async def moved(update: Update, context: Context) -> None:
    """A group became a supergroup and got another number: whatever was stored or listed under the old one goes on.

    Telegram says so in both; what is asked in the new one comes behind what it says there.
    """
    message = update.message
    old = message.migrate_from_chat_id or message.chat.id if message else None
    new = message.migrate_to_chat_id or message.chat.id if message else None
    if old is None or new is None or old == new:
        return
    desk = context.desk
    await desk.stored(lambda state: state.chats.move(old, new))
    await desk.refresh_lists(now=True)
    if old in desk.settings.telegram.groups:
        _log.warning("group %d is now %d; put the new number into CITEDESK_TELEGRAM__GROUPS", old, new)


def _is_denied(chat: int, user: User | None, desk: Desk) -> bool:
    return chat in desk.roster.denied or (user is not None and user.id in desk.roster.denied)


def _brings_code(message: Message, desk: Desk) -> bool:
    """Whether a stranger may be about to become the first administrator."""
    first = (message.text or "").split(maxsplit=1)[:1]
    return desk.first_code is not None and not is_group(message) and first == [_ADMIN_CODE]


def _is_machine(message: Message) -> bool:
    """Other bots, what people have bots write in a group, and channel posts that Telegram copies into a group."""
    robot = message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
    composed = message.via_bot is not None and is_group(message)
    return robot or composed or bool(message.is_automatic_forward)


async def _turn_away(message: Message, context: Context) -> None:
    """Say whom to ask for access, at most as often as a question would be answered; nothing to who was shut out."""
    user, texts = person(message), context.texts(message, message.text or "")
    if (
        _is_denied(message.chat.id, user, context.desk)
        or not context.desk.limit.admit(asker_id(message), message.date).admitted
    ):
        return
    if is_group(message):
        await context.say(message, texts.html("stranger-group", id=str(message.chat.id)))
    elif user is not None:
        await context.say(message, texts.html("stranger", id=str(user.id)))
