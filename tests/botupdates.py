"""The updates that wait for the bot: handed out until they are confirmed, to one asker at a time."""

import asyncio
import threading
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from itertools import islice
from typing import Any

from tests.botrefusals import Refused

__all__ = ["Updates"]

_MOST, _REMEMBERED = 100, 100
_GONE_WITHIN = 0.5  # seconds


class Updates:
    """What getUpdates gives: only the kinds that the bot asked for, like Telegram."""

    def __init__(self, lock: threading.Condition, loop: asyncio.AbstractEventLoop) -> None:
        self._lock, self._loop = lock, loop
        self._waiting: deque[dict[str, Any]] = deque()
        self._confirmed: deque[dict[str, Any]] = deque(maxlen=_REMEMBERED)
        self._wanted: frozenset[str] = frozenset()  # empty: all
        self._news = asyncio.Event()
        self._polls = 0

    def push(self, update: dict[str, Any]) -> None:
        """Put an update at the end, if the bot wants its kind."""
        with self._lock:
            if self._is_wanted(update):
                self._waiting.append(update)
        self._loop.call_soon_threadsafe(self._news.set)

    def want(self, kinds: Collection[str]) -> None:
        """Hand out these kinds from now on; none stands for all."""
        with self._lock:
            if self._wanted != frozenset(kinds):
                self._wanted = frozenset(kinds)
                self._waiting = deque(filter(self._is_wanted, self._waiting))

    def waiting(self) -> int:
        """Return how many updates the bot has not confirmed."""
        with self._lock:
            return len(self._waiting)

    def take(self) -> list[dict[str, Any]]:
        """Return what waits and let go of it, for a test that delivers it itself."""
        with self._lock:
            taken = list(self._waiting)
            self._waiting.clear()
            return taken

    async def get(self, offset: int, seconds: float, most: int = _MOST, *, again: bool = False) -> list[dict[str, Any]]:
        """Return what waits from `offset` on, as soon as anything does; `again` puts confirmed ones first."""
        self._polls += 1
        self._news.set()  # whoever waits already is sent away
        mine, until = self._polls, self._loop.time() + seconds
        while True:
            if mine != self._polls:
                await asyncio.sleep(_GONE_WITHIN)  # one that has hung up, as when it was killed, is not told
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request",
                )
            self._news.clear()
            with self._lock:
                if found := self._take(offset, most, again=again):
                    return found
            left = until - self._loop.time()
            if left <= 0:
                return []
            with suppress(TimeoutError):
                async with asyncio.timeout(left):  # wait_for may swallow that the asker hung up (Python 3.11)
                    await self._news.wait()

    def _take(self, offset: int, most: int, *, again: bool) -> list[dict[str, Any]]:
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._confirmed.append(self._waiting.popleft())
        return [*(self._confirmed if again else ()), *islice(self._waiting, most)]

    def _is_wanted(self, update: dict[str, Any]) -> bool:
        return not self._wanted or not self._wanted.isdisjoint(update)
