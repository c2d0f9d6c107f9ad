"""Batches: a file of JSON lines in, one JSON line out for each, in the same order, whatever a line holds.

    {"id": "q1", "question": "...", "asked": "2024-10-04", "conversation": "c7"}

Only `question` is required; other keys are left alone, so that a file of test questions can be asked as it is.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO

from config.errors import CitedeskError, SourceError

__all__ = ["BatchQuestion", "Record", "json_line", "replies", "run_batch"]

Record = dict[str, object]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch; `id` is handed back as it came."""

    id: object
    question: str
    asked: date | None
    conversation: str | None


def run_batch(
    source: Path, target: Path | None, reply: Callable[[BatchQuestion], Record], *, stdout: IO[str],
    on_record: Callable[[Record], None],
) -> None:  # fmt: skip
    """Process the lines of `source` ("-": standard input) into `target`, or into `stdout` where that is None.

    Results are written as they come, so an interrupted batch keeps what it had. Raises SourceError.
    """
    with ExitStack() as stack:
        lines = sys.stdin.buffer if str(source) == "-" else stack.enter_context(_open_source(source))
        out = stdout if target is None else stack.enter_context(_open_target(target, source))
        for record in replies(lines, reply):
            out.write(json_line(record))
            out.flush()
            on_record(record)


def _open_source(source: Path) -> IO[bytes]:
    try:
        return source.open("rb")
    except OSError as error:
        raise SourceError(f"the batch {source} cannot be read: {error.strerror}") from error


def _open_target(target: Path, source: Path) -> IO[str]:
    """Open `target` for writing; lone surrogates, which UTF-8 cannot hold, become the JSON escapes they came as."""
    try:
        if target.exists() and source.exists() and target.samefile(source):
            raise SourceError(f"{target} is the batch itself", advice="Name another file with --out.")
        return target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise SourceError(f"the results cannot be written to {target}: {error.strerror}") from error


def replies(lines: Iterable[bytes], reply: Callable[[BatchQuestion], Record]) -> Iterator[Record]:
    """Yield one record for each line; a line or question that fails gets an error record and the batch goes on."""
    for line in lines:
        yield _record(line, reply)


def json_line(record: Mapping[str, object]) -> str:
    """Return the record as one line of JSON, with its line end."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def _record(line: bytes, reply: Callable[[BatchQuestion], Record]) -> Record:
    fields: Mapping[str, object] = {}
    try:
        fields = _fields(line)
        question = _question(fields)
    except ValueError as error:
        return _error(fields, str(error))
    try:
        return {**reply(question), "id": question.id}
    except CitedeskError as error:
        return _error(fields, error.message)
    except Exception as error:  # the outermost edge of one question: the others must still get their answers
        _log.exception("question %r could not be processed", question.id)
        return _error(fields, f"the question could not be processed ({type(error).__name__}: {error})")


def _error(fields: Mapping[str, object], reason: str) -> Record:
    return {"id": fields.get("id"), "question": fields.get("question"), "status": "error", "error": reason}


def _fields(line: bytes) -> Mapping[str, object]:
    """Return the JSON object that the line holds; raise ValueError, in words, for anything else."""
    try:
        fields = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError("the line is empty" if not line.strip() else f"the line is no JSON: {error}") from None
    if not isinstance(fields, dict):
        raise ValueError("the line is no JSON object")
    return fields


def _question(fields: Mapping[str, object]) -> BatchQuestion:
    question, conversation = fields.get("question"), fields.get("conversation")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("`question` is missing" if question is None else "`question` must be a text that is not empty")
    if conversation is not None and not isinstance(conversation, str):
        raise ValueError("`conversation` must be a text")
    return BatchQuestion(fields.get("id"), question, _asked(fields.get("asked")), conversation)


def _asked(value: object) -> date | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise ValueError(f"`asked` must be a date such as 2024-10-04, not {value!r}") from None
