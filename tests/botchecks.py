"""What the server looks at before it shows a text, a keyboard or a place: refused in the words of Telegram's server."""

import json
import unicodedata
from collections.abc import Mapping

from tests.botkeyboards import Button, read_keyboard
from tests.botrefusals import Refused
from tests.telegram_html import Seen, read_html, utf16_units

__all__ = ["ACTIONS", "ANSWER", "CAPTION", "chat_in", "keyboard_in", "reply_in", "seen_in", "text_in"]

_MESSAGE, CAPTION, ANSWER = 4096, 1024, 200  # UTF-16 units
_RAW_LIMIT = 32768  # bytes
_ENTITIES = 100  # shown in a message; the rest would be words without formatting
_INVISIBLE = ("Cf", "Cc", "Zs", "Zl", "Zp")
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)


def chat_in(parameters: Mapping[str, str]) -> int:
    """Return the chat that a request is for."""
    try:
        return int(parameters["chat_id"])
    except ValueError as error:
        raise Refused(400, "Bad Request: chat not found") from error


def text_in(parameters: Mapping[str, str]) -> Seen:
    """Return the text of a message as a person sees it."""
    source = parameters.get("text", "")
    if len(source.encode()) > _RAW_LIMIT:
        raise Refused(400, "Bad Request: text is too long")
    seen = seen_in(source, parameters)
    if not seen.text:
        raise Refused(400, "Bad Request: message text is empty")
    if all(unicodedata.category(one) in _INVISIBLE for one in seen.text):
        raise Refused(400, "Bad Request: text must be non-empty")
    if utf16_units(seen.text) > _MESSAGE:
        raise Refused(400, "Bad Request: message is too long")
    if len(seen.entities) > _ENTITIES:
        raise Refused(400, f"Bad Request: {len(seen.entities)} entities, of which only {_ENTITIES} would be shown")
    return seen


def seen_in(source: str, parameters: Mapping[str, str]) -> Seen:
    """Return a text, whose length nobody limits, as a person sees it."""
    if (mode := parameters.get("parse_mode", "")) not in ("", "HTML"):
        raise Refused(400, f"Bad Request: unsupported parse_mode {mode} (by this server: the bot writes HTML only)")
    try:
        return read_html(source) if mode else Seen(source.strip())
    except ValueError as error:
        raise Refused(400, f"Bad Request: can't parse entities: {error}") from error


def keyboard_in(parameters: Mapping[str, str]) -> tuple[tuple[Button, ...], ...]:
    """Return the keyboard under a message."""
    try:
        return read_keyboard(parameters)
    except ValueError as error:
        raise Refused(400, f"Bad Request: {error}") from error


def reply_in(parameters: Mapping[str, str]) -> tuple[int | None, bool]:
    """Return the message that is replied to, and whether it matters if it is gone."""
    reply = json.loads(parameters.get("reply_parameters", "{}"))
    return reply.get("message_id"), not reply.get("allow_sending_without_reply", False)
