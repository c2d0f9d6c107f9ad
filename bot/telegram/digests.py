"""A digest: the new sentences on what a person watches, in one message that is never too long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.answer import Citation
from bot.state import Watch
from bot.telegram.buttons import Kind, Press
from bot.telegram.keyboards import button, keyboard, openers
from bot.telegram.rendering import LIMIT, shorten, source_line, units
from bot.texts import Html, Texts
from bot.texts.markup import spoken

__all__ = ["MOST", "Digest", "digest", "stop_button"]

MOST = 8  # sentences: more are a list to be read on its own, which the message says how to get
_LINE = 80  # units of a title, an outlet, a topic
_SHORTEST = 120  # units left of a sentence in the fullest message
_LABEL = 24  # characters of a topic on a button


@dataclass(frozen=True, slots=True)
class Digest:
    """A message to send."""

    text: str
    keyboard: InlineKeyboardMarkup | None


def digest(found: Sequence[tuple[Watch, Citation]], more: int, texts: Texts) -> Digest:
    """Return the message of sentences, each with the watch that it is for; `more` are those that it has no room for."""
    watches = list(dict.fromkeys(watch for watch, _ in found))
    ordered = sorted(found, key=lambda one: watches.index(one[0]))
    numbered = [(watch, replace(citation, n=n)) for n, (watch, citation) in enumerate(ordered, 1)]
    citations = [citation for _, citation in numbered]
    blocks = [(_before(numbered, place), one, _source(one, texts)) for place, one in enumerate(citations)]
    heading = texts.html("digest", count=len(found) + more)
    foot = [texts.html("digest-more", count=more)] if more else []
    frame = "\n\n".join([heading, *(before + after for before, _, after in blocks), *foot])
    room = max(_SHORTEST, (LIMIT - units(spoken(Html(frame)))) // max(1, len(blocks)))
    said = [before + shorten(one.sentence, room) + after for before, one, after in blocks]
    opening = openers(citations, texts)
    stops = [[stop_button(watch, texts)] for watch in watches]
    return Digest("\n\n".join([heading, *said, *foot]), keyboard(*opening, *stops))


def stop_button(watch: Watch, texts: Texts, *, listed: bool = False) -> InlineKeyboardButton:
    """Return the button that ends a watch; `listed` where it stands under a list, which then changes."""
    topic = watch.topic if len(watch.topic) <= _LABEL else watch.topic[: _LABEL - 1] + "…"
    return button(texts.plain("watch-stop", topic=topic), Press(Kind.UNWATCH, (watch.id, int(listed))))


def _before(numbered: Sequence[tuple[Watch, Citation]], place: int) -> str:
    """Return what stands before a sentence: its number, and what it is about where that is new."""
    watch, citation = numbered[place]
    first = not place or numbered[place - 1][0] != watch
    topic = f"<b>{shorten(watch.topic, _LINE)}</b>\n" if first else ""
    return f"{topic}[{citation.n}]\n<blockquote>"


def _source(citation: Citation, texts: Texts) -> str:
    return f"</blockquote>\n{source_line(citation.article, texts, _LINE)}"
