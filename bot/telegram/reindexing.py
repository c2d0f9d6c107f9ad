"""One update of the index at a time, in a thread beside the bot: who started it, how far it is, how to stop it."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from config.errors import BuildInProgress
from index.report import BuildReport, Progress

__all__ = ["Reindexing", "Run"]


class _Builder(Protocol):
    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        on_progress: Callable[[Progress], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> BuildReport: ...


@dataclass(slots=True)
class Run:
    """A build under way; `progress` is the latest word from its thread."""

    owner: str
    since: datetime
    progress: Progress = field(default_factory=lambda: Progress("reading"))
    outcome: "Future[BuildReport]" = field(default_factory=Future)
    stop: threading.Event = field(default_factory=threading.Event)

    def note(self, progress: Progress) -> None:
        """Take the builder's latest word."""
        self.progress = progress


class Reindexing:
    """At most one run in this process. Used from the event loop only, so that two requests cannot both begin."""

    def __init__(self, builder: _Builder) -> None:
        self._builder = builder
        self._run: Run | None = None

    @property
    def current(self) -> Run | None:
        """The run that has not ended, if there is one."""
        return self._run if self._run and not self._run.outcome.done() else None

    def begin(self, sources: Sequence[Path], owner: str, now: datetime) -> Run:
        """Start building in a thread and return at once; raise BuildInProgress, which names who was first."""
        if self.current:
            raise BuildInProgress(self.current.owner, self.current.since)
        run = self._run = Run(owner, now)
        # A daemon: the bot must be able to go while a build is deep in the model; an unpublished build is harmless.
        threading.Thread(target=self._build, args=(sources, run), name="reindex", daemon=True).start()
        return run

    def cancel(self) -> bool:
        """Ask the run to stop; say whether there was one."""
        if not self.current:
            return False
        self.current.stop.set()
        return True

    def _build(self, sources: Sequence[Path], run: Run) -> None:
        try:
            report = self._builder.build(sources, owner=run.owner, on_progress=run.note, cancelled=run.stop.is_set)
        except BaseException as error:  # the edge of the thread: whoever waits for the outcome raises it
            run.outcome.set_exception(error)
        else:
            run.outcome.set_result(report)
