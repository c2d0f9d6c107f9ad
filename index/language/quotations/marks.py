"""Quotation marks: the stretches of a text between them.

Straight and curved marks are met side by side ("…”), so any double mark may close any other; a paragraph that opens
and never closes runs on into the next, which opens again.
"""

import re
from dataclasses import dataclass

__all__ = ["Stretch", "masked", "stretches"]

_OPEN = "“„«「『"
_CLOSE = "”»」』"
_STRAIGHT = '"˝'
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_STRAIGHT}]+|’’|(?<=[.,!?])''")
_SINGLE = re.compile(r"(?<![\w’'])‘(?P<words>[^‘’]{6,}?)’(?=(?:이?라)?(?:고|며|면서)\b|(?:이?라)?(?:고|며|면서) )")
_WHOLE = re.compile(r"(?:\S+\s){4,}\S*[.!?…]\s*")
_TOLD = re.compile(
    r"\b(?:said|says|told|wrote|added|announced|report(?:s|ed)|according to)\b|[다라]고 |[다라]며 |[다라]는 |에 따르면"
)
_AGAIN = re.compile(r"[.,:] \"[A-Z]")
_LINK = re.compile(r"(?:이?라)?(?:고|며|면서|는)(?=\s)")
_INCH = re.compile(r"\d$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between marks, `text[start:end]`; `opening` and `closing` take the marks in."""

    start: int
    end: int
    opening: int
    closing: int
    closed: bool = True


def stretches(text: str, start: int, end: int) -> list[Stretch]:
    """Return the quoted stretches of the paragraph `text[start:end]`, in order."""
    found: list[Stretch] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if _opens(text, mark, start):
                opened = mark
        elif _opens_again(text, mark, start) and mark.start() - opened.end() > 1:
            opened = mark  # the one before was never closed
        else:
            _add(found, text, opened, mark.start(), mark.end(), closed=True)
            opened = None
    if opened is not None and _unclosed(text, opened, start, end):
        _add(found, text, opened, end, end, closed=False)
    for single in _SINGLE.finditer(text, start, end):
        if not any(item.opening <= single.start() < item.closing for item in found):
            found.append(Stretch(single.start("words"), single.end("words"), single.start(), single.end()))
    return sorted(found, key=lambda item: item.start)


def _unclosed(text: str, opened: re.Match[str], start: int, end: int) -> bool:
    """Tell whether marks that nobody closes hold everything to the end of the paragraph.

    They do where the next paragraph opens with marks again, and where they hold whole sentences in which nobody is
    said to speak.
    """
    begins = text[start : opened.start()].rstrip()[-1:] in ("", ".", ",", ":", "!", "?")
    if text[end : end + 3].lstrip()[:1] in tuple(_OPEN + _STRAIGHT):
        return begins or opened.group()[0] in _OPEN
    whole = begins and opened.group() != "˝" and _WHOLE.fullmatch(text, opened.end(), end) is not None
    return whole and not _TOLD.search(text, opened.end(), end)


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group()[0] in _OPEN:
        return True
    if mark.group()[0] in _CLOSE:
        return _turned(text, mark, start)
    before = text[mark.start() - 1] if mark.start() > start else " "
    if not before.isspace() and _LINK.match(text, mark.end()):
        return False  # it closes what was never opened
    return not _INCH.match(before) and (mark.end() >= len(text) or not text[mark.end()].isspace())


def _opens_again(text: str, mark: re.Match[str], start: int) -> bool:
    """Tell whether a mark opens though another is open: a curved one, or a straight one as a sentence begins."""
    if mark.group()[0] in _OPEN:
        return _opens(text, mark, start)
    return mark.group() in _STRAIGHT and _AGAIN.match(text, mark.start() - 2) is not None


def _turned(text: str, mark: re.Match[str], start: int) -> bool:
    """Tell whether a closing mark stands where one opens: behind a space and before a word."""
    return mark.start() == start or (
        text[mark.start() - 1].isspace() and not text[mark.end() : mark.end() + 1].isspace()
    )


def _add(found: list[Stretch], text: str, opened: re.Match[str], end: int, after: int, *, closed: bool) -> None:
    inside = text[opened.end() : end]
    words = inside.strip()
    if words:
        first = opened.end() + len(inside) - len(inside.lstrip())
        found.append(Stretch(first, first + len(words), opened.start(), after, closed))


def masked(text: str, start: int, end: int, quoted: list[Stretch]) -> str:
    """Return the paragraph with what stands between marks blotted out, as long as it was."""
    parts, at = [], start
    for item in quoted:
        last = item.closing - 1 if item.closed else item.closing
        parts += [text[at : item.opening], "“", "_" * (last - item.opening - 1), "”" if item.closed else ""]
        at = item.closing
    return "".join([*parts, text[at:end]])
