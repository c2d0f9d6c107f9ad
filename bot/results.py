"""What a search gives to those who ask for it: places in articles, ranked, without an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.answers.answer import ArticleCard
from bot.answers.reply import card_of
from bot.stopwatch import Stopwatch
from index.article import Article
from index.hits import Found, SentenceHit

__all__ = ["FoundPassage", "FoundSentence", "SearchResult", "search_result"]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that may answer: `article.text[start:end]`."""

    article: ArticleCard
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence that may answer: `text == article.text[start:end]`."""

    article: ArticleCard
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages and sentences, each best first."""

    passages: tuple[FoundPassage, ...]
    sentences: tuple[FoundSentence, ...]
    timings_ms: Mapping[str, float] = field(default_factory=dict)


def search_result(found: Found, article_of: Callable[[int], Article], limit: int, watch: Stopwatch) -> SearchResult:
    """Return the first `limit` passages and sentences of a search as they stand in their articles."""
    passages = tuple(
        FoundPassage(card_of(article_of(hit.article)), hit.start, hit.end, hit.score) for hit in found.passages[:limit]
    )
    sentences = tuple(_sentence(article_of(hit.article), hit) for hit in found.sentences[:limit])
    return SearchResult(passages, sentences, watch.read())


def _sentence(article: Article, hit: SentenceHit) -> FoundSentence:
    return FoundSentence(card_of(article), hit.start, hit.end, article.text[hit.start : hit.end], hit.score)
