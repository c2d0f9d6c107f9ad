"""What may be thought of an answer, as numbers in buttons; a number once given always means the same."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from bot.texts import Key

__all__ = ["REASONS", "Rating", "rating_of", "reasons_against"]


class Rating(IntEnum):
    """Nothing (an opinion is taken back), good, bad, or bad for a reason."""

    NONE = 0
    GOOD = 1
    BAD = 2
    SOURCE = 3
    SPEAKER = 4
    OLD = 5
    OTHER = 6
    KNOWN = 7
    SPELLING = 8
    MISREAD = 9

    @property
    def reason(self) -> str | None:
        """Why it is bad, as a word of the stored opinion."""
        return self.name.lower() if self in REASONS else None


REASONS: Mapping[Rating, Key] = {
    Rating.SOURCE: Key("reason-source"),
    Rating.SPEAKER: Key("reason-speaker"),
    Rating.OLD: Key("reason-old"),
    Rating.OTHER: Key("reason-other"),
    Rating.KNOWN: Key("reason-known"),
    Rating.SPELLING: Key("reason-spelling"),
    Rating.MISREAD: Key("reason-misread"),
}
_AGAINST_ANSWERS = (Rating.SOURCE, Rating.SPEAKER, Rating.OLD, Rating.OTHER)
_AGAINST_REFUSALS = (Rating.KNOWN, Rating.SPELLING, Rating.MISREAD, Rating.OTHER)


def reasons_against(*, answered: bool) -> Sequence[Rating]:
    """Return what an answer, or a refusal, may be bad for."""
    return _AGAINST_ANSWERS if answered else _AGAINST_REFUSALS


def rating_of(number: int) -> Rating | None:
    """Return what a number means, None for one that a client made up."""
    return Rating(number) if number in set(Rating) else None
