"""Dates in Korean words: patterns, each with how it resolves against the day a text was published."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from index.language.calendar import (
    Days,
    day_near,
    day_of_month,
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

__all__ = ["RULES"]

_YEARS = {"올": 0, "올해": 0, "금년": 0, "지난해": -1, "작년": -1, "내년": 1, "재작년": -2, "지지난해": -2}
_MONTHS = {"이번달": 0, "이달": 0, "지난달": -1, "저번달": -1, "다음달": 1, "내달": 1, "지지난달": -2}
_DAYS = {"그저께": -2, "그제": -2, "어제": -1, "어젯밤": -1, "전날": -1, "오늘": 0, "내일": 1, "모레": 2}
_WEEKS = {"지지난주": -2, "지난주": -1, "저번주": -1, "이번주": 0, "금주": 0, "다음주": 1, "내주": 1}
_PARTS = {"초": "early", "초순": "early", "상순": "early", "중순": "mid", "하순": "late", "말": "late"}
_WEEKDAYS = "월화수목금토일"

_START = r"(?<![가-힣\d])(?<!\d[.,])"  # "제21일" and "1.21일" are no days
_PARTICLE = "에|의|은|는|도|부터|까지|과|와|이|가|만|엔|로|밤|아침|오전|오후|저녁|새벽|하루|중|내|쯤|께"
_END = rf"(?=[^가-힣]|$|(?:{_PARTICLE})(?:[^가-힣]|$)|(?:{_PARTICLE})(?:는|도|만|의)(?:[^가-힣]|$))"
_ALONE = "(?=[^가-힣]|$|에|의|을|은|인|부터)"
_NOT_LENGTH = (  # "3일간", "3일 동안", "3일 전" are lengths of time
    "(?!(?:간(?!담)|째|씩|차|치|장(?!관)|여|이면)"
    "|\\s?(?:만에|동안|연속|이내|정도|가량|안에|넘|앞당|앞두|앞서|여행|평균|한도|\\d+(?:회|번|차례))"
    rf"|\s?(?:이상|뒤|후|전){_ALONE})"
)
_YEAR = (
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)년(?!대|간|째|생|산|식)"
    r"|(?P<named_year>올해|올(?=\s(?:\d|[상하]반기))|지지난해|지난해|금년|재작년|작년|내년))"
)
_LEAD = r"(?P<lead>지난(?! ?[해달])|오는|다가오는)"
_PART = r"(?P<part>초순|상순|중순|하순|초|말)(?![가-힣]*(?:등|기))"
_MONTH = (
    r"(?:(?P<month>1[0-2]|0?[1-9])월(?!호|급|간)"
    r"|(?P<named_month>지지난 ?달|이번 ?달|이달|지난 ?달|저번 ?달|다음 ?달|내달)(?![가-힣]*[력러]))"
)
_DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9])일{_NOT_LENGTH}(?!자리)"
_TO = r"(?P<from>3[01]|[12]\d|0?[1-9])일?\s?[~∼–-]\s?"


def _whole_date(found: re.Match[str], near: date) -> Days | None:
    """Resolve year, month, day and part of month, each of which may be wanting."""
    if found["every"]:
        return None
    lead = {"지난": -1, "오는": 1, "다가오는": 1}.get(found["lead"] or "", 0)
    days = _month_of(found, near, lead)
    if days is None and not found["day"]:
        return year(_year_of(found, near)) if found["year"] or found["named_year"] else None
    if days is None:
        day = int(found["day"])
        days = (day_near(near, day),) * 2 if not lead else (day_of_month(near, day, lead),) * 2
        return (days[0].replace(day=int(found["from"])), days[1]) if found["from"] else days
    if found["day"]:
        last = days[0].replace(day=int(found["day"]))
        return days[0].replace(day=int(found["from"] or found["day"])), last
    return third(days, _PARTS[found["part"]]) if found["part"] else days


def _month_of(found: re.Match[str], near: date, lead: int) -> Days | None:
    """Return the month meant, None where none is named."""
    if found["named_month"]:
        return month_shifted(near, _MONTHS[found["named_month"].replace(" ", "")])
    if not found["month"]:
        return None
    which = int(found["month"])
    if found["year"] or found["named_year"]:
        return month(_year_of(found, near), which)
    if lead:
        return _month_aside(near, which, int(found["day"] or 0), lead)
    return month(_year_unsaid(near, which), which)


def _month_aside(near: date, which: int, day: int, lead: int) -> Days:
    """Return the month on that side of `near` that is meant by "지난 3월" or "오는 3월 5일"."""
    same = near.replace(month=which, day=day or 1) if day or which != near.month else near
    passed = (same - near).days * lead > 0
    return month(near.year if passed else near.year + lead, which)


def _year_unsaid(near: date, which: int) -> int:
    """Return the year of a month named without one: this year, but for December as January sees it."""
    return near.year - 1 if which - near.month >= 10 else near.year


def _year_of(found: re.Match[str], near: date) -> int:
    return int(found["year"]) if found["year"] else near.year + _YEARS[found["named_year"]]


def _part_of_year(found: re.Match[str], near: date) -> Days:
    number = _year_of(found, near)
    if found["half"]:
        return half(number, 1 if found["half"] == "상" else 2)
    return quarter(number, int(found["quarter"]))


def _decade(found: re.Match[str], near: date) -> Days:
    del near
    return year(int(found["decade"]))[0], year(int(found["decade"]) + 9)[1]


def _week(found: re.Match[str], near: date) -> Days:
    shift = _WEEKS[found["week"].replace(" ", "")]
    if found["weekday"]:
        return (week(near, shift)[0] + timedelta(days=_WEEKDAYS.index(found["weekday"])),) * 2
    return weekend(near, shift) if found["end"] else week(near, shift)


def _weekday(found: re.Match[str], near: date) -> Days:
    which, one = _WEEKDAYS.index(found["weekday"]), timedelta(days=1)
    if found["lead"] == "지난":
        return (weekday_until(near - one, which),) * 2
    return (weekday_after(near + one, which),) * 2


def _named_day(found: re.Match[str], near: date) -> Days:
    if found["said"]:  # 전날(20일)
        return (day_near(near, int(found["said"])),) * 2
    return (near + timedelta(days=_DAYS[found["word"]]),) * 2


_Resolve = Callable[[re.Match[str], date], Days | None]

RULES: tuple[tuple[re.Pattern[str], _Resolve], ...] = (
    (
        re.compile(rf"{_START}(?P<year>(?:19|20)\d\d)(?P<s>[-./])\s?(?P<month>\d\d?)(?P=s)\s?(?P<day>\d\d?)(?![\d-])"),
        lambda found, near: (date(int(found["year"]), int(found["month"]), int(found["day"])),) * 2,
    ),
    (
        re.compile(
            rf"{_START}(?=[\d올금작내재지이저다오매해])(?P<every>(?:매년|매월|매달|해마다)\s?)?(?:{_LEAD}\s?)?(?:{_YEAR}\s?)?"
            rf"(?:{_MONTH}\s?)?(?:(?:{_TO})?{_DAY}|(?<=[월달\s]){_PART})?"
        ),
        _whole_date,
    ),
    (re.compile(rf"{_START}{_YEAR}\s?(?:(?P<half>[상하])반기|(?P<quarter>[1-4])분기)"), _part_of_year),
    (re.compile(rf"{_START}(?P<decade>(?:1[5-9]|20)\d0)년대"), _decade),
    (
        re.compile(
            rf"{_START}(?P<week>지지난 ?주|지난 ?주|저번 ?주|이번 ?주|금주|다음 ?주|내주)"
            rf"(?:(?P<end>말)|\s?(?P<weekday>[{_WEEKDAYS}])요일)?{_END}"
        ),
        _week,
    ),
    (re.compile(rf"{_START}{_LEAD}\s?(?P<weekday>[{_WEEKDAYS}])요일"), _weekday),
    (
        re.compile(rf"{_START}(?P<word>{'|'.join(_DAYS)})(?:\((?P<said>[12]\d|3[01]|[1-9])일\))?(?!서야|야){_END}"),
        _named_day,
    ),
)
