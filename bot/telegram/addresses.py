"""Addresses of articles as Telegram takes them: others it drops without a word, or links in part."""

from urllib.parse import urlsplit

from bot.texts import Html, escape

__all__ = ["address_of"]

_LONGEST = 1000  # units of HTML


def address_of(url: str) -> Html | None:
    """Return the web address escaped, or None where a link would be dropped or broken."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        return None
    escaped = escape(url)
    return escaped if len(escaped.encode("utf-16-le")) // 2 <= _LONGEST else None
