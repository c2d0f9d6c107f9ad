"""/forget and /export: what is stored about a person is theirs to delete and to have."""

import json

from telegram import ReplyParameters, Update, User

from bot.telegram.addressing import is_group, person
from bot.telegram.context import Context
from bot.telegram.handlers.access import is_admin

__all__ = ["export", "forget"]


async def forget(update: Update, context: Context) -> None:
    """Delete all that is stored about the person who asks."""
    message, user = update.message, _person(update)
    if message is None:
        return
    texts = context.texts(message)
    if user is None:
        await context.say(message, texts.html("person-only"))
        return
    await context.stored(lambda state: state.forget(user.id))
    kept = " " + texts.html("forgotten-admin") if is_admin(message, context.desk) else ""
    await context.say(message, texts.html("forgotten") + kept)


async def export(update: Update, context: Context) -> None:
    """Send all that is stored about the person as a JSON file, where nobody else reads along."""
    message, user = update.message, _person(update)
    if message is None:
        return
    texts = context.texts(message)
    if user is None:
        await context.say(message, texts.html("person-only"))
        return
    if is_group(message):
        await context.say(message, texts.html("ask-privately"))
        return
    stored = await context.stored(lambda state: state.export(user.id))
    whole = {"person": user.id, "exported": context.desk.clock().isoformat(), **stored}
    await context.bot.send_document(
        message.chat.id,
        json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8", "replace"),
        filename="citedesk.json",
        caption=texts.html("exported", days=context.desk.settings.state.keep_days),
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
    )


def _person(update: Update) -> User | None:
    return person(update.message) if update.message else None
