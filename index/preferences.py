"""What a question prefers, beside what it asks; only `within` leaves anything out."""

from dataclasses import dataclass
from datetime import date

__all__ = ["NOTHING", "Preferences"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """`asked` is the day of the question: articles of the days before it gain a little, for news is about what is new.

    `window` are the days, both included, that the question speaks of, `focus` the catalogue's numbers of the articles
    that a conversation is about, `speaker` whose words are asked for, as the question puts it. `within` are the numbers
    of the articles that alone may answer, None for all.
    """

    asked: date | None = None
    window: tuple[date, date] | None = None
    focus: tuple[int, ...] = ()
    speaker: str = ""
    within: tuple[int, ...] | None = None


NOTHING = Preferences()
