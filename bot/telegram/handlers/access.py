"""Who may do what: the gate that every update passes first, and the stricter test of the administrators' commands.

Everything is denied that the settings do not allow, and only numeric ids count: a username can change hands.
"""

import logging

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.telegram.addressing import asker_id, is_group, is_to_bot, person
from bot.telegram.context import Context, Desk

__all__ = ["gate", "is_admin", "may_ask", "moved"]

_log = logging.getLogger(__name__)


async def gate(update: Update, context: Context) -> None:
    """Stop updates that came before, are not messages of people, or are of people who may not ask."""
    desk = context.desk
    message = update.message or update.edited_message
    if message is None or not desk.seen.first_time(update.update_id) or _is_machine(message):
        raise ApplicationHandlerStop
    if may_ask(message, desk):
        return
    if update.message and is_to_bot(message, context.bot.bot):
        await _turn_away(message, context)
    raise ApplicationHandlerStop


def may_ask(message: Message, desk: Desk) -> bool:
    """Everybody where access is open; else listed people anywhere, and everybody in a listed group."""
    telegram = desk.settings.telegram
    if telegram.access == "open":
        return True
    if is_group(message) and (message.chat.id in telegram.groups or message.chat.id in desk.moved):
        return True
    user = person(message)
    return user is not None and user.id in telegram.admins | telegram.users


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
