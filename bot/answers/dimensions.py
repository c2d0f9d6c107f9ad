"""Which units answer a question for a measure: how old needs years, how heavy kilograms, 길이 metres, 몇 마리 마리.

Any number with a unit would answer "how long?" otherwise, and an article holds many.
"""

import re

__all__ = ["measured", "units_asked"]

_NUMBER = r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|several|a|an)\b)[\d,.]*[\s-]?"
_LENGTH = (
    r"(?:kilomet|met(?:re|er)s?|centimet|millimet|miles?\b|f(?:oo|ee)t\b|inch|(?:km|cm|mm|m)(?![a-z])|㎞|㎝|㎜|"
    r"미터|킬로|센티)"
)
_TIME = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|초|분|시간|일(?!부터|까지)|주|개월|달|년(?!대))(?![a-z])"
)
_AGE = r"(?:years?\b|year-old|세(?![가-힣])|세(?=[는다의인로였이])|살|년)|\baged? \d"
_WEIGHT = r"(?:kilogram|grams?\b|tons?\b|tonnes?\b|pounds?\b|ounces?\b|(?:kg|g|t)(?![a-z])|㎏|㎎|톤|그램|킬로)"
_SPEED = rf"(?:{_TIME}|:\d\d|km/h|mph|㎞/h|knots?\b|노트)|시속|초속"
_OFTEN = (
    r"(?:times?\b|분|번|차례|회|시간|일)|\b(?:every|once|twice|daily|weekly|monthly|yearly|each)\b|매일|매주|매년|마다"
)
_CHANGE = (
    r"(?:%|％|퍼센트|포인트|배|원|달러|per ?cent|points?\b|times?\b|fold\b|pounds?\b|dollars?\b)|"
    r"[£$€₩]\d|절반|\bhalf\b|\bdoubled?\b"
)
_AREA = r"(?:square|acres?\b|hectares?\b|㎡|㎢|헥타르|평)|" + _NUMBER + _LENGTH

_ASKED = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(_NUMBER + units, re.IGNORECASE))
    for asked, units in (
        (r"\bhow old\b|몇 살|(?<![가-힣])나이", _AGE),
        (r"\bhow (?:heavy|much does [\w ]+ weigh)\b|\bweight\b|무게|얼마나 무(?:거|겁)", _WEIGHT),
        (r"\bhow long\b.*\b(?:take|takes|took|last|lasts|lasted|wait|stay)\b|얼마나 (?:걸|오래)", _TIME),
        (r"\bhow late\b|얼마나 늦|몇 (?:달|개월) 늦", _TIME),
        (r"\bhow long\b", rf"(?:{_LENGTH}|{_TIME})"),
        (r"\bhow (?:tall|high|far|deep)\b|\b(?:height|length|distance|depth|altitude)\b", _LENGTH),
        (r"길이|높이|고도|거리(?:는|가)|깊이|얼마나 (?:길|긴|높|멀|먼|깊)", _LENGTH),
        (r"\bhow (?:wide|large an area)\b|넓이|면적|얼마나 넓", _AREA),
        (r"\bhow fast\b|\bspeed\b|속도|얼마나 (?:빠|빨)", _SPEED),
        (r"수확량|생산량|어획량|\bhow much [\w ]+ (?:yield|weigh)", _WEIGHT),
        (r"얼마나 (?:더 |덜 )?(?:늘|줄|오르|올랐|올라|내리|내렸|떨어|증가|감소)", _CHANGE),
        (r"\bhow (?:much|far)\b.*\b(?:rise[ns]?|rose|fall(?:en|s)?|fell|grow[ns]?|grew|drop|(?:in|de)crease)", _CHANGE),
        (r"\bhow often\b|얼마나 자주|배차 간격", _OFTEN),
    )
)


def units_asked(question: str) -> re.Pattern[str] | None:
    """Return what matches a number in a unit that may answer, None where no such measure is asked for."""
    return next((units for asked, units in _ASKED if asked.search(question)), None)


_HOW_MANY_KO = re.compile(r"몇\s?(?P<unit>마리|사람|차례|그루|가지|[가-힣])")
_HOW_MANY_EN = re.compile(r"\bhow many (?:[a-z-]+ ){0,2}?(?P<unit>[a-z-]+s|people|men|women|children)\b", re.IGNORECASE)
_NUMBER_KO = r"\d[\d,.]*(?:천|만|억)?(?:\d[\d,.]*)?(?:천|만)?\s?"


def measured(question: str, sentence: str) -> bool:
    """Tell whether the sentence holds a number in the unit asked for, or of the very things that are counted."""
    units = units_asked(question)
    if units:
        return units.search(sentence) is not None
    counted = _HOW_MANY_KO.search(question)
    if counted:
        return re.search(_NUMBER_KO + counted.group("unit"), sentence) is not None
    counted = _HOW_MANY_EN.search(question)
    things = rf"{_NUMBER}(?:[\w’-]+ ){{0,2}}{re.escape(counted.group('unit'))}\b" if counted else ""
    return bool(things) and re.search(things, sentence, re.IGNORECASE) is not None
