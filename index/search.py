"""Question -> ranked passages and sentences, from one immutable snapshot.

Candidates come from two sides, the nearest vectors and the best keywords; every candidate then gets both exact
scores, so that neither side's cut-off ranks anything. Sentences of the best passages are scored one by one, and each
passage gains by its best sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.article import Article
from index.candidates import Candidates, Looked
from index.centring import Centres
from index.language.holding import holds_answer
from index.language.namebook import NameBook
from index.query import Query, read_question
from index.ranking import (
    Read,
    Weights,
    coverage,
    keyword_scores,
    passage_gain,
    recency,
    sentence_features,
    term_hits,
    weigh,
)
from index.storage.catalogue import Catalogue
from index.storage.keywords import KeywordIndex
from index.storage.layout import Generation
from index.storage.rows import StoredPassage, StoredSentence
from index.storage.vectors import PassageIndex, VectorReader

__all__ = ["Found", "PassageHit", "QuestionEmbedder", "SentenceHit", "Snapshot"]

_CANDIDATES = 100  # from each side
_READ = 24  # passages whose sentences are scored
_KEPT = 128  # articles, some 20 kB each

Floats = npt.NDArray[np.float32]


class QuestionEmbedder(Protocol):
    """What a search needs of the model."""

    def embed_question(self, text: str) -> Floats: ...


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that may answer, `article.text[start:end]`; `article` is the catalogue's number.

    `covers` marks the concepts of the query that the passage, its title or its outlet holds, `coverage` their share
    by rarity; `subwords` is its score by sub-words alone, 0 to 1.
    """

    id: int
    article: int
    start: int
    end: int
    score: float
    dense: float
    coverage: float
    subwords: float
    covers: tuple[bool, ...]
    language: str


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence that may answer. `covers` marks, per concept of the query, whether the sentence holds it.

    `dense` is the cosine between question and sentence, `passage` the place of its passage in the ranking, from 0,
    `speaker` as in `language.quotations`.
    """

    id: int
    article: int
    start: int
    end: int
    score: float
    dense: float
    coverage: float
    covers: tuple[bool, ...]
    passage: int
    language: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    query: Query
    passages: tuple[PassageHit, ...]
    sentences: tuple[SentenceHit, ...]

    @property
    def articles(self) -> tuple[int, ...]:
        """The catalogue's numbers of the articles of all passages, and so of all sentences, best first."""
        return tuple(dict.fromkeys(passage.article for passage in self.passages))


class Snapshot:
    """One generation, open for questions; immutable, and safe to use from several threads."""

    def __init__(
        self, generation: Generation, weights: Weights | None = None, aliases: Sequence[Sequence[str]] = ()
    ) -> None:
        self.generation = generation
        self._weights = weights or Weights()
        self.catalogue = Catalogue.reading(generation.path)
        self._passages = VectorReader.open(generation.path, "passage")
        self._sentences = VectorReader.open(generation.path, "sentence")
        self._index = PassageIndex(generation.path)
        self._keywords = KeywordIndex.open(generation.path, len(self._passages.ids))
        self._centres = Centres.open(generation.path)
        self._days = np.array(self.catalogue.passage_days(), np.int32)
        names, self._languages = np.unique(self.catalogue.passage_languages(), return_inverse=True)
        self._language_names: list[str] = names.tolist()
        self._names = NameBook(self.catalogue.names(), self.catalogue.aliases(), aliases)
        self._article = lru_cache(_KEPT)(self.catalogue.article)

    def close(self) -> None:
        """Let go of the catalogue; the mapped arrays go with the object."""
        self.catalogue.close()

    def article(self, number: int) -> Article:
        """Return the article with the catalogue's number."""
        return self._article(number)

    def read(self, question: str) -> Query:
        """Read a question against this snapshot's terms and names."""
        return read_question(question, self._keywords, self._names)

    def search(self, query: Query, question: Floats, asked: date | None = None) -> Found:
        """Rank passages and sentences.

        `question` is the question's vector as the model gives it, float32[d]. With `asked`, the day of the question,
        articles of the days before it gain a little: most questions about the news are about what is new.
        """
        if not len(self._passages.ids):
            return Found(query, (), ())
        looked = self.look(query, question, asked)
        scores = weigh(sentence_features(looked.read), self._weights)
        owner = looked.read.owner
        final = looked.candidates.scores + weigh(passage_gain(scores, owner, len(looked.passages)), self._weights)
        order = np.argsort(-final, kind="stable")
        rank = {int(place): position for position, place in enumerate(order)}
        passages = tuple(_passage_hit(looked, int(place), float(final[place])) for place in order)
        hits = _hits(query, looked, scores, [rank[int(place)] for place in owner])
        return Found(query, passages, tuple(_once(sorted(hits, key=lambda hit: (-hit.score, hit.id)))))

    def look(self, query: Query, question: Floats, asked: date | None = None) -> Looked:
        """Return the passages and sentences that `search` ranks, with the features it ranks them by."""
        centred = self._centres.centre(question[None], [query.language])[0]
        candidates = self._candidates(query, centred, asked).best(_READ)
        stored = self.catalogue.passages(candidates.ids.tolist())
        sentences, owner = self._sentences_of(stored)
        return Looked(candidates, stored, sentences, self._read(query, centred, candidates, sentences, owner))

    def _candidates(self, query: Query, centred: Floats, asked: date | None) -> Candidates:
        parts, subwords = keyword_scores(query, self._keywords)
        rarities = [concept.rarity for concept in query.concepts]
        concepts = coverage(np.stack(parts, axis=1), rarities) if parts else np.zeros_like(subwords)
        lexical = self._weights.keyword * concepts + self._weights.subword * subwords
        count = min(_CANDIDATES, len(lexical))
        by_words = np.argpartition(-lexical, count - 1)[:count]
        near, _ = self._index.search(centred, _CANDIDATES)
        rows = np.union1d(by_words[lexical[by_words] > 0], np.searchsorted(self._passages.ids, near))
        languages = [self._language_names[code] for code in self._languages[rows]]
        dense = self._centres.centre(self._passages.rows(rows), languages) @ centred
        covers = np.array([part[rows] > 0 for part in parts], np.bool_).reshape(len(parts), len(rows)).T
        features = {
            "dense": dense,
            "keyword": concepts[rows],
            "subword": subwords[rows],
            "recency": recency(self._days[rows], asked.toordinal() if asked else 0),
        }
        return Candidates(
            self._passages.ids[rows], weigh(features, self._weights), features, covers, coverage(covers, rarities),
            languages,
        )  # fmt: skip

    def _sentences_of(self, passages: Sequence[StoredPassage]) -> tuple[list[StoredSentence], npt.NDArray[np.int64]]:
        """Return the sentences of all passages in order, and for each the place of its passage."""
        found: list[StoredSentence] = []
        owner: list[int] = []
        for place, passage in enumerate(passages):
            own = self.catalogue.sentences("id BETWEEN ? AND ?", (passage.first_sentence, passage.last_sentence))
            found.extend(own)
            owner.extend([place] * len(own))
        return found, np.array(owner, np.int64)

    def _read(
        self, query: Query, centred: Floats, candidates: Candidates, sentences: Sequence[StoredSentence],
        owner: npt.NDArray[np.int64],
    ) -> Read:  # fmt: skip
        packed = [sentence.terms for sentence in sentences]
        ids = np.array([sentence.id for sentence in sentences])
        languages = [candidates.languages[place] for place in owner]
        return Read(
            dense=self._centres.centre(self._sentences.of(ids), languages) @ centred,
            concepts=term_hits(packed, [concept.terms for concept in query.concepts]),
            subwords=term_hits(packed, [[term] for term, _ in query.subwords]),
            follows=np.concatenate(([False], (np.diff(ids) == 1) & (np.diff(owner) == 0))),
            kind=self._kind(query.text, sentences),
            owner=owner,
            across=np.array([language != query.language for language in languages]),
            passages={**candidates.features, "keyword": candidates.coverage},
        )

    def _kind(self, question: str, sentences: Sequence[StoredSentence]) -> Floats:
        holds = holds_answer(question)
        if holds is None:
            return np.zeros(len(sentences), np.float32)
        texts = (self.article(sentence.article).text[sentence.start : sentence.end] for sentence in sentences)
        return np.array([holds(text) for text in texts], np.float32)


def _passage_hit(looked: Looked, row: int, score: float) -> PassageHit:
    stored, candidates = looked.passages[row], looked.candidates
    return PassageHit(
        stored.id, stored.article, stored.start, stored.end, score, float(candidates.features["dense"][row]),
        float(candidates.coverage[row]), float(candidates.features["subword"][row]),
        tuple(candidates.covers[row].tolist()), candidates.languages[row],
    )  # fmt: skip


def _hits(query: Query, looked: Looked, scores: Floats, ranks: Sequence[int]) -> list[SentenceHit]:
    """Return each sentence as what the search gives; `ranks` are the places of their passages."""
    covers, owner = looked.read.concepts, looked.read.owner
    concepts = coverage(covers, [concept.rarity for concept in query.concepts])
    return [
        SentenceHit(
            sentence.id, sentence.article, sentence.start, sentence.end, float(scores[i]), float(looked.read.dense[i]),
            float(concepts[i]), tuple(covers[i].tolist()), ranks[i], looked.candidates.languages[owner[i]],
            sentence.speaker,
        )
        for i, sentence in enumerate(looked.sentences)
    ]  # fmt: skip


def _once(hits: Sequence[SentenceHit]) -> Iterator[SentenceHit]:
    """Yield each sentence once, where it ranks best: passages overlap."""
    seen: set[int] = set()
    for hit in hits:
        if hit.id not in seen:
            seen.add(hit.id)
            yield hit
