"""How requests fail: one after the other as a test says, or at random at a given rate, the same for the same seed."""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from tests.botrecords import Request

__all__ = ["EVERY_TROUBLE", "Fault", "Faults", "Trouble"]

_LONGEST_FLOOD = 3  # seconds


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request fails; `carried_out` faults do what was asked and lose only the reply, or send it too late.

    `again` loses nothing: getUpdates hands out once more what was confirmed before.
    """

    status: int = 0
    description: str = ""
    parameters: Mapping[str, int] = field(default_factory=dict)
    carried_out: bool = False
    delay: float = 0.0
    again: bool = False

    @classmethod
    def flood(cls, seconds: int) -> Self:
        return cls(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    @classmethod
    def blocked(cls) -> Self:
        return cls(403, "Forbidden: bot was blocked by the user")

    @classmethod
    def reset(cls, *, carried_out: bool) -> Self:
        return cls(carried_out=carried_out)

    @classmethod
    def late(cls, seconds: float) -> Self:
        return cls(carried_out=True, delay=seconds)

    @classmethod
    def handed_out_again(cls) -> Self:
        return cls(carried_out=True, again=True)


class Trouble(StrEnum):
    """What may happen to any request, and to getUpdates."""

    FLOOD = "429"
    ERROR = "500"
    GATEWAY = "502"
    RESET = "reset before it was carried out"
    LOST = "reset after it was carried out"
    LATE = "answered too late"
    AGAIN = "updates handed out again"


EVERY_TROUBLE = tuple(Trouble)


class Faults:
    """The faults to come; whoever asks for one uses it up."""

    def __init__(self) -> None:
        self.met: Counter[Trouble] = Counter()
        self._next: dict[str, deque[Fault]] = defaultdict(deque)
        self._rate, self._seed, self._late = 0.0, 0, 0.0
        self._kinds: Sequence[Trouble] = ()
        self._asked: Counter[tuple[str, str]] = Counter()

    def fail(self, method: str, faults: Sequence[Fault]) -> None:
        """Let the next requests of a method fail; "*" stands for any method."""
        self._next[method].extend(faults)

    def shake(self, rate: float, seed: int, kinds: Sequence[Trouble], late: float) -> None:
        """Let each request meet one of the kinds with probability `rate`."""
        self._rate, self._seed, self._kinds, self._late = rate, seed, tuple(kinds), late

    def heal(self) -> None:
        """Let nothing fail any more."""
        self._next.clear()
        self._rate = 0.0

    def of(self, request: Request) -> Fault | None:
        """Return what happens to a request."""
        if waiting := self._next.get(request.method) or self._next.get("*"):
            return waiting.popleft()
        return self._at_random(request) if self._rate else None

    def _at_random(self, request: Request) -> Fault | None:
        """Decide by the seed, the method, the chat and the count of such requests, so not by who comes first."""
        place = request.method, request.parameters.get("chat_id", "")
        self._asked[place] += 1
        chance = random.Random(f"{self._seed} {place} {self._asked[place]}")
        if chance.random() >= self._rate:
            return None
        kinds = [one for one in self._kinds if one != Trouble.AGAIN or request.method == "getUpdates"]
        if not kinds:
            return None
        kind = chance.choice(kinds)
        self.met[kind] += 1
        return self._fault(kind, chance.randint(1, _LONGEST_FLOOD))

    def _fault(self, kind: Trouble, seconds: int) -> Fault:
        return {
            Trouble.FLOOD: Fault.flood(seconds),
            Trouble.ERROR: Fault(500, "Internal Server Error"),
            Trouble.GATEWAY: Fault(502, "Bad Gateway"),
            Trouble.RESET: Fault.reset(carried_out=False),
            Trouble.LOST: Fault.reset(carried_out=True),
            Trouble.LATE: Fault.late(self._late),
            Trouble.AGAIN: Fault.handed_out_again(),
        }[kind]
