"""A broadcast that is cut off: whoever has it does not get it again, whoever has not gets it after the restart."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.state import State
from bot.telegram.application import state_of
from config.settings import Settings, TelegramSettings
from tests.bot_process import ComputedDesk
from tests.botapi import BotApi, Fault, Person, Shown
from tests.simulated import SimulatedBot, SimulatedTime
from tests.test_bot_telegram_alerts import NOON

ADMIN, WORDS = Person(71, language="en"), "The bot rests <tonight> & tomorrow."
READERS = range(4000, 4030)
MINUTE = timedelta(minutes=1)


class Room:
    """A bot that can be stopped and started, and many readers."""

    def __init__(self, api: BotApi, folder: Path) -> None:
        telegram = {"base_url": api.base_url, "token": api.token, "admins": [ADMIN.id], "access": "open"}
        self.settings = Settings(data=folder, telegram=TelegramSettings.model_validate(telegram))
        self.api, self.time = api, SimulatedTime(NOON)
        self._service = ComputedDesk(self.settings)
        self._service.open()

    def bot(self) -> SimulatedBot:
        return SimulatedBot(self.settings, self._service, self.time)

    def stored(self) -> State:
        return state_of(self.settings, lambda: self.time.now)

    def begin(self, *faults: Fault) -> Shown:
        """Say yes to a broadcast, whose first requests fail; return the message that says how far it is."""
        before = len(self.api.shown(ADMIN.id))
        self.api.say(f"/broadcast {WORDS}", ADMIN, date=int(self.time.now.timestamp()))
        shown = self.api.wait_shown(ADMIN.id, before + 1)[-1]
        self.api.fail("sendMessage", *faults)
        self.api.press(shown, shown.labels[0][0], ADMIN)
        return shown

    def counts(self) -> list[int]:
        """Return how often each reader was sent the words."""
        return [sum(one.text == WORDS for one in self.api.shown(number)) for number in READERS]

    def ended(self) -> str:
        return self.api.wait_text(ADMIN.id, "Not reached").text


@pytest.fixture(autouse=True)
def _waits_are_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns, which is an error in tests


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with BotApi() as api:
        room = Room(api, tmp_path / "data")
        state = room.stored()
        for number in READERS:
            state.chats.seen(number)
        state.close()
        yield room


def cut_off(room: Room) -> None:
    """Begin a broadcast and stop the bot in the middle of it."""
    with room.bot():
        room.begin()
        room.api.wait_for(lambda: sum(room.counts()) >= 3, "the first of them")
    assert 3 <= sum(room.counts()) < len(READERS)
    assert "I go on when I am back" in room.api.wait_text(ADMIN.id, "Sending to 31 chats").text


def test_broadcast_goes_on_after_a_restart_and_reaches_everybody_once(room: Room) -> None:
    cut_off(room)
    with room.bot():
        room.time.advance(MINUTE)
        assert room.ended() == "Sent to 31 chats. Not reached: 0"
        assert room.counts() == [1] * len(READERS)
        room.time.advance(10 * MINUTE)
    assert room.counts() == [1] * len(READERS)
    state = room.stored()
    assert [one.outcome for one in state.audit.last(2)] == ["reached 31 of 31", "started"]
    assert state.broadcasts.unfinished() == ()
    state.close()


def test_chat_that_cannot_be_sent_to_now_keeps_nobody_else_waiting(room: Room) -> None:
    with room.bot():
        room.begin(*[Fault.flood(1)] * 4)  # the first chat, and every further try of it
        room.api.wait_for(lambda: room.counts() == [1] * len(READERS), "the others")
        assert not [one for one in room.api.shown(ADMIN.id) if one.text == WORDS]
        room.time.advance(MINUTE)
        assert room.ended() == "Sent to 31 chats. Not reached: 0"
    assert [one.text for one in room.api.shown(ADMIN.id)].count(WORDS) == 1
    assert room.counts() == [1] * len(READERS)


def test_broadcast_that_is_old_by_then_is_not_sent_and_the_administrator_is_told(room: Room) -> None:
    cut_off(room)
    reached = sum(room.counts())
    admin = sum(one.text == WORDS for one in room.api.shown(ADMIN.id))
    room.time.advance(2 * 60 * MINUTE)
    with room.bot():
        room.time.advance(MINUTE)
        told = room.ended()
    assert told.startswith(
        f"Sent to {reached + admin} chats. Not reached: 0\n{31 - reached - admin} chats were not sent"
    )
    assert sum(room.counts()) == reached


def test_lost_reply_is_told_and_not_risked_twice_and_who_blocked_the_bot_is_counted(room: Room) -> None:
    with room.bot():
        room.begin(Fault.reset(carried_out=True), Fault.blocked(), Fault(502, "Bad Gateway"))
        told = room.ended()
    assert told.startswith("Sent to 29 chats. Not reached: 1\nOne more may have it")
    lost, blocked, *others = [ADMIN.id, *READERS]
    assert sum(one.text == WORDS for one in room.api.shown(lost)) == 1
    assert not room.api.shown(blocked)
    assert room.counts()[1:] == [1] * len(others)
    state = room.stored()
    assert blocked not in state.chats.reachable()
    state.close()
