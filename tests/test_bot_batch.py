"""Batches: a line out for each line in, in order, whatever the lines hold."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.batch import BatchQuestion, Record, json_line, replies, run_batch
from bot.cli import main
from bot.session import Session
from config.errors import IndexDamaged, SourceError
from config.loading import env_name, setting_names
from index.article import Article
from tests.newsroom import Newsroom


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in setting_names():
        monkeypatch.delenv(env_name(name), raising=False)
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def backwards(question: BatchQuestion) -> Record:
    """A reply that can be checked: the question read backwards."""
    return {"id": None, "status": "answered", "answer": question.question[::-1]}


def ask(*lines: object) -> list[Record]:
    """Return the records for lines, each given as bytes or as what it holds."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines]
    return list(replies(raw, backwards))


def test_each_line_gets_its_answer_in_order() -> None:
    records = ask({"id": "a", "question": "one"}, {"id": "b", "question": "two"}, {"question": "three"})
    assert [(record["id"], record["answer"]) for record in records] == [("a", "eno"), ("b", "owt"), (None, "eerht")]


@pytest.mark.parametrize("identity", [7, 1.5, "", "x", True, None, ["a", 1]])
def test_an_id_comes_back_as_it_was_given(identity: object) -> None:
    (record,) = ask({"id": identity, "question": "one"})
    assert record["id"] == identity
    assert type(record["id"]) is type(identity)


def test_a_line_may_say_when_it_is_asked_and_what_it_follows() -> None:
    seen: list[BatchQuestion] = []

    def remember(question: BatchQuestion) -> Record:
        seen.append(question)
        return {}

    line = {"id": "q", "question": "why", "asked": "2024-10-04", "conversation": "c", "gold": ["x"]}
    later = {"question": "when", "asked": "2024-10-04T23:00:00+09:00"}
    list(replies([json.dumps(line).encode(), json.dumps(later).encode()], remember))
    assert seen[0] == BatchQuestion("q", "why", date(2024, 10, 4), "c")
    assert seen[1] == BatchQuestion(None, "when", date(2024, 10, 4), None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\n", "the line is empty"),
        (b"not json\n", "the line is no JSON: "),
        (b"[1, 2]\n", "the line is no JSON object"),
        (b"\xff\xfe\n", "the line is not UTF-8"),
        (b"[" * 100_000, "the line is no JSON: "),
        ({"id": "q"}, "`question` is missing"),
        ({"id": "q", "question": "  "}, "`question` must be a text that is not empty"),
        ({"id": "q", "question": 7}, "`question` must be a text that is not empty"),
        ({"id": "q", "question": "x", "asked": "soon"}, "`asked` must be a date such as 2024-10-04, not 'soon'"),
        ({"id": "q", "question": "x", "asked": 5}, "`asked` must be a date such as 2024-10-04, not 5"),
        ({"id": "q", "question": "x", "conversation": 5}, "`conversation` must be a text"),
    ],
)
def test_a_bad_line_is_an_error_and_the_batch_goes_on(line: object, reason: str) -> None:
    bad, good = ask(line, {"id": "next", "question": "abc"})
    assert list(bad) == ["id", "question", "status", "error"]
    assert bad["status"] == "error"
    assert str(bad["error"]).startswith(reason)
    if isinstance(line, dict):
        assert (bad["id"], bad["question"]) == (line.get("id"), line.get("question"))
    assert good["answer"] == "cba"


def test_a_question_that_fails_is_an_error_and_the_batch_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    def fail(question: BatchQuestion) -> Record:
        if question.question == "bug":
            raise ZeroDivisionError("division by zero")
        if question.question == "damage":
            raise IndexDamaged("no generation is whole")
        return backwards(question)

    lines = [json.dumps({"id": text, "question": text}).encode() for text in ("bug", "damage", "fine")]
    bug, damage, fine = replies(lines, fail)
    assert bug["error"] == "the question could not be processed (ZeroDivisionError: division by zero)"
    assert "Traceback" in caplog.text, "a bug leaves its trace in the log"
    assert damage == {"id": "damage", "question": "damage", "status": "error", "error": "no generation is whole"}
    assert fine["answer"] == "enif"


@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")), max_size=8))
def test_every_line_in_is_one_line_of_json_out(lines: list[bytes]) -> None:
    records = list(replies(lines, backwards))
    assert len(records) == len(lines)
    for record in records:
        line = json_line(record)
        assert line.count("\n") == 1
        assert json.loads(line)["status"] in ("answered", "error")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(b'\xef\xbb\xbf{"question": "ab"}\r\n{"question": "cd"}')
    out = io.StringIO()
    run_batch(batch, None, backwards, stdout=out, on_record=lambda record: None)
    assert [json.loads(line)["answer"] for line in out.getvalue().splitlines()] == ["ba", "dc"]


def test_half_a_surrogate_pair_comes_back_as_it_was_written(tmp_path: Path) -> None:
    batch, out = tmp_path / "batch.jsonl", tmp_path / "out.jsonl"
    batch.write_text('{"id": "\\ud83d", "question": "한 \\ud83d"}\n', encoding="utf-8")
    run_batch(batch, out, backwards, stdout=sys.stdout, on_record=lambda record: None)
    assert json.loads(out.read_text(encoding="utf-8")) == {"id": "\ud83d", "status": "answered", "answer": "\ud83d 한"}


def test_results_never_overwrite_the_questions(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"question": "ab"}\n', encoding="utf-8")
    link = tmp_path / "link.jsonl"
    link.symlink_to(batch)
    with pytest.raises(SourceError, match="is the batch itself"):
        run_batch(batch, link, backwards, stdout=sys.stdout, on_record=lambda record: None)
    assert batch.read_text(encoding="utf-8") == '{"question": "ab"}\n'


@pytest.mark.parametrize(("source", "target"), [("missing.jsonl", "out.jsonl"), ("there.jsonl", "no/folder/out.jsonl")])
def test_files_that_cannot_be_opened_are_told(source: str, target: str, tmp_path: Path) -> None:
    (tmp_path / "there.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="No such file or directory"):
        run_batch(
            tmp_path / source, tmp_path / target, backwards, stdout=sys.stdout, on_record=lambda record: None
        )  # fmt: skip


@pytest.fixture
def room() -> Newsroom:
    return Newsroom({"a": Article("a", "The mayor won. Turnout was high.", language="en")}, explosive="zero")


def command(room: Newsroom, *arguments: str) -> int:
    return main(arguments, Session(room, lambda settings, service: 0))


def test_the_command_answers_a_file_in_one_process(
    room: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions: list[Record] = [
        {"id": "q1", "question": "the mayor"},
        {"id": "q2", "question": "quantum", "asked": "2024-10-04"},
        {"id": "q3", "question": "zero"},
    ]
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    batch.write_bytes("".join(map(json_line, questions)).encode() + b"oops\n")
    assert command(room, "ask", "--batch", str(batch), "--out", str(out), "--asked", "2024-12-31") == 0
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["q1", "q2", "q3", None]
    assert [record["status"] for record in records] == ["answered", "refused", "error", "error"]
    assert records[0]["citations"][0]["sentence"] == "The mayor won."
    assert [str(day) for _, day in room.asked] == ["2024-12-31", "2024-10-04", "2024-12-31"]
    assert room.calls["open"] == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith("citedesk: 4 questions: 1 answered, 2 error, 1 refused\n")


def test_the_command_holds_the_conversations_of_a_file_apart(room: Newsroom, tmp_path: Path) -> None:
    asked = [("mayor", "a"), ("turnout", "b"), ("more", "a"), ("more", "b"), ("more", None)]
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [{"question": question, "conversation": talk} for question, talk in asked]
    batch.write_text("".join(map(json_line, lines)), encoding="utf-8")
    assert command(room, "ask", "--batch", str(batch), "--out", str(out)) == 0
    understood = [json.loads(line)["understood"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert understood == [None, None, "Understood as: mayor", "Understood as: turnout", None]


def test_search_takes_a_batch_too_and_prints_where_no_file_is_named(
    room: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text(json_line({"id": 1, "question": "turnout"}), encoding="utf-8")
    assert command(room, "search", "--batch", str(batch)) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["id"] == 1
    assert [hit["text"] for hit in record["sentences"]] == ["Turnout was high."]
    assert record["sentences"][0]["article"]["id"] == "a"


def test_a_missing_batch_is_told_with_code_1(room: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(room, "ask", "--batch", "missing.jsonl") == 1
    error = capsys.readouterr().err
    assert error.startswith("citedesk: the batch missing.jsonl cannot be read: No such file or directory.")
    assert error.count("\n") == 1
