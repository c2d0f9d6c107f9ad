"""The real bot in a thread of the test's process, over HTTP, with a clock that the test moves on.

Hours pass in moments: whoever sleeps by `SimulatedTime.sleep` wakes when the test has let so much time pass.
"""

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from bot.telegram.alerting import Alerting
from bot.telegram.application import add_handlers, build_application, state_of
from bot.telegram.context import Desk
from bot.telegram.lifecycle import UPDATES
from bot.telegram.threads import Threads
from config.settings import Settings
from tests.bot_process import ComputedDesk

__all__ = ["SimulatedBot", "SimulatedTime"]

_PATIENCE = 60.0


class SimulatedTime:
    """A clock that stands still until it is told to go on; one sleeper at a time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._sleeping = threading.Condition()
        self._due: datetime | None = None
        self._wake: Callable[[], object] = lambda: None
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Sleep until the clock has gone on by so much."""
        loop, awake = asyncio.get_running_loop(), asyncio.Event()
        with self._sleeping:
            self.slept.append(seconds)
            self._due = self.now + timedelta(seconds=seconds)
            self._wake = lambda: loop.call_soon_threadsafe(awake.set)
            self._sleeping.notify_all()
        await awake.wait()

    def advance(self, span: timedelta) -> None:
        """Let time pass; return when whoever sleeps has done all that falls into it, and sleeps again."""
        until = self.now + span
        while True:
            with self._sleeping:
                if not self._sleeping.wait_for(lambda: self._due is not None, _PATIENCE):
                    raise AssertionError("nobody sleeps")
                due = self._due or until
                if due > until:
                    self.now = until
                    return
                self.now, self._due = due, None
                wake = self._wake
            wake()

    def forget(self) -> None:
        """Forget who sleeps: it has been stopped."""
        self._due = None


class SimulatedBot:
    """The application with its handlers and its alerts, polling a Bot API server."""

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
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()
        self._time.forget()

    async def _run(self) -> None:
        state = state_of(self._settings)
        threads = Threads(2, "answer")
        application = build_application(
            Desk(self._settings, self._service, threads, lambda: self._time.now, state), lambda: None
        )
        add_handlers(application)
        async with application:
            await application.start()
            assert application.updater
            await application.updater.start_polling(timeout=timedelta(seconds=1), allowed_updates=UPDATES)
            alerts = asyncio.create_task(Alerting(application, self._time.sleep).run())
            self._ready.set()
            await self._stop.wait()
            alerts.cancel()
            await application.updater.stop()
            await application.stop()
        state.close()
