"""Rights notices: what may be done with a story, and whose it is.

A story may well speak of copyright or of training on articles; so a line counts only where it is short, stands outside
the story and doesn't end as a sentence of plain prose does.
"""

import re

from index.cleaning.outlets import outlet_of_address

__all__ = ["NOTICE_BEGINS", "holder_of", "is_notice"]

_LONGEST = 400  # characters
_SIGN = r"(?:[ⓒ©Ⓒ]|\([cC]\))"
_MARK = rf"(?:{_SIGN}|저작권자|[Cc]opyright|COPYRIGHT)"
_FORBIDDEN = re.compile(r"(?:무단\s*(?:전재|복제|배포|도용|수집|사용|인용)|재배포|AI\s*학습)")
_FORBIDS = re.compile(rf"금지|금합니다|불허|저작권|{_SIGN}")
_RESERVED = re.compile(r"all rights reserved", re.IGNORECASE)
_MAY_NOT = re.compile(
    r"\bmay not be (?:\w+, )+(?:\w+ )?or \w+|\bmay not be \w+[^.]{0,60} without [^.]{0,40}(?:permission|consent)",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"[\s<\[(\"'*-]*(?:{_SIGN}|저작권자|[Cc]opyright\s*(?:{_SIGN}|\d{{4}}|by\b)|COPYRIGHT\b)")
_PLAIN_PROSE = re.compile(r"(?<!니)다[.!?]")
_SENTENCE = re.compile(r"[.!?。][\"”’'»」』)]*(?:\s|$)")
_PROSE = re.compile(r"[.!?][\"”’']?$")
_SHORT = 120
_VERY_SHORT = 60
NOTICE_BEGINS = re.compile(rf"{_MARK}|{_FORBIDDEN.pattern}|{_RESERVED.pattern}|\bmay not be\b", re.IGNORECASE)
_HOLDER = re.compile(
    rf"{_MARK}(?:{_MARK}|[\s,:]|\d{{4}}(?:\s*[-–]\s*\d{{4}})?|by\b|저작권자)*['‘’\"“]?"
    r"(?P<name>[^\W\d_][^,.(<>|/;:\n=ⓒ©]*?)['’\"”]?\s*(?=[,.(<>|/;:]|\bAll\b|\ball\b|무단|$)"
)
_NOT_A_HOLDER = re.compile(r"무단|금지|기자|[Rr]ights|[Rr]eserved|law\b")
_LONGEST_HOLDER = 40


def is_notice(line: str) -> bool:
    """Tell whether a line outside the story reserves rights in it, and does nothing else."""
    line = line.strip()
    if len(line) > _LONGEST or _PLAIN_PROSE.search(line) or _after_a_sentence(line):
        return False
    if _RESERVED.search(line) or _MAY_NOT.search(line):
        return True
    if _FORBIDDEN.search(line) and _FORBIDS.search(line):
        return True
    if _OPENS.match(line):
        return len(line) <= _SHORT
    return bool(re.search(_SIGN, line)) and len(line) <= _VERY_SHORT and not _PROSE.search(line)


def _after_a_sentence(line: str) -> bool:
    """Tell whether a whole sentence stands before the notice: then the line is story with a notice at its end."""
    begins = NOTICE_BEGINS.search(line)
    return bool(begins and _SENTENCE.search(line, 0, begins.start()))


def holder_of(notice: str) -> str:
    """Return the outlet that a notice names after its © sign, else the one its web address belongs to, else ""."""
    for found in _HOLDER.finditer(notice):
        name = found.group("name").strip()
        if len(name) <= _LONGEST_HOLDER and not _NOT_A_HOLDER.search(name):
            return name
    return outlet_of_address(notice)
