"""Days as a reader says them: "10–16 Nov 2026", "2026년 11월 10~16일"; whole months and years by their names."""

import re
from calendar import monthrange
from datetime import date

from bot.texts import Texts, texts_in

__all__ = ["day_of", "in_words", "published_in_words"]

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def day_of(published: str | None) -> date | None:
    """Return the day of an ISO 8601 date or time as its own time zone has it, None where unknown."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def published_in_words(published: str | None, language: str) -> str:
    """Return the day, the month or the year that an ISO 8601 date or time names, "" where unknown."""
    found = _PUBLISHED.match(published or "")
    if not found:
        return ""
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return ""
    if day:
        return in_words(first, first, language)
    return in_words(first, first.replace(month=month or 12, day=_length(first) if month else 31), language)


def in_words(first: date, last: date, language: str) -> str:
    """Return the days from `first` to `last` in a language of the catalogue."""
    texts = texts_in(language)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        if first.year == last.year:
            return texts.plain("one-year", year=str(first.year))
        return texts.plain("whole-years", year=str(first.year), last_year=str(last.year))
    if first.day == 1 and last == first.replace(day=_length(first)):
        return texts.plain("one-month", year=str(first.year), month=_month(first, texts))
    return _days(first, last, texts)


def _days(first: date, last: date, texts: Texts) -> str:
    year, month, last_month = str(first.year), _month(first, texts), _month(last, texts)
    if first == last:
        return texts.plain("one-day", year=year, month=month, day=first.day)
    if first.year != last.year:
        return texts.plain(
            "days-in-years", year=year, month=month, day=first.day,
            last_year=str(last.year), last_month=last_month, last_day=last.day,
        )  # fmt: skip
    if first.month != last.month:
        return texts.plain(
            "days-in-year", year=year, month=month, day=first.day, last_month=last_month, last_day=last.day
        )
    return texts.plain("days-in-month", year=year, month=month, day=first.day, last_day=last.day)


def _month(day: date, texts: Texts) -> str:
    return texts.plain("month-name", month=day.month)


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]
