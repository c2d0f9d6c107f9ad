"""Those who watch the bot: health, readiness and metrics of the real bot over HTTP, and its log."""

import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person

DASHBOARD = Path(__file__).parent.parent / "docs" / "grafana-dashboard.json"
OPERATIONS = DASHBOARD.with_name("operations.md")
_NAME = re.compile(r"\b(?:citedesk|process)_\w+")
_REQUEST = re.compile(r"\d+-[0-9a-f]{6}")
_ids = iter(range(9000, 9900))


class Watched:
    """A bot and its port for those who watch it."""

    def __init__(self, bot: BotProcess, port: int) -> None:
        self.bot, self.port = bot, port

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=20, trust_env=False)

    def figures(self) -> dict[str, float]:
        """Return each sample by its name and the values of its labels, joined by commas."""
        return {
            ",".join((sample.name, *sample.labels.values())): sample.value
            for family in text_string_to_metric_families(self.get("/metrics").text)
            for sample in family.samples
        }

    def wait_for(self, name: str) -> dict[str, float]:
        """Return the figures once they have one of this name."""
        until = time.monotonic() + 30
        while name not in (figures := self.figures()):
            assert time.monotonic() < until, f"{name} is not among {sorted(figures)}"
            time.sleep(0.05)
        return figures

    def lines(self, part: str) -> list[dict[str, object]]:
        """Return the log's lines whose message has the part."""
        found = [json.loads(line) for line in self.bot.output.splitlines() if line.startswith('{"time"')]
        return [line for line in found if part in line["message"]]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def somebody() -> Person:
    return Person(next(_ids), "Park", None, "en")


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="module")
def watched(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    port = free_port()
    with BotProcess(
        api,
        tmp_path_factory.mktemp("bot") / "data",
        CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_METRICS__PORT=str(port),
        CITEDESK_LOG__LEVEL="DEBUG",
        CITEDESK_LOG__FORMAT="json",
    ) as bot:
        bot.ready().wait_output("answering as")
        yield Watched(bot, port)
        assert api.token not in bot.output


def test_a_bot_that_can_answer_is_healthy_and_ready(watched: Watched) -> None:
    assert (watched.get("/healthz").status_code, watched.get("/readyz").text) == (200, "ready\n")
    assert watched.get("/").status_code == 404


def test_answers_refusals_and_their_stages_are_counted(api: BotApi, watched: Watched) -> None:
    person, before = somebody(), watched.figures()
    api.say("When will the harbour bridge open?", person)
    api.wait_shown(person.id, 1)
    api.say("zzz", person)
    api.wait_shown(person.id, 2)
    number = api.ask_inline("harbour bridge", person)
    api.wait_inline(number)
    after = watched.figures()

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("citedesk_questions_total,answered,chat") == 1
    assert grown("citedesk_questions_total,refused,chat") == 1
    assert grown("citedesk_questions_total,answered,elsewhere") == 1
    for stage in ("total", "search", "evidence"):
        assert grown(f"citedesk_answer_seconds_count,{stage}") == 2
    assert 0 < grown("citedesk_answer_seconds_sum,search") <= grown("citedesk_answer_seconds_sum,total")
    assert after["citedesk_index_articles"] == 2
    assert after["citedesk_index_age_seconds"] > 0


def test_failures_are_counted_by_what_failed(api: BotApi, watched: Watched) -> None:
    person, before = somebody(), watched.figures()
    api.say("Will it explode?", person)
    api.wait_shown(person.id)
    api.fail("sendMessage", Fault.blocked())
    api.say("When will the harbour bridge open?", somebody())
    failures = "citedesk_update_failures_total,Forbidden"
    after = watched.wait_for(failures)
    for name in ("citedesk_telegram_errors_total,403", "citedesk_update_failures_total,RuntimeError", failures):
        assert after[name] - before.get(name, 0) == 1


def test_every_line_of_a_request_names_it_and_none_what_was_asked(api: BotApi, watched: Watched) -> None:
    person = somebody()
    api.say("Did the quokka explode near the harbour?", person)
    api.wait_shown(person.id)
    api.say("Will the quokka see the harbour bridge?", person)
    api.wait_shown(person.id, 2)
    (failed,) = watched.lines(f"chat {person.id} failed")
    answered = watched.lines("answered a question")[-1]
    assert isinstance(failed["exception"], str)
    assert "RuntimeError: exploded with ********" in failed["exception"]
    for line in (failed, answered):
        assert _REQUEST.fullmatch(str(line["request"]))
    assert failed["request"] != answered["request"]
    assert answered["outcome"] == "answered"
    assert "quokka" not in watched.bot.output


def test_prometheus_gets_the_format_that_it_asks_for(watched: Watched) -> None:
    page = watched.get("/metrics", Accept="application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
    assert page.headers["Content-Type"].startswith("application/openmetrics-text")
    assert page.text.endswith("# EOF\n")


def test_the_dashboard_and_the_manual_name_metrics_that_exist(watched: Watched) -> None:
    shown = {sample.partition(",")[0] for sample in watched.figures()}
    page = watched.get("/metrics").text  # has the families whose series begin with their first event
    shown |= {name if kind != "counter" else name.removesuffix("_total") + "_total"
              for name, kind in re.findall(r"^# TYPE (\w+) (\w+)$", page, re.MULTILINE)}  # fmt: skip
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    named = {name for query in queries for name in _NAME.findall(query)}
    assert named - shown == set()
    own = {name for name in shown if name.startswith("citedesk_") and not name.endswith(("_created", "_bucket"))}
    told = set(_NAME.findall(OPERATIONS.read_text(encoding="utf-8")))
    assert {name.removesuffix("_count").removesuffix("_sum") for name in own} - told == set()


def test_without_an_index_the_bot_is_healthy_but_not_ready(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "no-index").touch()
    port = free_port()
    with BotApi() as api, BotProcess(api, tmp_path / "data", CITEDESK_METRICS__PORT=str(port)) as bot:
        watched = Watched(bot.ready(), port)
        bot.wait_output("answering as")
        assert watched.get("/healthz").status_code == 200
        page = watched.get("/readyz")
        assert (page.status_code, page.text) == (503, "no index can be read (IndexMissing)\n")
        assert not [name for name in watched.figures() if name.startswith("citedesk_index")]
        with httpx.Client(trust_env=False) as prometheus:  # keeps its connection: the bot stops all the same
            prometheus.get(f"http://127.0.0.1:{port}/healthz")
            bot.terminate()
            assert bot.exit_code(within=15) == 0


def test_before_telegram_answers_the_bot_is_healthy_but_not_ready(tmp_path: Path) -> None:
    port = free_port()
    with BotApi() as api:
        api.fail("getMe", *[Fault(502, "Bad Gateway")] * 2)
        with BotProcess(api, tmp_path / "data", CITEDESK_METRICS__PORT=str(port)) as bot:
            bot.wait_output("trying again")
            watched = Watched(bot, port)
            assert watched.get("/healthz").status_code == 200
            page = watched.get("/readyz")
            assert (page.status_code, page.text) == (503, "no updates are taken from Telegram\n")
            bot.ready().wait_output("answering as")
            assert watched.get("/readyz").status_code == 200
            assert watched.figures()["citedesk_telegram_errors_total,502"] == 2


def test_a_bot_that_serves_by_webhook_is_ready(tmp_path: Path) -> None:
    port, hook = free_port(), free_port()
    with BotApi() as api, BotProcess(
        api, tmp_path / "data", CITEDESK_METRICS__PORT=str(port), CITEDESK_TELEGRAM__WEBHOOK__SECRET="hush",
        CITEDESK_TELEGRAM__WEBHOOK__URL=f"http://127.0.0.1:{hook}/news", CITEDESK_TELEGRAM__WEBHOOK__PORT=str(hook),
    ) as bot:  # fmt: skip
        bot.wait_output("answering as")
        assert Watched(bot, port).get("/readyz").text == "ready\n"


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken, BotApi() as api:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with BotProcess(api, tmp_path / "data", CITEDESK_METRICS__PORT=str(port)) as bot:
            assert bot.exit_code() == 1
            assert f"cannot listen on 127.0.0.1:{port}" in bot.output
            assert "Traceback" not in bot.output
