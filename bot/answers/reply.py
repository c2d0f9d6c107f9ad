"""From what a search found to an answer or a refusal. Pure: articles are passed in, nothing is read or sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.answer import Answer, Answered, ArticleCard, Citation, Refused
from bot.answers.confidence import confidence, signals_of
from bot.answers.evidence import choose_evidence
from bot.answers.namesakes import namesake
from bot.answers.question import Question
from bot.answers.wording import heading, refusal
from index.article import Article
from index.search import Found, PassageHit, SentenceHit

__all__ = ["ReplyRules", "card_of", "reply"]


@dataclass(frozen=True, slots=True)
class ReplyRules:
    """How many sentences are cited, below which confidence is refused, how many articles a refusal shows."""

    citations: int = 3
    confidence: float = 0.5
    nearest: int = 3


def card_of(article: Article) -> ArticleCard:
    """Return what a reader sees of an article."""
    return ArticleCard(
        article.id, article.title, article.outlet, article.url, article.published, article.language
    )  # fmt: skip


def reply(question: Question, found: Found, article_of: Callable[[int], Article], rules: ReplyRules) -> Answer:
    """Answer with the best sentences, or refuse; `article_of` gives an article by the catalogue's number."""
    if not found.sentences:
        return Refused(question.text, question.language, refusal(question.language, empty=True), (), 0.0)
    articles = {number: article_of(number) for number in found.articles}
    signals = signals_of(question, found)
    sure = confidence(signals)
    missing = signals.missing or namesake(found.query, found, lambda number: articles[number].text)
    if missing or sure < rules.confidence:
        reason = refusal(question.language, missing=missing)
        nearest = _nearest(found.passages, articles, rules.nearest)
        return Refused(question.text, question.language, reason, nearest, 0.0 if missing else sure)
    chosen = choose_evidence(question, found, lambda hit: _quote(articles, hit), rules.citations)
    citations = tuple(_citation(n, hit, articles[hit.article]) for n, hit in enumerate(chosen, 1))
    title = heading(question.language, len(chosen), len({hit.article for hit in chosen}))
    return Answered(question.text, question.language, title, citations, sure)


def _quote(articles: Mapping[int, Article], hit: SentenceHit) -> str:
    return articles[hit.article].text[hit.start : hit.end]


def _citation(n: int, hit: SentenceHit, article: Article) -> Citation:
    sentence = article.text[hit.start : hit.end]
    return Citation(n, card_of(article), sentence, hit.start, hit.end, speaker=hit.speaker or None)


def _nearest(passages: Sequence[PassageHit], articles: Mapping[int, Article], limit: int) -> tuple[ArticleCard, ...]:
    """Return the articles of the best passages, each once."""
    numbers = list(dict.fromkeys(passage.article for passage in passages))[:limit]
    return tuple(card_of(articles[number]) for number in numbers)
