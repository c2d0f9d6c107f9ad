"""The real evaluation collections, beside the project, as articles and questions; see ../shared/eval for what they are."""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.material import SHARED
from index.article import Article
from index.build import build
from index.construction import BuildRules
from index.embedding.model import Embedder
from index.hits import Found
from index.report import Rejected
from index.search import Snapshot
from index.storage.generations import GenerationStore
from index.text import settle

__all__ = ["Located", "ask", "indexed", "korquad_articles", "korquad_questions", "mixed_pairs", "news_pairs", "pairs"]

_HALF = 500  # of the thousand pairs


@dataclass(frozen=True, slots=True)
class Located:
    """A question and where its answer stands: a character of an article."""

    question: str
    article: str
    position: int


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def korquad_articles(*, even_only: bool = False) -> Iterator[Article]:
    """Yield the Korean Wikipedia articles; with `even_only` those whose number is even."""
    for number, record in enumerate(_lines("korquad-articles.jsonl.gz")):
        if not (even_only and number % 2):
            yield Article(id=record["id"], text=record["text"], title=record["title"], language="ko")


def korquad_questions() -> list[Located]:
    """Return the questions on them."""
    return [
        Located(record["question"], record["article_id"], record["answer_start"])
        for record in _lines("korquad-questions.jsonl.gz")
    ]


@cache
def pairs() -> list[dict[str, str]]:
    """Return the Korean-English sentence pairs, under "ko" and "en"."""
    return [{key: settle(record[key]).strip() for key in ("ko", "en")} for record in _lines("koen-news-pairs.jsonl.gz")]


def news_pairs(language: str, *, first_half: bool = False) -> Iterator[Article]:
    """Yield one side of the pairs as articles of one sentence, their number as id."""
    for number, pair in enumerate(pairs()[: _HALF if first_half else None]):
        yield Article(id=str(number), text=pair[language], language=language)


def mixed_pairs() -> Iterator[Article]:
    """Yield the Korean side of the first half of the pairs and the English side of the other."""
    for number, pair in enumerate(pairs()):
        language = "ko" if number < _HALF else "en"
        yield Article(id=str(number), text=pair[language], language=language)


def ask(snapshot: Snapshot, embedder: Embedder, question: str) -> Found:
    """Search as the service does, on no day."""
    query = snapshot.read(question)
    return snapshot.search(query, embedder.embed_question(query.respelt))


def indexed(folder: Path, articles: Callable[[], Iterator[Article | Rejected]], embedder: Embedder) -> Snapshot:
    """Index articles below `folder`, or bring what is there up to date, and open it.

    Two sentences that are one story in two identities count once, so a few pairs are left out.
    """
    store = GenerationStore(folder)
    build(store, articles, lambda: embedder, BuildRules(), owner="benchmark")
    return Snapshot(store.current())
