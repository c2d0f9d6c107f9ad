"""The one exception between the readers: an input that gives no article, and why."""

__all__ = ["Unusable"]


class Unusable(Exception):
    """An input cannot become an article; `reason` says why in words for a person. It never leaves `index.reading`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
