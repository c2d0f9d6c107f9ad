"""Front matter: the block of `key: value` lines between `---` marks that a text may begin with."""

import re

__all__ = ["split_front_matter"]

_MARK = re.compile(r"-{3,}[^\S\n]*")
_LINE = re.compile(r"(?P<key>[\w][\w .-]*?)\s*:(?:\s+(?P<value>.*))?")
_LISTS = ("authors", "deck")
_MOST_LINES = 100


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Return the metadata and the text under it; ({}, text) where the text doesn't begin with a whole block.

    Values are text, but for `authors` and `deck`, which may be lists: "A, B", "[A, B]" or "- A" lines.
    """
    lines = text.lstrip().split("\n", _MOST_LINES)
    if not _MARK.fullmatch(lines[0]):
        return {}, text
    end = next((place for place, line in enumerate(lines[1:], start=1) if _MARK.fullmatch(line)), 0)
    found = _parsed(lines[1:end]) if end else None
    if not found:
        return {}, text
    return found, "\n".join(lines[end + 1 :])


def _parsed(lines: list[str]) -> dict[str, object] | None:
    """Return the block's values, None where a line is no `key: value` (a rule in a text, not front matter)."""
    found: dict[str, object] = {}
    key = ""
    for line in lines:
        entry = _LINE.fullmatch(line.strip())
        if key in _LISTS and line.lstrip().startswith("- "):
            found[key] = [*_items(found[key]), _unquoted(line.strip()[2:])]
        elif entry:
            key = entry.group("key").lower()
            value = _unquoted(entry.group("value") or "")
            found[key] = _listed(value) if key in _LISTS else value
        elif line.strip() and not line.lstrip().startswith("#"):
            return None
    return found


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _listed(value: str) -> list[str]:
    inner = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    return [item for item in (_unquoted(part) for part in inner.split(",")) if item]


def _unquoted(value: str) -> str:
    value = value.strip()
    paired = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if paired else value
