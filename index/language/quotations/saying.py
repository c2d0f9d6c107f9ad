"""Korean verbs and nouns of saying."""

import re

__all__ = ["GIVING", "HOLDING", "IN_EFFECT", "NOUN", "PLAINLY", "SAYING", "STATED", "verb_of_saying"]

_DOING = (
    "말 전 설명 지적 경고 강조 인정 주장 비판 반박 촉구 답 답변 언급 평가 토로 당부 예고 시사 약속 제안 요구 호소 단언 진단 해명 고백 회상 "
    "보도 발표 전망 예상 분석 요청 비난 우려 판결 증언 진술 선언 부인 확인 통보 해석 소개 역설 일축 조언 충고 질타 응수 지시 명령 추정 "
    "주문 평 폭로 성토 항변 장담 자신 기대 추궁 권고 사과 반문 단정 확신 제기 토로 변명 격려 시인 항의 칭찬 다짐 정의 첨언 논평 결론 훈시 "
    "호언 자평 탄식 개탄 규탄 극찬 경고 조롱 비유 표현 설파 공언 천명 피력 자랑 회고 하소연 귀띔 집계 추산 설득 질문 변호 강변 반발 판단 관측 공지 부탁 건의 축하"
).split()
SAYING = re.compile(
    rf"(?:{'|'.join(_DOING)})(?:을|를)?\s?(?:하|했|한|할|함|합|해|드렸|드리)|밝[혀히힌힙혔힐]|덧붙[여이인입였임]|전(?:[하했한합]|해(?![지진졌]))|꼬집|"
    r"되물|물[었어은으]|묻[는고]|외[쳤치]|알(?:렸|리|려(?![지진졌져]))|적었|적고|(?:함|음|감|뜻|심경|소감)을 (?:표[했하한]|나타냈|드러냈)|썼|쓴다|쓰고|내다[봤보본]|"
    r"봤다|보고 있다|본다|보았다|"
    r"(?:^|\s)[했한하][다며고였는]?|(?:^|\s)해|올렸|남겼|털어놓|털어놨|내놓|내놨|못\s?박|잘라\s?말|맞섰|입을 모|말씀|선을 [그긋]|각을 세|날을 세|목소리를 높|운을 뗐|"
    r"쓴소리|[고머][개리]를 숙|일갈|[추치]켜세|몰아[세붙]|맞받|쏘아붙|되받|비꼬|비꼰|낙관"
)
STATED = re.compile(  # …는 게 업계의 설명이다: whose words they are stands behind them
    r"\s(?:게|것이)\s(?P<who>(?!.*[을를은는]\s)[^,.“”]{2,25})(?:의|\s측)\s(?P<verb>(?:설명|주장|지적|분석|전망|평가|관측|입장|견해|의견|예상|진단|해명)"
    r"(?:이다|이었다|였다|입니다))"
)
HOLDING = re.compile(r"\s(?:입장|주장|설명|의견|평가|분석|전망|방침|견해|해명)(?:이다|이었다|이라고|입니다)")
IN_EFFECT = re.compile(r"\s(?:취지|내용)(?:으로|로)\s")
NOUN = re.compile(
    r"\s*(?:내용의 |취지의 |강한 |공식 |취지로 )?(?:경고|의견|입장|주장|지적|발언|뜻|말|반응|설명|평가|방침|생각|우려|답변|비판|메시지|글|성명|"
    r"심경|소감|인식|전망|분석|견해|제안|의사|해명|반박)(?:만|도|까지)?(?P<case>을|를|으로|로|이|가|은|는|에)?"
)
GIVING = re.compile(
    r"날[렸린려]|밝[혔혀힌]|내[놨놓]|전[했한해달]|냈|낸|보[였이]|피력|표[했명]|제시|해 |하[며고였]|던[졌진]|남[겼긴]|했다|한 바|펼|쏟|올렸"
)
PLAINLY = re.compile(  # somebody surely says so, though the sentence leaves out who
    r"^(?:말|밝[혔혀히힌]|설명|주장|강조|덧붙|전[했하한]|지적|비판|답|토로|촉구|반박|언급|호소|경고|역설|당부|해명|고백|인정|회상|했|물었|썼|적었)\S*(?:다|기도|으며|며|고)$"
)
_CALLED = re.compile(r"\s?(?:하는|하면|하던|할)(?=\s)")  # …라고 하는 것: what it is called
_HEARSAY = re.compile(r"(?:불리|알려지|알려진|불린|여겨|생각|인식|느끼|느꼈|믿|보이|보인)")


def verb_of_saying(text: str, after: int, end: int, reach: int) -> tuple[str, int] | None:
    """Return the first verb of saying behind `after`, and where it ends; None for thinking, hearsay or ability."""
    found = SAYING.search(text, after, min(end, after + reach))
    if found and found.group().strip() == "한":
        found = SAYING.search(text, found.end(), min(end, after + reach)) or found
    if found and _CALLED.match(text, found.start()):
        return None
    if found and re.match(r"하기 |할 수|기 (?:힘|어렵)", text[found.end() - 1 : found.end() + 6]):
        return None
    if not found or _HEARSAY.search(text, after, found.start()):
        return None
    stop = found.end()
    while stop < end and text[stop] not in ' .,”"':
        stop += 1
    return text[found.start() : stop].strip(), stop
