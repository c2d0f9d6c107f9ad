"""Logging: one handler on stderr, no secret in anything it writes, and each line with the request it belongs to."""

import json
import logging
import secrets as random
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

__all__ = ["mask", "recent_errors", "request_of", "set_up_logging"]

MASK = "********"
_REMEMBERED = 20  # errors that an administrator may look at
_FORMAT = "%(asctime)s %(levelname)s %(name)s:%(request)s %(message)s"
_REQUEST: ContextVar[str] = ContextVar("request", default="")
# Libraries that tell every request or file at INFO; they speak up only at DEBUG.
_CHATTY = (
    "alembic",
    "apscheduler",
    "faiss",
    "filelock",
    "httpcore",
    "httpx",
    "sentence_transformers",
    "trafilatura",
    "transformers",
)
_TELLING = ("telegram",)  # tells each message word for word at DEBUG: what people ask is not for the log


def set_up_logging(level: str, secrets: Iterable[str], form: Literal["text", "json"] = "text") -> None:
    """Send every log record at `level` or above to stderr, with each of `secrets` masked, as text or as JSON lines.

    Replaces the handlers that were there: a second one might print what this one masks.
    """
    text = _MaskingFormatter(secrets)
    handlers = (logging.StreamHandler(), _RecentErrors())
    for handler, formatter in zip(handlers, (_JsonFormatter(secrets) if form == "json" else text, text), strict=True):
        handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=handlers, force=True)
    logging.captureWarnings(capture=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else logging.WARNING)
    for name in _TELLING:
        logging.getLogger(name).setLevel(logging.INFO if level == "DEBUG" else logging.NOTSET)


@contextmanager
def request_of(update: int) -> Iterator[None]:
    """Name every line that is logged in the block after the update; a second try of it has another name."""
    before = _REQUEST.set(f"{update}-{random.token_hex(3)}")
    try:
        yield
    finally:
        _REQUEST.reset(before)


def recent_errors() -> tuple[str, ...]:
    """Return the last errors of this process as they were logged, masked, the latest first."""
    kept = (handler for handler in logging.getLogger().handlers if isinstance(handler, _RecentErrors))
    return tuple(line for handler in kept for line in reversed(handler.lines))


def mask(text: str, secrets: Iterable[str]) -> str:
    """Return `text` without any of `secrets`, as they are or as they stand in an address."""
    forms = {form for secret in secrets if secret for form in (secret, quote(secret), quote(secret, safe=""))}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, MASK)
    return text


class _RecentErrors(logging.Handler):
    """Remembers the last errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: deque[str] = deque(maxlen=_REMEMBERED)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class _MaskingFormatter(logging.Formatter):
    """Masks the finished text: message, arguments, traceback and stack alike."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        request = _REQUEST.get()
        record.request = f" [{request}]" if request else ""
        return mask(super().format(record), self._secrets)


class _JsonFormatter(logging.Formatter):
    """One JSON object a line; `extra={"fields": ...}` of a record stands in it.

    Texts are masked before they are written as JSON, which would write some characters of a secret otherwise.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        texts = {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            texts["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            texts["stack"] = self.formatStack(record.stack_info)
        request = _REQUEST.get()
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            **({"request": request} if request else {}),
            **{name: mask(text, self._secrets) for name, text in texts.items()},
            **getattr(record, "fields", {}),
        }
        return json.dumps(line, ensure_ascii=False)
