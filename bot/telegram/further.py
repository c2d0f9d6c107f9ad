"""What is shown by "More" and "Other outlets" under an answer: pages of cited sentences, looked for again when asked.

Nothing found is stored: after an update of the index the pages are of the articles as they are now.
"""

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardMarkup

from bot.answers.answer import Answer, ArticleCard, Citation
from bot.answers.conversation import Conversation
from bot.answers.further import DEEP, beyond, elsewhere
from bot.answers.paging import Page
from bot.telegram.behind import Behind
from bot.telegram.browsing import Shown, opening, withheld_of
from bot.telegram.buttons import Kind, Press
from bot.telegram.context import Context
from bot.telegram.keyboards import HERE, button, keyboard, turning
from bot.telegram.pages import render_quotes
from bot.telegram.rendering import source_line
from bot.texts import Html, Texts

__all__ = ["show_further"]

_A_PAGE = 3  # sentences
_COPIES = 6  # articles
_TITLE = 80  # units


async def show_further(context: Context, asked: Press, stored: Behind, person: int, texts: Texts) -> Shown:
    """Return a page of what is asked for, `asked.kind` being MORE or OUTLETS."""
    service = context.desk.service
    before = Conversation(about=stored.about if asked.kind is Kind.MORE else ())
    answer = await context.in_thread(
        lambda: service.converse(
            stored.meant, before, language=stored.language, asked=stored.asked, most=DEEP
        )[0]
    )  # fmt: skip
    if asked.kind is Kind.MORE:
        return await _more(context, asked, answer, stored, person, texts)
    return await _outlets(context, asked, answer, stored, person, texts)


async def _more(
    context: Context, asked: Press, answer: Answer, stored: Behind, person: int, texts: Texts
) -> Shown:  # fmt: skip
    found = beyond(answer, stored.seen)
    if not found:
        return Shown(texts.html("nothing-more"), _closing(texts))
    heading = texts.html("more-found", count=len(found))
    return await _page(context, asked, heading, found, len(stored.cited), person, texts)


async def _outlets(
    context: Context, asked: Press, answer: Answer, stored: Behind, person: int, texts: Texts
) -> Shown:  # fmt: skip
    found = elsewhere(answer, stored.cited, stored.outlets)
    if not found.copies and not found.citations:
        return Shown(texts.html("no-other-outlets"), _closing(texts))
    heading = Html("\n".join([f"<b>{texts.html('other-outlets')}</b>", *_told(found.copies, texts)]))
    return await _page(context, asked, heading, found.citations, len(stored.cited), person, texts)


async def _page(
    context: Context, asked: Press, heading: Html, found: Sequence[Citation], before: int, person: int, texts: Texts
) -> Shown:
    """Return a page of sentences, numbered on from the `before` ones of the answer."""
    first = asked.page * _A_PAGE
    items = tuple(replace(one, n=before + first + n) for n, one in enumerate(found[first : first + _A_PAGE], 1))
    if found and not items:
        return Shown(texts.html("page-gone"), _closing(texts))
    page = Page(items, asked.page, _A_PAGE, len(found))
    withheld = await withheld_of(context, items, person)
    turn = turning(page, lambda number: replace(asked, numbers=(number, HERE)), texts)
    rows = [*opening(items, withheld, texts), turn, [button(texts.plain("close"), Press(Kind.CLOSE))]]
    return Shown(render_quotes(heading, items, withheld, texts), keyboard(*rows))


def _told(copies: Sequence[ArticleCard], texts: Texts) -> list[str]:
    """Return the articles that tell the same story as one cited, as lines."""
    lines = [f"• {source_line(card, texts, _TITLE)}" for card in copies[:_COPIES]]
    return [texts.html("same-story"), *lines] if lines else []


def _closing(texts: Texts) -> InlineKeyboardMarkup | None:
    return keyboard([button(texts.plain("close"), Press(Kind.CLOSE))])
