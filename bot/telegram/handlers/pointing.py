"""Messages that are no question by themselves: forwarded news, a link alone, a picture with words under it.

What is forwarded is read as news and never carried out, whatever commands it holds.
"""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.telegram.about import hints_in, looks_like_question, point, show_articles
from bot.telegram.addressing import asker_id, is_group, links_in, written
from bot.telegram.context import Context, DeskApplication
from bot.telegram.handlers.hints import refuse_media
from bot.telegram.handlers.questions import admitted, answer_question, respond

__all__ = ["add_pointing"]

_NEW = filters.UpdateType.MESSAGE
_PRIVATE = _NEW & filters.ChatType.PRIVATE
_WORDS = (filters.TEXT | filters.CAPTION) & ~filters.Document.ALL  # an administrator's document is indexed


def add_pointing(application: DeskApplication) -> None:
    """Register the handlers; before the commands, because a forwarded command is none."""
    application.add_handler(MessageHandler(_PRIVATE & filters.FORWARDED & _WORDS, read_forwarded))
    application.add_handler(MessageHandler(_NEW & filters.CAPTION & ~filters.Document.ALL, read_caption))


async def read_forwarded(update: Update, context: Context) -> None:
    """Show which article a forwarded message is from, or answer the question that was sent along with it."""
    message = update.message
    if message is None or not await admitted(message, "", context):
        return
    text, pointed = written(message), await point(message, context)
    # Telegram sends the words that a person adds as a message of its own, right before; the answer to it, which came
    # from all articles, has a higher number than both.
    place = asker_id(message), message.chat.id, message.message_id - 1
    along = await context.stored(lambda state: state.deliveries.to_message(*place))
    if pointed.articles and along is not None:
        await respond(update.update_id, message, along.question, context)
    elif not pointed.articles and looks_like_question(text) and not links_in(message):
        await respond(update.update_id, message, " ".join(text.split()), context)
    else:
        await show_articles(pointed, message, context)


async def read_caption(update: Update, context: Context) -> None:
    """Answer what is asked under a picture where it points at an article; pictures themselves aren't understood."""
    message = update.message
    if message is not None and hints_in(message, context.bot.bot):
        await answer_question(update, context)
    elif message is not None and not is_group(message):
        await refuse_media(update, context)
