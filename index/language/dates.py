"""Dates in words, found in Korean and English text and resolved against the day the text was published.

Nothing is guessed: "yesterday" resolves only where that day is known, and what says no certain days ("recently",
"three days before the vote", "every March") isn't found at all. News convention decides the rest: "on Tuesday" is the
last one unless something is announced for it, "지난 14일" the last 14th before publication.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from index.language import dates_en, dates_ko
from index.language.calendar import Days

__all__ = ["DateExpression", "find_dates"]

_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|‘[^’]{12,}’(?![a-z])|\"[^\"]*\"")
_WITHOUT_YEAR = re.compile(
    rf"[\d월일~∼–초순중상하말 -]+|(?:(?:early|mid|late)[ -])?(?:\d\d? )?{dates_en.MONTH}(?: \d\d?)?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。]\s")
_ONCE, _LONG_BEFORE = date(2004, 2, 3), date(1996, 11, 30)  # what means the same on both days means it on every day


@dataclass(frozen=True, slots=True)
class DateExpression:
    """`text[start:end]` means the days from `first` to `last`; `relative` if only its reader's calendar says which.

    `pointing` says that it names no date by itself, as "yesterday" and "지난주" do and "in March" doesn't.
    """

    text: str
    start: int
    end: int
    first: date
    last: date
    relative: bool
    pointing: bool

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text or self.first > self.last:
            raise ValueError("a date covers exactly its text, and ends no earlier than it begins")


def find_dates(text: str, published: date | None) -> list[DateExpression]:
    """Return the dates in `text`, in order and apart; relative ones only with `published`.

    Words like "yesterday" inside a quotation are left out: they count from the day of speaking, which isn't known.
    """
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    found = [one for rule in (*dates_ko.RULES, *dates_en.RULES) for one in _matches(rule, text, published)]
    kept: list[DateExpression] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        spoken = one.pointing and any(start <= one.start < end for start, end in quoted)
        if not spoken and not _in_another_year(one, kept, text, published) and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def _in_another_year(
    one: DateExpression, before: list[DateExpression], text: str, published: date | None
) -> bool:  # fmt: skip
    """Tell whether a month or day without year follows the mention of a year that isn't the text's own."""
    if not (one.relative and _WITHOUT_YEAR.fullmatch(one.text) and before and published):
        return False
    between = text[before[-1].end : one.start]
    return before[-1].first.year != published.year and not _SENTENCE_END.search(between)


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]]


def _matches(rule: Rule, text: str, published: date | None) -> Iterator[DateExpression]:
    pattern, resolve = rule
    for match in pattern.finditer(text):
        start, end = match.span("x") if "x" in pattern.groupindex else match.span()
        end = start + len(text[start:end].rstrip())
        days = _resolve(resolve, match, published or _ONCE)
        fixed = _resolve(resolve, match, _ONCE)
        relative = fixed is None or fixed != _resolve(resolve, match, _LONG_BEFORE)
        pointing = relative and not re.search(r"\d|" + dates_en.MONTH, match.group(), re.IGNORECASE)
        if days is not None and start < end and (published or not relative):
            yield DateExpression(text[start:end], start, end, *days, relative, pointing)


def _resolve(resolve: Callable[[re.Match[str], date], Days | None], match: re.Match[str], near: date) -> Days | None:
    """Return the days, None for the 31st of February and for what lies beyond the calendar."""
    try:
        return resolve(match, near)
    except (ValueError, OverflowError):
        return None
