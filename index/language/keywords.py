"""Keywords: what a text is found by, beside its meaning.

A term is a plain string. Three kinds, told apart by their first character so that a question can weigh them apart:

- words: English stems ("export"), Korean morphemes without particles ("수출"), Latin words inside Korean ("h200");
- numbers: "#25", and with their unit "#25%", "#14일" (thousands separators dropped);
- sub-words: "~아모", pairs of neighbouring syllables of a Hangul (or other unspaced) run.

Kiwi may read a name one way in an article and another in a question (아모데이 / 아+모+데이+는); the sub-words are
there so that both agree all the same.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import Stemmer

from index.language import korean
from index.language.korean import HANGUL, Morpheme

__all__ = ["NUMBER", "SUBWORD", "is_function_word", "kind_of", "stem", "terms"]

NUMBER = "#"
SUBWORD = "~"

_UNSPACED = f"{HANGUL}\u3040-\u30ff\u4e00-\u9fff"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TOKEN = re.compile(
    rf"(?P<code>[^\W\d_{_UNSPACED}]+\d[\w]*?(?=[{_UNSPACED}]|\b))"
    rf"|(?P<number>{_NUMBER})(?P<unit>%p?|[{HANGUL}](?![{HANGUL}])|[천만억조]*(?:원|달러|명|개|년|월|일|위안|퍼센트))?"
    rf"|(?P<run>[{_UNSPACED}]+)"
    rf"|(?P<word>[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_{_UNSPACED}]+)?)"
)
_KOREAN_CONTENT = ("NNG", "NNP", "XR", "VV", "VA", "MAG", "NR", "SH", "UN")
_FUNCTION_WORDS = frozenset(
    """a about above after again all also am an and any are as at be been before being below between both but by can
    could did do does doing down during each few for from further get gets got had has have having he her here hers him
    his how i if in into is it its itself just let many me more most much my no nor not now of off on once only or other
    our out over own same she should so some such than that the their them then there these they this those through to
    too under until up us very was we were what when where which while who whom whose why will with would you your
    tell say says said talk think""".split()
)
_KOREAN_FUNCTION = frozenset(
    "하 되 있 없 않 같 보 이 것 수 등 때문 뭐 무엇 누구 어디 언제 왜 어떻 어떻게 얼마 몇 말 관하 대하 위하 통하 따르 알리 알 그리고 "
    "그러나 또 가장 더 어떤 무슨 누가 어느 다음 중 뭐라 이유 때".split()
)
_ENGLISH = Stemmer.Stemmer("english", 50_000)


def kind_of(term: str) -> str:
    """Return "number", "subword" or "word"."""
    return {NUMBER: "number", SUBWORD: "subword"}.get(term[0], "word")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of one word in any case; the possessive ending goes too."""
    word = word.lower().replace("’", "'")
    return str(_ENGLISH.stemWord(word.removesuffix("'s")))


def is_function_word(word: str) -> bool:
    """Tell whether a word or a Korean morpheme asks or connects rather than names; "US" names, "us" doesn't."""
    abbreviation = len(word) > 1 and word.isupper()
    return (word.lower() in _FUNCTION_WORDS and not abbreviation) or word in _KOREAN_FUNCTION


def terms(text: str, morphemes: Sequence[Morpheme] | None = None) -> list[str]:
    """Return the terms of `text`, with repeats, in order of kind; `morphemes` spares a second reading of Hangul."""
    found: list[str] = []
    hangul = False
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "word":
            if not is_function_word(token.group()):
                found.append(stem(token.group()))
        elif kind == "run":
            run = token.group()
            hangul = hangul or korean.contains_hangul(run)
            found.extend(_subwords(run))
        elif kind == "code":
            found.append(token.group().lower())
        else:
            found.extend(_number(token.group("number"), token.group("unit")))
            hangul = hangul or korean.contains_hangul(token.group())
    if hangul:
        found.extend(_korean(korean.morphemes(text) if morphemes is None else morphemes))
    return found


def _number(digits: str, unit: str | None) -> list[str]:
    number = NUMBER + digits.replace(",", "")
    return [number, number + unit] if unit else [number]


def _subwords(run: str) -> list[str]:
    return [SUBWORD + run[i : i + 2] for i in range(len(run) - 1)] or [SUBWORD + run]


def _korean(morphemes: Sequence[Morpheme]) -> list[str]:
    return [m.form for m in morphemes if m.tag.split("-")[0] in _KOREAN_CONTENT and not is_function_word(m.form)]
