"""Does a sentence hold the kind of short answer a question asks for? A sum for how much, a day for when.

Cheap and generous, for ranking hundreds of sentences; which words of one are the answer is for others to find.
"""

import re
from collections.abc import Callable

from index.language.asked_for import AskedFor, asked_for

__all__ = ["holds_answer"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundreds?|thousands?|half|twice)\b|"
    "(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\\s?(?:명|개|번|차례|마리|곳|대|배|살)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tomorrow)\b|어제|오늘|내일|지난해|작년|내년"
)
_DATED = re.compile(r"\s?(?:년|월|일(?!간)|세기)")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")
_BEHIND = {  # what stands behind the number, or before it
    "percent": re.compile(r"\s?(?:%|％|퍼센트|프로|per ?cent)"),
    "money": re.compile(
        r"\s?(?:[조억만천]\s?)*\d*\s?(?:원|달러|유로|엔|위안|파운드|million|billion|trillion|dollars|pounds|euros)"
    ),
    "time": re.compile(r"\s?(?:시|[ap]\.?m\.?|:\d\d|o’clock)"),
}
_BEFORE = {"money": re.compile(r"[$£€¥₩]\s?$")}
_SOME = 0.6  # a number, though not with the unit asked for

Holds = Callable[[str], float]


def holds_answer(question: str) -> Holds | None:
    """Return what tells, 0 to 1, whether a sentence holds an answer of the kind asked for.

    None where any sentence may: nothing, a person or a place is asked for. Numbers of the question don't count.
    """
    asked = asked_for(question)
    if asked is None or asked.kind in ("person", "country", "place", "organisation"):
        return None
    known = set(_NUMBER.findall(question))
    if asked.kind in ("date", "year"):
        return lambda sentence: _holds_date(sentence, known)
    return lambda sentence: _holds_number(sentence, known, asked)


def _holds_date(sentence: str, known: set[str]) -> float:
    if _DAY.search(sentence):
        return 1.0
    numbers = [found for found in _NUMBER.finditer(sentence) if found.group() not in known]
    return float(any(_DATED.match(sentence, found.end()) or _YEAR.match(found.group()) for found in numbers))


def _holds_number(sentence: str, known: set[str], asked: AskedFor) -> float:
    numbers = [found for found in _NUMBER.finditer(sentence) if found.group() not in known]
    if not numbers:
        return _SOME if asked.kind in ("count", "measure") and _WORDS.search(sentence) else 0.0
    return 1.0 if any(_has_unit(sentence, found, asked) for found in numbers) else _SOME


def _has_unit(sentence: str, number: re.Match[str], asked: AskedFor) -> bool:
    behind, before = _BEHIND.get(asked.kind), _BEFORE.get(asked.kind)
    if behind is None:
        unit = asked.unit.lower()
        return not unit or unit in sentence[number.end() : number.end() + 8 + len(unit)].lower()
    return bool(behind.match(sentence, number.end()) or (before and before.search(sentence, 0, number.start())))
