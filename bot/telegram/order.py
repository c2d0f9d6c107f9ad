"""In what order updates are handled: those of one chat one after the other, those of different chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from config.logs import request_of

__all__ = ["ChatOrder"]


class ChatOrder(BaseUpdateProcessor):
    """Updates of different chats side by side, those of one chat one after the other in the order they came.

    Presses of buttons have an order of their own for each message that they are under: a press must be answered at
    once, also while the chat waits for a long search.

    `begin` is called with the number of each update when its turn comes, `finish` when it was handled to the end. The
    slots are many because an update that waits for its chat holds one; the work is bounded by the thread pool.
    """

    def __init__(
        self, slots: int = 1024, begin: Callable[[int], Awaitable[None]] | None = None,
        finish: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(slots)
        self._begin, self._finish = begin, finish
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
        self._ending = False

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    def end(self) -> None:
        """Begin with no further update: what waits for its turn is left as it is."""
        self._ending = True

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers when it is this update's turn; asyncio's lock is first come, first served."""
        line = _line_of(update) if isinstance(update, Update) else None
        turn = asyncio.Lock() if line is None else self._turns.setdefault(line, asyncio.Lock())
        with request_of(update.update_id if isinstance(update, Update) else 0):
            async with turn:
                await self._handle(update, coroutine)

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        if self._ending:
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        number = update.update_id if isinstance(update, Update) and update.inline_query is None else None
        if self._begin and number is not None:
            await self._begin(number)
        await coroutine
        if self._finish and number is not None:
            await self._finish(number)


def _line_of(update: Update) -> tuple[int, int] | None:
    """Return what an update waits for its turn in: its chat, and for a press the message that the button is under."""
    chat, query = update.effective_chat, update.callback_query
    if chat is None:
        return None
    return chat.id, query.message.message_id if query and query.message else 0
