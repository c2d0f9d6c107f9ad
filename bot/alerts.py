"""What an update of the index brought of the things that people watch, as exact sentences.

New is an article whose identity with its content was never there when it was looked: so an update made by another
process counts, and so do several updates at once, and what comes back after a rollback, or a withdrawal that was
undone, is no news. A name is found in every spelling, by the words of each sentence; for
a topic the same search decides that answers questions, from the confidence up that an answer needs.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answers.answer import Answered, Citation
from bot.answers.evidence import said_once
from bot.answers.question import understand
from bot.answers.reply import ReplyRules, card_of, reply
from bot.answers.timeline import states
from index.hits import Found
from index.mentions import Mention, mentions_in
from index.query import Query
from index.search import Snapshot
from index.storage.files import Files

__all__ = ["Known", "News", "is_quiet", "news_in", "sentence_key"]

MOST_OF_A_TOPIC = 5  # sentences of one update
_READ = 120  # new articles with the name, best first, as for a timeline
_LOOKED_AT = (
    2_000  # articles whose vectors are read for a topic, some 12 MB; of a first build the search finds the rest
)

Fingerprints = npt.NDArray[np.uint64]
Search = Callable[[str, Sequence[int]], Found]  # a question, and the articles to look at in any case


@dataclass(frozen=True, slots=True)
class Known:
    """The articles there have ever been up to a generation, eight bytes each: enough to tell which are new later."""

    generation: str
    articles: Fingerprints

    @classmethod
    def of(cls, generation: str, hashes: Mapping[str, str]) -> "Known":
        """Return what is known once a generation's articles, content hashes by identity, were looked at."""
        return cls(generation, np.sort(_fingerprints(hashes)))

    def grown(self, generation: str, hashes: Mapping[str, str]) -> "Known":
        """Return what is known once a later generation's articles were looked at as well."""
        return Known(generation, np.union1d(self.articles, _fingerprints(hashes)))

    @classmethod
    def read(cls, path: Path) -> "Known | None":
        """Return what `keep` kept, None where that is missing or damaged: then all that there is counts as known."""
        try:
            name, _, raw = path.read_bytes().partition(b"\n")
            return cls(name.decode(), np.frombuffer(raw, "<u8").astype(np.uint64))
        except (OSError, ValueError):
            return None

    def keep(self, path: Path) -> None:
        """Write it so that a crash leaves the old or the new."""
        files, beside = Files(), path.with_suffix(".new")
        files.write(beside, self.generation.encode() + b"\n" + self.articles.astype("<u8").tobytes())
        files.rename(beside, path)

    def new_in(self, hashes: Mapping[str, str]) -> list[str]:
        """Return the identities of the articles that are not known."""
        known = np.isin(_fingerprints(hashes), self.articles, assume_unique=True)
        return [key for key, old in zip(hashes, known.tolist(), strict=True) if not old]


@dataclass(frozen=True, slots=True)
class News:
    """What new articles say of each topic, newest first, and what is known now; the citations are numbered from 1."""

    known: Known
    found: Mapping[str, tuple[Citation, ...]]


def news_in(snapshot: Snapshot, topics: Sequence[str], known: Known | None, search: Search, rules: ReplyRules) -> News:
    """Return what articles that are not `known` say of topics; where nothing is known yet, none is new."""
    name = snapshot.generation.name
    if known is not None and known.generation == name:
        return News(known, {})
    hashes = snapshot.catalogue.hashes()
    keys = [] if known is None else known.new_in(hashes)
    numbers = [number for key in keys if (number := snapshot.catalogue.number_of(key)) is not None]
    found = {topic: _news_of(snapshot, topic, numbers, search, rules) for topic in topics if numbers}
    return News(known.grown(name, hashes) if known else Known.of(name, hashes), found)


def sentence_key(sentence: str) -> str:
    """Return what names the words of a sentence, wherever they stand: a copy of an article says nothing new."""
    words = " ".join(sentence.casefold().split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def is_quiet(now: time, quiet_from: str | None, quiet_until: str | None) -> bool:
    """Tell whether it is between two times of the day, "HH:MM", the first included; over midnight too."""
    if not quiet_from or not quiet_until:
        return False
    first, last = time.fromisoformat(quiet_from), time.fromisoformat(quiet_until)
    return first <= now < last if first <= last else now >= first or now < last


def _news_of(
    snapshot: Snapshot, topic: str, numbers: Sequence[int], search: Search, rules: ReplyRules
) -> tuple[Citation, ...]:
    query = snapshot.read(topic)
    citations = list(_mentioning(snapshot, query, topic, numbers))
    said = len(query.concepts) == 1 and citations  # one word, be it a name or not, says itself what it means
    if not said and not any(concept.is_proper for concept in query.concepts):
        citations += _about(snapshot, topic, numbers, search, rules)
    citations.sort(key=lambda one: one.article.published or "", reverse=True)  # stable: in reading order within one
    once = _few_of_each(said_once(citations, lambda one: one.sentence), rules.per_article)
    return tuple(replace(one, n=n) for n, one in zip(range(1, MOST_OF_A_TOPIC + 1), once, strict=False))


def _mentioning(snapshot: Snapshot, query: Query, topic: str, numbers: Sequence[int]) -> Iterator[Citation]:
    """Yield the sentences of the articles that hold all of the topic, in any spelling."""
    own = set(snapshot.catalogue.passages_of(numbers))
    passages = [passage for passage in snapshot.holding(query) if passage in own]
    for one in mentions_in(snapshot.catalogue, passages, query, _READ):
        citation = _cited(snapshot, one)
        if states(citation.sentence, topic):
            yield citation


def _about(
    snapshot: Snapshot, topic: str, numbers: Sequence[int], search: Search, rules: ReplyRules
) -> tuple[Citation, ...]:
    """Return what the articles would answer if they were asked about the topic and there were no others."""
    found, new = search(topic, sorted(numbers)[-_LOOKED_AT:]), set(numbers)
    only = replace(
        found,
        passages=tuple(hit for hit in found.passages if hit.article in new),
        sentences=tuple(hit for hit in found.sentences if hit.article in new),
    )
    if not only.sentences:
        return ()
    wanted = replace(rules, citations=MOST_OF_A_TOPIC)
    answer = reply(understand(topic), only, snapshot.article, wanted, snapshot.catalogue.quotations_in)
    return answer.citations if isinstance(answer, Answered) else ()


def _cited(snapshot: Snapshot, one: Mention) -> Citation:
    article = snapshot.article(one.article)
    return Citation(1, card_of(article), article.text[one.start : one.end], one.start, one.end)


def _few_of_each(citations: Iterator[Citation], limit: int) -> Iterator[Citation]:
    counts: Counter[str] = Counter()
    for one in citations:
        counts[one.article.id] += 1
        if counts[one.article.id] <= limit:
            yield one


def _fingerprints(hashes: Mapping[str, str]) -> Fingerprints:
    digests = (
        hashlib.blake2b(f"{key}\n{content}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for key, content in hashes.items()
    )
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)
