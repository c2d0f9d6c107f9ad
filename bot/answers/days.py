"""Days as a reader says them: "10–16 Nov 2026", "2026년 11월 10~16일"; whole months and years by their names."""

from calendar import monthrange
from datetime import date

__all__ = ["day_of", "in_words"]

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day_of(published: str | None) -> date | None:
    """Return the day of an ISO 8601 date or time as its own time zone has it, None where unknown."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def in_words(first: date, last: date, language: str) -> str:
    """Return the days from `first` to `last`, in Korean or English."""
    korean = language == "ko"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = f"{first.year}" if first.year == last.year else f"{first.year}{'~' if korean else '–'}{last.year}"
        return f"{years}년" if korean else years
    whole_month = first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])
    if whole_month:
        return f"{first.year}년 {first.month}월" if korean else f"{_MONTHS[first.month - 1]} {first.year}"
    return _korean(first, last) if korean else _english(first, last)


def _korean(first: date, last: date) -> str:
    start = f"{first.year}년 {first.month}월 {first.day}일"
    if first == last:
        return start
    if first.year != last.year:
        return f"{start}~{last.year}년 {last.month}월 {last.day}일"
    if first.month != last.month:
        return f"{start}~{last.month}월 {last.day}일"
    return f"{first.year}년 {first.month}월 {first.day}~{last.day}일"


def _english(first: date, last: date) -> str:
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = f"{first.day} {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        return f"{start} {first.year} – {end}"
    return f"{start} – {end}" if first.month != last.month else f"{first.day}–{end}"
