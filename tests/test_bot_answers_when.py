"""The days a question asks about: seen from the day it is asked, preferred, said, and widened if need be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.days import day_of, in_words
from bot.answers.when import about_days, window_of

ASKED = date(2026, 11, 25)  # a Wednesday
YEAR_AGO = date(2025, 11, 25)


@pytest.mark.parametrize(
    ("question", "first", "last", "rest"),
    [
        ("What did the council decide yesterday?", "2026-11-24", "2026-11-24", "What did the council decide ?"),
        ("지난주 시장은 뭐라고 했나?", "2026-11-16", "2026-11-22", "시장은 뭐라고 했나?"),
        ("What happened in September?", "2026-09-01", "2026-09-30", "What happened in September?"),
        ("12월에 무슨 일이 있었나?", "2025-12-01", "2025-12-31", "12월에 무슨 일이 있었나?"),
        ("What has she said since 2024?", "2024-01-01", "2026-11-25", "What has she said since 2024?"),
        ("3월 이후 값은 얼마나 올랐나?", "2026-03-01", "2026-11-25", "3월 이후 값은 얼마나 올랐나?"),
        ("이번 달 환율은?", "2026-11-01", "2026-11-25", "환율은?"),
        ("최근 감귤값은 얼마인가?", "2026-10-26", "2026-11-25", "감귤값은 얼마인가?"),
        ("What is the latest on the ferry?", "2026-10-26", "2026-11-25", "What is on the ferry?"),
    ],
)
def test_a_question_asks_about_the_days_it_names(question: str, first: str, last: str, rest: str) -> None:
    window = window_of(question, ASKED)
    assert window is not None
    assert (window.first.isoformat(), window.last.isoformat(), window.rest) == (first, last, rest)


@pytest.mark.parametrize(
    "question", ["What does the ferry cost?", "내일 비가 오나?", "What happens next week?", "요금은 얼마인가?"]
)
def test_a_question_about_no_time_or_the_future_asks_about_no_days(question: str) -> None:
    assert window_of(question, ASKED) is None


@pytest.mark.parametrize(
    "question", ["현재 시장은 누구인가?", "최신 소식은?", "Who is the current mayor?", "the most recent figure"]
)
def test_the_newest_is_wanted_where_the_question_says_so(question: str) -> None:
    window = window_of(question, ASKED)
    assert window is not None
    assert window.newest


@given(st.text(max_size=60), st.dates())
def test_no_question_asks_about_the_future(question: str, asked: date) -> None:
    window = window_of(question, asked)
    assert window is None or window.first <= window.last <= asked


@pytest.mark.parametrize(
    ("question", "cited", "said"),
    [
        ("last week?", [date(2026, 11, 17)], "Articles of 16–22 Nov 2026."),
        ("last week?", [date(2026, 11, 17), None], "Articles of 16–22 Nov 2026 first, then others."),
        ("last week?", [YEAR_AGO], "Nothing found in articles of 16–22 Nov 2026; this comes from 25 Nov 2025."),
        ("the latest?", [YEAR_AGO], "The newest article found is of 25 Nov 2025, so things may have changed since."),
        ("Who won in 1998?", [YEAR_AGO], ""),
        ("Who won in 1998?", [None], ""),
    ],
)
def test_the_answer_says_which_days_it_comes_from(question: str, cited: list[date | None], said: str) -> None:
    window = window_of(question, ASKED)
    assert window is not None
    assert about_days(window, cited, "en") == said


def test_the_answer_says_so_in_korean() -> None:
    window = window_of("지난주 소식은?", ASKED)
    assert window is not None
    assert about_days(window, [date(2026, 11, 20)], "ko") == "2026년 11월 16~22일 기사입니다."
    assert "2025년 11월 25일 기사를 인용합니다." in about_days(window, [YEAR_AGO], "ko")


@pytest.mark.parametrize(
    ("first", "last", "english", "korean"),
    [
        ("2026-01-14", "2026-01-14", "14 Jan 2026", "2026년 1월 14일"),
        ("2026-11-10", "2026-11-16", "10–16 Nov 2026", "2026년 11월 10~16일"),
        ("2026-09-28", "2026-10-04", "28 Sep – 4 Oct 2026", "2026년 9월 28일~10월 4일"),
        ("2025-12-29", "2026-01-04", "29 Dec 2025 – 4 Jan 2026", "2025년 12월 29일~2026년 1월 4일"),
        ("2024-02-01", "2024-02-29", "Feb 2024", "2024년 2월"),
        ("2024-01-01", "2024-12-31", "2024", "2024년"),
        ("1990-01-01", "1999-12-31", "1990–1999", "1990~1999년"),
    ],
)
def test_days_are_said_as_people_say_them(first: str, last: str, english: str, korean: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert (in_words(*days, "en"), in_words(*days, "ko")) == (english, korean)


@pytest.mark.parametrize(
    ("published", "day"),
    [("2025-03-11T17:30:00+09:00", date(2025, 3, 11)), ("2025-03-11", date(2025, 3, 11)), (None, None), ("soon", None)],
)
def test_an_article_is_of_the_day_its_own_time_zone_has(published: str | None, day: date | None) -> None:
    assert day_of(published) == day
