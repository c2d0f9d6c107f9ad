"""From the token to a running bot and back: connecting, serving by polling or webhook, stopping in time.

A bot that is told to stop finishes what it has begun before it goes, and begins nothing more: what waits was stored as
it came, and is the next start's. All of that together takes at most ten seconds: after that a supervisor kills it.
"""

import asyncio
import contextlib
import logging
import re
import signal
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Updater

from bot.telegram.context import DeskApplication
from bot.telegram.inbox import NotKept, take_over
from bot.telegram.order import ChatOrder
from config.errors import BadToken, BotError, IndexMissing, SettingsError, TelegramUnreachable
from config.settings import WebhookSettings

__all__ = ["UPDATES", "serve"]

_log = logging.getLogger(__name__)

_CONNECT_PAUSES = (1.0, 2.0, 4.0, 8.0)  # seconds between tries; a supervisor starts the bot again after that
_POLL = timedelta(seconds=20)
UPDATES = (
    Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.GUEST_MESSAGE,
)  # fmt: skip
_SECONDS_TO_STOP_FETCHING, _SECONDS_TO_FINISH, _SECONDS_TO_CLOSE = 2.5, 5.5, 1.0


async def serve(
    application: DeskApplication, rejected: asyncio.Event, connect_pauses: Sequence[float] = _CONNECT_PAUSES
) -> None:
    """Run the bot until SIGTERM or SIGINT; raise BadToken or TelegramUnreachable, naming no token."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        await _unless(stop, _start(application, connect_pauses))
        await _first(stop, rejected)
    finally:
        await _stop(application)
    if rejected.is_set() and not stop.is_set():
        raise BadToken("Telegram no longer accepts the bot's token")


async def _start(application: DeskApplication, pauses: Sequence[float]) -> None:
    """Connect, load the index, then ask for updates: a wrong token is told before the slow part."""
    await _connect(application, pauses)
    await _open(application)
    await application.start()
    await take_over(application, at_start=True)
    if application.post_init:
        await application.post_init(application)
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    webhook = application.desk.settings.telegram.webhook
    try:
        await (_start_webhook(updater, webhook) if webhook.url else _start_polling(updater))
    except InvalidToken:
        raise _bad_token() from None
    except TelegramError as error:
        raise TelegramUnreachable(f"the Bot API server does not let the bot start ({error})") from error
    me = application.bot.bot
    reads_all = "all messages" if me.can_read_all_group_messages else "only what is addressed to it"
    _log.info("answering as @%s by %s; in groups it sees %s", me.username, _way(webhook), reads_all)


async def _connect(application: DeskApplication, pauses: Sequence[float]) -> None:
    for pause in (*pauses, None):
        try:
            await application.initialize()
        except InvalidToken:
            raise _bad_token() from None
        except TelegramError as error:
            if pause is None:
                raise TelegramUnreachable(f"the Bot API server cannot be reached ({error})") from error
            _log.warning("the Bot API server cannot be reached (%s), trying again in %g s", error, pause)
            await asyncio.sleep(pause if not isinstance(error, RetryAfter) else max(pause, _seconds(error)))
        else:
            return


def _bad_token() -> BadToken:
    """PTB's own error says the token in clear; this one does not, and it is raised without the other."""
    return BadToken("Telegram does not accept the bot's token")


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def _open(application: DeskApplication) -> None:
    """Load model and index; without an index the bot runs, so that an administrator can send /reindex."""
    desk = application.desk
    try:
        await asyncio.wrap_future(desk.threads.submit(desk.service.open))
    except IndexMissing as error:
        _log.warning("%s. %s", error.message.rstrip("."), error.advice)


async def _start_polling(updater: Updater) -> None:
    await updater.start_polling(timeout=_POLL, allowed_updates=UPDATES, error_callback=_polling_failed)


async def _start_webhook(updater: Updater, webhook: WebhookSettings) -> None:
    secret = webhook.secret.get_secret_value()
    if not secret:
        raise SettingsError(
            "a webhook needs a secret, or anybody could send the bot messages in anybody's name",
            advice="Set CITEDESK_TELEGRAM__WEBHOOK__SECRET, for example to the output of `openssl rand -hex 32`.",
        )
    try:
        await updater.start_webhook(
            listen=webhook.listen,
            port=webhook.port,
            url_path=re.escape(urlsplit(webhook.url).path.rstrip("/")),
            webhook_url=webhook.url,
            secret_token=secret,
            allowed_updates=UPDATES,
        )
    except OSError as error:
        raise BotError(
            f"cannot listen on {webhook.listen}:{webhook.port}: {error.strerror or error}",
            advice="Check CITEDESK_TELEGRAM__WEBHOOK__LISTEN and CITEDESK_TELEGRAM__WEBHOOK__PORT.",
        ) from error


def _way(webhook: WebhookSettings) -> str:
    return f"webhook on {webhook.listen}:{webhook.port}" if webhook.url else "polling"


def _polling_failed(error: TelegramError) -> None:
    """PTB tries again by itself, after longer and longer pauses of up to 30 s."""
    if isinstance(error, Conflict):
        _log.error("another program is using this token, both miss messages: stop one of them (%s)", error)
    elif isinstance(error, NotKept):
        _log.warning("%s, trying again", error)
    else:
        _log.warning("Telegram cannot be reached (%s), trying again", error)


async def _stop(application: DeskApplication) -> None:
    """Fetch no more, finish what was begun, leave the rest to the next start; each within its share of the time."""
    _log.info("stopping")
    application.desk.reindexing.cancel()
    if isinstance(application.update_processor, ChatOrder):
        application.update_processor.end()
    if application.updater and application.updater.running:
        await _within(_SECONDS_TO_STOP_FETCHING, application.updater.stop(), "the last request for updates")
    if application.running:
        await _within(_SECONDS_TO_FINISH, application.stop(), "an answer")
    await _within(_SECONDS_TO_CLOSE, application.desk.stored(lambda state: state.updates.let_go()), "the state")
    await _within(_SECONDS_TO_CLOSE, application.shutdown(), "closing the connections")
    await _within(_SECONDS_TO_CLOSE, application.bot.shutdown(), "closing the connections")
    _log.info("stopped")


async def _within(seconds: float, work: Coroutine[Any, Any, None], what: str) -> None:
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        _log.warning("%s took longer than %g s and was given up", what, seconds)
    except (TelegramError, SQLAlchemyError) as error:
        _log.warning("%s failed: %s", what, error)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Await the work, or give it up when told to stop."""
    task, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not task.done():
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    else:
        task.result()


async def _first(*events: asyncio.Event) -> None:
    """Wait for any of the events."""
    tasks = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
