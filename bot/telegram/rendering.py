"""Answers, refusals, status and reports as Telegram HTML, always valid and never too long.

The limit is held by the HTML itself, tags included, in UTF-16 units: Telegram counts less than that, never more.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.answer import Answer, Answered, ArticleCard, Citation
from bot.answers.beside import lines_beside
from bot.answers.days import published_in_words
from bot.answers.rights import short_rights
from bot.telegram.addresses import address_of
from bot.telegram.moments import shown_day
from bot.texts import Html, Texts, escape, texts_in

__all__ = [
    "LIMIT",
    "escape",
    "folds",
    "quoted",
    "render_answer",
    "render_enough",
    "shorten",
    "source_head",
    "source_line",
    "speaker_line",
    "title_line",
    "units",
]

LIMIT = 4096  # UTF-16 units, Bot API: sendMessage.text
_LINE = 300  # units of a heading, a title, an outlet, a speaker
_FOLDED = 400  # columns; a longer quotation is folded, or it would fill a telephone's screen (some 10 lines of 40)
_ZERO_WIDTH_JOINER = "\u200d"


def units(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _columns(text: str) -> int:
    """Return how wide the text is drawn, in Latin letters: one of Hangul takes the room of two."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def shorten(text: str, room: int) -> Html:
    """Return the text escaped, cut to `room` units with "…": never inside an entity or a joined character."""
    whole = escape(text)
    if units(whole) <= room:
        return whole
    kept, used = 0, units("…")
    while kept < len(text) and (used := used + units(escape(text[kept]))) <= room:
        kept += 1
    while kept and _continues(text, kept):
        kept -= 1
    return Html(escape(text[:kept].rstrip()) + "…")


def _continues(text: str, position: int) -> bool:
    """Say whether the character at `position`, if any, belongs to the one before it: accents, joined emoji."""
    character, before = text[position : position + 1], text[position - 1]
    return (
        unicodedata.category(character).startswith("M")
        or "\udc00" <= character <= "\udfff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or _ZERO_WIDTH_JOINER in (character, before)
    )


def render_answer(answer: Answer, *, lead: str = "") -> tuple[str, ...]:
    """Return the messages of an answer in the reader's language, in order; `lead` is HTML put on top."""
    texts = texts_in(answer.language)
    if isinstance(answer, Answered):
        notes = [shorten(note, _LINE) for note in answer.notes]
        blocks = ["\n".join([f"<b>{shorten(answer.heading, _LINE)}</b>", *notes])]
        blocks += _understood(answer)
        blocks += [_citation(citation, texts) for citation in answer.citations]
    else:
        blocks = [shorten(answer.reason, LIMIT // 2)]
        blocks += [shorten(answer.searched, _LINE)] if answer.searched else []
        blocks += _understood(answer)
        if answer.nearest:
            blocks.append(f"\n<b>{texts.html('nearest')}</b>")
        blocks += [f"• {source_line(card, texts)}" for card in answer.nearest]
    above = [lead] if lead else []
    above += [texts.html("about-article", article=_titles(answer.about, texts))] if answer.about else []
    return _pack([*above, *blocks], "\n\n" if isinstance(answer, Answered) else "\n")


def _titles(cards: Sequence[ArticleCard], texts: Texts) -> Html:
    return Html("; ".join(title_line(replace(card, rights=""), texts) for card in cards))


def _citation(citation: Citation, texts: Texts) -> str:
    before, after = f"{source_head(citation, texts)}\n", f"\n{title_line(citation.article, texts)}"
    after += "".join(f"\n<i>{shorten(line, _LINE)}</i>" for line in lines_beside(citation, texts.language))
    room = LIMIT - units(before) - units(after) - units(quoted("", folded=True))
    return before + quoted(_marked(citation, room), folded=folds(citation.sentence)) + after


def source_head(citation: Citation, texts: Texts, line: int = _LINE) -> Html:
    """Return "[n] outlet · date · speaker": the line above a quotation."""
    card = citation.article
    speaker = [speaker_line(citation.speaker, citation.speech, texts, line)] if citation.speaker else []
    return Html(f"[{citation.n}] " + " · ".join([*_outlet(card, line), shown_day(card.published, texts), *speaker]))


def speaker_line(name: str, speech: str | None, texts: Texts, line: int = _LINE) -> Html:
    """Return who says it, and whether in these very words."""
    return texts.html("speaker", name=_one_line(name, line), speech=speech or "unknown")


def title_line(card: ArticleCard, texts: Texts, line: int = _LINE) -> Html:
    """Return "title · rights": the line below a quotation, a link where the address is one that Telegram takes."""
    title = _one_line(card.title, line) or texts.html("untitled")
    address = address_of(card.url)
    if address:
        title = Html(f'<a href="{address}">{title}</a>')
    rights = [_one_line(short_rights(card.rights), line)] if card.rights else []
    return Html(" · ".join([title, *rights]))


def folds(sentence: str) -> bool:
    """Tell whether a quotation is so long that it is folded."""
    return _columns(sentence) > _FOLDED


def quoted(sentence: str, *, folded: bool) -> Html:
    """Return HTML as a block of quotation, of which a reader sees three lines first where it is folded."""
    return Html(f"<blockquote{' expandable' if folded else ''}>{sentence}</blockquote>")


def _marked(citation: Citation, room: int) -> str:
    """Return the sentence with its short answer in bold, where both fit whole."""
    span = citation.span
    if span is not None:
        start, end = span.start - citation.start, span.end - citation.start
        parts = citation.sentence[:start], citation.sentence[start:end], citation.sentence[end:]
        marked = "{}<b>{}</b>{}".format(*map(escape, parts))
        if units(marked) <= room:
            return marked
    return shorten(citation.sentence, room)


def _understood(answer: Answer) -> list[str]:
    return [f"<i>{shorten(answer.understood, _LINE)}</i>"] if answer.understood else []


def render_enough(card: ArticleCard, language: str, limit: int) -> Html:
    """Return the block that points to an article of which enough was shown today."""
    texts = texts_in(language)
    return texts.html("enough", limit=limit, source=source_line(card, texts))


def source_line(card: ArticleCard, texts: Texts, line: int = _LINE) -> Html:
    """Return "outlet · date · title · rights", which names an article in a list."""
    day = escape(published_in_words(card.published, texts.language)) or texts.html("date-unknown")
    return Html(" · ".join([*_outlet(card, line), day, title_line(card, texts, line)]))


def _outlet(card: ArticleCard, line: int) -> list[Html]:
    name = _one_line(card.outlet, line)
    return [name] if name else []


def _one_line(text: str, room: int) -> Html:
    """Return the text on one line, "" where none of it can be seen: a link of such a text would be dropped."""
    seen = any(unicodedata.category(character)[0] not in "CZ" for character in text)
    return shorten(" ".join(text.split()), room) if seen else Html("")


def _pack(blocks: Iterable[str], gap: str) -> tuple[str, ...]:
    """Join blocks into as few messages as hold them, splitting only between blocks."""
    messages: list[str] = []
    for block in blocks:
        joined = f"{messages[-1]}{gap}{block}" if messages else block
        if messages and units(joined) <= LIMIT:
            messages[-1] = joined
        else:
            messages.append(block)
    return tuple(messages)
