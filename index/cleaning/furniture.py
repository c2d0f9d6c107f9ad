"""A line, or the tail of one, that stands around a story and isn't part of it."""

import re
from dataclasses import dataclass

from index.cleaning.bylines import Byline, address_at, byline, contact
from index.cleaning.notices import NOTICE_BEGINS, holder_of, is_notice

__all__ = ["Furniture", "furniture", "of_byline", "tail_furniture"]

_TAIL = 400  # characters of a line's end in which a byline or notice may hang on its last sentence
_MAY_HAVE_TAIL = re.compile(rf"기자|특파원|앵커|@|{NOTICE_BEGINS.pattern}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。][\"”’'»」』)\]]*\s*(?=\S)")
_PROMOTION = re.compile(r"[▶▷☞].{0,80}(?:관련\s?기사|구독|제보|바로\s?가기|보러\s?가기|클릭|https?://)")
_ADDRESSES = re.compile(r"[<(\[]?[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[a-z]{2,}[>)\]]?")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line around the story says; a line may be furniture and say nothing worth keeping."""

    authors: tuple[str, ...] = ()
    outlet: str = ""
    rights: str = ""


def of_byline(found: Byline) -> Furniture:
    """Return a byline as furniture."""
    return Furniture(authors=found.authors, outlet=found.outlet)


def furniture(line: str) -> Furniture | None:
    """Return what `line` says if nothing of it is story, else None."""
    line = line.strip()
    found = byline(line)
    if found is not None:
        return of_byline(found)
    lead = address_at(line)
    if lead is not None and lead[0] < len(line) and is_notice(line[lead[0] :]):
        notice = _notice(line[lead[0] :])
        return Furniture(lead[1].authors, notice.outlet or lead[1].outlet, notice.rights)
    if is_notice(line):
        return _notice(line)
    return Furniture() if contact(line) or _PROMOTION.match(line) else None


def tail_furniture(line: str) -> tuple[int, Furniture | None]:
    """Return where furniture begins that hangs on the last sentence of `line`, and what it says."""
    begin = max(0, len(line) - _TAIL)
    if not _MAY_HAVE_TAIL.search(line, begin):
        return len(line), None
    for end in _SENTENCE_END.finditer(line, begin):
        tail = line[end.end() :]
        found = furniture(tail)
        if found is not None and found != Furniture():
            return end.end(), found
    return len(line), None


def _notice(line: str) -> Furniture:
    said = " ".join(_ADDRESSES.sub(" ", line).split()).strip("<>[] ")
    return Furniture(outlet=holder_of(line), rights=said)
