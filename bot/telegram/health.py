"""A small HTTP server for those who watch the bot: is it alive, can it answer, how is it doing.

It runs on the bot's own event loop, so an answer from it proves that the loop turns. It looks at the index in a thread
of its own, so that neither waits for the other.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TypeVar

from tornado.web import Application, RequestHandler

from bot.telegram.context import DeskApplication
from bot.telegram.threads import Threads
from config.errors import BotError, CitedeskError
from index.status import IndexStatus

__all__ = ["observed"]

Result = TypeVar("Result")

_log = logging.getLogger(__name__)

_SECONDS_TO_LOOK = 4.0  # Prometheus and most probes wait ten, or less


@asynccontextmanager
async def observed(application: DeskApplication) -> AsyncIterator[None]:
    """Serve `/healthz`, `/readyz` and `/metrics` during the block, if a port is set; raises BotError if it is taken."""
    metrics = application.desk.settings.metrics
    if not metrics.port:
        yield
        return
    watch = {"watch": _Watch(application)}
    pages = Application(
        [("/healthz", _Alive), ("/readyz", _Ready, watch), ("/metrics", _Figures, watch)], log_function=_say_nothing
    )
    try:
        server = pages.listen(metrics.port, metrics.host)
    except OSError as error:
        raise BotError(
            f"cannot listen on {metrics.host}:{metrics.port}: {error.strerror or error}",
            advice="Check CITEDESK_METRICS__HOST and CITEDESK_METRICS__PORT.",
        ) from error
    _log.info("metrics on %s:%d", metrics.host, metrics.port)
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


class _Watch:
    """Looks at the application without holding it up."""

    def __init__(self, application: DeskApplication) -> None:
        self.application, self.desk = application, application.desk
        self._thread = Threads(1, "health")

    async def missing(self) -> str:
        """Return what keeps the bot from answering, in words; nothing if it can."""
        updater = self.application.updater
        if not self.application.running or updater is None or not updater.running:
            return "no updates are taken from Telegram"
        try:
            await self._look(self.desk.service.latest)  # reads the index that questions are answered from
        except (CitedeskError, TimeoutError) as error:
            return f"no index can be read ({type(error).__name__})"
        return ""

    async def index(self) -> IndexStatus | None:
        """Return the figures of the live index, None where they can't be had."""
        try:
            return await self._look(self.desk.service.status)
        except (CitedeskError, TimeoutError):
            return None

    async def _look(self, work: Callable[[], Result]) -> Result:
        async with asyncio.timeout(_SECONDS_TO_LOOK):
            return await asyncio.wrap_future(self._thread.submit(work))


class _Page(RequestHandler):
    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")


class _WatchingPage(_Page):
    def initialize(self, watch: _Watch) -> None:
        self.watch = watch


class _Alive(_Page):
    def get(self) -> None:
        self.finish("ok\n")


class _Ready(_WatchingPage):
    async def get(self) -> None:
        missing = await self.watch.missing()
        self.set_status(HTTPStatus.SERVICE_UNAVAILABLE if missing else HTTPStatus.OK)
        await self.finish(f"{missing or 'ready'}\n")


class _Figures(_WatchingPage):
    async def get(self) -> None:
        desk = self.watch.desk
        index = await self.watch.index()
        text, content_type = desk.metrics.written(self.request.headers.get("Accept", ""), index, desk.clock())
        self.set_header("Content-Type", content_type)
        await self.finish(text)


def _say_nothing(_: RequestHandler) -> None:
    """A line every fifteen seconds would bury the others."""
