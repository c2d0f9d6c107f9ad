"""A document that an administrator sends in private: kept below the data folder, and indexed."""

import logging

from telegram import Document, Message, Update

from bot.places import RECEIVED
from bot.received import Unacceptable, receive
from bot.telegram.context import Context
from bot.telegram.handlers.access import is_admin
from bot.telegram.handlers.administrator import administrator, note, owner_of
from bot.telegram.handlers.following import follow
from bot.telegram.handlers.hints import refuse_media
from bot.telegram.rendering import shorten
from bot.texts import Key, Texts

__all__ = ["upload"]

_log = logging.getLogger(__name__)

_LINE = 200  # units
_TELEGRAM = 20_000_000  # bytes that a bot may download from Telegram's own servers
_MEGABYTE = 1_000_000
_REASONS = {
    "kind": Key("upload-kind"),
    "damaged": Key("upload-damaged"),
    "encrypted": Key("upload-encrypted"),
    "path": Key("upload-path"),
    "count": Key("upload-count"),
    "empty": Key("upload-empty"),
}


async def upload(update: Update, context: Context) -> None:
    """Take a document in, and bring the index up to date with it; of others say that questions are written."""
    if update.message and not is_admin(update.message, context.desk):
        await refuse_media(update, context)
        return
    message = await administrator(update, context)
    document = message.document if message else None
    if message is None or document is None:
        return
    texts = context.texts(message)
    name = document.file_name or "document"
    try:
        kept, count = await _received(document, name, context)
    except Unacceptable as error:
        await note(message, "upload", name, f"refused: {error.reason}", context)
        await context.say(message, _refusal(error.reason, texts, context))
        return
    await note(message, "upload", kept, f"{count} files", context)
    await _index(message, kept, count, texts, context)


async def _received(document: Document, name: str, context: Context) -> tuple[str, int]:
    limit, data = context.desk.settings.telegram.max_upload, context.desk.settings.data
    if (document.file_size or 0) > limit:
        raise Unacceptable("size")
    content = bytes(await (await document.get_file()).download_as_bytearray())
    return await context.in_thread(lambda: receive(data, name, content, limit))


def _refusal(reason: str, texts: Texts, context: Context) -> str:
    if reason == "size":
        largest = min(context.desk.settings.telegram.max_upload, _TELEGRAM)
        return texts.html("upload-size", megabytes=round(largest / _MEGABYTE, 1))
    return texts.html(_REASONS[reason])


async def _index(message: Message, kept: str, count: int, texts: Texts, context: Context) -> None:
    """Index what was sent, nothing else, and keep all else as it is; where a run is under way, say that it waits."""
    desk = context.desk
    name = shorten(kept, _LINE)
    if desk.reindexing.current:
        await context.say(message, texts.html("upload-later", name=name, count=count))
        return
    place = desk.settings.data / RECEIVED
    run = desk.reindexing.begin((place,), owner_of(message.from_user), desk.clock(), keep_missing=True)
    _log.info("%s sent a document of %d files", run.owner, count)
    await context.say(message, texts.html("upload-kept", name=name, count=count))
    context.application.create_task(follow(run, message, context, texts, "upload"), name="reindex")
