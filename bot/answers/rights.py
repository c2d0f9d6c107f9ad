"""An article's rights in a few words, to stand beside its source."""

import re

__all__ = ["short_rights"]

_LONGEST = 60  # characters
_SENTENCE_END = re.compile(r"(?<=\w)\.(?=\s)|[;\n]")


def short_rights(rights: str) -> str:
    """Return the first sentence of a note on rights, cut at a word where it is long; "" if there is none."""
    first = _SENTENCE_END.split(rights.strip(), maxsplit=1)[0].strip().rstrip(".")
    if len(first) <= _LONGEST:
        return first
    return first[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,") + "…"
