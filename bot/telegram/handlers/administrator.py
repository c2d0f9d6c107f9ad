"""What every administrators' command begins with, who is that, and ends with, a line in the audit log."""

from telegram import Message, Update, User

from bot.telegram.addressing import asker_id, is_group
from bot.telegram.context import Context
from bot.telegram.handlers.access import is_admin

__all__ = ["administrator", "note", "owner_of", "refuse", "words_after"]


async def administrator(update: Update, context: Context, *, privately: bool = False) -> Message | None:
    """Return the message if it is a fresh command of an administrator; else say why nothing is done."""
    message = update.message
    if message is None:
        return None
    texts = context.texts(message)
    if not is_admin(message, context.desk):
        await refuse(message, context)
    elif context.desk.is_late(message):
        await context.say(message, texts.html("late-command"))
    elif privately and is_group(message):
        await context.say(message, texts.html("admin-privately"))
    else:
        return message
    return None


async def refuse(message: Message, context: Context) -> None:
    """Say that a command is for administrators; of one who writes as the group nobody can tell who it is."""
    texts = context.texts(message)
    anonymous = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    await context.say(message, texts.html("anonymous-admin") if anonymous else texts.html("admins-only"))


async def note(message: Message, act: str, subject: str, outcome: str, context: Context) -> None:
    """Put an act into the audit log: before it is answered, since an answer that fails undoes no act."""
    who = asker_id(message)
    await context.stored(lambda state: state.audit.note(who, act, subject, outcome))


def owner_of(user: User | None) -> str:
    """Return how an administrator is named to others who wait for a build."""
    if user is None:
        return "Telegram"
    return f"@{user.username} ({user.id})" if user.username else f"Telegram user {user.id}"


def words_after(message: Message) -> str:
    """Return all that stands behind the command, as it was written."""
    _, *words = (message.text or "").split(maxsplit=1)
    return words[0].strip() if words else ""
