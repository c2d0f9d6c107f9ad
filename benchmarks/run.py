"""One run of the gate: indexes kept below a folder and used again, questions asked as the product asks them.

Everything goes through `bot.service.Service`, so a figure is one of what a person gets, settings and threshold
included. Questions that bring no day of their own are asked on `DAY`, so that figures don't depend on the calendar.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.collections import Articles, brought_up, sampled
from bot.answers.answer import Answer, Answered
from bot.answers.conversation import Conversation
from bot.progress import BuildBar
from bot.results import SearchResult
from bot.service import Service
from config.loading import load_settings
from index.embedding import load_embedder

if TYPE_CHECKING:
    from index.embedding.model import Embedder

__all__ = ["DAY", "Desk", "Run"]

DAY = date(2026, 2, 1)  # after all material
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Desk:
    """A service whose every citation is compared with the stored text; `exact` takes what came of it."""

    service: Service
    exact: list[bool]

    def ask(self, question: str) -> Answer:
        """Answer or refuse."""
        return self._noted(self.service.ask(question))

    def converse(self, question: str, conversation: Conversation) -> tuple[Answer, Conversation]:
        """Answer in the light of the turns before."""
        answer, after = self.service.converse(question, conversation)
        return self._noted(answer), after

    def search(self, question: str, *, limit: int = 10, asked: date | None = None) -> SearchResult:
        """Rank passages and sentences."""
        return self.service.search(question, limit=limit, asked=asked)

    def text(self, article: str) -> str:
        """Return an article's text as stored."""
        return self.service.show(article)[0].text

    def holds(self, article: str) -> bool:
        """Tell whether the article stands in the index; the same story under a second identity does not."""
        try:
            self.service.show(article)
        except KeyError:
            return False
        return True

    def _noted(self, answer: Answer) -> Answer:
        for one in answer.citations if isinstance(answer, Answered) else ():
            self.exact.append(self.text(one.article.id)[one.start : one.end] == one.sentence)
        return answer


@dataclass
class Run:
    """Where indexes are kept, how many questions of each list are asked (None: all), and every citation seen so far."""

    data: Path
    cache: Path
    questions: int | None = None
    console: Console = field(default_factory=lambda: Console(stderr=True))
    exact: list[bool] = field(default_factory=list)
    sample: int | None = None  # of the group being measured

    @cached_property
    def embedder(self) -> "Embedder":
        """The bundled model, loaded once for all indexes."""
        return load_embedder("bundled", self.cache)

    @contextmanager
    def desk(self, name: str, articles: Articles) -> Iterator[Desk]:
        """Index the articles below `data`, or bring what is there up to date, and yield a desk on them."""
        folder = self.data / name
        with BuildBar(self.console) as bar:
            brought_up(folder, articles, self.embedder, bar.show)
        service = Service(load_settings(data=folder, cache=self.cache), lambda: DAY, lambda *_: self.embedder)
        service.open()
        try:
            yield Desk(service, self.exact)
        finally:
            service.close()

    def each(self, name: str, items: Sequence[Item]) -> Iterator[Item]:
        """Yield the items, or an even sample of them, and show how far it has come."""
        if self.questions is not None and self.questions < len(items):
            items, self.sample = sampled(items, self.questions), self.questions
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal) as bar:
            yield from bar.track(items, description=name)
