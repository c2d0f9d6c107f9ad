"""Reindexing by the clock, as cron writes it, in the time of the machine.

A task of our own and `cronsim` instead of PTB's JobQueue: that is APScheduler, which counts the days of a crontab from
Monday instead of Sunday and takes day of month and of week together where cron takes either. A time that passes while
the bot is away, or while a run is under way, is not made up for.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from cronsim import CronSim
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.places import places
from bot.telegram.context import Desk, DeskApplication
from bot.telegram.reindexing import SCHEDULE
from bot.telegram.reports import render_error
from bot.texts import texts_in
from config.errors import BuildCancelled, BuildInProgress, CitedeskError

__all__ = ["keep_schedule", "next_time"]

_log = logging.getLogger(__name__)

_LOOKS = 30.0  # seconds between looks at the clock, which may be set
_ACT = "schedule"
_ITSELF = 0  # who, in the audit log


async def keep_schedule(
    application: DeskApplication, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Reindex whenever the settings say, for ever; what fails is logged, and the next time comes all the same."""
    desk, schedule = application.desk, application.desk.settings.telegram.reindex_at
    while schedule:
        due = next_time(schedule, desk.clock())
        while (left := (due - desk.clock()).total_seconds()) > 0:
            await sleep(min(left, _LOOKS))
        if not application.running:
            continue
        try:
            await _reindex(application)
        except (CitedeskError, SQLAlchemyError):
            _log.exception("a scheduled reindex failed")


def next_time(schedule: str, now: datetime) -> datetime:
    """Return the first time after `now` that the schedule names; local time, whose day may have 23 or 25 hours."""
    there = now.astimezone().replace(tzinfo=None)
    due = next(CronSim(schedule, there)).astimezone()
    return due if due > now else next_time(schedule, due)


async def _reindex(application: DeskApplication) -> None:
    desk, known = application.desk, places(application.desk.settings)
    if desk.reindexing.current or not known.all:
        _log.warning("no scheduled reindex: %s", "one is under way" if known.all else "there are no sources")
        return
    run = desk.reindexing.begin(known.all, SCHEDULE, desk.clock(), keep_missing=known.partial)
    await asyncio.wait({asyncio.wrap_future(run.outcome)})
    error = run.outcome.exception()
    if isinstance(error, BuildInProgress | BuildCancelled):
        _log.info("no scheduled reindex: %s", error)
        return
    outcome = type(error).__name__ if error else "done"
    before = await desk.stored(lambda state: state.audit.last_of(_ACT))
    await desk.stored(lambda state: state.audit.note(_ITSELF, _ACT, outcome=outcome))
    if error is None:
        _log.info("a scheduled reindex is done")
        return
    _log.error("a scheduled reindex ended with an error", exc_info=error)
    if before is None or before.outcome != outcome:
        await _tell_admins(error, application, desk)


async def _tell_admins(error: BaseException, application: DeskApplication, desk: Desk) -> None:
    """Say it once: the same failure at the next times is only logged, until a run has gone well in between."""
    for admin in sorted(desk.admins):
        texts = texts_in(await _language(admin, desk))
        text = texts.html("schedule-failed", reason=render_error(error, texts))
        try:
            await application.bot.send_message(admin, text)
        except TelegramError as refused:
            _log.info("administrator %d could not be told: %s", admin, refused)


async def _language(admin: int, desk: Desk) -> str:
    """Return what the administrator has set; nobody has written, so Telegram doesn't say what else it may be."""
    return (await desk.stored(lambda state: state.chats.settings(admin))).language or ""
