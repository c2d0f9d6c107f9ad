"""Names: which words of a text name somebody or something, and under which spellings else they are found.

Places and languages are translated by the Unicode locale data (CLDR, through Babel): North Korea = 북한, Chinese = 중국.
How names of an index are found in the other script stands in `namebook`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale

from index.language import korean
from index.language.keywords import is_function_word
from index.language.korean import HANGUL, PARTICLE, Morpheme

__all__ = ["is_country", "names_in", "translations"]

_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]*(?:[A-Z][^\W\d_]*)*\b")
_RUN = re.compile(f"[{HANGUL}]+")
_RUNS = re.compile(r"\b[A-Z][^\W\d_]*(?:[-’'][^\W\d_]+)*(?: [A-Z][^\W\d_]*(?:[-’'][^\W\d_]+)*)*")
_TOGETHER = (2, 3)  # words: Lee Jae-myung is 이재명, Xi Jinping 시진핑
_WORLD = "001"
_LONGEST = 24  # letters of several words that one Hangul word may stand for


def names_in(text: str, morphemes: Sequence[Morpheme] | None) -> set[str]:
    """Return the words of `text` that may be names: capitalised ones, Korean proper nouns, Hangul without particle.

    Two or three capitalised words in a row are a name too, since Hangul may write them as one.
    """
    found = {word for word in _CAPITALISED.findall(text) if len(word) > 1 and not is_function_word(word.lower())}
    found.update(_phrases(text))
    for morpheme in morphemes or ():
        if morpheme.tag in ("NNP", "NNG", "SL") and len(morpheme.form) > 1 and korean.contains_hangul(morpheme.form):
            found.add(morpheme.form)
    if morphemes:
        bare = (PARTICLE.sub("", run) for run in _RUN.findall(text))
        found.update(run for run in bare if 3 <= len(run) <= 8)
    return found


def _phrases(text: str) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        words = run.group().split()
        for count in _TOGETHER:
            for first in range(len(words) - count + 1):
                phrase = " ".join(words[first : first + count])
                if len(phrase) <= _LONGEST and not is_function_word(words[first].lower()):
                    yield phrase
        yield from (word for word in words if "-" in word and len(word) <= _LONGEST)


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Return lower-case names of places and languages with their names in the other language."""
    english, korean_ = Locale("en"), Locale("ko")
    found: dict[str, set[str]] = defaultdict(set)

    def pair(first: str, second: str) -> None:
        found[first.lower()].add(second)
        found[second.lower()].add(first)

    for code, name in english.territories.items():
        if code in korean_.territories and code != _WORLD:  # countries, and by their numbers continents
            translated = korean_.territories[code]
            for form in (name, *_adjectives(name)):
                found[form.lower()].update((translated, "한국" if translated == "대한민국" else translated))
            found[translated.lower()].add(name)
    for code, name in english.languages.items():
        translated = korean_.languages.get(code, "")
        if translated.endswith("어") and " " not in translated and " " not in name:
            found[name.lower()].add(translated.removesuffix("어"))
    for first, second in _SHORT_FORMS:
        pair(first, second)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _adjectives(country: str) -> Iterator[str]:
    """Yield what may be the adjective to a country of one word (Mexican, Iraqi, Vietnamese); most are none."""
    if country.isalpha() and len(country) > 3:
        yield from (f"{country}{ending}" for ending in ("n", "an", "ian", "i", "ese", "ish"))
        short = country.rstrip("aeoy")
        yield from (f"{short}{ending}" for ending in ("", "an", "ian", "ese", "ish", "ine"))


# Forms that CLDR doesn't have: how newspapers write them.
_SHORT_FORMS = (
    ("US", "미국"), ("U.S.", "미국"), ("USA", "미국"), ("America", "미국"), ("American", "미국"), ("UK", "영국"),
    ("Britain", "영국"), ("British", "영국"), ("South Korea", "한국"), ("Korea", "한국"), ("North Korea", "북한"),
    ("EU", "유럽연합"), ("European", "유럽"), ("UN", "유엔"), ("Seoul", "서울"), ("Beijing", "베이징"),
    ("Shanghai", "상하이"), ("Tokyo", "도쿄"), ("Hong Kong", "홍콩"), ("White House", "백악관"), ("Congress", "의회"),
    ("Fed", "연준"), ("NATO", "나토"), ("Samsung Electronics", "삼성전자"), ("Hyundai", "현대"),
    ("Swiss", "스위스"), ("Norwegian", "노르웨이"), ("Belgian", "벨기에"), ("Filipino", "필리핀"), ("Philippine", "필리핀"),
    ("Palestinian", "팔레스타인"), ("Saudi", "사우디"), ("England", "잉글랜드"), ("Scottish", "스코틀랜드"), ("Arab", "아랍"),
    ("Roman", "로마"), ("Jewish", "유대인"), ("Jew", "유대인"), ("Muslim", "무슬림"), ("Muslim", "이슬람"), ("Islamic", "이슬람"),
    ("Christian", "기독교"), ("Catholic", "가톨릭"), ("Buddhist", "불교"), ("Olympic", "올림픽"), ("Olympics", "올림픽"),
)  # fmt: skip


def translations(name: str) -> tuple[str, ...]:
    """Return a place's or a language's name in the other language; () where CLDR has none."""
    return _places().get(name.lower(), ())


@cache
def _countries() -> frozenset[str]:
    """Return lower-case names of countries in English and Korean."""
    names = {
        locale.territories[code].lower()
        for locale in (Locale("en"), Locale("ko"))
        for code in locale.territories
        if str(code).isalpha() and code not in _UNIONS
    }
    return frozenset(names | _MORE_COUNTRIES)


_UNIONS = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")  # of countries, or none
_MORE_COUNTRIES = frozenset((
    "america", "britain", "czech republic", "england", "scotland", "south korea", "turkey", "u.k.", "u.s.", "uk",
    "us", "usa", "wales", "남한", "북한", "소련", "스코틀랜드", "웨일스", "잉글랜드", "조선민주주의인민공화국", "한국",
))  # fmt: skip


def is_country(name: str) -> bool:
    """Tell whether a name is a country's, in English or Korean; 청나라 says so itself."""
    return name.lower() in _countries() or (len(name) > _KIND and name.endswith("나라"))


_KIND = 2  # syllables of 나라
