"""Bytes into text: which encoding, and how sure of it.

UTF-8 and UTF-16 prove themselves. CP949 (and EUC-KR within it) is believed where what it gives is Korean. Everything
else is a guess by charset-normalizer and is said to be one.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import from_bytes

from index.reading.unusable import Unusable
from index.report import Flaw

__all__ = ["Decoded", "decode"]

_MARKS = (  # UTF-32's mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF document", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or an Office document", b"\x1f\x8b": "gzip-packed, without .gz in its name",
    b"\x7fELF": "a program", b"\xd0\xcf\x11\xe0": "an old Office document", b"SQLite format 3\0": "a database",
    b"HWP Document File": "a Hangul word processor document", b"RIFF": "sound or video", b"ID3": "sound",
}  # fmt: skip
_GUESSES = (
    "cp949",
    "cp1252",
    "cp1250",
    "cp1251",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "cp1253",
    "cp1254",
    "cp1256",
)
_GUESS_FROM = 100_000  # bytes that the guess looks at
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.1  # of all characters: a stray NUL is dropped later, a file full of them is no text
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KOREAN_OR_ASCII = re.compile("[\uac00-\ud7a3 -~\\s]")
_FOREIGN = re.compile("[^\x00-\x7f\\s]")
_KOREAN_ENOUGH = 0.8  # of the non-ASCII characters: other encodings read as CP949 give Han, jamo and symbols
_SURE_OF_KOREAN = 10  # syllables: two or three may be an accident
_MOST_DAMAGE = 0.01  # of all bytes: UTF-8 with a torn character here and there is still UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and `doubt`: what to say of the encoding where it isn't certain, else ""."""

    text: str
    doubt: str = ""


def decode(content: bytes) -> Decoded:
    """Return the text that `content` is; raise Unusable where it is none."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise Unusable(f"it is not text but {kind}", Flaw.BINARY)
    decoded = (
        _marked(content) or _unmarked_utf16(content, 0.35) or _strict(content, "utf-8")
        or _unmarked_utf16(content, 0.05) or _korean(content) or _damaged_utf8(content) or _guessed(content)
    )  # fmt: skip
    if decoded is None or len(_CONTROL.findall(decoded.text)) > _MOST_CONTROL * len(decoded.text):
        raise Unusable("it is not text: it looks like binary data", Flaw.BINARY)
    return decoded


def _strict(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(content.decode(encoding))
    except UnicodeDecodeError:
        return None


def _marked(content: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace")
            damage = text.count("\ufffd")
            doubt = f"{encoding}, with {damage} damaged characters" if damage else ""
            return Decoded(text, doubt) if damage <= _MOST_DAMAGE * len(text) + 1 else None
    return None


def _unmarked_utf16(content: bytes, zeros_share: float) -> Decoded | None:
    """Read UTF-16 without its mark: the high bytes of spaces, line ends and Latin letters are zero, all on one side.

    Latin text has so many zeros that it is asked for before UTF-8 (which allows them), Korean text only spaces' few.
    """
    zeros = Counter({side: content[side::2].count(0) for side in (0, 1)})
    (side, most), (_, least) = zeros.most_common()
    if not most or len(content) % 2 or most < zeros_share * len(content) or least > most / 4:
        return None
    decoded = _strict(content, "utf-16-le" if side else "utf-16-be")
    if decoded is None or len(_KOREAN_OR_ASCII.findall(decoded.text)) < _KOREAN_ENOUGH * len(decoded.text):
        return None
    return Decoded(decoded.text, f"utf-16-{'le' if side else 'be'}, by a guess")


def _korean(content: bytes) -> Decoded | None:
    text = content.decode("cp949", "replace")
    damage = text.count("\ufffd")
    hangul = len(_HANGUL.findall(text))
    if (
        not hangul
        or hangul < _KOREAN_ENOUGH * len(_FOREIGN.findall(text))
        or damage > max(1, _MOST_DAMAGE * len(content))
    ):
        return None
    if damage:
        return Decoded(text, f"cp949, with {damage} damaged characters")
    return Decoded(text, "" if hangul >= _SURE_OF_KOREAN else "cp949, by a guess")


def _damaged_utf8(content: bytes) -> Decoded | None:
    text = content.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    sound = len(_FOREIGN.findall(text)) - damage
    if damage > _MOST_DAMAGE * len(content) or sound <= damage:
        return None
    return Decoded(text, f"utf-8, with {damage} damaged characters")


def _guessed(content: bytes) -> Decoded | None:
    if content.count(0) > _MOST_CONTROL * len(content):
        return None
    matches = from_bytes(content[:_GUESS_FROM], cp_isolation=list(_GUESSES))
    if not matches:
        return None
    least = min(match.chaos for match in matches)
    likely = {match.encoding for match in matches if match.chaos <= least}
    encoding = next(name for name in _GUESSES if name in likely)  # cp1250 reads Western text as well as cp1252 does
    text = content.decode(encoding, "replace")
    damage = text.count("\ufffd")
    return Decoded(text, f"{encoding}, by a guess") if damage <= _MOST_DAMAGE * len(text) else None
