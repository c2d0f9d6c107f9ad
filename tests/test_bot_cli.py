"""The command line as a person and a script see it: what it prints where, its exit codes, its errors."""

import io
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli import main
from bot.progress import BuildBar, build_line
from bot.session import DeskService, Session
from config.errors import BadToken
from config.loading import env_name, setting_names
from config.settings import Settings
from index.report import Progress
from tests.newsroom import Newsroom

ROOT = Path(__file__).parent.parent
TOKEN = "12345678:AAF-very_secret"
COMMANDS = ("index", "ask", "search", "chat", "bot", "status", "show", "config")


@dataclass
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        (line,) = self.out.splitlines()
        record = json.loads(line)
        assert isinstance(record, dict)
        return record


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty working folder, no settings in the environment, and logging as it was before."""
    for name in setting_names():
        monkeypatch.delenv(env_name(name), raising=False)
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def run(room: Newsroom, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: str, bot: Callable[[Settings, DeskService], int] = lambda settings, service: 0) -> Ran:
        code = main(list(arguments), Session(room, bot))
        return Ran(code, *capsys.readouterr())

    return run_command


@pytest.fixture
def articles(tmp_path: Path, run: Run) -> Path:
    """A folder of three articles, indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbour.txt").write_text("The harbour opened. It cost 56 million [euros].", encoding="utf-8")
    (folder / "election.txt").write_text("The mayor won the election. Turnout was high.", encoding="utf-8")
    (folder / "port.txt").write_text("항구가 열렸다. 시장은 기뻐했다.", encoding="utf-8")
    assert run("index", str(folder)).code == 0
    return folder


def test_help_teaches_every_command(run: Run) -> None:
    for arguments in ((), ("--help",), ("-h",)):
        ran = run(*arguments)
        assert ran.code == 0
        assert all(f" {command} " in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_takes_the_common_options(command: str, run: Run) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"citedesk {command}" in ran.out.split("Options")[0].split("\n", 3)[3], "an example"
    assert all(option in ran.out for option in ("--data", "--json", "--debug"))


def test_index_reports_what_it_did(articles: Path, run: Run) -> None:
    (articles / "harbour.txt").write_text("The harbour closed.", encoding="utf-8")
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "election.txt").unlink()
    (articles / "new.txt").write_text("It rained.", encoding="utf-8")
    ran = run("index", str(articles))
    first = ran.out.splitlines()[0]
    assert first == "added 1, changed 1, unchanged 1, removed 1, duplicates 0, rejected 1 in 0.2 s"
    assert "added: new.txt" in ran.out
    assert "rejected: empty.txt: the file is empty" in ran.out
    assert ran.err == "", "no progress where nobody watches"


def test_index_json_holds_the_whole_report(articles: Path, run: Run) -> None:
    report = run("index", str(articles), "--json", "--full").json
    assert report["added"] == ["election.txt", "harbour.txt", "port.txt"]
    assert {"changed", "unchanged", "removed", "duplicates", "rejected", "warnings", "seconds"} < set(report)


def test_index_reads_the_sources_of_the_settings(
    articles: Path, run: Run, monkeypatch: pytest.MonkeyPatch, room: Newsroom
) -> None:
    assert run("index").code == 2
    monkeypatch.setenv("CITEDESK_SOURCES", json.dumps([str(articles)]))
    assert run("index", "--json").json["unchanged"] == 3
    assert room.calls["open"] == 0, "building opens no index and so loads no model"


def test_keep_missing_keeps_articles(articles: Path, run: Run) -> None:
    (articles / "port.txt").unlink()
    assert run("index", str(articles), "--keep-missing", "--json").json["removed"] == []
    assert run("index", str(articles), "--json").json["removed"] == ["port.txt"]


def test_a_missing_source_is_told_in_one_line(run: Run) -> None:
    ran = run("index", "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "citedesk: nowhere does not exist. Check the path and its permissions.\n"


def test_ctrl_c_stops_a_build_and_keeps_the_old_index(articles: Path, run: Run, room: Newsroom) -> None:
    (articles / "new.txt").write_text("It rained.", encoding="utf-8")
    room.interrupts = 1
    before = signal.getsignal(signal.SIGINT)
    ran = run("index", str(articles))
    assert ran.code == 1
    assert ran.err.startswith("citedesk: the build was stopped. The old index stays in use")
    assert "new.txt" not in room.articles
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_ends_at_once(articles: Path, run: Run, room: Newsroom) -> None:
    room.interrupts = 2
    ran = run("index", str(articles), "--full")
    assert (ran.code, ran.err) == (1, "citedesk: stopped\n")


def test_ask_prints_sentences_with_their_sources(articles: Path, run: Run) -> None:
    ran = run("ask", "how much was the harbour")
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[0] == "What the articles say:"
    assert "[1] The harbour opened." in lines
    assert "    date unknown · harbour" in lines
    assert "[2] It cost 56 million [euros]." not in ran.out, "shares no word"


def test_brackets_in_articles_are_printed_as_they_are(articles: Path, run: Run) -> None:
    assert "[1] It cost 56 million [euros]." in run("ask", "how many million").out


def test_a_korean_question_gets_korean_words(articles: Path, run: Run) -> None:
    assert "    날짜 미상 · port" in run("ask", "항구가").out


def test_ask_json_is_the_record_of_the_contract(articles: Path, run: Run, room: Newsroom) -> None:
    record = run("ask", "how many million", "--asked", "2024-10-04", "--json").json
    assert record["status"] == "answered"
    citations = record["citations"]
    assert isinstance(citations, list)
    article = run("show", citations[0]["article"]["id"], "--json").json
    text = article["text"]
    assert isinstance(text, str)
    assert text[citations[0]["start"] : citations[0]["end"]] == citations[0]["sentence"]
    assert citations[0]["span"]["text"] == "56"
    assert str(room.asked[-1][1]) == "2024-10-04"


def test_a_refusal_names_the_nearest_articles(articles: Path, run: Run) -> None:
    ran = run("ask", "quantum")
    assert ran.code == 0
    assert "No article says so." in ran.out
    assert "Closest articles:\n  - date unknown · election" in ran.out


def test_search_ranks(articles: Path, run: Run) -> None:
    record = run("search", "the mayor won", "--limit", "1", "--json").json
    sentences, passages = record["sentences"], record["passages"]
    assert isinstance(sentences, list)
    assert isinstance(passages, list)
    assert [hit["text"] for hit in sentences] == ["The mayor won the election."]
    assert passages[0]["article"]["id"] == "election.txt"
    assert "  1. 1.000  The mayor won the election." in run("search", "the mayor won").out
    assert run("search", "quantum").out == "nothing found\n"


def test_status_tells_the_index_and_opens_no_model(articles: Path, run: Run, room: Newsroom) -> None:
    record = run("status", "--json").json
    assert (record["articles"], record["sentences"]) == (3, 6)
    assert record["languages"] == {"en": 2, "ko": 1}
    assert record["built_at"] == "2026-01-02T03:04:05+00:00"
    assert "age_seconds" in record
    shown = run("status").out
    assert "languages   en 2, ko 1" in shown
    assert "built       2026-01-02 03:04:05 UTC, " in shown
    assert room.calls["open"] == 0


def test_show_prints_metadata_and_sentences(articles: Path, run: Run) -> None:
    ran = run("show", "harbour.txt")
    assert "published  unknown" in ran.out
    assert "[20:47]\nIt cost 56 million [euros]." in ran.out


def test_show_says_which_article_is_not_there(articles: Path, run: Run) -> None:
    ran = run("show", "nothing.txt")
    assert ran.code == 1
    assert ran.err.startswith("citedesk: the index holds no article nothing.txt. ")


def test_without_an_index_the_way_to_one_is_told(run: Run) -> None:
    for arguments in (("ask", "why"), ("search", "why"), ("status",), ("chat",)):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.endswith("yet. Run `citedesk index SOURCE` first.\n")
        assert ran.err.count("\n") == 1


def test_data_names_the_folder_of_the_index(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_DATA", "from-environment")
    run("status", "--data", "from-option")
    assert room.settings.data == Path("from-option")
    run("status")
    assert room.settings.data == Path("from-environment")


@pytest.mark.parametrize(
    "arguments",
    [
        ("aks",), ("ask",), ("ask", "a", "b"), ("ask", "a", "--batch", "f"), ("ask", "a", "--out", "f"),
        ("ask", "a", "--asked", "yesterday"), ("search", "a", "--limit", "0"), ("show",), ("status", "--jsno"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_line_with_code_2(arguments: tuple[str, ...], run: Run) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("citedesk: ")
    assert ran.err.endswith(" --help\n")
    assert ran.err.count("\n") == 1


def test_config_shows_origins_and_masks_secrets(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_TELEGRAM__TOKEN", TOKEN)
    shown, record = run("config", "--data", "here"), run("config", "--json")
    assert "AAF" not in shown.out + shown.err + record.out
    assert record.json["telegram.token"] == {
        "value": "********", "env": "CITEDESK_TELEGRAM__TOKEN", "origin": "environment",
    }  # fmt: skip
    rows = [line.split() for line in shown.out.splitlines()]
    assert ["data", "here", "command", "line"] in rows
    assert [row[0] for row in rows] == list(setting_names())


def test_a_wrong_setting_stops_every_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_ANSWERS__CITATION", "3")
    for command in ("status", "config", "chat"):
        ran = run(command)
        assert ran.code == 1
        assert "the nearest known name is CITEDESK_ANSWERS__CITATIONS" in ran.err


def test_a_bug_ends_in_one_line_unless_debug_is_asked_for(articles: Path, run: Run, room: Newsroom) -> None:
    room.explosive = "zero"
    ran = run("ask", "zero")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in run("ask", "zero", "--debug").err


def test_the_token_is_in_no_error_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def rejected(settings: Settings, service: DeskService) -> int:
        token = settings.telegram.token.get_secret_value()
        logging.getLogger("httpx").warning("POST https://api.telegram.org/bot%s/getMe", token)
        raise BadToken(f"The token `{token}` was rejected")

    monkeypatch.setenv("CITEDESK_TELEGRAM__TOKEN", TOKEN)
    for arguments in (("bot",), ("bot", "--debug")):
        ran = run(*arguments, bot=rejected)
        assert ran.code == 1
        assert "AAF" not in ran.out + ran.err
        assert "was rejected" in ran.err
        assert "@BotFather" in ran.err


def test_the_bot_gets_settings_and_a_service_that_is_closed_afterwards(
    articles: Path, run: Run, room: Newsroom
) -> None:
    seen: list[Path] = []

    def serve(settings: Settings, service: DeskService) -> int:
        seen.append(settings.data)
        service.open()
        return 0

    assert run("bot", "--data", "there", bot=serve).code == 0
    assert seen == [Path("there")]
    assert room.calls["close"] == 2


def test_chat_answers_the_lines_of_a_file(articles: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("the mayor\n\n/help\nquantum\n/quit\nthe harbour\n"))
    ran = run("chat")
    assert ran.code == 0
    assert "> the mayor\nWhat the articles say:" in ran.out
    assert "> quantum\nNo article says so." in ran.out
    assert "the harbour" not in ran.out
    assert "/quit   leave" in ran.err


def test_chat_speaks_json_too(articles: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("the mayor\nquantum\n"))
    lines = run("chat", "--json").out.splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["answered", "refused"]


def test_a_terminal_sees_the_progress_of_a_build() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with BuildBar(console) as bar:
        bar.show(Progress("reading", articles=100))
        bar.show(Progress("embedding", 40, 90, 200, 3.0, 80))
        bar.stopping()
    assert isinstance(console.file, io.StringIO)
    assert "Stopping" in console.file.getvalue()


def test_progress_in_figures() -> None:
    assert build_line(Progress("reading")) == ""
    assert build_line(Progress("reading", articles=1200)) == "1,200 articles"
    line = build_line(Progress("embedding", 40, 90, 240, 3.0, 80))
    assert line == "40 of 80 articles · 30 passages/s · 0:05 to go"


def test_the_real_command_starts_and_a_closed_pipe_is_no_error() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CITEDESK_")}
    command = [sys.executable, "-m", "bot", "config"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, errors = process.communicate()
    assert process.returncode == 1
    assert errors == b""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Return a file of two questions, one of which nothing answers."""
    path = tmp_path / "질문.jsonl"
    asked = [
        {"question": "harbour opened", "answerable": True, "gold_sentences": ["harbour opened"]},
        {"question": "submarines", "answerable": False},
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in asked), encoding="utf-8")
    return path


@pytest.mark.usefixtures("articles")
def test_eval_says_how_a_persons_own_questions_do(questions: Path, run: Run) -> None:
    shown = run("eval", str(questions))
    assert shown.code == 0
    assert "a gold sentence is the first citation" in shown.out
    found = run("eval", str(questions), "--json").json
    assert set(found) == {"questions", "figures"}
    assert found["questions"] == 2
    figures = found["figures"]
    assert isinstance(figures, list)
    assert {one["name"]: one["value"] for one in figures} == {"first": 1, "in_three": 1, "refused": 1, "exact": 1}
    assert all(set(one) == {"name", "value", "low", "high", "count"} for one in figures)


@pytest.mark.usefixtures("articles")
def test_eval_draws_its_figures_and_keeps_stdout_for_results(questions: Path, run: Run, tmp_path: Path) -> None:
    ran = run("eval", str(questions), "--json", "--chart", str(tmp_path / "figures.png"))
    assert ran.code == 0
    assert ran.json["questions"] == 2
    assert "figures.svg" in ran.err
    assert (tmp_path / "figures.png").stat().st_size > 10_000
    assert (tmp_path / "figures.svg").exists()


@pytest.mark.usefixtures("articles")
def test_eval_that_cannot_draw_says_so_in_one_line_before_it_asks(
    questions: Path, run: Run, room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = run("eval", str(questions), "--chart", str(tmp_path / "nowhere" / "figures.png"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # as where it isn't installed
    without = run("eval", str(questions), "--chart", str(tmp_path / "figures.png"))
    for ran, words in ((nowhere, "is no folder"), (without, "pip install 'citedesk[chart]'")):
        assert (ran.code, ran.out) == (1, "")
        (line,) = ran.err.splitlines()
        assert words in line
    assert room.asked == []
    assert run("eval", str(questions)).code == 0
