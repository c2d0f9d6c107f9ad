"""Every act of an administrator is in the audit log: who, when, what, to what end, also where its answer is lost."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.state import AuditEntry, open_state
from bot.telegram.texts import COMMANDS
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person

CHIEF, SECOND = Person(94_001), Person(94_002)
TEXT = "Lantern. The lantern festival drew a crowd of ten thousand."
ACTS = {
    "/reindex": ("reindex", "", "done"),
    "/reindex full": ("reindex", "full", "started"),
    "/reindex dry": ("reindex", "dry", "started"),
    "/cancel": ("cancel", "", "nothing to stop"),
    "/rollback": ("rollback", "", "live g"),
    "/rollback g99": ("rollback", "g99", "nothing to go back to"),
    "/withdraw harbour.txt": ("withdraw", "harbour.txt", "done"),
    "/withdraw nothing.txt": ("withdraw", "nothing.txt", "not indexed"),
    "/restore harbour.txt": ("restore", "harbour.txt", "done"),
    "/restore harbour.txt ": ("restore", "harbour.txt", "was not withdrawn"),
    "/sources add /nowhere/at/all": ("sources add", "/nowhere/at/all", "/nowhere/at/all is not there"),
    "/sources remove /nowhere": ("sources remove", "/nowhere", "not among those added"),
    "/allow 94003": ("allow", "94003", "done"),
    "/deny 94003": ("deny", "94003", "done"),
    "/deny 94002": ("deny", "94002", "is an administrator"),
    "/logs": ("logs", "", "0 errors"),
    "/feedback export": ("feedback export", "", "0 opinions"),
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("audit")
    (folder / "sources").mkdir()
    (folder / "sources" / "election.txt").write_text("Election. Voters chose a mayor.", encoding="utf-8")
    with BotApi() as api, BotProcess(
        api, folder / "data", CITEDESK_SOURCES=f'["{folder / "sources"}"]',
        CITEDESK_TELEGRAM__ADMINS=f"[{CHIEF.id},{SECOND.id}]", CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
    ) as bot:  # fmt: skip
        yield bot.ready()


def audit(bot: BotProcess) -> list[AuditEntry]:
    number = int(bot.api.token.split(":")[0])
    state = open_state("", bot.data, bot=number, keep=timedelta(days=30), clock=lambda: datetime.now(UTC))
    try:
        return list(state.audit.last(1000))
    finally:
        state.close()


def wait_audit(bot: BotProcess, who: Person, act: str, subject: str, outcome: str, since: datetime) -> AuditEntry:
    """Return the entry of an act, once there is one that is no older than `since`."""
    until = time.monotonic() + 60
    while True:
        found = [
            one for one in audit(bot)
            if (one.who, one.act, one.subject) == (who.id, act, subject) and one.outcome.startswith(outcome)
        ]  # fmt: skip
        if fresh := [one for one in found if since <= one.at <= datetime.now(UTC)]:
            return fresh[0]
        assert time.monotonic() < until, f"{act} {subject} {outcome} is not in {audit(bot)}"
        time.sleep(0.05)


def asked(bot: BotProcess, text: str, person: Person = CHIEF) -> None:
    before = len(bot.api.shown(person.id)) + len(bot.api.documents[person.id])
    bot.api.say(text, person)
    bot.api.wait_for(lambda: len(bot.api.shown(person.id)) + len(bot.api.documents[person.id]) > before, text)


@pytest.mark.parametrize("text", ACTS)
def test_act_is_noted_with_its_moment_its_object_and_its_outcome(bot: BotProcess, text: str) -> None:
    if text.startswith("/restore harbour.txt") and not text.endswith(" "):
        asked(bot, "/withdraw harbour.txt")
    since = datetime.now(UTC)
    asked(bot, text)
    act, subject, outcome = ACTS[text]
    assert wait_audit(bot, CHIEF, act, subject, outcome, since).at >= since
    if "reindex" in text:  # the next one would be told to wait
        wait_audit(bot, CHIEF, "reindex", "", "done", since)


def test_every_command_of_administrators_is_among_the_acts() -> None:
    tried = {text.split()[0].lstrip("/") for text in ACTS} | {"broadcast"}
    assert {one.name for one in COMMANDS if one.admins_only} <= tried


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lantern.txt", TEXT.encode()),
        ("lantern.html", f"<html><body><article><h1>Lantern</h1><p>{TEXT}</p></article></body></html>".encode()),
        ("lantern.jsonl", f'{{"id": "lantern", "text": "{TEXT}"}}\n'.encode()),
    ],
)
def test_documents_of_each_kind_are_taken_and_noted_under_their_senders_number(
    bot: BotProcess, name: str, content: bytes
) -> None:
    since = datetime.now(UTC)
    bot.api.send_file(name, content, SECOND)
    wait_audit(bot, SECOND, "upload", f"uploads/{name}", "1 files", since)
    wait_audit(bot, SECOND, "upload", "", "done", since)
    assert (bot.data / "received" / "uploads" / name).read_bytes() == content


def test_broadcast_is_noted_when_it_begins_and_when_it_ends(bot: BotProcess) -> None:
    since, before = datetime.now(UTC), len(bot.api.shown(CHIEF.id))
    asked(bot, "/start", Person(94_010))
    bot.api.say("/broadcast We move tomorrow.", CHIEF)
    preview = bot.api.wait_shown(CHIEF.id, before + 1)[before]
    bot.api.press(preview, preview.labels[0][0], CHIEF)
    begun = wait_audit(bot, CHIEF, "broadcast", "We move tomorrow.", "started", since)
    ended = wait_audit(bot, CHIEF, "broadcast", "We move tomorrow.", "reached", since)
    assert begun.at <= ended.at


def test_broadcast_that_is_not_sent_is_noted_as_declined(bot: BotProcess) -> None:
    since, before = datetime.now(UTC), len(bot.api.shown(CHIEF.id))
    bot.api.say("/broadcast We stay here.", CHIEF)
    bot.api.press(bot.api.wait_shown(CHIEF.id, before + 1)[before], "Do not send", CHIEF)
    wait_audit(bot, CHIEF, "broadcast", "We stay here.", "declined", since)


@pytest.mark.parametrize(
    ("text", "act", "subject"),
    [
        ("/withdraw 기상.txt", "withdraw", "기상.txt"), ("/restore 기상.txt", "restore", "기상.txt"),
        ("/rollback", "rollback", ""), ("/sources remove /else", "sources remove", "/else"),
    ],
)  # fmt: skip
def test_act_whose_answer_does_not_arrive_is_noted_all_the_same(
    bot: BotProcess, text: str, act: str, subject: str
) -> None:
    since, sent = datetime.now(UTC), len(bot.api.asked_for("sendMessage", SECOND.id))
    bot.api.fail("sendMessage", Fault.blocked())
    bot.api.say(text, SECOND)
    bot.api.wait_asked("sendMessage", sent + 1, SECOND.id)
    assert wait_audit(bot, SECOND, act, subject, "", since).outcome


def test_readers_attempts_are_no_acts(bot: BotProcess) -> None:
    for text in ACTS:
        asked(bot, text, Person(94_050))
    assert {one.who for one in audit(bot)} == {CHIEF.id, SECOND.id}
