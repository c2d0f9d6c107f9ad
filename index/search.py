"""Question -> ranked passages and sentences, from one immutable snapshot.

Candidates come from two sides, the nearest vectors and the best keywords; every candidate then gets both exact
scores, so that neither side's cut-off ranks anything. Sentences of the best passages are scored one by one, and each
passage gains by its best sentence.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from index.article import Article
from index.candidates import Candidates, Looked, Sentences
from index.centring import Centres
from index.hits import Found, SentenceHit, once, passage_hit, sentence_hits
from index.language.holding import holds_answer
from index.language.namebook import NameBook
from index.mentions import holding
from index.preferences import NOTHING, Preferences
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
    word_trust,
)
from index.speech import sentences_of, words_of
from index.storage.addresses import Addresses
from index.storage.catalogue import Catalogue
from index.storage.handles import Handles
from index.storage.keywords import KeywordIndex
from index.storage.layout import Generation
from index.storage.rows import StoredPassage, StoredSentence
from index.storage.vectors import PassageIndex, VectorReader
from index.timeliness import window_gain

__all__ = ["Snapshot"]

_CANDIDATES = 100  # from each side
_READ = 24  # passages whose sentences are scored
_BY_WORDS = 3  # of them for their words, however far their meaning: a rare word may be all that is asked
_KEPT = 128  # articles, some 20 kB each

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


class Snapshot:
    """One generation, open for questions; immutable, and safe to use from several threads."""

    def __init__(
        self, generation: Generation, weights: Weights | None = None, aliases: Sequence[Sequence[str]] = (),
        withdrawn: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.generation = generation
        self._weights = weights or Weights()
        self.catalogue = Catalogue.reading(generation.path, withdrawn)
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
        self._hidden = self._rows_of(sorted(self.hidden))

    @property
    def hidden(self) -> frozenset[int]:
        """The numbers of the articles that are withdrawn: nothing that is asked of this snapshot gives them."""
        return self.catalogue.hidden.articles

    def close(self) -> None:
        """Let go of the catalogue; the mapped arrays go with the object."""
        self.catalogue.close()

    def article(self, number: int) -> Article:
        """Return the article with the catalogue's number."""
        return self._article(number)

    @cached_property
    def handles(self) -> Handles:
        """The short names of the articles, which buttons hold."""
        return Handles(self.catalogue)

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of the articles, which links are compared with."""
        return Addresses(self.catalogue)

    def read(self, question: str) -> Query:
        """Read a question against this snapshot's terms and names."""
        return read_question(question, self._keywords, self._names)

    def search(self, query: Query, question: Floats, prefers: Preferences = NOTHING) -> Found:
        """Rank passages and sentences; `question` is the question's vector as the model gives it, float32[d]."""
        if len(self._passages.ids) == len(self._hidden) or not self._any_of(prefers.within):
            return Found(query, (), ())
        looked = self.look(query, question, prefers)
        scores, owner = weigh(sentence_features(looked.inside.read), self._weights), looked.inside.read.owner
        final = looked.candidates.scores + weigh(passage_gain(scores, owner, len(looked.passages)), self._weights)
        order = np.argsort(-final, kind="stable").tolist()
        rank = {place: position for position, place in enumerate(order)}
        hits = sentence_hits(query, looked.inside, scores, [rank[place] for place in owner.tolist()])
        return Found(
            query,
            tuple(passage_hit(looked, place, float(final[place])) for place in order),
            once(hits),
            self._spoken(query, self._centred(query, question), prefers) if prefers.speaker else (),
        )

    def holding(self, query: Query, *, mainly: bool = False) -> list[int]:
        """Return the passages that hold all of a query's words, in some spelling; those that say most of it first."""
        rows = holding(self._keywords, query, mainly=mainly)
        return [int(number) for number in self._passages.ids[rows[~np.isin(rows, self._hidden)]]]

    def look(self, query: Query, question: Floats, prefers: Preferences = NOTHING) -> Looked:
        """Return the passages and sentences that `search` ranks, with the features it ranks them by."""
        centred = self._centred(query, question)
        candidates = self._candidates(query, centred, prefers).best(_READ, _BY_WORDS)
        stored = self.catalogue.passages(candidates.ids.tolist())
        sentences, owner = self._sentences_of(stored)
        languages = [candidates.languages[place] for place in owner]
        trust = word_trust(self._across(query.language, candidates.languages))
        features = {**candidates.features, "keyword": trust * candidates.coverage}
        return Looked(candidates, stored, self._read(query, centred, sentences, languages, owner, features))

    def _centred(self, query: Query, question: Floats) -> Floats:
        (centred,) = self._centres.centre(question[None], [query.language])
        return np.asarray(centred, np.float32)

    def _spoken(self, query: Query, centred: Floats, prefers: Preferences) -> tuple[SentenceHit, ...]:
        who, within = prefers.speaker, prefers.within
        said = words_of(self.catalogue, query, who, within)
        sentences, languages = sentences_of(self.catalogue, said)
        if not sentences:
            return ()
        about = tuple(concept for concept in query.concepts if concept.surface.lower() not in who.lower())
        query = replace(query, concepts=about)  # whose words they are is settled; what they are about ranks them
        apart = np.zeros(len(sentences), np.int64)  # of no passage that was ranked
        nothing = {name: np.zeros(1, np.float32) for name in ("dense", "keyword", "subword", "recency", "focus")}
        inside = self._read(query, centred, sentences, languages, apart, nothing)
        scores = weigh(sentence_features(inside.read), self._weights)
        return once(sentence_hits(query, inside, scores, [0] * len(sentences)))

    def _candidates(self, query: Query, centred: Floats, prefers: Preferences) -> Candidates:
        parts, subwords = keyword_scores(query, self._keywords)
        rarities = [concept.rarity for concept in query.concepts]
        concepts = coverage(np.stack(parts, axis=1), rarities) if parts else np.zeros_like(subwords)
        lexical = self._weights.keyword * concepts + self._weights.subword * subwords
        lexical[self._hidden] = 0
        focused = self._rows_of(prefers.focus)
        if prefers.within is None:
            rows = np.union1d(self._rows(lexical, centred, prefers.window), focused).astype(np.int64)
        else:
            rows = np.setdiff1d(self._rows_of(prefers.within), self._hidden)
        languages = [self._language_names[code] for code in self._languages[rows]]
        trust = word_trust(self._across(query.language, languages))
        covers = np.array([part[rows] > 0 for part in parts], np.bool_).reshape(len(parts), len(rows)).T
        features = {
            "dense": self._centres.centre(self._passages.rows(rows), languages) @ centred,
            "keyword": trust * concepts[rows],
            "subword": trust * subwords[rows],
            "recency": recency(self._days[rows], prefers.asked.toordinal() if prefers.asked else 0),
            "focus": np.isin(rows, focused).astype(np.float32),
        }
        scores = weigh(features, self._weights) + window_gain(self._days[rows], prefers.window)
        return Candidates(self._passages.ids[rows], scores, features, covers, coverage(covers, rarities), languages)

    def _any_of(self, within: Sequence[int] | None) -> bool:
        return within is None or len(np.setdiff1d(self._rows_of(within), self._hidden)) > 0

    def _rows_of(self, articles: Sequence[int]) -> Rows:
        ids = np.array(self.catalogue.passages_of(articles), np.int64)
        return np.searchsorted(self._passages.ids, ids).astype(np.int64)

    def _rows(self, lexical: Floats, centred: Floats, window: tuple[date, date] | None) -> Rows:
        """Return the rows of the passages with the best words and of the nearest vectors, ascending."""
        count = min(_CANDIDATES, len(lexical))
        preferred = lexical + (lexical > 0) * window_gain(self._days, window) if window else lexical
        by_words = np.argpartition(-preferred, count - 1)[:count]
        near, _ = self._index.search(centred, _CANDIDATES + len(self._hidden))
        rows = np.union1d(by_words[lexical[by_words] > 0], np.searchsorted(self._passages.ids, near))
        return np.setdiff1d(rows, self._hidden) if len(self._hidden) else rows

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
        self, query: Query, centred: Floats, sentences: list[StoredSentence], languages: list[str], owner: Rows,
        passages: Mapping[str, Floats],
    ) -> Sentences:  # fmt: skip
        packed = [sentence.terms for sentence in sentences]
        ids = np.array([sentence.id for sentence in sentences])
        read = Read(
            dense=self._centres.centre(self._sentences.of(ids), languages) @ centred,
            concepts=term_hits(packed, [concept.terms for concept in query.concepts]),
            subwords=term_hits(packed, [[term] for term, _ in query.subwords]),
            follows=np.concatenate(([False], (np.diff(ids) == 1) & (np.diff(owner) == 0))),
            kind=self._kind(query.text, sentences),
            owner=owner,
            across=self._across(query.language, languages),
            passages=passages,
        )
        return Sentences(sentences, languages, read)

    def _across(self, asked: str, languages: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Return bool[rows]: which are in another language than the question, and can be compared with it."""
        other = {language: language != asked and self._centres.compares(asked, language) for language in {*languages}}
        return np.array([other[language] for language in languages], np.bool_)

    def _kind(self, question: str, sentences: Sequence[StoredSentence]) -> Floats:
        holds = holds_answer(question)
        if holds is None:
            return np.zeros(len(sentences), np.float32)
        texts = (self.article(sentence.article).text[sentence.start : sentence.end] for sentence in sentences)
        return np.array([holds(text) for text in texts], np.float32)
