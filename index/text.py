"""Settling text: the one place where characters of a source change."""

import re
import unicodedata

__all__ = ["settle"]

# Invisible and control characters that carry no text: C0/C1 controls but tab and newline, zero-width space and
# word joiner, byte order mark, soft hyphen. ZWJ and ZWNJ stay: they shape emoji and several scripts.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ANY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]")  # the three above


def settle(text: str) -> str:
    """Return `text` in the form it keeps for ever: idempotent, NFC, "\\n" line ends, no invisible characters."""
    if _ANY.search(text):  # one look spares most texts three passes
        text = _LINE_END.sub("\n", text)
        text = _SURROGATE.sub("\ufffd", text)
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text)
