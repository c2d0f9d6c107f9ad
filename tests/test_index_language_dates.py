"""Dates in words: found where they stand, resolved as a reader of that day's paper would, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.dates import score
from index.language.dates import find_dates

_PIECES = st.sampled_from(
    [
        "지난 ", "오는 ", "21일", "31일", "3월 ", "2월 29일", "올해 ", "지난해 ", "지난주 ", "전날", "2024년 ", "말", "초순 ", "10~16일",
        "어제", "내년 ", "1990년대", "last ", "next ", "Tuesday", " in ", "September", " 30",
        ", 2024", "May ", "two days ago",
        "yesterday ", "will ", "“", "”", ". ", "0", "9999년 ", "2000-02-30 ", "this week",
        "first half of 2024", "\n", "é",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=80))


@given(_TEXTS, st.one_of(st.none(), st.dates()))
def test_dates_lie_in_the_text_in_order_and_end_no_earlier_than_they_begin(text: str, published: date | None) -> None:
    end = 0
    for one in find_dates(text, published):
        assert one.text == text[one.start : one.end]
        assert end <= one.start < one.end <= len(text)
        assert one.first <= one.last
        end = one.end


@given(_TEXTS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_without_a_day_of_publication_only_what_needs_none_is_resolved(text: str, published: date) -> None:
    for one in find_dates(text, None):
        assert not one.relative
    fixed = {(one.text, one.first) for one in find_dates(text, published) if not one.relative}
    assert fixed <= {(one.text, one.first) for one in find_dates(text, date(2004, 2, 3))} | {
        (one.text, one.first) for one in find_dates(text, None)
    }


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 28))
def test_a_past_day_of_the_month_is_the_last_one_and_a_coming_one_the_next(published: date, day: int) -> None:
    (past,), (coming,) = find_dates(f"지난 {day}일", published), find_dates(f"오는 {day}일", published)
    assert past.first.day == coming.first.day == day
    assert timedelta(0) < published - past.first <= timedelta(31)
    assert timedelta(0) < coming.first - published <= timedelta(31)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_day_of_the_week_is_the_last_one_today_included_or_the_next_that_is_announced(
    published: date, name: str
) -> None:
    (told,), (announced,) = (
        find_dates(f"They met on {name}.", published), find_dates(f"They will meet on {name}.", published),
    )  # fmt: skip
    assert told.first.strftime("%A") == announced.first.strftime("%A") == name
    assert timedelta(0) <= published - told.first < timedelta(7)
    assert timedelta(0) <= announced.first - published < timedelta(7)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_dates_of_the_hand_made_list_are_found_and_little_else(language: str) -> None:
    result = score(language)
    assert result.gold >= 39
    assert result.precision >= 0.97, result.wrong
    assert result.recall >= 0.97, result.wrong


def test_a_month_without_year_behind_another_years_is_left_alone() -> None:
    published = date(2026, 1, 22)
    assert [one.text for one in find_dates("내년 3월 시작해 5월 끝난다.", published)] == ["내년 3월"]
    assert [one.text for one in find_dates("내년에 시작한다. 5월 행사는 없다.", published)] == ["내년", "5월"]


def test_yesterday_in_somebodys_mouth_is_not_the_papers_yesterday() -> None:
    assert find_dates("“I met her yesterday,” he said.", date(2026, 1, 22)) == []
    assert [one.text for one in find_dates("He said yesterday that it rained.", date(2026, 1, 22))] == ["yesterday"]
