"""A few threads for blocking work, which do not keep the process alive.

The standard library's pool waits at exit for whatever its threads do; a bot that is told to stop must not wait for
an answer that never comes. The threads stay for many pieces of work, because the model keeps some state per thread.
"""

import contextvars
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

__all__ = ["Threads"]

Result = TypeVar("Result")


class Threads:
    """At most `count` pieces of work at a time, each begun in the order it came.

    Each sees the context variables of who submitted it, so that its log lines name the same request.
    """

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._started = 0

    def submit(self, work: Callable[[], Result]) -> "Future[Result]":
        """Run `work` in one of the threads and return at once; not itself thread-safe."""
        future: Future[Result] = Future()
        context = contextvars.copy_context()
        self._work.put(lambda: context.run(_carry_out, work, future))
        if self._started < self._count:
            self._started += 1
            threading.Thread(target=self._run, name=f"{self._name}-{self._started}", daemon=True).start()
        return future

    def _run(self) -> None:
        while True:
            self._work.get()()


def _carry_out(work: Callable[[], Result], future: "Future[Result]") -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # the edge of the thread: whoever waits for the result raises it
        future.set_exception(error)
    else:
        future.set_result(result)
