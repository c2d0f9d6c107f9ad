"""A chat's updates in order, and what waits when the bot is told to stop."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Chat, Message, Update

from bot.telegram.application import build_application, state_of
from bot.telegram.context import Desk
from bot.telegram.inbox import keep_inbox
from bot.telegram.order import ChatOrder
from bot.telegram.threads import Threads
from config.settings import Settings, TelegramSettings
from tests.bot_process import ComputedDesk

NOW = datetime(2026, 1, 1, tzinfo=UTC)


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


def test_what_waits_when_the_end_comes_is_neither_begun_nor_finished() -> None:
    begun: list[int] = []
    finished: list[int] = []

    async def finish(number: int) -> None:
        finished.append(number)

    async def scenario() -> None:
        order, may_end = ChatOrder(finish=finish), asyncio.Event()

        async def handle(number: int) -> None:
            begun.append(number)
            await may_end.wait()

        tasks = [asyncio.create_task(order.process_update(_update(1, n), handle(n))) for n in range(3)]
        await asyncio.sleep(0.01)
        order.end()
        may_end.set()
        await asyncio.gather(*tasks)

    asyncio.run(scenario())
    assert begun == finished == [0]


def test_bot_that_has_stopped_leaves_alone_what_it_let_go_of(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, telegram=TelegramSettings(token=SecretStr("1:token")))
    with closing(state_of(settings)) as next_one, closing(state_of(settings)) as stopped:
        desk = Desk(settings, ComputedDesk(settings), Threads(1, "answer"), lambda: NOW, stopped)
        application = build_application(desk, lambda: None)
        stopped.receive(7, "{}")
        stopped.updates.let_go()
        looks = iter(range(2))

        async def sleep(_: float) -> None:
            if next(looks, None) is None:
                raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(keep_inbox(application, sleep))
        assert [one.id for one in next_one.take_over()] == [7]
