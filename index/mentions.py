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

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that holds all of a name: `article.text[start:end]`, the `place`-th of its article, from 0.

    `speaker` is as in `language.quotations`: None where nobody's words are reported.
    """

    article: int
    start: int
    end: int
    place: int
    speaker: str | None


def holding(keywords: KeywordIndex, query: Query) -> Rows:
    """Return the rows of the passages that hold every concept of the query, those that say most of it first."""
    parts = [keywords.best(concept.terms) for concept in query.concepts]
    if not parts:
        return np.empty(0, np.int64)
    held = np.flatnonzero(np.min(parts, axis=0) > 0)
    return np.asarray(held[np.argsort(-np.sum(parts, axis=0)[held], kind="stable")], np.int64)


def mentions_in(catalogue: Catalogue, passages: Sequence[int], query: Query, most: int) -> list[Mention]:
    """Return the sentences that hold the whole query, in the first `most` articles of these passages, in order."""
    articles = of_passages(catalogue, passages)[:most]
    if not articles:
        return []
    sentences = catalogue.sentences("article IN (SELECT value FROM json_each(?))", (json.dumps(articles),))
    hits = term_hits([one.terms for one in sentences], [concept.terms for concept in query.concepts])
    whole = np.flatnonzero(hits.sum(axis=1) == len(query.concepts)).tolist()
    first: dict[int, int] = {}
    for place, one in enumerate(sentences):
        first.setdefault(one.article, place)
    return [
        Mention(one.article, one.start, one.end, place - first[one.article], one.speaker)
        for place, one in ((place, sentences[place]) for place in whole)
    ]
