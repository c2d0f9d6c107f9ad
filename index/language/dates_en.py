"""Dates in English words: patterns, each with how it resolves against the day a text was published."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from index.language.calendar import (
    Days,
    half,
    month,
    month_shifted,
    quarter,
    third,
    week,
    weekday_after,
    weekday_until,
    weekend,
    year,
)  # fmt: skip

__all__ = ["MONTH", "RULES"]

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_DAYS = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
         "this evening": 0, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}  # fmt: skip
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CLOSE, _HALF_A_YEAR = 92, 6  # days, months

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_SAID_OF = r"in|since|until|till|during|before|after|through|late|early|mid|by|from|of|between|and|to"
_NOT_A_DAY = (  # what a day of the week is only part of the name of
    r"(?<!black )(?<!good )(?<!super )(?<!ash )(?<!cyber )(?<!bloody )(?<!palm )(?<!easter )(?<!every )(?<!each )"
    r"(?<!giving )(?<!mail on )"
)
_ANNOUNCED = re.compile(
    r"\b(?:will|would|won[’']t|scheduled|set to|going to|plans? to|planned|expected to|until|by"
    r"|due (?:on|in|by|at|to (?:be|begin|close|end|launch|meet|open|report|resume|retire|speak|start|take|vote))"
    r"|(?:is|are) (?:to|coming|heading|holding|hosting|opening|returning|visiting))\b[^.,;“”\"]{0,70}$"
    r"|[’']ll\b[^.,;“”\"]{0,70}$",
    re.IGNORECASE,
)


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _announced(found: re.Match[str]) -> bool:
    return _ANNOUNCED.search(found.string, max(0, found.start() - 100), found.start()) is not None


def _day(found: re.Match[str], near: date) -> Days:
    """Resolve "14 January", "Jan. 14-16, 2026"."""
    name, number = found["m1"] or found["m2"], found["d1"] or found["d2"]
    which = _month_number(name)
    first, last = (int(re.sub(r"\D", "", digits)) for digits in (number, found["to1"] or found["to2"] or number))
    chosen = int(found["year"]) if found["year"] else _year_of_day(near, which, first)
    if not found["year"] and _announced(found) and date(chosen, which, first) < near:
        chosen += 1
    return date(chosen, which, first), date(chosen, which, last)


def _year_of_day(near: date, which: int, day: int) -> int:
    """Return the year of a day that is near, else this year: others are said."""
    close = (abs((date(near.year + shift, which, day) - near).days) <= _CLOSE for shift in (-1, 1))
    return near.year + next((shift for shift, is_close in zip((-1, 1), close, strict=True) if is_close), 0)


def _year_of_month(near: date, which: int, *, announced: bool) -> int | None:
    """Return the year of the last such month, of the next where something is announced; None if either may be meant."""
    if announced:
        return near.year + (which < near.month)
    if which <= near.month:
        return near.year
    return near.year - 1 if near.month + 12 - which <= _HALF_A_YEAR else None


def _month(found: re.Match[str], near: date) -> Days | None:
    which, lead = _month_number(found["month"]), (found["lead"] or "").lower()
    bare = not lead and not found["part"] and found.start() == found.start("month")  # "May", "March"
    chosen: int | None
    if found["year"]:
        chosen = int(found["year"])
    elif bare:
        chosen = None
    elif lead == "last":
        chosen = near.year if which < near.month else near.year - 1
    elif lead == "next":
        chosen = near.year if which > near.month else near.year + 1
    else:
        chosen = near.year if lead else _year_of_month(near, which, announced=_announced(found))
    if chosen is None:
        return None
    days = month(chosen, which)
    return third(days, found["part"].lower()) if found["part"] else days


def _weekday(found: re.Match[str], near: date) -> Days:
    which, lead, one = _WEEKDAYS.index(found["weekday"].lower()), (found["lead"] or "").lower(), timedelta(days=1)
    if lead == "this":
        chosen = week(near, 0)[0] + which * one
    elif lead == "last":
        chosen = weekday_until(near - one, which)
    elif lead in ("next", "coming"):
        chosen = weekday_after(near + one, which)
    else:
        chosen = weekday_after(near, which) if _announced(found) else weekday_until(near, which)
    return chosen, chosen


def _unit(found: re.Match[str], near: date) -> Days:
    shift, unit = _SHIFTS[found["lead"].lower()], found["unit"].lower()
    if unit == "week":
        return week(near, shift)
    if unit == "weekend":
        return weekend(near, shift)
    return month_shifted(near, shift) if unit == "month" else year(near.year + shift)


def _part_of_year(found: re.Match[str], near: date) -> Days:
    number = int(found["year"]) if found["year"] else near.year + _SHIFTS[found["lead"].lower()]
    which = _ORDINALS[found["which"].lower()]
    return half(number, which) if found["unit"].lower() == "half" else quarter(number, which)


def _named_day(found: re.Match[str], near: date) -> Days:
    return (near + timedelta(days=_DAYS[found["word"].lower()]),) * 2


def _days_ago(found: re.Match[str], near: date) -> Days:
    word = found["count"].lower()
    count = int(word) if word.isdigit() else _COUNTS.index(word) + 2
    return (near - timedelta(days=count),) * 2


_Resolve = Callable[[re.Match[str], date], Days | None]


def _decade(found: re.Match[str], near: date) -> Days:
    del near
    return year(int(found["year"]))[0], year(int(found["year"]) + 9)[1]


def _rule(pattern: str, resolve: _Resolve) -> tuple[re.Pattern[str], _Resolve]:
    return re.compile(pattern, re.IGNORECASE), resolve


RULES = (
    _rule(
        rf"\b(?:{_WEEKDAY},? )?(?:(?P<d1>{_DAY})(?:\s?[-–]\s?(?P<to1>{_DAY}))?(?: of)? (?P<m1>{MONTH})"
        rf"|(?P<m2>{MONTH}) (?P<d2>{_DAY})(?:\s?[-–]\s?(?P<to2>{_DAY}))?(?![\d%]|[,.:]\d))"
        rf"(?:,? (?P<year>{_YEAR})\b(?!-))?",
        _day,
    ),
    _rule(
        rf"\b(?:(?P<part>early|mid|late)[ -])?(?P<month>{MONTH}),? (?P<year>{_YEAR})\b(?P<lead>(?!))?",
        _month,
    ),
    _rule(
        rf"(?<!fourth )\b(?:(?:{_SAID_OF})[ -](?:the )?)?(?P<x>(?:(?P<lead>last|this|next) )?"
        rf"(?:(?P<part>early|mid|late)[ -])?(?P<month>{MONTH}))(?![\w’']|\.? \d)(?P<year>(?!))?",
        _month,
    ),
    _rule(
        rf"\b{_NOT_A_DAY}(?:(?P<lead>last|this|next|coming) )?(?P<weekday>{_WEEKDAY})\b"
        r"(?! (?:times|mirror|telegraph|express|post|mass|club|night (?:live|football)|school|prayers)\b)",
        _weekday,
    ),
    _rule(r"(?<!the )\b(?P<lead>last|this|next) (?P<unit>weekend|week|month|year)\b(?!-| of\b)", _unit),
    _rule(
        rf"\b(?P<which>first|second|third|fourth|1st|2nd|3rd|4th) (?P<unit>half|quarter) of "
        rf"(?:(?P<lead>last|this|next) year|(?P<year>{_YEAR}))\b",
        _part_of_year,
    ),
    _rule(
        rf"(?<!than )(?<!time )(?<!usa )\b(?P<word>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b(?![’'-])",
        _named_day,
    ),
    _rule(rf"\b(?P<count>{'|'.join(_COUNTS)}|\d\d?) days ago\b", _days_ago),
    _rule(rf"\b(?P<year>{_YEAR[:-2]}0)s\b", _decade),
    _rule(
        rf"\b(?:{_SAID_OF}|summer|spring|autumn|winter|fall)[ -](?P<x>{_YEAR})\b(?![,.:/]\d|[-–]\d|s\b)",
        lambda found, near: year(int(found["x"])),
    ),
    _rule(
        rf"\bQ(?P<which>[1-4]) (?P<year>{_YEAR})\b",
        lambda found, near: quarter(int(found["year"]), int(found["which"])),
    ),
)
