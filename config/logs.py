"""Logging: one handler on stderr, and no secret in anything it writes."""

import logging
from collections.abc import Iterable
from urllib.parse import quote

__all__ = ["mask", "set_up_logging"]

MASK = "********"
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
    handler = logging.StreamHandler()
    handler.setFormatter(_MaskingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else logging.WARNING)


def mask(text: str, secrets: Iterable[str]) -> str:
    """Return `text` without any of `secrets`, as they are or as they stand in an address."""
    forms = {form for secret in secrets if secret for form in (secret, quote(secret), quote(secret, safe=""))}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, MASK)
    return text


class _MaskingFormatter(logging.Formatter):
    """Masks the finished text: message, arguments, traceback and stack alike."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record), self._secrets)
