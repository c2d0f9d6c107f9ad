"""The names of one index, and under which spellings else each is found there.

Three sources, in order: spellings that belong together (stated in an article, or listed by the administrator), then
names that sound alike in the other script, then, for a name that the index doesn't hold, one a vowel away in its own.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz, process

from index.language.aliases import pairs_of
from index.language.korean import contains_hangul
from index.language.likeness import ALIKE, likeness, sounds_in_hangul
from index.language.soundkeys import hangul_key, latin_keys
from index.language.sounds import similarity, skeleton, sound_of

__all__ = ["NameBook"]

_CANDIDATES = 24  # names compared letter by letter
_VOICELESS = str.maketrans("GDBCE", "KTPJo", "_")
_CLOSE = 0.02  # behind the best one
_VARIED = 4  # consonants; shorter words are other words: 청자 and 종자
_VARIANT = 0.9  # 알트만 and 올트먼
_OFTEN = 3  # times rarer than the commonest, a stated spelling is a slip
_KOREAN_NAME = 3  # syllables: 김정은 and 김정인 are two people
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마"
    "길연위표명기반왕금옥육인맹제모탁국어은편용"
)


class NameBook:
    """The names of one index; immutable but for what it remembers.

    `stated` counts how many articles state a pair of spellings; `groups` are the administrator's.
    """

    def __init__(
        self, surfaces: Iterable[str], stated: Mapping[tuple[str, str], int] | None = None,
        groups: Iterable[Sequence[str]] = (),
    ) -> None:  # fmt: skip
        scripts: dict[bool, list[str]] = {True: [], False: []}
        for surface in {surface.lower(): surface for surface in sorted(surfaces)}.values():
            scripts[contains_hangul(surface)].append(surface)
        self._sounding = {hangul: _Sounding(held, hangul=hangul) for hangul, held in scripts.items()}
        self._partners = _partners(stated or {}, groups)
        self._known: dict[str, tuple[str, ...]] = {}

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return how else the index, or the administrator, writes `name`; the surest first."""
        if name not in self._known:
            self._known[name] = tuple(dict.fromkeys((*self.together(name), *self._sounding_like(name))))
        return self._known[name]

    def variants(self, name: str) -> tuple[str, ...]:
        """Return the names in the same script that differ from `name` by hardly more than a vowel."""
        hangul = contains_hangul(name)
        if hangul and len(name) <= _KOREAN_NAME and name[:1] in _SURNAMES:
            return ()
        sounds = sound_of(name)
        others = self._sounding[hangul].near(name) if len(skeleton(sounds)) >= _VARIED else ()
        close = ((similarity(sounds, sound_of(other)), other) for other in others if other != name)
        return tuple(other for score, other in sorted(close, reverse=True) if score >= _VARIANT)

    def together(self, name: str) -> tuple[str, ...]:
        """Return the spellings stated or listed for a name, then those of these (국제원자력기구, IAEA, its full name)."""
        own = self._partners.get(name.lower(), ())
        further = (other for partner in own for other in self._partners.get(partner.lower(), ()))
        return tuple(dict.fromkeys((*own, *(other for other in further if other.lower() != name.lower()))))

    def _sounding_like(self, name: str) -> tuple[str, ...]:
        hangul = contains_hangul(name)
        near = self._sounding[not hangul].near(name)
        scored = [(likeness(other, name, ALIKE) if hangul else likeness(name, other, ALIKE), other) for other in near]
        best = max((score for score, _ in scored), default=0.0)
        return tuple(other for score, other in sorted(scored, reverse=True) if score >= max(ALIKE, best - _CLOSE))


class _Sounding:
    """Names of one script, found by their sound keys; numbers rather than strings, since there may be 100,000."""

    def __init__(self, surfaces: Sequence[str], *, hangul: bool) -> None:
        self._surfaces = surfaces
        self._sounds: list[str] = []
        keys, owners = array("L"), array("L")
        for place, surface in enumerate(surfaces):
            sounds, own = _keys(surface, hangul=hangul)
            self._sounds.append(sounds)
            for key in own:
                keys.append(crc32(key.encode()))
                owners.append(place)
        order = np.argsort(np.array(keys, np.uint32), kind="stable")
        self._keys, self._owners = np.array(keys, np.uint32)[order], np.array(owners, np.uint32)[order]

    def near(self, name: str) -> list[str]:
        """Return the names that may sound like `name`, the likeliest by all their sounds."""
        sounds, own = _keys(name, hangul=contains_hangul(name))
        hashes = np.array([crc32(key.encode()) for key in own], np.uint32)
        first, last = (np.searchsorted(self._keys, hashes, side) for side in ("left", "right"))
        places = {int(place) for low, high in zip(first, last, strict=True) for place in self._owners[low:high]}
        met = sorted(places)
        if len(met) > _CANDIDATES:
            scores = process.cdist([sounds], [self._sounds[place] for place in met], scorer=fuzz.ratio)[0]
            met = [met[rank] for rank in np.argsort(-scores, kind="stable")[:_CANDIDATES]]
        return [self._surfaces[place] for place in met]


def _keys(name: str, *, hangul: bool) -> tuple[str, frozenset[str]]:
    """Return the sounds of a name, voice aside, and its keys."""
    if hangul:
        sounds, keys = sounds_in_hangul(name), frozenset({hangul_key(name)})
    else:
        sounds, keys = latin_keys(name)
    return sounds.translate(_VOICELESS), keys


def _partners(stated: Mapping[tuple[str, str], int], groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the other spellings of each, the administrator's first; what is stated far more rarely is left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (first, second), times in stated.items():
        counts[first.lower()][second] += times
        counts[second.lower()][first] += times
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for first, second in pairs_of(group):
            found[first.lower()].append(second)
            found[second.lower()].append(first)
    for name, others in counts.items():
        most = max(others.values())
        found[name].extend(other for other, times in others.most_common() if times * _OFTEN >= most)
    return {name: tuple(dict.fromkeys(others)) for name, others in found.items()}
