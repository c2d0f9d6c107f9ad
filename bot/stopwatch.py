"""How long the steps of an answer take."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

__all__ = ["Stopwatch"]


class Stopwatch:
    """Milliseconds by step, and their total."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the time that the block takes under `name`."""
        began = time.perf_counter()
        yield
        self._steps[name] = self._steps.get(name, 0.0) + time.perf_counter() - began  # a follow-up searches twice

    def read(self, rest: str | None = None) -> Mapping[str, float]:
        """Return the milliseconds of each step; what no step took is that of `rest`."""
        total = time.perf_counter() - self._began
        steps = {**self._steps, rest: total - sum(self._steps.values())} if rest else self._steps
        return {name: round(1000 * seconds, 2) for name, seconds in {"total": total, **steps}.items()}
