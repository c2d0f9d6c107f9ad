"""The searches of one question: each wording is read and embedded once, however often it is searched for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from bot.answers.when import softened, window_of
from bot.stopwatch import Stopwatch
from index.hits import Found
from index.preferences import NOTHING, Preferences
from index.query import Query
from index.search import Snapshot

__all__ = ["Searching"]

Floats = npt.NDArray[np.float32]


class Searching:
    """Searches one snapshot on the day `asked`; `embed` gives a question's vector, `watch` counts what steps take."""

    def __init__(
        self, snapshot: Snapshot, embed: Callable[[str], Floats], asked: date, watch: Stopwatch | None = None
    ) -> None:
        self._snapshot, self._embed, self._asked, self._watch = snapshot, embed, asked, watch or Stopwatch()
        self._read: dict[str, tuple[Query, Floats]] = {}

    def __call__(self, question: str, prefers: Preferences = NOTHING) -> Found:
        """Search; `prefers` says what a question doesn't: whose words, which articles. Its days are the question's."""
        window = window_of(question, self._asked)
        if question not in self._read:
            with self._watch.step("read"):
                read = self._snapshot.read(window.rest if window else question)
                query = softened(read, window) if window else read
            with self._watch.step("embed"):
                self._read[question] = query, self._embed(query.respelt)
        with self._watch.step("search"):
            dated = replace(prefers, asked=self._asked, window=window.days if window else None)
            return self._snapshot.search(*self._read[question], dated)
