"""Common words of English: those that news writes in lower case, so that a capital alone makes no name of them.

In an index of another language a name is sought by its sound, and a question about a name that nobody mentions is
refused; a Ministry or a Despite must be neither. Days and months are always capitalised, and name nobody either.
"""

import re
from functools import cache
from pathlib import Path

from babel import Locale

from index.language.keywords import is_function_word, stem

__all__ = ["COMMON_WORDS", "is_common"]

COMMON_WORDS = Path(__file__).with_name("common_words.txt")  # stems; made by benchmarks/common_words.py

_PART = re.compile(r"[^\W_]+")


def is_common(word: str) -> bool:
    """Tell whether an English word is a common one, a hyphenated one if all its parts are; AP is none, ap would be."""
    if len(word) > 1 and word.isupper():
        return False
    parts = [part for part in _PART.findall(re.split(r"['’]", word)[0]) if len(part) > 1]
    return all(is_function_word(part) or stem(part) in _stems() for part in parts)


@cache
def _stems() -> frozenset[str]:
    english = Locale("en")
    dated = (*english.days["format"]["wide"].values(), *english.months["format"]["wide"].values())
    return frozenset((*COMMON_WORDS.read_text(encoding="utf-8").split(), *map(stem, dated)))
