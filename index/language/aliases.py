"""Spellings that belong together: those an article states in brackets, and those a person lists in a file.

"다리오 아모데이(Dario Amodei)", "국제원자력기구(IAEA)", "Foo (푸)". What stands before the bracket is cut where it sounds like
what stands inside; where nothing does, only an abbreviation or a name of several words is taken for a translation, and
only of a word long enough to name one thing (연구원(KDI) would make every researcher a KDI).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from index.language.korean import contains_hangul
from index.language.likeness import likeness
from index.language.sounds import similarity, sound_of

__all__ = ["AliasLineError", "alike", "pairs_of", "read_aliases", "stated_aliases", "word_by_word"]

_LATIN = r"[^\W\d_가-힣]"
_NAME = rf"[A-ZÀ-Þ](?:{_LATIN}|\d|[.&’'-])*"
_PHRASE = rf"{_NAME}(?: (?:(?:of|the|and|de|for|von|van|al|bin) )*{_NAME}){{0,5}}"
_KOREAN = re.compile(rf"((?:[가-힣]+ ){{0,3}}[가-힣]+) ?[(（]({_PHRASE})(?=[)）,·;/])")
_ENGLISH = re.compile(rf"({_PHRASE}) ?[(（]([가-힣]+(?: [가-힣]+){{0,3}})(?=[)）,·;/])")
_SHORT = re.compile(rf"({_PHRASE}) ?\(([A-Z]{{2,6}})\)")
_LONG_ENOUGH = 4  # syllables
_STATED_ALIKE = 0.65  # lower than between names that nobody put side by side
_WORD_ALIKE = 0.5
_ABBREVIATION = re.compile(r"[A-Z]{2,6}")
_SMALL = frozenset("of the and de for von van al bin".split())


class AliasLineError(ValueError):
    """A line that isn't two or more spellings; `line` is counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


def read_aliases(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a file: a line each, spellings apart by `=`, `#` begins a comment.

    Raises AliasLineError at the first line that can't be read.
    """
    groups = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        spellings = [" ".join(spelling.split()) for spelling in content.split("=")]
        if len(spellings) < 2:
            raise AliasLineError(number, "one spelling alone; write two or more, with = between them")
        if not all(spellings):
            raise AliasLineError(number, "a spelling is empty; write one on each side of every =")
        groups.append(tuple(dict.fromkeys(spellings)))
    return tuple(groups)


def stated_aliases(text: str) -> set[tuple[str, str]]:
    """Return the pairs of spellings that a text states side by side, in order, whole names and their words."""
    found: set[tuple[str, str]] = set()
    for korean, latin in _KOREAN.findall(text):
        found.update(_pair(korean.split(), latin.split(), latin))
    for latin, korean in _ENGLISH.findall(text):
        found.update(_pair_english(latin.split(), korean))
    for latin, short in _SHORT.findall(text):
        found.update(_abbreviated(latin.split(), short))
    return found


def _pair(words: Sequence[str], latin_words: Sequence[str], latin: str) -> Iterator[tuple[str, str]]:
    tails = [" ".join(words[-count:]) for count in range(1, len(words) + 1)]
    best = max(tails, key=lambda tail: likeness(latin, tail))
    if likeness(latin, best) >= _STATED_ALIKE:
        yield best, latin
        yield from word_by_word(best, latin)
    elif len(words[-1]) >= _LONG_ENOUGH and (_ABBREVIATION.fullmatch(latin) or len(latin_words) > 1):
        yield words[-1], latin


def _pair_english(words: Sequence[str], korean: str) -> Iterator[tuple[str, str]]:
    tails = [" ".join(words[-count:]) for count in range(1, len(words) + 1)]
    best = max(tails, key=lambda tail: likeness(tail, korean))
    if likeness(best, korean) >= _STATED_ALIKE:
        yield korean, best
        yield from word_by_word(korean, best)
    elif len(korean.replace(" ", "")) >= _LONG_ENOUGH and (len(words) > 1 or _ABBREVIATION.fullmatch(words[0])):
        yield korean, " ".join(words)


def _abbreviated(words: Sequence[str], short: str) -> Iterator[tuple[str, str]]:
    """Yield the words before an abbreviation of which it is made."""
    for first in range(len(words)):
        initials = "".join(word[0] for word in words[first:] if word not in _SMALL).upper()
        if initials == short:
            yield " ".join(words[first:]), short
            return


def word_by_word(first: str, second: str) -> Iterator[tuple[str, str]]:
    """Yield the words of two spellings of one name that belong together; none where their numbers differ."""
    ones, others = first.split(), second.split()
    if len(ones) == len(others) > 1:
        for pair in zip(ones, others, strict=True):
            if pair[0].lower() != pair[1].lower() and alike(*pair) >= _WORD_ALIKE:
                yield pair


def alike(first: str, second: str) -> float:
    """Return how alike two names sound, whichever their scripts."""
    if contains_hangul(first) == contains_hangul(second):
        return similarity(sound_of(first), sound_of(second))
    return likeness(second, first) if contains_hangul(first) else likeness(first, second)


def pairs_of(group: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield all pairs of a group of spellings, whole and word by word."""
    for first, second in combinations(group, 2):
        yield first, second
        yield from word_by_word(first, second)
