"""A further verb of the same English speaker: "he said, adding that", "the agency fined them and said"."""

import re

from index.language.quotations.naming import DATE, DESCRIBED, NAME, PRON, SENTENCE, trimmed

__all__ = ["FURTHER", "speaker_before"]

FURTHER = re.compile(
    r"\b(?:and|but)\s(?:then\s|also\s|later\s)?(?P<verb>said|says|added|told|stated|wrote|"
    r"argued|warned)\b(?!\s(?:to|of|about|against)\b)|"
    r",\s(?P<adding>saying|adding|noting|arguing|claiming|warning|insisting|"
    r"explaining|calling|describing|accusing|praising|urging)\b(?!\sto\b)"
)
_JUST_SAID = re.compile(
    rf"(?<![\w’'-])(?P<who>(?:[Tt]he\s)?{NAME}|{DESCRIBED}|{PRON})\s(?:said|says|wrote|"
    rf"told)[^.“”]*$"
)
_WHO = re.compile(rf"(?P<who>{NAME}),[^“”.]{{2,120}}?\swho\s[^.“”]*$")
_NEARLY = frozenset("About Around Nearly Almost Over During".split())
_SUBJECT = re.compile(
    rf"(?P<who>{DESCRIBED}\s{NAME}|(?!(?:An?|Numerous|Several|Many|Some|Other|Most|Both|Two|Three|Four|Five|"
    rf"Dozens)\s)"
    rf"(?:[Tt]he\s)?{NAME}|{DESCRIBED}|{PRON})(?=[\s,])"
)


def speaker_before(blotted: str, before: int) -> str:
    """Return who the further verb at `before` belongs to, "" where the sentence doesn't say."""
    return _beside(blotted, before) or _leading(blotted, before)


def _beside(blotted: str, before: int) -> str:
    """Return the pronoun or name of the verb of saying before another ("he said, adding that")."""
    found = _JUST_SAID.search(blotted, max(0, before - 120), before) or _WHO.search(
        blotted, max(0, before - 200), before
    )
    return trimmed(found.group("who")) if found else ""


def _leading(blotted: str, before: int) -> str:
    """Return the subject that the sentence with a further verb at `before` begins with."""
    first = max((m.end() for m in SENTENCE.finditer(blotted, 0, before)), default=0)
    found = _SUBJECT.match(blotted, first)
    who = trimmed(found.group("who")) if found else ""
    return "" if not who or DATE.match(who) or who in _NEARLY or who.endswith(("’s", "'s")) else who
