"""The snapshot that questions are answered on: the live generation, exchanged between questions, never during one."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.search import Snapshot
from index.storage.generations import GenerationStore
from index.storage.layout import Generation

__all__ = ["Snapshots"]

_Seen = tuple[bytes | None, frozenset[str]]  # what CURRENT says, and what is withdrawn


class Snapshots:
    """Lends the live snapshot to any number of threads.

    A generation published by anybody, this process or another, is picked up by the next question, and so is what has
    been `withdrawn`; the snapshot before
    it is closed when the last question on it has been answered. `open_` may refuse a generation by raising.
    """

    def __init__(
        self, store: GenerationStore, open_: Callable[[Generation], Snapshot], withdrawn: Callable[[], frozenset[str]]
    ) -> None:
        self._store, self._open, self._withdrawn = store, open_, withdrawn
        self._lock = threading.Lock()
        self._live: Snapshot | None = None
        self._seen: _Seen | None = None
        self._lent: Counter[Snapshot] = Counter()

    def open(self) -> None:
        """Open the live generation with all digests checked; raises IndexMissing, IndexDamaged or IndexMismatch."""
        with self._lock:
            self._exchange(verify=True)

    @contextmanager
    def lend(self) -> Iterator[Snapshot]:
        """Yield the snapshot of the generation that is live now."""
        with self._lock:
            if self._live is None or self._now() != self._seen:
                self._exchange(verify=self._live is None)
            snapshot = self._live
            if snapshot is None:
                raise RuntimeError("an exchange leaves a snapshot or raises")
            self._lent[snapshot] += 1
        try:
            yield snapshot
        finally:
            with self._lock:
                self._lent[snapshot] -= 1
                self._close_unused()

    def close(self) -> None:
        """Let go of everything once the questions in hand are answered."""
        with self._lock:
            self._live = self._seen = None
            self._close_unused()

    def _exchange(self, *, verify: bool) -> None:
        seen = self._now()
        generation = self._store.current(verify=verify)
        before = self._seen and self._seen[1]
        if self._live is None or self._live.generation.name != generation.name or seen[1] != before:
            self._live = self._open(generation)
            self._lent[self._live] += 0
        self._seen = seen
        self._close_unused()

    def _now(self) -> _Seen:
        return self._store.layout.pointer_bytes(), self._withdrawn()

    def _close_unused(self) -> None:
        for snapshot in [one for one, users in self._lent.items() if not users and one is not self._live]:
            del self._lent[snapshot]
            snapshot.close()
