"""What an answer says beside its quotations: what dates mean, which days, how many outlets, where figures differ."""

from collections.abc import Mapping, Sequence

from bot.answers.answer import CitedDate
from bot.answers.days import day_of
from bot.answers.question import Question
from bot.answers.sources import Sourced, differing, independent_outlets
from bot.answers.when import Window, about_days
from bot.texts import texts_in
from index.article import Article
from index.language.dates import find_dates

__all__ = ["dates_in", "notes_on"]


def dates_in(article: Article, start: int, end: int) -> tuple[CitedDate, ...]:
    """Return the dates in `article.text[start:end]`; relative ones only where the day of publication is known."""
    found = find_dates(article.text[start:end], day_of(article.published))
    return tuple(
        CitedDate(
            one.text, start + one.start, start + one.end, one.first.isoformat(), one.last.isoformat(), one.relative
        )
        for one in found
    )


def notes_on(
    question: Question, cited: Sequence[Sourced], articles: Mapping[int, Article], window: Window | None
) -> tuple[str, ...]:
    """Return the lines that an answer puts under its heading, in the reader's language."""
    texts, lines = texts_in(question.language), []
    if window is not None:
        days = [day_of(articles[one.hit.article].published) for one in cited if one.corrected_by is None]
        lines.append(about_days(window, days, question.language))
    figures = differing(question.text, cited, articles)
    if figures:
        told = ", ".join(f"{text} [{place + 1}]" for place, text in figures)
        lines.append(texts.plain("figures-differ", figures=told))
    outlets = independent_outlets(cited, articles)
    if outlets > 1:
        lines.append(texts.plain("outlets", count=outlets))
    return tuple(line for line in lines if line)
