"""How alike a name in Latin letters and one in Hangul sound: the cheapest reading of the letters as those syllables.

English, Romance, German, Slavic names, pinyin and both romanisations of Korean are read by one table, `letters.tsv`:
the same letters may sound in several ways, each at its cost, and the alignment takes what fits. An 으 that Hangul
needs between consonants costs next to nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["ALIKE", "edged", "likeness", "sounds_in_hangul", "table"]

_INITIALS = "G K N D T R M B P S S - J C C K T P H".split()
_VOWELS = "a e ya ye E e yE ye o wa we we yo u wE we wi yu _ _i i".split()
_FINALS = "- G G GS N NJ N D R RG RM RB RS RT RP R M B BS T T Q T T G T B -".split()
_VOWEL_LETTERS, _VOWEL_SOUNDS, _GLIDES = frozenset("aeiouy"), frozenset("aeEoui_"), frozenset("yw")
_ADDED = {"_": 0.03, "y": 0.1, "w": 0.2, "i": 0.3, "H": 0.7}  # sounds that no letter stands for
_ADDED_VOWEL, _DROPPED_VOWEL, _OTHER_VOWEL = 0.45, 0.45, 0.45
_ADDED_CONSONANT, _DROPPED_CONSONANT, _OTHER_CONSONANT = 1.0, 1.0, 1.2
_UNCERTAIN = 0.12  # of every name: short ones agree by chance
_VOWEL_WEIGHT = 0.4
ALIKE = 0.86  # measured by benchmarks/names.py: where precision on the tune half is 99%
_TURNED = 0.01  # given name and surname in the other order
_FAR = 1e9
_OTHER = re.compile("[^a-z]+")
Readings = tuple[tuple[tuple[int, str, float], ...], ...]


@cache
def table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the ways to sound of each group of letters."""
    lines = files(__package__).joinpath("letters.tsv").read_text(encoding="utf-8").splitlines()
    ways_of = {}
    for letters, ways in (line.split("\t") for line in lines if not line.startswith("#")):
        pairs = (way.split(":") for way in ways.split())
        ways_of[letters] = tuple((sound.replace("-", ""), float(cost)) for sound, cost in pairs)
    return ways_of


@lru_cache(maxsize=8_192)
def sounds_in_hangul(name: str) -> str:
    """Return the sounds of the syllables of a name, as in `letters.tsv`; whatever isn't Hangul has none."""
    sounds = "".join(_syllable(character) for character in name if "가" <= character <= "힣")
    return re.sub(r"([A-Z])\1+", r"\1", sounds)


def _syllable(character: str) -> str:
    rest, final = divmod(ord(character) - 0xAC00, 28)
    initial, vowel = divmod(rest, 21)
    return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("-", "")


def likeness(latin: str, hangul: str, at_least: float = 0.0) -> float:
    """Return how alike two names sound, 0 to 1, whichever comes first in each, surname or given name.

    What is below `at_least` may be said to be 0, sooner.
    """
    sounds = sounds_in_hangul(hangul)
    if not sounds:
        return 0.0
    weight = sum(_VOWEL_WEIGHT if sound in _VOWEL_SOUNDS else 1.0 for sound in sounds if sound not in _GLIDES)
    most = (1.0 - at_least) * max(weight, 1.0) - _UNCERTAIN
    orders = enumerate(_orders(latin))
    best = min(cost(read_letters(order), sounds, most) + _TURNED * turned for turned, order in orders)
    return max(0.0, 1.0 - (best + _UNCERTAIN) / max(weight, 1.0))


def _orders(latin: str) -> Iterator[str]:
    words = latin.split()
    yield latin
    if len(words) > 1:
        yield " ".join((words[-1], *words[:-1]))


@lru_cache(maxsize=2_048)
def read_letters(name: str) -> Readings:
    """Return, for each letter of a name, the groups that begin there: length, sound and cost."""
    letters = edged(name)
    return tuple(tuple(_readings(letters, place)) for place in range(len(letters)))


def edged(name: str) -> str:
    """Return the letters a to z of a name, with | at the edges of its words."""
    plain = name.lower().replace("’", "").replace("'", "").replace(".", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return f"|{_OTHER.sub('|', plain).strip('|')}|"


def _readings(letters: str, place: int) -> Iterator[tuple[int, str, float]]:
    ways_of = table()
    for length in range(1, 8):
        for sound, price in ways_of.get(letters[place : place + length], ()) if place + length <= len(letters) else ():
            edge = length > 1 and letters[place + length - 1] == "|"
            yield length - (edge and place + length < len(letters)), sound, price
    letter = letters[place]
    if letter == letters[place - 1] and place:
        yield 1, "", 0.02
    elif letter == "|":
        if place and letters[place - 1 : place] == letters[place + 1 : place + 2]:
            yield 2, "", 0.02
    else:
        yield 1, "", _DROPPED_VOWEL if letter in _VOWEL_LETTERS else _DROPPED_CONSONANT
    if letter != "|":
        yield (1, "*", _OTHER_VOWEL) if letter in _VOWEL_LETTERS else (1, "#", _OTHER_CONSONANT)


def cost(readings: Readings, sounds: str, most: float) -> float:
    """Return what the cheapest reading costs that gives `sounds`; what costs more than `most` is as good as none."""
    size, places = len(sounds), _places(sounds)
    added = [_ADDED.get(s, _ADDED_VOWEL if s in _VOWEL_SOUNDS else _ADDED_CONSONANT) for s in sounds]
    rows = [[_FAR] * (size + 1) for _ in range(len(readings) + 1)]
    rows[0][0] = 0.0
    for at, ways in enumerate(readings):
        row = rows[at]
        _add(row, added)
        live = {j for j, spent in enumerate(row) if spent <= most}
        for length, sound, price in ways if live else ():
            target, step = rows[at + length], len(sound)
            for j in live.intersection(places.get(sound) or _find(sounds, sound, places)) if sound else live:
                total = row[j] + price
                if total < target[j + step]:
                    target[j + step] = total
    _add(rows[-1], added)
    return rows[-1][-1]


def _add(row: list[float], added: list[float]) -> None:
    for j, price in enumerate(added):
        if row[j] + price < row[j + 1]:
            row[j + 1] = row[j] + price


def _places(sounds: str) -> dict[str, list[int]]:
    """Return where any vowel (*) and any consonant (#) stands."""
    vowels = [j for j, sound in enumerate(sounds) if sound in _VOWEL_SOUNDS]
    consonants = [j for j, sound in enumerate(sounds) if sound not in _VOWEL_SOUNDS and sound not in _GLIDES]
    return {"*": vowels, "#": consonants}


def _find(sounds: str, sound: str, places: dict[str, list[int]]) -> list[int]:
    places[sound] = [j for j in range(len(sounds)) if sounds.startswith(sound, j)]
    return places[sound]
