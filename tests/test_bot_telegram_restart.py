"""Buttons outlive the bot that sent them, and say plainly what has gone since."""

from pathlib import Path

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person, Shown

ADMIN = Person(41)


def a_bot(api: BotApi, folder: Path) -> BotProcess:
    return BotProcess(
        api, folder / "data", CITEDESK_SOURCES=f'["{folder / "sources"}"]',
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]",
    )  # fmt: skip


def asked(api: BotApi, text: str) -> Shown:
    """Return what a command is answered with."""
    before = len(api.shown(ADMIN.id))
    api.say(text, ADMIN)
    return api.wait_shown(ADMIN.id, before + 1)[-1]


def test_buttons_work_after_a_restart_and_say_what_has_gone(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for number in range(10):
        text = f"Ward {number}. Voters of ward {number} chose a new mayor on Sunday. The town was quiet."
        (tmp_path / "sources" / f"election{number}.txt").write_text(text, encoding="utf-8")
    with BotApi() as api:
        with a_bot(api, tmp_path) as bot:
            bot.ready()
            api.say("/reindex", ADMIN)
            api.wait_text(ADMIN.id, "up to date")
            bridge, mayor, latest = asked(api, "/timeline bridge"), asked(api, "/quotes mayor"), asked(api, "/latest")
            assert latest.labels == [["1 / 2", "Next ›"]]
            bot.terminate()
            assert bot.exit_code() == 0
        with a_bot(api, tmp_path) as bot:  # which knows its two first articles only
            api.fail("answerCallbackQuery", Fault(400, "Bad Request: query is too old and query ID is invalid"))
            count = len(api.shown(ADMIN.id))
            api.press(bridge, "1 in context", ADMIN)
            opened = api.wait_shown(ADMIN.id, count + 1)[-1]
            assert "Engineers said the harbour bridge will open in May." in opened.seen.quotes[0]
            assert opened.reply_to == bridge.id
            api.press(mayor, "2 in context", ADMIN)
            assert "no longer in the index" in api.wait_shown(ADMIN.id, count + 2)[-1].text
            api.press(latest, "Next ›", ADMIN)
            gone = api.wait_edited(latest)
            assert "no longer there" in gone.text
            assert gone.labels == []
            assert bot.process.poll() is None


def test_closing_takes_the_buttons_where_the_message_cannot_be_taken(tmp_path: Path) -> None:
    with BotApi() as api, a_bot(api, tmp_path) as bot:
        bot.ready()
        bridge = asked(api, "/timeline bridge")
        api.press(bridge, "1 in context", ADMIN)
        opened = api.wait_shown(ADMIN.id, 2)[1]
        assert opened.labels == [["Back"]]
        api.fail("deleteMessage", Fault(400, "Bad Request: message can't be deleted"))
        api.press(opened, "Back", ADMIN)
        assert api.wait_edited(opened).labels == []
        assert opened.text == api.shown(ADMIN.id)[1].text
