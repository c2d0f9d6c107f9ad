"""Figures with their units, so that what two sentences say can be compared: £86m is £86 million, 1만2000원 12,000원."""

import re
from dataclasses import dataclass

__all__ = ["Figure", "figures_in"]

_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12,
}  # fmt: skip
_COUNTERS = "원|달러|유로|엔|위안|파운드|퍼센트|%포인트|%p|명|마리|건|개|곳|대|채|척|편|가구|그루|점|표|배|톤|㎞|㎏|㎡|미터|시간|분|초|회|차례|권|장|송이"
_DIGITS = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<sign>[£$€₩]\s?)?(?P<amount>(?:{_DIGITS})(?:\s?[조억만천](?![가-힣]*월)(?:\s?\d[\d,]*)?)*)"
    rf"(?:[\s-]?(?P<scale>million|billion|trillion|thousand|bn|m|k)\b)?"
    rf"(?:\s?(?P<counter>%|per ?cent|{_COUNTERS})|[\s-](?P<noun>[a-z]{{3,}}))?"
)
_PART = re.compile(rf"({_DIGITS})\s?([조억만천]?)")
_NO_UNITS = frozenset("and the for with from was were are per but that this who which when has had have".split())
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]` says `value` of `unit`."""

    value: float
    unit: str
    start: int
    end: int

    @property
    def meaning(self) -> tuple[float, str]:
        """What two sentences that say the same have in common."""
        return self.value, self.unit


def figures_in(text: str) -> list[Figure]:
    """Return the figures in `text` that have a unit, in order; years and days of the month have none."""
    return [figure for found in _FIGURE.finditer(text) if (figure := _read(found))]


def _read(found: re.Match[str]) -> Figure | None:
    value = sum(
        float(digits.replace(",", "")) * _SCALES.get(scale, 1) for digits, scale in _PART.findall(found["amount"])
    )
    value *= _SCALES.get(found["scale"] or "", 1)
    sign, counter, noun = (found["sign"] or "").strip(), found["counter"] or "", found["noun"] or ""
    if counter in ("percent", "per cent", "퍼센트"):
        counter = "%"
    if not sign and not counter and (value in _YEARS or noun in _NO_UNITS or not noun):
        return None
    end = found.end("noun") if noun and not sign else max(found.end("amount"), found.end("scale"), found.end("counter"))
    return Figure(round(value, 6), sign or counter or noun.removesuffix("s"), found.start(), end)
