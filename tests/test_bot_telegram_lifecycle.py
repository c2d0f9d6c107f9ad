"""Starting, stopping, losing Telegram and finding it again; and the token, which is never said."""

import asyncio
import json
import socket
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from bot.telegram.application import build_application, run
from bot.telegram.lifecycle import serve
from config.errors import BadToken, SettingsError, TelegramUnreachable
from config.settings import Settings, TelegramSettings
from tests.bot_process import BotProcess, ComputedDesk, desk_of
from tests.botapi import BotApi, Fault, Person

ASKER = Person(2001)
QUESTION = "harbour bridge?"


def _open_bot(api: BotApi, data: Path, **environment: str) -> BotProcess:
    return BotProcess(api, data, **{"CITEDESK_TELEGRAM__ACCESS": "open", **environment})


@pytest.fixture(autouse=True)
def _data_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _settings(base_url: str, **telegram: object) -> Settings:
    values = {"base_url": base_url, "token": BotApi.TOKEN, **telegram}
    return Settings(telegram=TelegramSettings.model_validate(values))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("status", [401, 404])
def test_wrong_token_ends_the_bot_with_one_clear_line(tmp_path: Path, status: int) -> None:
    with BotApi() as api:
        api.fail("getMe", Fault(status, "Unauthorized" if status == 401 else "Not Found"))
        with _open_bot(api, tmp_path) as bot:
            assert bot.exit_code() == 1
            assert "Telegram does not accept the bot's token" in bot.output
            assert "Traceback" not in bot.output
            assert api.token not in bot.output


@pytest.mark.parametrize("token", ["", "  ", "12:a/../b", "12:a\nb"])
def test_token_that_can_be_none_is_never_sent(token: str) -> None:
    with BotApi() as api:
        with pytest.raises(BadToken):
            run(_settings(api.base_url, token=token), ComputedDesk(_settings(api.base_url)))
        assert not api.requests


def test_bot_api_that_cannot_be_reached_is_named_as_the_reason() -> None:
    with pytest.raises(TelegramUnreachable, match="cannot be reached"):
        asyncio.run(_serve(_settings(f"http://127.0.0.1:{_free_port()}/bot"), pauses=(0.0,)))


async def _serve(settings: Settings, pauses: tuple[float, ...] = ()) -> None:
    rejected = asyncio.Event()
    application = build_application(desk_of(settings, ComputedDesk(settings)), rejected.set)
    await serve(application, rejected, pauses)


def test_bot_that_finds_no_index_says_so_and_can_be_given_one(tmp_path: Path) -> None:
    (tmp_path / "no-index").touch()
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "vote.txt").write_text("Vote. Voters chose a mayor.", encoding="utf-8")
    admins = {"CITEDESK_TELEGRAM__ADMINS": str([ASKER.id]), "CITEDESK_SOURCES": json.dumps([str(sources)])}
    with BotApi() as api, _open_bot(api, tmp_path, **admins) as bot:
        bot.ready()
        api.say("mayor?", ASKER)
        assert "No articles have been indexed yet" in api.wait_shown(ASKER.id)[0].text
        api.say("/reindex", ASKER)
        api.wait_text(ASKER.id, "The index is up to date")
        api.say("mayor?", ASKER)
        assert api.wait_shown(ASKER.id, 3)[2].seen.quotes == ("Voters chose a mayor.",)


def test_server_that_goes_and_comes_back_gets_its_answers(tmp_path: Path) -> None:
    with BotApi() as api, _open_bot(api, tmp_path) as bot:
        bot.ready()
        api.say("bridge (hold outage)?", ASKER)
        api.wait_asked("sendChatAction")
        api.go_away()
        bot.let("outage")  # the answer is ready while there is nobody to send it to
        api.say(QUESTION, Person(2002))
        bot.wait_output("sendMessage failed")
        api.come_back()
        assert api.wait_shown(ASKER.id)[0].seen.quotes
        assert api.wait_shown(2002)[0].seen.quotes
        assert len(api.shown(ASKER.id)) == 1


def test_stopping_finishes_the_answer_in_hand(tmp_path: Path) -> None:
    with BotApi() as api, _open_bot(api, tmp_path) as bot:
        bot.ready()
        api.say("bridge (hold stop)?", ASKER)
        api.wait_asked("sendChatAction")
        bot.terminate()
        bot.wait_output("stopping")
        bot.let("stop")
        assert bot.exit_code() == 0
        assert api.shown(ASKER.id)[0].seen.quotes
        assert "Traceback" not in bot.output


def test_stopping_waits_for_no_answer_that_never_comes(tmp_path: Path) -> None:
    with BotApi() as api, _open_bot(api, tmp_path) as bot:
        bot.ready()
        api.say("bridge (hold forever)?", ASKER)
        api.wait_asked("sendChatAction")
        bot.terminate()
        assert bot.exit_code(within=15) == 0
        assert "given up" in bot.output


def test_stopping_during_a_reindex_leaves_the_index_and_says_so(tmp_path: Path) -> None:
    environment = {"CITEDESK_TELEGRAM__ADMINS": str([ASKER.id]), "CITEDESK_SOURCES": json.dumps([str(tmp_path)])}
    (tmp_path / "hold-build").touch()
    with BotApi() as api, _open_bot(api, tmp_path, **environment) as bot:
        bot.ready()
        api.say("/reindex", ASKER)
        api.wait_text(ASKER.id, "Updating the index")
        bot.terminate()
        assert bot.exit_code() == 0
        api.wait_text(ASKER.id, "The update was stopped")


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_token_appears_nowhere(tmp_path: Path, level: str) -> None:
    with BotApi() as api:
        reset, gateway = Fault.reset(carried_out=False), Fault(502, "Bad Gateway")
        api.fail("getMe", gateway, reset)
        api.fail("deleteWebhook", reset)
        api.fail("setMyCommands", Fault(404, "Not Found"), Fault(401, "Unauthorized"))
        api.fail("getUpdates", gateway, reset)
        with _open_bot(api, tmp_path, CITEDESK_LOG__LEVEL=level, CITEDESK_TELEGRAM__ADMINS=str([ASKER.id])) as bot:
            bot.exit_code()  # a 401 for any method means that the token was revoked
            assert "no longer accepts the bot's token" in bot.output
        with _open_bot(api, tmp_path, CITEDESK_LOG__LEVEL=level, CITEDESK_TELEGRAM__ADMINS=str([ASKER.id])) as bot:
            api.wait_asked("getUpdates", 3)
            api.say("explode", ASKER)
            api.wait_shown(ASKER.id)
            api.fail("sendMessage", Fault(404, "Not Found"), reset, gateway, Fault(400, "Bad Request"))
            for _ in range(4):
                api.say("/status", ASKER)
            api.wait_asked("sendMessage", 8)
            polls = len(api.asked_for("getUpdates"))
            api.fail("getUpdates", gateway, reset, Fault(404, "Not Found"))
            api.say(QUESTION, ASKER)
            assert bot.exit_code() == 1, polls
        secret = api.token.split(":")[1]
        written = "".join(file.read_text("utf-8", "replace") for file in tmp_path.rglob("*") if file.is_file())
        said = "".join(message.source for message in api.messages.values())
        for form in (api.token, secret, urllib.parse.quote(api.token, safe="")):
            assert form not in written + said
        assert "RuntimeError: exploded with ********" in written


def _post(url: str, update: dict[str, object], secret: str | None) -> int:
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    request = urllib.request.Request(url, json.dumps(update).encode(), headers)
    try:
        with urllib.request.urlopen(request) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_webhook_takes_only_what_carries_the_secret(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{(port := _free_port())}/news.desk"
    environment = {
        "CITEDESK_TELEGRAM__WEBHOOK__URL": url,
        "CITEDESK_TELEGRAM__WEBHOOK__PORT": str(port),
        "CITEDESK_TELEGRAM__WEBHOOK__SECRET": "only-Telegram_knows",
        "CITEDESK_LOG__LEVEL": "DEBUG",
    }
    with BotApi() as api, _open_bot(api, tmp_path, **environment) as bot:
        bot.wait_output("answering as @NewsDeskBot")
        assert (api.webhook["url"], api.webhook["secret_token"]) == (url, "only-Telegram_knows")
        forged, genuine = Person(2005), Person(2006)
        assert _post(url, api.update(QUESTION, forged), None) == 403
        assert _post(url, api.update(QUESTION, forged), "a-guess") == 403
        assert _post(url.replace("news.desk", "newsXdesk"), api.update(QUESTION, forged), "only-Telegram_knows") == 404
        assert _post(url, api.update(QUESTION, genuine), "only-Telegram_knows") == 200
        assert api.wait_shown(genuine.id)[0].seen.quotes
        assert not api.shown(forged.id)
        bot.terminate()
        assert bot.exit_code() == 0
        assert "only-Telegram_knows" not in bot.output
        assert not api.asked_for("getUpdates")


def test_webhook_without_a_secret_is_refused() -> None:
    with BotApi() as api, pytest.raises(SettingsError, match="needs a secret"):
        asyncio.run(_serve(_settings(api.base_url, webhook={"url": "http://127.0.0.1:1/x"})))


def test_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with BotApi() as api:
        webhook = {"URL": "http://127.0.0.1:1/x", "PORT": str(api.port), "SECRET": "s"}
        environment = {f"CITEDESK_TELEGRAM__WEBHOOK__{name}": value for name, value in webhook.items()}
        with _open_bot(api, tmp_path, **environment) as bot:
            assert bot.exit_code() == 1
            assert f"cannot listen on 127.0.0.1:{api.port}" in bot.output
