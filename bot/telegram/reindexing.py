"""One update of the index at a time, in a thread beside the bot: who started it, how far it is, how to stop it."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.telegram.threads import Threads
from config.errors import BuildInProgress
from index.report import BuildReport, Progress

__all__ = ["SCHEDULE", "Reindexing", "Run"]

SCHEDULE = "the schedule"  # as the owner of a run that nobody asked for


class _Builder(Protocol):
    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        full: bool = False,
        keep_missing: bool = False,
        dry: bool = False,
        on_progress: Callable[[Progress], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> BuildReport: ...


class Latest:
    """The latest word from the building thread; older ones are of no interest."""

    def __init__(self) -> None:
        self.progress = Progress("reading")

    def note(self, progress: Progress) -> None:
        """Take the builder's latest word."""
        self.progress = progress


@dataclass(frozen=True, slots=True)
class Run:
    """A build under way, or ended: `outcome` is its report or its error."""

    owner: str
    since: datetime
    outcome: "Future[BuildReport]"
    stop: threading.Event
    heard: Latest
    dry: bool = False


class Reindexing:
    """At most one run in this process. Used from the event loop only, so that two requests cannot both begin."""

    def __init__(self, builder: _Builder) -> None:
        self._builder = builder
        self._thread = Threads(1, "reindex")
        self._run: Run | None = None

    @property
    def current(self) -> Run | None:
        """The run that has not ended, if there is one."""
        return self._run if self._run and not self._run.outcome.done() else None

    def begin(
        self, sources: Sequence[Path], owner: str, now: datetime, *, full: bool = False, keep_missing: bool = False,
        dry: bool = False,
    ) -> Run:  # fmt: skip
        """Start building in a thread and return at once; raise BuildInProgress, which names who was first."""
        if self.current:
            raise BuildInProgress(self.current.owner, self.current.since)
        stop, heard = threading.Event(), Latest()
        build = partial(
            self._builder.build, sources, owner=owner, full=full, keep_missing=keep_missing, dry=dry,
            on_progress=heard.note, cancelled=stop.is_set,
        )  # fmt: skip
        outcome = self._thread.submit(build)
        self._run = Run(owner, now, outcome, stop, heard, dry=dry)
        return self._run

    def cancel(self) -> bool:
        """Ask the run to stop; say whether there was one."""
        if not self.current:
            return False
        self.current.stop.set()
        return True
