"""Answers to inline and guest queries as Telegram takes them: what a person is offered, or why it is refused."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.botschema import load_schema, violations
from tests.telegram_html import Seen, read_html, utf16_units

__all__ = ["InlineAnswer", "Offer", "read_inline", "read_offer"]

_MOST, _ID, _OFFSET, _TEXT, _START = 50, 64, 64, 4096, 64
_SCHEMA = load_schema()


@dataclass(frozen=True, slots=True)
class Offer:
    """A result in the list: how it is shown there, and the message that choosing it sends."""

    id: str
    title: str
    description: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What a person sees above the keyboard."""

    offers: tuple[Offer, ...]
    button: str
    cache_time: int
    is_personal: bool


def read_inline(parameters: Mapping[str, str]) -> InlineAnswer:
    """Return what is offered; raises ValueError in the server's words where it is refused."""
    if _SCHEMA and (found := violations("answerInlineQuery", parameters, _SCHEMA)):
        raise ValueError(f"can't parse inline query results: {found}")
    results = [read_offer(one) for one in json.loads(parameters["results"])]
    if len(results) > _MOST:
        raise ValueError("RESULTS_TOO_MUCH")
    if len({one.id for one in results}) < len(results):
        raise ValueError("RESULT_ID_DUPLICATE")
    if len(parameters.get("next_offset", "").encode()) > _OFFSET:
        raise ValueError("NEXT_OFFSET_INVALID")
    button = json.loads(parameters.get("button", "{}"))
    start = button.get("start_parameter", "x")
    if not 1 <= len(start) <= _START or not start.replace("-", "_").isidentifier():
        raise ValueError("START_PARAM_INVALID")
    return InlineAnswer(
        tuple(results), button.get("text", ""), int(parameters.get("cache_time", 300)),
        parameters.get("is_personal") == "true",
    )  # fmt: skip


def read_offer(record: Mapping[str, Any]) -> Offer:
    """Return one result of the kind that is a message of text."""
    if not 1 <= len(record["id"].encode()) <= _ID:
        raise ValueError("RESULT_ID_INVALID")
    if record["type"] != "article" or not record["title"].strip():
        raise ValueError("ARTICLE_TITLE_EMPTY")
    content = record["input_message_content"]
    source = content["message_text"]
    seen = read_html(source) if content.get("parse_mode") == "HTML" else Seen(source.strip())
    if not seen.text:
        raise ValueError("MESSAGE_EMPTY")
    if utf16_units(seen.text) > _TEXT:
        raise ValueError("MESSAGE_TOO_LONG")
    return Offer(record["id"], record["title"], record.get("description", ""), seen)
