"""What the question is, once the bot's name is taken off, and whose it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity, User

from bot.telegram.addressing import asker_id, person, question_in

BOT = User(9, "News", is_bot=True, username="NewsDeskBot")
KIM = User(5, "Kim", is_bot=False)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _message(
    text: str, *entities: MessageEntity, kind: str = Chat.SUPERGROUP, user: User = KIM, **fields: object
) -> Message:
    record = {"message_id": 1, "date": NOW.timestamp(), "chat": {"id": -5, "type": kind}, "text": text}
    record |= {"entities": [entity.to_dict() for entity in entities], "from": user.to_dict(), **fields}
    return Message.de_json(record, None)


def _mention(text: str, name: str = "@newsdeskbot", kind: str = MessageEntity.MENTION) -> MessageEntity:
    before = len(text[: text.index(name)].encode("utf-16-le")) // 2
    return MessageEntity(kind, before, len(name))


@given(st.text("가a 😀🇰🇷\u0301", max_size=20), st.text("가a 😀\u0301", max_size=20))
def test_mention_is_taken_off_wherever_it_stands(before: str, after: str) -> None:
    text = f"{before} @newsdeskbot {after}"
    assert question_in(_message(text, _mention(text)), BOT) == " ".join(f"{before} {after}".split())


def test_only_words_to_the_bot_are_questions_in_a_group() -> None:
    text = "@otherbot harbour?"
    assert question_in(_message("harbour?"), BOT) is None
    assert question_in(_message(text, _mention(text, "@otherbot")), BOT) is None
    assert question_in(_message(text, _mention(text, "@otherbot"), kind=Chat.PRIVATE), BOT) == text


def test_reply_to_the_bot_is_a_question_but_a_reply_to_a_person_is_not() -> None:
    for user, question in ((BOT, "and then?"), (KIM, None)):
        replied = _message("earlier", user=user).to_dict()
        assert question_in(_message("and then?", reply_to_message=replied), BOT) == question


@pytest.mark.parametrize("command", ["/ask", "/ask@NewsDeskBot", "/ASK@newsdeskbot"])
def test_command_is_taken_off(command: str) -> None:
    entity = MessageEntity(MessageEntity.BOT_COMMAND, 0, len(command))
    assert question_in(_message(f"{command}  harbour\nbridge?", entity), BOT) == "harbour bridge?"
    assert question_in(_message(command, entity), BOT) == ""


def test_name_given_as_a_link_is_a_mention_too() -> None:
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=BOT)
    assert question_in(_message("News harbour?", entity), BOT) == "harbour?"


def test_broken_surrogates_do_not_reach_the_search() -> None:
    question = question_in(_message("harbour \ud83d?", kind=Chat.PRIVATE), BOT)
    assert question is not None
    question.encode("utf-8")


def test_stand_in_users_are_nobody() -> None:
    channel = {"id": -77, "type": Chat.CHANNEL}
    assert person(_message("x")) == KIM
    assert person(_message("x", sender_chat=channel)) is None
    assert asker_id(_message("x", sender_chat=channel)) == -77
    assert person(_message("x", user=BOT)) is None
