"""What a button says when it is pressed: everything needed to carry it out, in the 64 bytes that Telegram keeps.

    kind : place : numbers : words

So buttons work after a restart and after the index was built anew. `place` is a sentence, `numbers` are a page, an
order, a shift, an opinion; `words` a name, a query or the name of a stored answer. Words that don't fit are left out:
the message begins with them in bold, and comes back with the press. What comes back may be forged, and is read as
strictly as it was written.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from enum import StrEnum

from telegram import Message, MessageEntity

from bot.answers.surroundings import Place

__all__ = ["LONGEST", "Kind", "Press", "fitting", "pack", "pattern", "unpack", "words_of"]

LONGEST = 64  # bytes, Bot API: InlineKeyboardButton.callback_data
_WIDTHS = (8, 4, 3)  # bytes of a place's article, start and check
_NUMBERS = re.compile(r"(?:-?\d{1,9}(?:\.-?\d{1,9}){0,7})?")


class Kind(StrEnum):
    """What a button does, as one letter: a letter once given is never given to anything else."""

    FIND = "f"
    LATEST = "l"
    TIMELINE = "t"
    QUOTES = "q"
    SOURCES = "s"
    CONTEXT = "c"
    CLOSE = "x"
    NOTHING = "n"
    MORE = "m"
    OUTLETS = "o"
    FEEDBACK = "b"
    EVENTS = "e"  # the timeline of the name that a question asked about
    UNWATCH = "u"
    SETTINGS = "p"
    BROADCAST = "y"
    DIGEST = "d"
    AGAIN = "a"  # the answer to the question that the message replies to


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed; what `numbers` mean is its kind's affair."""

    kind: Kind
    numbers: tuple[int, ...] = ()
    place: Place | None = None
    words: str = ""

    @property
    def page(self) -> int:
        """The first number as that of a page, which a forged one may not be."""
        return max(0, self.number(0))

    def number(self, which: int) -> int:
        """Return one of the numbers, 0 where it wasn't given."""
        return self.numbers[which] if which < len(self.numbers) else 0


def pack(press: Press) -> str:
    """Return the press as callback data; raises ValueError where it is longer than Telegram keeps."""
    place = "" if press.place is None else urlsafe_b64encode(_raw(press.place)).decode()
    numbers = ".".join(map(str, press.numbers))
    packed = f"{press.kind}:{place}:{numbers}:{press.words}"
    if len(packed.encode()) > LONGEST or not _NUMBERS.fullmatch(numbers):
        raise ValueError(f"this does not fit into a button: {packed}")
    return packed


def fitting(press: Press) -> str:
    """Return the press as callback data, without its words where they don't fit: the message has to begin with them."""
    try:
        return pack(press)
    except (ValueError, UnicodeEncodeError):  # a lone surrogate can't be sent, either
        return pack(replace(press, words=""))


def unpack(packed: str) -> Press | None:
    """Return what `pack` packed, None where it can't have."""
    parts = packed.split(":", 3)
    if len(parts) < 4 or parts[0] not in {kind.value for kind in Kind} or not _NUMBERS.fullmatch(parts[2]):
        return None
    place = _place(parts[1]) if parts[1] else None
    if parts[1] and place is None:
        return None
    return Press(Kind(parts[0]), tuple(map(int, filter(None, parts[2].split(".")))), place, parts[3])


def pattern(*kinds: Kind) -> str:
    """Return the regular expression that callback data of these kinds match."""
    return f"[{''.join(kinds)}]:"


def words_of(press: Press, message: Message | None) -> str:
    """Return the words of a press; those that its message begins with in bold where the button couldn't hold them."""
    if press.words or message is None or not message.text:
        return press.words
    bold = message.parse_entities([MessageEntity.BOLD])
    return next((text for entity, text in bold.items() if entity.offset == 0), "")


def _raw(place: Place) -> bytes:
    values = (place.article, place.start, place.check)
    return b"".join(value.to_bytes(width, "big") for value, width in zip(values, _WIDTHS, strict=True))


def _place(text: str) -> Place | None:
    try:
        raw = urlsafe_b64decode(text.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(raw) != sum(_WIDTHS):
        return None
    article, start, _ = _WIDTHS
    parts = raw[:article], raw[article : article + start], raw[article + start :]
    return Place(*(int.from_bytes(part, "big") for part in parts))
