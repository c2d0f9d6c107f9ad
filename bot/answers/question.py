"""What a question wants: in which language, and whether it asks for somebody's words."""

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
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its answer needs it; `language` is that of the reply's own words: "ko" or "en"."""

    text: str
    language: str
    wants_speech: bool


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
    return Question(text, chosen or ("ko" if hangul else "en"), wants_speech)
