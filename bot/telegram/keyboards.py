"""Inline keyboards: pages turned, sentences opened in their context, what stands under an answer."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.answer import Answered, Citation
from bot.answers.paging import Page
from bot.answers.surroundings import Place, Surroundings, place_of
from bot.telegram.buttons import Kind, Press, fitting, pack
from bot.telegram.rating import REASONS, Rating, reasons_against
from bot.texts import Texts

__all__ = ["HERE", "around", "button", "keyboard", "openers", "rated", "turning", "under", "under_refusal"]

Item = TypeVar("Item")
HERE = 1  # the message itself is changed
_IN_A_ROW = 3  # buttons of some words, on a telephone
_CHOSEN = "✓"
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


def openers(citations: Sequence[Citation], texts: Texts) -> list[Row]:
    """Return rows with a button for each sentence that opens it in its context."""
    row = [
        InlineKeyboardButton(texts.plain("open", n=one.n), callback_data=pack(Press(Kind.CONTEXT, (0,), _place(one))))
        for one in citations
    ]
    return [row[first : first + _IN_A_ROW] for first in range(0, len(row), _IN_A_ROW)]


def under(answer: Answered, name: str, named: str, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return what stands under the answer of that `name`: its sources, what more there is, and what is thought of it.

    `named` is whom or what the question asks about, "" if nothing.
    """
    further = [
        button(texts.plain("more"), Press(Kind.MORE, words=name)),
        button(texts.plain("other-outlets"), Press(Kind.OUTLETS, words=name)),
    ]
    further += [button(texts.plain("its-timeline"), Press(Kind.EVENTS, words=name))] if named else []
    return keyboard(*openers(answer.citations, texts), further, *_rating(name, Rating.NONE, texts))


def under_refusal(name: str, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return what stands under the refusal of that `name`: what is thought of it."""
    return keyboard(*_rating(name, Rating.NONE, texts))


def rated(
    shown: InlineKeyboardMarkup | None, name: str, rating: Rating, texts: Texts, *, answered: bool
) -> InlineKeyboardMarkup | None:  # fmt: skip
    """Return the keyboard under an answer, or a refusal, with another opinion of it; a bad one is asked its reason."""
    rows = [list(row) for row in shown.inline_keyboard] if shown else []
    mark = f"{Kind.FEEDBACK}:"
    others = [row for row in rows if not any(str(one.callback_data).startswith(mark) for one in row)]
    return keyboard(*others, *_rating(name, rating, texts, answered=answered))


def _rating(name: str, rating: Rating, texts: Texts, *, answered: bool = True) -> list[Row]:
    """Return the buttons of an opinion: pressing the one that is held takes it back."""

    def choice(label: str, *meanings: Rating) -> InlineKeyboardButton:
        chosen = rating in meanings
        meaning = Rating.NONE if chosen else meanings[0]
        return button(f"{label} {_CHOSEN}" if chosen else label, Press(Kind.FEEDBACK, (meaning,), words=name))

    why = f"👎 {texts.plain(REASONS[rating])}" if rating in REASONS else "👎"
    rows = [[choice("👍", Rating.GOOD), choice(why, Rating.BAD, *REASONS)]]
    if rating is Rating.BAD:
        reasons = [choice(texts.plain(REASONS[one]), one) for one in reasons_against(answered=answered)]
        rows += [reasons[:2], reasons[2:]]
    return rows


def around(place: Place, shown: Surroundings, shift: int, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the buttons under a sentence in its context: what comes before and behind, and back to where it was."""
    row = [button(texts.plain("page-back"), Press(Kind.CONTEXT, (shift - 1, HERE), place))] if shown.before else []
    row += [button(texts.plain("page-on"), Press(Kind.CONTEXT, (shift + 1, HERE), place))] if shown.after else []
    return keyboard(row, [button(texts.plain("close"), Press(Kind.CLOSE))])


def _place(citation: Citation) -> Place:
    return place_of(citation.article.id, citation.start, citation.sentence)
