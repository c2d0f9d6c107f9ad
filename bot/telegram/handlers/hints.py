"""What is said to messages that ask nothing: a greeting, help, what the bot doesn't understand."""

from telegram import Update

from bot.telegram.context import Context
from bot.telegram.handlers.access import is_admin

__all__ = ["refuse_media", "say_help", "say_start", "say_unknown"]


async def say_start(update: Update, context: Context) -> None:
    """Greet."""
    if update.message:
        await context.say(update.message, context.texts(update.message).html("start"))


async def say_help(update: Update, context: Context) -> None:
    """Explain; administrators see their commands too."""
    message = update.message
    if message:
        texts = context.texts(message)
        parts = [texts.html("help"), *([texts.html("help-admin")] if is_admin(message, context.desk) else [])]
        await context.say(message, "\n\n".join(parts))


async def say_unknown(update: Update, context: Context) -> None:
    """Point to /help."""
    if update.message:
        await context.say(update.message, context.texts(update.message).html("unknown-command"))


async def refuse_media(update: Update, context: Context) -> None:
    """Say that only written questions are answered."""
    if update.message:
        await context.say(update.message, context.texts(update.message).html("text-only"))
