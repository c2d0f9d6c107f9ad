"""Requests that arrive: Telegram's flood limits kept, failures tried again where that cannot show a message twice.

What costs nothing to be shown twice, a hint or a list, is sent by `surely`, which tries again in any case.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any, TypeVar

from telegram.error import BadRequest, ChatMigrated, NetworkError
from telegram.ext import AIORateLimiter

from bot.telegram.requests import NotCarriedOut

__all__ = ["Delivery", "surely"]

_log = logging.getLogger(__name__)

_FLOOD_RETRIES = 3
_PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # seconds; a server restart or a short outage is waited out
_REPEATABLE = ("get", "set", "delete", "edit")  # doing these twice is doing them once
_UNKNOWN = {  # defaults of ours that PTB puts into requests of methods without such a parameter
    "editMessageReplyMarkup": ("parse_mode", "link_preview_options"),
    "sendDocument": ("link_preview_options",),
}
_PASSING = ("sendChatAction", "sendMessageDraft")
_ONCE = ("getMe",)  # whoever starts the bot waits for this one, and tries it again itself

_PAUSES_OF_DOUBT = (1.0, 2.0, 4.0)

Result = TypeVar("Result")
_Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Delivery(AIORateLimiter):
    """PTB's rate limiter, which waits as long as a 429 says, plus further tries after network errors.

    "typing" and drafts go past it: they are worth nothing later, and would use up what a group may be sent in a minute.
    """

    def __init__(self, pauses: Sequence[float] = _PAUSES) -> None:
        super().__init__(max_retries=_FLOOD_RETRIES)
        self._pauses = tuple(pauses)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Reply:
        """Make the request, again after each pause while it fails in a way that allows it."""
        for parameter in _UNKNOWN.get(endpoint, ()):
            data.pop(parameter, None)
        if endpoint in _PASSING:
            return await callback(*args, **kwargs)
        tries = partial(
            _tried,
            partial(super().process_request, callback, args, kwargs, endpoint, data, rate_limit_args),
            () if endpoint in _ONCE else self._pauses,
            lambda error: _may_repeat(error, endpoint),
            endpoint,
        )
        try:
            return await tries()
        except ChatMigrated as error:  # a group that became a supergroup since the question was asked
            data["chat_id"] = error.new_chat_id
            return await tries()


def _may_repeat(error: NetworkError, endpoint: str) -> bool:
    """A malformed request stays malformed; what was perhaps carried out is repeated only if it is idempotent."""
    if isinstance(error, BadRequest):
        return False
    return isinstance(error, NotCarriedOut) or endpoint.startswith(_REPEATABLE)


async def surely(send: Callable[[], Awaitable[Result]], pauses: Sequence[float] = _PAUSES_OF_DOUBT) -> Result:
    """Send something, again after each pause while nobody can tell whether it arrived: it may be shown twice."""
    return await _tried(send, pauses, lambda error: not isinstance(error, BadRequest | NotCarriedOut), "a message")


async def _tried(
    send: Callable[[], Awaitable[Result]], pauses: Sequence[float], may_repeat: Callable[[NetworkError], bool],
    what: str,
) -> Result:  # fmt: skip
    """Do something, again after each pause while it fails in a way that allows it."""
    for pause in pauses:
        try:
            return await send()
        except NetworkError as error:
            if not may_repeat(error):
                raise
            _log.warning("%s failed (%s), trying again in %g s", what, error, pause)
        await asyncio.sleep(pause)
    return await send()
