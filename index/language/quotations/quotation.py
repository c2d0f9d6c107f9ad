"""One quotation: somebody's words in an article, and what the article says about whose they are."""

from dataclasses import dataclass

__all__ = ["Quotation"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words are `text[start:end]`, without marks; every string is "" where the article doesn't state it.

    `direct` words stand between marks, indirect ones are a clause that reports. `speaker` is as written beside the
    words; `name` and `role` are as the article gives them anywhere.
    """

    start: int
    end: int
    direct: bool
    speaker: str = ""
    name: str = ""
    role: str = ""
    verb: str = ""
    occasion: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError("a quotation has at least one character")

    @property
    def full(self) -> str:
        """The speaker's name and role, as far as known: what a reader is shown."""
        return " ".join(part for part in (self.name or self.speaker, self.role) if part)
