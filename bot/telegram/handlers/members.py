"""Who is let in: /allow and /deny for administrators, and /admin CODE for whoever is the first of them."""

import logging
import re
import secrets

from telegram import Message, Update

from bot.state import Standing
from bot.telegram.addressing import asker_id, is_group, person
from bot.telegram.context import Context
from bot.telegram.handlers.access import is_admin
from bot.telegram.handlers.administrator import refuse
from bot.texts import Key

__all__ = ["allow", "become_admin", "deny", "new_code"]

_log = logging.getLogger(__name__)

_NUMBER = re.compile(r"-?[1-9]\d{0,18}")


def new_code() -> str:
    """Return a code that cannot be guessed at the few tries a minute that a person has."""
    return secrets.token_hex(6)


async def allow(update: Update, context: Context) -> None:
    """Let a person or a group ask."""
    await _decide(update, context, Standing.ALLOWED)


async def deny(update: Update, context: Context) -> None:
    """Shut a person or a group out."""
    await _decide(update, context, Standing.DENIED)


async def become_admin(update: Update, context: Context) -> None:
    """Make the person administrator who brings the code, once, and only while there is no other."""
    message = update.message
    user = person(message) if message else None
    if message is None or user is None or is_group(message):
        return
    desk, texts = context.desk, context.texts(message)
    if not desk.limit.admit(asker_id(message), message.date).admitted:
        return
    given = " ".join(context.args or ())
    right = desk.first_code is not None and secrets.compare_digest(given.encode(), desk.first_code.encode())
    if right:
        desk.first_code = None
        right = await context.stored(lambda state: state.access.make_first_admin(user.id))
        await desk.refresh_lists(now=True)
        await context.stored(lambda state: state.audit.note(user.id, "admin", outcome="done" if right else "too late"))
        _log.warning("user %d used the one-time code", user.id)
    await context.say(message, texts.html("became-admin" if right else "wrong-code"))


async def _decide(update: Update, context: Context, standing: Standing) -> None:
    message = update.message
    user = person(message) if message else None
    if message is None:
        return
    if user is None or not is_admin(message, context.desk):
        await refuse(message, context)
        return
    texts, command = context.texts(message), "allow" if standing is Standing.ALLOWED else "deny"
    subject = _subject(message, context.args or [])
    if subject is None:
        await context.say(message, texts.html("member-which", command=command))
    elif subject in context.desk.settings.telegram.admins or subject == user.id or _demotes(subject, standing, context):
        await context.stored(lambda state: state.audit.note(user.id, command, str(subject), "is an administrator"))
        await context.say(message, texts.html("member-is-admin", id=str(subject)))
    else:
        await context.stored(lambda state: state.access.set(subject, standing, user.id))
        await context.stored(lambda state: state.audit.note(user.id, command, str(subject)))
        await context.desk.refresh_lists(now=True)
        said: Key = Key("member-allowed") if standing is Standing.ALLOWED else Key("member-denied")
        await context.say(message, texts.html(said, id=str(subject)))


def _demotes(subject: int, standing: Standing, context: Context) -> bool:
    """To allow an administrator would make less of them; to deny one is meant."""
    return standing is Standing.ALLOWED and subject in context.desk.roster.admins


def _subject(message: Message, words: list[str]) -> int | None:
    """Return the number that is meant: the one given, else the person replied to, else the group."""
    if words:
        return int(words[0]) if len(words) == 1 and _NUMBER.fullmatch(words[0]) else None
    replied = person(message.reply_to_message) if message.reply_to_message else None
    if replied is not None:
        return replied.id
    return message.chat.id if is_group(message) else None
