"""Words that point back to the turns before, in Korean and English: he, it, what else, 그는, 그건, 또, 영어로."""

import re

__all__ = [
    "ANOTHER_TIME", "ELSE", "LEADING", "PERSON", "THAT", "THING", "language_wanted", "swapped_in", "without_else"
]  # fmt: skip

_POLITE_EN = (
    r"(?:please|again|now|instead|thanks|thank you|can you|could you|answer|say (?:it|that)|repeat (?:it|that)|and)"
)
_LANGUAGE_EN = re.compile(
    rf"(?:{_POLITE_EN}[ ,]*)*(?:in|into|to)?\s*(?P<name>english|korean)(?:[ ,]*{_POLITE_EN})*[\s?.!]*", re.IGNORECASE
)
_LANGUAGE_KO = re.compile(
    r"(?:(?:그럼|다시|좀|이제|그걸|그거|그건)\s+)*(?P<name>영어|영문|한국어|한국말|우리말|한글)(?:로|으로)?"
    r"(?:는|도)?\s*(?:(?:다시|좀|답|말|대답|알려|설명|해|보여|부탁|바꿔|뭐)[가-힣]*\s*)*[?.!\s]*"
)
_CODES = {"english": "en", "영어": "en", "영문": "en"}

LEADING = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?|then|well)[, ]+|(?:그럼|그러면|그리고|그렇다면|그런데|근데|그래서)[, ]+)+",
    re.IGNORECASE,
)

ELSE = re.compile(
    r"\b(?:what|anything|who|where|something) else\b|\banything more\b|^(?:tell me |say )?(?:some )?more\b|"
    r"^(?:go on|continue)\b|\bwhat (?:more|other)\b|\bdid (?:he|she|they) (?:also )?say more\b|"
    r"(?:^|\s)또(?=\s|$|\?)|(?:그|이)\s?(?:밖에|외에)|다른\s(?:말|내용|이야기|얘기|발언|것)|(?:^|\s)더\s(?:알려|말|자세|없|있|얘기|이야기)|"
    r"자세히|^계속",
    re.IGNORECASE,
)
_ELSE_WORDS = re.compile(
    r"\b(?:else|also|more|other)\b|(?<=\s)또\s|^또\s|(?:그|이)\s?(?:밖에|외에)(?:도|는)?\s?|(?<=\s)더\s|^더\s",
    re.IGNORECASE,
)

# A person spoken of before. "그 사람", "그분" and the bare pronoun; "그" before a noun points to a thing.
PERSON = re.compile(
    r"\b(?P<en>he|she|him|his|her|hers)\b(?:[’']s)?|"
    r"(?<![가-힣])(?P<ko>그녀|그 사람|그분|이 사람|이분|그들|그이|그(?=(?:는|가|의|를|에게|도|한테)(?:\s|[?.!]|$)))"
    r"(?P<particle>는|가|은|이|의|를|을|에게|한테|도)?(?![가-힣])",
    re.IGNORECASE,
)
THING = re.compile(
    r"\b(?P<en>it|its|this|these|those|they|their|them|that one|this one|"
    r"(?<!are )(?<!is )(?<!were )(?<!was )there(?=\s*[?.!]*$))\b|"
    r"(?<![가-힣])(?P<ko>그것|이것|그거|이거|거기|그곳|이곳|그게|그건|이게|이건|그걸|이걸)(?P<particle>은|는|이|가|을|를|의|에|에서|도|에는|서|엔|로)?(?![가-힣])|"
    r"(?<![가-힣])(?P<noun>(?:그|이|해당) (?!때|당시|중|후|뒤|전|만큼|정도)[가-힣]{2,})|\bthe same\b|(?<![가-힣])그때",
    re.IGNORECASE,
)
THAT = re.compile(
    r"\b(?:say|says|said|saying|mean|do|does|about|like|of|was|is|call|think|happen(?:ed)?) that\b"
    r"(?!\s+\w+\s+\w)|\bthat\s*[?.!]*$|"
    r"(?<![가-힣])(?:그런 말|그 말|그렇게|그 이야기|그 얘기|그 발언)",
    re.IGNORECASE,
)

# Nothing but a time: the question before is asked of it.
ANOTHER_TIME = re.compile(
    r"(?:and |but |what about |how about )?(?:in |on |for )?(?:(?:last|this|next) (?:year|month|week|season|"
    r"spring|summer|autumn|fall|winter)|yesterday|today|tomorrow|now|the year before|"
    r"a year (?:ago|earlier)|\d{4})\s*\?*|"
    r"(?:지난해|작년|재작년|올해|내년|이듬해|전년|지난달|이달|이번 달|다음 달|지난주|이번 주|다음 주|어제|오늘|"
    r"내일|지금|\d{4}년)(?:에는|에|엔|은|는|도)?(?:요)?\s*\?*",
    re.IGNORECASE,
)

_SWAP_EN = re.compile(r"^(?:what about|how about|and|or|and for|what of)\s+(?P<what>[^?]+?)\s*\??$", re.IGNORECASE)
_NO_NOUN_EN = re.compile(
    r"^(?:what|when|where|who|why|how|which|is|are|was|were|do|does|did|will|can|could|has|have|if|"
    r"in english|in korean)\b",
    re.IGNORECASE,
)
_SWAP_KO = re.compile(
    r"^(?P<what>(?:[\w·’'-]+\s){0,2}[\w·]+?)\s*(?:은|는)(?:요)?(?:\s*(?:어때|어떤가|어떤데|어떠|어땠)[가-힣]*)?\s*\?*$"
)
_ASKS_KO = re.compile("뭐|무엇|누구|누가|언제|어디|왜|얼마|몇|어떻게|어느|어떤|^그$|^그것$|^그거$|^이것$|^그녀$")


def language_wanted(text: str) -> str | None:
    """Return "en" or "ko" where the text asks for nothing but that language."""
    found = _LANGUAGE_EN.fullmatch(text.strip()) or _LANGUAGE_KO.fullmatch(text.strip())
    return _CODES.get(found.group("name").lower(), "ko") if found else None


def swapped_in(text: str) -> str:
    """Return what "and X?", "what about X?" or "X는?" puts in the place of something before; "" if it does no such."""
    text = text.strip()
    found = _SWAP_EN.match(text)
    if found:
        what = re.sub(r"^(?:about|for|with|from)\s+", "", found.group("what"))
        return "" if _NO_NOUN_EN.match(what) else what
    found = _SWAP_KO.match(LEADING.sub("", text))
    return found.group("what") if found and not _ASKS_KO.search(found.group("what")) else ""


def without_else(text: str) -> str:
    """Return the text without the words that ask for more."""
    return " ".join(_ELSE_WORDS.sub(" ", text).split())
