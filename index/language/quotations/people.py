"""The people an article names: the full name and the role behind a short form, as the article gives them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from index.language.keywords import is_function_word

__all__ = ["People", "without_titles"]

_WORD = r"(?:[A-Z]\.(?![A-Z])|[A-Z][\w’'-]+)"
_FULL = re.compile(rf"\b{_WORD}(?:\s(?:(?:de|van|von|der|bin|al|el)\s)?{_WORD}){{1,6}}")
_TITLE_WORD = re.compile(
    r"^(?:[A-Z][a-z]+-[Ee]lect|Progressive|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|Rev|Sir|President|"
    r"Senator|Governor|Mayor|Minister|"
    r"Prime|Secretary|"
    r"Former|Chief|Justice|Judge|Commissioner|King|Queen|Prince|Princess|Pope|Attorney|General|Vice|Chairman|"
    r"Professor|Coach|"
    r"Democratic|Republican|The|But|And|In|On|When|As|State|House|Senate|Officer|Sheriff|Representative|"
    r"Speaker|Leader|CEO|"
    r"Congressman|Congresswoman|Director|White|U\.S\.|US|Foreign|Defense|British|American|French|German|"
    r"Israeli|Russian)\.?$"
)
_ASIDE = re.compile(
    r",\s(?P<role>(?:an?|the|who is|[a-z])[^,.;“”\"\n]{3,90}|CEO[^,.;]{0,60}|[A-Z][\w ]*(?:of|"
    r"for)\s[^,.;“”\"]{3,70}|[RD]-[A-Z][\w.]+)[,.;]"
)
_NO_ROLE = re.compile(
    r"\b(?:who|whose|said|says|told|was|were|is|are|has|had|will|would|but|when|because|which|where|while|after|as)\b"
)
_BELONGING = frozenset("of from for in at with and".split())
_KOREAN_TITLE = re.compile(
    r"(?:장|장관|의원|대표|대통령|총리|교수|박사|사장|회장|대변인|관장|보좌관|주지사|최고경영자|부사장|총장|위원|위원장|감독|기자|변호사|차관|차관보|국장|후보|본부장|팀장|원장|이사|"
    r"시장|지사|판사|검사|편집장|분석가|애널리스트|연구원|창립자|설립자|CEO|CFO|CTO|왕자|황태자|씨|랍비|간사|소장|처장|청장|대사|여사|선수|작가|배우|가수)(?:\([^)]*\))?$"
)
_LEADING_TITLE = re.compile(  # before the name: 앤트로픽 최고경영자 다리오 아모데이
    r"(?:장관|대통령|총리|교수|박사|대변인|최고경영자|창업자|창립자|위원장|감독|변호사|전문가|분석가|애널리스트|연구원|배우|가수|작가|선수|CEO|CFO|CTO)(?:\([^)]*\))?$"
)
_WHOLE = re.compile(r"(?!.*(?:자|들|측|진|원|회|사|부|팀)$)[가-힣·-]{1,8}(?:\s[가-힣·-]{1,8}){0,2}")
_COUNTRY = frozenset(
    "미국 미 한국 북한 중국 일본 독일 프랑스 영국 러시아 이란 이라크 이스라엘 브라질 인도 터키 호주 캐나다 멕시코 이탈리아 스페인 대만 우크라이나 유엔 전 현 뉴욕 베이징".split()
)
_SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
_FOREIGN_FIRST = frozenset(  # first names that look like a native name in full
    "마리아 마이클 마크 마틴 마르코 조지 조너선 조나단 조셉 조앤 제임스 제롬 제프 제프리 제니퍼 제이슨 제이미 지미 한나 안나 안드레 안드레이 이반 "
    "이언 노아 주디 주디스 소피아 마누엘 마리오 마리 마이크 이사벨 오스카 오마르 신디 유세프 하산 하비에르 조르지아 조르조 조제프".split()
)
_BODY = re.compile(
    r"(?:시|부|청|당|사|회|원|국|대|군|구|처|실|팀|과|은행|학교|연준|그룹|전자|연구소|재단|당국|측)(?:\([^)]*\))?$"
)
_NATIVE = re.compile(f"[{_SURNAMES}][가-힣]{{1,2}}$")


def without_titles(words: Sequence[str]) -> list[str]:
    """Return the words of a name without the titles before it."""
    place = 0
    while place < len(words) and _TITLE_WORD.match(words[place]):
        place += 1
    return list(words[place:])


class People:
    """The full names and roles of one article, filled from its text and from the speakers met."""

    def __init__(self, text: str, korean: bool, speakers: Iterable[str]) -> None:
        self._roles: dict[str, str] = {}
        self._full: dict[str, set[str]] = defaultdict(set)
        self._korean = korean
        if korean:
            for phrase in speakers:
                self._learn(*_korean_parts(phrase))
        else:
            self._read_english(text, [speaker.split()[-1] for speaker in speakers if speaker])

    def _learn(self, name: str, role: str) -> None:
        words = name.split()
        if not words:
            return
        if role and len(role) > len(self._roles.get(name, "")):
            self._roles[name] = role
        if len(words) > 1 or _NATIVE.match(name):
            for short in {words[-1], words[0], name[:1] if _NATIVE.match(name) else name}:
                self._full[short].add(name)

    def _read_english(self, text: str, wanted: list[str]) -> None:
        last = set(wanted)
        for found in _FULL.finditer(text):
            words = found.group().split()
            titles = []
            while words and _TITLE_WORD.match(words[0]):
                titles.append(words.pop(0))
            words[-1:] = [re.sub("[’']s?$", "", word) for word in words[-1:]]
            while words and is_function_word(words[0].lower()):
                words.pop(0)
            if len(words) < 2 or not last.intersection((words[0], words[-1])):
                continue
            aside = _ASIDE.match(text, found.end())
            role = aside.group("role") if aside and not _NO_ROLE.search(aside.group("role")) else ""
            self._learn(" ".join(words), role or " ".join(title for title in titles if len(title) > 4))

    def identify(self, speaker: str) -> tuple[str, str]:
        """Return the full name and the role of a speaker as written; "" where the article doesn't tell."""
        if not speaker:
            return "", ""
        name, role = _korean_parts(speaker) if self._korean else _english_parts(speaker)
        fuller = {full for full in self._full.get(name, ()) if full != name}
        if self._korean and len(name) == 1:
            fuller = {full for full in fuller if not role or self._roles.get(full, "").endswith(role)}
        if len(fuller) == 1:
            name = next(iter(fuller))
        known = self._roles.get(name, "")
        return name, known if len(known) > len(role) else role


def _english_parts(speaker: str) -> tuple[str, str]:
    if speaker.split()[0].lower() in ("the", "a", "an", "one", "some", "many"):
        return speaker, ""
    found = list(_FULL.finditer(speaker))
    words = (found[-1].group() if found else speaker).split()
    behind = speaker[found[-1].end() :].split() if found else []
    if any(word.endswith(("’s", "'s")) for word in words) or (behind and behind[0] not in _BELONGING):
        return speaker, ""
    titles = []
    while len(words) > 1 and _TITLE_WORD.match(words[0]):
        titles.append(words.pop(0))
    before = speaker[: found[-1].start()].strip() if found else ""
    if before and before.split()[-1] in (*_BELONGING, "the"):
        return speaker, ""
    role = " ".join(part for part in (before, *titles) if part and part not in ("Mr.", "Ms.", "Mrs."))
    if words[0].lower() in ("the", "a", "an") or not words[0][0].isupper():
        return speaker, ""
    return " ".join(words), role


def _is_foreign(words: Sequence[str]) -> bool:
    """Tell whether the first two words are a foreign name, though the first looks native (조지 부시 미국 대통령)."""
    if words[0] in _FOREIGN_FIRST:
        return True
    if words[1] in _COUNTRY or words[1].isascii() or _BODY.search(words[1]):
        return False
    body = words[2] in _COUNTRY or words[2].isascii() or _BODY.search(words[2]) is not None
    return body if len(words) > 3 else len(words[0]) == 2


def _korean_parts(phrase: str) -> tuple[str, str]:
    """Return name and role of "다리오 아모데이 앤트로픽 최고경영자(CEO)"; the role is "" for a name or body alone."""
    body, _, person = phrase.rpartition("의 ")
    if body and _KOREAN_TITLE.search(phrase):
        name, title = _korean_parts(person)
        return name, f"{body}의 {title}" if title else ""
    holder = re.fullmatch(r"(?P<role>.+[가-힣)])인\s(?P<name>.+)", phrase)
    office = holder.group("role") + "인" if holder else ""  # 대변인 아무개, not 대변이다
    if holder and _KOREAN_TITLE.search(office) and not _KOREAN_TITLE.search(holder.group("role")):
        return _korean_parts(holder.group("name"))[0], office
    if holder and (
        re.search("[자장사표원관수보]$", holder.group("role")) or not _KOREAN_TITLE.search(holder.group("name"))
    ):
        name, title = _korean_parts(holder.group("name"))
        return name, holder.group("role") if not title else f"{holder.group('role')} {title}"
    words = phrase.split()
    led = max((place for place, word in enumerate(words[:-1]) if _LEADING_TITLE.search(word)), default=-1)
    if led >= 0 and not _KOREAN_TITLE.search(words[-1]) and _WHOLE.fullmatch(" ".join(words[led + 1 :])):
        return " ".join(words[led + 1 :]), " ".join(words[: led + 1])
    if len(words) < 2 or not _KOREAN_TITLE.search(words[-1]):
        return (phrase[:-1], "씨") if len(words) == 1 and phrase.endswith("씨") and len(phrase) > 2 else (phrase, "")
    native = _NATIVE.match(words[0]) or len(words[0]) == 1
    if (
        len(words) > 2
        and _BODY.search(words[0])
        and _NATIVE.match(words[-2])
        and len(words[-2]) == 3
        and not _BODY.search(words[-2])
    ):
        return words[-2], " ".join((*words[:-2], words[-1]))  # 민주당 이재정 의원
    foreign = len(words) > 2 and (words[0] not in _SURNAMES if len(words[0]) == 1 else _is_foreign(words))
    one = not foreign and (
        bool(native)
        or len(words) == 2
        or words[1] in _COUNTRY
        or words[1].isascii()
        or _KOREAN_TITLE.search(words[1]) is not None
    )
    if one and len(words) == 3 and not native and words[1] not in _COUNTRY and not words[1].isascii():
        one = False
    count = 1 if one else 2
    if words[0].endswith(("당", "부", "원", "회", "사")) and not native and len(words[0]) > 3:
        return phrase, ""
    return " ".join(words[:count]), " ".join(words[count:])
