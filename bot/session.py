"""What the commands of the command line share: settings, logging and the service, opened as each of them needs it."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.text import Text

from bot.answers.answer import Answer
from bot.answers.conversation import Conversation
from bot.batch import json_line
from bot.results import SearchResult
from config.errors import CitedeskError
from config.loading import load_settings, secrets
from config.logs import mask, set_up_logging
from config.settings import Settings
from index.article import Article
from index.report import BuildReport, Progress
from index.status import IndexStatus

__all__ = ["DeskService", "Session"]


_log = logging.getLogger(__name__)


class DeskService(Protocol):
    """What the command line needs of `bot.service.Service`."""

    def open(self) -> None: ...
    def ask(self, question: str, *, language: str | None = None, asked: date | None = None) -> Answer: ...
    def converse(
        self, question: str, conversation: Conversation, *, language: str | None = None, asked: date | None = None
    ) -> tuple[Answer, Conversation]: ...
    def search(self, question: str, *, limit: int = 10, asked: date | None = None) -> SearchResult: ...
    def status(self) -> IndexStatus: ...
    def show(self, article_id: str) -> tuple[Article, list[tuple[int, int]]]: ...
    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        full: bool = False,
        keep_missing: bool = False,
        on_progress: Callable[[Progress], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> BuildReport: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Session:
    """Made once a process; a command calls `prepare` first. `secrets` is what no message may show from then on."""

    new_service: Callable[[Settings], DeskService]
    run_bot: Callable[[Settings, DeskService], int]
    secrets: tuple[str, ...] = ()
    out: Console = field(default_factory=lambda: _console(stderr=False))
    err: Console = field(default_factory=lambda: _console(stderr=True))

    def prepare(self, data: Path | None, *, debug: bool, level: str | None = "WARNING") -> Settings:
        """Load the settings and set up logging at `level`, None meaning the level in the settings."""
        settings = load_settings(data=data)
        self.secrets = secrets(settings)
        form = settings.log.format if level is None else "text"  # what other commands say, a person reads
        set_up_logging("DEBUG" if debug else level or settings.log.level, self.secrets, form)
        return settings

    @contextmanager
    def service(self, settings: Settings) -> Iterator[DeskService]:
        """Yield the service, not opened yet: building and looking need no model."""
        service = self.new_service(settings)
        try:
            yield service
        finally:
            service.close()

    def print_json(self, record: Mapping[str, object]) -> None:
        """Print one JSON object on one line of stdout, untouched by the terminal's width."""
        self.out.file.write(json_line(record))
        self.out.file.flush()

    def say_error(self, error: CitedeskError) -> None:
        """Print one line on stderr: what could not be done, and what to do about it; with `debug` where it happened."""
        _log.debug("this happened at", exc_info=error)
        self.say(f"{error.message.rstrip('.')}. {error.advice}")

    def say(self, text: str) -> None:
        """Print one line on stderr, without a secret in it."""
        line = " ".join(mask(text, self.secrets).split())
        self.err.print(Text(f"citedesk: {line}"), soft_wrap=True)


def _console(*, stderr: bool) -> Console:
    """Return a console that prints text as it is: an article's [brackets] are no markup."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)
