"""/withdraw and /restore: an article stops being cited at once, whatever a later build brings back."""

from telegram import Message, Update

from bot.telegram.context import Context
from bot.telegram.handlers.administrator import administrator, note, words_after
from bot.telegram.rendering import shorten, source_line
from bot.texts import Texts
from config.errors import IndexError_

__all__ = ["restore", "withdraw"]

_LISTED = 10
_LINE = 200  # units
_LONGEST = 2_000  # characters of an identity or an address


async def withdraw(update: Update, context: Context) -> None:
    """Withdraw the article that the first line names; further lines say why."""
    message = await administrator(update, context)
    if message is None:
        return
    texts = context.texts(message)
    name, _, reason = (part.strip() for part in words_after(message).partition("\n"))
    if not name or len(name) > _LONGEST:
        await context.say(message, texts.html("withdraw-how"))
        return
    found = await _found(name, texts, context)
    who = message.from_user.id if message.from_user else 0
    await context.stored(lambda state: state.withdrawn.add(name, who, reason))
    context.desk.service.withdrawal_changed()
    await note(message, "withdraw", name, "done" if found else "not indexed", context)
    shown = shorten(name, _LINE)
    if found:
        await context.say(message, "\n".join([texts.html("withdrawn", name=shown), *found]))
    else:
        await context.say(message, texts.html("withdrawn-unknown", name=shown))


async def restore(update: Update, context: Context) -> None:
    """Let a withdrawn article be cited again; without a name, list those that are withdrawn."""
    message = await administrator(update, context)
    if message is None:
        return
    texts, name = context.texts(message), words_after(message)
    if not name:
        await _list(message, texts, context)
        return
    back = await context.stored(lambda state: state.withdrawn.restore(name))
    context.desk.service.withdrawal_changed()
    await note(message, "restore", name, "done" if back else "was not withdrawn", context)
    shown = shorten(name, _LINE)
    if not back:
        await context.say(message, texts.html("restore-unknown", name=shown))
    elif found := await _found(name, texts, context):
        await context.say(message, "\n".join([texts.html("restored", name=shown), *found]))
    else:
        await context.say(message, texts.html("restored-later", name=shown))


async def _found(name: str, texts: Texts, context: Context) -> list[str]:
    """Return a line for each indexed article of this identity or address; without an index there is none."""
    service = context.desk.service
    try:
        cards = await context.in_thread(lambda: service.named(name))
    except IndexError_:
        return []
    return [f"• {source_line(card, texts, _LINE)}" for card in cards[:_LISTED]]


async def _list(message: Message, texts: Texts, context: Context) -> None:
    withdrawn = await context.stored(lambda state: state.withdrawn.all())
    if not withdrawn:
        await context.say(message, texts.html("restore-none"))
        return
    lines = [f"• <code>{shorten(one.article, _LINE)}</code> {shorten(one.reason, _LINE)}" for one in withdrawn]
    await context.say(message, "\n".join([texts.html("restore-how", count=len(withdrawn)), *lines[:_LISTED]]))
