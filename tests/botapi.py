"""The Bot API over HTTP on loopback, as far as the bot uses it: it refuses what Telegram refuses, and fails on demand.

It runs in a thread of its own, so a test talks to it in plain calls: `say` as a person would write, `wait_for` what
comes of it. Everything the bot asks for is kept in `requests`, every message it shows in `messages`.
"""

import asyncio
import json
import re
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.botinline import InlineAnswer, Offer, read_inline, read_offer
from tests.botkeyboards import Button, read_keyboard
from tests.telegram_html import Seen, read_html, utf16_units

__all__ = ["BotApi", "Fault", "Person", "Request", "Shown"]

_PATIENCE = 60.0  # seconds after which a test that waits has failed; nothing is measured by it
_DOWNLOAD = 20_000_000  # bytes
_RAW_LIMIT, _LIMIT, _ANSWER = 32768, 4096, 200
_MENTION = re.compile(r"(?<!\w)@\w+|^/\w+(@\w+)?")
_Json = dict[str, Any]
_T = TypeVar("_T")


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

    @property
    def labels(self) -> list[list[str]]:
        """What the buttons say, row by row."""
        return [[button.label for button in row] for row in self.keyboard]

    @property
    def text(self) -> str:
        """The words, without formatting."""
        return self.seen.text


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request fails; `carried_out` faults do what was asked and lose only the reply."""

    status: int = 0
    description: str = ""
    parameters: Mapping[str, int] = field(default_factory=dict)
    carried_out: bool = False

    @classmethod
    def flood(cls, seconds: int) -> Self:
        return cls(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    @classmethod
    def blocked(cls) -> Self:
        return cls(403, "Forbidden: bot was blocked by the user")

    @classmethod
    def reset(cls, *, carried_out: bool) -> Self:
        return cls(carried_out=carried_out)


class Refused(Exception):
    """A request that the server answers with an error."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.record = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.record["parameters"] = dict(parameters)
        self.status = status


class BotApi:
    """One bot, its chats and its updates; `with BotApi() as api:` serves until the block ends."""

    TOKEN = "700000001:AAF-z9Kq_Secret-Part_of0the1Token2"

    def __init__(self, token: str = TOKEN, username: str = "NewsDeskBot") -> None:
        self.token, self.username, self.id = token, username, int(token.split(":")[0])
        self.requests: list[Request] = []
        self.messages: dict[tuple[int, int], Shown] = {}
        self.documents: dict[int, list[bytes]] = defaultdict(list)
        self.webhook: dict[str, str] = {}
        self.presses: dict[str, str | None] = {}  # what each press was answered with, None before it is
        self.inline: dict[str, InlineAnswer | None] = {}  # what each inline query was answered with
        self.guests: dict[str, Offer | None] = {}
        self.group_admins: dict[int, set[int]] = defaultdict(set)  # of groups, by the group's number
        self.files: dict[str, tuple[str, bytes]] = {}  # what people sent, by the number that Telegram gives it
        self.port = 0
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._updates: deque[_Json] = deque()
        self._numbers = iter(range(1000, 10**9))
        self._polls = 0
        self._changed = threading.Condition()
        self._news = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bot api")
        self._runner: web.AppRunner | None = None

    # -- for tests: the server ------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._thread.start()
        self.come_back()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go_away()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def base_url(self) -> str:
        """The address as the setting wants it."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The address of files as the setting wants it."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    def come_back(self) -> None:
        """Listen, on the same port as before if there was one."""
        self._on_loop(self._listen())

    def go_away(self) -> None:
        """Close the port and every connection."""
        self._on_loop(self._close())

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next requests of a method fail, one after the other, each in its way; "*" stands for any method."""
        with self._changed:
            self._faults[method].extend(faults)

    def heal(self) -> None:
        """Let nothing fail any more."""
        with self._changed:
            self._faults.clear()

    # -- for tests: people ----------------------------------------------------------------------------------------

    def say(self, text: str | None, person: Person, **fields: Any) -> int:
        """Write a message to the bot, in private unless `chat` is given; return the number of the message."""
        message = self._message(text, person, fields)
        self.push({"message": message})
        return int(message["message_id"])

    def send_file(self, name: str | None, content: bytes, person: Person, *, size: int | None = None) -> int:
        """Send a document in private; `size` is what Telegram says of it where that isn't its length."""
        number = f"BQAC{next(self._numbers)}"
        with self._changed:
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
        message = self._own_message(shown.chat, shown.id, shown.text)
        message["entities"] = [{"type": "bold", "offset": at, "length": units} for at, units in shown.seen.bold]
        if too_old:
            message = {"message_id": shown.id, "date": 0, "chat": message["chat"]}
        elif shown.markup:
            message["reply_markup"] = json.loads(shown.markup)
        press = str(next(self._numbers))
        query = {
            "id": press, "from": person.record(), "message": message, "chat_instance": "1", "data": data,
        }  # fmt: skip
        with self._changed:
            self.presses[press] = None
        self.push({"callback_query": query})
        return press

    def wait_answered(self, press: str) -> str:
        """Return what a press was answered with, once it is."""
        self.wait_for(lambda: self.presses[press] is not None, f"an answer to press {press}")
        return self.presses[press] or ""

    def ask_inline(self, text: str, person: Person, offset: str = "") -> str:
        """Type behind the bot's name in another chat; return the number of the query."""
        number = str(next(self._numbers))
        with self._changed:
            self.inline[number] = None
        self.push({"inline_query": {"id": number, "from": person.record(), "query": text, "offset": offset}})
        return number

    def wait_inline(self, number: str) -> InlineAnswer:
        """Return what is offered for an inline query."""
        return self.wait_for(lambda: self.inline[number], f"an answer to inline query {number}")

    def ask_as_guest(self, text: str, person: Person, chat: int) -> str:
        """Mention the bot in a chat that it is no member of; return the number of the query."""
        number = str(next(self._numbers))
        with self._changed:
            self.guests[number] = None
        self.push({"guest_message": {**self._message(text, person, {"chat": chat}), "guest_query_id": number}})
        return number

    def wait_guest(self, number: str) -> Offer:
        """Return the message that answers a guest's question."""
        return self.wait_for(lambda: self.guests[number], f"an answer to guest query {number}")

    def wait_edited(self, shown: Shown, edits: int = 1) -> Shown:
        """Return the message once it was changed so many times."""
        return self.wait_for(
            lambda: next((m for m in self.shown(shown.chat) if m.id == shown.id and m.edits >= edits), None),
            f"{edits} edits of message {shown.id}",
        )

    def push(self, update: _Json) -> _Json:
        """Put an update, which gets a number if it has none, where the bot fetches it."""
        numbered = {"update_id": next(self._numbers), **update}
        with self._changed:
            self._updates.append(numbered)
        self._loop.call_soon_threadsafe(self._news.set)
        return numbered

    def update(self, text: str, person: Person, **fields: Any) -> _Json:
        """Return the update that a message makes, for a test that delivers it itself."""
        return {"update_id": next(self._numbers), "message": self._message(text, person, fields)}

    # -- for tests: what came of it -------------------------------------------------------------------------------

    def wait_for(self, look: Callable[[], _T | None], what: str) -> _T:
        """Return what `look` finds, as soon as it finds something."""
        until = time.monotonic() + _PATIENCE
        with self._changed:
            while not (found := look()):
                left = until - time.monotonic()
                if left <= 0:
                    lately = "\n".join(f"{one.method} {dict(one.parameters)}" for one in self.requests[-20:])
                    raise AssertionError(f"waited in vain for {what}; the last requests were\n{lately}")
                self._changed.wait(left)
            return found

    def shown(self, chat: int) -> list[Shown]:
        """Return the bot's messages in a chat, as they are now."""
        with self._changed:
            return [message for message in self.messages.values() if message.chat == chat]

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

    def asked_for(self, method: str, chat: int | None = None) -> list[Request]:
        """Return the bot's requests of a method, to one chat or to all."""
        with self._changed:
            found = [one for one in self.requests if one.method == method]
        return [one for one in found if chat is None or one.parameters.get("chat_id") == str(chat)]

    def wait_asked(self, method: str, count: int = 1, chat: int | None = None) -> list[Request]:
        """Return the requests of a method once there are at least `count`."""
        return self.wait_for(
            lambda: found if len(found := self.asked_for(method, chat)) >= count else None, f"{count} {method}"
        )

    # -- HTTP -----------------------------------------------------------------------------------------------------

    def _on_loop(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _listen(self) -> None:
        application = web.Application()
        application.router.add_route("GET", "/file/bot{token}/documents/{file}", self._serve_file)
        application.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(application, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = int(self._runner.addresses[0][1])

    async def _close(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.match_info["token"]
        form = await request.post()
        parameters = {name: value for name, value in form.items() if isinstance(value, str)} | dict(request.query)
        uploads = {name: value for name, value in form.items() if isinstance(value, web.FileField)}
        files = [value.file.read() for value in uploads.values()]
        named = {name: value.filename for name, value in uploads.items()}
        fault = self._note(Request(method, parameters | named, time.monotonic()))
        try:
            result = await self._carry_out(method, token, parameters, fault)
            if files:
                self._take_files(int(parameters["chat_id"]), files)
        except Refused as refused:
            return web.json_response(refused.record, status=refused.status)
        if fault and not fault.status:
            return _reset(request)
        return web.json_response({"ok": True, "result": result})

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        """Give a file to whoever has the token and was told its path by getFile."""
        number = request.match_info["file"]
        fault = self._note(Request("file", {"file_id": number}, time.monotonic()))
        if request.match_info["token"] != self.token or number not in self.files:
            return web.json_response(Refused(404, "Not Found").record, status=404)
        if fault and not fault.status:
            return _reset(request)
        if fault:
            refused = Refused(fault.status, fault.description, fault.parameters)
            return web.json_response(refused.record, status=refused.status)
        return web.Response(body=self.files[number][1], content_type="application/octet-stream")

    def _note(self, request: Request) -> Fault | None:
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
            waiting = self._faults[request.method] or self._faults["*"]
            return waiting.popleft() if waiting else None

    async def _carry_out(self, method: str, token: str, parameters: _Json, fault: Fault | None) -> object:
        if token != self.token:
            raise Refused(401, "Unauthorized")
        if fault and fault.status:
            raise Refused(fault.status, fault.description, fault.parameters)
        if fault and not fault.carried_out:
            return True
        if method == "getUpdates":
            return await self._get_updates(int(parameters.get("offset", 0)), float(parameters.get("timeout", 0)))
        answer = getattr(self, f"_do_{method.lower()}", None)
        if answer is None:
            raise Refused(404, "Not Found")
        with self._changed:
            try:
                return answer(parameters)
            finally:
                self._changed.notify_all()

    # -- methods --------------------------------------------------------------------------------------------------

    async def _get_updates(self, offset: int, seconds: float) -> list[_Json]:
        self._polls += 1
        mine, until = self._polls, self._loop.time() + seconds
        while True:
            self._news.clear()
            with self._changed:
                while self._updates and self._updates[0]["update_id"] < offset:
                    self._updates.popleft()
                if self._updates:
                    return list(self._updates)[:100]
            if mine != self._polls:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
            left = until - self._loop.time()
            if left <= 0:
                return []
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                continue

    def _do_getme(self, _: _Json) -> _Json:
        return {
            "id": self.id, "is_bot": True, "first_name": "News desk", "username": self.username,
            "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True,
        }  # fmt: skip

    def _do_sendmessage(self, parameters: _Json) -> _Json:
        chat, number = int(parameters["chat_id"]), next(self._numbers)
        reply = json.loads(parameters.get("reply_parameters", "{}")).get("message_id")
        thread = int(parameters["message_thread_id"]) if "message_thread_id" in parameters else None
        seen, keyboard = _checked(parameters), _checked_keyboard(parameters)
        self.messages[chat, number] = Shown(
            chat, number, parameters["text"], seen, reply, thread=thread, keyboard=keyboard,
            markup=parameters.get("reply_markup", ""),
        )  # fmt: skip
        return self._own_message(chat, number, seen.text)

    def _do_editmessagetext(self, parameters: _Json) -> _Json:
        place = int(parameters["chat_id"]), int(parameters["message_id"])
        before = self.messages.get(place)
        if before is None:
            raise Refused(400, "Bad Request: message to edit not found")
        seen, keyboard = _checked(parameters), _checked_keyboard(parameters)
        if before.source == parameters["text"] and before.keyboard == keyboard:
            raise Refused(
                400, "Bad Request: message is not modified: specified new message content is exactly the same"
            )
        self.messages[place] = replace(
            before, source=parameters["text"], seen=seen, edits=before.edits + 1, keyboard=keyboard,
            markup=parameters.get("reply_markup", ""),
        )  # fmt: skip
        return self._own_message(*place, seen.text)

    def _do_senddocument(self, parameters: _Json) -> _Json:
        chat, number = int(parameters["chat_id"]), next(self._numbers)
        return self._own_message(chat, number, read_html(parameters.get("caption", "")).text)

    def _take_files(self, chat: int, files: list[bytes]) -> None:
        with self._changed:
            self.documents[chat] += files
            self._changed.notify_all()

    def _do_editmessagereplymarkup(self, parameters: _Json) -> _Json:
        place = int(parameters["chat_id"]), int(parameters["message_id"])
        before = self.messages.get(place)
        if before is None:
            raise Refused(400, "Bad Request: message to edit not found")
        keyboard, markup = _checked_keyboard(parameters), parameters.get("reply_markup", "")
        if before.keyboard == keyboard:
            raise Refused(400, "Bad Request: message is not modified: specified new reply markup is exactly the same")
        self.messages[place] = replace(before, edits=before.edits + 1, keyboard=keyboard, markup=markup)
        return self._own_message(*place, before.text)

    def _do_deletemessage(self, parameters: _Json) -> bool:
        if self.messages.pop((int(parameters["chat_id"]), int(parameters["message_id"])), None) is None:
            raise Refused(400, "Bad Request: message to delete not found")
        return True

    def _do_answercallbackquery(self, parameters: _Json) -> bool:
        if parameters["callback_query_id"] not in self.presses:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        text = parameters.get("text", "")
        if len(text) > _ANSWER:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self.presses[parameters["callback_query_id"]] = text
        return True

    def _do_answerinlinequery(self, parameters: _Json) -> bool:
        if self.inline.get(parameters["inline_query_id"], parameters) is not None:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        try:
            self.inline[parameters["inline_query_id"]] = read_inline(parameters)
        except ValueError as error:
            raise Refused(400, f"Bad Request: {error}") from error
        return True

    def _do_answerguestquery(self, parameters: _Json) -> _Json:
        if self.guests.get(parameters["guest_query_id"], parameters) is not None:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        try:
            self.guests[parameters["guest_query_id"]] = read_offer(json.loads(parameters["result"]))
        except ValueError as error:
            raise Refused(400, f"Bad Request: {error}") from error
        return {"inline_message_id": f"guest-{parameters['guest_query_id']}"}

    def _do_getchatmember(self, parameters: _Json) -> _Json:
        chat, number = int(parameters["chat_id"]), int(parameters["user_id"])
        user = {"id": number, "is_bot": False, "first_name": "Kim"}
        if number not in self.group_admins[chat]:
            return {"status": "member", "user": user}
        return {"status": "creator", "user": user, "is_anonymous": False}

    def _do_getfile(self, parameters: _Json) -> _Json:
        number = parameters["file_id"]
        if number not in self.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[number][1])
        if size > _DOWNLOAD:
            raise Refused(400, "Bad Request: file is too big")
        return {
            "file_id": number, "file_unique_id": f"u{number}", "file_size": size, "file_path": f"documents/{number}",
        }  # fmt: skip

    def _do_sendchataction(self, _: _Json) -> bool:
        return True

    def _do_sendmessagedraft(self, parameters: _Json) -> bool:
        if int(parameters["chat_id"]) <= 0:
            raise Refused(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
        if not int(parameters["draft_id"]):
            raise Refused(400, "Bad Request: draft_id must be non-zero")
        _checked(parameters)
        return True

    def _do_setmycommands(self, parameters: _Json) -> bool:
        commands = json.loads(parameters["commands"])
        if not all(re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]) for one in commands):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    def _do_deletewebhook(self, _: _Json) -> bool:
        self.webhook = {}
        return True

    def _do_setwebhook(self, parameters: _Json) -> bool:
        self.webhook = dict(parameters)
        return True

    # -- records --------------------------------------------------------------------------------------------------

    def _own_message(self, chat: int, number: int, text: str) -> _Json:
        return {
            "message_id": number, "date": int(time.time()), "chat": _chat(chat),
            "from": {"id": self.id, "is_bot": True, "first_name": "News desk", "username": self.username}, "text": text,
        }  # fmt: skip

    def _message(self, text: str | None, person: Person, fields: _Json) -> _Json:
        chat = fields.pop("chat", person.id)
        entities = [_entity(found) for found in _MENTION.finditer(text or "")]
        message = {
            "message_id": next(self._numbers),
            "date": int(time.time()),
            "chat": _chat(chat),
            "from": person.record(),
        }
        message |= {"text": text} | ({"entities": entities} if entities else {}) | fields
        if isinstance(replied := message.get("reply_to_message"), int):
            message["reply_to_message"] = self._own_message(chat, replied, "an earlier answer")
        return {key: value for key, value in message.items() if value is not None}


def _chat(number: int) -> _Json:
    if number > 0:
        return {"id": number, "type": "private", "first_name": "Kim"}
    return {"id": number, "type": "supergroup", "title": "Newsroom"}


def _entity(found: re.Match[str]) -> _Json:
    kind = "bot_command" if found.group().startswith("/") else "mention"
    before = utf16_units(found.string[: found.start()])
    return {"type": kind, "offset": before, "length": utf16_units(found.group())}


def _checked(parameters: _Json) -> Seen:
    """Return the message as a person sees it; refuse what Telegram refuses."""
    source = parameters.get("text", "")
    if len(source.encode()) > _RAW_LIMIT:
        raise Refused(400, "Bad Request: text is too long")
    try:
        seen = read_html(source) if parameters.get("parse_mode") == "HTML" else Seen(source.strip())
    except ValueError as error:
        raise Refused(400, f"Bad Request: can't parse entities: {error}") from error
    if not seen.text:
        raise Refused(400, "Bad Request: message text is empty")
    if utf16_units(seen.text) > _LIMIT:
        raise Refused(400, "Bad Request: message is too long")
    return seen


def _checked_keyboard(parameters: _Json) -> tuple[tuple[Button, ...], ...]:
    try:
        return read_keyboard(parameters)
    except ValueError as error:
        raise Refused(400, f"Bad Request: {error}") from error


def _reset(request: web.Request) -> web.StreamResponse:
    """Break the connection with a RST, as a dying server or a network does."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
