"""What people are, in English and Korean: "the mayor" is 한지우 시장, 농민 one who farms.

Somebody asked about by what they are is named in the article; only the role stands in both.
"""

import re

__all__ = ["role_asked"]

_ROLES = (
    (r"\bmayors?\b", "시장"),
    (r"\bgovernors?\b", "도지사|주지사"),
    (r"\bdirectors?\b", "관장|소장|원장|국장|이사"),
    (r"\bprofessors?\b|\bscholars?\b", "교수"),
    (r"\bresearchers?\b|\bscientists?\b", "연구원|과학자|연구자"),
    (r"\bfarmers?\b|\bfarming\b|\bfarms\b|\bgrowers?\b", "농민|농부|농가|농사"),
    (r"\bchief executives?\b|\bCEOs?\b|\bboss\b", "대표|최고경영자|사장"),
    (r"\bunion\b", "노조위원장|노조|노동조합"),
    (r"\bministers?\b", "장관|총리"),
    (r"\bpresidents?\b", "대통령|회장|총장"),
    (r"\bchair(?:man|woman|person|s)?\b", "위원장|의장|이사장"),
    (r"\bcommissioners?\b", "위원|청장"),
    (r"\bcouncil(?:l?ors?|s| leader)?\b", "의원|의회|시의회"),
    (r"\bresidents?\b|\bislanders?\b|\bneighbou?rs?\b", "주민"),
    (r"\bexperts?\b", "전문가"),
    (r"\bspokes(?:man|woman|person|people)\b", "대변인"),
    (r"\bcoach(?:es)?\b", "감독|코치"),
    (r"\bdoctors?\b", "의사"),
    (r"\bteachers?\b", "교사|선생"),
    (r"\bcaptains?\b", "선장|주장"),
)
_READY = tuple(
    (re.compile(rf"{english}|(?<![가-힣])(?:{korean})(?=은|는|이|가|도|들)", re.IGNORECASE),
     re.compile(rf"{english}|(?:{korean})(?!에서|[가-힣]{{3}})", re.IGNORECASE))
    for english, korean in _ROLES
)  # fmt: skip


def role_asked(question: str) -> re.Pattern[str] | None:
    """Return what matches the role that a question names somebody by, None where it names nobody so."""
    return next((written for asked, written in _READY if asked.search(question)), None)
