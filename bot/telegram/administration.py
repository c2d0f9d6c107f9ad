"""What administrators have under way in this process; a restart forgets it, and whoever pressed too late is told so."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field

__all__ = ["Administration"]

_WAITING = 20  # broadcasts that nobody has confirmed yet


@dataclass(slots=True)
class Administration:
    """Since when the process runs, and the words that wait for a yes, by the message that shows them.

    `announcing` is held by whoever sends what was said yes to.
    """

    started: float = field(default_factory=time.monotonic)
    announcing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: OrderedDict[tuple[int, int], str] = field(default_factory=OrderedDict)

    @property
    def uptime(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def keep(self, place: tuple[int, int], words: str) -> None:
        """Keep words until they are confirmed."""
        self._waiting[place] = words
        if len(self._waiting) > _WAITING:
            self._waiting.popitem(last=False)

    def take(self, place: tuple[int, int]) -> str | None:
        """Return the words, once: nothing is sent twice because a button was pressed twice."""
        return self._waiting.pop(place, None)
