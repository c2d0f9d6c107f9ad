"""A digest: the new sentences on what a person watches, a page of them in one message that is never too long.

What a longer one holds is stored under a name, so that its pages can be turned after a restart: where each sentence
stands, never its words, so that an article that was withdrawn or changed since is quoted no more.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.answer import Citation
from bot.answers.paging import Page
from bot.answers.surroundings import Place, Surroundings
from bot.telegram.buttons import Kind, Press
from bot.telegram.keyboards import button, keyboard, openers, turning
from bot.telegram.rendering import LIMIT, folds, quoted, shorten, source_head, title_line, units
from bot.texts import Html, Texts
from bot.texts.markup import spoken
from index.storage.handles import handle_of

__all__ = ["MOST", "Digest", "Digested", "Entry", "cited", "digest", "page_of", "stop_button"]

MOST = 8  # sentences of a page: more fill a telephone's screen several times
_LINE = 80  # units of a title, an outlet, a topic
_SHORTEST = 120  # units left of a sentence in the fullest message
_LABEL = 24  # characters of a topic on a button


@dataclass(frozen=True, slots=True)
class Entry:
    """A new sentence: the watch that it is for, and where it stands."""

    watch: int
    topic: str
    article: str
    start: int
    check: int


@dataclass(frozen=True, slots=True)
class Digested:
    """What a digest holds, topic by topic, in the language that it speaks; `name` is what it is stored under."""

    name: str
    language: str
    entries: tuple[Entry, ...]

    def value(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {"digest": [list(astuple(one)) for one in self.entries], "language": self.language}

    @classmethod
    def read(cls, name: str, value: Mapping[str, Any]) -> "Digested | None":
        """Return what `value` made, None of what is no digest."""
        if "digest" not in value:
            return None
        return cls(name, value["language"], tuple(Entry(*one) for one in value["digest"]))


@dataclass(frozen=True, slots=True)
class Digest:
    """A message to send."""

    text: str
    keyboard: InlineKeyboardMarkup | None


_Numbered = tuple[Entry, Citation]


def cited(look: Callable[[Place], Surroundings | None], entry: Entry) -> Citation | None:
    """Return the sentence as it stands in the index now; None where it changed since or is not there. Blocks."""
    shown = look(Place(handle_of(entry.article), entry.start, entry.check))
    if shown is None or shown.marked is None:
        return None
    start, end = shown.marked
    return Citation(1, shown.card, shown.text[start - shown.start : end - shown.start], start, end)


def page_of(
    digested: Digested, number: int, look: Callable[[Place], Surroundings | None]
) -> Page[_Numbered]:  # fmt: skip
    """Return a page of a digest: its sentences that are still there, numbered through all pages. Blocks."""
    first = number * MOST
    entries = enumerate(digested.entries[first : first + MOST], first + 1)
    found = [(entry, replace(one, n=n)) for n, entry in entries if (one := cited(look, entry)) is not None]
    return Page(tuple(found), number, MOST, len(digested.entries))


def digest(name: str, page: Page[_Numbered], withheld: Collection[int], texts: Texts) -> Digest:
    """Return the message of a page; `withheld` are the numbers of those whose sentence may not be shown any more."""
    blocks = [_block(page.items, place, withheld, texts) for place in range(len(page.items))]
    heading = texts.html("digest", count=page.total)
    frame = "\n\n".join([heading, *(before + quoted("", folded=True) + after for before, _, after in blocks)])
    room = max(_SHORTEST, (LIMIT - units(spoken(Html(frame)))) // max(1, len(blocks)))
    said = [before + (_quoted(sentence, room) if sentence else "") + after for before, sentence, after in blocks]
    none = [] if blocks else [texts.html("page-gone")]
    opening = openers([citation for _, citation in page.items if citation.n not in withheld], texts)
    turn = turning(page, lambda number: Press(Kind.DIGEST, (number,), words=name), texts)
    stops = dict.fromkeys((entry.watch, entry.topic) for entry, _ in page.items)
    return Digest(
        "\n\n".join([heading, *said, *none]),
        keyboard(*opening, turn, *([stop_button(watch, topic, texts)] for watch, topic in stops)),
    )


def stop_button(watch: int, topic: str, texts: Texts, *, listed: bool = False) -> InlineKeyboardButton:
    """Return the button that ends a watch; `listed` where it stands under a list, which then changes."""
    label = topic if len(topic) <= _LABEL else topic[: _LABEL - 1] + "…"
    return button(texts.plain("watch-stop", topic=label), Press(Kind.UNWATCH, (watch, int(listed))))


def _block(
    items: Sequence[_Numbered], place: int, withheld: Collection[int], texts: Texts
) -> tuple[str, str, str]:  # fmt: skip
    """Return what stands before a sentence, the sentence, and its title; above, what it is about where that is new."""
    entry, citation = items[place]
    first = not place or items[place - 1][0].watch != entry.watch
    topic = f"<b>{shorten(entry.topic, _LINE)}</b>\n" if first else ""
    before, after = f"{topic}{source_head(citation, texts, _LINE)}\n", title_line(citation.article, texts, _LINE)
    if citation.n in withheld:
        return f"{before}<i>{texts.html('withheld')}</i>\n", "", after
    return before, citation.sentence, f"\n{after}"


def _quoted(sentence: str, room: int) -> Html:
    return quoted(shorten(sentence, room), folded=folds(sentence))
