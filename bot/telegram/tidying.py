"""What has been kept long enough is dropped while the bot runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.telegram.context import Desk

__all__ = ["tidy"]

_log = logging.getLogger(__name__)

_EVERY = timedelta(hours=1)


async def tidy(desk: Desk, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Drop what is too old, now and every hour."""
    while True:
        try:
            await desk.stored(lambda state: state.purge())
        except SQLAlchemyError:
            _log.exception("what is too old could not be deleted")
        await sleep(_EVERY.total_seconds())
