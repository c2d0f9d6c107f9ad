"""The bot among others: forum topics, threads of replies, what other bots and channels write, a group that moves."""

import json
from collections.abc import Iterator

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person, Shown

ADMIN, KIM, LEE = Person(91_001), Person(91_002), Person(91_003)
GROUP = -100_910
QUESTION = "/ask harbour bridge?"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    with BotApi() as api, BotProcess(
        api, tmp_path_factory.mktemp("groups"), CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]", CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
    ) as bot:  # fmt: skip
        yield bot.ready()


def asked(bot: BotProcess, text: str, chat: int, person: Person = KIM, **fields: object) -> Shown:
    before = len(bot.api.shown(chat))
    bot.api.say(text, person, chat=chat, **fields)
    return bot.api.wait_shown(chat, before + 1)[before]


def test_every_message_about_a_question_in_a_topic_stays_in_the_topic(bot: BotProcess) -> None:
    answer = asked(bot, QUESTION, GROUP, message_thread_id=77, is_topic_message=True)
    missing = asked(bot, "/ask zzz?", GROUP, message_thread_id=77, is_topic_message=True)
    listed = asked(bot, "/latest@NewsDeskBot", GROUP, message_thread_id=77, is_topic_message=True)
    assert [one.thread for one in (answer, missing, listed)] == [77] * 3
    actions = bot.api.asked_for("sendChatAction", GROUP)
    assert {one.parameters["message_thread_id"] for one in actions} == {"77"}


def test_general_topic_and_a_thread_of_replies_are_not_named(bot: BotProcess) -> None:
    chat = GROUP - 1
    general = asked(bot, QUESTION, chat, message_thread_id=1, is_topic_message=True)
    replies = asked(bot, QUESTION, chat, message_thread_id=4711)
    assert all(one.seen.quotes and one.thread is None for one in (general, replies))
    assert not any("message_thread_id" in one.parameters for one in bot.api.asked_for("sendChatAction", chat))


def test_what_bots_channels_and_inline_messages_say_is_not_answered(bot: BotProcess) -> None:
    chat, api = GROUP - 2, bot.api
    robot = {"id": 36, "is_bot": True, "first_name": "Robot", "username": "robot"}
    own = {"id": api.id, "is_bot": True, "first_name": "News desk", "username": api.username}
    channel = {"id": -100_919, "type": "channel", "title": "Channel"}
    post = {"message_id": 1, "date": 1, "chat": channel, "text": "@NewsDeskBot harbour bridge?"}
    api.push({"channel_post": post})
    api.push({"edited_channel_post": {**post, "edit_date": 2}})
    api.say("@NewsDeskBot harbour bridge?", KIM, chat=chat, via_bot=robot)
    api.say("@NewsDeskBot harbour bridge?", KIM, chat=chat, via_bot=own)
    api.say("@NewsDeskBot harbour bridge?", KIM, chat=chat, sender_chat=channel, is_automatic_forward=True)
    api.push({"message": {**api.update(QUESTION, KIM, chat=chat)["message"], "from": robot}})
    answer = asked(bot, QUESTION, chat)
    assert answer.seen.quotes
    assert api.shown(chat) == [answer]
    assert not api.shown(-100_919)


def test_answer_under_way_while_a_group_becomes_a_supergroup_arrives_there(bot: BotProcess) -> None:
    old, new, api = GROUP - 3, GROUP - 4, bot.api
    api.say(f"{QUESTION} (hold moving)", KIM, chat=old)
    api.wait_asked("sendChatAction", chat=old)
    with api.expect_refusals("upgraded to a supergroup"):
        api.moved[old] = new
        api.say(None, KIM, chat=old, migrate_to_chat_id=new)
        api.say(None, KIM, chat=new, migrate_from_chat_id=old)
        bot.let("moving")
        assert api.wait_shown(new)[0].seen.quotes
        assert asked(bot, QUESTION, new).seen.quotes
    assert not api.shown(old)


def test_settings_of_a_group_go_with_it_and_touch_no_other(bot: BotProcess) -> None:
    old, new, api = GROUP - 5, GROUP - 6, bot.api
    api.group_admins[old] = api.group_admins[new] = {LEE.id}
    assert "한국어" in asked(bot, "/language@NewsDeskBot ko", old, LEE).text
    api.say(None, KIM, chat=old, migrate_to_chat_id=new)
    api.say(None, KIM, chat=new, migrate_from_chat_id=old)
    assert "최대" in asked(bot, "/settings@NewsDeskBot", new, LEE).text
    api.group_admins[GROUP - 7] = {LEE.id}
    assert "Settings of this chat" in asked(bot, "/settings@NewsDeskBot", GROUP - 7, LEE).text


def test_question_may_be_a_reply_to_a_persons_message_with_the_bots_name(bot: BotProcess) -> None:
    chat, api = GROUP - 8, bot.api
    said = api.update("The harbour bridge opens in May.", LEE, chat=chat)["message"]
    api.say("is that so?", KIM, chat=chat, reply_to_message=said)
    answer = asked(bot, "@NewsDeskBot when does the harbour bridge open?", chat, reply_to_message=said)
    assert answer.seen.quotes
    assert api.shown(chat) == [answer]
    sent = api.asked_for("sendMessage", chat)[0].parameters["reply_parameters"]
    assert json.loads(sent)["allow_sending_without_reply"] is True
