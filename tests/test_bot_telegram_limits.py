"""Questions a minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.limits import QuestionLimit

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(1, 6))
def test_no_span_ever_holds_more_questions_than_a_full_bucket_and_what_flowed_in(
    gaps: list[int], per_minute: int
) -> None:
    limit, asked, admitted = QuestionLimit(per_minute), NOW, list[datetime]()
    for gap in gaps:
        asked += timedelta(seconds=gap)
        verdict = limit.admit(1, asked)
        if verdict.admitted:
            admitted.append(asked)
        else:
            assert timedelta() < verdict.wait <= timedelta(minutes=1) / per_minute
            assert QuestionLimit(per_minute).admit(1, asked).admitted
    for number, first in enumerate(admitted):
        for count, last in enumerate(admitted[number:], 1):
            assert count <= per_minute + (last - first) / timedelta(minutes=1) * per_minute + 1e-6


@given(st.integers(1, 60), st.lists(st.floats(0, 90), max_size=60))
def test_who_asks_no_faster_than_the_limit_is_always_admitted(per_minute: int, pauses: list[float]) -> None:
    limit, asked = QuestionLimit(per_minute), NOW
    for pause in pauses:
        assert limit.admit(1, asked).admitted
        asked += timedelta(minutes=1) / per_minute + timedelta(seconds=pause)


@given(st.integers(1, 60))
def test_waiting_as_told_is_enough_and_no_less_is(per_minute: int) -> None:
    limit = QuestionLimit(per_minute)
    while (verdict := limit.admit(1, NOW)).admitted:
        pass
    early = limit.admit(1, NOW + verdict.wait - timedelta(microseconds=1))
    assert not early.admitted
    assert limit.admit(1, NOW + verdict.wait).admitted


def test_refusal_is_said_once_a_minute_and_touches_nobody_else() -> None:
    limit = QuestionLimit(1)
    limit.admit(1, NOW)
    assert [limit.admit(1, NOW + timedelta(seconds=second)).say for second in (1, 2, 59)] == [True, False, False]
    assert limit.admit(2, NOW).admitted
