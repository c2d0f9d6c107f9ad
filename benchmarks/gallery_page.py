"""docs/gallery.md: one line and its pictures for each kind of message."""

from collections.abc import Sequence

__all__ = ["THEMES", "page_of"]

THEMES = ("light", "dark")

_HEAD = """# Gallery

Every kind of message as a reader sees it, light beside dark. `python -m benchmarks.gallery` makes the pictures: the bot runs
over `examples/articles`, is written to and pressed over HTTP, and headless Chromium draws what it sends in Telegram's
manner. The people and events in the articles are invented. Bubbles are near to Telegram's, not its own.
"""
CAPTIONS = {
    "start": "The first message.",
    "help": "`/help`.",
    "answer": "An answer: the sentences word for word, the short answer in bold, corrections noted, buttons underneath.",
    "copies": "The same report in several outlets is quoted once, the others are named.",
    "long-quotation": "A long quotation is folded; a touch unfolds it.",
    "follow-up": "A follow-up says how it was understood.",
    "card": "An article's link alone, or a forwarded message of it.",
    "article": "A question with an article's link is answered from that article alone.",
    "doubt": "An answer that may not have arrived is never sent again unasked.",
    "refusal-rated": "A refusal is asked what it was wrong about.",
    "refusal": "No sentence supports an answer: the nearest articles instead.",
    "context": "A quotation opened in its context.",
    "more": "More sentences on the same question.",
    "other-outlets": "What other outlets wrote.",
    "thumbs-down": "A bad mark is asked its reason.",
    "find": "`/find`: articles, latest first.",
    "latest": "`/latest`.",
    "timeline": "`/timeline`: dated events.",
    "quotes": "`/quotes`: what somebody said.",
    "sources": "`/sources`: outlets.",
    "watches": "`/watches`: what a person is told about.",
    "digest": "What an update brought, in one message.",
    "settings": "`/settings`.",
    "language": "`/language`.",
    "about": "`/about`.",
    "status": "`/status`, for a reader.",
    "status-admin": "`/status`, for an administrator.",
    "help-admin": "`/help`, for an administrator.",
    "sources-admin": "`/sources list`, for an administrator.",
    "reindex-dry": "`/reindex dry`: what would change.",
    "progress": "An update of the index under way. The numbers are set by hand: the examples are indexed before there are any.",
    "reindex-report": "An update of the index, done.",
    "unknown": "A command that there is not.",
}


def page_of(drawn: Sequence[tuple[str, str]]) -> str:
    """Return the page of the pictures drawn, each a scene and a language, in the order of the captions."""
    parts = [_HEAD]
    for name, caption in CAPTIONS.items():
        languages = [language for language in ("ko", "en") if (name, language) in drawn]
        if languages:
            pictures = "\n\n".join(_row(name, language) for language in languages)
            parts.append(f"## {name}\n\n{caption}\n\n{pictures}\n")
    return "\n".join(parts)


def _row(name: str, language: str) -> str:
    return "\n".join(f"![{name}, {language}, {theme}](gallery/{name}-{language}-{theme}.png)" for theme in THEMES)
