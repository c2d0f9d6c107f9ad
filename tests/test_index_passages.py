"""Passages: every sentence is searched, none is torn, and the model is never given more than it reads."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.passages import Passage, divide, header

LENGTHS = st.lists(st.integers(1, 300), min_size=0, max_size=40)


def spans_of(tokens: list[int]) -> list[tuple[int, int]]:
    """Lay sentences of so many characters one after the other, a space between."""
    spans = []
    start = 0
    for length in tokens:
        spans.append((start, start + length))
        start += length + 1
    return spans


def ranges(tokens: list[int], budget: int, overlap: int) -> list[tuple[int, int]]:
    return [(p.first, p.last) for p in divide(spans_of(tokens), tokens, budget, overlap)]


@given(LENGTHS, st.integers(32, 480), st.integers(0, 5))
def test_every_sentence_is_in_a_passage_and_passages_move_on(tokens: list[int], budget: int, overlap: int) -> None:
    spans = spans_of(tokens)
    passages = divide(spans, tokens, budget, overlap)
    covered = -1
    for before, passage in zip([None, *passages], passages, strict=False):
        assert passage.first <= covered + 1
        assert passage.last > covered
        assert before is None or passage.first > before.first
        assert (passage.start, passage.end) == (spans[passage.first][0], spans[passage.last][1])
        covered = passage.last
    assert covered == len(tokens) - 1


@given(LENGTHS, st.integers(32, 480), st.integers(0, 5))
def test_only_a_sentence_longer_than_the_budget_exceeds_it(tokens: list[int], budget: int, overlap: int) -> None:
    for passage in divide(spans_of(tokens), tokens, budget, overlap):
        used = sum(tokens[passage.first : passage.last + 1])
        assert used <= budget or passage.first == passage.last


@given(LENGTHS, st.integers(32, 480), st.integers(0, 5))
def test_neighbours_share_at_most_the_overlap_and_a_quarter_of_the_budget(
    tokens: list[int], budget: int, overlap: int
) -> None:
    passages = divide(spans_of(tokens), tokens, budget, overlap)
    for before, after in pairwise(passages):
        shared = range(after.first, before.last + 1)
        assert len(shared) <= overlap
        assert sum(tokens[place] for place in shared) <= budget // 4


def test_a_short_article_is_one_passage() -> None:
    assert divide([(0, 10), (11, 30)], [5, 9], 256, 1) == [Passage(0, 1, 0, 30)]
    assert divide([], [], 256, 1) == []


@pytest.mark.parametrize(
    ("overlap", "expected"),
    [(0, [(0, 3), (4, 7), (8, 9)]), (1, [(0, 3), (3, 6), (6, 9)]), (2, [(0, 3), (3, 6), (6, 9)])],
)
def test_neighbours_overlap_by_whole_sentences(overlap: int, expected: list[tuple[int, int]]) -> None:
    assert ranges([25] * 10, 100, overlap) == expected


def test_a_sentence_beyond_the_budget_stands_alone() -> None:
    assert ranges([20, 500, 20], 100, 1) == [(0, 0), (1, 1), (2, 2)]


def test_the_model_reads_title_outlet_and_day_before_the_body() -> None:
    article = Article(id="a", text="본문이다.", title="제목", outlet="한결통신", published="2025-08-04T09:00:00+09:00")
    assert header(article) == "제목\n한결통신, 2025-08-04\n"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article(id="a", text="본문이다."), ""),
        (Article(id="a", text="본문이다.", outlet="한결통신"), "한결통신\n"),
        (Article(id="a", text="본문이다.", published="2025-08-04"), "2025-08-04\n"),
        (Article(id="a", text="본문이다.", title="제목"), "제목\n"),
    ],
)
def test_what_is_unknown_is_left_out(article: Article, expected: str) -> None:
    assert header(article) == expected
