"""Telling people what is new about what they watch: after each update of the index, one digest a person.

What was found waits in the state, so that neither quiet hours nor a restart lose it. Digests go out one after the
other with a pause, a third of what Telegram takes: answers come first. A sentence counts as sent before it is sent,
and is put back only where it surely was not: nobody gets one twice, and a digest whose reply was lost is not repeated.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.alerts import Known, News, is_quiet, sentence_key
from bot.answers.answer import Answered, Citation
from bot.answers.surroundings import Place, place_of
from bot.state import Alert, ChatSettings, Watch
from bot.telegram.context import Desk, DeskApplication
from bot.telegram.digests import MOST, Digest, digest
from bot.telegram.handlers.access import may_hear
from bot.telegram.requests import NotCarriedOut
from bot.telegram.threads import Threads
from bot.texts import texts_in
from config.errors import CitedeskError, IndexMissing
from index.storage.handles import handle_of

__all__ = ["EVERY", "Alerting"]

_log = logging.getLogger(__name__)

_FIRST = 2.0  # seconds
EVERY = 30.0  # seconds between looks at the index and at who may be told by now
_PAUSE = 0.1  # seconds between digests
_FILE = "alerts.known"

Sleep = Callable[[float], Awaitable[None]]


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
            news = await asyncio.wrap_future(self._thread.submit(lambda: desk.service.news(topics, before)))
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
        await desk.refresh_lists()
        for chat in await desk.stored(lambda state: state.alerts.chats()):
            settings = await self._settings(chat)
            if not self._application.running:
                return  # what waits is told after the restart
            if not may_hear(chat, desk):
                await self._drop(chat)
            elif not is_quiet(desk.clock().astimezone().time(), settings.quiet_from, settings.quiet_until):
                await self._tell_one(chat, settings)
                await self._sleep(_PAUSE)

    async def _tell_one(self, chat: int, settings: ChatSettings) -> None:
        """Take what waits for a person and send it, as far as their share of each article goes."""
        desk = self._desk
        taken, watches = await desk.stored(lambda state: (state.alerts.take(chat), state.watches.of(chat)))
        found = await asyncio.wrap_future(self._thread.submit(lambda: self._cited(taken, watches)))
        answer = Answered("", "en", "", tuple(citation for _, citation in found[:MOST]), 1.0)
        day = desk.clock().astimezone().date()
        share = await desk.stored(lambda _: desk.quota.share(chat, answer, day))
        allowed = share.answer.citations if isinstance(share.answer, Answered) else ()
        places = {(one.article.id, one.start) for one in allowed}
        shown = [one for one in found[:MOST] if (one[1].article.id, one[1].start) in places]
        if shown:
            texts = texts_in(settings.language or shown[0][0].language)
            await self._send(chat, digest(shown, len(found) - len(shown), texts), taken)

    async def _send(self, chat: int, message: Digest, taken: Sequence[Alert]) -> None:
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
            await self._desk.stored(lambda state: state.alerts.put_back(taken))
            if isinstance(error, RetryAfter):
                await self._sleep(_seconds(error))
        except NetworkError as error:
            _log.warning("a digest for chat %d was perhaps sent: %s", chat, error)

    async def _settings(self, chat: int) -> ChatSettings:
        return await self._desk.stored(lambda state: state.chats.settings(chat))

    async def _drop(self, chat: int) -> None:
        await self._desk.stored(lambda state: state.alerts.drop(chat))

    def _cited(self, taken: Sequence[Alert], watches: Sequence[Watch]) -> list[tuple[Watch, Citation]]:
        """Return the sentences as they stand in the index now; one that changed since is said by nobody. Blocks."""
        by_id = {watch.id: watch for watch in watches}
        cited = ((by_id.get(one.watch), self._citation(one)) for one in taken)
        return [(watch, citation) for watch, citation in cited if watch is not None and citation is not None]

    def _citation(self, alert: Alert) -> Citation | None:
        shown = self._desk.service.surroundings(Place(handle_of(alert.article), alert.start, alert.check))
        if shown is None or shown.marked is None:
            return None
        start, end = shown.marked
        return Citation(1, shown.card, shown.text[start - shown.start : end - shown.start], start, end)


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
