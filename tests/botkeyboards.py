"""Inline keyboards as Telegram takes them: what a person sees of one, or why it is refused."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.botschema import load_schema, violations

__all__ = ["Button", "read_keyboard"]

_MOST, _IN_A_ROW, _DATA = 100, 8, 64
_ACTIONS = ("url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat", "copy_text")
_SCHEMA = load_schema()


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `data` is what comes back when it is pressed, "" where something else happens."""

    label: str
    data: str = ""


def read_keyboard(parameters: Mapping[str, str]) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of a request's keyboard; raises ValueError in the server's words where it is refused."""
    if "reply_markup" not in parameters:
        return ()
    markup = json.loads(parameters["reply_markup"])
    if _SCHEMA and (
        found := violations("editMessageReplyMarkup", {"reply_markup": parameters["reply_markup"]}, _SCHEMA)
    ):
        raise ValueError(f"can't parse reply keyboard markup JSON object: {found}")
    rows = markup["inline_keyboard"]
    if any(len(row) > _IN_A_ROW for row in rows) or sum(map(len, rows)) > _MOST:
        raise ValueError("reply markup is too long")
    return tuple(tuple(_button(one) for one in row) for row in rows)


def _button(record: Mapping[str, Any]) -> Button:
    if not record["text"].strip():
        raise ValueError("inline keyboard button text must be non-empty")
    if sum(name in record for name in _ACTIONS) != 1:
        raise ValueError("text buttons are unallowed in the inline keyboard")
    data = record.get("callback_data", "")
    if "callback_data" in record and not 1 <= len(data.encode()) <= _DATA:
        raise ValueError("BUTTON_DATA_INVALID")
    return Button(record["text"], data)
