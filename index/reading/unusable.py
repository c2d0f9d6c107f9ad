"""The one exception between the readers: an input that gives no article, and why."""

from index.report import Flaw

__all__ = ["Unusable"]


class Unusable(Exception):
    """An input cannot become an article; `reason`, `flaw` and `about` say why, as in `Rejected`.

    It never leaves `index.reading`.
    """

    def __init__(self, reason: str, flaw: Flaw, about: str = "") -> None:
        super().__init__(reason)
        self.reason, self.flaw, self.about = reason, flaw, about
