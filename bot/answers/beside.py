"""What stands beside a quotation, in the reader's words: what its dates mean, its copies, its correction.

Plain text, for every way of showing an answer.
"""

from datetime import date

from bot.answers.answer import ArticleCard, Citation
from bot.answers.days import day_of, in_words
from bot.texts import texts_in

__all__ = ["lines_beside"]

_NAMED = 4  # copies


def lines_beside(citation: Citation, language: str) -> list[str]:
    """Return the lines to show under a quotation; a date is explained only where it isn't plain by itself."""
    texts = texts_in(language)
    lines = [
        f"{dated.text} = {in_words(date.fromisoformat(dated.first), date.fromisoformat(dated.last), language)}"
        for dated in citation.dates
        if dated.relative
    ]
    lines = [" · ".join(dict.fromkeys(lines))] if lines else []
    if citation.also_in:
        names = list(dict.fromkeys(_name(card, language) for card in citation.also_in))
        named, left = ", ".join(names[:_NAMED]), max(0, len(names) - _NAMED)
        lines.append(texts.plain("also-in", outlets=named, more=left))
    if citation.corrected_by:
        card = citation.corrected_by
        article = " · ".join(filter(None, (_name(card, language), card.title)))
        lines.append(texts.plain("corrected", article=article))
    return lines


def _name(card: ArticleCard, language: str) -> str:
    day = day_of(card.published)
    outlet = card.outlet or card.title or card.id
    return f"{outlet} ({in_words(day, day, language)})" if day else outlet
