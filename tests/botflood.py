"""Telegram's flood control: about a message a second in a chat, twenty a minute in a group, thirty a second in all.

The exact numbers are not published and vary; these are the official advice, with a small burst in a chat. Edits count
as messages do; previews are counted by themselves; "typing" and answers to presses are free.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass

__all__ = ["Flood", "Limits"]

_COUNTED = ("send", "edit", "forward", "copy")
_FREE = "sendChatAction"
_PREVIEW = "sendMessageDraft"
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in a chat, of which `burst` may come at once; a minute in a group; a second in all."""

    chat: float = 1.0
    burst: int = 3
    group: int = 20
    overall: int = 30


class Flood:
    """Says how long a request comes too early; one that comes in time is counted."""

    def __init__(self, limits: Limits = Limits(), clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock = limits, clock
        self._free_at: dict[Hashable, float] = {}  # when the next message would be in time without any burst
        self._minutes: dict[int, deque[float]] = defaultdict(deque)

    def wait(self, method: str, chat: int) -> int:
        """Return 0 and count the request, or the whole seconds to wait."""
        if not method.startswith(_COUNTED) or method == _FREE:
            return 0
        now, limits = self._clock(), self._limits
        paces: list[tuple[Hashable, float, int]] = [((method == _PREVIEW, chat), 1 / limits.chat, limits.burst)]
        paces += [] if method == _PREVIEW else [("all", 1 / limits.overall, limits.overall)]
        waits = [self._free_at.get(key, now) - (burst - 1) * every - now for key, every, burst in paces]
        waits += [self._full_minute(chat, now)] if chat < 0 and method != _PREVIEW else []
        if (longest := max(waits)) > 0:
            return math.ceil(longest)
        for key, every, _ in paces:
            self._free_at[key] = max(self._free_at.get(key, now), now) + every
        if chat < 0 and method != _PREVIEW:
            self._minutes[chat].append(now)
        return 0

    def _full_minute(self, group: int, now: float) -> float:
        sent = self._minutes[group]
        while sent and now - sent[0] >= _MINUTE:
            sent.popleft()
        return sent[0] + _MINUTE - now if len(sent) >= self._limits.group else 0.0
