"""Keys under which names that may sound alike meet, whatever their script: the consonants, coarsely.

A name in Hangul has one key. One in Latin letters has a few, one for each likely way to read it (c as K or as S).
"""

import re
from functools import cache

from index.language.likeness import edged, sounds_in_hangul, table

__all__ = ["hangul_key", "latin_keys"]

_COARSE = str.maketrans("GDBJCQ", "KTPSSN", "aeEoui_ywH")
_LIKELY = 0.26  # what a reading may cost to count
_MOST = 10  # keys of a name
_NO_CONSONANTS = "-"  # Hawaii
_REPEATED = re.compile(r"(.)\1+")


def hangul_key(name: str) -> str:
    """Return the key of a name in Hangul."""
    return _coarse(sounds_in_hangul(name)) or _NO_CONSONANTS


def latin_keys(name: str) -> tuple[str, frozenset[str]]:
    """Return the likeliest sounds of a name in Latin letters, and its keys."""
    groups, ways_of, likeliest = _groups()
    found, parts = [(0.0, "")], groups.findall(edged(name))
    for part in parts:
        ways = ways_of[part]
        if len(ways) == 1:
            found = [(cost, key + ways[0][1]) for cost, key in found]
        else:
            found = sorted((cost + more, key + sounds) for cost, key in found for more, sounds in ways)[:_MOST]
    keys = frozenset(_REPEATED.sub(r"\1", key) or _NO_CONSONANTS for _, key in found)
    return "".join(map(likeliest.__getitem__, parts)), keys


def _coarse(sounds: str) -> str:
    return _REPEATED.sub(r"\1", sounds.translate(_COARSE))


@cache
def _groups() -> tuple[re.Pattern[str], dict[str, tuple[tuple[float, str], ...]], dict[str, str]]:
    """Return what finds groups of letters, the longest first; the likely coarse sounds of each; its likeliest sound."""
    ways_of, likeliest = {}, {}
    for letters, ways in table().items():
        cheapest = min(cost for _, cost in ways)
        coarse: dict[str, float] = {}
        for sounds, cost in ways:
            if cost <= max(_LIKELY, cheapest):
                key = _coarse(sounds)
                coarse[key] = min(cost, coarse.get(key, cost))
        ways_of[letters] = tuple(sorted((cost, key) for key, cost in coarse.items()))
        likeliest[letters] = next(sounds for sounds, cost in ways if cost == cheapest)
    longest_first = sorted((re.escape(letters) for letters in ways_of if letters != "|"), key=len, reverse=True)
    return re.compile("|".join(longest_first)), ways_of, likeliest
