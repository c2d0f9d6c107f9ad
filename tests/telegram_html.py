"""Telegram's HTML, read as strictly as its server does: what a person would see, or why it is refused."""

import re
from dataclasses import dataclass

__all__ = ["Seen", "read_html", "utf16_units"]

_TAGS = {
    "a",
    "b",
    "blockquote",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "pre",
    "s",
    "strike",
    "strong",
    "tg-spoiler",
    "tg-time",
    "u",
}
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]+)(?P<attributes>[^<>]*)>|&(?P<entity>#?\w+);|(?P<text>[^<&]+|.)", re.DOTALL
)
_ATTRIBUTES = re.compile(r'(\s+href="[^"<>]*"|\s+expandable|\s+unix="(?P<unix>\d+)"\s+format="(r|w?[dD]?[tT]?)")?\s*')
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it is shown: its text, the texts of its links with their addresses, its quotations.

    `bold` is where words are bold, in offsets and lengths of UTF-16 units; `folded` are the quotations that a reader
    unfolds, `times` the words that a client puts its own time for, with the moment; `entities` all that isn't plain.
    """

    text: str
    links: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    folded: tuple[str, ...] = ()
    times: tuple[tuple[str, int], ...] = ()
    entities: tuple[tuple[str, int, int], ...] = ()


def utf16_units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def read_html(source: str) -> Seen:
    """Return what a person sees of it; raise ValueError in the server's words where it is no valid HTML."""
    text, open_tags = "", list[tuple[str, str, int]]()
    links, quotes, bold = list[tuple[str, str]](), list[str](), list[tuple[int, int]]()
    folded, times, entities = list[str](), list[tuple[str, int]](), list[tuple[str, int, int]]()
    for token in _TOKEN.finditer(source):
        tag, start = token["tag"], token.start()
        if token["text"] is not None:
            if token["text"] == "<":
                raise ValueError(f"unclosed start tag at byte offset {start}")
            text += token["text"]
        elif token["entity"] is not None:
            text += _entity(token["entity"]) or token.group()
        elif tag not in _TAGS or not _ATTRIBUTES.fullmatch(token["attributes"]):
            raise ValueError(f'unsupported start tag "{tag}" at byte offset {start}')
        elif tag == "blockquote" and not token["close"] and any(one[0] == tag for one in open_tags):
            raise ValueError("blockquote can't be nested")
        elif not token["close"]:
            open_tags.append((tag, token["attributes"], len(text)))
        else:
            opened, attributes, begins = open_tags.pop() if open_tags else ("", "", 0)
            if opened != tag:
                raise ValueError(f'unmatched end tag at byte offset {start}, expected "</{opened}>", found "</{tag}>"')
            if len(text) > begins:
                entities.append((tag, utf16_units(text[:begins]), utf16_units(text[begins:])))
            if tag == "a":
                links.append((text[begins:], read_html(attributes.strip()[6:-1]).text))
            if tag == "b":
                bold.append((utf16_units(text[:begins]), utf16_units(text[begins:])))
            if tag == "blockquote":
                quotes.append(text[begins:])
                folded += [text[begins:]] if "expandable" in attributes else []
            if tag == "tg-time":
                times.append((text[begins:], _moment(attributes)))
    if open_tags:
        raise ValueError(f"can't find end tag corresponding to start tag {open_tags[-1][0]}")
    return Seen(
        text.strip(), tuple(links), tuple(quotes), tuple(bold), tuple(folded), tuple(times), tuple(entities)
    )  # fmt: skip


def _moment(attributes: str) -> int:
    found = _ATTRIBUTES.fullmatch(attributes)
    if found is None or not found["unix"]:
        raise ValueError("tg-time needs a moment")
    return int(found["unix"])


def _entity(name: str) -> str | None:
    if name.startswith("#"):
        return chr(int(f"0{name[1:]}" if name[1] == "x" else name[1:], 0))
    return _ENTITIES.get(name)
