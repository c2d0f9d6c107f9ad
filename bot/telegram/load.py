"""How many questions were taken on and are not answered yet, and how long such a question takes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Load"]

_FIRST_GUESS = 0.1  # seconds
_NEWEST_WEIGHS = 0.1  # in the mean of how long a question takes: some twenty count


class Load:
    """Questions in hand, at most `most`; `seconds` is how long the last ones took from being taken on to the answer."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.count, self.seconds = most, 0, _FIRST_GUESS
        self._clock = clock

    @property
    def is_full(self) -> bool:
        """Say whether another question is one too many."""
        return self.count >= self.most

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a question while it is being answered."""
        began = self._clock()
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1
            self.seconds += _NEWEST_WEIGHS * (self._clock() - began - self.seconds)
