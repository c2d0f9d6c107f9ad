"""What the question is, once the bot's name is taken off, and whose it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity, User

from bot.pointing import Hint
from bot.telegram.about import hints_in
from bot.telegram.addressing import asker_id, links_in, person, question_in

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


# What a message points at

LINK = "https://news.example/a/1"


def _link(text: str, part: str, url: str | None = None) -> MessageEntity:
    kind = MessageEntity.TEXT_LINK if url else MessageEntity.URL
    return MessageEntity(kind, len(text[: text.index(part)].encode("utf-16-le")) // 2, len(part), url=url)


@given(st.text("가a 😀🇰🇷\u0301", max_size=20), st.text("가a 😀\u0301", max_size=20))
def test_an_articles_address_is_taken_off_the_question_wherever_it_stands(before: str, after: str) -> None:
    text = f"{before} {LINK} {after}"
    message = _message(text, _link(text, LINK), kind=Chat.PRIVATE)
    asked = " ".join(f"{before} {after}".split())
    assert question_in(message, BOT) == (asked if any(one in asked for one in "가a") else "")
    assert hints_in(message, BOT) == (Hint((LINK,)),)


@pytest.mark.parametrize(
    ("text", "part", "url", "question", "links"),
    [
        ("What did openai.com announce?", "openai.com", None, "What did openai.com announce?", ()),
        ("See https://t.me/news/5 please", "https://t.me/news/5", None, "See https://t.me/news/5 please", ()),
        ("What does this say of chips?", "this", LINK, "What does this say of chips?", (LINK,)),
        ("A headline of some words\nwhy?", "A headline of some words", LINK, "why?", (LINK,)),
    ],
)
def test_what_is_no_article_or_part_of_the_sentence_stays(
    text: str, part: str, url: str | None, question: str, links: tuple[str, ...]
) -> None:
    message = _message(text, _link(text, part, url), kind=Chat.PRIVATE)
    assert question_in(message, BOT) == question
    assert links_in(message) == links


def _reply(replied: Message, quote: dict[str, object] | None = None) -> Message:
    return _message("why?", kind=Chat.PRIVATE, reply_to_message=replied.to_dict(), quote=quote)


def test_a_reply_points_at_what_the_other_message_holds_but_not_at_the_bots_own() -> None:
    text = f"one {LINK} and two https://news.example/b/2"
    entities = [_link(text, LINK), _link(text, "https://news.example/b/2")]
    both = (LINK, "https://news.example/b/2")
    assert hints_in(_reply(_message(text, *entities)), BOT) == (Hint(both, text),)
    assert hints_in(_reply(_message(text, *entities, user=BOT)), BOT) == ()
    assert hints_in(_reply(_message("short")), BOT) == ()
    long = "words that may be an article's " * 3
    assert hints_in(_reply(_message(long)), BOT) == (Hint((), long, sure=False),)
    quote = {"text": "two https://news", "position": text.index("two")}
    first, *_ = hints_in(_reply(_message(text, *entities, user=BOT), quote=quote), BOT)
    assert first == Hint(both[1:], "two https://news", sure=False)


def test_a_forwarded_message_points_by_its_words_a_forwarded_question_hardly() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Han", "date": 1}
    assert hints_in(_message("/forget everything", forward_origin=origin), BOT) == (Hint((), "/forget everything"),)
    assert hints_in(_message("Really?", forward_origin=origin), BOT) == (Hint((), "Really?", sure=False),)


def test_a_message_of_another_chat_points_by_its_preview() -> None:
    elsewhere = {
        "origin": {"type": "hidden_user", "sender_user_name": "Han", "date": 1}, "link_preview_options": {"url": LINK},
    }  # fmt: skip
    assert hints_in(_message("why?", external_reply=elsewhere), BOT) == (Hint((LINK,)),)
    assert hints_in(_message("why?", external_reply={"origin": elsewhere["origin"]}), BOT) == ()
