"""What stands under an answer, pressed over HTTP: sources, more, other outlets, a timeline, opinions, their export."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.state import AuditEntry, open_state
from bot.texts import texts_in
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person, Shown

ADMIN = Person(41)
GROUP = -100900
_ids = iter(range(31_000, 32_000))
_STORIES = {
    "ferry@Star.txt": "Ferry. The harbour ferry will stop at night. The harbour bridge has cables from Turku.",
    "tides@Wave.txt": "Tides. The harbour bridge closes at high tide. Nobody saw the tide.",
}


def somebody(language: str = "en") -> Person:
    """Return a person whom no test has met."""
    return Person(next(_ids), "Reed", None, language)


def a_bot(api: BotApi, folder: Path, citations: int = 1, **settings: str) -> BotProcess:
    return BotProcess(
        api, folder / "data", CITEDESK_SOURCES=f'["{folder / "sources"}"]', CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]", CITEDESK_ANSWERS__CITATIONS=str(citations),
        CITEDESK_LOG__LEVEL="DEBUG", **settings,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("under")
    (folder / "sources").mkdir()
    for name, text in _STORIES.items():
        (folder / "sources" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bot(folder: Path) -> Iterator[BotProcess]:
    with BotApi() as api, a_bot(api, folder, CITEDESK_TELEGRAM__PREVIEW="true") as bot:
        bot.ready()
        api.say("/reindex", ADMIN)
        api.wait_text(ADMIN.id, "up to date")
        yield bot


@pytest.fixture
def api(bot: BotProcess) -> Iterator[BotApi]:
    yield bot.api
    bot.api.heal()
    assert bot.process.poll() is None, bot.output[-3000:]


def asked(api: BotApi, text: str, person: Person, **fields: Any) -> Shown:
    """Return what a question is answered with."""
    chat = fields.get("chat", person.id)
    before = len(api.shown(chat))
    api.say(text, person, **fields)
    return api.wait_shown(chat, before + 1)[-1]


def pressed(api: BotApi, shown: Shown, label: str, person: Person) -> Shown:
    """Return the message that a button sends."""
    before = len(api.shown(shown.chat))
    assert api.wait_answered(api.press(shown, label, person)) == ""
    return api.wait_shown(shown.chat, before + 1)[-1]


def rated(api: BotApi, shown: Shown, label: str, person: Person) -> Shown:
    """Return the answer once an opinion has changed its buttons."""
    now = next(one for one in api.shown(shown.chat) if one.id == shown.id)
    assert api.wait_answered(api.press(shown, label, person)) == ""
    return api.wait_edited(shown, now.edits + 1)


def opinions(api: BotApi) -> list[dict[str, Any]]:
    """Return what /feedback export sends."""
    before = len(api.documents[ADMIN.id])
    api.say("/feedback export", ADMIN)
    (file,) = api.wait_for(lambda: api.documents[ADMIN.id][before:], "a document")
    return [json.loads(line) for line in file.decode().splitlines()]


def audit(bot: BotProcess) -> tuple[AuditEntry, ...]:
    number = int(bot.api.token.split(":")[0])
    state = open_state("", bot.data, bot=number, keep=timedelta(days=30), clock=lambda: datetime.now(UTC))
    try:
        return state.audit.last(5)
    finally:
        state.close()


def test_an_answer_names_its_source_above_the_quotation_and_links_the_title_below(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "engineers harbour bridge open?", person)
    lines = answer.text.splitlines()
    assert lines[2:] == [
        "[1] Daily & Co · date unknown", "Engineers said the harbour bridge will open in May.", "Harbour",
    ]  # fmt: skip
    assert answer.labels == [["1 in context"], ["More", "Other outlets"], ["👍", "👎"]]
    (sent,) = api.asked_for("sendMessage", person.id)
    preview = json.loads(sent.parameters["link_preview_options"])
    assert preview == {
        "is_disabled": False, "url": "https://news.example/harbour.txt?a=1&b=2", "prefer_small_media": True,
    }  # fmt: skip


def test_more_shows_what_was_not_quoted_page_by_page(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "engineers harbour bridge open?", person)
    more = pressed(api, answer, "More", person)
    assert more.reply_to == answer.id
    assert more.text.startswith("4 further sentences on this")
    assert not set(answer.seen.quotes) & set(more.seen.quotes)
    assert len(more.seen.quotes) == 3
    assert more.labels == [["2 in context", "3 in context", "4 in context"], ["1 / 2", "Next ›"], ["Back"]]
    opened = pressed(api, more, "3 in context", person)
    assert more.seen.quotes[1] in opened.seen.quotes[0]
    api.press(more, "Next ›", person)
    further = api.wait_edited(more)
    assert len(further.seen.quotes) == 1
    assert not set(further.seen.quotes) & {*answer.seen.quotes, *more.seen.quotes}
    assert further.labels[0] == ["5 in context"]
    api.press(further, "Back", person)
    api.wait_for(lambda: more.id not in [one.id for one in api.shown(person.id)], "the page to be closed")


def test_more_on_a_follow_up_repeats_nothing_and_says_when_there_is_nothing(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "What do the cables weigh?", person)
    more = pressed(api, answer, "More", person)
    assert "cables from Turku" in more.text
    assert texts_in("ko").plain("nothing-more") in pressed(
        api, asked(api, "토요일에 큰눈이 내립니까?", person), "더 보기", person
    ).text  # fmt: skip


def test_other_outlets_are_quoted_once_each(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "engineers harbour bridge open?", person)
    others = pressed(api, answer, "Other outlets", person)
    assert others.text.splitlines()[0] == "Other outlets"
    assert [line for line in others.text.splitlines() if line.startswith("[")] == [
        "[2] Star · date unknown", "[3] Wave · date unknown",
    ]  # fmt: skip
    none = pressed(api, asked(api, "기상청 예보는?", person), "다른 언론사", person)
    assert none.text == texts_in("ko").plain("no-other-outlets")


def test_the_timeline_is_of_the_name_asked_about_however_long(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "When did Turku get a bridge?", person)
    assert answer.labels[1] == ["More", "Other outlets", "Timeline"]
    timeline = pressed(api, answer, "Timeline", person)
    assert timeline.text.startswith("Turku\nOne event.")
    assert timeline.reply_to == answer.id
    name = "The " + "Very " * 20 + "Long"
    answer = asked(api, f"Is the bridge of {name}?", person)
    assert texts_in("en").plain("timeline-none", words=name) == pressed(api, answer, "Timeline", person).text


def test_an_opinion_is_given_changed_and_taken_back_and_exported_without_a_name(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("/feedback export", ADMIN)
    api.wait_text(ADMIN.id, "Nobody has rated")
    answer = asked(api, "engineers harbour bridge open?", person)
    above = answer.labels[:-1]
    good = rated(api, answer, "👍", person)
    assert good.labels == [*above, ["👍 ✓", "👎"]]
    assert good.text == answer.text
    (opinion,) = opinions(api)
    assert (opinion["good"], opinion["reason"], opinion["question"]) == (True, None, "engineers harbour bridge open?")
    text = "Engineers said the harbour bridge will open in May."
    assert opinion["cited"] == [{"article": "harbour.txt", "start": 16, "end": 16 + len(text)}]
    assert str(person.id) not in json.dumps(opinion)

    bad = rated(api, answer, "👎", person)
    assert bad.labels == [*above, ["👍", "👎 ✓"], ["wrong source", "wrong speaker"], ["outdated", "something else"]]
    assert [(one["good"], one["reason"]) for one in opinions(api)] == [(False, None)]
    why = rated(api, answer, "wrong speaker", person)
    assert why.labels == [*above, ["👍", "👎 wrong speaker ✓"]]
    assert [(one["good"], one["reason"]) for one in opinions(api)] == [(False, "speaker")]
    assert rated(api, answer, "👎 wrong speaker ✓", person).labels == answer.labels
    api.say("/feedback export", ADMIN)
    api.wait_for(lambda: sum("Nobody" in one.text for one in api.shown(ADMIN.id)) == 2, "an empty export")
    api.say("/start", ADMIN)
    api.wait_text(ADMIN.id, "Hello")
    newest = audit(bot)[:4]
    assert {(one.who, one.act) for one in newest} == {(ADMIN.id, "feedback export")}
    assert [one.outcome for one in newest] == ["0 opinions", "1 opinions", "1 opinions", "1 opinions"]


def test_a_refusal_is_rated_for_reasons_of_its_own(api: BotApi) -> None:
    person = somebody("ko")
    refusal = asked(api, "달나라 zzz?", person)
    assert refusal.labels == [["👍", "👎"]]
    bad = rated(api, refusal, "👎", person)
    assert bad.labels == [["👍", "👎 ✓"], ["기사에 있음", "표기가 다름"], ["질문을 오해함", "기타"]]
    assert bad.text == refusal.text
    assert rated(api, refusal, "표기가 다름", person).labels == [["👍", "👎 표기가 다름 ✓"]]
    (opinion,) = [one for one in opinions(api) if one["question"] == "달나라 zzz?"]
    assert (opinion["good"], opinion["reason"]) == (False, "spelling")
    assert (opinion["answered"], opinion["cited"]) == (False, [])
    assert str(person.id) not in json.dumps(opinion)
    assert rated(api, refusal, "👎 표기가 다름 ✓", person).labels == refusal.labels


def test_feedback_is_for_administrators_and_in_private(api: BotApi) -> None:
    person = somebody("ko")
    assert asked(api, "/feedback export", person).text == texts_in("ko").plain("admins-only")
    assert "/feedback export" in asked(api, "/feedback", ADMIN).text
    api.say("/feedback@NewsDeskBot export", ADMIN, chat=GROUP)
    assert api.wait_shown(GROUP)[0].text == texts_in("en").plain("ask-privately")
    assert not api.documents[GROUP]


def test_a_press_is_answered_before_anything_is_looked_for(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    bot.let("later")
    answer = asked(api, "harbour bridge (hold later)?", person)
    (bot.data / "later").unlink()
    assert api.wait_answered(api.press(answer, "More", person)) == ""
    assert len(api.shown(person.id)) == 1
    bot.let("later")
    assert api.wait_shown(person.id, 2)[1].seen.quotes


def test_a_press_is_answered_while_its_chat_waits_for_a_long_search(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    answer = asked(api, "engineers harbour bridge open?", person)
    api.say("harbour bridge (hold search)?", person)
    api.wait_asked("sendMessageDraft", chat=person.id)
    assert rated(api, answer, "👍", person).labels[-1] == ["👍 ✓", "👎"]
    assert pressed(api, answer, "1 in context", person).seen.quotes
    bot.let("search")
    assert api.wait_shown(person.id, 3)[2].seen.quotes


def test_what_is_made_up_or_of_another_chat_is_forgotten(api: BotApi) -> None:
    person, other = somebody(), somebody("ko")
    answer, theirs = asked(api, "harbour bridge?", person), asked(api, "harbour bridge?", other)
    stolen = next(button.data for row in answer.keyboard for button in row if button.label == "More")
    api.press_data(theirs, stolen, other)
    assert api.wait_shown(other.id, 2)[1].text == texts_in("ko").plain("answer-gone")
    for data in ("m::0:", "o::0:" + "x" * 16, "e:::nothing", "b::1:" + "y" * 16, stolen.replace("m::", "b::99")):
        api.wait_answered(api.press_data(answer, data, person))
    api.say("/start", person)
    api.wait_text(person.id, "Hello")
    assert not any("went wrong" in one.text for one in api.shown(person.id))


def test_buttons_work_under_a_message_that_telegram_no_longer_hands_out(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "engineers harbour bridge open?", person)
    buttons = {button.label: button.data for row in answer.keyboard for button in row}
    api.wait_answered(api.press_data(answer, buttons["More"], person, too_old=True))
    assert api.wait_shown(person.id, 2)[1].text.startswith("4 further sentences")
    api.wait_answered(api.press_data(answer, buttons["👎"], person, too_old=True))
    assert api.wait_shown(person.id, 3)[2].text == texts_in("en").plain("rating-noted")
    assert api.shown(person.id)[0].labels == answer.labels
    assert opinions(api)[-1]["good"] is False


def test_a_corrected_question_changes_the_answer_and_its_buttons(api: BotApi) -> None:
    person = somebody()
    number = api.say("zzz?", person)
    assert api.wait_shown(person.id)[0].labels == [["👍", "👎"]]
    api.correct(number, "engineers harbour bridge open?", person)
    answer = api.wait_edited(api.shown(person.id)[0])
    assert answer.labels == [["1 in context"], ["More", "Other outlets"], ["👍", "👎"]]
    assert "4 further sentences" in pressed(api, answer, "More", person).text
    assert rated(api, answer, "👍", person).labels[-1] == ["👍 ✓", "👎"]
    api.correct(number, "zzz?", person)
    api.wait_for(lambda: len(api.shown(person.id)[0].labels) == 1, "the buttons to go with the answer")


def test_an_answer_of_several_messages_is_corrected_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for number in range(3):
        text = f"Rocks {number}. {'stone ' * 400}granite{number} lies here. Nothing else."
        (tmp_path / "sources" / f"rocks{number}.txt").write_text(text, encoding="utf-8")
    person = somebody()
    with BotApi() as api, a_bot(api, tmp_path, citations=3) as bot:
        bot.ready()
        api.say("/reindex", ADMIN)
        api.wait_text(ADMIN.id, "up to date")
        number = api.say("stone?", person)
        long = api.wait_shown(person.id, 3)
        assert [bool(one.labels) for one in long] == [False, False, True]
        assert all(one.seen.folded for one in long)
        api.correct(number, "engineers?", person)
        api.wait_for(lambda: len(api.shown(person.id)) == 1, "what is left over to go")
        (short,) = api.shown(person.id)
        assert (short.id, short.labels[0]) == (long[0].id, ["1 in context"])
        api.correct(number, "stone?", person, after=9)
        again = api.wait_shown(person.id, 3)
        assert again[0].id == short.id
        assert [one.seen.quotes for one in again] == [one.seen.quotes for one in long]
        assert [bool(one.labels) for one in again] == [False, False, True]


def test_a_question_is_corrected_after_a_restart_and_goes_on_as_it_did(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "sources").symlink_to(folder / "sources")
    person, other = somebody(), somebody()
    with BotApi() as api:
        with a_bot(api, tmp_path) as bot:
            bot.ready()
            forgotten = api.say("harbour bridge?", other)
            api.wait_shown(other.id)
            first = asked(api, "What do the cables weigh?", person)
            number = api.say("zzz?", person)
            refusal = api.wait_shown(person.id, 2)[1]
            bot.terminate()
            assert bot.exit_code() == 0
        with a_bot(api, tmp_path) as bot:
            bot.ready()
            api.say("/forget", other)
            api.wait_text(other.id, "deleted")
            api.correct(forgotten, "cables?", other)
            api.correct(number, "again", person)
            corrected = api.wait_edited(refusal)
            assert corrected.seen.quotes == first.seen.quotes, "it goes on from the question before, not from itself"
            assert rated(api, corrected, "👍", person).labels[-1] == ["👍 ✓", "👎"]
            assert [one["question"] for one in opinions(api)] == ["again"]
            api.correct(number, "zzz?", person, after=9)
            api.wait_for(lambda: len(api.shown(person.id)[1].labels) == 1, "the second correction")
            assert [one.id for one in api.shown(person.id)] == [first.id, refusal.id]
            assert not any(one.edits for one in (api.shown(person.id)[0], api.shown(other.id)[0]))


def test_what_a_group_shows_counts_for_who_presses(api: BotApi) -> None:
    first, second, group = somebody(), somebody(), GROUP - 1
    answer = asked(api, "/ask engineers harbour bridge open?", first, chat=group)
    assert pressed(api, answer, "Other outlets", second).seen.quotes
    assert rated(api, answer, "👎", second).labels[-3] == ["👍", "👎 ✓"]


def test_a_long_search_is_sketched_in_private_only(api: BotApi, bot: BotProcess) -> None:
    person = somebody("ko")
    api.say("교량 harbour bridge (hold sketch)?", person)
    (draft,) = api.wait_asked("sendMessageDraft", chat=person.id)
    assert draft.parameters["text"] == texts_in("ko").html("searching")
    assert not api.shown(person.id)
    api.say("/ask harbour bridge (hold sketch)?", person, chat=GROUP - 2)
    api.wait_asked("sendChatAction", 2, chat=GROUP - 2)
    bot.let("sketch")
    assert api.wait_shown(person.id)[0].seen.quotes
    assert api.wait_shown(GROUP - 2)[0].seen.quotes
    assert not api.asked_for("sendMessageDraft", GROUP - 2)
    before = len(api.asked_for("sendMessageDraft"))
    asked(api, "harbour bridge?", person)
    assert len(api.asked_for("sendMessageDraft")) == before


@pytest.mark.parametrize(
    "fault", [Fault(400, "Bad Request: TEXTDRAFT_PEER_INVALID"), Fault.flood(30), Fault.reset(carried_out=False)]
)
def test_a_draft_that_fails_fails_no_answer(api: BotApi, bot: BotProcess, fault: Fault) -> None:
    person, name = somebody(), f"draft{next(_ids)}"
    api.fail("sendMessageDraft", fault)
    api.say(f"harbour bridge (hold {name})?", person)
    api.wait_asked("sendMessageDraft", chat=person.id)
    bot.let(name)
    (answer,) = api.wait_shown(person.id)
    assert answer.seen.quotes
    assert len(api.asked_for("sendMessageDraft", person.id)) == 1


def test_buttons_of_an_answer_work_after_a_restart_and_say_what_has_gone(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "sources").symlink_to(folder / "sources")
    person = somebody()
    with BotApi() as api:
        with a_bot(api, tmp_path) as bot:
            bot.ready()
            api.say("/reindex", ADMIN)
            api.wait_text(ADMIN.id, "up to date")
            kept, gone = asked(api, "engineers harbour bridge open?", person), asked(api, "ferry at night?", person)
            refusal = asked(api, "zzz?", person)
            assert (
                '"is_disabled": true' in api.asked_for("sendMessage", person.id)[0].parameters["link_preview_options"]
            )
            bot.terminate()
            assert bot.exit_code() == 0
        with a_bot(api, tmp_path) as bot:  # which knows its two first articles only
            assert texts_in("en").plain("sentence-gone") == pressed(api, gone, "1 in context", person).text
            assert texts_in("en").plain("nothing-more") == pressed(api, gone, "More", person).text
            assert rated(api, gone, "👎", person).labels[-1] == ["outdated", "something else"]
            assert rated(api, gone, "outdated", person).labels[-1] == ["👍", "👎 outdated ✓"]
            assert kept.seen.quotes[0] in pressed(api, kept, "1 in context", person).seen.quotes[0]
            assert rated(api, refusal, "👎", person).labels[-1] == ["question misread", "something else"]
            assert rated(api, refusal, "an article has it", person).labels == [["👍", "👎 an article has it ✓"]]
            assert [one["reason"] for one in opinions(api)] == ["old", "known"]
            api.say("/forget", person)
            api.wait_text(person.id, "deleted")
            assert texts_in("en").plain("answer-gone") == pressed(api, kept, "More", person).text
            assert bot.process.poll() is None
