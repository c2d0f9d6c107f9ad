"""Korean, through Kiwi: sentence ends and morphemes in one pass.

Kiwi is loaded at the first Hangul that is met, once a process, without its dictionary of encyclopaedia titles:
that costs 180 MB, and names it doesn't hold are found by the sub-word terms of `keywords` anyway.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kiwipiepy import Kiwi, Token

__all__ = ["HANGUL", "PARTICLE", "Morpheme", "contains_hangul", "load", "morphemes", "sentences", "unread_names"]

HANGUL = "\uac00-\ud7a3"
PARTICLE = re.compile(
    "(?:에게서|에서는|으로는|이라고|에게|에서|으로|라고|까지|부터|처럼|보다|은|는|이|가|을|를|의|에|와|과|도|로|만)$"
)
_HANGUL = re.compile(f"[{HANGUL}]")
_RUN = re.compile(f"[{HANGUL}]+")
_NAME_LENGTHS = range(3, 9)  # syllables
_INFLECTED = ("E", "V", "XSV", "XSA")  # tags of verbs, adjectives and their endings begin so
_LOADING = threading.Lock()
_LONGEST = 20_000  # characters Kiwi is given at a time; longer lines are cut at a space


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: its form, its part of speech (Sejong tag set) and its place in the text that was read."""

    form: str
    tag: str
    start: int
    end: int


def contains_hangul(text: str) -> bool:
    """Tell whether any Hangul syllable occurs in `text`."""
    return _HANGUL.search(text) is not None


@cache
def _kiwi() -> Kiwi:
    return Kiwi(load_multi_dict=False, num_workers=1)


def _shared() -> Kiwi:
    with _LOADING:
        return _kiwi()


def load() -> None:
    """Load Kiwi now, so that nobody's first question waits a second for it."""
    _shared().tokenize("가")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _morpheme(token: Token, offset: int) -> Morpheme:
    return Morpheme(token.form, token.tag, offset + token.start, offset + token.start + token.len)


def sentences(text: str) -> list[tuple[int, int, tuple[Morpheme, ...]]]:
    """Split one paragraph into `(start, end, morphemes)`, in order; ends and offsets are those of `text`."""
    found = []
    for offset, piece in _pieces(text):
        for sentence in _shared().split_into_sents(piece, return_tokens=True):
            read = tuple(_morpheme(token, offset) for token in sentence.tokens or ())
            found.append((offset + sentence.start, offset + sentence.end, read))
    return found


def morphemes(text: str) -> tuple[Morpheme, ...]:
    """Read the morphemes of `text`, in order."""
    return tuple(
        _morpheme(token, offset) for offset, piece in _pieces(text) for token in _shared().tokenize(piece)
    )  # fmt: skip


def unread_names(text: str, morphemes: Sequence[Morpheme], offset: int = 0) -> list[str]:
    """Return the words of `text`, with and without particle, that Kiwi took apart though nothing in them is inflected.

    Names it doesn't know are among them, and it reads such a name one way here and another there (아모데이: 아+모+데이,
    whose last syllable looks like a particle). `morphemes` lie `offset` further on than in `text`.
    """
    found: list[str] = []
    for run in _RUN.finditer(text):
        start, end = offset + run.start(), offset + run.end()
        inside = [m for m in morphemes if start <= m.start < end]
        forms = {m.form for m in inside}
        if any(m.tag.startswith(_INFLECTED) for m in inside):
            continue
        words = dict.fromkeys((run.group(), PARTICLE.sub("", run.group())))
        found.extend(word for word in words if len(word) in _NAME_LENGTHS and word not in forms)
    return found
