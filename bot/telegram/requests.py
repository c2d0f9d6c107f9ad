"""HTTP to the Bot API, telling apart what surely was not carried out from what perhaps was.

Sending a message again after a broken connection may show it twice: Telegram may have carried out the first request
and only its reply was lost. So a failure before the whole request had left, and a gateway's word that nobody took it,
become `NotCarriedOut`, which may be tried again; every other network error is left as it is.
"""

from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

__all__ = ["ApiRequest", "NotCarriedOut"]

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.WriteError,
    httpx.WriteTimeout,
)
_NOT_TAKEN = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE)

_SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_ANSWER = 20.0


class NotCarriedOut(NetworkError):
    """The request did not reach the server, or the server said that it did nothing."""


class ApiRequest(HTTPXRequest):
    """One pool of connections; `on_rejected` is called on the statuses that mean that there is no such bot.

    `on_failure` is called with each failure, also of what is tried again: its HTTP status, else its error's name.
    """

    def __init__(
        self,
        connections: int,
        on_rejected: Callable[[], None],
        rejections: Collection[int],
        on_failure: Callable[[str], None],
    ) -> None:
        super().__init__(
            connection_pool_size=connections,
            connect_timeout=_SECONDS_TO_CONNECT,
            read_timeout=_SECONDS_TO_ANSWER,
            write_timeout=_SECONDS_TO_ANSWER,
            pool_timeout=_SECONDS_TO_ANSWER,
        )
        self._on_rejected, self._rejections, self._on_failure = on_rejected, rejections, on_failure

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make the request; raise NotCarriedOut where it may be made again without harm."""
        try:
            status, payload = await super().do_request(
                url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )
        except NetworkError as error:
            known = NotCarriedOut(str(error)) if isinstance(error.__cause__, _NOT_SENT) else error
            self._on_failure(type(known).__name__)
            if known is not error:
                raise known from error
            raise
        if status >= HTTPStatus.BAD_REQUEST:
            self._on_failure(str(int(status)))
        if status in _NOT_TAKEN:
            raise NotCarriedOut(f"{HTTPStatus(status).phrase} ({status})")
        if status in self._rejections:
            self._on_rejected()
        return status, payload
