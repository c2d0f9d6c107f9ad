"""Spans of a sentence that may be a short answer of one kind: sums, shares, counts, days, names."""

import re
from collections.abc import Callable, Iterator, Mapping

from index.language import korean
from index.language.asked_for import AskedFor
from index.language.keywords import is_function_word, stem
from index.language.korean import HANGUL, Morpheme
from index.language.names import is_country, translations

__all__ = ["candidates"]

Places = Iterator[tuple[int, int]]

_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_KO_N = rf"(?:{_N}\s?[조억만천]\s?)*(?:{_N})?[천백]?(?:여|만여)?"
_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.?)"
)
_MONEY = re.compile(
    rf"(?:US)?[$£€¥]\s?{_N}(?:\s?(?:million|billion|trillion|thousand|bn|m|k)\b)?|"
    rf"{_N}(?: (?:million|billion|trillion|thousand))? (?:dollars|pounds|euros|won|yen|yuan|cents|pence)\b|"
    rf"(?=\d){_KO_N}\s?(?:원|달러|유로|엔|위안|파운드|프랑|냥|루블|센트)"
)
_PERCENT = re.compile(rf"{_N}\s?(?:%p?|％|per ?cent\b|퍼센트|프로(?![{HANGUL}]))")
_DATE = re.compile(
    rf"\b\d{{1,2}} {_MONTHS}(?: \d{{4}})?|\b{_MONTHS} \d{{1,2}}(?:, \d{{4}})?(?!\d)|\b{_MONTHS} \d{{4}}|"
    rf"\b(?:19|20|1[0-8])\d\d\b(?!년|[,.]\d)|\b{_MONTHS}\b|"
    r"\b(?:last |next |on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"\b(?:last|next) (?:year|month|week|\w+er|spring)\b|"
    r"(?:기원전 )?\d{1,4}년대|(?:(?:기원전 )?\d{1,4}년\s?)(?:\d{1,2}월\s?)?(?:\d{1,2}일)?(?:\s?(?:초|말|중순|하순|상순)(?![가-힣]))?"
    r"(?![간 ]?(?:동안|간|만에|쯤|째|전 |뒤))|"
    r"(?:(?:지난해|작년|올해|내년|이듬해|같은 해)\s?)?\d{1,2}월(?:\s?\d{1,2}일)?(?:\s?(?:초|말|중순|하순)(?:부터)?(?![가-힣]))?|"
    r"(?:오는 |지난 )?(?<!\d)\d{1,2}일(?!간|째|\s?동안)|지난해|작년|내년|이튿날"
)
_YEAR = re.compile(r"\d{3,4}년|기원전|(?<!\d)\d{4}(?!\d)|지난해|작년|올해|내년|(?:last|next) year")
_TIME = re.compile(
    r"(?:오전|오후|새벽|밤|낮|정오|자정)\s?\d{1,2}시(?:\s?\d{1,2}분)?|(?<!\d)\d{1,2}시(?!간)(?:\s?\d{1,2}분)?|"
    r"\b\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?|\b\d{1,2}:\d{2}\b"
)
_UNITS = (
    r"(?:㎞|㎡|㎏|㎝|km|kg|cm|mm|MWh|kWh|MW|m|t|g|톤|미터|킬로미터|킬로그램|리터|시간|분|초|배|명|개월|개|마리|년|달|주|도|번|차례|"
    r"kilomet(?:re|er)s?|met(?:re|er)s?|centimet(?:re|er)s?|miles?|feet|tonnes?|tons?|"
    r"kilos?|years?|months?|weeks?|days?|"
    r"hours?|minutes?|seconds?)"
)
_EN_DURATION = re.compile(
    r"\b\d+ hours?,? (?:and )?\d+ minutes?(?:,? and \d+ seconds?)?|\b\d:\d\d:\d\d\b|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?: and a half)? "
    r"(?:years?|months?|weeks?|days?|hours?)\b"
)
_MEASURE = re.compile(rf"(?=\d){_KO_N}\s?[- ]?{_UNITS}(?![a-z])|(?=\d){_KO_N}[조억만천]")
_NUMBER = re.compile(rf"(?<![\d.,])(?=\d){_KO_N}")
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|"
    "fifty|sixty|seventy|eighty|ninety|hundred|dozen"
)
_EN_COUNT = re.compile(rf"(?<![\d.,£$€-])(?:{_N}(?: (?:thousand|million|billion))?|\b(?:{_SMALL})\b)", re.IGNORECASE)
_KO_NATIVE = "한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무"
_COUNTERS = {
    "명": "명|사람",
    "사람": "명|사람|인",
    "대": "대|척",
    "번": "번|차례|회",
    "회": "회|번|차례",
    "개": "개|곳|기",
}
_CAPITALISED = re.compile(
    r"(?<![\w’'])[A-ZÀ-Þ][\w’'.-]*[\w](?: (?:(?:of|the|de|van|von|bin|al|la) )?[A-ZÀ-Þ][\w’'-]*\w)*"
)
_ORGANISATION_EN = re.compile(
    r"\b(?:Inc|Corp|Company|University|Museum|Institute|Council|Agency|Ministry|Bank|Group|"
    r"Party|Board|Association|Club)\b"
)
_ORGANISATION_KO = re.compile(
    "(?:사|은행|대|대학교?|연구소|센터|위원회|당|청|부|팀|기업|그룹|전자|조선|협회|재단|원|군|단)$"
)
_PLACE_KO = re.compile("(?:시|군|구|도|국|섬|산|강|역|동|읍|면|항|주|성|현|궁|사|만|해|읍성)$")
_FORMS = {"와": "와|과", "과": "와|과", "서": "에서", "한테": "에게", "를": "[을를]", "가": "[은는이가]|께서"}
_LOCATED_KO = re.compile("(?:에서|에|으로|로)(?![가-힣])|에(?:서|는) ")
_POSSESSIVE = re.compile(r"[’']s?$")
_TITLES = re.compile(r"^(?:Lord|Lady|Sir|Commissioner|President|Professor|Dr|Mr|Mrs|Ms|Mayor)\.? ")


def candidates(wanted: AskedFor, sentence: str) -> list[tuple[int, int]]:
    """Return the places of what may be the answer, in order, none inside another."""
    found = _FINDERS[wanted.kind](wanted, sentence)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(found), key=lambda place: (place[0], -place[1])):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _matches(pattern: re.Pattern[str]) -> Callable[[AskedFor, str], Places]:
    def find(_: AskedFor, sentence: str) -> Places:
        for found in pattern.finditer(sentence):
            yield found.start(), found.start() + len(found.group().rstrip())

    return find


def _years(wanted: AskedFor, sentence: str) -> Places:
    """Dates that tell the year."""
    for start, end in _matches(_DATE)(wanted, sentence):
        if _YEAR.search(sentence, start, end):
            yield start, end


def _counts(wanted: AskedFor, sentence: str) -> Places:
    if not korean.contains_hangul(sentence):
        yield from _english_counts(wanted, sentence)
        return
    unit = _COUNTERS.get(wanted.unit, wanted.unit) if korean.contains_hangul(wanted.unit) else ""
    pattern = rf"(?:(?=\d){_KO_N}|(?<![가-힣])(?:{_KO_NATIVE}))\s?(?:{unit or '명|마리|개|곳|척|대|건|번|회|차례|편|장|권|기|차례'})"
    for found in re.finditer(pattern, sentence):
        yield found.span()


def _english_counts(wanted: AskedFor, sentence: str) -> Places:
    """Numbers that count what is asked for; where none does, all numbers that measure nothing else."""
    numbers = [found for found in _EN_COUNT.finditer(sentence) if not _is_other(sentence, found)]
    last = stem(wanted.unit.split()[-1]) if wanted.unit and not korean.contains_hangul(wanted.unit) else ""
    own = [found for found in numbers if last and last in map(stem, re.findall(r"\w+", sentence[found.end() :])[:3])]
    for found in own or numbers:
        yield found.span()


def _is_other(sentence: str, number: re.Match[str]) -> bool:
    """Tell a sum, a share, a date or a length from a count."""
    return any(
        found.start() <= number.start() < found.end()
        for pattern in (_MONEY, _PERCENT, _DATE, _TIME)
        for found in pattern.finditer(sentence)
    )


def _measures(_: AskedFor, sentence: str) -> Places:
    money = [found.span() for pattern in (_PERCENT, _DATE) for found in pattern.finditer(sentence)]
    for pattern in (_EN_DURATION, _MEASURE, _MONEY):
        for found in pattern.finditer(sentence):
            if not any(start <= found.start() < end for start, end in money):
                yield found.start(), found.start() + len(found.group().rstrip())


def _people(wanted: AskedFor, sentence: str) -> Places:
    if korean.contains_hangul(sentence):
        for start, end in _korean_names(sentence, _may_be_person):
            if _joined(wanted, sentence[end:]):
                yield start, end
        return
    for start, end in _capitalised(sentence):
        name = _TITLES.sub("", sentence[start:end])
        end -= len(name) - len(name.split(" of ")[0])
        name = name.split(" of ")[0]
        if " " in name and not _ORGANISATION_EN.search(name) and not translations(name):
            yield end - len(name), end


def _may_be_person(word: str) -> bool:
    return not _ORGANISATION_KO.search(word) and not translations(word) and not _PLACE_KO.search(word)


def _joined(wanted: AskedFor, after: str) -> bool:
    """Tell whether the particle that the question asks with follows; a title may stand between (한지우 시장의)."""
    forms = _FORMS.get(wanted.particle, wanted.particle)
    return not forms or bool(re.match(rf"(?: ?[{HANGUL}]{{1,4}})?(?:{forms})", after))


def _places(_: AskedFor, sentence: str) -> Places:
    if korean.contains_hangul(sentence):
        for start, end in _korean_names(sentence, lambda word: bool(_PLACE_KO.search(word) or translations(word))):
            if _LOCATED_KO.match(sentence[end:]):
                yield start, end
        return
    for start, end in _capitalised(sentence):
        located = re.search(r"\b(?:in|at|from|to|near|on|off|of)(?: the)? $", sentence[:start])
        if translations(sentence[start:end]) or (located and not _DATE.match(sentence[start:end])):
            yield start, end


def _countries(_: AskedFor, sentence: str) -> Places:
    for start, end in _capitalised(sentence):
        name = _POSSESSIVE.sub("", sentence[start:end])
        if is_country(name):
            yield start, start + len(name)
    if korean.contains_hangul(sentence):
        for morpheme in korean.morphemes(sentence):
            if morpheme.tag in ("NNP", "NNG") and is_country(sentence[morpheme.start : morpheme.end]):
                yield morpheme.start, morpheme.end


def _organisations(_: AskedFor, sentence: str) -> Places:
    if korean.contains_hangul(sentence):
        yield from _korean_names(sentence, lambda word: bool(_ORGANISATION_KO.search(word)))
        return
    yield from _capitalised(sentence)


def _capitalised(sentence: str) -> Places:
    for found in _CAPITALISED.finditer(sentence):
        first = found.group().split()[0]
        start = found.start() + (len(first) + 1 if is_function_word(first.lower()) and " " in found.group() else 0)
        if not is_function_word(sentence[start : found.end()].lower()):
            yield start, found.end()


def _korean_names(sentence: str, fits: Callable[[str], bool]) -> Places:
    """Yield runs of neighbouring proper nouns that fit."""
    run: list[Morpheme] = []
    for morpheme in (*korean.morphemes(sentence), Morpheme("", "", 10**9, 10**9)):
        if run and (morpheme.tag != "NNP" or morpheme.start - run[-1].end > 1):
            start, end = run[0].start, run[-1].end
            if end - start > 1 and fits(sentence[start:end]):
                yield start, end
            run = []
        if morpheme.tag == "NNP":
            run.append(morpheme)


_FINDERS: Mapping[str, Callable[[AskedFor, str], Places]] = {
    "money": _matches(_MONEY),
    "percent": _matches(_PERCENT),
    "date": _matches(_DATE),
    "year": _years,
    "time": _matches(_TIME),
    "count": _counts,
    "measure": _measures,
    "person": _people,
    "country": _countries,
    "place": _places,
    "organisation": _organisations,
}
