"""Korean particles that fit the word before them as it is read aloud: 트램은, 나래는, Google이, 100으로, 7로."""

import re
import unicodedata

from bot.texts.latin import Ending, latin_ending

__all__ = ["joined", "particle"]

_PAIRS = ("은/는", "이/가", "을/를", "과/와", "으로/로")
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
_BEHIND = re.compile(r"\s*\([^()]*\)$")  # 아모데이(Amodei)는: what stands in brackets isn't read
_MARKS = " \"'’”´`»›)]}〉》」』】.…,!?·*_~"
_AMOUNT = re.compile(r"(?P<sign>[$€£¥₩]?)\s?(?P<whole>\d[\d,]*)(?P<part>\.\d+)?\s?(?P<unit>[A-Za-z%℃°㎞㎏㎡㎝]*)$")
_SIGNS = {"$": Ending.OPEN, "€": Ending.OPEN, "£": Ending.OPEN, "¥": Ending.CLOSED, "₩": Ending.CLOSED}
_UNITS = {
    "": None, "%": Ending.OPEN, "%p": Ending.OPEN, "℃": Ending.OPEN, "°": Ending.OPEN, "°C": Ending.OPEN,
    "km": Ending.OPEN, "㎞": Ending.OPEN, "m": Ending.OPEN, "cm": Ending.OPEN, "㎝": Ending.OPEN, "mm": Ending.OPEN,
    "㎡": Ending.OPEN, "kg": Ending.CLOSED, "㎏": Ending.CLOSED, "g": Ending.CLOSED, "mg": Ending.CLOSED,
    "t": Ending.CLOSED, "W": Ending.OPEN, "kW": Ending.OPEN, "MW": Ending.OPEN, "GW": Ending.OPEN, "Wh": Ending.OPEN,
    "kWh": Ending.OPEN, "MWh": Ending.OPEN, "GWh": Ending.OPEN, "L": Ending.OPEN, "l": Ending.OPEN,
}  # fmt: skip
# 영 일 이 삼 사 오 육 칠 팔 구; then 십 백 천, 만, 억, 조, 경 by the zeros at the end.
_DIGITS = "CROCOOCRRO"
_TRILLION = range(12, 16)  # 조, the only power of ten that ends open


def particle(word: str, forms: str) -> str:
    """Return the form of a particle for behind `word`; `forms` is "closed/open", as in "은/는" or "으로/로".

    Where nobody can tell how the word sounds, both forms are given as Korean writes them then: 은(는), (으)로.
    """
    closed, opened = forms.split("/")
    ending = _ending(word)
    if ending is None:
        return f"({closed.removesuffix(opened)}){opened}" if closed.endswith(opened) else f"{closed}({opened})"
    if ending is Ending.RIEUL and closed.startswith("으"):
        return opened
    return opened if ending is Ending.OPEN else closed


def joined(word: str, form: str) -> str:
    """Return `word` with the form that it takes of the particle of which `form` is one."""
    forms = next((pair for pair in _PAIRS if form in pair.split("/")), None)
    return word + (particle(word, forms) if forms else form)


def _ending(word: str) -> Ending | None:
    """Return how a word ends when it is read aloud, None where that can't be told."""
    word = unicodedata.normalize("NFC", word).rstrip(_MARKS.replace(")", ""))
    while (shorter := _BEHIND.sub("", word)) and shorter != word:
        word = shorter.rstrip(_MARKS.replace(")", ""))
    word = word.rstrip(_MARKS)
    last = word[-1:]
    if last and _FIRST <= ord(last) <= _LAST:
        final = (ord(last) - _FIRST) % _FINALS
        return Ending.RIEUL if final == _RIEUL else Ending.CLOSED if final else Ending.OPEN
    amount = _AMOUNT.search(word)
    if amount and amount["unit"] in _UNITS:
        if amount["sign"]:
            return _SIGNS[amount["sign"]]
        return _UNITS[amount["unit"]] or _number_ending(amount["whole"], amount["part"] or "")
    return latin_ending(word)


def _number_ending(whole: str, part: str) -> Ending:
    """Return how a number ends: its last digit, or the power of ten that closes it (3만, 20억)."""
    digits = whole.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    if not part and zeros in _TRILLION and zeros < len(digits):
        return Ending.OPEN
    return Ending(_DIGITS[int((part or digits)[-1])])
