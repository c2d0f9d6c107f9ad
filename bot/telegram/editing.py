"""Changing a message that was sent."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.telegram.previews import NO_PREVIEW

__all__ = ["edit", "edit_keyboard", "take_away"]

# Telegram has no codes for these: the text is all there is.
_SAME, _GONE = "message is not modified", "message to delete not found"


async def edit(
    bot: ExtBot[int], chat: int, message: int, text: str, keyboard: InlineKeyboardMarkup | None = None,
    preview: LinkPreviewOptions = NO_PREVIEW,
) -> None:  # fmt: skip
    """Make the message say `text`; that it says so already is no error. Its old keyboard goes."""
    with _same_is_fine():
        await bot.edit_message_text(
            text, chat_id=chat, message_id=message, reply_markup=keyboard, link_preview_options=preview
        )


async def edit_keyboard(bot: ExtBot[int], chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> None:
    """Give the message other buttons; that it has them already is no error."""
    with _same_is_fine():
        await bot.edit_message_reply_markup(chat_id=chat, message_id=message, reply_markup=keyboard)


async def take_away(bot: ExtBot[int], chat: int, message: int) -> None:
    """Delete a message, if it is still there; where Telegram no longer lets that be done, take its buttons."""
    try:
        await bot.delete_message(chat, message)
    except BadRequest as error:
        if _GONE not in str(error).casefold():
            with suppress(BadRequest):
                await edit_keyboard(bot, chat, message, None)


@contextmanager
def _same_is_fine() -> Iterator[None]:
    try:
        yield
    except BadRequest as error:
        if _SAME not in str(error).casefold():
            raise
