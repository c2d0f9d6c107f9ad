"""Many questions at once, a full queue, a stop or a kill in the middle: nothing is lost and nothing said twice."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.telegram.application import state_of
from bot.telegram.load import Load
from config.settings import Settings, TelegramSettings
from tests.bot_process import BotProcess
from tests.botapi import EVERY_TROUBLE, BotApi, Fault, Person, Trouble
from tests.crowd import Crowd, Outcome

PATIENCE = 60.0
WORDS = ("amber", "birch", "cedar", "dahlia", "elder", "fennel", "ginger", "hazel", "iris", "juniper")
ANSWERS = {f"{word}?": f"The {word} fair opens in May." for word in WORDS}
ADMIN = Person(41)


def a_bot(api: BotApi, folder: Path, **settings: str) -> BotProcess:
    """Return a bot with an article of its own for each word, open to everybody."""
    known = folder / "data" / "known"
    known.mkdir(parents=True)
    for sentence in ANSWERS.values():
        name = sentence.split()[1]
        (known / f"{name}.txt").write_text(f"News. {sentence}", encoding="utf-8")
    environment = {f"CITEDESK_TELEGRAM__{name}": value for name, value in settings.items()}
    return BotProcess(
        api, folder / "data", CITEDESK_TELEGRAM__ACCESS="open", CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]",
        **environment,
    )  # fmt: skip


def check(outcome: Outcome) -> None:
    assert outcome.complaints == []
    assert outcome.answered + outcome.told == outcome.asked


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


def test_of_many_at_once_each_is_answered_once_and_in_order(api: BotApi, tmp_path: Path) -> None:
    with a_bot(api, tmp_path) as bot:
        bot.ready()
        crowd = Crowd(api, 40)
        crowd.ask(ANSWERS, 5)
        outcome = crowd.settle(PATIENCE)
        check(outcome)
        assert (outcome.answered, outcome.notes) == (200, 0)


def test_whoever_asks_when_the_queue_is_full_is_told_for_how_long(api: BotApi, tmp_path: Path) -> None:
    with a_bot(api, tmp_path, CONCURRENCY="1", WAITING="3") as bot:
        bot.ready()
        crowd = Crowd(api, 3)
        crowd.ask({"amber (hold full)?": ANSWERS["amber?"]}, 1)
        api.wait_for(lambda: len({one.parameters["chat_id"] for one in api.asked_for("sendChatAction")}) == 3, "typing")
        english, korean = Person(51), Person(52, language="ko")
        api.say("birch?", english)
        api.say("큰눈이 언제 내립니까?", korean)
        assert "3 questions are waiting for an answer already" in api.wait_shown(english.id)[0].text
        assert "질문 3개가 답변을 기다리고 있어" in api.wait_shown(korean.id)[0].text
        bot.let("full")
        check(crowd.settle(PATIENCE))
        api.say("birch?", english)
        assert api.wait_shown(english.id, 2)[1].seen.quotes


def test_load_counts_what_is_in_hand_and_learns_how_long_it_takes() -> None:
    now = [0.0]
    load = Load(2, lambda: now[0])
    for _ in range(200):
        with load.one():
            assert (load.count, load.is_full) == (1, False)
            with load.one():
                assert (load.count, load.is_full) == (2, True)
                now[0] += 8
            now[0] += 2
    assert load.count == 0
    assert 8 < load.seconds < 10
    with pytest.raises(RuntimeError), load.one():
        raise RuntimeError
    assert load.count == 0


def test_group_has_a_limit_of_its_own(api: BotApi, tmp_path: Path) -> None:
    group, members = -100900, [Person(61), Person(62), Person(63)]
    with a_bot(api, tmp_path, GROUP_QUESTIONS_PER_MINUTE="2") as bot:
        bot.ready()
        for member in members:
            api.say("/ask amber?", member, chat=group)
        api.say("/ask birch?", members[0], chat=group)
        told = api.wait_text(group, "2 questions a minute from a group")
        assert "Please ask again in" in told.text
        api.say("amber?", members[2])
        assert api.wait_shown(members[2].id)[0].seen.quotes
        assert [bool(one.seen.quotes) for one in api.shown(group)] == [True, True, False], "and it is said once"


@pytest.mark.parametrize("trouble", [one for one in EVERY_TROUBLE if one is not Trouble.LATE])
def test_trouble_of_each_kind_loses_nothing_and_says_nothing_twice(
    api: BotApi, tmp_path: Path, trouble: Trouble
) -> None:
    with a_bot(api, tmp_path) as bot:
        bot.ready()
        api.shake(1.0 if trouble is Trouble.AGAIN else 0.2, seed=3, kinds=[trouble])
        crowd = Crowd(api, 8)
        crowd.ask(ANSWERS, 3)
        check(crowd.settle(PATIENCE))
        assert api.shaken[trouble] > 0


def test_stop_in_the_middle_leaves_the_rest_to_the_next_start(api: BotApi, tmp_path: Path) -> None:
    bot = a_bot(api, tmp_path, CONCURRENCY="1")
    crowd = Crowd(api, 20)
    with bot:
        bot.ready()
        crowd.ask(ANSWERS, 5)
        crowd.settle(PATIENCE, until=70)
        bot.terminate()
        assert bot.exit_code() == 0
    assert crowd.outcome().open > 0
    with bot:
        outcome = crowd.settle(PATIENCE)
        check(outcome)
        assert (outcome.answered, outcome.notes) == (100, 0)


def test_kill_in_the_middle_loses_nothing_and_answers_nothing_twice(api: BotApi, tmp_path: Path) -> None:
    bot = a_bot(api, tmp_path)
    crowd = Crowd(api, 20)
    with bot:
        bot.ready()
        crowd.ask(ANSWERS, 5)
        crowd.settle(PATIENCE, until=60)
    with bot:
        check(crowd.settle(PATIENCE))


def test_answer_that_a_killed_bot_may_have_sent_is_asked_about_and_not_sent_again(api: BotApi, tmp_path: Path) -> None:
    bot, person = a_bot(api, tmp_path), Person(71)
    with bot:
        bot.ready()
        api.fail("sendMessage", Fault.late(30))
        question = api.say("amber?", person)
        api.wait_shown(person.id)
    api.heal()
    with bot:
        answer, note = api.wait_shown(person.id, 2)
        assert answer.seen.quotes
        assert (note.labels, note.reply_to) == ([["Answer again"]], question)
        api.press(note, "Answer again", person)
        api.wait_for(lambda: len([one for one in api.shown(person.id) if one.seen.quotes]) == 2, "the answer again")


def test_update_that_kills_every_bot_is_given_up(api: BotApi, tmp_path: Path) -> None:
    bot, person = a_bot(api, tmp_path), Person(81)
    api.say("amber (hold for ever)?", person)
    for _ in range(3):
        before = len(api.asked_for("sendChatAction"))
        with bot:
            api.wait_asked("sendChatAction", before + 1)
    with bot:
        bot.wait_output("it is given up")
        assert "Something went wrong" in api.wait_shown(person.id)[0].text
        api.say("birch?", person)
        assert api.wait_shown(person.id, 2)[1].seen.quotes


def test_question_whose_answer_surely_did_not_arrive_is_answered_later(api: BotApi, tmp_path: Path) -> None:
    person = Person(91)
    with a_bot(api, tmp_path, QUESTIONS_PER_MINUTE="1") as bot:
        bot.ready()
        api.fail("sendMessage", *[Fault.flood(1)] * 4)
        api.say("amber?", person)
        (answer,) = api.wait_shown(person.id)
        assert answer.seen.quotes
        api.press(answer, "More", person)
        assert "nothing" in api.wait_shown(person.id, 2)[1].text.lower()
        assert len(api.shown(person.id)) == 2


def test_answer_again_pressed_twice_answers_once(api: BotApi, tmp_path: Path) -> None:
    bot, person = a_bot(api, tmp_path), Person(72)
    with bot:
        bot.ready()
        api.fail("sendMessage", Fault.reset(carried_out=True))
        api.say("amber?", person)
        _, note = api.wait_shown(person.id, 2)
        data = note.keyboard[0][0].data
        with api.expect_refusals("message to delete not found"):  # which the first press had taken away
            *_, last = [api.press_data(note, data, person) for _ in range(3)]
            api.wait_answered(last)  # one after the other: the two before it have been handled
        assert len([one for one in api.shown(person.id) if one.seen.quotes]) == 2


def test_answer_of_several_messages_none_of_which_arrived_is_sent_later(api: BotApi, tmp_path: Path) -> None:
    person = Person(92)
    with a_bot(api, tmp_path, QUESTIONS_PER_MINUTE="1") as bot:
        for letter in "xyz":
            text = f"News. The quince {letter * 4_000} opens."
            (bot.data / "known" / f"{letter}.txt").write_text(text, encoding="utf-8")
        bot.ready()
        api.fail("sendMessage", *[Fault.flood(1)] * 4)
        api.say("quince?", person)
        assert len(api.wait_shown(person.id, 2)) > 1


def test_question_that_could_not_be_answered_for_a_day_is_let_be(api: BotApi, tmp_path: Path) -> None:
    person = Person(93)
    with a_bot(api, tmp_path) as bot:
        bot.ready()
        api.fail("sendMessage", *[Fault.flood(1)] * 4)
        api.say("amber?", person, date=int(time.time()) - 2 * 86_400)
        api.wait_asked("sendMessage", 4)
        api.say("birch?", person)
        (answer,) = api.wait_shown(person.id)
        assert ANSWERS["birch?"] in answer.seen.quotes
        settings = Settings(data=bot.data, telegram=TelegramSettings(token=SecretStr(api.token)))
        with closing(state_of(settings)) as state:
            api.wait_for(lambda: state.updates.unfinished() == 0, "both to be done")
        assert len(api.shown(person.id)) == 1, "the old one was not tried again"
