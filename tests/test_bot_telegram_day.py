"""Some hours of the whole bot in simulated time, as `python -m benchmarks.telegram_day` lets a day pass."""

from pathlib import Path

import pytest

from benchmarks.day_news import TOPICS, owed, publish
from benchmarks.telegram_day import Day, Hour, simulate, slope_of

_HOURS, _READERS, _FIRST = 4, 18, 5  # from 05:00, so that quiet hours end at 07:00 and at 08:00


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Day, list[Hour]]:
    shown: list[Hour] = []
    folder = tmp_path_factory.mktemp("day")
    return simulate(_HOURS, _READERS, folder, first=_FIRST, show=shown.append), shown


@pytest.mark.model
def test_every_question_is_answered_and_every_digest_arrives_once_and_never_in_quiet_hours(
    day: tuple[Day, list[Hour]],
) -> None:
    came, shown = day
    assert came.wrong == ()
    assert came.editions == 2
    assert tuple(shown) == came.hours
    assert sum(hour.questions for hour in came.hours) >= _HOURS * 12
    assert sum(hour.presses for hour in came.hours) > 0
    at_six, at_seven, at_eight = (hour.digests for hour in came.hours[1:])
    assert at_six > 0, "who has no quiet hours is told at once"
    assert at_seven > 0, "who sleeps until seven is told then"
    assert at_eight > 0


@pytest.mark.model
def test_no_task_is_left_behind_and_none_is_added(day: tuple[Day, list[Hour]]) -> None:
    came, _ = day
    assert came.left == ()
    assert {len(hour.held.tasks) for hour in came.hours} == {len(came.hours[0].held.tasks)}
    assert max(hour.generations for hour in came.hours) <= 3


def test_sentences_of_a_day_are_all_different_and_stand_in_its_articles(tmp_path: Path) -> None:
    told: list[str] = []
    publish(tmp_path, 0, "2026-03-03")
    for edition in range(1, 12):
        publish(tmp_path, edition, "2026-03-03")
        new = list(owed(TOPICS, edition))
        articles = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]
        assert all(any(sentence in text for text in articles) for sentence in new)
        told += new
    assert len(set(told)) == len(told) == 11 * 6 + 10


def test_slope_is_that_of_the_line_and_its_error_shrinks_where_the_values_lie_on_it() -> None:
    assert slope_of([5.0, 7.0, 9.0, 11.0]) == pytest.approx((2.0, 0.0), abs=1e-9)
    slope, error = slope_of([1.0, 2.0, 1.0, 2.0, 1.0, 2.0])
    assert abs(slope) < error
