"""Inline keyboards: pages turned, sentences opened in their context."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.answer import Citation
from bot.answers.paging import Page
from bot.answers.surroundings import Place, Surroundings, place_of
from bot.telegram.buttons import Kind, Press, fitting, pack
from bot.texts import Texts

__all__ = ["around", "button", "keyboard", "openers", "turning"]

Item = TypeVar("Item")
_HERE = 1  # the message itself is changed
Row = list[InlineKeyboardButton]


def button(label: str, press: Press) -> InlineKeyboardButton:
    """Return a button; words that it can't hold have to stand in bold at the head of its message."""
    return InlineKeyboardButton(label, callback_data=fitting(press))


def keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    """Return the rows that hold a button as a keyboard, None where none does."""
    held = [row for row in rows if row]
    return InlineKeyboardMarkup(held) if held else None


def turning(page: Page[Item], to: Callable[[int], Press], texts: Texts) -> Row:
    """Return the buttons that turn a page, with its number between them; none where there is one page."""
    if page.pages < 2:
        return []
    row = [button(texts.plain("page-back"), to(page.number - 1))] if page.number else []
    label = texts.plain("page-number", page=page.number + 1, pages=page.pages)
    row.append(button(label, Press(Kind.NOTHING)))
    further = page.number + 1 < page.pages
    return [*row, button(texts.plain("page-on"), to(page.number + 1))] if further else row


def openers(citations: Sequence[Citation], texts: Texts) -> Row:
    """Return a button for each sentence, at most eight, that opens it in its context."""
    return [
        InlineKeyboardButton(texts.plain("open", n=one.n), callback_data=pack(Press(Kind.CONTEXT, (0,), _place(one))))
        for one in citations[:8]
    ]


def around(place: Place, shown: Surroundings, shift: int, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the buttons under a sentence in its context: what comes before and behind, and back to where it was."""
    row = [button(texts.plain("page-back"), Press(Kind.CONTEXT, (shift - 1, _HERE), place))] if shown.before else []
    row += [button(texts.plain("page-on"), Press(Kind.CONTEXT, (shift + 1, _HERE), place))] if shown.after else []
    return keyboard(row, [button(texts.plain("close"), Press(Kind.CLOSE))])


def _place(citation: Citation) -> Place:
    return place_of(citation.article.id, citation.start, citation.sentence)
