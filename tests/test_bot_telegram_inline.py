"""Sentences offered in other chats, and a guest's question: the real bot, over HTTP, for who may ask alone."""

from collections.abc import Iterator

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person

LISTED, STRANGER = Person(81, language="en"), Person(82, language="ko")
GROUP = -100810


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    lists = {
        "USERS": [LISTED.id, *range(800, 810)], "GROUPS": [GROUP], "SENTENCES_PER_DAY": 3, "QUESTIONS_PER_MINUTE": 2,
    }  # fmt: skip
    environment = {f"CITEDESK_TELEGRAM__{name}": str(value) for name, value in lists.items()}
    with BotApi() as api, BotProcess(api, tmp_path_factory.mktemp("bot"), **environment) as bot:
        bot.ready()
        yield api


def test_sentences_are_offered_to_be_sent_with_their_source(api: BotApi) -> None:
    answer = api.wait_inline(api.ask_inline("harbour bridge cables", LISTED))
    assert answer.is_personal
    assert answer.cache_time == 60
    assert not answer.button
    assert len(answer.offers) == 3
    weigh = next(one for one in answer.offers if "weigh" in one.description)
    assert weigh.description == "Its cables <weigh> 90 tons & more."
    assert weigh.title == "Daily & Co · date unknown · Harbour"
    assert weigh.seen.quotes == ("Its cables <weigh> 90 tons & more.",)
    assert ("Harbour", "https://news.example/harbour.txt?a=1&b=2") in weigh.seen.links


def test_what_cannot_be_answered_says_so_above_the_list(api: BotApi) -> None:
    person = Person(800, language="ko")
    for text, button in (
        ("", "질문을 입력하면"), ("ha", "질문을 입력하면"), ("x" * 501, "질문을 입력하면"), ("화성 탐사", "문장이 없습니다"),
    ):  # fmt: skip
        answer = api.wait_inline(api.ask_inline(text, person))
        assert (answer.offers, answer.cache_time) == ((), 0)
        assert button in answer.button
    assert api.wait_inline(api.ask_inline("harbour bridge", person, offset="50")).button == ""


def test_strangers_are_offered_nothing_and_told_why(api: BotApi) -> None:
    answer = api.wait_inline(api.ask_inline("harbour bridge", STRANGER))
    assert answer.offers == ()
    assert answer.button == "허가된 사용자만 이용할 수 있는 봇입니다"
    assert answer.is_personal


def test_share_of_an_article_counts_in_lists_too(api: BotApi) -> None:
    person = Person(801, language="en")
    assert len(api.wait_inline(api.ask_inline("harbour bridge cables", person)).offers) == 3
    api.say("harbour bridge cables?", person)
    assert api.wait_shown(person.id)[0].seen.quotes
    (again,) = {len(api.wait_inline(api.ask_inline("harbour bridge cables", person)).offers)}
    assert again == 3, "the same sentences count once"


def test_who_types_too_fast_is_asked_to_wait(api: BotApi) -> None:
    person, other = Person(802, language="en"), Person(803, language="en")
    queries = [api.ask_inline(f"harbour bridge {'x' * number}", person) for number in range(12)]
    answers = [api.wait_inline(number) for number in queries]
    assert sorted(one.button for one in answers) == [""] * 10 + ["Too many questions; please wait a moment"] * 2
    assert sum(bool(one.offers) for one in answers) == 10
    assert api.wait_inline(api.ask_inline("harbour bridge", other)).offers


def test_guest_is_answered_in_one_message_by_person_and_not_by_chat(api: BotApi) -> None:
    person = Person(804, language="en")
    answer = api.wait_guest(api.ask_as_guest("@NewsDeskBot harbour bridge?", person, GROUP - 1))
    assert answer.seen.quotes
    stranger = api.ask_as_guest("@NewsDeskBot harbour bridge?", STRANGER, GROUP)
    assert "put your question" in api.wait_guest(api.ask_as_guest("@NewsDeskBot", person, GROUP - 1)).seen.text
    assert "2 questions a minute" in api.wait_guest(api.ask_as_guest("harbour?", person, GROUP - 1)).seen.text
    assert api.guests[stranger] is None
    assert not api.shown(GROUP)
    assert not api.shown(GROUP - 1)
