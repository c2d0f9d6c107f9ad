"""Alerts as a person gets them: the real application over HTTP, hours passing in moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest

from bot.alerts import Known
from bot.state import ChatSettings, Standing, State
from bot.telegram.application import state_of
from config.settings import Settings, TelegramSettings
from tests.bot_process import BotProcess, ComputedDesk
from tests.botapi import BotApi, Fault, Person, Shown
from tests.simulated import SimulatedBot, SimulatedTime

ADMIN, READER, OTHER = Person(61, language="en"), Person(62, language="en"), Person(63, language="ko")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NOON = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)


@dataclass
class Room:
    """A bot, its readers, its sources and its clock."""

    api: BotApi
    time: SimulatedTime
    settings: Settings
    service: ComputedDesk

    def say(self, text: str, person: Person, **fields: Any) -> None:
        self.api.say(text, person, date=int(self.time.now.timestamp()), **fields)

    def said(self, text: str, person: Person) -> Shown:
        """Return what a command is answered with."""
        before = len(self.api.shown(person.id))
        self.say(text, person)
        return self.api.wait_shown(person.id, before + 1)[-1]

    def publish(self, name: str, text: str) -> None:
        """Put an article into the sources and bring the index up to date as an administrator does."""
        (self.settings.sources[0] / name).write_text(text, encoding="utf-8")
        shown = self.said("/reindex", ADMIN)
        self.api.wait_for(
            lambda: any(one.id == shown.id and "up to date" in one.text for one in self.api.shown(ADMIN.id)), "a report"
        )

    def digests(self, person: Person) -> list[Shown]:
        return [one for one in self.api.shown(person.id) if one.seen.quotes]

    def stored(self) -> State:
        return state_of(self.settings)

    def bot(self) -> SimulatedBot:
        return SimulatedBot(self.settings, self.service, self.time)


@pytest.fixture(autouse=True)
def _waits_are_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns, which is an error in tests


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    (tmp_path / "news").mkdir()
    with BotApi() as api:
        telegram = TelegramSettings.model_validate({
            "base_url": api.base_url, "token": api.token, "admins": [ADMIN.id], "users": [READER.id, OTHER.id],
            "questions_per_minute": 600,
        })  # fmt: skip
        settings = Settings(data=tmp_path / "data", sources=(tmp_path / "news",), telegram=telegram)
        service = ComputedDesk(settings)
        service.open()
        room = Room(api, SimulatedTime(NOON), settings, service)
        with room.bot():
            room.time.advance(MINUTE)
            yield room


def test_new_sentences_come_in_one_digest_with_source_and_are_never_repeated(room: Room) -> None:
    assert "“harbour”" in room.said("/watch harbour", READER).text
    room.said("/watch ferry", READER)
    room.time.advance(HOUR)
    assert not room.digests(READER), "what was there before is no news"
    room.publish("ferry.txt", "The ferry sails. The harbour <master> & his ferry wait. Nobody came.")
    room.time.advance(MINUTE)
    (digest,) = room.digests(READER)
    assert digest.text.startswith("2 new sentences on what you watch\n\nharbour\n[1] Daily & Co · date unknown\n")
    assert digest.seen.quotes == ("The harbour <master> & his ferry wait.", "The ferry sails.")
    assert ("Ferry", "https://news.example/ferry.txt?a=1&b=2") in digest.seen.links
    assert digest.labels == [["1 in context", "2 in context"], ["Stop: harbour"], ["Stop: ferry"]]
    room.publish("copy.txt", "The ferry sails. A second ferry is late.")
    room.time.advance(HOUR)
    assert [one.seen.quotes for one in room.digests(READER)[1:]] == [("A second ferry is late.",)]
    assert not room.digests(OTHER)


def test_button_of_a_digest_ends_the_watch_and_only_for_its_own_person(room: Room) -> None:
    room.said("/watch ferry", READER)
    room.publish("one.txt", "The ferry sails.")
    room.time.advance(MINUTE)
    (digest,) = room.digests(READER)
    stop = next(button for row in digest.keyboard for button in row if button.label == "Stop: ferry")
    assert "받고 계시지" in room.said("/unwatch ferry", OTHER).text
    forged = room.api.press_data(digest, stop.data, OTHER)
    assert room.api.wait_answered(forged) == "이미 꺼진 알림입니다."
    assert "no more about “ferry”" in room.api.wait_answered(room.api.press(digest, "Stop: ferry", READER))
    room.publish("two.txt", "Another ferry sails.")
    room.time.advance(HOUR)
    assert len(room.digests(READER)) == 1


def test_list_of_watches_is_changed_by_its_buttons(room: Room) -> None:
    assert "받고 계신 알림이 없습니다" in room.said("/watches", OTHER).text
    for topic in ("큰눈", "ferry", "FERRY"):
        shown = room.said(f"/watch {topic}", OTHER)
    assert "이미 받고" in shown.text
    listed = room.said("/watches", OTHER)
    assert listed.text.splitlines() == ["받고 계신 알림 2개", "• 큰눈", "• ferry"]
    room.api.press(listed, "알림 끄기: 큰눈", OTHER)
    assert room.api.wait_edited(listed).text.splitlines() == ["받고 계신 알림 1개", "• ferry"]
    assert "‘ferry’ 알림을 껐습니다." in room.said("/unwatch Ferry", OTHER).text
    for number in range(20):
        room.said(f"/watch topic {number}", OTHER)
    assert "20개까지" in room.said("/watch one more", OTHER).text
    assert "/watch 아모데이" in room.said("/watch", OTHER).text
    assert "120자" in room.said("/watch " + "가" * 121, OTHER).text


def test_quiet_hours_hold_a_digest_back_also_across_a_restart(room: Room) -> None:
    room.said("/watch ferry", READER)
    state = room.stored()
    state.chats.set(READER.id, ChatSettings(language="ko", quiet_from="11:30", quiet_until="13:30"))
    room.publish("one.txt", "The ferry sails.")
    room.time.advance(HOUR)
    room.publish("two.txt", "The night ferry sails.")
    room.time.advance(10 * MINUTE)
    assert not room.digests(READER)
    assert state.alerts.chats() == (READER.id,)
    state.close()
    room.time.advance(25 * MINUTE)
    (digest,) = room.digests(READER)
    assert digest.text.startswith("알림: 새 문장 2개")
    assert digest.seen.quotes == ("The ferry sails.", "The night ferry sails.")


def test_person_who_blocked_the_bot_or_was_shut_out_is_dropped(room: Room) -> None:
    room.said("/watch ferry", READER)
    room.said("/watch ferry", OTHER)
    room.said(f"/deny {OTHER.id}", ADMIN)
    room.publish("one.txt", "The ferry sails.")
    room.api.fail("sendMessage", Fault.blocked())
    room.time.advance(MINUTE)
    room.publish("two.txt", "The night ferry sails.")
    before = len(room.api.asked_for("sendMessage", READER.id))
    room.time.advance(HOUR)
    assert len(room.api.asked_for("sendMessage", READER.id)) == before
    assert not room.digests(READER)
    assert not room.digests(OTHER)
    room.said("/watches", READER)
    room.publish("three.txt", "The last ferry sails.")
    room.time.advance(MINUTE)
    assert [one.seen.quotes for one in room.digests(READER)] == [("The last ferry sails.",)]


@pytest.mark.parametrize(
    "fault",
    [Fault.flood(1), Fault.reset(carried_out=True), Fault(502, "Bad Gateway")],
    ids=["flood", "lost reply", "bad gateway"],
)
def test_digest_arrives_once_whatever_happens_to_its_request(room: Room, fault: Fault) -> None:
    room.said("/watch ferry", READER)
    room.publish("one.txt", "The ferry sails.")
    room.api.fail("sendMessage", fault)
    room.time.advance(HOUR)
    assert len(room.digests(READER)) == 1


def test_digests_of_many_people_go_out_one_after_the_other(room: Room) -> None:
    state = room.stored()
    people = range(1000, 1040)
    for number in people:
        state.access.set(number, Standing.ALLOWED, None)
        state.chats.seen(number)
        state.watches.add(number, number, "ferry", "en")
    state.close()
    room.publish("one.txt", "The ferry sails.")
    room.time.slept.clear()
    room.time.advance(MINUTE)
    assert all(len(room.api.shown(number)) == 1 for number in people)
    assert len([one for one in room.time.slept if one == 0.1]) == len(people)


def test_long_sentences_and_many_of_them_fit_into_one_message(room: Room) -> None:
    room.said("/watch ferry", READER)
    room.publish("long.txt", " ".join(f"Ferry {number} {'&<b> sails ' * 90} off." for number in range(12)))
    room.time.advance(MINUTE)
    (digest,) = room.digests(READER)
    assert len(digest.seen.quotes) == 8
    assert digest.seen.folded == digest.seen.quotes, "as in answers, a long quotation shows its first lines"
    assert digest.labels[-2:] == [["1 / 2", "Next ›"], ["Stop: ferry"]]


def test_pages_of_a_digest_are_turned_in_its_message_also_after_a_restart(room: Room) -> None:
    room.said("/watch ferry", READER)
    room.publish("many.txt", " ".join(f"Ferry {number} sails." for number in range(11)))
    room.publish("other.txt", "The last ferry sails.")
    room.time.advance(MINUTE)
    (digest,) = room.digests(READER)
    assert digest.seen.quotes == tuple(f"Ferry {number} sails." for number in range(8))
    forged = room.api.press_data(room.said("/watches", OTHER), digest.keyboard[-2][-1].data, OTHER)
    room.api.wait_answered(forged)
    assert "더 이상 보관하고 있지 않습니다" in room.api.wait_shown(OTHER.id, 2)[1].text
    room.api.press(digest, "Next ›", READER)
    second = room.api.wait_edited(digest)
    assert second.seen.quotes == ("Ferry 8 sails.", "Ferry 9 sails.", "Ferry 10 sails.", "The last ferry sails.")
    assert second.text.startswith("12 new sentences on what you watch\n\nferry\n[9] ")
    assert second.labels[:2] == [["9 in context", "10 in context", "11 in context"], ["12 in context"]]
    room.said("/withdraw many.txt", ADMIN)
    room.api.press(second, "‹ Previous", READER)
    first = room.api.wait_edited(digest, 2)
    assert not first.seen.quotes, "what was withdrawn is quoted no more"
    room.api.press(first, "Next ›", READER)
    assert room.api.wait_edited(digest, 3).seen.quotes == ("The last ferry sails.",)


def test_what_comes_back_is_no_news(room: Room) -> None:
    room.said("/watch ferry", READER)
    room.publish("one.txt", "The ferry sails.")
    room.time.advance(MINUTE)
    room.said("/withdraw one.txt", ADMIN)
    room.publish("two.txt", "The night ferry sails.")
    room.time.advance(MINUTE)
    room.said("/watch ferry", OTHER)
    room.said("/restore one.txt", ADMIN)
    room.publish("three.txt", "The harbour is closed.")
    room.time.advance(MINUTE)
    room.said("/rollback", ADMIN)
    room.time.advance(MINUTE)
    room.publish("four.txt", "The morning ferry sails.")
    room.time.advance(MINUTE)
    quotes = [one.seen.quotes for one in room.digests(READER)]
    assert quotes == [("The ferry sails.",), ("The night ferry sails.",), ("The morning ferry sails.",)]
    assert [one.seen.quotes for one in room.digests(OTHER)] == [("The morning ferry sails.",)]


def test_stop_in_the_middle_of_many_digests_loses_and_repeats_none(tmp_path: Path) -> None:
    people = range(2000, 2030)
    (tmp_path / "news").mkdir()
    with BotApi() as api:
        telegram = TelegramSettings.model_validate({"base_url": api.base_url, "token": api.token, "access": "open"})
        settings = Settings(data=tmp_path / "data", sources=(tmp_path / "news",), telegram=telegram)
        room = Room(api, SimulatedTime(NOON), settings, ComputedDesk(settings))
        room.service.open()
        state = room.stored()
        for number in people:
            state.chats.seen(number)
            state.watches.add(number, number, "ferry", "en")
        state.close()

        def reached() -> int:
            return sum(bool(api.shown(number)) for number in people)

        with room.bot():
            room.time.advance(MINUTE)
            (tmp_path / "news" / "one.txt").write_text("The ferry sails.", encoding="utf-8")
            room.service.build(settings.sources, owner="the command line")
            going = Thread(target=room.time.advance, args=(MINUTE,))
            going.start()
            api.wait_for(lambda: reached() >= 3, "the first digests")
        going.join()
        assert 3 <= reached() < len(people)
        with room.bot():
            room.time.advance(MINUTE)
        assert [len(api.shown(number)) for number in people] == [1] * len(people)


def test_watching_is_private(room: Room) -> None:
    group = -100900
    room.say(f"/allow@{room.api.username}", ADMIN, chat=group)
    room.api.wait_shown(group)
    room.say(f"/watch@{room.api.username} ferry", READER, chat=group)
    assert "private chat" in room.api.wait_shown(group, 2)[1].text
    state = room.stored()
    assert state.watches.all() == ()
    state.close()


def test_what_is_known_is_kept_and_damage_is_taken_for_nothing_known(tmp_path: Path) -> None:
    known = Known.of("g1", {"a": "1", "b": "2", "ü\ud800": "3"})
    known.keep(tmp_path / "known")
    read = Known.read(tmp_path / "known")
    assert read is not None
    assert read.generation == "g1"
    assert read.new_in({"a": "1", "b": "changed", "c": "2", "ü\ud800": "3"}) == ["b", "c"]
    assert Known.of("", {}).new_in({"a": "1"}) == ["a"]
    (tmp_path / "known").write_bytes(b"g1\n123")
    assert Known.read(tmp_path / "known") is None
    assert Known.read(tmp_path / "elsewhere") is None


def test_articles_indexed_while_the_bot_was_away_are_told_when_it_is_back(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    with BotApi() as api:
        telegram = TelegramSettings.model_validate(
            {"base_url": api.base_url, "token": api.token, "admins": [ADMIN.id], "users": [READER.id]}
        )
        settings = Settings(data=tmp_path / "data", sources=(tmp_path / "news",), telegram=telegram)
        service = ComputedDesk(settings)
        room = Room(api, SimulatedTime(NOON.astimezone(UTC)), settings, service)
        with room.bot():
            room.said("/watch harbour", READER)
            room.time.advance(MINUTE)
        service.open()
        with room.bot():
            room.time.advance(MINUTE)
            assert not room.digests(READER), "nobody knew then what was there"
        (tmp_path / "news" / "one.txt").write_text("The harbour is closed.", encoding="utf-8")
        service.build(settings.sources, owner="the command line")
        with room.bot():
            room.time.advance(MINUTE)
            assert [one.seen.quotes for one in room.digests(READER)] == [("The harbour is closed.",)]


def test_bot_looks_for_news_by_itself_once_it_is_started(tmp_path: Path) -> None:
    with BotApi() as api, BotProcess(api, tmp_path / "data") as bot:
        bot.ready()
        until = monotonic() + 60
        while not (bot.data / "alerts.known").exists():
            assert monotonic() < until
            sleep(0.1)
        bot.terminate()
        assert bot.exit_code() == 0
        assert "Traceback" not in bot.output
