"""When a question asks about: a window on the articles' days, which is preferred and never demanded.

"Yesterday", "지난주", "in September", "since 2024" name days; "recently" and "최근" mean the last month; "latest", "현재"
want the newest support. A hard window loses far more answers than it rights (RealTime QA, answer@5: .476 to .371), so
an article outside it can always answer, and the answer says so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.answers.days import day_of, in_words
from bot.texts import texts_in
from index.article import Article
from index.hits import Found
from index.language.dates import DateExpression, find_dates
from index.query import Query

__all__ = ["Window", "about_days", "leaning", "softened", "window_of"]

_RECENT = re.compile(r"\b(?:recent|recently|lately|these days)\b|최근|요즘|요새", re.IGNORECASE)
_NEWEST = re.compile(
    r"\b(?:(?:the )?latest|newest|most recent(?:ly)?|currently|current(?! account))\b"
    r"|\b(?:(?:right |as of )?now|at the moment)\b"
    r"|가장 최근|최신|현재|지금",
    re.IGNORECASE,
)
_SINCE = (
    re.compile(r"\b(?:since|from|after)\s+(?:the\s+)?$", re.IGNORECASE),
    re.compile(r"\s?(?:이후|이래|부터|뒤로)"),
)
_BEFORE = (
    re.compile(r"\b(?:before|until|till|by)\s+(?:the\s+)?$", re.IGNORECASE),
    re.compile(r"\s?(?:이전|전에|까지)"),
)
_PARTICLE = re.compile("(?:에는|에도|까지|부터|에|의|엔|은|는|도)(?![가-힣])")
_MONTH = timedelta(days=30)
_A_YEAR = timedelta(days=366)
_SOFT = 0.3  # of its rarity: "in September" is seldom said by an article of September
# Of the best sentence's score. Of the 87 RealTime QA questions that name days, the first three sentences hold a right
# choice in .264, .264, .276, .299 with 0, 0.1, 0.2, 0.4.
_RAISED = 0.4
_FADES = 30.0  # days


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked about, both included.

    `newest` says that the newest support is wanted, `fixed` that the days were named with their year. `rest` is the
    question without the words that only point at days, `named` those that name a month or a day without its year.
    """

    first: date
    last: date
    newest: bool
    fixed: bool
    rest: str
    named: tuple[str, ...]

    @property
    def days(self) -> tuple[date, date]:
        """The window as a search takes it."""
        return self.first, self.last


def window_of(question: str, asked: date) -> Window | None:
    """Return the days a question asks about, seen from `asked`; None where there are none or only future ones."""
    named = [one for one in find_dates(question, asked) if not _beside(question, one, _BEFORE)]
    vague = [found for pattern in (_NEWEST, _RECENT) for found in pattern.finditer(question)]
    newest = any(found.re is _NEWEST for found in vague)
    spans = [(one.start, one.end) for one in named if one.pointing] + [found.span() for found in vague]
    days = next(filter(None, (_days(question, one, asked) for one in named)), None)
    if days is None and not vague:
        return None
    first, last = days or (asked - _MONTH, asked)
    return Window(
        first, last, newest, fixed=days is not None and not any(one.relative for one in named),
        rest=_without(question, spans), named=tuple(one.text for one in named if one.relative and not one.pointing),
    )  # fmt: skip


def softened(query: Query, window: Window) -> Query:
    """Return the query with the words that name the window's days counting for little: articles seldom say them."""
    named = " ".join(window.named).lower()
    concepts = tuple(
        replace(concept, rarity=_SOFT * concept.rarity, is_name=False, is_proper=False)
        if concept.surface.lower() in named
        else concept
        for concept in query.concepts
    )
    return replace(query, concepts=concepts)


def leaning(found: Found, window: Window | None, articles: Mapping[int, Article]) -> Found:
    """Return what was found with the sentences of the days asked about, or the newest ones, raised."""
    days = {number: day for number, article in articles.items() if (day := day_of(article.published))}
    if window is None or not days or not found.sentences:
        return found
    newest, most = max(days.values()), _RAISED * found.sentences[0].score

    def gain(day: date) -> float:
        away = (newest - day).days if window.newest else max((window.first - day).days, (day - window.last).days, 0)
        return most / (1 + away / _FADES)

    raised = [
        replace(hit, score=hit.score + gain(days[hit.article])) if hit.article in days else hit
        for hit in found.sentences
    ]
    return replace(found, sentences=tuple(sorted(raised, key=lambda hit: -hit.score)))


def about_days(window: Window, cited: Iterable[date | None], language: str) -> str:
    """Return the line that says which days the cited articles are of; "" where there is nothing to say."""
    cited = list(cited)
    known = sorted(day for day in cited if day)
    inside = [day for day in known if window.first <= day <= window.last]
    texts, asked_for = texts_in(language), in_words(window.first, window.last, language)
    if inside:
        return texts.plain("days-inside" if len(inside) == len(cited) else "days-partly", days=asked_for)
    if not known:
        return "" if window.fixed else texts.plain("days-undated", days=asked_for)
    if window.newest:
        return texts.plain("days-old", day=in_words(known[-1], known[-1], language))
    if window.fixed and known[0] - window.last > _A_YEAR:
        return ""  # a question about the past before all articles isn't a question for articles of that time
    return texts.plain("days-outside", days=asked_for, found=in_words(known[0], known[-1], language))


def _days(question: str, one: DateExpression, asked: date) -> tuple[date, date] | None:
    """Return the days of one expression up to `asked`, a month without year being the last one; None in the future."""
    first, last = one.first, one.last
    if first > asked and one.relative and not one.pointing and first.year == asked.year:
        first, last = _year_before(first), _year_before(last)
    if first > asked:
        return None
    return first, asked if _beside(question, one, _SINCE) else min(last, asked)


def _year_before(day: date) -> date:
    return day - timedelta(days=365) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _beside(question: str, one: DateExpression, sides: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    """Tell whether a word stands right before or behind the expression, or at its beginning ("since March")."""
    before, behind = sides
    opening = re.match(r"(?:since|from|after|before|until|till|by) ", one.text, re.IGNORECASE)
    start = one.start + (opening.end() if opening else 0)
    return bool(before.search(question[:start]) or behind.match(question, one.end))


def _without(question: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        particle = _PARTICLE.match(question, end)
        question = f"{question[:start]} {question[particle.end() if particle else end :]}"
    return " ".join(question.split())
