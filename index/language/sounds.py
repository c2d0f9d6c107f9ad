"""Names by their sound, so that Amodei finds 아모데이 and 딥시크 finds DeepSeek.

Plain romanisation is not enough (딥시크 -> dibsikeu), so both scripts are brought to one coarse alphabet of sounds,
the one that Korean keeps apart when it borrows a foreign name: K G T D P B C S H N M L R and the vowels a e i o u.
`similarity` then aligns two such strings; consonants weigh, vowels and an R after a vowel hardly do.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["similarity", "skeleton", "sound_of"]

_INITIALS = "G K N D D L M B B S S - C C C K T P H".split()
_VOWELS = "a e a e o e o e o ua ue e o u uo ue ui u - i i".split()
_FINALS = "- K K K N N N T L L L L L L L L M P P T T N T T K T P T".split()
_LATIN = [
    (r"(?<=[a-z])(?:ough|augh)", "o"), (r"tch|dge|dg", "C"), (r"sch|sh", "S"), (r"ch", "C"), (r"ph", "P"),
    (r"th", "T"), (r"ck|qu?", "K"), (r"igh", "i"), (r"gh", "G"), (r"kh", "K"), (r"x", "KS"),
    (r"ts|tz|zz", "C"), (r"^kn", "N"),
    (r"^wr", "R"),
    (r"ng", "N"), (r"c(?=[eiy])", "S"), (r"[ck]", "K"), (r"g", "G"), (r"d", "D"), (r"t", "T"),
    (r"[bv]", "B"), (r"[pf]", "P"), (r"[jz]", "C"), (r"s", "S"),
    (r"n", "N"), (r"m", "M"), (r"l", "L"), (r"r", "R"), (r"h", "H"), (r"(?<=[A-Z])e$", ""), (r"ee|ea|ie", "i"),
    (r"oo|ou", "u"), (r"ai|ay|ae", "e"), (r"w", "u"), (r"y", "i"),
]  # fmt: skip
_LATIN_RULES = [(re.compile(pattern), sound) for pattern, sound in _LATIN]
_VOWEL = frozenset("aeiou")
_RELATED = {
    frozenset(pair): cost
    for pair, cost in {
        "KG": 0.3, "TD": 0.3, "PB": 0.3, "LR": 0.0, "TS": 0.4, "SC": 0.4, "DS": 0.6, "KC": 0.6, "GC": 0.5, "TC": 0.6,
        "DC": 0.6, "NM": 0.6, "PH": 0.7, "KH": 0.7,
    }.items()
}  # fmt: skip
_VOWEL_CHANGE = 0.2
_VOWEL_EXTRA = 0.25
_LIGHT = {"R": 0.2, "H": 0.4}
_COARSE = str.maketrans("GDBR", "KTPL", "aeiouH")


@lru_cache(maxsize=8_192)
def sound_of(name: str) -> str:
    """Return the sounds of a name in Hangul or Latin letters; "" where there are none to tell."""
    sounds = "".join(_hangul(c) if "가" <= c <= "힣" else c for c in name)
    if sounds == name:
        sounds = _latin(name)
    return re.sub(r"([A-Za-z])\1+", r"\1", sounds)


def _hangul(syllable: str) -> str:
    rest, final = divmod(ord(syllable) - 0xAC00, 28)
    initial, vowel = divmod(rest, 21)
    return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("-", "")


def _latin(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower())
    sounds = re.sub(r"[^a-z]", "", plain)
    for pattern, sound in _LATIN_RULES:
        sounds = pattern.sub(sound, sounds)
    return sounds


def skeleton(sounds: str) -> str:
    """Return the consonants alone, voiced and unvoiced, L and R as one: the key under which candidates are found."""
    consonants = sounds.translate(_COARSE)
    return re.sub(r"(.)\1+", r"\1", consonants)


def similarity(first: str, second: str) -> float:
    """Return how alike two strings of sounds are, 0 to 1, by a weighted edit distance over their weight."""
    if not first or not second:
        return 0.0
    row = [0.0]
    for sound in second:
        row.append(row[-1] + _extra(sound))
    for a in first:
        above, row = row, [row[0] + _extra(a)]
        for j, b in enumerate(second, 1):
            row.append(min(above[j - 1] + _change(a, b), above[j] + _extra(a), row[-1] + _extra(b)))
    weight = max(_weight(first), _weight(second))
    return max(0.0, 1.0 - row[-1] / weight)


def _weight(sounds: str) -> float:
    return sum(0.5 if sound in _VOWEL else 1.0 for sound in sounds)


def _extra(sound: str) -> float:
    return _VOWEL_EXTRA if sound in _VOWEL else _LIGHT.get(sound, 1.0)


def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a in _VOWEL and b in _VOWEL:
        return _VOWEL_CHANGE
    return _RELATED.get(frozenset((a, b)), 1.2)
