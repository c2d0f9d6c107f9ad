"""The real evaluation collections, beside the project, as articles and questions; see ../shared/eval for what they are."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from benchmarks.material import SHARED
from config.errors import IndexMismatch
from index.article import Article
from index.build import build
from index.construction import BuildRules
from index.hits import Found
from index.report import Progress, Rejected
from index.search import Snapshot
from index.storage.generations import GenerationStore
from index.text import settle

if TYPE_CHECKING:
    from index.embedding.model import Embedder

__all__ = [
    "Located", "ask", "brought_up", "indexed", "korquad_articles", "korquad_questions", "mixed_pairs", "news_pairs",
    "pairs", "read_records", "sampled",
]  # fmt: skip

_HALF = 500  # of the thousand pairs
Articles = Callable[[], Iterator[Article | Rejected]]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Located:
    """A question and where its answer stands: a character of an article."""

    question: str
    article: str
    position: int


def read_records(name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of one of the files."""
    with gzip.open(SHARED / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def korquad_articles(*, even_only: bool = False) -> Iterator[Article]:
    """Yield the Korean Wikipedia articles; with `even_only` those whose number is even."""
    for number, record in enumerate(read_records("korquad-articles.jsonl.gz")):
        if not (even_only and number % 2):
            yield Article(id=record["id"], text=record["text"], title=record["title"], language="ko")


def korquad_questions() -> list[Located]:
    """Return the questions on them."""
    return [
        Located(record["question"], record["article_id"], record["answer_start"])
        for record in read_records("korquad-questions.jsonl.gz")
    ]


@cache
def pairs() -> list[dict[str, str]]:
    """Return the Korean-English sentence pairs, under "ko" and "en"."""
    records = read_records("koen-news-pairs.jsonl.gz")
    return [{key: settle(record[key]).strip() for key in ("ko", "en")} for record in records]


def news_pairs(language: str, *, first_half: bool = False) -> Iterator[Article]:
    """Yield one side of the pairs as articles of one sentence, their number as id."""
    for number, pair in enumerate(pairs()[: _HALF if first_half else None]):
        yield Article(id=str(number), text=pair[language], language=language)


def mixed_pairs() -> Iterator[Article]:
    """Yield the Korean side of the first half of the pairs and the English side of the other."""
    for number, pair in enumerate(pairs()):
        language = "ko" if number < _HALF else "en"
        yield Article(id=str(number), text=pair[language], language=language)


def ask(snapshot: Snapshot, embedder: "Embedder", question: str) -> Found:
    """Search as the service does, on no day."""
    query = snapshot.read(question)
    return snapshot.search(query, embedder.embed_question(query.respelt))


def brought_up(
    folder: Path, articles: Articles, embedder: "Embedder", on_progress: Callable[[Progress], None] = lambda _: None
) -> GenerationStore:
    """Index articles below `folder`, or bring what is there up to date.

    Two sentences that are one story in two identities count once, so a few pairs are left out.
    """
    store = GenerationStore(folder)
    steps = partial(build, store, articles, lambda: embedder, BuildRules(), owner="benchmark", on_progress=on_progress)
    try:
        steps()
    except IndexMismatch:  # built by a version that took articles apart in another way
        steps(full=True)
    return store


def indexed(folder: Path, articles: Articles, embedder: "Embedder") -> Snapshot:
    """Bring up an index and open it."""
    return Snapshot(brought_up(folder, articles, embedder).current())


def sampled(items: Sequence[Item], count: int) -> list[Item]:
    """Return `count` of the items, spread evenly over all."""
    places = np.linspace(0, len(items) - 1, min(count, len(items))).astype(int)
    return [items[place] for place in places]
