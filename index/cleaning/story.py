"""What a page pasted around the story: a second copy of the body, headline lines, bylines, rights notices.

Two ways in. `clean` is for text as it was scraped: what stands around the story is taken off both ends and what it says
(title, authors, outlet, rights) is handed back. `trim` is for text that a program handed over with offsets of its own:
it takes only from the end, so that every position before stays what it was.

Inside the story nothing is ever removed, and nothing is said that the text doesn't say.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from index.cleaning.bylines import dateline, wire_of
from index.cleaning.copies import without_copies
from index.cleaning.furniture import Furniture, furniture, of_byline, tail_furniture

__all__ = ["Cleaned", "clean", "trim"]

_LONGEST_HEADLINE = 120  # characters
_MOST_HEADLINES = 5  # lines before the story; more is a list or a poem
_MOST_FURNITURE = 40  # lines after the story
_SENTENCE_END = re.compile(r"[.!?。！？][\"”’'»」』)\]]*$")
_SENTENCE_INSIDE = re.compile(r"[^\s.][.!?。！？][\"”’'»」』)\]]*(?:\s|$)")
_GOES_ON = re.compile(r"[,;:=—–-]$")  # "LONDON —": the story begins here
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*\n")
_BULLET = re.compile(r"[-*•·▪◦]\s|\d+[.)]\s")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The story, and what stood around it; empty where nothing was said."""

    text: str
    title: str = ""
    deck: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    outlet: str = ""
    rights: str = ""


def clean(text: str, *, title: str = "") -> Cleaned:
    """Return the story of a settled `text`; with a `title` known already no headline is looked for."""
    lines = [line.strip() for line in without_copies(text).split("\n")]
    lines, last = _without_end(lines)
    lines, first, headlines = _without_start(lines, title)
    story, prefix = _without_dateline(lines)
    found = first + prefix + last
    return Cleaned(
        text=_BLANK_LINES.sub("\n\n", "\n".join(story)).strip(),
        title=title or next(iter(headlines), ""),
        deck=tuple(headlines[1:]),
        authors=_authors(found),
        outlet=_outlet(found) or wire_of(next(iter(filter(None, story)), "")),
        rights=" ".join(item.rights for item in found if item.rights),
    )


def trim(text: str) -> Cleaned:
    """Return `text` up to the end of its story: the result is a prefix of `text`, or of it less a second copy."""
    lines, found = _without_end(without_copies(text, keep_first=True).split("\n"))
    return Cleaned(
        text="\n".join(lines).rstrip() if found else "\n".join(lines),
        authors=_authors(found),
        outlet=_outlet(found),
        rights=" ".join(item.rights for item in found if item.rights),
    )


def _authors(found: list[Furniture]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(author for item in found for author in item.authors))


def _outlet(found: list[Furniture]) -> str:
    """Return the outlet that a notice names, else the one a byline or an e-mail address belongs to."""
    named = [item.outlet for item in sorted(found, key=lambda item: not item.rights) if item.outlet]
    return named[0] if named else ""


def _without_end(lines: list[str]) -> tuple[list[str], list[Furniture]]:
    """Take furniture off the end, line by line, and off the end of the last line that stays."""
    kept = list(lines)
    found: list[Furniture] = []
    while kept and len(found) < _MOST_FURNITURE:
        item = furniture(kept[-1])
        if item is not None:
            found.append(item)
        elif kept[-1].strip():
            break
        kept.pop()
    if not any(
        line.strip() for line in kept[-_MOST_FURNITURE:]
    ):  # nothing but furniture is no story: leave it as it is
        return lines, []
    cut, tail = tail_furniture(kept[-1])
    if tail is not None:
        kept[-1] = kept[-1][:cut]
        found.append(tail)
    return (kept, found[::-1]) if found else (lines, [])


def _without_start(lines: list[str], title: str) -> tuple[list[str], list[Furniture], list[str]]:
    """Take headline lines and bylines off the start; what is left begins with the story's first line."""
    found: list[Furniture] = []
    headlines: list[str] = []
    for place, line in enumerate(lines):
        if not line or (headlines == [] and line == title):
            continue
        item = furniture(line)
        if item is not None:
            found.append(item)
        elif title or not _is_headline(lines, place, first=not headlines):
            break
        else:
            headlines.append(line)
    else:
        return lines, [], []
    if len(headlines) > _MOST_HEADLINES or (headlines and not _is_told(lines[place:])):
        return lines, [], []
    return lines[place:], found, headlines


def _is_headline(lines: list[str], place: int, *, first: bool) -> bool:
    line = lines[place]
    if len(line) > _LONGEST_HEADLINE or _GOES_ON.search(line) or _BULLET.match(line):
        return False
    if not _SENTENCE_END.search(line):
        return True
    asks = line.rstrip("\"”’'").endswith(("?", "!"))
    alone = place + 1 < len(lines) and not lines[place + 1]
    return asks and first and alone and not _SENTENCE_INSIDE.search(line[:-2])


def _is_told(lines: list[str]) -> bool:
    """Tell whether sentences begin here: a headline without a story under it is the text itself."""
    return any(_SENTENCE_INSIDE.search(line) for line in lines[:4])


def _without_dateline(lines: list[str]) -> tuple[list[str], list[Furniture]]:
    blank = len(list(takewhile(lambda line: not line, lines)))
    if blank == len(lines):
        return lines, []
    found = dateline(lines[blank])
    if found is None or found[0] == len(lines[blank]):
        return lines, []
    return [lines[blank][found[0] :], *lines[blank + 1 :]], [of_byline(found[1])]
