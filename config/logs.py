"""Logging: one handler on stderr, and no secret in anything it writes."""

import logging
from collections import deque
from collections.abc import Iterable
from urllib.parse import quote

__all__ = ["mask", "recent_errors", "set_up_logging"]

MASK = "********"
_REMEMBERED = 20  # errors that an administrator may look at
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
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


def set_up_logging(level: str, secrets: Iterable[str]) -> None:
    """Send every log record at `level` or above to stderr, with each of `secrets` masked.

    Replaces the handlers that were there: a second one might print what this one masks.
    """
    formatter = _MaskingFormatter(secrets)
    handlers = (logging.StreamHandler(), _RecentErrors())
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=handlers, force=True)
    logging.captureWarnings(capture=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else logging.WARNING)


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
        return mask(super().format(record), self._secrets)
