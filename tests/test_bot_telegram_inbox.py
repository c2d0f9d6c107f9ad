"""What the inbox does when the database fails it, and with what can't be read any more."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Chat, Message, Update

from bot.state import State
from bot.telegram.application import build_application, state_of
from bot.telegram.context import Desk, DeskApplication
from bot.telegram.inbox import Inbox, take_over
from bot.telegram.threads import Threads
from config.settings import Settings, TelegramSettings
from tests.bot_process import ComputedDesk

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Instance:
    """An application that is not running, on a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data=folder, telegram=TelegramSettings(token=SecretStr("1:token")))
        self.state = state_of(self.settings)
        self.desk = Desk(self.settings, ComputedDesk(self.settings), Threads(1, "answer"), lambda: NOW, self.state)

    def application(self) -> DeskApplication:
        return build_application(self.desk, lambda: None)

    def next_one(self) -> State:
        return state_of(self.settings)

    def rename(self, table: str, name: str) -> None:
        with closing(sqlite3.connect(self.settings.data / "state.db")) as database, database:
            database.execute(f"ALTER TABLE {table} RENAME TO {name}")


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    found = Instance(tmp_path)
    yield found
    found.state.close()


def inbox_of(application: DeskApplication) -> Inbox:
    assert isinstance(application.update_queue, Inbox)
    return application.update_queue


@pytest.mark.parametrize("again", [False, True], ids=["done", "to be handled again"])
def test_what_could_not_be_noted_when_it_was_done_is_noted_later(instance: Instance, *, again: bool) -> None:
    async def scenario() -> None:
        inbox = inbox_of(instance.application())
        instance.state.receive(7, "{}")
        await inbox.begin(7)
        if again:
            instance.desk.postponed.add(7)
        instance.rename("updates", "elsewhere")
        await inbox.finish(7)
        await inbox.catch_up()
        instance.rename("elsewhere", "updates")
        await inbox.catch_up()

    asyncio.run(scenario())
    with closing(instance.next_one()) as next_one:
        left = next_one.take_over(at_start=True)
    assert [(one.id, one.failures) for one in left] == ([(7, 0)] if again else [])


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"update_id": 7, "message": 5}'])
def test_update_that_cannot_be_read_is_let_go_and_those_behind_it_are_handled(instance: Instance, content: str) -> None:
    update = Update(8, message=Message(8, NOW, Chat(1, Chat.PRIVATE), text="words"))
    with closing(instance.next_one()) as gone:
        gone.receive(7, content)
        gone.receive(8, update.to_json())

    async def scenario() -> list[object]:
        application = instance.application()
        await take_over(application, at_start=True)
        return [application.update_queue.get_nowait() for _ in range(application.update_queue.qsize())]

    assert asyncio.run(scenario()) == [update]
    with closing(instance.next_one()) as next_one:
        assert [one.id for one in next_one.take_over(at_start=True)] == [8]
