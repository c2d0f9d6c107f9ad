"""Two instances behind one webhook address, which share what they remember in PostgreSQL, as a reader meets them."""

import json
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person

ADMIN = Person(93_001)
SECRET = "only-Telegram_knows"
QUESTION = "harbour bridge?"
_ids = iter(range(93_100, 93_999))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def somebody() -> Person:
    return Person(next(_ids))


@dataclass
class Pair:
    """The instances, and Telegram's side of their webhook: updates go to one or to the other."""

    api: BotApi
    ports: tuple[int, int]

    def deliver(self, update: dict[str, Any], to: int) -> None:
        """Deliver an update to one of the two, which has to take it."""
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        address = f"http://127.0.0.1:{self.ports[to]}/desk"
        with urllib.request.urlopen(urllib.request.Request(address, json.dumps(update).encode(), headers)) as reply:
            assert reply.status == 200

    def say(self, text: str, person: Person, to: int, **fields: object) -> None:
        self.deliver(self.api.update(text, person, **fields), to)


@pytest.fixture(scope="module")
def pair(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    ports = free_port(), free_port()

    def instance(api: BotApi, port: int) -> BotProcess:
        return BotProcess(
            api, tmp_path_factory.mktemp("instance"), CITEDESK_STATE__URL=postgresql_url,
            CITEDESK_TELEGRAM__WEBHOOK__URL=f"http://127.0.0.1:{port}/desk",
            CITEDESK_TELEGRAM__WEBHOOK__PORT=str(port), CITEDESK_TELEGRAM__WEBHOOK__SECRET=SECRET,
            CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]", CITEDESK_TELEGRAM__USERS=str(list(range(93_100, 93_900))),
            CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
        )  # fmt: skip

    with BotApi() as api, instance(api, ports[0]) as first:
        first.wait_output("answering as @NewsDeskBot")
        with instance(api, ports[1]) as second:
            second.wait_output("answering as @NewsDeskBot")
            yield Pair(api, ports)
            assert SECRET not in first.output + second.output
            assert "Traceback" not in first.output + second.output


def test_conversation_begun_at_one_goes_on_at_the_other(pair: Pair) -> None:
    person = somebody()
    pair.say(QUESTION, person, 1)
    first = pair.api.wait_shown(person.id)[0]
    assert first.seen.quotes
    pair.say("/start", person, 1)  # which comes after the answer is stored
    pair.api.wait_shown(person.id, 2)
    pair.say("again", person, 0)
    assert pair.api.wait_shown(person.id, 3)[2].seen.quotes == first.seen.quotes


def test_person_let_in_at_one_is_soon_answered_at_the_other(pair: Pair) -> None:
    person, api = Person(93_999), pair.api
    pair.say(QUESTION, person, 1)
    assert "93999" in api.wait_shown(person.id)[0].text
    pair.say(f"/allow {person.id}", ADMIN, 0)
    api.wait_text(ADMIN.id, f"I now answer questions of {person.id}")

    def answered() -> bool:
        pair.say("/start", person, 1)
        threading.Event().wait(0.5)
        return any("Hello" in one.text for one in api.shown(person.id))

    until = time.monotonic() + 60
    while not answered():
        assert time.monotonic() < until


def test_update_that_is_delivered_to_both_at_once_is_answered_once(pair: Pair) -> None:
    people = [somebody() for _ in range(6)]
    together = threading.Barrier(2)

    def deliver(update: dict[str, Any], to: int) -> None:
        together.wait()
        pair.deliver(update, to)

    for person in people:
        update = pair.api.update(QUESTION, person)
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(deliver, update, to) for to in (0, 1)]:
                done.result()
    for person in people:
        pair.say("/help", person, 0)
        pair.say("/help", person, 1)
        shown = pair.api.wait_shown(person.id, 3)
        assert len([one for one in shown if one.seen.quotes]) == 1


def test_buttons_of_an_answer_of_one_work_at_the_other(pair: Pair) -> None:
    person, api = somebody(), pair.api
    pair.say(QUESTION, person, 0)
    answer = api.wait_shown(person.id)[0]
    for to, label in enumerate(("👍", "👎")):
        press = api.press(answer, label, person)
        (update,) = api.updates.take()
        pair.deliver(update, to)
        assert api.wait_answered(press) == ""
        assert any(one.startswith(f"{label} ✓") for row in api.wait_edited(answer, to + 1).labels for one in row)
    pair.say("/export", person, 0)
    (file,) = api.wait_for(lambda: api.documents[person.id], "a document")
    assert len(json.loads(file)["deliveries"]) == 1


def test_what_is_set_at_one_counts_at_the_other(pair: Pair) -> None:
    person = somebody()
    pair.say("/language ko", person, 0)
    pair.api.wait_shown(person.id)
    pair.say("/start", person, 1)
    assert "안녕하십니까" in pair.api.wait_text(person.id, "안녕하십니까").text


def test_export_and_forget_concern_what_both_have_stored(pair: Pair) -> None:
    person, turns = somebody(), cycle((0, 1))
    for _ in range(4):
        pair.say(QUESTION, person, next(turns))
    for instance in (0, 1):
        pair.say("/start", person, instance)  # which comes after the answer is stored that came before it there
    assert len(pair.api.wait_shown(person.id, 6)) == 6
    pair.say("/export", person, 0)
    (file,) = pair.api.wait_for(lambda: pair.api.documents[person.id], "a document")
    assert len(json.loads(file)["questions"]) == 4
    pair.say("/forget", person, 1)
    pair.api.wait_text(person.id, "deleted your questions")
    pair.say("/export", person, 0)
    second = pair.api.wait_for(lambda: pair.api.documents[person.id][1:], "a document")[0]
    assert not json.loads(second)["questions"]
