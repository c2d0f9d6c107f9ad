"""Reading without asking: lists of articles, timelines, somebody's words, a sentence in its context.

Each is one look at one snapshot; whatever is quoted is `article.text[start:end]`, and of one article never more
sentences than the settings allow.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.answers.answer import ArticleCard, Citation
from bot.answers.days import day_of
from bot.answers.evidence import said_once
from bot.answers.notes import dates_in
from bot.answers.paging import Event, OutletCount, Page
from bot.answers.reply import card_of
from bot.answers.speech import said_in
from bot.answers.surroundings import Place, Surroundings, surroundings
from bot.answers.timeline import Told, events
from index.hits import Found
from index.mentions import mentions_in
from index.query import Query
from index.search import Snapshot
from index.speech import sentences_of, words_of
from index.storage import listing
from index.storage.rows import StoredSentence

__all__ = ["Timelines", "find", "latest", "quotes_of", "sources", "surroundings_of"]

Item = TypeVar("Item")
_ARTICLES, _OUTLETS, _SENTENCES = 8, 15, 5  # on a page
_READ = 120  # articles whose sentences a timeline is made of
_KEPT = 32  # timelines, some 20 kB each
_NEAR = 0.3  # the cosine that makes an article near, as where a refusal names the nearest


def find(snapshot: Snapshot, query: str, search: Callable[[str], Found], page: int) -> Page[ArticleCard]:
    """Return articles about a query, the newest first: those that say all its words, and mainly so, in one passage.

    Words can't be looked for in another language; there, and where none holds all, the nearest in meaning count.
    """
    read = snapshot.read(query)
    found = listing.of_passages(snapshot.catalogue, snapshot.holding(read, mainly=True))
    near = [
        hit.article
        for hit in search(query).passages
        if hit.dense >= _NEAR and (not found or hit.language != read.language)
    ]
    numbers = list(dict.fromkeys([*found, *near]))
    return _cards(snapshot, listing.newest_of(snapshot.catalogue, numbers, *_part(page, _ARTICLES)), page, len(numbers))


def latest(snapshot: Snapshot, page: int) -> Page[ArticleCard]:
    """Return all articles, the newest first."""
    numbers = listing.newest(snapshot.catalogue, *_part(page, _ARTICLES))
    return _cards(snapshot, numbers, page, listing.count_articles(snapshot.catalogue))


def sources(snapshot: Snapshot, page: int) -> Page[OutletCount]:
    """Return the outlets, those with most articles first."""
    rows = listing.outlets(snapshot.catalogue, *_part(page, _OUTLETS))
    counts = tuple(OutletCount(row.outlet, row.articles, day_of(row.first), day_of(row.last)) for row in rows)
    return Page(counts, page, _OUTLETS, listing.count_outlets(snapshot.catalogue))


class Timelines:
    """Timelines, the last ones kept: turning a page makes none anew. A new generation begins with none."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, frozenset[int], str, int], list[Told]] = OrderedDict()
        self._lock = threading.Lock()

    def page(
        self, snapshot: Snapshot, name: str, page: int, *, per_article: int, oldest_first: bool = False
    ) -> Page[Event]:
        """Return the events of a name, under every spelling; the newest first unless asked for otherwise."""
        key = (snapshot.generation.name, snapshot.hidden, name, per_article)
        with self._lock:
            told = self._kept.pop(key, None)
        if told is None:
            told = _told(snapshot, name, per_article)
        with self._lock:
            self._kept[key] = told
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        shown = _slice(told if oldest_first else told[::-1], page)
        return Page(tuple(_event(snapshot, one) for one in shown), page, _SENTENCES, len(told))


def _told(snapshot: Snapshot, name: str, per_article: int) -> list[Told]:
    query = snapshot.read(name)
    mentions = mentions_in(snapshot.catalogue, snapshot.holding(query), query, _READ)
    articles = {number: snapshot.article(number) for number in dict.fromkeys(one.article for one in mentions)}
    return events(name, mentions, articles, per_article, stories=snapshot.catalogue.retold.stories_of(articles))


def quotes_of(snapshot: Snapshot, name: str, page: int, *, per_article: int) -> Page[Citation]:
    """Return what somebody said, under every spelling of the name; the newest first, no sentence twice."""
    said = words_of(snapshot.catalogue, _as_name(snapshot.read(name)), name)
    day = {number: item.quotation.published or "" for item in said for number in item.sentences}
    sentences, _ = sentences_of(snapshot.catalogue, said)
    newest = sorted(sentences, key=lambda one: day[one.id][:10], reverse=True)  # in reading order within a day
    once = list(_few_of_each(said_once(newest, lambda one: _quoted(snapshot, one)), per_article))
    shown = _slice(once, page)
    return Page(tuple(_words(snapshot, one, name) for one in shown), page, _SENTENCES, len(once))


def surroundings_of(snapshot: Snapshot, place: Place, shift: int, *, most: int) -> Surroundings | None:
    """Return a sentence in its context; None where it isn't in the index any more, or its article doesn't go on."""
    number = snapshot.handles.number_of(place.article)
    if number is None:
        return None
    spans = [(one.start, one.end) for one in snapshot.catalogue.sentences("article = ?", (number,))]
    return surroundings(snapshot.article(number), spans, place, shift, most)


def _as_name(query: Query) -> Query:
    """Return the query with each of its words a name, as whoever asks by name means them."""
    return replace(query, concepts=tuple(replace(one, is_name=True) for one in query.concepts))


def _part(page: int, size: int) -> tuple[int, int]:
    return page * size, size


def _slice(items: Sequence[Item], page: int) -> Sequence[Item]:
    return items[page * _SENTENCES : (page + 1) * _SENTENCES]


def _cards(snapshot: Snapshot, numbers: Sequence[int], page: int, total: int) -> Page[ArticleCard]:
    return Page(tuple(card_of(snapshot.article(number)) for number in numbers), page, _ARTICLES, total)


def _quoted(snapshot: Snapshot, sentence: StoredSentence) -> str:
    return snapshot.article(sentence.article).text[sentence.start : sentence.end]


def _few_of_each(sentences: Iterator[StoredSentence], limit: int) -> Iterator[StoredSentence]:
    counts: Counter[int] = Counter()
    for one in sentences:
        counts[one.article] += 1
        if counts[one.article] <= limit:
            yield one


def _event(snapshot: Snapshot, told: Told) -> Event:
    copies = tuple(card_of(snapshot.article(number)) for number in told.copies)
    one = told.mention
    citation = _cited(snapshot, one.article, one.start, one.end, also_in=copies)
    return Event(told.first, told.last, told.stated, citation)


def _words(snapshot: Snapshot, sentence: StoredSentence, name: str) -> Citation:
    said = said_in(snapshot.catalogue.quotations_in(sentence.id), name)
    return _cited(
        snapshot, sentence.article, sentence.start, sentence.end, said.speaker or sentence.speaker, said.speech
    )


def _cited(
    snapshot: Snapshot, number: int, start: int, end: int, speaker: str | None = None, speech: str | None = None,
    also_in: tuple[ArticleCard, ...] = (),
) -> Citation:  # fmt: skip
    article = snapshot.article(number)
    return Citation(
        1, card_of(article), article.text[start:end], start, end, speaker=speaker or None, speech=speech,
        dates=dates_in(article, start, end), also_in=also_in,
    )  # fmt: skip
