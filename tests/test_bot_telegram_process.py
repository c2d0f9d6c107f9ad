"""The real bot as a process, over HTTP: what people would see in their chats."""

import time
from collections.abc import Iterator

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person

ADMIN = Person(1001, "Han", "han_admin", "ko")
SECOND_ADMIN = Person(1002, "Lee", None, "en")
GROUP = -100200300
_ids = iter(range(5000, 9000))


def somebody(language: str | None = "en", username: str | None = None) -> Person:
    """Return a person whom no test has met, so that tests can share a bot."""
    return Person(next(_ids), "Park", username, language)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="module")
def bot(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("bot")
    (folder / "sources").mkdir()
    (folder / "sources" / "election.txt").write_text("Election. Voters chose a new mayor on Sunday.", encoding="utf-8")
    (folder / "sources" / "bad.txt").write_text("no sentence", encoding="utf-8")
    with BotProcess(
        api,
        folder / "data",
        CITEDESK_SOURCES=f'["{folder / "sources"}"]',
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id},{SECOND_ADMIN.id}]",
        CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="20",
        CITEDESK_LOG__LEVEL="DEBUG",
    ) as bot:
        yield bot.ready()


@pytest.fixture(autouse=True)
def _nothing_left_over(api: BotApi, bot: BotProcess) -> Iterator[None]:
    for name in ("go", "hold-build", "locked"):
        (bot.data / name).unlink(missing_ok=True)
    yield
    api.heal()
    assert api.token not in bot.output
    assert bot.process.poll() is None, bot.output[-3000:]


def test_question_is_answered_with_numbered_linked_quotations(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("When will the harbour bridge open?", person)
    (answer,) = api.wait_shown(person.id)
    assert answer.seen.quotes[0] == "Engineers said the harbour bridge will open in May."
    assert "[1]" in answer.text
    assert "[1] Daily & Co · date unknown" in answer.text
    assert ("Harbour", "https://news.example/harbour.txt?a=1&b=2") in answer.seen.links
    (sent,) = api.asked_for("sendMessage", person.id)
    assert '"is_disabled": true' in sent.parameters["link_preview_options"]
    assert api.asked_for("sendChatAction", person.id)


def test_markup_in_an_article_is_shown_as_it_stands(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("How many tons do the cables weigh?", person)
    answer = api.wait_shown(person.id)[0]
    assert "Its cables <weigh> 90 tons & more." in answer.seen.quotes


def test_korean_question_gets_a_korean_frame_whatever_the_telegram_language(api: BotApi, bot: BotProcess) -> None:
    person = somebody("en")
    api.say("토요일에 큰눈이 내립니까?", person)
    answer = api.wait_shown(person.id)[0]
    assert "날짜 미상" in answer.text
    assert answer.seen.quotes[0] == "기상청은 토요일에 큰눈이 내린다고 예보했다."


def test_english_question_of_a_korean_reader_gets_a_korean_frame(api: BotApi, bot: BotProcess) -> None:
    person = somebody("ko-KR")
    api.say("harbour bridge?", person)
    assert "날짜 미상" in api.wait_shown(person.id)[0].text


def test_unsupported_question_is_refused_with_the_closest_articles(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("zzz?", person)
    answer = api.wait_shown(person.id)[0]
    assert answer.text.startswith("nothing about this (en)\n\nClosest articles")
    assert [text for text, _ in answer.seen.links] == ["Harbour", "기상"]


def test_start_and_help_speak_the_readers_language(api: BotApi, bot: BotProcess) -> None:
    korean, english = somebody("ko"), somebody("en")
    api.say("/start", korean)
    api.say("/help", english)
    assert "안녕하십니까" in api.wait_shown(korean.id)[0].text
    assert "/reindex" not in api.wait_shown(english.id)[0].text
    api.say("/help", ADMIN)
    assert "/reindex" in api.wait_text(ADMIN.id, "/help").text


def test_status_counts_and_keeps_details_for_administrators(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("/status", person)
    text = api.wait_shown(person.id)[0].text
    assert "Articles: 2" in text
    assert "words" not in text
    api.say("/status", SECOND_ADMIN)
    assert "Model: words" in api.wait_text(SECOND_ADMIN.id, "Model").text


def test_unusable_messages_get_a_hint(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("/ask", person)
    assert "/ask What did Amodei say?" in api.wait_shown(person.id)[0].text
    api.say("/nonsense", person)
    assert "/help" in api.wait_shown(person.id, 2)[1].text
    api.say(None, person, location={"latitude": 1.0, "longitude": 2.0})
    assert "written" in api.wait_shown(person.id, 3)[2].text
    api.say("bridge " * 100, person)
    assert "500 characters" in api.wait_shown(person.id, 4)[3].text


def test_too_many_questions_are_declined_once(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    for _ in range(25):
        api.say("bridge?", person)
    api.say("/start", person)
    api.wait_text(person.id, "Hello")
    shown = api.shown(person.id)
    assert sum("20 questions a minute" in one.text for one in shown) == 1
    assert len(shown) == 22


def test_group_is_answered_only_when_it_speaks_to_the_bot(api: BotApi, bot: BotProcess) -> None:
    person, group = somebody(), GROUP - 1
    api.say("what about the bridge?", person, chat=group)
    api.say("/ask@SomeOtherBot bridge?", person, chat=group)
    mention = api.say("😀 @newsdeskbot when does the harbour bridge open?", person, chat=group)
    command = api.say("/ask@NewsDeskBot harbour bridge?", person, chat=group)
    reply = api.say("and the cables?", person, chat=group, reply_to_message=4711)
    shown = api.wait_shown(group, 3)
    assert [one.reply_to for one in shown] == [mention, command, reply]
    assert all(one.seen.quotes for one in shown)


def test_question_follows_on_in_private_until_it_starts_afresh(api: BotApi, bot: BotProcess) -> None:
    person, other = somebody(), somebody("ko")
    api.say("harbour bridge?", person)
    first = api.wait_shown(person.id)[0]
    api.say("again", person)
    assert api.wait_shown(person.id, 2)[1].seen.quotes == first.seen.quotes
    api.say("again", other)
    assert "again" not in api.wait_shown(other.id)[0].text
    assert not api.shown(other.id)[0].seen.quotes
    api.say("/new", person)
    api.wait_text(person.id, "Starting afresh")
    api.say("again", person)
    assert not api.wait_shown(person.id, 4)[3].seen.quotes
    api.say("/new", other)
    api.wait_text(other.id, "새로 시작합니다")


def test_group_goes_on_only_by_replying_to_the_answer(api: BotApi, bot: BotProcess) -> None:
    person, reader, group = somebody(), somebody(), GROUP - 9
    api.say("/ask harbour bridge?", person, chat=group)
    answer = api.wait_shown(group)[0]
    api.say("/ask again", person, chat=group)
    assert not api.wait_shown(group, 2)[1].seen.quotes
    api.say("again", reader, chat=group, reply_to_message=answer.id)
    assert api.wait_shown(group, 3)[2].seen.quotes == answer.seen.quotes


def test_forum_topic_is_answered_in_its_topic(api: BotApi, bot: BotProcess) -> None:
    person, group = somebody(), GROUP - 2
    api.say("/ask bridge?", person, chat=group, message_thread_id=77, is_topic_message=True)
    assert api.wait_shown(group)[0].thread == 77


def test_corrected_question_corrects_the_answer(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    number = api.say("zzz?", person)
    api.wait_shown(person.id)
    api.correct(number, "harbour bridge?", person)
    answer = api.wait_for(lambda: next((one for one in api.shown(person.id) if one.edits), None), "an edited answer")
    assert answer.seen.quotes
    assert len(api.shown(person.id)) == 1


def test_late_or_unknown_edits_are_left_alone(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    number = api.say("zzz?", person)
    api.wait_shown(person.id)
    api.correct(number, "harbour bridge?", person, after=100)
    api.correct(number + 100_000, "harbour bridge?", person)
    api.correct(number, "/reindex", ADMIN)
    api.say("/start", person)
    api.wait_text(person.id, "Hello")
    assert len(api.shown(person.id)) == 2
    assert not any(one.edits for one in api.shown(person.id))


def test_question_asked_while_the_bot_was_away_is_answered_with_an_apology(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    number = api.say("harbour bridge?", person, date=int(time.time()) - 3600)
    answer = api.wait_shown(person.id)[0]
    assert answer.text.startswith("I am sorry for the late answer")
    assert answer.reply_to == number
    api.say("/reindex", ADMIN, date=int(time.time()) - 3600)
    assert "다시 보내 주십시오" in api.wait_text(ADMIN.id, "실행하지 않았습니다").text


def test_error_is_one_sentence_and_the_log_has_the_rest(api: BotApi, bot: BotProcess) -> None:
    english, korean = somebody(), somebody()
    api.say("explode", english)
    api.say("explode 하십시오", korean)
    assert (
        api.wait_shown(english.id)[0].text
        == "Something went wrong and I could not answer. Please try again in a moment."
    )
    assert "문제가 생겨" in api.wait_shown(korean.id)[0].text
    assert "RuntimeError: exploded with" in bot.output


def test_same_update_delivered_twice_is_answered_once(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    update = api.update("harbour bridge?", person)
    api.push(update)
    api.wait_shown(person.id)
    api.push(update)
    api.say("/start", person)
    api.wait_text(person.id, "Hello")
    assert len(api.shown(person.id)) == 2


def test_slow_question_does_not_hold_up_others_but_its_own_chat_keeps_its_order(api: BotApi, bot: BotProcess) -> None:
    slow, quick = somebody(), somebody()
    api.say("harbour bridge (hold slow)?", slow)
    api.say("/start", slow)
    api.say("harbour bridge?", quick)
    api.wait_shown(quick.id)
    assert not api.shown(slow.id)
    api.wait_asked("sendChatAction", 2, slow.id)
    bot.let("slow")
    answer, greeting = api.wait_shown(slow.id, 2)
    assert answer.seen.quotes
    assert "Hello" in greeting.text


def test_flood_limit_is_waited_out(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.fail("sendMessage", Fault.flood(1), Fault.flood(1))
    api.say("harbour bridge?", person)
    assert api.wait_shown(person.id)[0].seen.quotes
    first, _, third = (one.at for one in api.asked_for("sendMessage", person.id))
    assert third - first >= 2


def test_bad_gateway_is_tried_again_and_shown_once(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.fail("sendMessage", Fault(502, "Bad Gateway"), Fault(502, "Bad Gateway"))
    api.say("harbour bridge?", person)
    assert api.wait_shown(person.id)[0].seen.quotes
    assert len(api.asked_for("sendMessage", person.id)) == 3


def test_broken_connection_never_shows_an_answer_twice(api: BotApi, bot: BotProcess) -> None:
    arrived, lost = somebody(), somebody()
    api.fail("sendMessage", Fault.reset(carried_out=True))
    api.say("harbour bridge?", arrived)
    answer, notice = api.wait_shown(arrived.id, 2)
    assert answer.seen.quotes
    assert "If you do not see the whole answer, press the button" in notice.text
    assert notice.labels == [["Answer again"]]
    api.fail("sendMessage", Fault.reset(carried_out=False), Fault.reset(carried_out=False))
    question = api.say("harbour bridge?", lost)
    notice = api.wait_shown(lost.id)[0]
    assert (notice.labels, notice.reply_to) == ([["Answer again"]], question)
    api.press(notice, "Answer again", lost)
    assert api.wait_for(lambda: [one for one in api.shown(lost.id) if one.seen.quotes], "the answer")
    api.wait_for(lambda: all(one.id != notice.id for one in api.shown(lost.id)), "the notice to go")


def test_what_may_be_shown_twice_is_sent_until_it_arrives(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.fail("sendMessage", Fault.reset(carried_out=False), Fault.reset(carried_out=True))
    api.say("/start", person)
    assert ["Hello" in one.text for one in api.wait_shown(person.id, 2)] == [True, True]


def test_malformed_request_is_not_repeated(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.fail("sendMessage", Fault(400, "Bad Request: can't parse entities"))
    api.say("harbour bridge?", person)
    assert "Something went wrong" in api.wait_shown(person.id)[0].text
    assert len(api.asked_for("sendMessage", person.id)) == 2


def test_person_who_blocked_the_bot_is_no_error(api: BotApi, bot: BotProcess) -> None:
    blocking, other = somebody(), somebody()
    api.fail("sendMessage", Fault.blocked())
    api.say("harbour bridge?", blocking)
    api.wait_asked("sendMessage", 1, blocking.id)
    api.say("harbour bridge?", other)
    api.wait_shown(other.id)
    assert len(api.asked_for("sendMessage", blocking.id)) == 1


def test_reindex_reports_on_one_message_while_fifty_questions_are_answered(api: BotApi, bot: BotProcess) -> None:
    bot.let("hold-build")
    api.say("/reindex", ADMIN)
    progress = api.wait_text(ADMIN.id, "색인 갱신을 시작합니다")
    crowd = [somebody() for _ in range(50)]
    for person in crowd:
        api.say("harbour bridge?", person)
    for person in crowd:
        assert len(api.wait_shown(person.id)) == 1
    api.say("/reindex", SECOND_ADMIN)
    assert "@han_admin (1001) started this on " in api.wait_text(SECOND_ADMIN.id, "already being updated").text
    api.wait_text(ADMIN.id, "기사를 색인하고 있습니다")
    bot.let("go")
    report = api.wait_text(ADMIN.id, "색인 갱신을 마쳤습니다")
    assert report.id == progress.id
    assert "추가 1, 변경 0, 유지 2, 삭제 0, 중복 0, 제외 1" in report.text
    assert "bad.txt: no <sentence>" in report.text
    assert "built for @han_admin (1001)" in report.text
    api.say("mayor?", crowd[0])
    assert api.wait_shown(crowd[0].id, 2)[1].seen.quotes == ("Voters chose a new mayor on Sunday.",)


def test_cancelled_reindex_says_so(api: BotApi, bot: BotProcess) -> None:
    bot.let("hold-build")
    api.say("/reindex", SECOND_ADMIN)
    started = api.wait_text(SECOND_ADMIN.id, "Updating the index")
    api.say("/cancel", ADMIN)
    assert "중단하고 있습니다" in api.wait_text(ADMIN.id, "중단하고").text
    stopped = api.wait_text(SECOND_ADMIN.id, "The update was stopped")
    assert stopped.id == started.id
    api.say("/cancel", ADMIN)
    api.wait_text(ADMIN.id, "진행 중인 색인 갱신이 없습니다")


def test_reindex_beside_another_program_names_it(api: BotApi, bot: BotProcess) -> None:
    bot.let("locked")
    api.say("/reindex", SECOND_ADMIN)
    assert "the command line <root> started this on " in (told := api.wait_text(SECOND_ADMIN.id, "<root>").text)
    assert " Jan 2026, " in told


@pytest.mark.parametrize(
    "disguise",
    [
        {"sender_chat": {"id": GROUP - 9, "type": "supergroup", "title": "Newsroom"}},
        {"sender_chat": {"id": -100999, "type": "channel", "title": "Channel"}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "Han", "date": 1}},
    ],
    ids=["anonymous admin", "channel", "forwarded"],
)
def test_disguised_administrator_is_none(api: BotApi, bot: BotProcess, disguise: dict[str, object]) -> None:
    group = GROUP - next(_ids)
    api.say("/reindex@NewsDeskBot", ADMIN, chat=group, **disguise)
    api.say("/cancel@NewsDeskBot", ADMIN, chat=group, **disguise)
    shown = api.wait_shown(group, 2)
    assert {one.text for one in shown} == {"이 명령은 관리자만 사용할 수 있습니다."}


def test_administrators_words_composed_by_an_inline_bot_do_nothing(api: BotApi, bot: BotProcess) -> None:
    composer = {"id": 5, "is_bot": True, "first_name": "b", "username": "viabot"}
    api.say("/reindex@NewsDeskBot", ADMIN, chat=GROUP - next(_ids), via_bot=composer)
    before = len(api.shown(ADMIN.id))
    api.say("/reindex", ADMIN, via_bot=composer)
    assert api.wait_shown(ADMIN.id, before + 1)[before].text == "이 명령은 관리자만 사용할 수 있습니다."


def test_name_of_an_administrator_gives_no_rights(api: BotApi, bot: BotProcess) -> None:
    impostor = somebody(username=ADMIN.username)
    api.say("/reindex", impostor)
    assert api.wait_shown(impostor.id)[0].text == "Only administrators can use this command."


def test_channel_posts_are_ignored(api: BotApi, bot: BotProcess) -> None:
    person, channel = somebody(), -100777
    post = {"message_id": 1, "date": 1, "chat": {"id": channel, "type": "channel", "title": "C"}, "text": "/reindex"}
    api.push({"channel_post": post})
    api.say("/start", person)
    api.wait_shown(person.id)
    assert not api.shown(channel)


def test_commands_are_put_into_the_menu_in_both_languages(api: BotApi, bot: BotProcess) -> None:
    menus = api.wait_asked("setMyCommands", 6)
    plain = [one for one in menus if "scope" not in one.parameters]
    assert {one.parameters.get("language_code") for one in plain} == {None, "ko"}
    assert not any("reindex" in one.parameters["commands"] for one in plain)
