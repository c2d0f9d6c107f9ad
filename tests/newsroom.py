"""A small service for tests of the command line: it answers by the words a question shares with a sentence."""

import re
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answers.answer import Answer, Answered, ArticleCard, Citation, Refused, Span
from bot.answers.conversation import Conversation, Turn
from bot.results import FoundPassage, FoundSentence, SearchResult
from config.errors import BuildCancelled, IndexMissing, SourceError
from config.settings import Settings
from index.article import Article
from index.report import BuildReport, Progress, Rejected
from index.status import IndexStatus

SENTENCE = re.compile(r"[^.]+\.")
BUILT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass
class Newsroom:
    """Articles in memory, one per .txt file; one word in common is enough for an answer.

    `interrupts` is how many SIGINTs arrive in the middle of a build; a question of `explosive` is a bug in the service.
    """

    articles: dict[str, Article] = field(default_factory=dict)
    asked: list[tuple[str, date | None]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    interrupts: int = 0
    explosive: str = ""

    def __call__(self, settings: Settings) -> "Newsroom":
        """Serve as the factory of itself, so that several commands meet the same articles."""
        self.settings = settings
        return self

    def open(self) -> None:
        self.calls["open"] += 1
        if not self.articles:
            raise IndexMissing(f"nothing has been indexed in {self.settings.data} yet")

    def close(self) -> None:
        self.calls["close"] += 1

    def ask(self, question: str, *, language: str | None = None, asked: date | None = None) -> Answer:
        self.asked.append((question, asked))
        if self.explosive and self.explosive in question:
            raise ZeroDivisionError(f"no answer to {question}")
        tongue = language or ("ko" if re.search("[가-힣]", question) else "en")
        found = self._find(question, 3).sentences
        if not found:
            cards = tuple(card(article) for article in self.articles.values())
            return Refused(question, tongue, "No article says so.", cards[:1], 0.1)
        citations = [
            Citation(n, hit.article, hit.text, hit.start, hit.end, span_in(hit, question))
            for n, hit in enumerate(found, 1)
        ]
        return Answered(question, tongue, "What the articles say:", tuple(citations), 0.9, {"total": 1.5})

    def converse(
        self, question: str, conversation: Conversation, *, language: str | None = None, asked: date | None = None
    ) -> tuple[Answer, Conversation]:
        """Take "more" for the question before; every turn is remembered."""
        before = conversation.last
        meant = before.question if question == "more" and before else question
        answer = self.ask(meant, language=language, asked=asked)
        answer = replace(answer, understood=f"Understood as: {meant}") if meant != question else answer
        return answer, conversation.going_on(Turn(meant, meant))

    def search(self, question: str, *, limit: int = 10, asked: date | None = None) -> SearchResult:
        self.asked.append((question, asked))
        return self._find(question, limit)

    def _find(self, question: str, limit: int) -> SearchResult:
        words = set(re.findall(r"\w+", question.lower()))
        hits = []
        for article in self.articles.values():
            for start, end in spans_of(article):
                shared = words & set(re.findall(r"\w+", article.text[start:end].lower()))
                if shared:
                    score = len(shared) / len(words)
                    hits.append(FoundSentence(card(article), start, end, article.text[start:end], score))
        hits.sort(key=lambda hit: -hit.score)
        passages = [FoundPassage(hit.article, hit.start, hit.end, hit.score) for hit in hits]
        return SearchResult(tuple(passages[:limit]), tuple(hits[:limit]), {"total": 0.5})

    def status(self) -> IndexStatus:
        if not self.articles:
            raise IndexMissing(f"nothing has been indexed in {self.settings.data} yet")
        stored = list(self.articles.values())
        sentences = sum(len(spans_of(article)) for article in stored)
        size = sum(len(article.text.encode()) for article in stored)
        languages = Counter(article.language for article in stored)
        days = sorted(article.published for article in stored if article.published)
        first, last = (days[0], days[-1]) if days else (None, None)
        return IndexStatus(
            generation="g1", built_at=BUILT, articles=len(stored), sentences=sentences, passages=len(stored),
            languages=languages, first_published=first, last_published=last, model="words", bytes=size,
        )  # fmt: skip

    def show(self, article_id: str) -> tuple[Article, list[tuple[int, int]]]:
        article = self.articles[article_id]
        return article, spans_of(article)

    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        full: bool = False,
        keep_missing: bool = False,
        on_progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> BuildReport:
        """Read each .txt file as an article; nothing is taken over before the end."""
        assert owner, "a builder must say who it is"
        found, rejected = dict[str, Article](), list[Rejected]()
        for path in (path for source in sources for path in files_in(source)):
            text = path.read_text(encoding="utf-8").strip()
            if text:
                language = "ko" if re.search("[가-힣]", text) else "en"
                found[path.name] = Article(path.name, text, title=path.stem, language=language)
            else:
                rejected.append(Rejected(path.name, "the file is empty"))
            on_progress(Progress("embedding", len(found), len(found), len(found), 1.0, len(found)))
            for _ in range(self.interrupts):
                signal.raise_signal(signal.SIGINT)
            if cancelled():
                raise BuildCancelled("the build was stopped")
        old = {} if full else self.articles
        removed = () if keep_missing else tuple(key for key in old if key not in found)
        report = BuildReport(
            "g1",
            added=tuple(key for key in found if key not in old),
            changed=tuple(key for key in found if key in old and old[key] != found[key]),
            unchanged=sum(old.get(key) == article for key, article in found.items()),
            removed=removed,
            rejected=tuple(rejected),
            seconds=0.25,
        )
        self.articles = {key: article for key, article in old.items() if key not in removed} | found
        return report


def files_in(source: Path) -> list[Path]:
    if not source.exists():
        raise SourceError(f"{source} does not exist")
    return sorted(source.glob("*.txt")) if source.is_dir() else [source]


def spans_of(article: Article) -> list[tuple[int, int]]:
    found = SENTENCE.finditer(article.text)
    return [(match.end() - len(match.group().lstrip()), match.end()) for match in found]


def card(article: Article) -> ArticleCard:
    return ArticleCard(
        article.id, article.title, article.outlet, article.url, article.published, article.language
    )  # fmt: skip


def span_in(hit: FoundSentence, question: str) -> Span | None:
    """Return the first number of the sentence, where how many or how much is asked."""
    number = re.search(r"\d+", hit.text)
    if number is None or "how" not in question.lower():
        return None
    return Span(number.group(), hit.start + number.start(), hit.start + number.end())
