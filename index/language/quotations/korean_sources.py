"""Korean sources: 통계청에 따르면, 전문가들에 의하면, and who issued the figures that a sentence goes by."""

import re
from collections.abc import Sequence

from index.language.quotations.marks import Stretch
from index.language.quotations.quotation import Quotation
from index.language.quotations.subjects import PRONOUN

__all__ = ["ACCORDING", "by_source", "source_of"]

ACCORDING = re.compile(r"에\s?(?:따르면|의하면)[,\s]")
_ISSUED = re.compile(  # 통계청이 28일 발표한 자료에 따르면
    r"(?P<who>[가-힣A-Z]\S+?)[이가]\s(?:\S+\s){0,3}?(?:발표|공개|집계|작성|발간|제출)한\s(?:\S+\s)?\S*(?:자료|보고서|통계|조사|집계|결과|지수)$"
)


def source_of(text: str, start: int, end: int, quoted: Sequence[Stretch]) -> str:
    """Return the source that the sentence names outside of marks, "" where none is."""
    found = ACCORDING.search(text, start, end)
    if not found or any(q.opening < found.start() < q.closing for q in quoted):
        return ""
    issued = _ISSUED.search(text, start, found.start())
    if issued:
        return issued.group("who")
    words = re.split(r"[,.\n]\s|\d+일(?:\([^)]*\))?\s", text[start : found.start()])[-1].split()
    words = words[:-1] if words[-1:] == ["등"] else words
    return " ".join(words[-4:]) if words and words[-1] not in PRONOUN else ""


def by_source(text: str, start: int, end: int, direct: bool, source: str) -> list[Quotation]:
    """Return what the sentence reports from its source, where it holds no other quotation."""
    found = ACCORDING.search(text, start, end)
    if not source or not found or direct:
        return []
    first, last = found.end(), start + len(text[start:end].rstrip(" ."))
    return [Quotation(first, last, False, source, verb="따르면")] if last - first > 3 else []
