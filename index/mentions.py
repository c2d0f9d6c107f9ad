"""Sentences that hold a name, found by the index's words: under every spelling that a question would find it by."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.query import Query
from index.ranking import term_hits
from index.storage.catalogue import Catalogue
from index.storage.keywords import KeywordIndex
from index.storage.listing import of_passages

__all__ = ["Mention", "holding", "mentions_in"]

_FIRST_SENTENCES = (
    "SELECT article, min(id) FROM sentence WHERE article IN (SELECT value FROM json_each(?)) GROUP BY article"
)
_OF_PASSAGES = (
    "id IN (SELECT s.id FROM json_each(?) j JOIN passage p ON p.id = j.value "
    "JOIN sentence s ON s.id BETWEEN p.first_sentence AND p.last_sentence "
    "WHERE p.article IN (SELECT value FROM json_each(?)))"
)

# Of the words of the passage that says most. Of the articles of news-2024 found for six queries ("student loans", "bird
# flu"), 327 reach it and 172 of them have a word of the query in the headline; of the 233 that don't, 7.
_MAIN = 0.7
_FEW = 24  # passages

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that holds all of a name: `article.text[start:end]`, the `place`-th of its article, from 0."""

    article: int
    start: int
    end: int
    place: int


def holding(keywords: KeywordIndex, query: Query, *, mainly: bool = False) -> Rows:
    """Return the rows of the passages that hold every concept of the query, those that say most of it first.

    `mainly` leaves out those that only mention it; a few are returned in any case.
    """
    parts = [keywords.best(concept.terms) for concept in query.concepts]
    if not parts:
        return np.empty(0, np.int64)
    total = np.sum(parts, axis=0)
    held = np.flatnonzero(np.min(parts, axis=0) > 0)
    order = held[np.argsort(-total[held], kind="stable")]
    if mainly and len(order) > _FEW:
        most = int(np.count_nonzero(total[order] >= _MAIN * total[order[0]]))
        order = order[: max(_FEW, most)]
    return np.asarray(order, np.int64)


def mentions_in(catalogue: Catalogue, passages: Sequence[int], query: Query, most: int) -> list[Mention]:
    """Return the sentences of these passages that hold the whole query, of the first `most` articles, in order."""
    articles = dict(catalogue.select(_FIRST_SENTENCES, (json.dumps(of_passages(catalogue, passages)[:most]),)))
    sentences = catalogue.sentences(_OF_PASSAGES, (json.dumps(list(passages)), json.dumps(list(articles))))
    if not sentences:
        return []
    hits = term_hits([one.terms for one in sentences], [concept.terms for concept in query.concepts])
    whole = np.flatnonzero(hits.sum(axis=1) == len(query.concepts)).tolist()
    return [
        Mention(one.article, one.start, one.end, one.id - articles[one.article])
        for one in (sentences[row] for row in whole)
    ]
