"""What a question wants: in which language, and whether it asks for somebody's words, whose, and about what."""

import re
from dataclasses import dataclass

from index.language import korean

__all__ = ["Question", "understand"]

_SAYING_EN = (
    "say|says|said|saying|tell|told|claim|claimed|warn|warned|argue|argued|admit|admitted|admits|announce|announced|"
    "comment|commented|comments|remark|remarks|explain|explained|quote|quoted|quotes|statement|words|call|called|"
    "describe|described|compare|compared|deny|denied|criticise|criticised|criticize|criticized|promise|promised|"
    "predict|predicted|think|thinks"
)
_ASKS_EN = re.compile(
    rf"\b(?:what|which|how|who|why)\b.*\b(?:{_SAYING_EN})\b|"
    r"\b(?:quotes?|statements?|remarks?|comments?) (?:by|from|of)\b",
    re.IGNORECASE,
)
_ASKS_KO = re.compile(
    "뭐라|무슨 말|무엇이라|뭐래|어떤 말|어떻게 (?:말|평가|설명|비유|표현)|"
    "(?:말|언급|주장|경고|비판|발언|인정|설명|평가|비유|강조|지적|반박|밝|답변?|예상|전망|약속|묘사|표현)"
    "(?:했|혔|한|하|은|을|이)?(?:나|니|어|지|냐|는가|는지|나요|습니까|어요|던가|니까)?\\s*[?？]?$"
)
_PLAIN_EN = frozenset("say says said saying tell told words statement quotes quote remarks comments comment".split())
_SPEAKER_EN = re.compile(
    r"\b(?:what|which|how|why)\b(?: else| exactly| words| things)*\s(?:(?:did|does|do|has|have|had|is|was|would)\s)?"
    rf"(?P<who>(?!it\b|there\b)[^?]{{2,80}}?)\s(?:(?:ever|also|recently|just|publicly|"
    rf"lately)\s)?(?P<verb>{_SAYING_EN})\b",
    re.IGNORECASE,
)
_WORDS_EN = re.compile(
    r"\b(?P<verb>quotes?|statements?|remarks?|comments?|words)\s(?:by|from|"
    r"of)\s(?P<who>[^?]{2,80}?)(?=\s(?:about|on|to|in|since|"
    r"after|before|during|regarding)\b|[?.!]*$)",
    re.IGNORECASE,
)
_SPEAKER_KO = re.compile(
    r"(?:^|(?:대해|대해서|관해|관련해|두고|에서|에게|보고)\s)(?P<who>(?:\S+\s){0,4}?\S+?)(?:께서는|께서|은|는|이|가)\s"
)
_WORDS_KO = re.compile(
    r"(?P<who>(?:\S+\s){0,3}?\S+?)(?:의|이|가)?\s(?:발언|말|한 말|했던 말)(?:은|을|이|들)?(?:\s|\?|$)"
)
_ASKING_KO = re.compile(
    r"뭐라고?|무슨 말을?|무엇이?라고|뭐래|어떤 말을?|(?:말|언급)?(?:했|하였|한|했었)(?:나요?|니|어요?|지|냐|습니까|던가|을까)|말(?:을|이)?|하나요|하니|알려 ?줘"
)
_ADDRESSED = re.compile(r"^(?:(?!about\b|of\b|on\b|that\b).)+")  # whom one tells it
_PRONOUNS = frozenset(
    "he she they it we you i who people anyone somebody someone everyone 그 그녀 그들 누가 누구".split()
)
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its answer needs it; `language` is that of the reply's own words: "ko" or "en"."""

    text: str
    language: str
    wants_speech: bool
    speaker: str = ""  # whose words, as the question puts it
    topic: str = ""  # what is left of the question: what the words are about, to whom, on what occasion


def understand(text: str, language: str | None = None) -> Question:
    """Understand a question; `language` overrides the one it is written in.

    Raises ValueError for one that is blank or longer than 2,000 characters.
    """
    text = " ".join(text.split())
    if not text:
        raise ValueError("the question is empty")
    if len(text) > _LONGEST:
        raise ValueError(f"the question has {len(text):,} characters; at most {_LONGEST:,} are read")
    hangul = korean.contains_hangul(text)
    wants_speech = bool((_ASKS_KO if hangul else _ASKS_EN).search(text))
    chosen = language if language in ("ko", "en") else None
    speaker, topic = (_asked_in_korean if hangul else _asked_in_english)(text) if wants_speech else ("", "")
    return Question(text, chosen or ("ko" if hangul else "en"), wants_speech, speaker, topic)


def _asked_in_english(text: str) -> tuple[str, str]:
    for pattern in (_SPEAKER_EN, _WORDS_EN):
        found = pattern.search(text)
        if found and found.group("who").lower() not in _PRONOUNS:
            return found.group("who"), _topic(text[found.end() :], found.group("verb"))
    return "", ""


def _topic(rest: str, verb: str) -> str:
    """Return what a question asks beyond the speaker; a telling verb is a part of it (admit, compare)."""
    rest = rest.strip(" ?.!")
    if verb.lower() in ("tell", "told"):
        rest = _ADDRESSED.sub("", rest)
    return rest if rest or verb.lower() in _PLAIN_EN else verb


def _asked_in_korean(text: str) -> tuple[str, str]:
    for pattern in (_WORDS_KO, _SPEAKER_KO):
        found = pattern.search(text)
        if found and found.group("who") not in _PRONOUNS:
            rest = _ASKING_KO.sub("", text[: found.start("who")] + text[found.end() :])
            return found.group("who"), rest.strip(" ?.!,")
    return "", ""
