"""Text that is HTML already, told apart by its type from text that is not."""

import html
import re

__all__ = ["Html", "escape", "spoken"]

_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Valid HTML. Joining or formatting gives a plain `str` again: what was not checked is escaped."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Return the text with HTML's characters escaped and lone surrogates, which cannot be sent, replaced."""
    sendable = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Html(html.escape(sendable, quote=True))


def spoken(text: str) -> str:
    """Return what is read aloud of `text`: the characters that a reader sees."""
    return html.unescape(_TAG.sub("", text)) if isinstance(text, Html) else text
