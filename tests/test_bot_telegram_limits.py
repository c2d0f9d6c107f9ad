"""Questions a minute, and a chat's updates in order."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update

from bot.telegram.limits import ChatOrder, QuestionLimit

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(1, 6))
def test_no_minute_ever_holds_more_questions_than_allowed(gaps: list[int], per_minute: int) -> None:
    limit, asked, admitted = QuestionLimit(per_minute), NOW, list[datetime]()
    for gap in gaps:
        asked += timedelta(seconds=gap)
        verdict = limit.admit(1, asked)
        if verdict.admitted:
            admitted.append(asked)
        else:
            assert timedelta() < verdict.wait <= timedelta(minutes=1)
            assert QuestionLimit(per_minute).admit(1, asked).admitted
    assert all(sum(first <= one < first + timedelta(minutes=1) for one in admitted) <= per_minute for first in admitted)


def test_waiting_as_told_is_enough() -> None:
    limit = QuestionLimit(2)
    assert [limit.admit(1, NOW + timedelta(seconds=second)).admitted for second in (0, 10, 20)] == [True, True, False]
    wait = limit.admit(1, NOW + timedelta(seconds=20)).wait
    assert limit.admit(1, NOW + timedelta(seconds=20) + wait).admitted


def test_refusal_is_said_once_a_minute_and_touches_nobody_else() -> None:
    limit = QuestionLimit(1)
    limit.admit(1, NOW)
    assert [limit.admit(1, NOW + timedelta(seconds=second)).say for second in (1, 2, 59)] == [True, False, False]
    assert limit.admit(2, NOW).admitted


def _update(chat: int, number: int) -> Update:
    return Update(number, message=Message(number, NOW, Chat(chat, Chat.PRIVATE)))


@pytest.mark.parametrize("slots", [8, 1024])
def test_chat_is_handled_in_order_while_another_overtakes(slots: int) -> None:
    done: list[tuple[int, int]] = []

    async def scenario() -> None:
        order, first_may_end = ChatOrder(slots), asyncio.Event()

        async def handle(chat: int, number: int) -> None:
            if (chat, number) == (1, 0):
                await first_may_end.wait()
            done.append((chat, number))
            if chat == 2:
                first_may_end.set()

        updates = [(1, 0), (1, 1), (1, 2), (2, 0)]
        await asyncio.gather(*(order.process_update(_update(chat, n), handle(chat, n)) for chat, n in updates))

    asyncio.run(scenario())
    assert done == [(2, 0), (1, 0), (1, 1), (1, 2)]


def test_only_an_update_that_was_handled_to_the_end_is_finished() -> None:
    finished: list[int] = []

    async def finish(number: int) -> None:
        finished.append(number)

    async def scenario() -> None:
        order = ChatOrder(finish=finish)
        await order.process_update(_update(1, 5), asyncio.sleep(0))
        given_up = asyncio.create_task(order.process_update(_update(1, 6), asyncio.sleep(60)))
        await asyncio.sleep(0.01)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)

    asyncio.run(scenario())
    assert finished == [5]
