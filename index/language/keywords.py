"""Keywords: what a text is found by, beside its meaning.

A term is a plain string. Three kinds, told apart by their first character so that a question can weigh them apart:

- words: English stems ("export"), Korean morphemes without particles ("수출"), Latin words inside Korean ("h200");
- numbers: "#25", and with their unit "#25%", "#14일" (thousands separators dropped);
- sub-words: "~아모", pairs of neighbouring syllables of a Hangul (or other unspaced) run.

Kiwi may read a name one way in an article and another in a question (아모데이 / 아+모+데이+는); words that it took apart
are kept whole as well, and the sub-words are there so that both agree all the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.language import korean
from index.language.korean import HANGUL, Morpheme

__all__ = [
    "NUMBER", "SUBWORD", "Token", "carries_meaning", "content_of", "hangul_subwords", "is_function_word", "kind_of",
    "stem", "terms", "tokens",
]  # fmt: skip

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
    "하 되 있 없 않 같 보 이 것 수 등 때문 뭐 무엇 누구 어디 언제 왜 어떻 어떻게 얼마 얼마나 몇 말 관하 대하 위하 통하 따르 알리 알 그리고 "
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


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text that carries terms: a "word", a "code" (h200), a "number" or a "run" of unspaced script.

    The terms of a word, code or number name one thing, the most specific last; a run's are its sub-words.
    """

    kind: str
    start: int
    text: str
    terms: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order, function words left out; what Kiwi says of Hangul comes beside them."""
    for found in _TOKEN.finditer(text):
        kind, word = found.lastgroup or "", found.group()
        if kind == "word":
            if not is_function_word(word):
                yield Token(kind, found.start(), word, (stem(word),))
        elif kind == "run":
            yield Token(kind, found.start(), word, tuple(hangul_subwords(word)))
        elif kind == "code":
            yield Token(kind, found.start(), word, (word.lower(),))
        else:
            numbers = _number(found.group("number"), found.group("unit"))
            yield Token("number", found.start(), word, tuple(numbers))


def terms(text: str, morphemes: Sequence[Morpheme] | None = None, offset: int = 0) -> list[str]:
    """Return the terms of `text`, with repeats.

    `morphemes`, `offset` further on than in `text`, spare a second reading of Hangul.
    """
    found = [term for token in tokens(text) for term in token.terms]
    if korean.contains_hangul(text):
        read = korean.morphemes(text) if morphemes is None else morphemes
        found.extend(content_of(read))
        found.extend(korean.unread_names(text, read, 0 if morphemes is None else offset))
    return found


def content_of(morphemes: Sequence[Morpheme]) -> list[str]:
    """Return the forms of the morphemes that carry meaning."""
    return [morpheme.form for morpheme in morphemes if carries_meaning(morpheme)]


def carries_meaning(morpheme: Morpheme) -> bool:
    """Tell a noun, verb, adjective or adverb from particles, endings and words that only ask or connect."""
    return morpheme.tag.split("-")[0] in _KOREAN_CONTENT and not is_function_word(morpheme.form)


def _number(digits: str, unit: str | None) -> list[str]:
    number = NUMBER + digits.replace(",", "")
    return [number, number + unit] if unit else [number]


def hangul_subwords(run: str) -> list[str]:
    """Return the pairs of neighbouring syllables of an unspaced run; of one syllable, itself."""
    return [SUBWORD + run[i : i + 2] for i in range(len(run) - 1)] or [SUBWORD + run]
