"""From what a search found to an answer or a refusal. Pure: articles are passed in, nothing is read or sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import chain

from bot.answers.answer import Answer, Answered, ArticleCard, Citation, Refused
from bot.answers.confidence import confidence, signals_of
from bot.answers.evidence import choose_evidence
from bot.answers.namesakes import namesake
from bot.answers.notes import dates_in, notes_on
from bot.answers.question import Question
from bot.answers.sources import Sourced, sourced
from bot.answers.span import short_answer
from bot.answers.speech import Said, choose_words, said_in
from bot.answers.stories import told_at
from bot.answers.when import Window, leaning
from bot.answers.wording import heading, refusal
from index.article import Article
from index.hits import Found, PassageHit, SentenceHit
from index.storage.rows import StoredQuotation

__all__ = ["ReplyRules", "card_of", "reply"]


_OWN_WORDS = 0.9  # the confidence that words of the speaker asked for answer a question that asks no more
_NEAR = 0.4  # share of the question's concepts, by rarity, that makes an article near; so does a cosine of _ALIKE
_ALIKE = 0.16


@dataclass(frozen=True, slots=True)
class ReplyRules:
    """How many sentences are cited, below which confidence is refused, how many articles a refusal shows.

    `per_article` bounds how many of the sentences may be one article's.
    """

    citations: int = 3
    confidence: float = 0.5
    nearest: int = 3
    per_article: int = 3


def card_of(article: Article) -> ArticleCard:
    """Return what a reader sees of an article."""
    return ArticleCard(
        article.id, article.title, article.outlet, article.url, article.published, article.language, article.rights
    )  # fmt: skip


def reply(
    question: Question, found: Found, article_of: Callable[[int], Article], rules: ReplyRules,
    quoted_in: Callable[[int], Sequence[StoredQuotation]] = lambda _: (), window: Window | None = None,
) -> Answer:  # fmt: skip
    """Answer with the best sentences, or refuse; `article_of` gives an article by the catalogue's number.

    Where the speaker asked for has said anything, only that answers. `quoted_in` gives the quotations of a sentence,
    `window` is what the question says of days.
    """
    spoken = found.spoken
    if not found.sentences:
        return Refused(question.text, question.language, refusal(question.language, empty=True), (), 0.0)
    articles = {number: article_of(number) for number in dict.fromkeys([*found.articles, *(h.article for h in spoken)])}
    signals = signals_of(question, found)
    sure = max(confidence(signals), _OWN_WORDS if spoken and not question.topic else 0.0)
    missing = signals.missing or namesake(found.query, found, lambda number: articles[number].text)
    if missing or sure < rules.confidence:
        reason = refusal(question.language, missing=missing)
        nearest = _nearest(found.passages, articles, rules.nearest)
        return Refused(question.text, question.language, reason, nearest, 0.0 if missing else sure)
    if spoken:
        published = {number: article.published for number, article in articles.items()}
        chosen = choose_words(question, spoken, lambda hit: _quote(articles, hit), published, rules.citations)
    else:
        timely = leaning(found, window, articles)
        chosen = choose_evidence(
            question, timely, lambda hit: _quote(articles, hit), rules.citations, rules.per_article
        )  # fmt: skip
    retelling = chain.from_iterable(found.retold.stories.get(hit.article, ()) for hit in chosen)
    articles |= {number: article_of(number) for number in retelling if number not in articles}
    cited = sourced(chosen, found, articles, rules.citations)
    citations = tuple(
        _citation(question, n, one, articles, said_in(quoted_in(one.hit.id), question.speaker))
        for n, one in enumerate(cited, 1)
    )
    title = heading(question.language, len(cited), len({one.hit.article for one in cited}))
    notes = notes_on(question, cited, articles, window)
    return Answered(question.text, question.language, title, citations, sure, notes=notes)


def _quote(articles: Mapping[int, Article], hit: SentenceHit) -> str:
    return articles[hit.article].text[hit.start : hit.end]


def _citation(question: Question, n: int, one: Sourced, articles: Mapping[int, Article], said: Said) -> Citation:
    hit, article = one.hit, articles[one.hit.article]
    sentence = article.text[hit.start : hit.end]
    return Citation(
        n, card_of(article), sentence, hit.start, hit.end,
        span=short_answer(question.text, sentence, hit.start) if n == 1 else None,
        speaker=said.speaker or hit.speaker or None, speech=said.speech,
        dates=dates_in(article, hit.start, hit.end), also_in=_also_in(one, articles),
        corrected_by=None if one.corrected_by is None else card_of(articles[one.corrected_by]),
    )  # fmt: skip


def _also_in(one: Sourced, articles: Mapping[int, Article]) -> tuple[ArticleCard, ...]:
    cards = [*(card_of(articles[copy]) for copy in one.copies), *(ArticleCard(*astuple(twin)) for twin in one.twins)]
    return tuple(sorted(cards, key=lambda card: told_at(card.published)))


def _nearest(passages: Sequence[PassageHit], articles: Mapping[int, Article], limit: int) -> tuple[ArticleCard, ...]:
    """Return the articles of the best passages, each once, those that are really near: far ones mislead."""
    near = (passage for passage in passages if passage.coverage >= _NEAR or passage.dense >= _ALIKE)
    numbers = list(dict.fromkeys(passage.article for passage in near))[:limit]
    return tuple(card_of(articles[number]) for number in numbers)
