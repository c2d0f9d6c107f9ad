"""Who may do what: the gate that every update passes first, and the stricter test of the administrators' commands.

Everything is denied that the settings do not allow, and only numeric ids count: a username can change hands.
"""

import logging

from telegram import CallbackQuery, Message, Update, User
from telegram.ext import ApplicationHandlerStop

from bot.telegram.addressing import asker_id, is_group, is_to_bot, person
from bot.telegram.context import Context, Desk
from bot.telegram.presses import answer_press

__all__ = ["gate", "is_admin", "may_ask", "moved"]

_log = logging.getLogger(__name__)


async def gate(update: Update, context: Context) -> None:
    """Stop updates that came before, are not messages of people, or are of people who may not ask."""
    desk, query = context.desk, update.callback_query
    if query is not None:
        await _gate_press(query, update.update_id, context)
        return
    message = update.message or update.edited_message
    if message is None or not desk.seen.first_time(update.update_id) or _is_machine(message):
        raise ApplicationHandlerStop
    if may_ask(message, desk):
        return
    if update.message and is_to_bot(message, context.bot.bot):
        await _turn_away(message, context)
    raise ApplicationHandlerStop


async def _gate_press(query: CallbackQuery, update_id: int, context: Context) -> None:
    """Let a press of a button through as the person's question in that chat would be; each press is answered."""
    desk, texts = context.desk, context.texts_for(query.from_user)
    if not desk.seen.first_time(update_id):
        raise ApplicationHandlerStop
    chat = query.message.chat.id if query.message else None
    if not (_open_to(chat, desk) or _is_listed(query.from_user, desk)):
        await answer_press(query, texts.plain("press-refused"))
    elif not desk.presses.admit(query.from_user.id, desk.clock()).admitted:
        await answer_press(query, texts.plain("press-too-many"))
    else:
        return
    raise ApplicationHandlerStop


def may_ask(message: Message, desk: Desk) -> bool:
    """Everybody where access is open; else listed people anywhere, and everybody in a listed group."""
    user = person(message)
    return _open_to(message.chat.id, desk) or (user is not None and _is_listed(user, desk))


def _open_to(chat: int | None, desk: Desk) -> bool:
    telegram = desk.settings.telegram
    return telegram.access == "open" or chat in telegram.groups or chat in desk.moved


def _is_listed(user: User, desk: Desk) -> bool:
    telegram = desk.settings.telegram
    return user.id in telegram.admins | telegram.users


def is_admin(message: Message, desk: Desk) -> bool:
    """A person listed in the settings, writing as themself: no anonymous admin, channel, forward or inline bot."""
    user = person(message)
    own_words = message.forward_origin is None and message.via_bot is None
    return user is not None and own_words and user.id in desk.settings.telegram.admins


async def moved(update: Update, context: Context) -> None:
    """A listed group became a supergroup and got another number: let it in until the settings say so."""
    message = update.message
    if message is None or message.migrate_to_chat_id is None:
        return
    desk, new = context.desk, message.migrate_to_chat_id
    if message.chat.id in desk.settings.telegram.groups | desk.moved:
        desk.moved.add(new)
        _log.warning("group %d is now %d; put the new number into CITEDESK_TELEGRAM__GROUPS", message.chat.id, new)


def _is_machine(message: Message) -> bool:
    """Other bots, and channel posts that Telegram copies into a discussion group."""
    robot = message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
    return robot or bool(message.is_automatic_forward)


async def _turn_away(message: Message, context: Context) -> None:
    """Say whom to ask for access, at most as often as a question would be answered."""
    user, texts = person(message), context.texts(message, message.text or "")
    if not context.desk.limit.admit(asker_id(message), message.date).admitted:
        return
    if is_group(message):
        await context.say(message, texts.html("stranger-group", id=str(message.chat.id)))
    elif user is not None:
        await context.say(message, texts.html("stranger", id=str(user.id)))
