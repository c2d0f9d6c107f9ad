"""The tests' Bot API server: it refuses what Telegram refuses, slows down who asks too often, and fails as it is told.

Requests are made by hand here, over HTTP, as no bot of ours would make them.
"""

import asyncio
import http.client
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.botapi import EVERY_TROUBLE, BotApi, Fault, Flood, Person, Trouble
from tests.botflood import Limits
from tests.botschema import SCHEMA, load_schema, violations
from tests.botupdates import Updates

KIM = Person(501)
GROUP = -100501


class Clock:
    """Time that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def ask(api: BotApi, method: str, **parameters: object) -> Any:
    """Make a request; return the result, or the error as "400 its description"."""
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    try:
        with urllib.request.urlopen(
            f"{api.base_url}{api.token}/{method}", urllib.parse.urlencode(form).encode(), timeout=10
        ) as reply:
            return json.load(reply)["result"]
    except urllib.error.HTTPError as error:
        with error:
            record = json.load(error)
            return f"{record['error_code']} {record['description']}"


def send(api: BotApi, text: str = "<b>Hello</b>", chat: int = KIM.id, **parameters: object) -> Any:
    return ask(api, "sendMessage", chat_id=chat, text=text, parse_mode="HTML", **parameters)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


def rows(*buttons: dict[str, str]) -> dict[str, object]:
    return {"inline_keyboard": [list(buttons)]}


def button(data: str) -> dict[str, str]:
    return {"text": "Go", "callback_data": data}


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        ("<b>open", {}, "can't parse entities: can't find end tag"),
        ("a < b", {}, "can't parse entities: unclosed start tag"),
        ("<p>no such tag</p>", {}, "can't parse entities: unsupported start tag"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", {}, "can't be nested"),
        ("<b> </b>", {}, "message text is empty"),
        ("\u200b\u2060\u200d", {}, "text must be non-empty"),
        ("x" * 4097, {}, "message is too long"),
        ("😀" * 2049, {}, "message is too long"),
        ("<b></b>" * 5000, {}, "text is too long"),
        ("<b>x</b> " * 101, {}, "101 entities"),
        ("x", {"reply_markup": rows(button("x" * 65))}, "BUTTON_DATA_INVALID"),
        ("x", {"reply_markup": rows(button("가" * 22))}, "BUTTON_DATA_INVALID"),
        ("x", {"reply_markup": rows(*[button("x")] * 9)}, "reply markup is too long"),
        ("x", {"reply_markup": rows({"text": "Go"})}, "text buttons are unallowed"),
        ("x", {"reply_parameters": {"message_id": 7}}, "message to be replied not found"),
        ("x", {"message_thread_id": 1}, "message thread not found"),
        ("x", {"message_thread_id": 77}, "message thread not found"),
    ],
)  # fmt: skip
def test_message_that_telegram_refuses_is_refused(api: BotApi, text: str, more: dict[str, object], reason: str) -> None:
    with api.expect_refusals(reason):
        assert reason in send(api, text, GROUP, **more)
    assert not api.shown(GROUP)


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "&lt;b&gt; &amp;", "<b>x</b> " * 100])
def test_message_within_every_limit_is_shown(api: BotApi, text: str) -> None:
    assert send(api, text)["message_id"] == api.shown(KIM.id)[0].id


def test_edits_that_change_nothing_or_nothing_that_is_there_are_refused(api: BotApi) -> None:
    sent = send(api, "<b>One</b>", reply_markup=rows(button("a")))["message_id"]
    place = {"chat_id": KIM.id, "message_id": sent, "parse_mode": "HTML"}
    with api.expect_refusals("message is not modified") as refused:
        ask(api, "editMessageText", **place, text="<b>One</b> ", reply_markup=rows(button("a")))
        ask(api, "editMessageReplyMarkup", chat_id=KIM.id, message_id=sent, reply_markup=rows(button("a")))
    assert len(refused) == 2
    ask(api, "editMessageText", **place, text="<i>One</i>", reply_markup=rows(button("a")))
    ask(api, "editMessageText", **place, text="<i>One</i>")
    assert [(one.edits, one.keyboard) for one in api.shown(KIM.id)] == [(2, ())]
    with api.expect_refusals("message to edit not found"):
        ask(api, "editMessageText", chat_id=KIM.id, message_id=1, text="x")
    with api.expect_refusals("message to delete not found"):
        ask(api, "deleteMessage", chat_id=KIM.id, message_id=1)


def test_topic_where_somebody_wrote_takes_messages_and_a_moved_group_says_where_it_is(api: BotApi) -> None:
    api.say("hello", KIM, chat=GROUP, message_thread_id=77, is_topic_message=True)
    assert send(api, chat=GROUP, message_thread_id=77)
    assert api.shown(GROUP)[0].thread == 77
    api.moved[GROUP] = GROUP - 1
    with api.expect_refusals("upgraded to a supergroup"):
        send(api, chat=GROUP)


def test_refusal_that_nobody_expected_fails_at_the_end_and_says_which() -> None:
    def refused() -> None:
        with BotApi() as own:
            send(own, "a < b")
            own.fail("sendMessage", Fault(400, "Bad Request: message is too long"), Fault.blocked(), Fault.flood(1))
            assert [send(own)[:3] for _ in range(3)] == ["400", "403", "429"]  # injected: the bot is not to blame

    with pytest.raises(AssertionError, match=r"1 requests.*\n.*sendMessage: Bad Request: can't parse"):
        refused()


def test_expected_refusal_that_does_not_come_fails(api: BotApi) -> None:
    with pytest.raises(AssertionError, match="no request was refused with 'parse'"), api.expect_refusals("parse"):
        send(api)


def test_error_of_the_test_itself_is_not_hidden_by_refusals() -> None:
    def wrong() -> None:
        with BotApi() as api:
            send(api, "a < b")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wrong()


def test_requests_are_checked_against_the_published_schema(api: BotApi) -> None:
    if load_schema() is None:
        pytest.skip(f"the schema is not at {SCHEMA}: no request in any test is checked against it")
    wrong: dict[str, dict[str, object]] = {
        "knows no colour": {"chat_id": 1, "text": "x", "colour": "red"},
        "lacks text": {"chat_id": 1},
        "reply_markup is no": {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"label": "x"}]]}},
        "message_thread_id is no Integer": {"chat_id": 1, "text": "x", "message_thread_id": 1.5},
        "protect_content is no Boolean": {"chat_id": 1, "text": "x", "protect_content": "yes"},
    }
    for reason, parameters in wrong.items():
        with api.expect_refusals(reason):
            assert ask(api, "sendMessage", **parameters).startswith("400")
    with api.expect_refusals("there is no method"):
        ask(api, "sendPigeon", chat_id=1)
    assert violations("getMe", {}, load_schema() or {}) == []


def test_flood_control_lets_bursts_pass_and_says_how_long_to_wait() -> None:
    clock = Clock()
    flood = Flood(Limits(chat=1.0, burst=3, group=20, overall=30), clock)
    assert [flood.wait("sendMessage", KIM.id) for _ in range(5)] == [0, 0, 0, 1, 1]
    clock.now += 1
    assert [flood.wait("editMessageText", KIM.id) for _ in range(2)] == [0, 1]  # edits count
    assert [flood.wait(method, KIM.id) for method in ("sendChatAction", "answerCallbackQuery")] == [0, 0]
    assert [flood.wait("sendMessageDraft", KIM.id) for _ in range(4)] == [0, 0, 0, 1]  # by themselves
    clock.now += 100
    group = []
    for _ in range(21):
        group.append(flood.wait("sendMessage", GROUP))
        clock.now += 2
    assert group == [0] * 20 + [20]
    clock.now += 100
    assert [flood.wait("sendMessage", chat) for chat in range(1, 32)] == [0] * 30 + [1]


def test_flood_is_answered_with_429_and_counted(api: BotApi) -> None:
    clock = Clock()
    with BotApi(flood=Flood(clock=clock)) as own:
        assert [str(send(own))[:40] for _ in range(4)][3] == "429 Too Many Requests: retry after 1"
        clock.now += 1
        send(own)
        assert len(own.shown(KIM.id)) == 4
        assert [one.method for one in own.floods] == ["sendMessage"]
    assert not api.floods


def shaken(api: BotApi, chats: int, each: int) -> dict[int, list[str]]:
    """Send to many chats at once and return what each request met, by chat."""

    def talk(chat: int) -> list[str]:
        met = []
        for _ in range(each):
            try:
                reply = send(api, chat=chat)
            except (http.client.RemoteDisconnected, ConnectionError, urllib.error.URLError):
                met.append("reset")
            else:
                met.append(reply[:3] if isinstance(reply, str) else "ok")
        return met

    with ThreadPoolExecutor(8) as pool:
        return dict(zip(range(1, chats + 1), pool.map(talk, range(1, chats + 1)), strict=True))


def test_faults_at_random_come_at_their_rate_the_same_for_the_same_seed() -> None:
    runs = []
    for seed in (1, 1, 2):
        with BotApi() as api:
            api.shake(0.3, seed, late=0.01)
            runs.append(shaken(api, 20, 20))
            met, total = api.shaken, 400
            assert 0.2 * total < met.total() < 0.4 * total
            assert set(met) == set(EVERY_TROUBLE) - {Trouble.AGAIN}
            seen = [one for met_there in runs[-1].values() for one in met_there]
            assert seen.count("429") == met[Trouble.FLOOD]
            assert seen.count("reset") == met[Trouble.RESET] + met[Trouble.LOST]
            shown = sum(len(api.shown(chat)) for chat in range(1, 21))
            assert shown == seen.count("ok") + met[Trouble.LOST]  # what was lost was carried out
            api.heal()
            assert set(shaken(api, 5, 5)[1]) == {"ok"}
    assert runs[0] == runs[1] != runs[2]


def test_request_repeated_after_its_reply_was_lost_is_no_mistake(api: BotApi) -> None:
    number = send(api)["message_id"]
    api.fail("deleteMessage", Fault.reset(carried_out=True))
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError, urllib.error.URLError)):
        ask(api, "deleteMessage", chat_id=KIM.id, message_id=number)
    assert "message to delete not found" in ask(api, "deleteMessage", chat_id=KIM.id, message_id=number)


def test_late_reply_is_carried_out_at_once(api: BotApi) -> None:
    api.fail("sendMessage", Fault.late(0.3))
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send, api)
        api.wait_shown(KIM.id)
        assert not sending.done()
        assert sending.result()["message_id"]
    assert time.monotonic() - begun >= 0.3


def test_updates_wait_until_confirmed_and_may_be_handed_out_again(api: BotApi) -> None:
    first, second = (api.push(api.update(text, KIM))["update_id"] for text in ("one", "two"))

    def numbers(offset: int) -> list[int]:
        return [one["update_id"] for one in ask(api, "getUpdates", offset=offset, timeout=0)]

    assert numbers(0) == numbers(0) == [first, second]
    assert numbers(second) == [second]
    api.fail("getUpdates", Fault.handed_out_again())
    assert numbers(second) == [first, second]
    assert numbers(second + 1) == []
    assert api.updates.waiting() == 0


def test_only_the_kinds_of_updates_that_were_asked_for_are_handed_out(api: BotApi) -> None:
    api.ask_inline("words", KIM)
    api.say("hello", KIM)
    (update,) = ask(api, "getUpdates", allowed_updates=["message"], timeout=0)
    assert "message" in update
    api.ask_inline("more", KIM)
    assert len(ask(api, "getUpdates", timeout=0)) == 1


def test_second_asker_ends_the_first_and_a_webhook_ends_both(api: BotApi) -> None:
    with api.expect_refusals("terminated by other getUpdates"), ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, api, "getUpdates", timeout=30)
        api.wait_asked("getUpdates")
        assert ask(api, "getUpdates", timeout=0) == []
        assert first.result().startswith("409")
    ask(api, "setWebhook", url="https://desk.example/hook")
    with api.expect_refusals("webhook is active"):
        assert ask(api, "getUpdates", timeout=0).startswith("409")


@pytest.mark.parametrize("later", range(5), ids="hangs up {} turns of the loop after the other asked".format)
def test_asker_that_hung_up_is_not_told_of_another(later: int) -> None:
    async def asked() -> None:
        updates = Updates(threading.Condition(), asyncio.get_running_loop())
        gone = asyncio.create_task(updates.get(0, 30))
        await asyncio.sleep(0.01)
        other = asyncio.create_task(updates.get(0, 0))
        for _ in range(later):
            await asyncio.sleep(0)
        gone.cancel()
        assert await other == []
        with pytest.raises(asyncio.CancelledError):
            await gone

    asyncio.run(asked())


def test_server_knows_when_a_press_was_answered(api: BotApi) -> None:
    send(api, reply_markup=rows(button("go")))
    press = api.press(api.shown(KIM.id)[0], "Go", KIM)
    assert api.unanswered() == [press]
    ask(api, "answerCallbackQuery", callback_query_id=press, text="Done")
    assert api.wait_answered(press) == "Done"
    assert 0 < api.seconds_until_answered(press) < 10
    assert not api.unanswered()
    with api.expect_refusals("query is too old"):
        ask(api, "answerCallbackQuery", callback_query_id="1")
    with api.expect_refusals("MESSAGE_TOO_LONG"):
        ask(api, "answerCallbackQuery", callback_query_id=press, text="x" * 201)


def test_thousands_of_messages_in_many_chats_are_waited_for_without_looking_through_them_all(api: BotApi) -> None:
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(api.wait_shown, chat, 10) for chat in (3, 5, 7, 9)]
        shaken(api, 100, 10)
        assert [len(one.result()) for one in waiting] == [10] * 4
    assert len(api.messages) == len(api.asked_for("sendMessage")) == 1000
    assert len(api.asked_for("sendMessage", 5)) == 10
