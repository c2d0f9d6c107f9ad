"""The desk behind every door: settings meet the index here, and nowhere else.

Synchronous and thread-safe. Each question is answered on one snapshot from start to end, whatever a build does
meanwhile; models are loaded when they are first needed.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot import browsing
from bot.alerts import Known, News, news_in
from bot.answers.about import respond_about
from bot.answers.answer import Answer, ArticleCard, Citation, Refused
from bot.answers.conversation import Conversation
from bot.answers.paging import Event, OutletCount, Page
from bot.answers.question import understand
from bot.answers.reply import ReplyRules, card_of
from bot.answers.surroundings import Place, Surroundings
from bot.building import bring_up_to_date, check_model
from bot.listed import listed_aliases
from bot.memory import give_back
from bot.pointing import Hint, Pointed, pointed_at
from bot.reading import SnapshotReading, searched_of
from bot.results import SearchResult, search_result
from bot.searching import Searching
from bot.snapshots import Snapshots
from bot.stopwatch import Stopwatch
from bot.withdrawals import Withdrawals
from config.settings import Settings
from index.article import Article
from index.embedding import load_embedder
from index.hits import Found
from index.language import korean
from index.preferences import Preferences
from index.report import BuildReport, Progress
from index.rollback import roll_back
from index.search import Snapshot
from index.status import IndexStatus, status_of
from index.storage.generations import GenerationStore
from index.storage.hiding import numbers_named
from index.storage.layout import Generation

if TYPE_CHECKING:
    from index.embedding.model import Embedder

__all__ = ["Service"]


class Service:
    """Answers questions on the index below `settings.data`, and brings that index up to date."""

    def __init__(
        self,
        settings: Settings,
        today: Callable[[], date] = date.today,
        load: "Callable[[str, Path], Embedder]" = load_embedder,
        withdrawn: Withdrawals | None = None,
    ) -> None:
        self._withdrawn = withdrawn or Withdrawals(settings)
        self._settings, self._today, self._load = settings, today, load
        self._store = GenerationStore(settings.data)
        self._snapshots = Snapshots(self._store, self._snapshot, self._withdrawn.now)
        self._timelines = browsing.Timelines()
        self._loading = threading.Lock()
        self._loaded: Embedder | None = None

    def open(self) -> None:
        """Load model and index, and where that holds Korean its morphemes, so that no question waits for them.

        Raises IndexMissing, IndexDamaged, IndexMismatch or ModelError.
        """
        languages = self.status().languages  # an index that isn't there is said before a model is loaded
        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(korean.load) if "ko" in languages else None
            self._snapshots.open()
            self._embedder().warm_up()
            if loading:
                loading.result()
        give_back()

    def ask(self, question: str, *, language: str | None = None, asked: date | None = None) -> Answer:
        """Answer a question or refuse; `language` ("ko" or "en") overrides that of citedesk's own words.

        `asked` is the day of the question, today if it isn't given: recent articles gain a little, and "last week" is
        seen from there.

        Raises ValueError for a question that is blank or too long, and what `open` raises.
        """
        return self.converse(question, Conversation(), language=language, asked=asked)[0]

    def converse(
        self, question: str, conversation: Conversation, *, language: str | None = None, asked: date | None = None,
        most: int | None = None,
    ) -> tuple[Answer, Conversation]:  # fmt: skip
        """Answer a question in the light of the turns before it; return the conversation it has become.

        Whoever calls keeps the conversation, one a chat and person. `most` sentences are cited, as many as the settings
        say if it isn't given. Raises as `ask` does.
        """
        watch, today = Stopwatch(), asked or self._today()
        with self._snapshots.lend() as snapshot:
            reading = SnapshotReading(snapshot, self._searching(snapshot, today, watch), today)
            answer, after = respond_about(question, conversation, reading, self._rules(most), language)
            if isinstance(answer, Refused) and not answer.about:
                answer = replace(answer, searched=searched_of(snapshot, answer.language))
        return replace(answer, timings_ms=watch.read("evidence")), after

    def pointed(self, hints: Sequence[Hint]) -> Pointed:
        """Return the articles that somebody points at, by a link or by words of them; raises as `open` does."""
        with self._snapshots.lend() as snapshot:
            return pointed_at(snapshot, hints, self._searching(snapshot))

    def search(self, question: str, *, limit: int = 10, asked: date | None = None) -> SearchResult:
        """Rank passages and sentences, at most `limit` of each; `asked` and what it raises are as in `ask`."""
        watch = Stopwatch()
        understood = understand(question)
        with self._snapshots.lend() as snapshot:
            found = self._searching(snapshot, asked, watch)(understood.text)
            return search_result(found, snapshot.article, limit, watch)

    def status(self) -> IndexStatus:
        """Return what may be cited of the index; raises IndexMissing, IndexDamaged or StateError."""
        return status_of(self._store.current(verify=False), self._withdrawn.now())

    def show(self, article_id: str) -> tuple[Article, list[tuple[int, int]]]:
        """Return an article as stored and the offsets of its sentences (KeyError if there is none)."""
        with self._snapshots.lend() as snapshot:
            number = snapshot.catalogue.number_of(article_id)
            if number is None:
                raise KeyError(article_id)
            sentences = snapshot.catalogue.sentences("article = ?", (number,))
            return snapshot.article(number), [(sentence.start, sentence.end) for sentence in sentences]

    def find(self, query: str, page: int = 0) -> Page[ArticleCard]:
        """Return articles about a query, newest first; pages are counted from 0, one that isn't there is empty."""
        with self._snapshots.lend() as snapshot:
            return browsing.find(snapshot, query, self._searching(snapshot), page)

    def latest(self, page: int = 0) -> Page[ArticleCard]:
        """Return all articles, newest first."""
        with self._snapshots.lend() as snapshot:
            return browsing.latest(snapshot, page)

    def timeline(self, name: str, page: int = 0, *, oldest_first: bool = False) -> Page[Event]:
        """Return what happened with a name, an exact sentence for each event."""
        with self._snapshots.lend() as snapshot:
            return self._timelines.page(
                snapshot, name, page, per_article=self._settings.answers.per_article, oldest_first=oldest_first
            )

    def quotes_of(self, name: str, page: int = 0) -> Page[Citation]:
        """Return somebody's words, newest first."""
        with self._snapshots.lend() as snapshot:
            return browsing.quotes_of(snapshot, name, page, per_article=self._settings.answers.per_article)

    def sources(self, page: int = 0) -> Page[OutletCount]:
        """Return the outlets, those with most articles first."""
        with self._snapshots.lend() as snapshot:
            return browsing.sources(snapshot, page)

    def surroundings(self, place: Place, shift: int = 0) -> Surroundings | None:
        """Return a sentence in its context, or the stretch `shift` stretches further; None if it isn't there."""
        with self._snapshots.lend() as snapshot:
            return browsing.surroundings_of(snapshot, place, shift, most=self._settings.answers.per_article)

    def news(self, topics: Sequence[str], known: Known | None) -> News:
        """Return what articles that are not `known` say of topics; raises as `open` does."""
        with self._snapshots.lend() as snapshot:
            search = self._searching(snapshot)

            def about(topic: str, articles: Sequence[int]) -> Found:
                return search(topic, Preferences(focus=tuple(articles)))

            return news_in(snapshot, topics, known, about, self._rules())

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
        """Bring the index up to date with `sources`, or say what that would do; raises as `index.build` does."""
        return bring_up_to_date(
            self._store, self._settings, sources, self._embedder, self._withdrawn.now(), owner=owner, full=full,
            keep_missing=keep_missing, dry=dry, on_progress=on_progress, cancelled=cancelled,
        )  # fmt: skip

    def roll_back(self, *, owner: str, name: str = "") -> tuple[IndexStatus, IndexStatus]:
        """Go back to a generation from before, and return what there was and what there is."""
        before, after = roll_back(self._store, self._check, owner=owner, name=name)
        return status_of(before), status_of(after)

    def named(self, name: str) -> tuple[ArticleCard, ...]:
        """Return the articles with this identity or address that may be cited."""
        with self._snapshots.lend() as snapshot:
            numbers = dict.fromkeys(numbers_named(snapshot.catalogue.select, (name,)))
            return tuple(card_of(snapshot.article(number)) for number in numbers)

    def withdrawal_changed(self) -> None:
        """Let the next question know of an article that was just withdrawn or restored."""
        self._withdrawn.changed()

    def close(self) -> None:
        """Let go of the index once the questions in hand are answered."""
        self._snapshots.close()
        self._withdrawn.close()

    def _searching(
        self, snapshot: Snapshot, asked: date | None = None, watch: Stopwatch | None = None
    ) -> Searching:  # fmt: skip
        return Searching(
            snapshot, lambda text: self._embedder().embed_question(text), asked or self._today(), watch
        )  # fmt: skip

    def _embedder(self) -> "Embedder":
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load(self._settings.model, self._settings.cache)
            return self._loaded

    def _snapshot(self, generation: Generation) -> Snapshot:
        """Open a generation with the names the administrator listed and without what is withdrawn, as that is now."""
        self._check(generation)
        return Snapshot(generation, None, listed_aliases(self._settings.names.aliases), self._withdrawn.now())

    def _check(self, generation: Generation) -> None:
        check_model(generation, self._settings, lambda: self._embedder().fingerprint())

    def _rules(self, most: int | None = None) -> ReplyRules:
        answers = self._settings.answers
        return ReplyRules(most or answers.citations, answers.confidence, answers.nearest, answers.per_article)
