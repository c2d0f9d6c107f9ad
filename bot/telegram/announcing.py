"""Sending what an administrator said yes to: to each chat at most once, also over a stop, a crash and a restart.

What is left is taken up again at the next start. If that comes so late that the words may no longer be true, they are
not sent any more, and the administrator is told how many chats have them.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.state import Broadcast
from bot.telegram.context import Desk, DeskApplication
from bot.telegram.editing import edit
from bot.telegram.requests import NotCarriedOut
from bot.texts import Html, Texts, escape, texts_in

__all__ = ["SUBJECT", "announce", "keep_announcing"]

_log = logging.getLogger(__name__)

SUBJECT = 200  # characters of the words that the audit log has
_STALE = timedelta(hours=1)  # since the last chat was sent the words: "we are down tonight" is of tonight
_IN_A_ROW = 3  # chats that can't be sent to now, after which Telegram itself is the reason
_EVERY = 30.0  # seconds between looks for what was left


async def keep_announcing(
    application: DeskApplication, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Take up what was left by a stop, or by a server that could not be reached, for ever."""
    while True:
        await sleep(_EVERY)
        if application.running:
            await asyncio.wait({application.create_task(announce(application), name="broadcast")})


async def announce(application: DeskApplication) -> None:
    """Send all that waits; what can't be sent now waits on."""
    desk = application.desk
    async with desk.administration.announcing:
        try:
            await desk.refresh_lists()
            for one in await desk.stored(lambda state: state.broadcasts.unfinished()):
                await _announce(one, application)
        except SQLAlchemyError:
            _log.exception("a broadcast could not go on")


async def _announce(one: Broadcast, application: DeskApplication) -> None:
    """Send to one chat after the other, as fast as Telegram allows; end it once none waits, or it is too late."""
    if application.desk.clock() - one.at < _STALE and not await _sent_to_all(one, application):
        return
    ended = await application.desk.stored(lambda state: state.broadcasts.end(one.id))
    if ended:
        await _report(ended, application)


async def _sent_to_all(one: Broadcast, application: DeskApplication) -> bool:
    """Send to every chat that waits; one that can't be sent to now waits on, and keeps nobody else waiting.

    Where several in a row can't be, it isn't for them, and the others wait too.
    """
    desk, last, failed, left = application.desk, None, 0, False
    while failed < _IN_A_ROW and (chat := await _taken(one, last, desk)) is not None:
        sent = application.running and await _sent(one, chat, application)
        if not sent:
            await _put_back(one, chat, desk)
        last, failed, left = chat, 0 if sent else failed + 1, left or not sent
    return not left


async def _taken(one: Broadcast, last: int | None, desk: Desk) -> int | None:
    return await desk.stored(lambda state: state.broadcasts.take(one.id, last))


async def _put_back(one: Broadcast, chat: int, desk: Desk) -> None:
    await desk.stored(lambda state: state.broadcasts.put_back(one.id, chat))


async def _sent(one: Broadcast, chat: int, application: DeskApplication) -> bool:
    """Send to a chat that was taken, and count it; False where it surely was not sent and may be later."""
    desk, to = application.desk, application.desk.moved.get(chat, chat)
    reached = False
    try:
        if to not in desk.roster.denied:
            await application.bot.send_message(to, escape(one.words))
            reached = True
    except Forbidden:
        await desk.stored(lambda state: state.chats.block(to))
    except (NotCarriedOut, RetryAfter) as error:
        _log.warning("a broadcast waits: %s", error)
        return False
    except NetworkError as error:
        if not isinstance(error, BadRequest):
            _log.warning("chat %d perhaps got the broadcast: %s", to, error)
            return True
        _log.warning("chat %d did not get the broadcast: %s", to, error)
    except TelegramError as error:
        _log.warning("chat %d did not get the broadcast: %s", to, error)
    await desk.stored(lambda state: state.broadcasts.count(one.id, reached=reached))
    return True


async def _report(ended: Broadcast, application: DeskApplication) -> None:
    """Say how it ended where it was begun, and in the audit log."""
    outcome = f"reached {ended.reached} of {ended.total}"
    outcome += f", perhaps {ended.unsure} more" if ended.unsure else ""
    outcome += ", then too old" if ended.waiting else ""
    await application.desk.stored(
        lambda state: state.audit.note(ended.who, "broadcast", ended.words[:SUBJECT], outcome)
    )
    try:
        await edit(application.bot, ended.chat, ended.message, _said(ended, texts_in(ended.language)))
    except TelegramError as error:
        _log.warning("how a broadcast ended could not be shown: %s", error)


def _said(ended: Broadcast, texts: Texts) -> Html:
    lines = [texts.html("broadcast-done", count=ended.reached, missed=ended.missed)]
    lines += [texts.html("broadcast-unsure", count=ended.unsure)] if ended.unsure else []
    lines += [texts.html("broadcast-cut", count=ended.waiting)] if ended.waiting else []
    return Html("\n".join(lines))
