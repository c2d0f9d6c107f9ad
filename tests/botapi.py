"""The Bot API over HTTP on loopback, as far as the bot uses it: it refuses what Telegram refuses, and fails on demand.

It runs in a thread of its own, so a test talks to it in plain calls: `say` as a person would write, `wait_for` what
comes of it. Everything the bot asks for is kept in `requests`, every message it shows in `messages`. A request that
Telegram would have refused fails the test when the server ends, unless it stood within `expect_refusals`.
"""

import asyncio
import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, NoReturn, Self

from aiohttp import web

from tests.botfaults import EVERY_TROUBLE, Fault, Faults, Trouble
from tests.botflood import Flood
from tests.botmethods import Methods
from tests.botpeople import People, Person
from tests.botrecords import Request, Shown
from tests.botrefusals import Refusal, Refusals, Refused

__all__ = ["EVERY_TROUBLE", "BotApi", "Fault", "Flood", "Person", "Request", "Shown", "Trouble"]

_PATIENCE = 60.0  # seconds after which a test that waits has failed
_LATE = 25.0  # seconds, longer than the bot waits for a reply


class BotApi(People):
    """One bot, its chats and its updates; `with BotApi() as api:` serves until the block ends."""

    TOKEN = "700000001:AAF-z9Kq_Secret-Part_of0the1Token2"

    def __init__(self, token: str = TOKEN, username: str = "NewsDeskBot", flood: Flood | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        super().__init__(int(token.split(":")[0]), username, self._loop)
        self.token, self.port = token, 0
        self.floods: list[Request] = []  # refused because the bot asked too often
        self._methods, self._refusals, self._faults, self._flood = Methods(self), Refusals(), Faults(), flood
        self._thread = threading.Thread(target=self._loop.run_forever, name="bot api")
        self._runner: web.AppRunner | None = None

    # -- for tests ------------------------------------------------------------------------------------------------

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
        if error is None:
            self._refusals.complain()

    @property
    def base_url(self) -> str:
        """The address as the setting wants it."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The address of files as the setting wants it."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def webhook(self) -> Mapping[str, str]:
        """What setWebhook was given; empty while the bot polls."""
        return self._methods.webhook

    @property
    def refusals(self) -> Sequence[Refusal]:
        """What Telegram would have refused so far, and no test expected."""
        return self._refusals.met

    def take_refusals(self) -> Sequence[Refusal]:
        """Return what Telegram would have refused so far, and let it fail nothing: whoever takes it looks at it."""
        taken, self._refusals.met = self._refusals.met, []
        return taken

    @property
    def shaken(self) -> Counter[Trouble]:
        """How many requests have met which trouble at random."""
        return self._faults.met

    def come_back(self) -> None:
        """Listen, on the same port as before if there was one."""
        self._on_loop(self._listen())

    def go_away(self) -> None:
        """Close the port and every connection."""
        self._on_loop(self._close())

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next requests of a method fail, one after the other, each in its way; "*" stands for any method."""
        with self.changed:
            self._faults.fail(method, faults)

    def shake(self, rate: float, seed: int = 0, kinds: Sequence[Trouble] = EVERY_TROUBLE, late: float = _LATE) -> None:
        """Let each request meet one of the troubles with probability `rate`, until `heal`."""
        with self.changed:
            self._faults.shake(rate, seed, kinds, late)

    def heal(self) -> None:
        """Let nothing fail any more."""
        with self.changed:
            self._faults.heal()

    def expect_refusals(self, part: str) -> AbstractContextManager[list[Refusal]]:
        """Take refusals that say `part` for intended while the block lasts; fail if there is none."""
        return self._refusals.expect(part)

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
        form = await request.post()
        parameters = {name: value for name, value in form.items() if isinstance(value, str)} | dict(request.query)
        uploads = {name: value for name, value in form.items() if isinstance(value, web.FileField)}
        named = {name: value.filename for name, value in uploads.items()}
        asked = Request(request.match_info["method"], parameters | named, time.monotonic())
        files = [value.file.read() for value in uploads.values()]
        fault = self._note(asked)
        try:
            result = await self._carry_out(asked, request.match_info["token"], files, fault)
        except Refused as refused:
            return web.json_response(refused.record, status=refused.status)
        return await self._reply(request, fault, web.json_response({"ok": True, "result": result}))

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        """Give a file to whoever has the token and was told its path by getFile."""
        number = request.match_info["file"]
        asked = Request("file", {"file_id": number}, time.monotonic())
        fault = self._note(asked)
        try:
            if request.match_info["token"] != self.token or number not in self.files:
                self._refuse(asked, Refused(404, "Not Found"))
            _fail(fault)
        except Refused as refused:
            return web.json_response(refused.record, status=refused.status)
        file = web.Response(body=self.files[number][1], content_type="application/octet-stream")
        return await self._reply(request, fault, file)

    async def _reply(self, request: web.Request, fault: Fault | None, reply: web.Response) -> web.StreamResponse:
        if fault is None or fault.again:
            return reply
        if fault.delay:
            await asyncio.sleep(fault.delay)
            return reply
        return _reset(request)

    # -- what is done ---------------------------------------------------------------------------------------------

    def _note(self, asked: Request) -> Fault | None:
        with self.changed:
            self.note(asked)
            fault = self._faults.of(asked)
            if fault and fault.carried_out:
                self._refusals.lost(asked)
            return fault

    def _refuse(self, asked: Request, refused: Refused) -> NoReturn:
        self._refusals.note(asked, refused)
        raise refused

    async def _carry_out(self, asked: Request, token: str, files: list[bytes], fault: Fault | None) -> object:
        """Do what is asked; a fault comes before what was found wrong with a request, as long as it fits the schema."""
        try:
            if token != self.token:
                raise Refused(401, "Unauthorized")
            self._refusals.check(asked)
        except Refused as refused:
            self._refuse(asked, refused)
        _fail(fault)
        if fault and not fault.carried_out:
            return True
        if asked.method == "getUpdates":
            return await self._get_updates(asked, fault)
        with self.changed:
            try:
                self._slow_down(asked)
                return self._do(asked, files)
            finally:
                self.changed.notify_all()

    def _do(self, asked: Request, files: list[bytes]) -> object:
        try:
            if asked.method not in self._methods.by_name:
                raise Refused(404, "Not Found")
            result = self._methods.by_name[asked.method](dict(asked.parameters))
            if files:
                self._methods.take_files(int(asked.parameters["chat_id"]), files)
        except Refused as refused:
            self._refuse(asked, refused)
        except (KeyError, ValueError) as error:
            self._refuse(asked, Refused(400, f"Bad Request: wrong parameter in request ({error!r})"))
        return result

    async def _get_updates(self, asked: Request, fault: Fault | None) -> list[dict[str, Any]]:
        given = asked.parameters
        try:
            if self.webhook:
                raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
            if "allowed_updates" in given:
                self.updates.want(json.loads(given["allowed_updates"]))
            offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
            again = fault is not None and fault.again
            return await self.updates.get(offset, float(given.get("timeout", 0)), limit, again=again)
        except Refused as refused:
            self._refuse(asked, refused)

    def _slow_down(self, asked: Request) -> None:
        chat = asked.parameters.get("chat_id", "0")
        if self._flood and (seconds := self._flood.wait(asked.method, int(chat))):
            self.floods.append(asked)
            _fail(Fault.flood(seconds))


def _fail(fault: Fault | None) -> None:
    if fault and fault.status:
        raise Refused(fault.status, fault.description, fault.parameters)


def _reset(request: web.Request) -> web.StreamResponse:
    """Break the connection with a RST, as a dying server or a network does."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
