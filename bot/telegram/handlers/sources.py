"""/sources add, remove and list: where articles come from, which is for administrators; readers see the outlets."""

from pathlib import Path

from telegram import Update

from bot.places import add_place, places, remove_place
from bot.received import discard, received
from bot.telegram.context import Context
from bot.telegram.handlers.administrator import administrator, note, words_after
from bot.telegram.rendering import shorten
from bot.texts import Texts
from config.errors import SourceError
from config.settings import Settings

__all__ = ["change_sources"]

_LINE, _SHOWN = 200, 12  # units of a line, lines of each kind


async def change_sources(update: Update, context: Context) -> None:
    """Add or remove a source, or list them; nothing is indexed or taken out before the next build."""
    message = await administrator(update, context)
    if message is None:
        return
    texts, settings = context.texts(message), context.desk.settings
    act, _, words = words_after(message).partition(" ")
    words = words.strip()
    if act == "list":
        await context.say(message, await context.in_thread(lambda: _listed(settings, texts)))
    elif not words:
        await context.say(message, texts.html("sources-how"))
    elif act == "add":
        text, outcome = await context.in_thread(lambda: _added(settings, words, texts))
        await note(message, "sources add", words, outcome, context)
        await context.say(message, text)
    else:
        gone = await context.in_thread(lambda: discard(settings.data, words) or remove_place(settings, Path(words)))
        key = texts.html("sources-removed", place=words) if gone else texts.html("sources-unknown", place=words)
        await note(message, "sources remove", words, "done" if gone else "not among those added", context)
        await context.say(message, key)


def _added(settings: Settings, words: str, texts: Texts) -> tuple[str, str]:
    try:
        place = add_place(settings, Path(words))
    except SourceError as error:
        return texts.html("sources-refused", place=words), error.message
    return texts.html("sources-added", place=str(place)), "done"


def _listed(settings: Settings, texts: Texts) -> str:
    known, sent = places(settings), received(settings.data)
    parts = []
    if known.named:
        parts.append("\n".join([texts.html("sources-named"), *_lines(map(str, known.named))]))
    if known.added:
        parts.append("\n".join([texts.html("sources-added-list"), *_lines(map(str, known.added))]))
    if sent:
        parts.append("\n".join([texts.html("sources-sent", count=len(sent)), *_lines(sent)]))
    return "\n\n".join([*(parts or [texts.html("sources-none")]), texts.html("sources-how")])


def _lines(names: "map[str] | tuple[str, ...]") -> list[str]:
    return [f"• <code>{shorten(name, _LINE)}</code>" for name in list(names)[:_SHOWN]]
