"""What kind of short answer a question asks for: a sum, a number of something, a day, a person, a place.

None where it asks for no such thing (why, how, what): then nothing is marked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.language import korean

__all__ = ["AskedFor", "asked_for"]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """`kind` is what its name says, one of those in the tables below.

    `unit` is what is counted, in the question's own word (마리, items), `particle` what is joined to the word that asks
    (누구의, 어디에서) and so to its answer, "가" where it asks who did something; "" where the question says none.
    """

    kind: str
    unit: str = ""
    particle: str = ""


_ENGLISH: tuple[tuple[str, str], ...] = (
    ("percent", (r"\bwhat (?:percentage|per ?cent|share|proportion)\b|"
                r"\b(?:how (?:high|large|big|much)|what)(?:’s|'s| is| are| was| were| will) (?:the |an? )?(?:\w+ ){0,2}"
                r"(?:tariffs?|tax(?:es)?|dut(?:y|ies)|lev(?:y|ies)|rates?|share|percentage)\b")),
    ("money", (r"\bhow much\b(?! (?:of|longer|later|time))|\bwhat(?:’s|'s| is| was| are| were| will be)? the "
              r"(?:\w+ ){0,2}(?:price|cost|fare|budget|prize|fee|fine|salary)\b")),
    ("count", r"\bhow many (?:of the |more |other )?(?P<unit>(?:[a-z-]+ )?[a-z-]+)"),
    ("measure", (r"\bhow (?:long|tall|high|far|heavy|old|fast|large|big|deep|wide|late|often)\b|"
                r"\bwhat(?:’s|'s| is| was)? the (?:\w+ ){0,2}(?:length|height|weight|distance|capacity|speed)\b")),
    ("time", r"\bwhat time\b"),
    ("year", r"\b(?:what|which) year\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:month|day|date)\b|\bsince when\b"),
    ("person", r"\bwho(?:m|se)?\b"),
    ("country", r"\b(?:what|which) (?:country|nation)\b"),
    ("place", r"\bwhere\b|\b(?:what|which) (?:city|town|place|island|state|region|district)\b"),
    ("organisation", r"\b(?:what|which) (?:company|organi[sz]ation|agency|museum|institute|university|team|party)\b"),
)  # fmt: skip
_ENDS = r"[은는]\s?(?:\?|$|누구|어디|어느|언제|무엇)"  # 처음 우승한 해는?
_KOREAN: tuple[tuple[str, str], ...] = (
    ("percent", r"몇\s?(?:%|퍼센트|프로|％)|(?:함량|비중|관세|(?<![환법선자조])[율률])[은는이가]?\s?(?:\?|$|얼마|몇)"),
    ("time", r"몇\s?시(?!간)|첫차"),
    ("measure", (r"몇\s?(?P<unit>미터|㎞|킬로|톤|시간|분|초|도|㎏|km|m)|몇\s?(?:년|달|주|일)\s?(?:간|동안|만에|이나|걸)|"
                r"얼마나\s?(?:길|높|무겁|무거|크|멀|오래|걸|깊|넓|빨|자주|늦)|"
                r"(?:길이|무게|높이|거리|용량|크기|간격|기록|해상도|고도)[은는이가]?\s?(?:\?|$|얼마|몇|어떻)")),
    ("year", (r"몇\s?년도?(?:에|부터|까지|인|이|\s|\?|$)|(?:어느|무슨)\s?해|[연년]도[은는]|"
             rf"(?<![가-힣])해{_ENDS}")),
    ("date", (r"언제(?!나)|며칠|몇\s?(?:월|일)(?:에|부터|까지|인|이|\s|\?|$)|(?:어느|무슨)\s?(?:날|요일|달)|날짜[은는]|"
             rf"(?<![가-힣])(?:시기|시점|날|때|생일){_ENDS}")),
    ("count", r"몇\s?(?P<unit>마리|사람|차례|그루|가지|[가-힣])|(?:(?<![가-힣])수|인원)[은는이가]?\s?(?:얼마|몇|\?|$)"),
    ("money", (r"(?:가격|요금|비용|예산|값|금액|상금|공사비|계약금|매출|몸값|수매가|도매가|운임|사업비)[은는이가]?\s?"
              r"(?:\?|$|얼마|어떻|어느)|얼마에|얼마를|얼마짜리|얼마\s?(?:들|내|받|썼|쓰)")),
    ("measure", r"얼마"),
    ("person", (rf"(?P<doer>누가|(?<=[가-힣])\s(?:사람|인물){_ENDS})|누구(?P<particle>의|에게|한테|와|과|를)?|"
               r"누굴|누군")),
    ("country", rf"(?:어느|어떤|무슨)\s?(?:나라|국가)|(?<![가-힣])(?:나라|국가){_ENDS}"),
    ("place", (r"어디(?P<particle>에서|에|서|로)?|어느\s?(?:도시|지역|섬|곳|마을|시|주|동네)|"
              rf"(?<![가-힣])(?:곳|장소|도시|지역|마을|섬){_ENDS}")),
    ("organisation", r"(?:어느|어떤|무슨)\s?(?:회사|기관|단체|대학|팀|업체|기업|정당|방송|신문|박물관|연구소)"),
)  # fmt: skip
_READY_EN = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ENGLISH)
_READY_KO = tuple((kind, re.compile(pattern)) for kind, pattern in _KOREAN)
_MONEY_VERB = re.compile(r"\b(?:cost|pay|paid|price|spend|spent|fare|worth|earn|raise|budget|charge|sell|sold|win)")
_NOT_MONEY = re.compile(r"\bhow much (?:\w+ )?(?:water|carbon|power|energy|further|faster|higher|more|less|longer)")


def asked_for(question: str) -> AskedFor | None:
    """Return what kind of short answer `question` asks for, in Korean or English."""
    ready = _READY_KO if korean.contains_hangul(question) else _READY_EN
    for kind, pattern in ready:
        found = pattern.search(question)
        if found:
            groups = found.groupdict()
            return AskedFor(_money(kind, question), groups.get("unit") or "", _particle(groups))
    return None


def _particle(groups: Mapping[str, str | None]) -> str:
    if groups.get("doer"):
        return "가"
    return groups.get("particle") or ""


def _money(kind: str, question: str) -> str:
    """A bare "how much" may ask for anything that is measured."""
    if kind != "money" or korean.contains_hangul(question) or not re.search(r"\bhow much\b", question, re.IGNORECASE):
        return kind
    asks_sum = _MONEY_VERB.search(question.lower()) and not _NOT_MONEY.search(question.lower())
    return "money" if asks_sum else "measure"
