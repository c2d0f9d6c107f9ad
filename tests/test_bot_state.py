"""What the bot remembers, in SQLite and in PostgreSQL: each test runs on both."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.answers.conversation import Conversation, Turn
from bot.state import (
    Alert,
    AskedQuestion,
    ChatSettings,
    Delivery,
    KeptUpdate,
    Opinion,
    Roster,
    Standing,
    State,
    Watch,
    new_answer_id,
    open_state,
)
from bot.state.models import Base, UpdateRow

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = date(2026, 3, 1)
KIM, PARK, GROUP = 501, 502, -100501
TALK = Conversation((Turn("누가 말했나?", "아모데이", ("아모데이",), "아모데이", True, (("a.html", 3, 9),)),), "en")


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Database:
    """A place where state is kept; `opened` again as after a restart, or by a second instance."""

    url: str
    folder: Path
    clock: Clock = field(default_factory=Clock)
    states: list[State] = field(default_factory=list)

    def open(self, bot: int = 1) -> State:
        self.states.append(open_state(self.url, self.folder, bot=bot, keep=timedelta(days=30), clock=self.clock))
        return self.states[-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else ""
    database = Database(url, tmp_path)
    yield database
    with database.open().store.writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
    for state in database.states:
        state.close()


@pytest.fixture
def state(database: Database) -> State:
    return database.open()


def question(text: str, at: datetime = START) -> AskedQuestion:
    return AskedQuestion(at, text, "ko", False, 12.5)


def delivery(person: int = KIM, update: int = 7) -> Delivery:
    return Delivery(new_answer_id(), update, person, person, "왜?", (11, 12), {"cited": [["a.html", 3, 9]]})


def fill(state: State, person: int) -> Delivery:
    """Store something about the person in every table that can hold it."""
    sent = delivery(person, update=person)
    state.chats.set(person, ChatSettings("ko", 2, "22:00", "07:30"))
    state.conversations.keep((("person", person, person), ("message", GROUP, person)), TALK, person)
    state.deliveries.record(sent)
    state.feedback.put(Opinion(sent.answer, False, "speaker", "왜?", (("a.html", 3, 9),)))
    state.questions.log(question("왜?"), person)
    state.shown.add(person, DAY, [("a.html", 3, 9)])
    state.watches.add(person, person, "아모데이", "ko")
    state.watches.sent(person, ["a.html:3:9"])
    state.alerts.add([Alert(person, 1, "words", "a.html", 3, 9)])
    state.access.set(person, Standing.ALLOWED, 1)
    state.audit.note(person, "reindex")
    state.broadcasts.begin(person, "words", "ko", (person, 1), [person])
    state.withdrawn.add(f"{person}.html", person, "disputed")
    return sent


def kept(*numbers: int, failures: int = 0) -> tuple[KeptUpdate, ...]:
    return tuple(KeptUpdate(number, f"content of {number}", failures) for number in numbers)


def receive(state: State, *numbers: int) -> list[bool]:
    return [state.receive(number, f"content of {number}") for number in numbers]


def test_update_is_received_once_also_after_a_restart(database: Database) -> None:
    first = database.open()
    assert receive(first, 7, 8, 7) == [True, True, False]
    first.finish(7)
    second = database.open()
    assert receive(second, 7, 8) == [False, False]
    assert second.updates.unfinished() == 1


def test_what_a_stopped_bot_let_go_is_taken_over_once_in_order_with_its_content(database: Database) -> None:
    stopped = database.open()
    receive(stopped, 9, 7, 8)
    stopped.finish(8)
    assert database.open().take_over() == (), "the first one is alive"
    stopped.updates.let_go()
    second = database.open()
    assert second.take_over() == kept(7, 9)
    assert second.take_over() == database.open().take_over() == ()
    second.updates.let_go()
    assert database.open().take_over() == kept(7, 9), "being stopped is no failure"


def test_what_a_killed_bot_held_is_taken_over_when_it_has_been_silent(database: Database) -> None:
    killed, living = database.open(), database.open()
    receive(killed, 7)
    receive(living, 8)
    for _ in range(5):
        database.clock.now += timedelta(seconds=5)
        taken = living.take_over()
    assert taken == kept(7)
    assert database.open().take_over() == (), "who says that it is alive is left alone"


def test_start_on_a_database_of_its_own_waits_for_nobody(tmp_path: Path) -> None:
    database = Database("", tmp_path)
    receive(database.open(), 7, 8)
    for failures in (1, 2):
        database.states[-1].updates.begin(7)
        (begun,), (waiting,) = kept(7, failures=failures), kept(8)
        assert database.open().take_over(at_start=True) == (begun, waiting)
    database.states[-1].updates.begin(7)
    database.states[-1].updates.put_off(7)
    assert database.states[-1].take_over() == kept(7, failures=2), "what is put off has not failed"
    for state in database.states:
        state.close()


def test_content_of_an_update_is_kept_no_longer_than_it_is_needed(database: Database) -> None:
    state = database.open()
    receive(state, 7)
    state.finish(7)
    with state.store.reading() as session:
        assert session.scalars(select(UpdateRow.content)).all() == [""]


def test_the_last_answer_to_a_message_is_found_by_who_asked_and_where(state: State) -> None:
    def answer(person: int, update: int, chat: int, message: int) -> Delivery:
        return Delivery(new_answer_id(), update, chat, person, "왜?", (update,), {"cited": [], "to": message})

    sent = [answer(KIM, 7, GROUP, 5), answer(KIM, 8, GROUP, 5), answer(KIM, 9, KIM, 5), answer(PARK, 10, GROUP, 6)]
    for one in (*sent, delivery(KIM, 11)):
        state.deliveries.record(one)
    assert state.deliveries.to_message(KIM, GROUP, 5) == sent[1]
    assert state.deliveries.to_message(KIM, KIM, 5) == sent[2]
    assert state.deliveries.to_message(KIM, GROUP, 6) is None, "it is another person's"
    state.forget(KIM)
    assert state.deliveries.to_message(KIM, GROUP, 5) is None
    assert state.deliveries.to_message(PARK, GROUP, 6) == sent[3]


def test_two_bots_may_share_a_database_though_they_count_alike(database: Database) -> None:
    first, second = database.open(bot=1), database.open(bot=2)
    assert receive(first, 7) == receive(second, 7) == [True]
    first.updates.let_go()
    assert second.take_over(at_start=True) == ()


def test_of_many_that_get_an_update_at_once_one_takes_it_on(database: Database) -> None:
    state, taken, ready = database.open(), list[bool](), threading.Barrier(6)

    def race() -> None:
        ready.wait()
        taken.extend(receive(state, *range(20)))

    run_together(race, 6)
    assert (taken.count(True), len(taken)) == (20, 120)


def test_of_many_that_take_over_at_once_each_update_goes_to_one(database: Database) -> None:
    stopped = database.open()
    receive(stopped, *range(20))
    stopped.updates.let_go()
    living, taken, ready = iter([database.open() for _ in range(6)]), list[KeptUpdate](), threading.Barrier(6)

    def race() -> None:
        own = next(living)
        ready.wait()
        taken.extend(own.take_over())

    run_together(race, 6)
    assert sorted(one.id for one in taken) == list(range(20))


def test_starting_twice_at_once_makes_the_tables_once(tmp_path: Path) -> None:
    databases, ready = [Database("", tmp_path) for _ in range(4)], threading.Barrier(4)
    waiting = iter(databases)

    def start() -> None:
        own = next(waiting)
        ready.wait()
        own.open().questions.log(question("왜?"), KIM)

    run_together(start, 4)
    assert len(databases[0].states[0].questions.since(START)) == 4
    for database in databases:
        database.states[0].close()


def run_together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_conversation_goes_on_after_a_restart_and_under_its_key_only(database: Database) -> None:
    database.open().conversations.keep((("person", KIM, KIM), ("message", KIM, 12)), TALK, KIM)
    after = database.open().conversations
    assert after.of(("person", KIM, KIM)) == after.of(("message", KIM, 12)) == TALK
    assert after.of(("person", PARK, PARK)) == after.of(("person", KIM, 12)) == Conversation()
    after.forget(("person", KIM, KIM))
    assert after.of(("person", KIM, KIM)) == Conversation()


_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
_turns = st.builds(
    Turn, _texts, _texts, st.lists(_texts, max_size=3).map(tuple), _texts, st.booleans(),
    st.lists(st.tuples(_texts, st.integers(0, 10**6), st.integers(0, 10**6)), max_size=3).map(tuple),
)  # fmt: skip


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Conversation, st.lists(_turns, max_size=3).map(tuple), st.none() | st.sampled_from(["ko", "en"])))
def test_any_conversation_comes_back_as_it_was(state: State, conversation: Conversation) -> None:
    state.conversations.keep((("person", KIM, KIM),), conversation, KIM)
    assert state.conversations.of(("person", KIM, KIM)) == conversation


def test_what_is_too_old_is_gone(database: Database) -> None:
    state = database.open()
    sent = fill(state, KIM)
    receive(state, 3)
    database.clock.now += timedelta(days=29)
    state.purge()
    assert state.deliveries.get(sent.answer) == sent
    assert receive(state, 3) == [True], "Telegram does not deliver this one any more"
    database.clock.now += timedelta(days=2)
    assert state.conversations.of(("person", KIM, KIM)) == Conversation(), "too old, also before it is deleted"
    state.purge()
    left = state.export(KIM)
    assert not left["questions"] + left["conversations"] + left["deliveries"] + left["shown"]
    assert left["watches"]
    assert left["chats"]
    assert len(state.feedback.all()) == 1


def test_settings_of_a_chat_stay_and_are_its_own(database: Database) -> None:
    wanted = ChatSettings("en", 5, "22:00", "07:30")
    state = database.open()
    assert state.chats.seen(KIM) == ChatSettings()
    state.chats.set(KIM, wanted)
    after = database.open().chats
    assert after.seen(KIM) == after.settings(KIM) == wanted
    assert after.settings(PARK) == ChatSettings()
    database.clock.now += timedelta(days=1)
    assert after.seen(KIM) == wanted


def test_chat_that_blocked_the_bot_is_reached_again_once_it_speaks(state: State) -> None:
    for chat in (KIM, GROUP):
        state.chats.seen(chat)
    state.chats.block(KIM)
    assert state.chats.reachable() == (GROUP,)
    state.chats.seen(KIM)
    assert state.chats.reachable() == (GROUP, KIM)


def test_group_that_got_another_number_keeps_everything(database: Database) -> None:
    old, new, state = GROUP, GROUP - 1, database.open()
    state.chats.set(old, ChatSettings("en", 1))
    state.access.set(old, Standing.ALLOWED, KIM)
    state.watches.add(old, KIM, "아모데이", "ko")
    state.watches.sent(old, ["a", "b"])
    state.watches.sent(new, ["b"])
    state.chats.move(old, new)
    state.chats.move(old, new)
    assert state.chats.settings(new) == ChatSettings("en", 1)
    assert state.access.roster() == Roster(allowed=frozenset({new}))
    assert [watch.chat for watch in state.watches.all()] == [new]
    assert state.watches.unsent(new, ["a", "b", "c"]) == ("c",)
    assert database.open().chats.moved() == {old: new}


def test_group_that_spoke_under_its_new_number_first_keeps_its_settings_where_it_set_nothing_there(
    database: Database,
) -> None:
    old, new, state = GROUP, GROUP - 1, database.open()
    state.chats.set(old, ChatSettings("ko", 1))
    state.chats.seen(new)
    state.chats.set(new, ChatSettings(citations=5))
    state.chats.move(old, new)
    assert state.chats.settings(new) == ChatSettings("ko", 5)
    assert state.chats.settings(old) == ChatSettings()


def test_lists_hold_one_standing_each_and_who_decided(database: Database) -> None:
    state = database.open()
    state.access.set(KIM, Standing.ALLOWED, 1)
    state.access.set(GROUP, Standing.ALLOWED, 1)
    state.access.set(KIM, Standing.DENIED, 2)
    after = database.open().access
    assert after.roster() == Roster(allowed=frozenset({GROUP}), denied=frozenset({KIM}))
    assert [(grant.id, grant.by) for grant in after.grants()] == [(GROUP, 1), (KIM, 2)]
    after.clear(KIM)
    assert after.roster() == Roster(allowed=frozenset({GROUP}))


def test_of_many_first_administrators_there_is_one(state: State) -> None:
    made, people = list[bool](), iter(range(1, 7))

    def claim() -> None:
        made.append(state.access.make_first_admin(next(people)))

    run_together(claim, 6)
    assert sorted(made) == [False] * 5 + [True]
    assert len(state.access.roster().admins) == 1


def test_questions_say_how_it_went_and_not_who_asked(state: State) -> None:
    seoul = datetime(2026, 3, 1, 22, tzinfo=timezone(timedelta(hours=9)))
    state.questions.log(question("둘째", seoul), PARK)
    state.questions.log(question("첫째", START), KIM)
    assert state.questions.since(START) == (question("첫째", START), question("둘째", seoul))
    assert state.questions.since(START + timedelta(minutes=1)) == (question("둘째", seoul),)
    with pytest.raises(Exception, match="without a zone"):
        state.questions.log(question("?", seoul.replace(tzinfo=None)), KIM)


def test_last_opinion_on_an_answer_counts(state: State) -> None:
    state.feedback.put(Opinion("a1", True, None, "왜?", ()))
    state.feedback.put(Opinion("a1", False, "old", "왜?", (("a.html", 3, 9),)))
    ((at, opinion),) = state.feedback.all()
    assert (at, opinion) == (START, Opinion("a1", False, "old", "왜?", (("a.html", 3, 9),)))


def test_watch_is_kept_once_and_ended_only_by_who_began_it(database: Database) -> None:
    state = database.open()
    assert state.watches.add(GROUP, KIM, "아모데이", "ko")
    assert not state.watches.add(GROUP, KIM, "아모데이", "ko")
    assert state.watches.add(PARK, PARK, "아모데이", "en")
    (watch,) = database.open().watches.of(KIM)
    assert watch == Watch(watch.id, GROUP, KIM, "아모데이", "ko", START)
    assert not state.watches.remove(watch.id, PARK)
    assert state.watches.remove(watch.id, KIM)
    assert [one.person for one in state.watches.all()] == [PARK]


def test_alert_is_taken_once_and_never_queued_again_unless_put_back(database: Database) -> None:
    state = database.open()
    state.watches.add(KIM, KIM, "아모데이", "ko")
    (watch,) = state.watches.of(KIM)
    alerts = [Alert(KIM, watch.id, key, "a.html", start, 9) for key, start in (("one", 3), ("two", 1))]
    assert state.alerts.add([*alerts, alerts[0]]) == 2
    assert database.open().alerts.chats() == (KIM,)
    taken = state.alerts.take(KIM)
    assert [one.sentence for one in taken] == ["two", "one"]
    assert state.alerts.take(KIM) == ()
    assert state.alerts.add(alerts) == 0
    state.alerts.put_back(taken[:1])
    assert database.open().alerts.take(KIM) == taken[:1]


def test_what_nobody_watches_for_any_more_is_not_said(database: Database) -> None:
    state = database.open()
    state.watches.add(KIM, KIM, "아모데이", "ko")
    (watch,) = state.watches.of(KIM)
    state.alerts.add([Alert(KIM, watch.id, "one", "a.html", 3, 9)])
    state.watches.remove(watch.id, KIM)
    assert state.alerts.take(KIM) == ()
    assert state.alerts.chats() == ()
    state.alerts.add([Alert(PARK, 77, "one", "a.html", 3, 9)])
    state.alerts.drop(PARK)
    assert state.alerts.chats() == ()


def test_broadcast_is_sent_to_each_chat_once_whoever_sends_and_ends_once(database: Database) -> None:
    database.open().broadcasts.begin(KIM, "down tonight", "ko", (KIM, 7), [KIM, PARK, GROUP, PARK])
    one, other = database.open().broadcasts, database.open().broadcasts
    (found,) = one.unfinished()
    assert (found.total, found.waiting, found.unsure) == (3, 3, 0)
    assert [one.take(found.id), other.take(found.id)] == [GROUP, KIM]
    one.count(found.id, reached=True)
    other.put_back(found.id, KIM)
    assert one.take(found.id, after=PARK) is None
    assert one.take(found.id, after=GROUP) == KIM
    assert other.take(found.id) == PARK
    other.count(found.id, reached=False)
    assert one.take(found.id) is None
    ended = one.end(found.id)
    assert ended
    assert (ended.words, ended.reached, ended.missed, ended.unsure, ended.waiting) == ("down tonight", 1, 1, 1, 0)
    assert other.end(found.id) is None
    assert other.unfinished() == ()


def test_withdrawn_articles_stay_withdrawn_until_restored(database: Database) -> None:
    state = database.open()
    state.withdrawn.add("a.html", KIM, "wrong")
    state.withdrawn.add("b.html", KIM)
    after = database.open().withdrawn
    assert after.articles() == {"a.html", "b.html"}
    assert after.restore("a.html")
    assert not after.restore("a.html")
    assert [one.article for one in after.all()] == ["b.html"]


def test_audit_log_says_who_when_what_and_how_it_ended(database: Database) -> None:
    state = database.open()
    state.audit.note(KIM, "deny", "502")
    database.clock.now += timedelta(minutes=1)
    state.audit.note(KIM, "reindex", outcome="StorageFull")
    latest, earlier = database.open().audit.last(2)
    assert (latest.act, latest.outcome, latest.at) == ("reindex", "StorageFull", START + timedelta(minutes=1))
    assert (earlier.who, earlier.act, earlier.subject, earlier.outcome) == (KIM, "deny", "502", "done")


def test_export_holds_what_is_stored_of_the_person_and_of_nobody_else(state: State) -> None:
    fill(state, PARK)
    assert not any(state.export(KIM).values())
    sent = fill(state, KIM)
    exported = state.export(KIM)
    assert all(exported.values()), "a table was forgotten in `fill`"
    assert str(PARK) not in json.dumps(exported)
    assert exported["questions"][0]["text"] == "왜?"
    assert exported["feedback"][0]["answer"] == sent.answer


def test_forgotten_person_leaves_only_what_is_not_theirs_and_others_keep_all(database: Database) -> None:
    state = database.open()
    fill(state, KIM)
    fill(state, PARK)
    before = state.export(PARK)
    assert state.forget(KIM) == 10
    after = database.open()
    left = {table: len(rows) for table, rows in after.export(KIM).items() if rows}
    assert left == {"access": 1, "audit": 1, "broadcasts": 1, "withdrawn": 1}
    assert after.export(PARK) == before
    assert len(after.feedback.all()) == 2
    assert after.conversations.of(("message", GROUP, KIM)) == Conversation()


def test_every_table_with_a_persons_number_is_in_the_export(state: State) -> None:
    personal = {
        table.name
        for table in Base.metadata.sorted_tables
        if {"person", "who", "by"} & {column.name for column in table.c}
    }
    assert personal <= set(state.export(KIM))
