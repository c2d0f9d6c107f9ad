"""What may be thought of an answer, as numbers in buttons; a number once given always means the same."""

from collections.abc import Mapping
from enum import IntEnum

from bot.texts import Key

__all__ = ["REASONS", "Rating", "rating_of"]


class Rating(IntEnum):
    """Nothing (an opinion is taken back), good, bad, or bad for a reason."""

    NONE = 0
    GOOD = 1
    BAD = 2
    SOURCE = 3
    SPEAKER = 4
    OLD = 5
    OTHER = 6

    @property
    def reason(self) -> str | None:
        """Why it is bad, as a word of the stored opinion."""
        return self.name.lower() if self in REASONS else None


REASONS: Mapping[Rating, Key] = {
    Rating.SOURCE: Key("reason-source"),
    Rating.SPEAKER: Key("reason-speaker"),
    Rating.OLD: Key("reason-old"),
    Rating.OTHER: Key("reason-other"),
}


def rating_of(number: int) -> Rating | None:
    """Return what a number means, None for one that a client made up."""
    return Rating(number) if number in set(Rating) else None
