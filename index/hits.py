"""What a search gives: passages and sentences that may answer, best first, with what speaks for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.candidates import Looked, Sentences
from index.query import Query
from index.ranking import coverage
from index.storage.rows import Twin

__all__ = ["Found", "PassageHit", "Retellings", "SentenceHit", "once", "passage_hit", "sentence_hits"]

Floats = npt.NDArray[np.float32]


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
class Retellings:
    """What tells the stories of articles again, in the whole index, by the catalogue's number of each.

    `stories` are other articles, whether they were found or not; `twins` are not indexed, their text is the article's.
    """

    stories: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    twins: Mapping[int, tuple[Twin, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    query: Query
    passages: tuple[PassageHit, ...]
    sentences: tuple[SentenceHit, ...]
    spoken: tuple[SentenceHit, ...] = ()  # sentences with words of the speaker asked for
    retold: Retellings = Retellings()

    @property
    def articles(self) -> tuple[int, ...]:
        """The catalogue's numbers of the articles of all passages, and so of all sentences, best first."""
        return tuple(dict.fromkeys(passage.article for passage in self.passages))


def passage_hit(looked: Looked, row: int, score: float) -> PassageHit:
    """Return a passage that was looked at as a hit."""
    stored, candidates = looked.passages[row], looked.candidates
    return PassageHit(
        stored.id, stored.article, stored.start, stored.end, score, float(candidates.features["dense"][row]),
        float(candidates.coverage[row]), float(candidates.features["subword"][row]),
        tuple(candidates.covers[row].tolist()), candidates.languages[row],
    )  # fmt: skip


def sentence_hits(query: Query, looked: Sentences, scores: Floats, ranks: Sequence[int]) -> Iterator[SentenceHit]:
    """Yield each sentence that was looked at as a hit; `ranks` are the places of their passages."""
    covers = looked.read.concepts
    concepts = coverage(covers, [concept.rarity for concept in query.concepts])
    for row, sentence in enumerate(looked.sentences):
        yield SentenceHit(
            sentence.id, sentence.article, sentence.start, sentence.end, float(scores[row]),
            float(looked.read.dense[row]), float(concepts[row]), tuple(covers[row].tolist()), ranks[row],
            looked.languages[row], sentence.speaker,
        )  # fmt: skip


def once(hits: Iterable[SentenceHit]) -> tuple[SentenceHit, ...]:
    """Return the hits best first, each sentence once, where it ranks best: passages overlap."""
    best: dict[int, SentenceHit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.id)):
        best.setdefault(hit.id, hit)
    return tuple(best.values())
