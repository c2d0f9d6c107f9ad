"""/logs: the last errors of this process, as its log has them, secrets masked."""

from telegram import Update

from bot.telegram.context import Context
from bot.telegram.handlers.administrator import administrator, note
from bot.telegram.rendering import LIMIT, shorten, units
from config.logs import recent_errors

__all__ = ["logs"]

_ERROR = 700  # units of one error: its first lines say what, its last what raised it


async def logs(update: Update, context: Context) -> None:
    """Show the last errors, the latest first, where nobody else reads along."""
    message = await administrator(update, context, privately=True)
    if message is None:
        return
    texts = context.texts(message)
    errors = recent_errors()
    text: str = texts.html("logs", count=len(errors)) if errors else texts.html("logs-none")
    for error in errors:
        block = f"\n\n<code>{shorten(_ends(error), _ERROR)}</code>"
        if units(text + block) > LIMIT:
            break
        text += block
    await note(message, "logs", "", f"{len(errors)} errors", context)
    await context.say(message, text)


def _ends(error: str) -> str:
    """Return the first line, and of a traceback the last."""
    lines = error.strip().splitlines()
    return "\n".join([lines[0], lines[-1]] if len(lines) > 1 else lines)
