"""People with Telegram accounts: what they write, send, correct and press, as updates that wait for the bot."""

import asyncio
import itertools
import json
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.botinline import InlineAnswer, Offer
from tests.botrecords import Records, Shown, chat_record
from tests.botupdates import Updates
from tests.telegram_html import utf16_units

__all__ = ["People", "Person", "Pressed"]

_MARKED = re.compile(r"https?://\S+|(?<!\w)@\w+|^/\w+(@\w+)?")
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account."""

    id: int
    name: str = "Kim"
    username: str | None = None
    language: str | None = "en"

    def record(self) -> _Json:
        """Return the person as Telegram's User."""
        fields = {"username": self.username, "language_code": self.language}
        known = {key: value for key, value in fields.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.name, **known}


@dataclass(slots=True)
class Pressed:
    """A press of a button: when it was made, and when and with which words it was answered."""

    at: float
    answered_at: float | None = None
    words: str | None = None


class People(Records):
    """Tests speak through this as people would, and look at what they see."""

    def __init__(self, number: int, username: str, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(number, username)
        self.updates = Updates(self.changed, loop)
        self.pressed: dict[str, Pressed] = {}
        self.inline: dict[str, InlineAnswer | None] = {}  # what each inline query was answered with
        self.guests: dict[str, Offer | None] = {}
        self.group_admins: dict[int, set[int]] = defaultdict(set)  # of groups, by the group's number
        self.files: dict[str, tuple[str, bytes]] = {}  # what people sent, by the number that Telegram gives it
        self.written: dict[tuple[int, int], _Json] = {}  # messages of people, which can be replied to
        self.topics: set[tuple[int, int]] = set()  # in which people wrote
        self.moved: dict[int, int] = {}  # groups that became supergroups
        self.numbers = itertools.count(1000)

    # -- what people do -------------------------------------------------------------------------------------------

    def say(self, text: str | None, person: Person, **fields: Any) -> int:
        """Write a message to the bot, in private unless `chat` is given; return the number of the message."""
        message = self._message(text, person, fields)
        self.push({"message": message})
        return int(message["message_id"])

    def send_file(self, name: str | None, content: bytes, person: Person, *, size: int | None = None) -> int:
        """Send a document in private; `size` is what Telegram says of it where that isn't its length."""
        number = f"BQAC{next(self.numbers)}"
        with self.changed:
            self.files[number] = (name or "file", content)
        record = {"file_id": number, "file_unique_id": f"u{number}", "file_name": name, "file_size": size}
        record |= {"file_size": len(content)} if size is None else {}
        return self.say(None, person, document={key: value for key, value in record.items() if value is not None})

    def correct(self, message_id: int, text: str, person: Person, *, after: int = 5, **fields: Any) -> None:
        """Edit a message `after` seconds."""
        message = self._message(text, person, {**fields, "message_id": message_id})
        self.push({"edited_message": {**message, "edit_date": message["date"] + after}})

    def press(self, shown: Shown, label: str, person: Person) -> str:
        """Press the button of a message that says `label`; return the number of the press."""
        now = next(one for one in self.shown(shown.chat) if one.id == shown.id)
        data = next(button.data for row in now.keyboard for button in row if button.label == label)
        return self.press_data(now, data, person)

    def press_data(self, shown: Shown, data: str, person: Person, *, too_old: bool = False) -> str:
        """Send a press with data that a client may have made up; a message that is too old comes without its text."""
        with self.changed:
            shown = self.messages.get((shown.chat, shown.id), shown)  # as it is now
        message = self.own_message(shown.chat, shown.id, shown.text)
        message["entities"] = [{"type": "bold", "offset": at, "length": units} for at, units in shown.seen.bold]
        if too_old:
            message = {"message_id": shown.id, "date": 0, "chat": message["chat"]}
        elif shown.markup:
            message["reply_markup"] = json.loads(shown.markup)
            if (replied := self.written.get((shown.chat, shown.reply_to or 0))) is not None:
                message["reply_to_message"] = replied
        press = str(next(self.numbers))
        query = {
            "id": press, "from": person.record(), "message": message, "chat_instance": "1", "data": data,
        }  # fmt: skip
        with self.changed:
            self.pressed[press] = Pressed(time.monotonic())
        self.push({"callback_query": query})
        return press

    def ask_inline(self, text: str, person: Person, offset: str = "") -> str:
        """Type behind the bot's name in another chat; return the number of the query."""
        number = str(next(self.numbers))
        with self.changed:
            self.inline[number] = None
        self.push({"inline_query": {"id": number, "from": person.record(), "query": text, "offset": offset}})
        return number

    def ask_as_guest(self, text: str, person: Person, chat: int) -> str:
        """Mention the bot in a chat that it is no member of; return the number of the query."""
        number = str(next(self.numbers))
        with self.changed:
            self.guests[number] = None
        self.push({"guest_message": {**self._message(text, person, {"chat": chat}), "guest_query_id": number}})
        return number

    def push(self, update: _Json) -> _Json:
        """Put an update, which gets a number if it has none, where the bot fetches it."""
        numbered = {"update_id": next(self.numbers), **update}
        self.updates.push(numbered)
        return numbered

    def update(self, text: str, person: Person, **fields: Any) -> _Json:
        """Return the update that a message makes, for a test that delivers it itself."""
        return {"update_id": next(self.numbers), "message": self._message(text, person, fields)}

    # -- what they wait for ---------------------------------------------------------------------------------------

    @property
    def presses(self) -> Mapping[str, str | None]:
        """What each press was answered with, None before it is."""
        with self.changed:
            return {number: one.words for number, one in self.pressed.items()}

    def wait_answered(self, press: str) -> str:
        """Return what a press was answered with, once it is."""
        self.wait_for(lambda: self.pressed[press].words is not None, f"an answer to press {press}")
        return self.pressed[press].words or ""

    def seconds_until_answered(self, press: str) -> float:
        """Return how long the button showed that it waits, once it doesn't any more."""
        self.wait_answered(press)
        return (self.pressed[press].answered_at or 0.0) - self.pressed[press].at

    def unanswered(self) -> list[str]:
        """Return the presses whose buttons still show that they wait."""
        with self.changed:
            return [number for number, one in self.pressed.items() if one.words is None]

    def wait_inline(self, number: str) -> InlineAnswer:
        """Return what is offered for an inline query."""
        return self.wait_for(lambda: self.inline[number], f"an answer to inline query {number}")

    def wait_guest(self, number: str) -> Offer:
        """Return the message that answers a guest's question."""
        return self.wait_for(lambda: self.guests[number], f"an answer to guest query {number}")

    def _message(self, text: str | None, person: Person, fields: _Json) -> _Json:
        chat = fields.pop("chat", person.id)
        entities = [_entity(found) for found in _MARKED.finditer(text or "")]
        message: _Json = {
            "message_id": next(self.numbers),
            "date": int(time.time()),
            "chat": chat_record(chat),
            "from": person.record(),
        }
        message |= {"text": text} | ({"entities": entities} if entities else {}) | fields
        if isinstance(replied := message.get("reply_to_message"), int):
            message["reply_to_message"] = self.own_message(chat, replied, "an earlier answer")
        with self.changed:
            self.written[chat, message["message_id"]] = message
            if message.get("is_topic_message"):
                self.topics.add((chat, message["message_thread_id"]))
        return {key: value for key, value in message.items() if value is not None}


def _entity(found: re.Match[str]) -> _Json:
    kind = {"/": "bot_command", "@": "mention"}.get(found.group()[0], "url")
    before = utf16_units(found.string[: found.start()])
    return {"type": kind, "offset": before, "length": utf16_units(found.group())}
