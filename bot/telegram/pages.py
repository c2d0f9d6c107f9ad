"""Pages of articles, events, quotations and outlets, and a sentence in its context, as HTML of one message each.

A page is never split: long sentences and titles are shortened until it fits, in what a reader sees.
"""

from collections.abc import Collection, Sequence
from datetime import date

from bot.answers.answer import ArticleCard, Citation
from bot.answers.beside import lines_beside
from bot.answers.days import in_words
from bot.answers.paging import Event, OutletCount, Page
from bot.answers.surroundings import Surroundings
from bot.telegram.rendering import LIMIT, escape, shorten, source_head, source_line, title_line, units
from bot.texts import Html, Texts
from bot.texts.markup import spoken

__all__ = ["render_cards", "render_events", "render_outlets", "render_quotes", "render_surroundings"]

_LINE = 80  # units of a title, an outlet, a speaker, a line beside
_SHORTEST = 120  # units left of a sentence on the fullest page
_Block = tuple[str, str, str]  # HTML, a sentence, HTML


def render_cards(heading: Html, page: Page[ArticleCard], texts: Texts) -> str:
    """Return a numbered list of articles under a heading."""
    return "\n".join([heading, "", *(f"{n}. {_source(card, texts)}" for n, card in enumerate(page.items, page.first))])


def render_outlets(heading: Html, page: Page[OutletCount], texts: Texts) -> str:
    """Return a list of outlets under a heading: how many articles of which days."""
    return "\n".join([heading, "", *(_outlet(one, texts) for one in page.items)])


def render_events(heading: Html, events: Sequence[Event], withheld: Collection[int], texts: Texts) -> str:
    """Return events under a heading; `withheld` are the numbers of those whose sentence may not be shown any more."""
    blocks = []
    for event in events:
        days = shorten(in_words(event.first, event.last, texts.language), _LINE)
        before, sentence, after = _block(event.citation, _source(event.citation.article, texts), texts, withheld)
        blocks.append((f"[{event.citation.n}] <b>{days}</b>{before}", sentence, after))
    return _fitted(heading, blocks)


def render_quotes(heading: Html, citations: Sequence[Citation], withheld: Collection[int], texts: Texts) -> str:
    """Return quotations under a heading, each as in an answer."""
    blocks = []
    for one in citations:
        before, sentence, after = _block(one, title_line(one.article, texts, _LINE), texts, withheld)
        blocks.append((f"{source_head(one, texts, _LINE)}{before}", sentence, after))
    return _fitted(heading, blocks)


def render_surroundings(shown: Surroundings, texts: Texts) -> str:
    """Return a stretch of an article as one quotation, the sentence it is about in bold."""
    source = _source(shown.card, texts)
    room = LIMIT - units(source) - units("<blockquote><b></b></blockquote>\n")
    start, end = (place - shown.start for place in shown.marked or (shown.end, shown.end))
    stretch = shown.text[:start], shown.text[start:end], shown.text[end:]
    share = room if units(escape(shown.text)) <= room else room // len(stretch)
    before, marked, after = (_cut(part, share) for part in stretch)
    return f"<blockquote>{before}{f'<b>{marked}</b>' if marked else ''}{after}</blockquote>\n{source}"


def _cut(text: str, room: int) -> str:
    """Return the text shortened, with the space around it."""
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    return text[:start] + shorten(bare, room) + text[start + len(bare) :]


def _block(citation: Citation, source: Html, texts: Texts, withheld: Collection[int]) -> _Block:
    """Return what stands before a sentence, the sentence, and what stands behind: its source and what explains it."""
    if citation.n in withheld:
        return f"\n<i>{texts.html('withheld')}</i>\n{source}", "", ""
    beside = "".join(f"\n<i>{shorten(line, _LINE)}</i>" for line in lines_beside(citation, texts.language))
    return "\n<blockquote>", citation.sentence, f"</blockquote>\n{source}{beside}"


def _fitted(heading: Html, blocks: Sequence[_Block]) -> str:
    frame = "\n\n".join([heading, *(before + after for before, _, after in blocks)])
    room = max(_SHORTEST, (LIMIT - units(spoken(Html(frame)))) // max(1, len(blocks)))
    return "\n\n".join([heading, *(before + shorten(sentence, room) + after for before, sentence, after in blocks)])


def _source(card: ArticleCard, texts: Texts) -> Html:
    return source_line(card, texts, _LINE)


def _outlet(one: OutletCount, texts: Texts) -> str:
    name = shorten(one.outlet, _LINE) or texts.html("outlet-unnamed")
    days = shorten(_days(one.first, one.last, texts), _LINE) or texts.html("date-unknown")
    return texts.html("outlet-line", outlet=name, articles=one.articles, days=days)


def _days(first: date | None, last: date | None, texts: Texts) -> str:
    return in_words(first, last, texts.language) if first and last else ""
