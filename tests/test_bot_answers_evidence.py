"""Which sentences are cited: the best always, others while they are worth nearly as much, each said once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.evidence import choose_evidence
from bot.answers.question import understand
from index.hits import Found, SentenceHit
from index.query import Query

QUESTION = understand("How long is the bridge?")
TEXTS = ["The bridge is 300 metres long.", "Ships of every size pass below it.", "Rain fell all day in the valley."]


def found(scores: list[float], articles: list[int] | None = None) -> Found:
    owners = articles or list(range(len(scores)))
    hits = [
        SentenceHit(i, owners[i], 100 * i, 100 * i + 10, score, 0.5, 0.5, (), 0, "en", None)
        for i, score in enumerate(scores)
    ]
    return Found(Query(QUESTION.text, "en", (), (), QUESTION.text), (), tuple(sorted(hits, key=lambda hit: -hit.score)))


def chosen(scores: list[float], limit: int = 3, **rules: int) -> list[int]:
    given_texts = [TEXTS[i % len(TEXTS)] for i in range(len(scores))]
    return [hit.id for hit in choose_evidence(QUESTION, found(scores), lambda hit: given_texts[hit.id], limit, **rules)]


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=3))
def test_the_best_is_always_cited_whatever_its_score(scores: list[float]) -> None:
    cited = chosen(scores)
    assert scores[cited[0]] == max(scores)


def test_what_is_worth_far_less_is_left_out() -> None:
    assert chosen([3.0, 2.9, 0.2]) == [0, 1]


def test_a_repeated_sentence_is_cited_once() -> None:
    hits = found([3.0, 2.9, 2.8])
    assert [hit.id for hit in choose_evidence(QUESTION, hits, lambda _: TEXTS[0], 3)] == [0]


@pytest.mark.parametrize("limit", [1, 2])
def test_no_article_gives_more_than_its_share(limit: int) -> None:
    hits = found([3.0, 2.9, 2.8], articles=[7, 7, 8])
    cited = choose_evidence(QUESTION, hits, lambda hit: TEXTS[hit.id], 3, limit)
    assert [hit.article for hit in cited].count(7) == limit


def test_nothing_found_is_nothing_cited() -> None:
    assert choose_evidence(QUESTION, found([]), lambda _: "", 3) == []
