"""Pronouns and speakers left out, resolved to the speaker before, but only where no other person has come between."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.keywords import is_function_word
from index.language.korean import contains_hangul
from index.language.quotations import naming, subjects
from index.language.quotations.describing import AT_THE_START
from index.language.quotations.persons import Persons
from index.language.quotations.quotation import Quotation

__all__ = ["resolved"]

_NAMED = re.compile(  # somebody new as a sentence begins, or with a word that tells who he is
    r"(?:^|[.!?”\"]\s+|\n)(?:[\w’'-]+\s){0,3}?[A-Z][\w’'-]+\s[A-Z][\w’'-]+(?=[\s,])|"
    r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+(?:,\s(?:an?|the|who)\b|\s(?:said|says|told|who)\b)"
)
_BEGINNING = re.compile(r"(?:\n|[.!?][”\"]?\s)(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})(?=,|\s[a-z])")
_PERSON = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+")
_BODY = re.compile(
    r"(?:Stadium|Arena|Cent(?:er|re)|University|College|School|Department|Office|Council|Committee|Commission|"
    r"Company|Group|"
    r"Corp|Inc|Bank|Police|Union|Party|House|Senate|Court|Street|Avenue|County|City|State|States|Hospital|News|"
    r"Times|Post|"
    r"Association|Museum|Park|Church|Team|Festival|Airlines|Foundation|Institute|Republicans|Democrats|day)$"
)
_NEAR = 500  # characters back to a sentence that begins with a name
_PARAGRAPHS = 2
_REACH = 900  # characters back to the speaker before
_PERSONAL = frozenset({"he", "she", "그", "그녀"})
_GOING_ON = "이어"  # the sentence says that the speaker before it goes on
_ALSO = re.compile(r"[가-힣] (?:역시|또한)[ ,]")  # somebody else, without a particle
_MANY = re.compile(rf"(?:.*\b(?:[a-z-]+s|police|people|men|women)|{AT_THE_START})")


def resolved(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations with each pronoun replaced by a name, or by "" where it isn't sure whose."""
    known: list[Quotation] = []
    persons: Persons | None = None
    for item in found:
        if item.speaker.lower() in ("he", "she"):
            persons = persons or Persons(text, [other.speaker for other in found])
            item = replace(item, speaker=_person(text, item, known, persons))
        elif item.speaker.lower() in naming.PRONOUN or item.speaker in subjects.PRONOUN:
            item = replace(item, speaker=_before(text, item, known))
        known.append(item)
    return known


def _person(text: str, item: Quotation, known: Sequence[Quotation], persons: Persons) -> str:
    pronoun = item.speaker.lower()
    before = _before(text, item, known)
    if before and persons.can_be(before, pronoun):
        return before
    return persons.only_one(item.start, pronoun, known)


def _before(text: str, item: Quotation, known: Sequence[Quotation]) -> str:
    if item.speaker.lower() == "it":
        last = known[-1] if known else None
        between = text[last.end : item.start] if last else "\n"
        return last.speaker if last and "\n" not in between and _is_body(last.speaker, between) else ""
    if item.speaker.lower() == "they":
        between = text[known[-1].end : item.start] if known else "\n"
        plural = bool(known) and _MANY.fullmatch(known[-1].speaker) is not None
        return known[-1].speaker if plural and "\n" not in between and not _PERSON.search(between) else ""
    if item.speaker == _GOING_ON:
        return _last_speaker(text, item, known, body=True) if known else ""
    if item.speaker.lower() not in _PERSONAL:
        return ""
    near = [other.speaker for other in known[-1:] if item.start - other.end <= _REACH and other.speaker]
    if near and _is_person(near[0]):
        return _last_speaker(text, item, known)
    return _last_subject(text, item, known)


def _last_speaker(text: str, item: Quotation, known: Sequence[Quotation], *, body: bool = False) -> str:
    last = known[-1]
    between = text[last.end : item.start]
    if (
        not last.speaker
        or len(between) > _REACH
        or between.count("\n\n") > _PARAGRAPHS
        or not (body or _is_person(last.speaker))
    ):
        return ""
    outside = between.replace(last.speaker, "")
    others = {other.speaker.split()[-1] for other in known if other.speaker} - set(last.speaker.split())
    met = any(re.search(rf"\b{re.escape(name)}\b", outside) for name in others if name[:1].isupper())
    return "" if met or _NAMED.search(outside) or _other_topic(outside) else last.speaker


def _last_subject(text: str, item: Quotation, known: Sequence[Quotation]) -> str:
    """Return the person whom the last sentence that begins with a name tells of, where no other is named since."""
    first = max(item.start - _NEAR, known[-1].end if known else 0)
    found = list(_BEGINNING.finditer(text, first, item.start))
    if not found or contains_hangul(text[first : item.start]):
        return ""
    who, since = found[-1].group("who"), text[found[-1].end() : item.start]
    words = who.split()
    if (
        words[-1].isupper()
        or is_function_word(words[0].lower())
        or _BODY.search(who)
        or since.count("\n\n") > 1
        or _PERSON.search(since)
    ):
        return ""
    full = re.search(rf"\b[A-Z][\w’'-]+\s{re.escape(words[-1])}\b", text[: found[-1].end()])
    return who if len(words) > 1 or full else ""


def _is_body(speaker: str, between: str) -> bool:
    """Tell whether "it" can be the speaker before, a body that is the only one named since."""
    body = bool(speaker) and (speaker[:4].lower() == "the " or _BODY.search(speaker) is not None)
    return body and not _NAMED.search(between) and not _PERSON.search(between.replace(speaker, ""))


def _is_person(speaker: str) -> bool:
    if contains_hangul(speaker):
        return re.search(r"(?:사|부|당|청|국|회|은행|당국|정부|언론|통신|측|단체|들|기업)$", speaker) is None
    return speaker[0].isupper() and not re.search(r"\b(?:the|The|officials?|police)\b", speaker)


def _other_topic(between: str) -> bool:
    return contains_hangul(between) and (between.count(". ") > 2 or _ALSO.search(between) is not None)
