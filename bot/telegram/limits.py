"""How often and in what order: questions a minute, one message of a chat at a time."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from config.logs import request_of

__all__ = ["ChatOrder", "QuestionLimit", "Verdict"]

_MINUTE = timedelta(minutes=1)
_PEOPLE = 10_000  # people remembered; past this the one heard of longest ago is forgotten


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question is admitted; if not, how long to wait and whether to say so (once, not to each)."""

    admitted: bool
    wait: timedelta = timedelta()
    say: bool = False


class QuestionLimit:
    """At most `per_minute` questions a person in any minute, by the time the question was asked.

    Counting by the question's own time lets through what was asked slowly while the bot was away.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._asked: OrderedDict[int, deque[datetime]] = OrderedDict()
        self._told: dict[int, datetime] = {}

    def admit(self, person: int, asked: datetime) -> Verdict:
        """Count the question if there is room for it."""
        times = self._times(person)
        while times and asked - times[0] >= _MINUTE:
            times.popleft()
        if len(times) < self.per_minute:
            times.append(asked)
            return Verdict(admitted=True)
        told = self._told.get(person)
        say = told is None or asked - told >= _MINUTE
        if say:
            self._told[person] = asked
        return Verdict(admitted=False, wait=times[0] + _MINUTE - asked, say=say)

    def _times(self, person: int) -> deque[datetime]:
        times = self._asked.setdefault(person, deque())
        self._asked.move_to_end(person)
        if len(self._asked) > _PEOPLE:
            forgotten, _ = self._asked.popitem(last=False)
            self._told.pop(forgotten, None)
        return times


class ChatOrder(BaseUpdateProcessor):
    """Updates of different chats side by side, those of one chat one after the other in the order they came.

    Presses of buttons have an order of their own for each message that they are under: a press must be answered at
    once, also while the chat waits for a long search.

    `finish` is called with the number of each update that was handled to the end, not of one that was given up. The
    slots are many because an update that waits for its chat holds one; the work is bounded by the thread pool.
    """

    def __init__(self, slots: int = 1024, finish: Callable[[int], Awaitable[None]] | None = None) -> None:
        super().__init__(slots)
        self._finish = finish
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers when it is this update's turn; asyncio's lock is first come, first served."""
        line = _line_of(update) if isinstance(update, Update) else None
        turn = asyncio.Lock() if line is None else self._turns.setdefault(line, asyncio.Lock())
        with request_of(update.update_id if isinstance(update, Update) else 0):
            async with turn:
                await self._handle(update, coroutine)

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        await coroutine
        if self._finish and isinstance(update, Update):
            await self._finish(update.update_id)


def _line_of(update: Update) -> tuple[int, int] | None:
    """Return what an update waits for its turn in: its chat, and for a press the message that the button is under."""
    chat, query = update.effective_chat, update.callback_query
    if chat is None:
        return None
    return chat.id, query.message.message_id if query and query.message else 0
