"""Listed access: who is answered, who is turned away, and who is not answered at all."""

from collections.abc import Iterator

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person

ADMIN, LISTED, STRANGER = Person(31), Person(32), Person(33)
GROUP, OTHER_GROUP = -100500, -100600
QUESTION = "/ask harbour bridge?"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    lists = {"ADMINS": [ADMIN.id], "USERS": [LISTED.id], "GROUPS": [GROUP]}
    environment = {f"CITEDESK_TELEGRAM__{name}": str(ids) for name, ids in lists.items()}
    with BotApi() as api, BotProcess(api, tmp_path_factory.mktemp("bot"), **environment) as bot:
        bot.ready()
        yield api


@pytest.mark.parametrize("person", [ADMIN, LISTED], ids=["administrator", "listed person"])
def test_listed_people_are_answered(api: BotApi, person: Person) -> None:
    api.say(QUESTION, person)
    assert api.wait_shown(person.id)[0].seen.quotes


def test_stranger_is_told_the_number_to_be_listed_under(api: BotApi) -> None:
    api.say("harbour bridge?", STRANGER)
    text = api.wait_shown(STRANGER.id)[0].text
    assert text.startswith("Only people on its list")
    assert str(STRANGER.id) in text


def test_stranger_is_not_let_in_by_a_fault_on_the_way(api: BotApi) -> None:
    unlucky = Person(39)
    api.fail("sendMessage", Fault(400, "Bad Request: message text is empty"))
    api.say("harbour bridge?", unlucky)
    assert "Something went wrong" in api.wait_shown(unlucky.id)[0].text
    api.say(QUESTION, LISTED)
    api.wait_shown(LISTED.id, len(api.shown(LISTED.id)) + 1)
    assert len(api.shown(unlucky.id)) == 1


def test_stranger_who_goes_on_gets_no_more_replies_than_the_limit(api: BotApi) -> None:
    eager = Person(34)
    for _ in range(20):
        api.say("/start", eager)
    api.say(QUESTION, LISTED)
    api.wait_shown(LISTED.id, len(api.shown(LISTED.id)) + 1)
    assert len(api.wait_shown(eager.id, 6)) == 6


def test_listed_group_is_answered_whoever_speaks(api: BotApi) -> None:
    api.say(QUESTION, STRANGER, chat=GROUP)
    api.say(QUESTION, STRANGER, chat=GROUP, sender_chat={"id": GROUP, "type": "supergroup", "title": "Newsroom"})
    assert all(one.seen.quotes for one in api.wait_shown(GROUP, 2))


def test_other_group_hears_only_its_number_and_only_when_it_calls_the_bot(api: BotApi) -> None:
    api.say("harbour bridge?", STRANGER, chat=OTHER_GROUP)
    api.say("/start", STRANGER, chat=OTHER_GROUP)
    api.say("@NewsDeskBot harbour bridge?", Person(35), chat=OTHER_GROUP)
    (shown,) = api.wait_shown(OTHER_GROUP)
    assert str(OTHER_GROUP) in shown.text
    assert not shown.seen.quotes


def test_other_bots_and_copied_channel_posts_are_never_answered(api: BotApi) -> None:
    robot = {"id": 36, "is_bot": True, "first_name": "Robot", "username": "robot"}
    api.push({"message": {**api.update(QUESTION, LISTED, chat=GROUP - 1)["message"], "from": robot}})
    api.say(QUESTION, LISTED, chat=GROUP - 1, is_automatic_forward=True)
    api.say(QUESTION, LISTED, chat=GROUP - 1)
    assert len(api.wait_shown(GROUP - 1)) == 1


def test_group_that_became_a_supergroup_stays_listed(api: BotApi) -> None:
    new = -100501
    api.say(None, STRANGER, chat=GROUP, migrate_to_chat_id=new)
    api.say(QUESTION, Person(37), chat=GROUP)
    api.wait_shown(GROUP, len(api.shown(GROUP)) + 1)
    api.say(QUESTION, Person(38), chat=new)
    assert api.wait_shown(new)[0].seen.quotes
