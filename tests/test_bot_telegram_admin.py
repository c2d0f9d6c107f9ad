"""What administrators do, and what nobody else may: the real bot, over HTTP."""

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.state import AskedQuestion, AuditEntry, State, open_state
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person, Shown

ADMIN, KOREAN_ADMIN = Person(81, "Han", "han"), Person(82, "Lee", language="ko")
GROUP = -100810
_ids = iter(range(30_000, 31_000))


def somebody() -> Person:
    return Person(next(_ids))


def stored(bot: BotProcess) -> State:
    number = int(bot.api.token.split(":")[0])
    return open_state("", bot.data, bot=number, keep=timedelta(days=30), clock=lambda: datetime.now(UTC))


def audit(bot: BotProcess) -> list[tuple[int, str, str, str]]:
    state = stored(bot)
    entries: tuple[AuditEntry, ...] = state.audit.last(1000)
    state.close()
    return [(one.who, one.act, one.subject, one.outcome) for one in entries]


def wait_audit(bot: BotProcess, *entry: object) -> None:
    until = time.monotonic() + 60
    while entry not in audit(bot):
        assert time.monotonic() < until, f"{entry} is not in {audit(bot)}"
        time.sleep(0.05)


def asked(api: BotApi, text: str, person: Person = ADMIN, **fields: object) -> Shown:
    """Return what a command is answered with."""
    chat = int(str(fields.get("chat", person.id)))
    before = len(api.shown(chat))
    api.say(text, person, **fields)
    return api.wait_shown(chat, before + 1)[before]


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="module")
def bot(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("admin")
    (folder / "sources").mkdir()
    (folder / "sources" / "election.txt").write_text("Election. Voters chose a new mayor on Sunday.", encoding="utf-8")
    with BotProcess(
        api,
        folder / "data",
        CITEDESK_SOURCES=f'["{folder / "sources"}"]',
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id},{KOREAN_ADMIN.id}]",
        CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__MAX_UPLOAD="100000",
        CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
    ) as bot:
        yield bot.ready()
        assert api.token not in bot.output


@pytest.fixture(autouse=True)
def _nothing_left_over(bot: BotProcess) -> Iterator[None]:
    yield
    for name in ("go", "hold-build", "broken"):
        (bot.data / name).unlink(missing_ok=True)
    bot.api.heal()


def run(bot: BotProcess, text: str, part: str) -> Shown:
    """Begin a run by a command, and return the message that follows it once it says `part`."""
    shown = asked(bot.api, text)
    return bot.api.wait_for(
        lambda: next((one for one in bot.api.shown(shown.chat) if one.id == shown.id and part in one.text), None), part
    )


ADMINS_ONLY = (
    "/reindex", "/cancel", "/rollback", "/withdraw harbour.txt", "/restore harbour.txt", "/sources add /tmp",
    "/sources remove /tmp", "/sources list", "/logs", "/broadcast hello",
)  # fmt: skip


@pytest.mark.parametrize("command", ADMINS_ONLY)
def test_nobody_else_may_and_an_anonymous_admin_is_told_why(api: BotApi, bot: BotProcess, command: str) -> None:
    before = audit(bot)
    name = Person(next(_ids), "Han", "han")  # a username is nobody's for good
    assert "Only administrators" in asked(api, command, name).text
    word, *rest = command.split(" ", 1)
    group = {"id": GROUP, "type": "supergroup", "title": "Newsroom"}
    anonymous = Person(1087968824, "Group", "GroupAnonymousBot")
    text = " ".join([f"{word}@NewsDeskBot", *rest])
    said = asked(api, text, anonymous, chat=GROUP, sender_chat=group)
    assert "anonymously" in said.text
    assert audit(bot) == before


def test_help_names_the_commands_and_the_two_kinds_of_sources(api: BotApi, bot: BotProcess) -> None:
    text = asked(api, "/help").text
    for command in ("/reindex dry", "/withdraw", "/rollback", "/sources add", "/broadcast", "/logs", "/restore"):
        assert command in text
    assert "/sources alone lists the outlets" in text
    assert "/withdraw" not in asked(api, "/help", somebody()).text


def test_a_rehearsal_changes_nothing_and_says_so(api: BotApi, bot: BotProcess) -> None:
    shown = run(bot, "/reindex dry", "would do this")
    assert "added 1, changed 0, unchanged 2" in shown.text
    assert not asked(api, "Whom did voters choose?", somebody()).seen.quotes
    wait_audit(bot, ADMIN.id, "reindex", "dry", "started")
    assert "/reindex dry" in asked(api, "/reindex sideways").text


def test_full_builds_everything_anew_and_rollback_undoes_it(api: BotApi, bot: BotProcess) -> None:
    run(bot, "/reindex full", "unchanged 0")
    assert asked(api, "Whom did voters choose as mayor?", somebody()).seen.quotes
    assert not asked(api, "When does the harbour bridge open?", somebody()).seen.quotes
    said = asked(api, "/rollback")
    assert "The index of before is back" in said.text
    assert "one article" in said.text
    assert asked(api, "When does the harbour bridge open?", somebody()).seen.quotes
    assert "no earlier index" in asked(api, "/rollback").text
    wait_audit(bot, ADMIN.id, "rollback", "", "live g1")
    wait_audit(bot, ADMIN.id, "rollback", "", "nothing to go back to")


def test_progress_says_how_fast_and_how_long(api: BotApi, bot: BotProcess) -> None:
    bot.let("hold-build")
    shown = run(bot, "/reindex", "articles a second")
    assert "1 / 1 articles" in shown.text
    assert "less than a minute left" in shown.text
    assert "is already being updated" in asked(api, "/status").text
    assert "Stopping" in asked(api, "/cancel").text
    api.wait_for(lambda: [one for one in api.shown(ADMIN.id) if "was stopped" in one.text], "the end")
    wait_audit(bot, ADMIN.id, "reindex", "", "BuildCancelled")


def test_status_gives_administrators_figures_of_the_questions_asked(api: BotApi, bot: BotProcess) -> None:
    state, person = stored(bot), somebody()
    for number in range(1, 101):
        at = datetime.now(UTC) - timedelta(hours=2 if number <= 60 else 50)
        state.questions.log(AskedQuestion(at, "?", "en", number % 4 == 0, 1_000_000.0 + number), person.id)
    state.close()
    text = asked(api, "/status").text
    assert "Generation: g1" in text
    assert "Age of the index: " in text
    assert "p95 1,000,0" in text
    assert int(text.split("Memory: ")[1].split(" MB")[0].replace(",", "")) > 20
    assert "Running for" in text
    assert "in the last 24 hours" in text
    assert "가동 시간" in asked(api, "/status", KOREAN_ADMIN).text
    assert "Memory" not in asked(api, "/status", person).text


def test_withdrawn_article_is_not_cited_any_more_until_it_is_restored(api: BotApi, bot: BotProcess) -> None:
    question = "How many tons do the cables weigh?"
    before = asked(api, question, somebody())
    assert before.seen.quotes
    said = asked(api, "/withdraw harbour.txt\nthe publisher asked for it")
    assert "I do not cite this" in said.text
    assert "Harbour" in said.text
    assert not asked(api, question, somebody()).seen.quotes
    assert "Harbour" not in asked(api, "/latest", somebody()).text
    reader = somebody()
    run(bot, "/reindex", "up to date")
    assert not asked(api, question, reader).seen.quotes
    assert "harbour.txt the publisher asked for it" in asked(api, "/restore").text
    assert "may be cited again" in asked(api, "/restore harbour.txt").text
    assert asked(api, question, somebody()).seen.quotes
    assert "is not withdrawn" in asked(api, "/restore harbour.txt").text
    assert "No article is withdrawn" in asked(api, "/restore").text
    assert "check that it is right" in asked(api, "/withdraw harbuor.txt").text
    assert "no longer withdrawn" in asked(api, "/restore harbuor.txt").text
    assert "Please add the address" in asked(api, "/withdraw").text
    wait_audit(bot, ADMIN.id, "withdraw", "harbour.txt", "done")
    wait_audit(bot, ADMIN.id, "restore", "harbour.txt", "was not withdrawn")


def test_sources_are_added_read_and_removed(api: BotApi, bot: BotProcess, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("Ferry. The ferry sails again on Friday.", encoding="utf-8")
    assert "cannot be added" in asked(api, "/sources add news").text
    assert "cannot be added" in asked(api, f"/sources add {bot.data}").text
    assert "has been added" in asked(api, f"/sources add {tmp_path}").text
    listed = asked(api, "/sources list").text
    assert str(tmp_path) in listed.split("Added by administrators")[1]
    assert str(bot.data.parent / "sources") in listed.split("Added by administrators")[0]
    run(bot, "/reindex", "added 2")
    assert asked(api, "When does the ferry sail?", somebody()).seen.quotes
    assert "no longer read" in asked(api, f"/sources remove {tmp_path}").text
    assert "not one of those added" in asked(api, f"/sources remove {bot.data.parent / 'sources'}").text
    run(bot, "/reindex", "added 1")
    assert asked(api, "/sources").text.startswith("Sources\nOne outlet"), "readers' list"
    wait_audit(bot, ADMIN.id, "sources add", str(tmp_path), "done")
    wait_audit(bot, ADMIN.id, "sources remove", str(tmp_path), "done")


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            out.writestr(name, "A lighthouse. The lighthouse was painted red on Thursday.")
    return packed.getvalue()


def sent(bot: BotProcess, name: str | None, content: bytes, person: Person = ADMIN, *, size: int | None = None) -> str:
    before = len(bot.api.shown(person.id))
    bot.api.send_file(name, content, person, size=size)
    return bot.api.wait_shown(person.id, before + 1)[before].text


def test_a_document_is_kept_and_indexed_beside_what_there_is(api: BotApi, bot: BotProcess) -> None:
    text = sent(bot, "../../등대 & co.zip", zipped("a.txt", "b/c.txt"))
    assert "I have kept 2 files as uploads/등대 _ co" in text
    api.wait_for(lambda: [one for one in api.shown(ADMIN.id) if "up to date" in one.text], "the end")
    wait_audit(bot, ADMIN.id, "upload", "uploads/등대 _ co", "2 files")
    wait_audit(bot, ADMIN.id, "upload", "", "done")
    assert sorted(path.name for path in (bot.data / "received").rglob("*.txt")) == ["a.txt", "c.txt"]
    assert "uploads/등대 _ co" in asked(api, "/sources list").text
    assert "no longer read" in asked(api, "/sources remove uploads/등대 _ co").text
    assert list((bot.data / "received" / "uploads").iterdir()) == []
    assert asked(api, "When does the harbour bridge open?", somebody()).seen.quotes, "all else is as it was"


def test_a_document_during_a_run_waits_for_the_next_one(api: BotApi, bot: BotProcess) -> None:
    bot.let("hold-build")
    asked(api, "/reindex")
    assert "being updated just now" in sent(bot, "late.txt", b"Late. It came late.")
    bot.let("go")
    asked(api, "/sources remove uploads/late.txt")


@pytest.mark.parametrize(
    ("name", "content", "size", "said", "outcome"),
    [
        ("a.exe", b"MZ", None, "cannot index this kind", "refused: kind"),
        (None, b"text", None, "cannot index this kind", "refused: kind"),
        ("evil.zip", zipped("ok.txt", "../../evil.txt"), None, "lead out of it", "refused: path"),
        ("big.txt", b"x" * 100_001, None, "too large", "refused: size"),
        ("liar.txt", b"x" * 100_001, 10, "too large", "refused: size"),
        ("broken.zip", b"PK\x03\x04", None, "damaged", "refused: damaged"),
    ],
)
def test_a_document_that_is_refused_is_not_kept(
    api: BotApi, bot: BotProcess, name: str | None, content: bytes, size: int | None, said: str, outcome: str
) -> None:
    assert said in sent(bot, name, content, size=size)
    wait_audit(bot, ADMIN.id, "upload", name or "document", outcome)
    assert not list((bot.data / "received" / "uploads").iterdir())
    if name == "big.txt":
        assert not [one for one in api.asked_for("getFile") if api.files[one.parameters["file_id"]][0] == name]


def test_a_file_that_cannot_be_fetched_is_said_and_nothing_is_kept(api: BotApi, bot: BotProcess) -> None:
    api.fail("getFile", Fault(400, "Bad Request: file is too big"))
    assert "went wrong" in sent(bot, "a.txt", b"Lost. It was lost.")
    assert not list((bot.data / "received" / "uploads").iterdir())


def test_documents_of_readers_are_not_taken(api: BotApi, bot: BotProcess) -> None:
    assert "written questions only" in sent(bot, "a.txt", b"Mine. It is mine.", somebody())
    assert not list((bot.data / "received" / "uploads").iterdir())


def test_logs_show_the_last_errors_without_the_token_and_in_private_only(api: BotApi, bot: BotProcess) -> None:
    asked(api, "explode", somebody())
    text = asked(api, "/logs").text
    assert "RuntimeError: exploded with ******** in hand" in text
    assert api.token not in text
    assert "private chat" in asked(api, "/logs@NewsDeskBot", ADMIN, chat=GROUP - 1).text


def test_broadcast_reaches_everybody_once_after_a_yes(api: BotApi, bot: BotProcess) -> None:
    readers, gone = [somebody(), somebody()], somebody()
    for one in (*readers, gone):
        asked(api, "/start", one)
    preview = asked(api, "/broadcast We move <tonight> & tomorrow.\nThanks.")
    assert preview.seen.quotes == ("We move <tonight> & tomorrow.\nThanks.",)
    assert not [one for one in api.shown(readers[0].id) if "tonight" in one.text]
    stranger = somebody()
    assert "Only people" in api.wait_answered(api.press_data(preview, "y::1:", stranger))
    api.press(preview, preview.labels[0][0], ADMIN)
    for one in readers:
        assert api.wait_text(one.id, "We move <tonight> & tomorrow.")
    done = api.wait_for(
        lambda: next((m for m in api.shown(ADMIN.id) if m.id == preview.id and "Not reached" in m.text), None),
        "the end",
    )
    assert "Not reached: 0" in done.text
    assert done.keyboard == ()
    assert "decided before" in api.wait_answered(api.press_data(preview, "y::1:", ADMIN))
    assert len([one for one in api.shown(readers[0].id) if "tonight" in one.text]) == 1
    assert [entry for entry in audit(bot) if entry[1] == "broadcast" and "reached" in entry[3]]


def test_broadcast_can_be_let_be_and_a_chat_that_blocked_the_bot_is_left_alone(api: BotApi, bot: BotProcess) -> None:
    preview = asked(api, "/broadcast Not this one.")
    api.press(preview, "Do not send", ADMIN)
    assert api.wait_edited(preview).text == "Not sent."
    preview = asked(api, "/broadcast This one.")
    before = len(api.asked_for("sendMessage"))
    api.fail("sendMessage", Fault.blocked())
    api.press(preview, preview.labels[0][0], ADMIN)
    api.wait_for(
        lambda: [m for m in api.shown(ADMIN.id) if m.id == preview.id and "Not reached: 1" in m.text], "the end"
    )
    assert len(api.asked_for("sendMessage")) > before
    assert not [one for one in api.messages.values() if "Not this one" in one.text and one.chat != ADMIN.id]
    assert "Please put the words" in asked(api, "/broadcast").text


def test_commands_of_before_a_restart_are_not_carried_out(api: BotApi, bot: BotProcess) -> None:
    old = int(time.time()) - 3600
    assert "did not carry it out" in asked(api, "/withdraw harbour.txt", date=old).text
    assert asked(api, "When does the harbour bridge open?", somebody()).seen.quotes


def test_reindexing_by_the_clock_tells_administrators_of_a_failure_once(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mayor.txt").write_text("Election. Voters chose a new mayor.", encoding="utf-8")
    with BotApi() as api:
        bot = BotProcess(
            api, tmp_path / "data", CITEDESK_SOURCES=f'["{tmp_path / "sources"}"]', CITEDESK_TELEGRAM__ADMINS="[81]",
            CITEDESK_TELEGRAM__REINDEX_AT="* * * * * *",
        )  # fmt: skip
        bot.let("broken")
        with bot:
            bot.ready()
            assert "The disk is full" in api.wait_text(81, "scheduled update").text
            while len([entry for entry in audit(bot) if entry[1:] == ("schedule", "", "StorageFull")]) < 3:
                time.sleep(0.2)
            assert len(api.shown(81)) == 1
            (bot.data / "broken").unlink()
            wait_audit(bot, 0, "schedule", "", "done")
            assert asked(api, "Whom did voters choose?").seen.quotes
            bot.let("broken")
            api.wait_for(lambda: len([m for m in api.shown(81) if "scheduled" in m.text]) == 2, "the next failure")
            bot.terminate()
            assert bot.exit_code() == 0
