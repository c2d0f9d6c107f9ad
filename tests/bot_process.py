"""The real bot in a process of its own, over a small news desk that computes its answers from articles in memory.

`python -m tests.bot_process` runs it with the settings of the environment; `BotProcess` is the door for tests. The desk
waits where a test wants it to: a question with "(hold NAME)" until the file NAME lies in the data folder, a build until
`go` does, if `hold-build` does. Texts in the folder `known` are indexed from the start.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from bot.alerts import Known, News
from bot.answers.answer import Answer, Answered, ArticleCard, Citation, Refused
from bot.answers.conversation import Conversation, Turn
from bot.answers.paging import Event, OutletCount, Page
from bot.answers.surroundings import Place, Surroundings, surroundings
from bot.pointing import Hint, Missing, Pointed, PointedArticle
from bot.stopwatch import Stopwatch
from bot.telegram.application import run, state_of
from bot.telegram.context import Desk
from bot.telegram.threads import Threads
from bot.withdrawals import Withdrawals
from config.errors import BuildCancelled, BuildInProgress, CitedeskError, IndexMissing, StorageFull
from config.loading import load_settings, secrets
from config.logs import set_up_logging
from config.settings import Settings
from index.addresses import address_key
from index.article import Article
from index.report import BuildReport, Progress, Rejected
from index.status import IndexStatus
from index.storage.handles import handle_of
from tests.botapi import BotApi

__all__ = ["BotProcess", "ComputedDesk", "desk_of"]

Item = TypeVar("Item")

_WORD = re.compile(r"[a-z]+|[가-힣]{2}")
_SENTENCE = re.compile(r"[^.]+\.")
_NAME = re.compile(r"(?<= )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_HOLD = re.compile(r"\(hold (\w+)\)")
_OLD = {
    "harbour.txt": (
        "Harbour bridge. Engineers said the harbour bridge will open in May. Its cables <weigh> 90 tons & more."
    ),
    "기상.txt": "주말 날씨. 기상청은 토요일에 큰눈이 내린다고 예보했다. 시민들은 대비를 마쳤다.",
}


class ComputedDesk:
    """Answers with the sentences that share words with the question, as the service would answer."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._articles: dict[str, str] | None = None
        self._built_at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
        self._before: dict[str, str] | None = None
        self._pause = threading.Event()
        self._withdrawn = Withdrawals(settings)

    def open(self) -> None:
        """Take what has been indexed; nothing if the data folder says so."""
        if self._here("no-index"):
            raise IndexMissing("nothing has been indexed yet")
        known = sorted((self._settings.data / "known").glob("*.txt"))
        self._articles = {**_OLD, **{file.name: file.read_text(encoding="utf-8") for file in known}}

    def ask(
        self, question: str, *, language: str | None = None, asked: date | None = None, most: int | None = None,
        about: Sequence[str] = (),
    ) -> Answer:  # fmt: skip
        """Quote every sentence that has a word of the question, best first, three at most; those of `about` alone."""
        articles = {name: text for name, text in self._open_articles().items() if not about or name in about}
        if held := _HOLD.search(question):
            self._until(lambda: self._here(held[1]))
            question = _HOLD.sub("", question)
        if "explode" in question:
            raise RuntimeError(f"exploded with {self._settings.telegram.token.get_secret_value()} in hand")
        wanted = set(_WORD.findall(question.lower()))
        found = [(len(wanted & set(_WORD.findall(one.lower()))), name, one) for name, one in _sentences(articles)]
        best = sorted((hit for hit in found if hit[0]), key=lambda hit: -hit[0])
        best = best[: most or self._settings.answers.citations]
        code = language or "en"
        if not best:
            return Refused(question, code, f"nothing about this ({code})", tuple(map(_card, articles)), 0.1)
        cited = tuple(_citation(n, name, one, articles[name]) for n, (_, name, one) in enumerate(best, 1))
        return Answered(question, code, f"{len(cited)} ({code}, {asked})", cited, 0.9)

    def converse(
        self, question: str, conversation: Conversation, *, language: str | None = None, asked: date | None = None,
        most: int | None = None,
    ) -> tuple[Answer, Conversation]:  # fmt: skip
        """Answer as `ask` does; "again" asks the question before once more, capitals begin names."""
        before = conversation.last
        meant = before.question if question == "again" and before else question
        turn, watch = Turn(meant, meant, tuple(_NAME.findall(meant))), Stopwatch()
        with watch.step("search"):
            answer = self.ask(meant, language=language, asked=asked, most=most, about=conversation.about)
        return replace(answer, timings_ms=watch.read("evidence")), conversation.going_on(turn)

    def find(self, query: str, page: int = 0) -> Page[ArticleCard]:
        """List the articles that hold a word of the query."""
        wanted = set(_WORD.findall(query.lower()))
        found = [
            _card(name) for name, text in self._open_articles().items() if wanted & set(_WORD.findall(text.lower()))
        ]
        return _page(found, page)

    def latest(self, page: int = 0) -> Page[ArticleCard]:
        """List all articles."""
        return _page(list(map(_card, self._open_articles())), page)

    def timeline(self, name: str, page: int = 0, *, oldest_first: bool = False) -> Page[Event]:
        """Date each sentence with the name by the place it has in its article: the first on 1 January."""
        days = [date(2026, 1, one.start // 30 + 1) for one in self._holding(name)]
        events = [Event(day, day, False, one) for day, one in zip(days, self._holding(name), strict=True)]
        return _page(sorted(events, key=lambda one: one.first, reverse=not oldest_first), page)

    def quotes_of(self, name: str, page: int = 0) -> Page[Citation]:
        """Take every sentence with the name for words of theirs."""
        return _page(self._holding(name), page)

    def sources(self, page: int = 0) -> Page[OutletCount]:
        """Count the one outlet there is."""
        return _page([OutletCount("Daily & Co", len(self._open_articles()), None, None)], page)

    def surroundings(self, place: Place, shift: int = 0) -> Surroundings | None:
        """Show three sentences at a time."""
        for name, text in self._open_articles().items():
            if handle_of(name) == place.article:
                spans = [(one.end() - len(one.group().lstrip()), one.end()) for one in _SENTENCE.finditer(text)]
                return surroundings(_article(name, text), spans, place, shift, 3)
        return None

    def news(self, topics: Sequence[str], known: Known | None) -> News:
        """Quote the sentences with the topic of articles that are not known."""
        articles = self._open_articles()
        new = [] if known is None else known.new_in(articles)
        found = {topic: tuple(one for one in self._holding(topic) if one.article.id in new) for topic in topics}
        name = f"{zlib.crc32(repr(articles).encode()):x}"
        return News(known.grown(name, articles) if known else Known.of(name, articles), found)

    def status(self) -> IndexStatus:
        """Count."""
        articles = self._open_articles()
        sentences = len(list(_sentences(articles)))
        return IndexStatus(
            generation="g1", built_at=self._built_at, articles=len(articles), sentences=sentences, passages=sentences,
            languages={"ko": 1, "en": len(articles) - 1}, first_published=None, last_published=None, model="words",
            bytes=sum(map(len, articles.values())),
        )  # fmt: skip

    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        full: bool = False,
        keep_missing: bool = False,
        dry: bool = False,
        on_progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> BuildReport:
        """Add the text files of the sources; `broken` in the data folder makes it fail."""
        if self._here("broken"):
            raise StorageFull("no room left on the disk")
        if self._here("locked"):
            raise BuildInProgress("the command line <root>", datetime(2026, 1, 2, tzinfo=UTC))
        files = sorted(file for source in sources for file in source.glob("*.txt"))
        for count in range(len(files)):
            on_progress(
                Progress("embedding", articles=count + 1, passages=count + 1, articles_total=len(files), seconds=0.5)
            )
        self._until(lambda: cancelled() or self._here("go") or not self._here("hold-build"))
        if cancelled():
            raise BuildCancelled("stopped on request")
        texts = {file.name: file.read_text(encoding="utf-8") for file in files}
        good = {name: text for name, text in texts.items() if "." in text}
        kept = (self._articles or {}) if keep_missing else {} if full else _OLD
        if not dry:
            self._before, self._articles = self._articles, {**kept, **good}
        rejected = tuple(Rejected(name, "no <sentence>") for name in texts if name not in good)
        return BuildReport(
            "g2",
            warnings=(f"built for {owner}",),
            added=tuple(good),
            unchanged=len(kept),
            rejected=rejected,
            seconds=0.5,
        )

    def roll_back(self, *, owner: str, name: str = "") -> tuple[IndexStatus, IndexStatus]:
        """Go back to the articles of before the last build."""
        if self._before is None or name:
            raise IndexMissing(f"no earlier index is kept for {owner}")
        left = self.status()
        self._before, self._articles = None, self._before
        return left, self.status()

    def named(self, name: str) -> tuple[ArticleCard, ...]:
        """Return the article of a name."""
        return tuple(map(_card, {name} & self._open_articles().keys()))

    def pointed(self, hints: Sequence[Hint]) -> Pointed:
        """Find the articles that one of the links leads to."""
        articles, keys = self._open_articles(), {address_key(link) for hint in hints for link in hint.links}
        found = [name for name in articles if address_key(_card(name).url) in keys]
        cited = [_citation(1, name, _sentences({name: articles[name]})[0][1], articles[name]) for name in found]
        missing = Missing.LINK if hints and not found and any(hint.sure for hint in hints) else None
        return Pointed(tuple(PointedArticle(one.article, one) for one in cited), missing)

    def withdrawal_changed(self) -> None:
        """Read again what is withdrawn."""
        self._withdrawn.changed()

    def _open_articles(self) -> dict[str, str]:
        if self._articles is None:
            raise IndexMissing("nothing has been indexed yet")
        withdrawn = self._withdrawn.now()
        return {name: text for name, text in self._articles.items() if name not in withdrawn}

    def _holding(self, name: str) -> list[Citation]:
        articles = self._open_articles()
        return [
            _citation(1, key, one, articles[key]) for key, one in _sentences(articles) if name.lower() in one.lower()
        ]

    def _here(self, name: str) -> bool:
        return (self._settings.data / name).exists()

    def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._pause.wait(0.02)


def _page(items: Sequence[Item], page: int) -> Page[Item]:
    return Page(tuple(items[page * 8 : page * 8 + 8]), page, 8, len(items))


def _sentences(articles: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, found.group().strip()) for name, text in articles.items() for found in _SENTENCE.finditer(text)]


def _article(name: str, text: str) -> Article:
    card = _card(name)
    return Article(name, text, title=card.title, outlet=card.outlet, url=card.url)


def _card(name: str) -> ArticleCard:
    """Return what a file's name says: `title@outlet@2026-03-04T09:00+09:00.txt`, the last two as far as they are there."""
    title, outlet, published = [*Path(name).stem.split("@"), "", ""][:3]
    return ArticleCard(
        name, title.title(), outlet or "Daily & Co", f"https://news.example/{name}?a=1&b=2", published or None, "en"
    )  # fmt: skip


def _citation(n: int, name: str, sentence: str, text: str) -> Citation:
    start = text.index(sentence)
    return Citation(n, _card(name), sentence, start, start + len(sentence))


class BotProcess:
    """A running bot, started with the environment given; its whole output is kept."""

    def __init__(self, api: BotApi, data: Path, *command: str, **environment: str) -> None:
        self.api, self.data, self.output_file = api, data, data / "output"
        data.mkdir(parents=True, exist_ok=True)
        self._command = command or (sys.executable, "-m", "tests.bot_process")
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CITEDESK_")},
            "CITEDESK_DATA": str(data), "CITEDESK_TELEGRAM__TOKEN": api.token, "PYTHONUNBUFFERED": "1",
            "CITEDESK_TELEGRAM__BASE_URL": api.base_url,
            "CITEDESK_TELEGRAM__BASE_FILE_URL": api.base_file_url, "NO_PROXY": "127.0.0.1", **environment,
        }  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        root = Path(__file__).parents[1]
        with self.output_file.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, env=self._environment, cwd=root, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The process, once the block is entered."""
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process

    @property
    def output(self) -> str:
        """Everything written so far, stdout and stderr together."""
        return self.output_file.read_text(encoding="utf-8", errors="replace")

    def ready(self, patience: float = 60.0) -> Self:
        """Wait until the bot asks for updates."""
        self.api.wait_for(lambda: self.api.asked_for("getUpdates"), "the bot to ask for updates", patience)
        return self

    def wait_output(self, part: str) -> None:
        """Wait until the bot has written `part`, or has ended."""
        while part not in self.output:
            if self._process is None or self._process.poll() is not None:
                raise AssertionError(f"the bot ended without writing {part!r}:\n{self.output[-3000:]}")
            threading.Event().wait(0.02)

    def let(self, name: str) -> None:
        """Put a file into the data folder, which lets something go on or makes something stop."""
        (self.data / name).touch()

    def terminate(self) -> None:
        """Ask the bot to stop."""
        self.process.send_signal(signal.SIGTERM)

    def exit_code(self, within: float = 60) -> int:
        """Wait for the end."""
        return self.process.wait(within)


def desk_of(settings: Settings, service: ComputedDesk) -> Desk:
    """Return the bot's state for an application built in the test's own process."""
    return Desk(settings, service, Threads(1, "answer"), lambda: datetime.now(UTC), state_of(settings))


def main() -> int:
    """Run the bot with the settings of the environment, as the command line does."""
    settings = load_settings()
    set_up_logging(settings.log.level, secrets(settings), settings.log.format)
    try:
        return run(settings, ComputedDesk(settings))
    except CitedeskError as error:
        sys.stderr.write(f"{error.message}. {error.advice}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
