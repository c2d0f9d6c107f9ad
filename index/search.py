"""Question -> ranked passages and sentences, from one immutable snapshot.

Candidates come from two sides, the nearest vectors and the best keywords; every candidate then gets both exact
scores, so that neither side's cut-off ranks anything. Sentences of the best passages are scored one by one, and each
passage gains by its best sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.article import Article
from index.centring import Centres
from index.language.names import NameBook
from index.query import Query, read_question
from index.ranking import Weights, coverage, keyword_scores, passage_scores, recency, sentence_scores, term_hits
from index.storage.catalogue import Catalogue
from index.storage.keywords import KeywordIndex
from index.storage.layout import Generation
from index.storage.rows import StoredPassage, StoredSentence
from index.storage.vectors import PassageIndex, VectorReader
from index.timeliness import window_gain

__all__ = ["Found", "PassageHit", "QuestionEmbedder", "SentenceHit", "Snapshot"]

_CANDIDATES = 100  # from each side
_READ = 24  # passages whose sentences are scored

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


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Passages that may answer, one a row, with their features."""

    ids: npt.NDArray[np.int64]
    scores: Floats
    dense: Floats
    covers: npt.NDArray[np.bool_]
    coverage: Floats
    subwords: Floats
    languages: list[str]

    def best(self, count: int) -> "_Candidates":
        """Return the `count` with the highest scores, best first."""
        rows = np.argsort(-self.scores, kind="stable")[:count]
        languages = [self.languages[row] for row in rows]
        return _Candidates(
            self.ids[rows], self.scores[rows], self.dense[rows], self.covers[rows], self.coverage[rows],
            self.subwords[rows], languages,
        )  # fmt: skip

    def hit(self, row: int, stored: StoredPassage, score: float) -> PassageHit:
        """Return a row as what the search gives."""
        return PassageHit(
            stored.id, stored.article, stored.start, stored.end, score, float(self.dense[row]),
            float(self.coverage[row]), float(self.subwords[row]), tuple(self.covers[row].tolist()), self.languages[row],
        )  # fmt: skip


class Snapshot:
    """One generation, open for questions; immutable, and safe to use from several threads."""

    def __init__(self, generation: Generation, weights: Weights | None = None) -> None:
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
        self._names = NameBook(self.catalogue.names())

    def close(self) -> None:
        """Let go of the catalogue; the mapped arrays go with the object."""
        self.catalogue.close()

    def article(self, number: int) -> Article:
        """Return the article with the catalogue's number."""
        return self.catalogue.article(number)

    def read(self, question: str) -> Query:
        """Read a question against this snapshot's terms and names."""
        return read_question(question, self._keywords, self._names)

    def search(
        self, query: Query, question: Floats, asked: date | None = None, window: tuple[date, date] | None = None
    ) -> Found:
        """Rank passages and sentences.

        `question` is the question's vector as the model gives it, float32[d]. With `asked`, the day of the question,
        articles of the days before it gain a little: most questions about the news are about what is new. Articles of
        the days in `window`, both included, and of those around it gain more.
        """
        if not len(self._passages.ids):
            return Found(query, (), ())
        centred = self._centres.centre(question[None], [query.language])[0]
        candidates = self._candidates(query, centred, asked, window).best(_READ)
        stored = self.catalogue.passages(candidates.ids.tolist())
        sentences, owner = self._sentences_of(stored)
        languages = [candidates.languages[place] for place in owner]
        hits = self._score(query, centred, sentences, candidates.scores[owner], languages)
        gain = np.zeros(len(stored), np.float32)
        np.maximum.at(gain, owner, np.array([hit.score for hit in hits], np.float32))
        final = candidates.scores + self._weights.best_sentence * gain
        order = np.argsort(-final, kind="stable")
        rank = {int(place): position for position, place in enumerate(order)}
        passages = tuple(candidates.hit(place, stored[place], float(final[place])) for place in order)
        ranked = (replace(hit, passage=rank[int(place)]) for hit, place in zip(hits, owner, strict=True))
        return Found(query, passages, tuple(_once(sorted(ranked, key=lambda hit: (-hit.score, hit.id)))))

    def _candidates(
        self, query: Query, centred: Floats, asked: date | None, window: tuple[date, date] | None
    ) -> "_Candidates":
        parts, subwords = keyword_scores(query, self._keywords)
        rarities = [concept.rarity for concept in query.concepts]
        concepts = coverage(np.stack(parts, axis=1), rarities) if parts else np.zeros_like(subwords)
        lexical = self._weights.keyword * concepts + self._weights.subword * subwords
        count = min(_CANDIDATES, len(lexical))
        preferred = lexical + (lexical > 0) * window_gain(self._days, window) if window else lexical
        by_words = np.argpartition(-preferred, count - 1)[:count]
        near, _ = self._index.search(centred, _CANDIDATES)
        rows = np.union1d(by_words[lexical[by_words] > 0], np.searchsorted(self._passages.ids, near))
        languages = [self._language_names[code] for code in self._languages[rows]]
        dense = self._centres.centre(self._passages.rows(rows), languages) @ centred
        covers = np.array([part[rows] > 0 for part in parts], np.bool_).reshape(len(parts), len(rows)).T
        scores = passage_scores(dense, concepts[rows], subwords[rows], self._weights)
        if asked is not None:
            scores += self._weights.recency * recency(self._days[rows], asked.toordinal())
        scores += window_gain(self._days[rows], window)
        return _Candidates(
            self._passages.ids[rows], scores, dense, covers, coverage(covers, rarities), subwords[rows], languages
        )

    def _sentences_of(self, passages: Sequence[StoredPassage]) -> tuple[list[StoredSentence], npt.NDArray[np.int64]]:
        """Return the sentences of all passages in order, and for each the place of its passage."""
        found: list[StoredSentence] = []
        owner: list[int] = []
        for place, passage in enumerate(passages):
            own = self.catalogue.sentences("id BETWEEN ? AND ?", (passage.first_sentence, passage.last_sentence))
            found.extend(own)
            owner.extend([place] * len(own))
        return found, np.array(owner, np.int64)

    def _score(
        self, query: Query, centred: Floats, sentences: Sequence[StoredSentence], passage: Floats, languages: list[str]
    ) -> list[SentenceHit]:
        packed = [sentence.terms for sentence in sentences]
        covers = term_hits(packed, [concept.terms for concept in query.concepts])
        concepts = coverage(covers, [concept.rarity for concept in query.concepts])
        subwords = coverage(
            term_hits(packed, [[term] for term, _ in query.subwords]), [weight for _, weight in query.subwords]
        )
        ids = np.array([sentence.id for sentence in sentences])
        dense = self._centres.centre(self._sentences.of(ids), languages) @ centred
        articles = np.array([sentence.article for sentence in sentences])
        follows = np.concatenate(([False], (np.diff(ids) == 1) & (np.diff(articles) == 0)))
        scores = sentence_scores(dense, concepts, subwords, follows, passage, self._weights)
        return [
            SentenceHit(
                sentence.id, sentence.article, sentence.start, sentence.end, float(scores[i]), float(dense[i]),
                float(concepts[i]), tuple(covers[i].tolist()), 0, languages[i], sentence.speaker,
            )
            for i, sentence in enumerate(sentences)
        ]  # fmt: skip


def _once(hits: Sequence[SentenceHit]) -> Iterator[SentenceHit]:
    """Yield each sentence once, where it ranks best: passages overlap."""
    seen: set[int] = set()
    for hit in hits:
        if hit.id not in seen:
            seen.add(hit.id)
            yield hit
