"""Changing a message that was sent."""

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest
from telegram.ext import ExtBot

__all__ = ["edit"]

_SAME = "message is not modified"  # Telegram has no code for this: the text is all there is


async def edit(
    bot: ExtBot[int], chat: int, message: int, text: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Make the message say `text`; that it says so already is no error. Its old keyboard goes."""
    try:
        await bot.edit_message_text(text, chat_id=chat, message_id=message, reply_markup=keyboard)
    except BadRequest as error:
        if _SAME not in str(error).casefold():
            raise
