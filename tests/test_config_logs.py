"""The log: its level, and that no secret passes through any part of a record."""

import json
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.threads import Threads
from config.logs import mask, recent_errors, request_of, set_up_logging

TOKEN = "12345678:AAF-very_secret"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Put the root logger back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_message_arguments_and_traceback_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", [TOKEN])
    log = logging.getLogger("bot.telegram")
    log.info("token %s", TOKEN)
    log.debug("POST https://api.telegram.org/bot%s/getMe", quote(TOKEN, safe=""))
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        log.exception("it failed", stack_info=True)
    written = capsys.readouterr().err
    assert "AAF" not in written
    assert written.count("********") >= 3
    assert "Traceback" in written
    assert "test_config_logs" in written


def test_child_loggers_and_libraries_are_masked_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", [TOKEN, ""])
    logging.getLogger("httpx").info('HTTP Request: POST https://api.telegram.org/bot%s/getMe "200 OK"', TOKEN)
    written = capsys.readouterr().err
    assert "getMe" in written
    assert "AAF" not in written


@pytest.mark.parametrize(("level", "lines"), [("DEBUG", 5), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_level_decides_what_is_written(level: str, lines: int, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(level, [])
    log = logging.getLogger("index.build")
    log.debug("one")
    log.info("two")
    log.warning("three")
    log.error("four")
    logging.getLogger("httpx").info("a request")
    assert len(capsys.readouterr().err.splitlines()) == lines


def test_setting_up_twice_writes_each_record_once(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", [])
    set_up_logging("INFO", [TOKEN])
    logging.getLogger("bot").info("started with %s", TOKEN)
    written = capsys.readouterr().err
    assert written.count("started with") == 1
    assert "AAF" not in written
    logging.getLogger("bot").error("failed with %s", TOKEN)
    (error,) = recent_errors()
    assert "failed with ********" in error
    assert "AAF" not in error


def test_the_last_errors_are_remembered_the_latest_first_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", [])
    for number in range(30):
        logging.getLogger("bot").error("trouble %d.", number)
        logging.getLogger("bot").warning("a warning")
    errors = recent_errors()
    assert len(errors) == 20
    assert errors[0].endswith("trouble 29.")
    assert errors[-1].endswith("trouble 10.")


@given(*[st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=size) for size in (4, 0, 0)])
def test_a_masked_text_never_holds_the_secret(secret: str, before: str, after: str) -> None:
    assert secret not in mask(f"{before}{secret}{after}", [secret])


def test_lines_of_an_update_name_it_also_from_threads_and_others_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", [])
    log, threads = logging.getLogger("bot"), Threads(1, "test")
    with request_of(77):
        log.info("first")
        threads.submit(lambda: log.info("second")).result()
    threads.submit(lambda: log.info("third")).result()
    with request_of(77):
        log.info("fourth")
    first, second, third, fourth = (line.partition(" bot: ")[2] for line in capsys.readouterr().err.splitlines())
    name = first.removesuffix(" first")
    assert name.startswith("[77-")
    assert second == f"{name} second"
    assert third == "third"
    assert fourth.startswith("[77-")
    assert name not in fourth, "a second try of an update has a name of its own"


@given(st.text('ab"\\\n\té한', min_size=8), st.text())
def test_a_line_of_json_is_one_line_and_holds_no_secret(secret: str, text: str) -> None:
    before = logging.getLogger().handlers[:]
    set_up_logging("INFO", [secret], "json")
    (writer, _) = logging.getLogger().handlers
    record = logging.LogRecord("bot", logging.INFO, "", 0, "%s|%s", (secret, text), None)
    line = writer.format(record)
    logging.getLogger().handlers[:] = before
    assert len(line.split("\n")) == 1
    assert secret not in json.loads(line)["message"]
    assert json.loads(line)["message"].startswith("********|")


def test_what_was_asked_is_not_in_the_log_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", [])
    logging.getLogger("telegram.ext.Application").debug("Processing update with a question")
    assert "question" not in capsys.readouterr().err
