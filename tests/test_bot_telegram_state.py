"""What outlives a restart, who is let in by whom, and what a person can have deleted: the real bot, over HTTP."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.state import AskedQuestion, AuditEntry, State, open_state
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person

ADMIN, LISTED, SECOND = Person(41), Person(42), Person(43, language="ko")
GROUP, MOVED = -100700, -100701


def stored(bot: BotProcess) -> State:
    number = int(bot.api.token.split(":")[0])
    return open_state("", bot.data, bot=number, keep=timedelta(days=30), clock=lambda: datetime.now(UTC))


def audit(bot: BotProcess) -> list[AuditEntry]:
    state = stored(bot)
    entries = list(state.audit.last(20))
    state.close()
    return entries


@dataclass
class Life:
    """A bot that was killed and came back, and what it was asked before."""

    api: BotApi
    answered: dict[str, Any]
    unfinished: dict[str, Any]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def life(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """Let people talk to a bot, kill it, and start it again."""
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else ""
    lists = {"USERS": [LISTED.id, SECOND.id, 44, 45], "GROUPS": [GROUP], "SENTENCES_PER_DAY": 1}
    environment = {f"CITEDESK_TELEGRAM__{name}": str(value) for name, value in lists.items()}
    with BotApi() as api:
        bot = BotProcess(
            api, tmp_path_factory.mktemp("bot"), CITEDESK_STATE__URL=url, CITEDESK_LOG__LEVEL="DEBUG", **environment
        )
        with bot:
            bot.ready()
            answered = api.push(api.update("harbour bridge?", LISTED))
            api.wait_shown(LISTED.id)
            api.say(None, LISTED, chat=GROUP, migrate_to_chat_id=MOVED)
            unfinished = api.push(api.update("harbour bridge (hold slow)?", SECOND))
            api.wait_asked("sendChatAction", chat=SECOND.id)
            api.say("/start", LISTED)
            api.wait_text(LISTED.id, "Hello")
        bot.let("slow")
        with bot:
            yield Life(api, answered, unfinished)
            assert "hush-hush" not in bot.output


def test_answered_update_is_not_answered_again_after_a_restart_and_an_unfinished_one_is(life: Life) -> None:
    life.api.push(life.answered)
    life.api.push(life.unfinished)
    assert life.api.wait_shown(SECOND.id)[0].seen.quotes
    life.api.say("/help", LISTED)
    life.api.wait_text(LISTED.id, "/ask")
    assert len([one for one in life.api.shown(LISTED.id) if one.seen.quotes]) == 1


def test_conversation_goes_on_after_a_restart(life: Life) -> None:
    before = life.api.shown(LISTED.id)
    life.api.say("again", LISTED)
    answer = life.api.wait_shown(LISTED.id, len(before) + 1)[len(before)]
    assert answer.seen.quotes == before[0].seen.quotes != ()


def test_share_of_an_article_is_not_renewed_by_a_restart(life: Life) -> None:
    life.api.say("what do the cables weigh?", LISTED)
    assert "at most one sentence of one article" in life.api.wait_text(LISTED.id, "at most").text


def test_group_that_moved_is_still_answered_after_a_restart(life: Life) -> None:
    life.api.say("/ask harbour bridge?", Person(46), chat=MOVED)
    assert life.api.wait_shown(MOVED)[0].seen.quotes


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    lists = {"ADMINS": [ADMIN.id], "USERS": [LISTED.id, SECOND.id]}
    environment = {f"CITEDESK_TELEGRAM__{name}": str(ids) for name, ids in lists.items()}
    with BotApi() as api, BotProcess(api, tmp_path_factory.mktemp("bot"), **environment) as bot:
        yield bot.ready()


def exported(bot: BotProcess, person: Person) -> dict[str, Any]:
    before = len(bot.api.documents[person.id])
    bot.api.say("/export", person)
    files = bot.api.wait_for(lambda: bot.api.documents[person.id][before:], "a document")
    return dict(json.loads(files[0]))


def test_export_is_all_that_is_stored_and_forget_deletes_it(bot: BotProcess) -> None:
    api = bot.api
    api.say("harbour bridge?", LISTED)
    api.say("토요일에 큰눈이 내립니까?", SECOND)
    api.wait_shown(LISTED.id)
    api.wait_shown(SECOND.id)
    document = exported(bot, LISTED)
    (question,) = document["questions"]
    assert (question["text"], question["refused"], question["language"]) == ("harbour bridge?", False, "en")
    assert question["milliseconds"] > 0
    assert document["deliveries"][0]["messages"] == [api.shown(LISTED.id)[0].id]
    assert document["conversations"]
    assert document["shown"][0]["article"] == "harbour.txt"
    assert "큰눈" not in json.dumps(document, ensure_ascii=False)
    (request,) = api.asked_for("sendDocument", LISTED.id)
    assert "deleted after 30 days" in request.parameters["caption"]
    api.say("/forget", LISTED)
    assert "deleted your questions" in api.wait_text(LISTED.id, "deleted").text
    after = exported(bot, LISTED)
    assert {table for table, rows in after.items() if rows} == {"person", "exported", "chats"}
    api.say("again", LISTED)
    assert not api.wait_shown(LISTED.id, 3)[2].seen.quotes, "the conversation was forgotten too"
    assert exported(bot, SECOND)["questions"]


def test_questions_are_gone_after_the_time_that_the_settings_say(tmp_path: Path) -> None:
    with BotApi() as api:
        number, now = int(api.token.split(":")[0]), datetime.now(UTC)
        (tmp_path / "data").mkdir()
        for days in (6, 8):  # asked of a bot that ran then
            then = now - timedelta(days=days)
            clock = partial(lambda moment: moment, then)
            state = open_state("", tmp_path / "data", bot=number, keep=timedelta(days=7), clock=clock)
            state.questions.log(AskedQuestion(then, f"{days} days ago", "en", False, 1.0), LISTED.id)
            state.close()
        lists = {"CITEDESK_TELEGRAM__USERS": f"[{LISTED.id}]", "CITEDESK_STATE__KEEP_DAYS": "7"}
        with BotProcess(api, tmp_path / "data", **lists) as bot:
            bot.ready()
            assert [one["text"] for one in exported(bot, LISTED)["questions"]] == ["6 days ago"]
            (request,) = api.asked_for("sendDocument", LISTED.id)
            assert "deleted after 7 days" in request.parameters["caption"]


def test_export_is_for_the_persons_eyes_only(bot: BotProcess) -> None:
    bot.api.say("/export@NewsDeskBot", SECOND, chat=GROUP - 5)
    bot.api.say(
        "/export@NewsDeskBot", ADMIN, chat=GROUP - 5, sender_chat={"id": -1, "type": "supergroup", "title": "T"}
    )
    bot.api.say("/export@NewsDeskBot", ADMIN, chat=GROUP - 5)
    shown = bot.api.wait_shown(GROUP - 5, 2)
    assert "개인 채팅" in shown[0].text
    assert not bot.api.documents[GROUP - 5]


def test_allowed_person_is_answered_and_denied_one_hears_nothing(bot: BotProcess) -> None:
    api, person = bot.api, Person(51)
    api.say("harbour bridge?", person)
    assert str(person.id) in api.wait_shown(person.id)[0].text
    api.say(f"/allow {person.id}", ADMIN)
    api.wait_text(ADMIN.id, f"I now answer questions of {person.id}")
    api.say("harbour bridge?", person)
    assert api.wait_shown(person.id, 2)[1].seen.quotes
    api.say(f"/deny {person.id}", ADMIN)
    api.wait_text(ADMIN.id, f"I no longer answer questions of {person.id}")
    api.say("harbour bridge?", person)
    api.say("/start", LISTED)
    api.wait_text(LISTED.id, "Hello")
    assert len(api.shown(person.id)) == 2
    acts = [(entry.who, entry.act, entry.subject, entry.outcome) for entry in audit(bot)]
    assert acts[:2] == [(ADMIN.id, "deny", "51", "done"), (ADMIN.id, "allow", "51", "done")]


def test_administrator_lets_a_group_in_from_within_and_shuts_one_member_out(bot: BotProcess) -> None:
    api, group, member, rude = bot.api, GROUP - 7, Person(52), Person(53)
    api.say("/allow@NewsDeskBot", ADMIN, chat=group)
    api.wait_text(group, f"I now answer questions of {group}")
    api.say("/ask harbour bridge?", member, chat=group)
    assert api.wait_shown(group, 2)[1].seen.quotes
    wrong = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": group, "type": "supergroup"},
        "from": rude.record(),
        "text": "x",
    }
    api.say("/deny@NewsDeskBot", ADMIN, chat=group, reply_to_message=wrong)
    api.wait_text(group, f"I no longer answer questions of {rude.id}")
    api.say("/ask harbour bridge?", rude, chat=group)
    api.say("/ask harbour bridge?", member, chat=group)
    assert api.wait_shown(group, 4)[3].reply_to
    assert len(api.shown(group)) == 4


def test_lists_are_changed_by_administrators_only_and_administrators_by_nobody(bot: BotProcess) -> None:
    api = bot.api
    api.say("/allow 54", SECOND)
    assert "관리자만" in api.wait_text(SECOND.id, "관리자만").text
    for words in ("/deny 41", "/allow", "/allow everybody", "/deny 0", "/allow 1 2"):
        api.say(words, ADMIN)
    api.wait_text(ADMIN.id, "41 is an administrator")
    asked = api.wait_for(lambda: len([one for one in api.shown(ADMIN.id) if "for example" in one.text]) == 4, "hints")
    assert asked
    assert not any(entry.subject in ("54", "0") for entry in audit(bot))


def test_first_administrator_comes_by_a_code_that_works_once(tmp_path: Path) -> None:
    first, second = Person(61), Person(62)
    with BotApi() as api:
        bot = BotProcess(api, tmp_path / "data")
        with bot:
            bot.ready()
            code = re.findall(r"/admin (\w+)", bot.output)[0]
            api.say("/admin 000000000000", first)
            api.wait_text(first.id, "That is not the code")
            api.say(f"/admin {code}", first)
            api.wait_text(first.id, "You are an administrator now")
            api.say("/help", first)
            assert "/reindex" in api.wait_text(first.id, "/ask").text
            api.say(f"/admin {code}", second)
            assert "Only people on its list" in api.wait_shown(second.id)[0].text
            assert [(entry.who, entry.act) for entry in audit(bot)] == [(first.id, "admin")]
        with bot:
            api.say("/reindex", first)
            api.wait_text(first.id, "CITEDESK_SOURCES")
            assert bot.output.count("/admin") == 1


def renamed(bot: BotProcess, table: str, name: str) -> None:
    with sqlite3.connect(bot.data / "state.db") as database:
        database.execute(f"ALTER TABLE {table} RENAME TO {name}")
    database.close()


def test_what_cannot_be_stored_is_not_taken_and_answered_once_it_can_be(tmp_path: Path) -> None:
    people = f"[{LISTED.id},{SECOND.id}]"
    with BotApi() as api, BotProcess(api, tmp_path / "data", CITEDESK_TELEGRAM__USERS=people) as bot:
        bot.ready()
        renamed(bot, "updates", "elsewhere")
        api.say("harbour bridge?", LISTED)
        bot.wait_output("left to Telegram to deliver it again")
        assert not api.shown(LISTED.id)
        renamed(bot, "elsewhere", "updates")
        assert api.wait_shown(LISTED.id)[0].seen.quotes
        renamed(bot, "chats", "elsewhere")
        api.say("harbour bridge?", SECOND)
        assert "문제가 생겨" in api.wait_shown(SECOND.id)[0].text
        renamed(bot, "elsewhere", "chats")
        api.say("/start", LISTED)
        api.wait_text(LISTED.id, "Hello")
        assert [bool(one.seen.quotes) for one in api.shown(LISTED.id)] == [True, False]
        assert len(api.shown(SECOND.id)) == 1
