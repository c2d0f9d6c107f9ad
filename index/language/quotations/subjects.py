"""The noun phrases of a Korean sentence before a particle of topic or subject, and which of them can speak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.language.korean import Morpheme

__all__ = ["PRONOUN", "Subject", "subjects"]

PRONOUN = frozenset("그 그녀 그들 이들 이 저 우리 나 그것 이것 누구 본인 자신 저희 이어".split())
_NOUN_TAGS = ("NNG", "NNP", "NNB", "NR", "NP", "XSN", "XPN", "XR", "SL", "SN", "SH", "SSO", "SSC", "SP", "JKG", "UN")
_IN_OFFICE = frozenset({("전", "MM"), ("현", "MM"), ("한", "MM"), ("두", "MM"), ("인", "ETM")})
_OFFICE = re.compile(
    r"(?:장|원|관|수|자|인|표|부|국|청|회|사|당|군|씨|의원|대표|대통령|총리|기업|학|팀|단|단체|센터|연구소|은행|노조|언론|경찰|검찰|법원|당국|통신|신문|"
    r"연구진|의료진|제작진|취재진|경영진|관리|방송|일보|타임스|측|들|님|위|주간지|소식통|일간지|전문지|매체|남성|여성|시민|의사|보고서|성명|총재|왕|대사|사람|전문지|감독|박사|랍비|가족|"
    r"주민|업계|처|실|항공|그룹|전자|재단|협회|"
    r"연맹|구단|국|변호사|교수|기자|여사|양|군|CEO|CFO|CTO|\))$"
)
_SPEAKING_BODY = re.compile(
    r"(?:소속사|회사|당국|정부|경찰|검찰|측|업계|협회|위원회|(?:법조|학|정|재|의료|노동|종교|문화|영화|연예|경제|산업|과학|교육|언론|체육)계|"
    r"(?:후보|대표|의원|당) ?쪽|노조|언론|여당|야당|일각|정치권|통상부|관계자)$"
)
_BARE_TITLE = re.compile(
    "장군|의원|대통령|총리|장관|교수|박사|감독|대표|사장|회장|대변인|판사|변호사|국장|총장|후보|선수|기자|보좌관|차관|위원장|"
    "위원|소장|원장|청장|대사|사령관|주지사|시장|지사|연구원|특사|검사|부사장|본부장|이사"
)
_TITLED = re.compile(rf"(?:{_BARE_TITLE.pattern})$")
_NAME_AHEAD = re.compile(r"(?:^|[\s,])(?P<name>(?:[가-힣-]{1,6}\s)?[가-힣-]{0,5}[^은는이가을를의에서로과와며고,\s]\s)$")
_NO_PART = re.compile(  # words that only look like a part of the phrase
    r"(?:[\s,·]+|(?:의|이에\s(?:대해|대해서|관해|맞서)|이와\s관련해|대해|관련해|전날|반면|한편|그러나|이어|하지만|또|또한|이날|앞서|당시|이에|특히|결국)\s|"
    r"(?:지난\s)?\d+일(?:\([^)]*\))?\s)+"
)
_WHOLE_NAME = re.compile(r"(?:[가-힣-]{0,5}[^은는이가을를의에서로며고도과와\s,]\s){1,3}")
_THING = re.compile(
    r"(?:\d여?명|정보들|것들|\d여?개|의견|지적|주장|목소리|비판|제안|관측|전망|보도|논란|의혹|방침|정책|(?:^|\s)(?:것|점|때|날|일|바|말|수)|공격|(?:는|은|을|한|던|"
    r"운)\s?것|경우|"
    r"사건|문제|조치|결과|상황|이유|이번|시간|이상|이후|정도|수준|가능성|계획|사실|내용|발언|과정|이날|오늘|올해|지난해|"
    r"내년|작년|현재|당시|부분|의견|제도|법안|예산|규모|가격|사업|시장에서|대부분|다음|영화|간청|요청|신청|행위|단위|지위|순위|우위|범위|분위|시위|기술|제품|회담|협상|전쟁|무기|인수)$"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A phrase `text[start:end]` before a particle; `topic` if that is 은 or 는.

    `speaks` says that it is somebody or a body that can say things, `thing` that it surely is not.
    """

    phrase: str
    start: int
    end: int
    particle_end: int
    topic: bool
    speaks: bool
    named: bool
    thing: bool


def subjects(text: str, start: int, morphemes: Sequence[Morpheme]) -> list[Subject]:
    """Return the topics and subjects among `morphemes` of a sentence that starts at `start`, in order."""
    found = []
    for place, particle in enumerate(morphemes):
        topic = particle.tag == "JX" and particle.form in ("은", "는", "도")
        if (
            topic
            and place > 1
            and morphemes[place - 1].form == "에서"
            and (body := _body(text, start, morphemes[: place - 1]))
        ):
            found.append(Subject(*body, particle.end, True, True, True, False))
        if not place or not (topic or (particle.tag == "JKS" and particle.form in ("이", "가", "께서"))):
            continue
        phrase, first = _phrase(text, start, morphemes[:place])
        if phrase:
            last = morphemes[place - 1]
            thing = _THING.search(phrase) is not None
            spoken = phrase in PRONOUN or _OFFICE.search(phrase) is not None or last.tag in ("NNP", "SL", "UN")
            spoken = spoken or _taken_apart(text, last, morphemes[:place])
            named = any(m.tag in ("NNP", "SL") for m in morphemes[:place] if m.start >= first)
            shown = topic and particle.form != "도"
            found.append(Subject(phrase, first, last.end, particle.end, shown, spoken and not thing, named, thing))
    return found if any(item.speaks for item in found) else found + _swallowed(text, start, morphemes)


def _swallowed(text: str, start: int, morphemes: Sequence[Morpheme]) -> list[Subject]:
    """Return the foreign names that Kiwi joins to their particle (쿠블러도), where nobody else can speak."""
    found = []
    for place, name in enumerate(morphemes):
        whole = name.tag == "NNP" and len(name.form) > 2 and name.form[-1] in "은는도"
        behind = place > 0 and morphemes[place - 1].tag in ("NNP", "ETM") and morphemes[place - 1].end < name.start
        if whole and behind and text[name.end : name.end + 1] == " ":
            last = replace(name, form=name.form[:-1], end=name.end - 1)
            phrase, first = _phrase(text, start, (*morphemes[:place], last))
            if phrase:
                found.append(Subject(phrase, first, last.end, name.end, name.form[-1] != "도", True, True, False))
    return found


def _body(text: str, start: int, before: Sequence[Morpheme]) -> tuple[str, int, int] | None:
    """Return the body that speaks by way of 에서는 (소속사에서는), None where that is just a place."""
    phrase, first = _phrase(text, start, before)
    return (phrase, first, before[-1].end) if _SPEAKING_BODY.search(phrase) else None


def _taken_apart(text: str, last: Morpheme, before: Sequence[Morpheme]) -> bool:
    """Tell whether the word that ends in `last` is one that Kiwi took to pieces of one syllable: a foreign name."""
    begin = max(text.rfind(" ", 0, last.start), text.rfind("\n", 0, last.start)) + 1
    pieces = [m for m in before if m.start >= begin]
    odd = any(m.tag in ("NNP", "IC", "MAG", "VV", "EC", "EF", "JX", "XPN") for m in pieces[:-1])
    short = any(len(m.form) == 1 and m.tag in ("NNG", "NNB", "NR", "MM", "MAG", "IC", "VV", "XR") for m in pieces)
    return len(pieces) > 1 and (odd or short)


def _phrase(text: str, start: int, before: Sequence[Morpheme]) -> tuple[str, int]:
    if before[-1].tag.split("-")[0] not in _NOUN_TAGS or before[-1].tag == "JKG":
        return "", 0
    end = first = before[-1].end
    for place in range(len(before) - 1, -1, -1):
        morpheme = before[place]
        linked = (morpheme.form, morpheme.tag) in _IN_OFFICE or _is_copula(before, place)
        if morpheme.tag.split("-")[0] not in _NOUN_TAGS and not linked:
            break
        if first - morpheme.end > 1:
            break
        first = morpheme.start
    while first > start and not text[first - 1].isspace() and text[first - 1] not in "“”\"'‘’,":
        first -= 1  # a name that Kiwi took apart is still one word
    first = _begins_sentence(text, start, _before_title(text, start, first, end), end, before[0])
    lead = _NO_PART.match(text, first, end)
    first = lead.end() if lead else first
    comma = text.rfind(", ", first, end) if "(" not in text[first:end] else -1
    first = comma + 2 if comma >= 0 else first
    phrase = text[first:end].strip()
    return (phrase, first) if 0 < len(phrase) <= 70 and phrase.count("(") == phrase.count(")") else ("", 0)


def _begins_sentence(text: str, start: int, first: int, end: int, opening: Morpheme) -> int:
    """Return the sentence's start where nothing but a name, misread, stands before the phrase (무아메르 굴러 주지사)."""
    begin = lead.end() if (lead := _NO_PART.match(text, start, first)) else start
    named = opening.tag == "NNP" and opening.start == start
    named = named or (begin > start and _TITLED.search(text, first, end) is not None)
    return begin if named and _WHOLE_NAME.fullmatch(text, begin, first) else first


def _before_title(text: str, start: int, first: int, end: int) -> int:
    """Return where the name before a bare title begins (버웰 벨 장군은), however Kiwi reads the name."""
    if _BARE_TITLE.fullmatch(text, first, end):
        ahead = _NAME_AHEAD.search(text[start:first])
        if ahead:
            return start + ahead.start("name")
    return first


def _is_copula(before: Sequence[Morpheme], place: int) -> bool:
    """Tell whether the morpheme belongs to "인" between an office and its holder (대표인 아무개)."""
    return before[place].tag == "VCP" or (before[place].tag == "ETM" and place > 0 and before[place - 1].tag == "VCP")
