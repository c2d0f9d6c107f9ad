"""Pronouns and speakers left out, resolved to the speaker before, but only where no other person has come between."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.korean import contains_hangul
from index.language.quotations import speakers, subjects
from index.language.quotations.quotation import Quotation

__all__ = ["resolved"]

_NAMED = re.compile(  # somebody new as a sentence begins, or with a word that tells who he is
    r"(?:^|[.!?”\"]\s+|\n)(?:[\w’'-]+\s){0,3}?[A-Z][\w’'-]+\s[A-Z][\w’'-]+(?=[\s,])|"
    r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+(?:,\s(?:an?|the|who)\b|\s(?:said|says|told|who)\b)"
)
_PARAGRAPHS = 2
_REACH = 900  # characters back to the speaker before
_PERSONAL = frozenset({"he", "she", "그", "그녀"})


def resolved(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations with each pronoun replaced by a name, or by "" where it isn't sure whose."""
    known: list[Quotation] = []
    for item in found:
        if item.speaker.lower() in speakers.PRONOUN or item.speaker in subjects.PRONOUN:
            item = replace(item, speaker=_before(text, item, known))
        known.append(item)
    return known


def _before(text: str, item: Quotation, known: Sequence[Quotation]) -> str:
    if item.speaker.lower() not in _PERSONAL or not known:
        return ""
    last = known[-1]
    between = text[last.end : item.start]
    if not last.speaker or len(between) > _REACH or between.count("\n\n") > _PARAGRAPHS or not _is_person(last.speaker):
        return ""
    outside = between.replace(last.speaker, "")
    others = {other.speaker.split()[-1] for other in known if other.speaker} - set(last.speaker.split())
    met = any(re.search(rf"\b{re.escape(name)}\b", outside) for name in others if name[:1].isupper())
    return "" if met or _NAMED.search(outside) or _other_topic(outside) else last.speaker


def _is_person(speaker: str) -> bool:
    if contains_hangul(speaker):
        return re.search(r"(?:사|부|당|청|국|회|은행|당국|정부|언론|통신|측|단체|들|기업)$", speaker) is None
    return speaker[0].isupper() and not re.search(r"\b(?:the|The|officials?|police)\b", speaker)


def _other_topic(between: str) -> bool:
    return contains_hangul(between) and between.count(". ") > 2
