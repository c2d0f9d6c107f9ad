"""Long work as the terminal sees it: a build's bar, a batch's count, and Ctrl-C as a request to stop."""

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Self

import rich.progress
from rich.console import Console

from index.report import Progress

__all__ = ["BatchBar", "BuildBar", "build_line", "stop_on_signal"]

_STAGES = {
    "reading": "Reading the sources",
    "model": "Loading the model",
    "embedding": "Embedding",
    "publishing": "Writing the index",
}


class BuildBar:
    """Shows a build's progress on a terminal; on anything else it stays silent."""

    def __init__(self, console: Console) -> None:
        self._bar = rich.progress.Progress(
            rich.progress.SpinnerColumn(),
            rich.progress.TextColumn("{task.description}", markup=False),
            rich.progress.BarColumn(bar_width=24),
            rich.progress.TextColumn("{task.fields[told]}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("Starting", total=None, told="")
        self._stopping = False

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Show how far the build has come."""
        stage = "Stopping" if self._stopping else _STAGES.get(progress.stage, progress.stage)
        total = progress.passages_total if progress.stage == "embedding" else None
        self._bar.update(
            self._task, description=stage, total=total or None, completed=progress.passages, told=build_line(progress)
        )

    def stopping(self) -> None:
        """Show that the build has been asked to stop."""
        self._stopping = True
        self._bar.update(self._task, description="Stopping")


class BatchBar:
    """Counts the questions of a batch, on a terminal while they are processed."""

    def __init__(self, console: Console) -> None:
        self._bar = rich.progress.Progress(
            rich.progress.SpinnerColumn(),
            rich.progress.TextColumn("{task.completed} questions", markup=False),
            rich.progress.TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def count(self, record: Mapping[str, object]) -> None:
        """Count a record by its status; what has none was found."""
        self._counts[str(record.get("status", "searched"))] += 1
        self._bar.advance(self._task)

    @property
    def summary(self) -> str:
        """Return how the batch went: `22 questions: 16 answered, 6 refused`."""
        parts = ", ".join(f"{count} {status}" for status, count in sorted(self._counts.items()))
        return f"{self._counts.total()} questions" + (f": {parts}" if parts else "")


def build_line(progress: Progress) -> str:
    """Return the progress in figures: articles, passages a second, time to go."""
    total = f" of {progress.articles_total:,}" if progress.articles_total else ""
    parts = [f"{progress.articles:,}{total} articles"] if progress.articles else []
    rate = progress.passages_per_second
    if progress.stage == "embedding" and rate > 0:
        left = max(0, progress.passages_total - progress.passages) / rate
        minutes, seconds = divmod(round(left), 60)
        parts += [f"{rate:.0f} passages/s", f"{minutes}:{seconds:02d} to go"]
    return " · ".join(parts)


@contextmanager
def stop_on_signal(on_stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether Ctrl-C or a termination signal has come since.

    The first one only asks, so that the build ends at a safe place; a second one interrupts at once, which is safe too
    but may leave files for the next build to clear away. Works in the main thread only, as signals do.
    """
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            signal.default_int_handler(number, frame)
        asked.set()
        on_stop()

    previous = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.is_set
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
