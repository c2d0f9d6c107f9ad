"""Spans of whole days: what dates in words come down to. A span is (first day, last day), both included."""

from calendar import monthrange
from datetime import date, timedelta

__all__ = [
    "Days", "day_near", "day_of_month", "half", "month", "month_shifted", "quarter", "third", "week", "weekday_after",
    "weekday_until", "weekend", "year",
]  # fmt: skip

Days = tuple[date, date]

_LAST_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def year(number: int) -> Days:
    """Return a year."""
    return date(number, 1, 1), date(number, 12, 31)


def half(number: int, which: int) -> Days:
    """Return the first or second half of a year."""
    return month(number, 6 * which - 5)[0], month(number, 6 * which)[1]


def quarter(number: int, which: int) -> Days:
    """Return a quarter, 1 to 4, of a year."""
    return month(number, 3 * which - 2)[0], month(number, 3 * which)[1]


def month(number: int, which: int) -> Days:
    """Return a month, 1 to 12, of a year."""
    return date(number, which, 1), date(number, which, monthrange(number, which)[1])


def month_shifted(near: date, shift: int) -> Days:
    """Return the month that lies `shift` months after that of `near`."""
    months = near.year * 12 + near.month - 1 + shift
    return month(months // 12, months % 12 + 1)


def third(days: Days, part: str) -> Days:
    """Return the "early", "mid" or "late" ten days of a month."""
    first, last = _LAST_DAYS[part]
    return days[0].replace(day=first), days[0].replace(day=min(last, days[1].day))


def week(near: date, shift: int) -> Days:
    """Return the week, Monday to Sunday, that lies `shift` weeks after that of `near`."""
    monday = near - timedelta(days=near.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def weekend(near: date, shift: int) -> Days:
    """Return Saturday and Sunday of that week."""
    _, sunday = week(near, shift)
    return sunday - timedelta(days=1), sunday


def weekday_until(near: date, which: int) -> date:
    """Return the last day of the week `which`, 0 for Monday, that isn't after `near`."""
    return near - timedelta(days=(near.weekday() - which) % 7)


def weekday_after(near: date, which: int) -> date:
    """Return the first day of the week `which` that isn't before `near`."""
    return near + timedelta(days=(which - near.weekday()) % 7)


def day_of_month(near: date, number: int, step: int) -> date:
    """Return the nearest day with this number strictly before `near` (step -1) or after it (step 1)."""
    for shift in range(13):
        days = month_shifted(near, step * shift)
        if number <= days[1].day:
            found = days[0].replace(day=number)
            if (found - near).days * step > 0:
                return found
    raise ValueError(f"no month has a day {number}")


def day_near(near: date, number: int) -> date:
    """Return the day with this number nearest to `near`, the earlier of two as near."""
    if near.day == number:
        return near
    before, after = day_of_month(near, number, -1), day_of_month(near, number, 1)
    return before if near - before <= after - near else after
