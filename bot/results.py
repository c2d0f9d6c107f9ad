"""What a search gives to those who ask for it: places in articles, ranked, without an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answers.answer import ArticleCard
from bot.answers.reply import card_of
from index.article import Article
from index.hits import SentenceHit

__all__ = ["FoundPassage", "FoundSentence", "SearchResult", "found_sentence"]


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


def found_sentence(article: Article, hit: SentenceHit) -> FoundSentence:
    """Return a sentence that was found as it stands in its article."""
    return FoundSentence(card_of(article), hit.start, hit.end, article.text[hit.start : hit.end], hit.score)
