"""The JSON objects of the command line, with the keys that other programs rely on; they change only by adding.

An answer's own record stands beside the answer, in `bot.answers.answer`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.answers.answer import ArticleCard
from bot.results import SearchResult
from config.loading import Setting
from index.article import Article
from index.status import IndexStatus

__all__ = ["article_record", "search_record", "settings_record", "status_record"]

Record = dict[str, object]


def search_record(question: str, result: SearchResult) -> Record:
    """Return what `search --json` prints; offsets are those of the text that `show --json` prints."""
    return {
        "id": None,
        "question": question,
        "passages": [
            {"article": _card(hit.article), "start": hit.start, "end": hit.end, "score": round(hit.score, 6)}
            for hit in result.passages
        ],
        "sentences": [
            {
                "article": _card(hit.article), "start": hit.start, "end": hit.end, "text": hit.text,
                "score": round(hit.score, 6),
            }
            for hit in result.sentences
        ],
        "timings_ms": dict(result.timings_ms),
    }  # fmt: skip


def article_record(article: Article, spans: Sequence[tuple[int, int]]) -> Record:
    """Return what `show --json` prints: metadata, the text, and each sentence as `text[start:end]`."""
    return {
        "id": article.id,
        "title": article.title,
        "deck": list(article.deck),
        "outlet": article.outlet,
        "url": article.url,
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "section": article.section,
        "rights": article.rights,
        "extra": dict(article.extra),
        "text": article.text,
        "sentences": [{"start": start, "end": end, "text": article.text[start:end]} for start, end in spans],
    }


def status_record(status: IndexStatus, now: datetime) -> Record:
    """Return what `status --json` prints."""
    return {
        **asdict(status),
        "languages": dict(status.languages),
        "built_at": status.built_at.isoformat(),
        "age_seconds": round((now - status.built_at).total_seconds(), 1),
    }


def settings_record(settings: Sequence[Setting]) -> Mapping[str, object]:
    """Return what `config --json` prints: each setting under its name."""
    return {item.name: {"value": item.value, "env": item.env, "origin": item.origin} for item in settings}


def _card(card: ArticleCard) -> Record:
    return asdict(card)
