"""Updates on their way in: each is stored before Telegram is told that it arrived, and held until it was handled.

So nothing is lost by a stop or a kill in the middle of many questions: what was confirmed and not handled is handled
by the next start, or by another instance. And nothing is taken that can't be kept: Telegram delivers it again.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import NetworkError

from bot.state import KeptUpdate
from bot.telegram.context import Desk, DeskApplication

__all__ = ["GivenUp", "Inbox", "NotKept", "keep_inbox", "take_over"]

_log = logging.getLogger(__name__)

_ALIVE_EVERY = timedelta(seconds=5)
_IN_HAND = 1000  # updates; while so many are not handled yet, Telegram keeps the others
_FAILURES = 3  # times that an update was begun and never ended, after which that is no coincidence


class NotKept(NetworkError):
    """An update that could not be stored, and is left to be delivered again."""


class GivenUp(RuntimeError):
    """An update that the bot died of again and again."""


class Inbox(asyncio.Queue[object]):
    """PTB's queue of updates, between whoever fetches them and the handlers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._in_hand = 0
        self._unnoted: dict[int, bool] = {}  # done, and whether to be handled again
        self._room = asyncio.Event()
        self._room.set()

    async def put(self, item: object) -> None:
        """Store an update, then pass it on; drop one that came before. Waits for room; raises NotKept."""
        if not isinstance(item, Update):  # PTB's sign to stop
            await super().put(item)
            return
        await self._room.wait()
        if await self._is_new(item):
            await self.pass_on(item)

    async def pass_on(self, update: Update) -> None:
        """Hand an update to the handlers, among those that are not handled yet."""
        self._count(1)
        await super().put(update)

    def task_done(self) -> None:
        """Take note that one was handled."""
        super().task_done()
        self._count(-1)

    def _count(self, change: int) -> None:
        self._in_hand += change
        if self._in_hand < _IN_HAND:
            self._room.set()
        else:
            self._room.clear()

    async def begin(self, update: int) -> None:
        """Note that an update is being handled."""
        try:
            await self._desk.stored(lambda state: state.updates.begin(update))
        except SQLAlchemyError:
            _log.exception("update %d could not be noted as begun", update)

    async def finish(self, update: int) -> None:
        """Note that an update is done, or let it go where it is to be handled again."""
        again = update in self._desk.postponed
        self._desk.postponed.discard(update)
        await self._finish(update, again=again)

    async def catch_up(self) -> None:
        """Note what could not be noted when it was done."""
        unnoted, self._unnoted = self._unnoted, {}
        for update, again in unnoted.items():
            await self._finish(update, again=again)

    async def _finish(self, update: int, *, again: bool) -> None:
        try:
            await self._desk.stored(lambda state: state.updates.put_off(update) if again else state.finish(update))
        except SQLAlchemyError:
            self._unnoted[update] = again
            _log.exception("update %d could not be noted as done; that is tried again", update)

    async def _is_new(self, update: Update) -> bool:
        if update.inline_query is not None:  # worth nothing a moment later
            return True
        number, content = update.update_id, update.to_json()
        try:
            return await self._desk.stored(lambda state: state.receive(number, content))
        except SQLAlchemyError as error:
            _log.exception("update %d could not be stored; it is left to Telegram to deliver it again", number)
            raise NotKept(f"update {number} could not be stored") from error


async def keep_inbox(application: DeskApplication, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Say, every few seconds, that this instance is alive, and handle what others left.

    One that stops takes nothing more: what it has just let go of is another's.
    """
    while True:
        await sleep(_ALIVE_EVERY.total_seconds())
        if application.running:
            await _inbox_of(application).catch_up()
            await take_over(application)


async def take_over(application: DeskApplication, *, at_start: bool = False) -> None:
    """Handle what was left by instances that are no more, in the order it came."""
    inbox = _inbox_of(application)
    try:
        left = await application.desk.stored(lambda state: state.take_over(at_start=at_start))
    except SQLAlchemyError:
        _log.exception("what other instances may have left could not be read")
        return
    for kept in left:
        update = _read(kept, application)
        if update is None:
            await inbox.finish(kept.id)
        elif kept.failures < _FAILURES:
            await inbox.pass_on(update)
        else:
            _log.error("update %d was begun %d times and never ended; it is given up", kept.id, kept.failures)
            await inbox.finish(kept.id)
            await application.process_error(update, GivenUp(f"update {kept.id} is given up"))


def _inbox_of(application: DeskApplication) -> Inbox:
    if not isinstance(application.update_queue, Inbox):
        raise TypeError("the application was built without an inbox")
    return application.update_queue


def _read(kept: KeptUpdate, application: DeskApplication) -> Update | None:
    """Read an update as it was kept; None where it can't be, whatever has become of it."""
    try:
        return Update.de_json(json.loads(kept.content), application.bot)
    except (ValueError, TypeError, LookupError, AttributeError):
        _log.exception("update %d can't be read any more", kept.id)
        return None
