"""A small corpus in two editions, and whether a generation holds one of them, whole: text, vectors and keywords."""

from collections.abc import Iterator

import numpy as np

from index.analysis import PassageRule
from index.article import Article
from index.construction import BuildRules
from index.passages import header
from index.storage.catalogue import Catalogue
from index.storage.keywords import KeywordIndex, hash_term
from index.storage.layout import Generation
from index.storage.vectors import PassageIndex, VectorReader
from tests.fakes import ComputedEmbedder

__all__ = ["RULES", "assert_holds", "edition"]

RULES = BuildRules(passages=PassageRule(tokens=32, overlap=1))

_FIRST = range(20)
_SECOND = range(3, 26)  # three articles are gone, six are new
_DISTRICTS = ("Harbour", "Mill", "Chapel", "Orchard", "Quarry", "Station", "Bridge", "Market")


def edition(number: int) -> Iterator[Article]:
    """Yield the articles of the first or second edition; every fourth that both have was edited in between."""
    for story in _FIRST if number == 1 else _SECOND:
        yield _article(story, edited=number == 2 and story in _FIRST and story % 4 == 0)


def _article(story: int, *, edited: bool) -> Article:
    place = f"{_DISTRICTS[story % len(_DISTRICTS)]} district {story}"
    sentences = [
        f"The council of {place} met on Monday to settle item {story * 7}.",
        f"It agreed to spend {story * 13 + 5 + edited} million won on the road to the coast.",
        f'"Nobody was asked about item {story * 7}," said councillor Ann Keeper of {place}.',
        f"Work begins in {2026 + story}, after the last of {story + 3} hearings.",
        f"The ferry company of {place} wants to sue.",
    ]
    return Article(
        id=f"story-{story}", text=" ".join(sentences), title=f"Vote in {place}", outlet="The Coast Paper",
        language="en", published=f"2026-01-{story + 1:02}",
    )  # fmt: skip


def assert_holds(generation: Generation, number: int) -> None:
    """Check that the generation holds exactly this edition, and that every stored part follows from its text."""
    articles = {article.id: article for article in edition(number)}
    catalogue = Catalogue.reading(generation.path)
    try:
        assert set(catalogue.hashes()) == set(articles)
        for key, article in articles.items():
            assert catalogue.article(catalogue.number_of(key) or 0) == article
        assert catalogue.counts() == generation.manifest.counts
        _assert_vectors(generation, catalogue)
        _assert_searchable(generation, catalogue)
    finally:
        catalogue.close()


def _assert_vectors(generation: Generation, catalogue: Catalogue) -> None:
    """Compare each stored vector with the one its text gives."""
    passages = catalogue.passages(catalogue.ids("passage"))
    articles = {passage.article: catalogue.article(passage.article) for passage in passages}
    about = {number: header(article) for number, article in articles.items()}
    texts = [about[p.article] + articles[p.article].text[p.start : p.end] for p in passages]
    _assert_stored(generation, "passage", [passage.id for passage in passages], texts)

    sentences = catalogue.sentences("1", ())
    quotes = [articles[s.article].text[s.start : s.end] for s in sentences]
    _assert_stored(generation, "sentence", [sentence.id for sentence in sentences], quotes)


def _assert_stored(generation: Generation, kind: str, ids: list[int], texts: list[str]) -> None:
    computed, _ = ComputedEmbedder().embed_with_sentences(texts, [()] * len(texts))
    np.testing.assert_allclose(VectorReader.open(generation.path, kind).of(ids), computed, atol=1e-3)


def _assert_searchable(generation: Generation, catalogue: Catalogue) -> None:
    """Check that both searched indexes hold as many passages as there are."""
    ids = catalogue.ids("passage")
    found, _ = PassageIndex(generation.path).search(np.ones(ComputedEmbedder().dimension, np.float32), len(ids))
    assert sorted(found) == ids
    keywords = KeywordIndex.open(generation.path, len(ids))
    assert keywords.frequency(hash_term("council")) > 0
    assert len(keywords.scores([(hash_term("council"), 1.0)])) == len(ids)
