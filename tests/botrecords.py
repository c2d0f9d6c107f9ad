"""What the bot asked for and what it shows, found by chat without looking through everything; tests wait on it."""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.botkeyboards import Button
from tests.telegram_html import Seen

__all__ = ["Records", "Request", "Shown", "chat_record"]

_PATIENCE = 60.0  # seconds after which a test that waits has failed; nothing is measured by it
_SHARE = 0.1  # of the time that whoever waits may spend looking, since the server stands still meanwhile
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot asked for."""

    method: str
    parameters: Mapping[str, str]
    at: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as a person sees it now."""

    chat: int
    id: int
    source: str
    seen: Seen
    reply_to: int | None
    edits: int = 0
    thread: int | None = None
    keyboard: tuple[tuple[Button, ...], ...] = ()
    markup: str = ""  # the keyboard as it was sent
    at: float = 0.0  # seconds of the monotonic clock

    @property
    def labels(self) -> list[list[str]]:
        """What the buttons say, row by row."""
        return [[button.label for button in row] for row in self.keyboard]

    @property
    def text(self) -> str:
        """The words, without formatting."""
        return self.seen.text

    def looks_like(self, other: "Shown") -> bool:
        """Return whether changing one into the other would change nothing, which Telegram refuses."""
        return self.seen == other.seen and _rows(self.markup) == _rows(other.markup)


class Records:
    """Requests and messages of one bot; `changed` guards them and tells of each change."""

    def __init__(self, number: int, username: str) -> None:
        self.id, self.username = number, username
        self.changed = threading.Condition()
        self.requests: list[Request] = []
        self.messages: dict[tuple[int, int], Shown] = {}
        self.documents: dict[int, list[bytes]] = defaultdict(list)
        self._in_chat: dict[int, dict[int, Shown]] = defaultdict(dict)
        self._of_method: dict[str, list[Request]] = defaultdict(list)
        self._to_chat: dict[tuple[str, str], list[Request]] = defaultdict(list)

    # -- for the server -------------------------------------------------------------------------------------------

    def note(self, request: Request) -> None:
        """Keep a request."""
        self.requests.append(request)
        self._of_method[request.method].append(request)
        self._to_chat[request.method, request.parameters.get("chat_id", "")].append(request)
        self.changed.notify_all()

    def show(self, message: Shown) -> Shown:
        """Put a message into its chat, or change it there."""
        self.messages[message.chat, message.id] = self._in_chat[message.chat][message.id] = message
        return message

    def take_away(self, chat: int, number: int) -> Shown | None:
        """Delete a message and return it, None where there is no such message."""
        self._in_chat[chat].pop(number, None)
        return self.messages.pop((chat, number), None)

    # -- for tests ------------------------------------------------------------------------------------------------

    def wait_for(self, look: Callable[[], _T | None], what: str, patience: float = _PATIENCE) -> _T:
        """Return what `look` finds, as soon as it finds something."""
        until = time.monotonic() + patience
        while True:
            with self.changed:
                begun = time.monotonic()
                if found := look():
                    return found
                took = time.monotonic() - begun
                left = until - time.monotonic()
                if left <= 0:
                    lately = "\n".join(f"{one.method} {dict(one.parameters)}" for one in self.requests[-20:])
                    raise AssertionError(f"waited in vain for {what}; the last requests were\n{lately}")
                self.changed.wait(left)
            time.sleep(took * (1 / _SHARE - 1))

    def shown(self, chat: int) -> list[Shown]:
        """Return the bot's messages in a chat, as they are now."""
        with self.changed:
            return list(self._in_chat[chat].values())

    def wait_shown(self, chat: int, count: int = 1) -> list[Shown]:
        """Return the bot's messages in a chat once there are at least `count`."""
        return self.wait_for(
            lambda: found if len(found := self.shown(chat)) >= count else None, f"{count} messages in chat {chat}"
        )

    def wait_text(self, chat: int, part: str) -> Shown:
        """Return the first message of a chat that says `part`, once there is one."""
        return self.wait_for(
            lambda: next((one for one in self.shown(chat) if part in one.text), None), f"{part!r} in chat {chat}"
        )

    def wait_edited(self, shown: Shown, edits: int = 1) -> Shown:
        """Return the message once it was changed so many times."""
        place = shown.chat, shown.id
        return self.wait_for(
            lambda: now if (now := self.messages.get(place)) and now.edits >= edits else None,
            f"{edits} edits of message {shown.id}",
        )

    def asked_for(self, method: str, chat: int | None = None) -> list[Request]:
        """Return the bot's requests of a method, to one chat or to all."""
        with self.changed:
            return list(self._of_method[method] if chat is None else self._to_chat[method, str(chat)])

    def wait_asked(self, method: str, count: int = 1, chat: int | None = None) -> list[Request]:
        """Return the requests of a method once there are at least `count`."""
        return self.wait_for(
            lambda: found if len(found := self.asked_for(method, chat)) >= count else None, f"{count} {method}"
        )

    # -- Telegram's own records -----------------------------------------------------------------------------------

    def own_record(self) -> dict[str, Any]:
        """Return the bot as Telegram's User."""
        return {"id": self.id, "is_bot": True, "first_name": "News desk", "username": self.username}

    def own_message(self, chat: int, number: int, text: str) -> dict[str, Any]:
        """Return one of the bot's messages as Telegram's Message."""
        return {
            "message_id": number, "date": int(time.time()), "chat": chat_record(chat), "from": self.own_record(),
            "text": text,
        }  # fmt: skip


def _rows(markup: str) -> object:
    return json.loads(markup).get("inline_keyboard", []) if markup else []


def chat_record(number: int) -> dict[str, Any]:
    """Return a chat as Telegram's Chat."""
    if number > 0:
        return {"id": number, "type": "private", "first_name": "Kim"}
    return {"id": number, "type": "supergroup", "title": "Newsroom"}
