"""What a command or a button of browsing shows: one message and its keyboard.

What a person is shown of one article in a day is counted as in answers. The index is read off the event loop.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from telegram import InlineKeyboardMarkup

from bot.answers.answer import Citation
from bot.answers.paging import Page
from bot.answers.surroundings import Surroundings
from bot.telegram.buttons import Kind, Press
from bot.telegram.context import Context
from bot.telegram.keyboards import Row, around, button, keyboard, openers, turning
from bot.telegram.pages import render_cards, render_events, render_outlets, render_quotes, render_surroundings
from bot.telegram.rendering import render_enough
from bot.texts import Html, Texts

__all__ = ["Shown", "opening", "show", "show_context", "withheld_of"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message to show."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


async def show(context: Context, asked: Press, person: int, texts: Texts) -> Shown:
    """Return a page of a list."""
    return await _LISTS[asked.kind](context, asked, person, texts)


async def show_context(context: Context, asked: Press, person: int, texts: Texts) -> Shown:
    """Return a sentence in its context, or why it can't be shown."""
    service, place, shift = context.desk.service, asked.place, asked.number(0)
    shown = await context.in_thread(lambda: service.surroundings(place, shift)) if place else None
    if place is None or shown is None:
        return Shown(texts.html("sentence-gone" if not shift else "article-ends"))
    if await withheld_of(context, _as_citations(shown), person):
        return Shown(render_enough(shown.card, texts.language, context.desk.quota.limit))
    return Shown(render_surroundings(shown, texts), around(place, shown, shift, texts))


async def _find(context: Context, asked: Press, _: int, texts: Texts) -> Shown:
    service = context.desk.service
    page = await context.in_thread(lambda: service.find(asked.words, asked.page))
    if not page.items:
        return _nothing(page, texts, texts.html("find-none", words=asked.words))
    heading = texts.html("find", words=asked.words, count=page.total)
    return Shown(render_cards(heading, page, texts), keyboard(_turning(page, asked, texts)))


async def _latest(context: Context, asked: Press, _: int, texts: Texts) -> Shown:
    service = context.desk.service
    page = await context.in_thread(lambda: service.latest(asked.page))
    if not page.items:
        return _nothing(page, texts, texts.html("index-empty"))
    heading = texts.html("latest", count=page.total)
    return Shown(render_cards(heading, page, texts), keyboard(_turning(page, asked, texts)))


async def _sources(context: Context, asked: Press, _: int, texts: Texts) -> Shown:
    service = context.desk.service
    page = await context.in_thread(lambda: service.sources(asked.page))
    if not page.items:
        return _nothing(page, texts, texts.html("index-empty"))
    heading = texts.html("sources", count=page.total)
    return Shown(render_outlets(heading, page, texts), keyboard(_turning(page, asked, texts)))


async def _timeline(context: Context, asked: Press, person: int, texts: Texts) -> Shown:
    service, oldest = context.desk.service, asked.number(1) == 1
    page = await context.in_thread(lambda: service.timeline(asked.words, asked.page, oldest_first=oldest))
    if not page.items:
        return _nothing(page, texts, texts.html("timeline-none", words=asked.words))
    heading = texts.html("timeline-oldest" if oldest else "timeline-newest", words=asked.words, count=page.total)
    citations = _numbered([event.citation for event in page.items], page.first)
    events = [replace(event, citation=one) for event, one in zip(page.items, citations, strict=True)]
    withheld = await withheld_of(context, citations, person)
    order = texts.plain("newest-first" if oldest else "oldest-first")
    turn = [button(order, replace(asked, numbers=(0, int(not oldest))))] if page.total > 1 else []
    text = render_events(heading, events, withheld, texts)
    return Shown(text, keyboard(*opening(citations, withheld, texts), _turning(page, asked, texts), turn))


async def _quotes(context: Context, asked: Press, person: int, texts: Texts) -> Shown:
    service = context.desk.service
    page = await context.in_thread(lambda: service.quotes_of(asked.words, asked.page))
    if not page.items:
        return _nothing(page, texts, texts.html("quotes-none", words=asked.words))
    heading = texts.html("quotes", words=asked.words, count=page.total)
    citations = _numbered(page.items, page.first)
    withheld = await withheld_of(context, citations, person)
    text = render_quotes(heading, citations, withheld, texts)
    return Shown(text, keyboard(*opening(citations, withheld, texts), _turning(page, asked, texts)))


_LISTS: Mapping[Kind, Callable[[Context, Press, int, Texts], Awaitable[Shown]]] = {
    Kind.FIND: _find, Kind.LATEST: _latest, Kind.TIMELINE: _timeline, Kind.QUOTES: _quotes, Kind.SOURCES: _sources,
}  # fmt: skip


def _nothing(page: Page[Item], texts: Texts, none: Html) -> Shown:
    return Shown(texts.html("page-gone") if page.number else none)


def _turning(page: Page[Item], asked: Press, texts: Texts) -> Row:
    return turning(page, lambda number: replace(asked, numbers=(number, *asked.numbers[1:])), texts)


def opening(citations: Sequence[Citation], withheld: set[int], texts: Texts) -> list[Row]:
    """Return the buttons that open what is not withheld in its context."""
    return openers([one for one in citations if one.n not in withheld], texts)


def _numbered(citations: Sequence[Citation], first: int) -> list[Citation]:
    return [replace(one, n=n) for n, one in enumerate(citations, first)]


async def withheld_of(context: Context, citations: Sequence[Citation], person: int) -> set[int]:
    """Count what is shown to a person, and return the numbers of what may not be shown any more today."""
    desk = context.desk
    day = desk.clock().astimezone().date()
    return await context.stored(lambda _: desk.quota.withheld(person, citations, day))


def _as_citations(shown: Surroundings) -> list[Citation]:
    return [
        Citation(n, shown.card, shown.text[start - shown.start : end - shown.start], start, end)
        for n, (start, end) in enumerate(shown.sentences, 1)
    ]
