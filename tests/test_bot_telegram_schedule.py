"""When the next scheduled reindex is due, also where a day has 23 or 25 hours."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.telegram.reindexing import SCHEDULE
from bot.telegram.reports import render_error
from bot.telegram.schedule import next_time
from bot.texts import texts_in
from config.errors import BuildInProgress
from config.settings import TelegramSettings


@pytest.fixture(params=["Asia/Seoul", "Europe/Berlin", "America/New_York"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize("schedule", ["0 5 * * *", "30 2 * * *", "*/30 * * * *", "0 0 1 * *"])
def test_the_next_time_is_later_soon_and_what_the_schedule_says(zone: str, schedule: str) -> None:
    @given(st.integers(0, 2 * 365 * 86_400))
    def check(seconds: int) -> None:
        now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        due = next_time(schedule, now)
        assert now < due <= now + timedelta(days=32)
        if schedule == "0 5 * * *":
            assert (due.astimezone().hour, due.astimezone().minute) == (5, 0)
            assert due <= now + timedelta(hours=25)
        if schedule == "*/30 * * * *":
            assert due.astimezone().minute in (0, 30)
            assert due <= now + timedelta(hours=1, minutes=30)

    check()


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ("0 5 * * *", "2026-11-26 05:00"),
        ("0 5 * * 0", "2026-11-29 05:00"),  # Sunday, as in a crontab
        ("0 5 1 * mon", "2026-11-30 05:00"),  # the first of the month, or a Monday
        ("*/10 9-17 * * mon-fri", "2026-11-25 09:30"),
    ],
)
def test_a_schedule_means_what_it_means_in_a_crontab(schedule: str, due: str) -> None:
    now = datetime.fromisoformat("2026-11-25 09:23").astimezone()
    assert f"{next_time(schedule, now):%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize("schedule", ["daily", "* * * *", "61 * * * *", "0 5 * * monday-ish", "0 0 31 2 *"])
def test_what_is_no_schedule_is_refused_with_the_settings(schedule: str) -> None:
    with pytest.raises(ValidationError, match="as cron writes it"):
        TelegramSettings(reindex_at=schedule)


def test_run_of_the_schedule_is_nobodys(zone: str) -> None:
    since = datetime(2026, 11, 25, 3, tzinfo=UTC)
    hour = f"{since.astimezone():%H:%M}"
    english, korean = (render_error(BuildInProgress(SCHEDULE, since), texts_in(code)) for code in ("en", "ko"))
    assert english.startswith("The index is already being updated; this is the scheduled update, which began on ")
    assert korean.startswith("예약된 색인 갱신이 ")
    assert hour in english
    assert hour in korean
    assert "님" not in korean
    assert "@han (81)" in render_error(BuildInProgress("@han (81)", since), texts_in("ko"))
