"""What stands beside a quotation, in the reader's words: what its dates mean, its copies, its correction.

Plain text, for every way of showing an answer.
"""

import re
from datetime import date

from bot.answers.answer import ArticleCard, Citation, CitedDate
from bot.answers.days import day_of, in_words
from bot.texts import texts_in
from index.language.dates_en import MONTH

__all__ = ["lines_beside"]

_NAMED = 4  # copies
_MONTH_NAMED = re.compile(rf"{MONTH}|\d\s?월", re.IGNORECASE)


def lines_beside(citation: Citation, language: str) -> list[str]:
    """Return the lines to show under a quotation; a date is explained only where it isn't plain by itself."""
    texts = texts_in(language)
    lines = [
        f"{dated.text} = {in_words(date.fromisoformat(dated.first), date.fromisoformat(dated.last), language)}"
        for dated in citation.dates
        if dated.relative and not _plain(dated, citation.article)
    ]
    lines = [" · ".join(dict.fromkeys(lines))] if lines else []
    names = [_name(card, language) for card in _other_outlets(citation)]
    if names:
        named, left = ", ".join(names[:_NAMED]), max(0, len(names) - _NAMED)
        lines.append(texts.plain("also-in", outlets=named, more=left))
    if citation.corrected_by:
        card = citation.corrected_by
        article = " · ".join(filter(None, (_name(card, language), card.title)))
        lines.append(texts.plain("corrected", article=article))
    return lines


def _plain(dated: CitedDate, article: ArticleCard) -> bool:
    """Say whether a date lacks its year only, and that is the one in which the article was published, as is supposed."""
    year = (article.published or "")[:4]
    return bool(_MONTH_NAMED.search(dated.text)) and {dated.first[:4], dated.last[:4]} == {year}


def _other_outlets(citation: Citation) -> list[ArticleCard]:
    """Return the first copy in each other outlet; what an outlet tells twice is no second voice."""
    first: dict[str, ArticleCard] = {}
    for card in citation.also_in:
        first.setdefault(_outlet(card).casefold(), card)
    first.pop(_outlet(citation.article).casefold(), None)
    return list(first.values())


def _outlet(card: ArticleCard) -> str:
    return card.outlet or card.title or card.id


def _name(card: ArticleCard, language: str) -> str:
    day = day_of(card.published)
    return f"{_outlet(card)} ({in_words(day, day, language)})" if day else _outlet(card)
