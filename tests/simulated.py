"""The real bot in a thread of the test's process, over HTTP, with a clock that the test moves on.

Hours pass in moments: whoever sleeps by `SimulatedTime.sleep` wakes when the test has let so much time pass.
"""

import asyncio
import heapq
import itertools
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from bot.telegram.alerting import Alerting
from bot.telegram.announcing import keep_announcing
from bot.telegram.application import add_handlers, build_application, state_of
from bot.telegram.context import Desk
from bot.telegram.lifecycle import UPDATES
from bot.telegram.threads import Threads
from config.settings import Settings
from tests.bot_process import ComputedDesk

__all__ = ["SimulatedBot", "SimulatedTime"]

_PATIENCE = 60.0


class SimulatedTime:
    """A clock that stands still until it is told to go on, and never while one of its sleepers is up.

    So many sleepers as are expected there have to be at any time, or one of them is at work.
    """

    def __init__(self, now: datetime, sleepers: int = 0, patience: float = _PATIENCE) -> None:
        self.now = now
        self.slept: list[float] = []
        self._expected, self._patience = sleepers, patience
        self._sleeping = threading.Condition()
        self._numbers = itertools.count()
        self._beds: list[tuple[datetime, int, Callable[[], object]]] = []

    async def sleep(self, seconds: float) -> None:
        """Sleep until the clock has gone on by so much."""
        loop, awake = asyncio.get_running_loop(), asyncio.Event()
        with self._sleeping:
            self.slept.append(seconds)
            due = self.now + timedelta(seconds=seconds)
            bed = (due, next(self._numbers), lambda: loop.call_soon_threadsafe(awake.set))
            heapq.heappush(self._beds, bed)
            self._sleeping.notify_all()
        try:
            await awake.wait()
        finally:
            with self._sleeping:
                if bed in self._beds:  # it was cancelled
                    self._beds.remove(bed)
                    heapq.heapify(self._beds)

    def advance(self, span: timedelta) -> None:
        """Let time pass; return when the sleepers have done all that falls into it, and sleep again."""
        until = self.now + span
        while True:
            with self._sleeping:
                if not self._sleeping.wait_for(lambda: len(self._beds) >= self._expected, self._patience):
                    raise AssertionError(f"{len(self._beds)} of {self._expected} sleep")
                if not self._beds or self._beds[0][0] > until:
                    self.now = until
                    return
                self.now, _, wake = heapq.heappop(self._beds)
                wake()

    def expect(self, sleepers: int) -> None:
        """Wait for so many from now on; 0 when they have been stopped."""
        with self._sleeping:
            self._expected = sleepers
            self._sleeping.notify_all()


class SimulatedBot:
    """The application with its handlers, its alerts and its broadcasts, polling a Bot API server."""

    def __init__(self, settings: Settings, service: ComputedDesk, time: SimulatedTime) -> None:
        self._settings, self._service, self._time = settings, service, time
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(_PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._time.expect(0)
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    async def _run(self) -> None:
        state = state_of(self._settings, lambda: self._time.now)
        threads = Threads(2, "answer")
        application = build_application(
            Desk(self._settings, self._service, threads, lambda: self._time.now, state), lambda: None
        )
        add_handlers(application)
        async with application:
            await application.start()
            assert application.updater
            await application.updater.start_polling(timeout=timedelta(seconds=1), allowed_updates=UPDATES)
            endless = (Alerting(application, self._time.sleep).run(), keep_announcing(application, self._time.sleep))
            tasks = {asyncio.create_task(one) for one in endless}
            self._time.expect(len(tasks))
            self._ready.set()
            await self._stop.wait()
            await application.updater.stop()
            await application.stop()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        state.close()
