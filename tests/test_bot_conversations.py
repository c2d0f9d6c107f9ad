"""Conversations kept apart, in batches and in Telegram, and the day's share of an article."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Answered, ArticleCard, Citation
from bot.answers.conversation import Conversation, Turn
from bot.answers.rights import short_rights
from bot.answers.wording import searched
from bot.batch import BatchQuestion
from bot.conversations import Conversations, batch_reply
from bot.state import State, open_state
from bot.telegram.quota import ArticleQuota
from index.article import Article
from tests.newsroom import Newsroom

DAY = date(2026, 1, 2)
PEOPLE = itertools.count(100)


def test_lines_that_share_a_conversation_follow_on_and_others_do_not() -> None:
    newsroom = Newsroom({"a": Article("a", "Snow fell on Friday. Rain came later.")})
    reply = batch_reply(newsroom, DAY)

    def ask(question: str, conversation: str | None) -> object:
        return reply(BatchQuestion(None, question, None, conversation))["understood"]

    assert ask("snow", "c1") is None
    assert ask("rain", "c2") is None
    assert ask("more", "c1") == "Understood as: snow"
    assert ask("more", "c2") == "Understood as: rain"
    assert ask("more", None) is None
    assert ask("more", "c3") is None


@given(st.lists(st.tuples(st.integers(0, 20), st.text(max_size=3)), max_size=60))
def test_a_key_never_sees_what_another_was_given(steps: list[tuple[int, str]]) -> None:
    kept = Conversations(size=5)
    for key, question in steps:
        conversation = kept.of(key)
        assert all(turn.topic == str(key) for turn in conversation.turns)
        kept.keep(key, conversation.going_on(Turn(question, str(key))))


def test_a_conversation_can_be_forgotten() -> None:
    kept = Conversations()
    kept.keep(1, Conversation().anew(Turn("a", "a")))
    kept.forget(1)
    assert kept.of(1) == Conversation()


def answer(*places: int) -> Answered:
    card = ArticleCard("a", "Title", "Outlet", "https://example.org/a", None, "en")
    citations = tuple(Citation(n, card, "x", place, place + 1) for n, place in enumerate(places, 1))
    return Answered("q", "en", "heading", citations, 1.0)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    folder = tmp_path_factory.mktemp("state")
    opened = open_state("", folder, bot=1, keep=timedelta(days=30), clock=lambda: datetime.now(UTC))
    yield opened
    opened.close()


def test_a_person_is_shown_no_more_than_so_many_sentences_of_an_article_a_day(state: State) -> None:
    quota = ArticleQuota(3, state.shown)
    first = quota.share(7, answer(1, 2), DAY)
    assert (first.answer, first.exhausted) == (answer(1, 2), ())
    second = quota.share(7, answer(2, 3, 4), DAY)
    assert second.answer == answer(2, 3)
    assert [card.id for card in second.exhausted] == ["a"]
    assert quota.share(7, answer(5), DAY).answer is None
    again = ArticleQuota(3, state.shown)
    assert again.share(7, answer(5), DAY).answer is None, "a restart begins no new day"
    assert quota.share(8, answer(5), DAY).answer == answer(5)
    assert quota.share(7, answer(5), DAY + timedelta(days=1)).answer == answer(5)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=4, unique=True), max_size=20), st.integers(1, 6))
def test_no_sequence_of_questions_gets_around_the_limit(state: State, asked: list[list[int]], limit: int) -> None:
    quota, person = ArticleQuota(limit, state.shown), next(PEOPLE)
    seen: set[int] = set()
    for places in asked:
        shared = quota.share(person, answer(*places), DAY).answer
        citations = shared.citations if isinstance(shared, Answered) else ()
        seen.update(citation.start for citation in citations)
        assert [citation.n for citation in citations] == list(range(1, len(citations) + 1))
    assert len(seen) <= limit


@pytest.mark.parametrize(
    ("language", "count", "first", "last", "line"),
    [
        ("en", 13, "2025-03-11", "2025-11-18", "Searched 13 articles, 11 Mar 2025 to 18 Nov 2025."),
        ("en", 1, "2025-03-11", "2025-03-11", "Searched 1 article of 11 Mar 2025."),
        ("en", 2, None, None, "Searched 2 articles."),
        (
            "ko",
            1300,
            "2025-03-11",
            "2025-11-18",
            "2025년 3월 11일부터 2025년 11월 18일까지의 기사 1,300건을 찾아봤습니다.",
        ),
    ],
)
def test_a_refusal_says_how_much_was_searched(
    language: str, count: int, first: str | None, last: str | None, line: str
) -> None:
    assert searched(language, count, first, last) == line


@pytest.mark.parametrize(
    ("rights", "short"),
    [
        ("", ""),
        ("Apache-2.0. Written as an example; its people are invented.", "Apache-2.0"),
        ("© 2025 The Harlow Bay Courier", "© 2025 The Harlow Bay Courier"),
    ],
)
def test_rights_are_said_in_short(rights: str, short: str) -> None:
    assert short_rights(rights) == short


@given(st.text(max_size=300))
def test_rights_are_never_long(rights: str) -> None:
    assert len(short_rights(rights)) <= 61
