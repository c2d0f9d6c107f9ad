"""Who said what: does a sentence report somebody's words, and whose?

`speaker_of` returns None where nothing is reported, "" where words are reported but the sentence doesn't say whose
(a pronoun, no subject), and the speaker exactly as written otherwise. A wrong speaker is worse than none, so only
plain constructions count: Korean with the subject before the verb of saying, English with the name beside it.
"""

import re
from collections.abc import Sequence

from index.language.keywords import is_function_word
from index.language.korean import Morpheme

__all__ = ["speaker_of"]

_QUOTED = re.compile('[“"「『][^”"」』]{2,}[”"」』]')
_KOREAN_SAYING = re.compile(
    "(?:말|밝|전|설명|지적|경고|강조|인정|주장|덧붙|비판|반박|촉구|답|언급|평가|토로|당부|예고|시사|약속|제안|요구|호소|단언|진단|해명|고백|회상)"
    "(?:했|혔|하|한|히|였|였|였|붙였|이었)|경고를|발언|목소리를 높|라고 했|고 했다|라며|다며|다고 (?:말|밝|전|했)"
)
_KOREAN_REPORT = re.compile(
    "(?:다|라|냐|자|려|이라|란|것이라)고\\s?(?:말|밝|전했|설명|지적|경고|강조|인정|주장|덧붙|비판|반박|촉구|답했|언급|평가|했다)"
)
_TOPIC = ("JX", "JKS")
_TOPIC_FORMS = frozenset("은는이가")
_NOUN_TAGS = ("NNG", "NNP", "NNB", "NR", "NP", "XSN", "XPN", "XR", "SL", "SN", "SH", "SSO", "SSC", "SP", "JKG", "UN")
_TITLE = re.compile(
    "(?:장|원|관|수|자|인|표|부|국|청|회|사|당|군|씨|의원|대표|대통령|총리|기업|학|팀|단|센터|연구소|은행|노조|CEO|CFO|CTO|\\))$"
)
_IN_OFFICE = frozenset({("전", "MM"), ("현", "MM")})  # "former" and "present" stand between a name and its title
_PRONOUN = frozenset({"그", "그녀", "그들", "이", "저", "우리", "나", "그것", "이것"})

_SAYING = (
    "said|says|added|adds|argued|argues|admitted|admits|acknowledged|announced|claimed|claims|explained|"
    "insisted|noted|stated|stressed|wrote|replied|testified|tweeted|conceded|declared|predicted"
)
_SAYING_TO = "told|warned|warns|urged|called"  # the name behind one of these is the hearer's
_NAME = r"(?:[A-Z][\w’'.-]+)(?:\s+(?:(?:de|van|von|bin|al|of|the|and)\s+)?[A-Z][\w’'.-]+){0,4}"
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})(?:,[^,“”\"]{{2,80}},)?\s+(?:has\s+|also\s+|later\s+|then\s+)?(?:{_SAYING}|{_SAYING_TO})\b"
)
_AFTER = re.compile(rf"[,”\"?!]\s*(?:{_SAYING})\s+(?:[a-z]+\s+){{0,4}}?(?P<name>{_NAME})")
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:[a-z]+ ){{0,3}}?(?P<name>{_NAME})")
_PLACE = re.compile(r"\b(?:in|of|at|from|near|by|to)\s+(?:the\s+)?$")  # "the office in Cheyenne, Wyoming, said"
_ANY_SAYING = re.compile(rf"\b(?:{_SAYING}|{_SAYING_TO}|according to)\b", re.IGNORECASE)
_DATE = re.compile(  # "the chair, who was away, said on Monday"
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    "November|December"
)


def speaker_of(sentence: str, morphemes: Sequence[Morpheme] | None = None, offset: int = 0) -> str | None:
    """Return whose words `sentence` reports; see the module. `morphemes` are Kiwi's, their offsets less `offset`."""
    if morphemes:
        reports = (_QUOTED.search(sentence) and _KOREAN_SAYING.search(sentence)) or _KOREAN_REPORT.search(sentence)
        return _korean_subject(sentence, morphemes, offset) if reports else None
    if not _ANY_SAYING.search(sentence):
        return None
    bare = _QUOTED.sub(lambda quoted: "“" + "_" * (len(quoted.group()) - 2) + "”", sentence)
    matches = [found for pattern in (_AFTER, _BEFORE, _ACCORDING) if (found := pattern.search(bare))]
    if not matches:
        return "" if _QUOTED.search(sentence) else None
    found = min(matches, key=lambda match: match.start())  # a sentence names its speaker before it names others
    name = sentence[found.start("name") : found.end("name")].removesuffix(".")
    elsewhere = found.re is not _ACCORDING and _PLACE.search(sentence[: found.start("name")])
    first = name.split()[0]
    return "" if elsewhere or _DATE.fullmatch(first) or is_function_word(first.lower()) else name


def _korean_subject(sentence: str, morphemes: Sequence[Morpheme], offset: int) -> str:
    """Return the noun phrase before the first topic or subject particle that stands outside the quotations."""
    quotations = [(found.start(), found.end()) for found in _QUOTED.finditer(sentence)]
    for place, particle in enumerate(morphemes):
        at = particle.start - offset
        if particle.tag not in _TOPIC or particle.form not in _TOPIC_FORMS:
            continue
        if any(start <= at < end for start, end in quotations):
            continue
        phrase = _noun_phrase(sentence, morphemes[:place], offset)
        if phrase and phrase not in _PRONOUN and (_TITLE.search(phrase) or _is_name(morphemes[place - 1])):
            return phrase
        if particle.form in "은는":
            return ""
    return ""


def _is_name(morpheme: Morpheme) -> bool:
    return morpheme.tag == "NNP"


def _noun_phrase(sentence: str, before: Sequence[Morpheme], offset: int) -> str:
    end = before[-1].end - offset if before else 0
    start = end
    for morpheme in reversed(before):
        if morpheme.tag.split("-")[0] not in _NOUN_TAGS and (morpheme.form, morpheme.tag) not in _IN_OFFICE:
            break
        start = morpheme.start - offset
    while start > 0 and not sentence[start - 1].isspace():  # a name that Kiwi took apart is still one word
        start -= 1
    phrase = sentence[start:end].strip(" ,·")
    return phrase if 1 < len(phrase) <= 60 else ""
