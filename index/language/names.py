"""Names: which words of a text name somebody or something, and under which spellings else they are found.

Two sources of spellings: places and languages as the Unicode locale data (CLDR, through Babel) translate them
(North Korea = 북한, Chinese = 중국), and names of the index itself that sound alike in the other script
(Amodei = 아모데이, see `sounds`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from babel import Locale
from rapidfuzz import fuzz, process

from index.language import korean
from index.language.keywords import is_function_word
from index.language.korean import HANGUL, PARTICLE, Morpheme
from index.language.sounds import similarity, skeleton, sound_of

__all__ = ["NameBook", "names_in", "translations"]

_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]*(?:[A-Z][^\W\d_]*)*\b")
_RUN = re.compile(f"[{HANGUL}]+")
_ALIKE = 0.84  # measured on 55 Korean-English name pairs and all their cross pairs: 51 found, 3 wrong
_SKELETONS_ALIKE = 60.0  # of 100; candidates below are not compared
_CANDIDATES = 200


def names_in(text: str, morphemes: Sequence[Morpheme] | None) -> set[str]:
    """Return the words of `text` that may be names: capitalised ones, Korean proper nouns, Hangul without particle."""
    found = {word for word in _CAPITALISED.findall(text) if len(word) > 1 and not is_function_word(word.lower())}
    for morpheme in morphemes or ():
        if morpheme.tag in ("NNP", "NNG", "SL") and len(morpheme.form) > 1 and korean.contains_hangul(morpheme.form):
            found.add(morpheme.form)
    if morphemes:
        bare = (PARTICLE.sub("", run) for run in _RUN.findall(text))
        found.update(run for run in bare if 3 <= len(run) <= 8)
    return found


class NameBook:
    """The names of one index, to be asked for spellings in the other script; immutable."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._by_skeleton: dict[bool, dict[str, list[str]]] = {True: defaultdict(list), False: defaultdict(list)}
        for surface in surfaces:
            key = skeleton(sound_of(surface))
            if len(key) > 1:
                self._by_skeleton[korean.contains_hangul(surface)][key].append(surface)
        self._known: dict[str, tuple[str, ...]] = {}

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return the names of the index, in the other script, that sound like `name`; the best first."""
        if name not in self._known:
            self._known[name] = self._search(name)
        return self._known[name]

    def _search(self, name: str) -> tuple[str, ...]:
        sounds = sound_of(name)
        key = skeleton(sounds)
        others = self._by_skeleton[not korean.contains_hangul(name)]
        if len(key) < 2 or not others:
            return ()
        near = process.extract(key, others.keys(), scorer=fuzz.ratio, score_cutoff=_SKELETONS_ALIKE, limit=_CANDIDATES)
        scored = [
            (similarity(sounds, sound_of(surface)), surface)
            for candidate, _, _ in near
            for surface in others[candidate]
        ]
        best = max((score for score, _ in scored), default=0.0)
        return tuple(surface for score, surface in sorted(scored, reverse=True) if score >= max(_ALIKE, best - 0.03))


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Return lower-case names of places and languages with their names in the other language."""
    english, korean_ = Locale("en"), Locale("ko")
    found: dict[str, set[str]] = defaultdict(set)

    def pair(first: str, second: str) -> None:
        found[first.lower()].add(second)
        found[second.lower()].add(first)

    for code, name in english.territories.items():
        if code.isalpha() and code in korean_.territories:
            translated = korean_.territories[code]
            pair(name, translated)
            pair(name, "한국" if translated == "대한민국" else translated)
    for code, name in english.languages.items():
        translated = korean_.languages.get(code, "")
        if translated.endswith("어") and " " not in translated and " " not in name:
            found[name.lower()].add(translated.removesuffix("어"))
    for first, second in _SHORT_FORMS:
        pair(first, second)
    return {name: tuple(sorted(others)) for name, others in found.items()}


# Short forms that CLDR doesn't have: how newspapers write them.
_SHORT_FORMS = (
    ("US", "미국"), ("U.S.", "미국"), ("USA", "미국"), ("America", "미국"), ("American", "미국"), ("UK", "영국"),
    ("Britain", "영국"), ("British", "영국"), ("South Korea", "한국"), ("Korea", "한국"), ("North Korea", "북한"),
    ("EU", "유럽연합"), ("European", "유럽"), ("UN", "유엔"), ("Seoul", "서울"), ("Beijing", "베이징"),
    ("Shanghai", "상하이"), ("Tokyo", "도쿄"), ("Hong Kong", "홍콩"), ("White House", "백악관"), ("Congress", "의회"),
    ("Fed", "연준"), ("NATO", "나토"), ("Samsung Electronics", "삼성전자"), ("Hyundai", "현대"),
)  # fmt: skip


def translations(name: str) -> tuple[str, ...]:
    """Return a place's or a language's name in the other language; () where CLDR has none."""
    return _places().get(name.lower(), ())
