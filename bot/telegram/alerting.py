"""Telling people what is new about what they watch: after each update of the index, one digest a person.

What was found waits in the state, so that neither quiet hours nor a restart lose it. Digests go out one after the
other with a pause, a third of what Telegram takes: answers come first. A sentence counts as sent before it is sent,
and is put back only where it surely was not: nobody gets one twice, and a digest whose reply was lost is not repeated.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.alerts import Known, News, is_quiet, sentence_key
from bot.answers.surroundings import place_of
from bot.state import Alert, ChatSettings, Delivery, Watch, new_answer_id
from bot.telegram.context import Desk, DeskApplication
from bot.telegram.digests import Digest, Digested, Entry, cited, digest, page_of
from bot.telegram.handlers.access import may_hear
from bot.telegram.requests import NotCarriedOut
from bot.telegram.threads import Threads
from bot.texts import texts_in
from config.errors import CitedeskError, IndexMissing

__all__ = ["EVERY", "Alerting", "Sleep"]

_log = logging.getLogger(__name__)

_FIRST = 2.0  # seconds
EVERY = 30.0  # seconds between looks at the index and at who may be told by now
_PAUSE = 0.1  # seconds between digests
_FILE = "alerts.known"

_NO_UPDATE = 0  # a digest answers nothing

Sleep = Callable[[float], Awaitable[None]]
Result = TypeVar("Result")


class Alerting:
    """Looks and tells until it is cancelled; whatever fails is logged, and tried again at the next look."""

    def __init__(self, application: DeskApplication, sleep: Sleep = asyncio.sleep) -> None:
        self._application, self._sleep = application, sleep
        self._thread = Threads(1, "alerts")  # of its own: no question waits for it
        self._path = self._desk.settings.data / _FILE
        self._known: Known | None = None

    @property
    def _desk(self) -> Desk:
        return self._application.desk

    async def run(self) -> None:
        """Look soon after the start and then every `EVERY` seconds, while the bot runs."""
        await self._sleep(_FIRST)
        while True:
            try:
                if self._application.running:
                    await self.look()
            except Exception:  # the outermost edge: one look that fails must not be the last
                _log.exception("a look for alerts failed")
            await self._sleep(EVERY)

    async def look(self) -> None:
        """Queue what is new, then tell whoever may be told now."""
        try:
            await self._queue()
            await self._tell()
        except CitedeskError as error:  # such as an index that is not there yet
            _log.debug("no alerts: %s", error.message)

    async def _queue(self) -> None:
        desk = self._desk
        watches = await desk.stored(lambda state: _reachable(state.watches.all(), state.chats.reachable()))
        topics = tuple(dict.fromkeys(watch.topic for watch in watches))
        before = self._known or Known.read(self._path)
        try:
            news = await self._in_thread(lambda: desk.service.news(topics, before))
        except IndexMissing:
            self._known = before or Known.of("", {})  # so that the first articles of all are news
            raise
        if self._known is not None and news.known.generation == self._known.generation:
            return
        alerts = [alert for watch in watches for alert in _alerts(watch, news)]
        if alerts:
            count = await desk.stored(lambda state: state.alerts.add(alerts))
            _log.info("%d new sentences for those who watch", count)
        news.known.keep(self._path)  # after the queue: a crash in between finds the same again, and queues it once
        self._known = news.known

    async def _tell(self) -> None:
        desk = self._desk
        await desk.refresh_lists(now=True)  # what is dropped because of them is gone
        for chat in await desk.stored(lambda state: state.alerts.chats()):
            settings = await self._settings(chat)
            if not self._application.running:
                return  # what waits is told after the restart
            if not may_hear(chat, desk):
                await self._drop(chat)
            elif not is_quiet(desk.clock().astimezone().time(), settings.quiet_from, settings.quiet_until):
                # A task of the application's: whoever stops the bot waits for it, so that it is sent or put back.
                pause = await self._application.create_task(self._tell_one(chat, settings), name="digest")
                await self._sleep(pause)

    async def _tell_one(self, chat: int, settings: ChatSettings) -> float:
        """Take what waits for a person and send it; return how long to wait before the next."""
        taken, watches = await self._desk.stored(lambda state: (state.alerts.take(chat), state.watches.of(chat)))
        try:
            message = await self._composed(chat, taken, watches, settings)
        except BaseException:
            await self._put_back(taken)
            raise
        return await self._send(chat, message, taken) if message else _PAUSE

    async def _composed(
        self, chat: int, taken: Sequence[Alert], watches: Sequence[Watch], settings: ChatSettings
    ) -> Digest | None:
        """Return the first page; what has more is stored. None where nothing of it is there any more."""
        desk, look = self._desk, self._desk.service.surroundings
        there = await self._in_thread(lambda: [one for one in _entries(taken, watches) if cited(look, one)])
        if not there:
            return None
        digested = Digested(new_answer_id(), settings.language or watches[0].language, tuple(there))
        page = await self._in_thread(lambda: page_of(digested, 0, look))
        citations, day = [one for _, one in page.items], desk.clock().astimezone().date()
        withheld = await desk.stored(lambda _: desk.quota.withheld(chat, citations, day))
        if page.pages > 1:
            kept = Delivery(digested.name, _NO_UPDATE, chat, chat, "", (), digested.value())
            await desk.stored(lambda state: state.deliveries.record(kept))
        return digest(digested.name, page, withheld, texts_in(digested.language))

    async def _send(self, chat: int, message: Digest, taken: Sequence[Alert]) -> float:
        """Send; put back what surely was not sent, and return how long to wait before the next."""
        try:
            await self._application.bot.send_message(chat, message.text, reply_markup=message.keyboard)
        except Forbidden:
            _log.info("chat %d takes no messages any more", chat)
            await self._desk.stored(lambda state: state.chats.block(chat))
            await self._drop(chat)
        except BadRequest as error:  # would fail again
            _log.warning("a digest for chat %d was refused: %s", chat, error)
        except (NotCarriedOut, RetryAfter) as error:
            _log.warning("a digest for chat %d waits: %s", chat, error)
            await self._put_back(taken)
            return _seconds(error) if isinstance(error, RetryAfter) else _PAUSE
        except NetworkError as error:
            _log.warning("a digest for chat %d was perhaps sent: %s", chat, error)
        return _PAUSE

    async def _put_back(self, taken: Sequence[Alert]) -> None:
        await self._desk.stored(lambda state: state.alerts.put_back(taken))

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.wrap_future(self._thread.submit(work))

    async def _settings(self, chat: int) -> ChatSettings:
        return await self._desk.stored(lambda state: state.chats.settings(chat))

    async def _drop(self, chat: int) -> None:
        await self._desk.stored(lambda state: state.alerts.drop(chat))


def _entries(taken: Sequence[Alert], watches: Sequence[Watch]) -> list[Entry]:
    """Return what was taken, watch by watch."""
    return [
        Entry(watch.id, watch.topic, one.article, one.start, one.check)
        for watch in watches
        for one in taken
        if one.watch == watch.id
    ]


def _reachable(watches: Sequence[Watch], chats: Sequence[int]) -> list[Watch]:
    """Return the watches of people who have not blocked the bot."""
    there = set(chats)
    return [watch for watch in watches if watch.chat in there]


def _alerts(watch: Watch, news: News) -> list[Alert]:
    return [
        Alert(
            watch.chat, watch.id, sentence_key(one.sentence), one.article.id, one.start,
            place_of(one.article.id, one.start, one.sentence).check,
        )
        for one in news.found.get(watch.topic, ())
    ]  # fmt: skip


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
