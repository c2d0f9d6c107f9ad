"""Passages that hold a query, and those that are mainly about it."""

from pathlib import Path

import pytest

from index.mentions import holding
from index.query import Concept, Query
from index.storage.keywords import KeywordIndex, count_terms, hash_term, hash_terms, write_keyword_index


def _query(*words: str) -> Query:
    concepts = tuple(Concept(word, (hash_term(word),), 1, 1.0, is_name=True, is_proper=True) for word in words)
    return Query(" ".join(words), "en", concepts, (), "")


def _index(folder: Path, passages: list[list[str]]) -> KeywordIndex:
    packed = [count_terms(hash_terms(words)) for words in passages]
    write_keyword_index(folder, lambda: iter(packed))
    return KeywordIndex.open(folder, len(passages))


@pytest.mark.parametrize(("passing", "kept"), [(60, 30), (20, 30)])
def test_passing_mentions_are_left_out_where_there_are_many(tmp_path: Path, passing: int, kept: int) -> None:
    about = [["flu", "bird", "flu", "bird", "flu", "bird"]] * 30
    mentioned = [["flu", "bird", *map(str, range(80))]] * passing
    index = _index(tmp_path, [*mentioned, *about, ["flu"], ["bird"]])
    found = holding(index, _query("bird", "flu")).tolist()
    assert sorted(found) == list(range(passing + 30))
    assert sorted(found[:30]) == list(range(passing, passing + 30))
    assert sorted(holding(index, _query("bird", "flu"), mainly=True).tolist()) == list(range(passing, passing + kept))


def test_a_few_are_returned_in_any_case_and_none_for_nothing(tmp_path: Path) -> None:
    index = _index(tmp_path, [["flu"] * 5, *[["flu", *map(str, range(80))]] * 9])
    assert len(holding(index, _query("flu"), mainly=True)) == 10
    assert len(holding(index, _query("cold"), mainly=True)) == 0
    assert len(holding(index, _query(), mainly=True)) == 0
