"""Korean quotations: “…”고 말했다, -다고 밝혔다, -라는 경고, …에 따르면.

A clause of saying ends in -고, -며 or -는 before a verb or a noun of saying. Its speaker stands between the two, or is
the topic or subject of the sentence, outside the marks. Only a phrase that can speak counts: a name, an office, a body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.korean import Morpheme
from index.language.quotations.marks import Stretch
from index.language.quotations.occasions import occasion_in
from index.language.quotations.quotation import Quotation
from index.language.quotations.subjects import PRONOUN, Subject, subjects

__all__ = ["korean_quotations"]

_DOING = (
    "말 전 설명 지적 경고 강조 인정 주장 비판 반박 촉구 답 답변 언급 평가 토로 당부 예고 시사 약속 제안 요구 호소 단언 진단 해명 고백 회상 "
    "보도 발표 전망 예상 분석 요청 비난 우려 판결 증언 진술 선언 부인 확인 통보 해석 소개 역설 일축 조언 충고 질타 응수 지시 명령 추정 "
    "주문 평 폭로 성토 항변 장담 자신 기대 추궁 권고 사과 반문 단정 확신 제기 토로 변명 격려 시인 항의 칭찬 다짐 정의 첨언 논평 결론 훈시 "
    "호언 자평 탄식 개탄 규탄 극찬 경고 조롱 비유 표현 설파 공언 천명 피력 자랑 회고 하소연 귀띔 판단 관측 공지 부탁 건의 축하"
).split()
_SAYING = re.compile(
    rf"(?:{'|'.join(_DOING)})(?:을|를)?\s?(?:하|했|한|할|함|해|드렸|드리)|밝[혀히힌혔힐]|덧붙[여이인였임]|전[하했한해]|꼬집|"
    r"되물|물[었어은으]|묻[는고]|외[쳤치]|알(?:렸|리|려(?![지진졌져]))|적었|썼|쓴다|쓰고|내다[봤보본]|봤다|보고 있다|본다|보았다|"
    r"(?:^|\s)[했한하][다며고였는]?|(?:^|\s)해|올렸|남겼|털어놓|털어놨|내놓|내놨|못\s?박|잘라\s?말|맞섰|입을 모|말씀"
)
_NOUN = re.compile(
    r"\s*(?:내용의 |취지의 |강한 |공식 |취지로 )?(?:경고|의견|입장|주장|지적|발언|뜻|말|반응|설명|평가|방침|생각|우려|답변|비판|메시지|글|성명|"
    r"심경|소감|인식|전망|분석|견해|제안|의사|해명|반박)(?:만|도|까지)?(?P<case>을|를|으로|로|이|가|은|는|에)?"
)
_GIVING = re.compile(
    r"날[렸린려]|밝[혔혀힌]|내[놨놓]|전[했한해달]|냈|낸|보[였이]|피력|표[했명]|제시|해 |하[며고였]|던[졌진]|남[겼긴]|했다|한 바|펼|쏟|올렸"
)
_AFTER_MARK = re.compile(r"[.,]?\s?(?P<link>(?:이?라)?(?:고|며|면서|는|던)(?:도|는)?|이?란|이?라)(?=[\s,])")
_REPORTING = re.compile(r"(?:다|라|냐|자|까|지|려|달라)(?:고|며|면서)(?:도|는)?$")
_LATER_LINK = re.compile(r"[다라냐자]고\s|[음임함됨]을\s")
_NOMINAL = re.compile(r"[음임함됨]을$")
_STATING = re.compile(r"\s(?:지적|밝[혔혀히힌]|강조|시사|인정|확인|주장|알렸|분명히)")
_NAMING = re.compile(r"(?:다|라|냐|자)는$")
_ACCORDING = re.compile(r"에\s?(?:따르면|의하면)[,\s]")
_HEARSAY = re.compile(r"(?:불리|알려지|알려진|불린|여겨|생각|인식|느끼|느꼈|믿|보이|보인)")
_LEAD = re.compile(
    r"^[\s,]*(?:(?:지난|이날|당시|앞서|이어|또|또한|이에|특히|오전|오후|최근|같은 날|\d+월|\d+일|[월화수목금토일]요일)(?:날|에)?"
    r"(?:\([^)]*\))?,?\s+)+"
)
_LEAD_OCCASION = re.compile(
    r"^(?:[^\s“”\"]+\s){0,6}?\S*(?:인터뷰|회견|간담회|성명|보도자료|브리핑|연설|이메일|서한|보고서|논평|트위터|페이스북)\S*(?:에서|을\s통해|를\s통해|에|에게|통하여)\s+|^기자들과\s만나\s+"
)
_LONGEST_REACH = 60  # characters between a clause and its verb of saying
_TOPIC_WORD = re.compile(r"(?:^|\s)(?P<who>[가-힣]{2,12})[은는]\s?$")
_AT_ONCE = 3  # characters: a topic this near to the start of a second clause is its own
_GOES_ON = re.compile(r"(?:그러면서|이어|이어서|또|또한|아울러|이와 함께|덧붙여)[,\s]")
_TERM = 3  # words; a shorter stretch inside a report is a term, not a quotation


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that ends in a link at `link`; its verb or noun of saying lies in `text[link_end:verb_end]`."""

    start: int
    end: int
    link_end: int
    verb_end: int
    verb: str
    anonymous: bool = False


def korean_quotations(
    text: str, start: int, end: int, morphemes: Sequence[Morpheme], quoted: Sequence[Stretch]
) -> list[Quotation]:
    """Return the quotations of the sentence `text[start:end]`; a speaker may be a pronoun, "" where none is named."""
    outside = [m for m in morphemes if not any(q.opening < m.start < q.closing for q in quoted)]
    known = subjects(text, start, outside)
    source = _source(text, start, end, quoted)
    found = _direct(text, start, end, quoted, known, source)
    found += _indirect(text, start, end, outside, quoted, known, source)
    return sorted(found, key=lambda item: item.start)


def _direct(
    text: str, start: int, end: int, quoted: Sequence[Stretch], known: Sequence[Subject], source: str
) -> list[Quotation]:
    found = []
    for place, item in enumerate(quoted):
        following = [other.opening for other in quoted[place + 1 :]]
        link = _AFTER_MARK.match(text, item.closing, end)
        clause = _linked(text, item, link, end, following) if link else None
        alone = not text[item.closing : end].strip(" .,") and len(text[item.start : item.end].split()) >= _TERM
        listed = (
            bool(following) and re.fullmatch(r"[,\s]*(?:그리고)?\s*", text[item.closing : following[0]]) is not None
        )
        if clause is None and not alone and not listed:
            continue
        reach = clause or _Clause(item.start, item.end, item.closing, end, "")
        who = None if reach.anonymous else _speaker(reach, item.opening, known, direct=True)
        speaker = who.phrase if who else "" if reach.anonymous else _beside(text, start, item) or source or _same(text, start, known)
        beside = text[start : item.opening] + " " + text[item.closing : end]
        found.append(
            Quotation(item.start, item.end, True, speaker, verb=reach.verb, occasion=occasion_in(beside, True))
        )
    return found


def _linked(text: str, item: Stretch, link: re.Match[str], end: int, following: Sequence[int]) -> _Clause | None:
    after = link.end("link")
    if link.group("link").endswith(("는", "란", "던")) and not link.group("link").endswith(("고는", "며는")):
        return _naming(text, item.start, item.end, after, end)
    if link.group("link").endswith(("며", "면서", "도")) and not link.group("link").endswith("고도"):
        verbs = list(_SAYING.finditer(text, following[-1] if following else after, end))
        return _Clause(item.start, item.end, after, after, text[verbs[-1].start() : end].strip(' .”"') if verbs else "")
    verb = _verb(text, after, following[0] if following else end, _LONGEST_REACH)
    return _Clause(item.start, item.end, after, verb[1], verb[0]) if verb else None


def _goes_on(text: str, stop: int, verb: tuple[str, int]) -> bool:
    """Tell whether another clause, outside of marks, stands between a link and its verb."""
    between = re.split("[“\"]", text[stop : verb[1] - len(verb[0])])[0]
    return _LATER_LINK.search(between) is not None


def _naming(text: str, start: int, end: int, after: int, stop: int) -> _Clause | None:
    """Return the clause before a noun of saying; nobody speaks where the noun is what appears (지적이 나온다)."""
    noun = _NOUN.match(text, after, stop)
    if not noun:
        return None
    gives = noun.group("case") not in ("이", "가", "은", "는", "에") and _GIVING.search(
        text, noun.end(), min(stop, noun.end() + 40)
    )
    verb = gives.group() if gives else ""
    return _Clause(start, end, after, noun.end(), f"{noun.group().strip()} {verb}".strip(), anonymous=not gives)


def _verb(text: str, after: int, end: int, reach: int) -> tuple[str, int] | None:
    found = _SAYING.search(text, after, min(end, after + reach))
    if found and found.group().strip() == "한":
        found = _SAYING.search(text, found.end(), min(end, after + reach)) or found
    if found and re.match(r"하기 |할 수|기 (?:힘|어렵)", text[found.end() - 1 : found.end() + 6]):
        return None
    if not found or _HEARSAY.search(text, after, found.start()):
        return None
    stop = found.end()
    while stop < end and text[stop] not in ' .,”"':
        stop += 1
    return text[found.start() : stop].strip(), stop


def _indirect(
    text: str, start: int, end: int, outside: Sequence[Morpheme], quoted: Sequence[Stretch],
    known: Sequence[Subject], source: str,
) -> list[Quotation]:  # fmt: skip
    found: list[Quotation] = []
    begin = start
    for morpheme in outside:
        if morpheme.tag not in ("EC", "ETM", "JKQ", "ETN", "EF") or morpheme.start < begin:
            continue
        stop = _word_end(text, morpheme.end, end)
        written = text[max(begin, stop - 4) : stop]
        clause = _reported(text, begin, stop, end, written)
        if clause is None or _is_link(text, stop, quoted):
            continue
        who = None if clause.anonymous else _speaker(clause, clause.end, known, direct=False)
        speaker = who.phrase if who else "" if clause.anonymous else source or _same(text, start, known)
        first = _clause_start(text, begin, clause, who)
        if clause.end - first > 3:
            beside = text[start:first] + " " + text[clause.end : clause.verb_end]
            found.append(
                Quotation(first, clause.end, False, speaker, verb=clause.verb, occasion=occasion_in(beside, True))
            )
            begin = clause.verb_end
    return found or _by_source(text, start, end, quoted, source)


def _is_link(text: str, stop: int, quoted: Sequence[Stretch]) -> bool:
    links = (_AFTER_MARK.match(text, q.closing) for q in quoted if q.closing <= stop)
    return any(link and link.end() >= stop for link in links)


def _word_end(text: str, at: int, end: int) -> int:
    while at < end and text[at] not in " ,.\n":
        at += 1
    return at


def _reported(text: str, begin: int, stop: int, end: int, written: str) -> _Clause | None:
    if _NOMINAL.search(written):
        stated = _STATING.match(text, stop, end)
        verb = _verb(text, stop, end, _LONGEST_REACH) if stated else None
        return _Clause(begin, stop - 1, stop, verb[1], verb[0]) if verb else None
    if _REPORTING.search(written):
        verb = _verb(text, stop, end, _LONGEST_REACH if written.endswith(("고", "고도")) else 200)
        cut = stop - len(re.split("[고며면]", written)[-1]) - 1
        if verb and not written.endswith("고") and _goes_on(text, stop, verb):
            return None  # the verb belongs to the last of several clauses; they are one quotation
        if verb and (written.endswith("고") or "며" in written or "면서" in written):
            return _Clause(begin, cut, stop, verb[1], verb[0])
        return None
    named = _naming(text, begin, stop - 1, stop, end) if _NAMING.search(written) else None
    return None if named is None or named.anonymous else named


def _clause_start(text: str, begin: int, clause: _Clause, who: Subject | None) -> int:
    """Return where the reported clause begins: behind the speaker, the day and the occasion."""
    first = who.particle_end if who and begin <= who.start and who.end <= clause.end else begin
    first = max([first, *(source.end() for source in _ACCORDING.finditer(text, first, clause.end))])
    for pattern in (_LEAD, _LEAD_OCCASION, _LEAD):
        lead = pattern.match(text[first : clause.end])
        first += lead.end() if lead and "“" not in lead.group() and '"' not in lead.group() else 0
    while first < clause.end and text[first] in " ,":
        first += 1
    return first


def _speaker(clause: _Clause, before: int, known: Sequence[Subject], *, direct: bool) -> Subject | None:
    """Return who speaks, a pronoun as such; None where nobody fits."""
    inside = [s for s in known if clause.link_end <= s.start < clause.verb_end and not s.thing]
    if inside:
        return inside[-1]
    ahead = [s for s in known if s.end <= before]
    fit = [s for s in ahead if s.speaks or (direct and s.topic and not s.thing)]
    topics = [s for s in fit if s.topic]
    near = [s for s in topics if 0 <= s.start - clause.start < _AT_ONCE]
    if near and not direct:
        return near[0]
    if not topics and not direct and any(s.topic and not s.thing for s in ahead):
        return next((s for s in ahead if s.topic and not s.thing and s.named), None)
    return topics[-1 if direct else 0] if topics else fit[-1 if direct else 0] if fit else None


def _same(text: str, start: int, known: Sequence[Subject]) -> str:
    """Return a pronoun where the sentence says that the speaker before it goes on."""
    return "그" if _GOES_ON.match(text, start) and not any(s.topic and s.speaks for s in known) else ""


def _beside(text: str, start: int, item: Stretch) -> str:
    """Return the word with a topic's particle right before the marks, however Kiwi reads it."""
    found = _TOPIC_WORD.search(text[start : item.opening])
    return found.group("who") if found else ""


def _source(text: str, start: int, end: int, quoted: Sequence[Stretch]) -> str:
    found = _ACCORDING.search(text, start, end)
    if not found or any(q.opening < found.start() < q.closing for q in quoted):
        return ""
    words = re.split(r"[,.\n]\s|\d+일(?:\([^)]*\))?\s", text[start : found.start()])[-1].split()
    return " ".join(words[-4:]) if words and words[-1] not in PRONOUN else ""


def _by_source(text: str, start: int, end: int, quoted: Sequence[Stretch], source: str) -> list[Quotation]:
    found = _ACCORDING.search(text, start, end)
    if not source or not found or quoted:
        return []
    first, last = found.end(), start + len(text[start:end].rstrip(" ."))
    return [Quotation(first, last, False, source, verb="따르면")] if last - first > 3 else []
