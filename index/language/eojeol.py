"""A Hangul word between spaces, an eojeol, as Kiwi reads it: what it is without its particle, and whether it may name.

Kiwi reads a name it doesn't know one way in an article and another in a question; so what a word may be without
its particle is told here, and which of that an index holds is for others to look up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language import korean
from index.language.keywords import carries_meaning, is_function_word
from index.language.korean import HANGUL, PARTICLE, Morpheme

__all__ = ["SHORTEST_NAME", "Eojeol", "eojeols"]

SHORTEST_NAME = 2  # syllables
_LONG = 3  # syllables
_EOJEOL = re.compile(f"[{HANGUL}]+")
_TRAILING = ("J", "VC", "E")  # tags of particles, of the copula and of what ends it
_INFLECTED = ("VV", "VA", "VX", "XSV", "XSA")
_JOINED = ("J", "E", "VC", "X")


@dataclass(frozen=True, slots=True)
class Eojeol:
    """One word and the morphemes that begin in it; `start` is its place in the text."""

    text: str
    start: int
    morphemes: tuple[Morpheme, ...]

    @property
    def bare(self) -> str:
        """What stands before the particle or copula that Kiwi reads at the end; all of it where it reads none."""
        end = len(self.text)
        for morpheme in reversed(self.morphemes):
            if not morpheme.tag.startswith(_TRAILING):
                break
            if morpheme.tag.startswith(("J", "VC")):
                end = min(end, morpheme.start - self.start)
        return self.text[:end]

    def beginnings(self) -> list[str]:
        """Return what may be the word itself: all of it, and what a particle or the like follows, long before short.

        Nothing where it only asks, connects or counts (무엇을, 이유는, 년부터), nor of one syllable.
        """
        bare = self.bare
        if bare != self.text and (len(bare) < SHORTEST_NAME or is_function_word(bare)):
            return []
        particles = next((m.start - self.start for m in self.morphemes if m.tag.startswith("J")), len(self.text))
        found = [
            self.text[:length]
            for length in range(len(self.text), SHORTEST_NAME - 1, -1)
            if length == len(self.text) or PARTICLE.fullmatch(self.text[length:]) or length == particles
        ]
        return [word for word in found if not is_function_word(word)]

    def content(self, start: int) -> list[Morpheme]:
        """Return the morphemes from `start` on that carry meaning."""
        return [morpheme for morpheme in self.morphemes if morpheme.start >= start and carries_meaning(morpheme)]

    def reads(self, word: str) -> bool:
        """Tell whether Kiwi reads `word` in one piece."""
        return any(morpheme.form == word for morpheme in self.morphemes)

    def may_name(self) -> bool:
        """Tell whether Kiwi reads a proper noun, a noun as long as most it guesses, or odd pieces (아+모+데이).

        Every short noun sounds like somebody among 95,000 English names (전쟁 like Jantzen): sound isn't asked for one.
        """
        if any(morpheme.tag.startswith(_INFLECTED) for morpheme in self.morphemes):
            return False
        own = [morpheme for morpheme in self.morphemes if not morpheme.tag.startswith(_JOINED)]
        broken = len(own) > 1 and any(len(morpheme.form) == 1 for morpheme in own)
        return broken or any(morpheme.tag == "NNP" or len(morpheme.form) >= _LONG for morpheme in own)

    def names(self, word: str) -> bool:
        """Tell whether `word` of it is a proper noun to Kiwi, or one that Kiwi can't read in one piece."""
        whole = [morpheme for morpheme in self.morphemes if morpheme.form == word]
        if whole:
            return any(morpheme.tag == "NNP" for morpheme in whole)
        return not any(morpheme.tag.startswith(("NNG", "V")) for morpheme in self.morphemes[:1])


def eojeols(text: str) -> Iterator[Eojeol]:
    """Yield the Hangul words of `text` in order."""
    morphemes = korean.morphemes(text)
    for found in _EOJEOL.finditer(text):
        inside = tuple(morpheme for morpheme in morphemes if found.start() <= morpheme.start < found.end())
        yield Eojeol(found.group(), found.start(), inside)
