"""English speakers of any description, told by their place: nothing but the speaker stands before the verb of saying.

"Several candidates surveyed said", "An attorney for a group of residents said", "“…,” one member of the club said",
"…, the county's planners said." What begins a sentence, or what follows closing words, up to a verb of saying is who
says so as long as no other verb, pronoun or clause stands in it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.language.quotations.naming import ADVERB, DATE, SENTENCE, trimmed
from index.language.quotations.verbs import SAY

__all__ = ["phrases"]

_SAID = (
    "said|says|say|told|tells|warned|warns|warn|argued|argues|argue|wrote|insisted|noted|claimed|contend|contended|"
    "added|"
    "explained|acknowledged|testified|complained|predicted|announced|stated|concluded|pointed out|reported|reports"
)
_OTHER = (
    "is|are|was|were|be|been|has|had|have|will|would|can|could|may|might|should|must|do|does|did|that|which|who|whom|"
    "whose|what|where|why|how|if|when|while|as|because|since|although|though|but|or|nor|not|never|he|she|they|it|we|i|"
    "you|there|than|then|so|this|these|those|him|me|us|them|it’s|it's|don’t|don't|is|also|just|once|until|unless|to|"
    "whether|let|like|got|came|went|saw|made|took|after|before|amid|despite|reveals|finds|follows|comes"
)
_WORD = (
    rf"(?!(?:{_OTHER}|{SAY})\b)(?!and\s(?!(?:[A-Z]|other\s|the\s)))(?!\w+n[’']t\s)"
    r"(?![a-z]+ed\s(?:the|an?|his|her|its|their|\d\w*)\s)"  # a verb with its object
    r"(?:[A-Z]\.|[A-Z][a-z]{1,3}\.(?=\s[A-Z])|[\w’'&/$%-]+)"
)
_WHO = rf"(?P<who>{_WORD}(?:\s{_WORD}){{0,13}}?)"
_VERB = re.compile(rf"\b(?:{_SAID})\b")
_LEAD = (
    r"(?:[A-Z][\w. ]{2,20}:\s|[◾∎•]\s)?"
    r"(?:(?:In|On|At|During|For|By|As of|Since|Under|Over|Within)\s[^,;:“”]{2,80},\s)?"
    r"(?:(?:But|And|Still|However|Meanwhile|Yet|So|Also|Now|Then),?\s)?"
)
_ASIDE = r"(?:,\swh(?:ich|o)\s[^.;“”]{2,160}?,)?"
_BEGIN = re.compile(rf"{_LEAD}{_WHO}{_ASIDE}\s{ADVERB}(?P<verb>{_SAID})\b(?!\s?’)")
_QUOTED = re.compile(rf"”\s{_WHO}{_ASIDE}\s{ADVERB}(?P<verb>{_SAID})\b")
_LAST = re.compile(
    rf",\s(?P<who>{_WORD}(?:\s{_WORD}){{0,4}}?)\s{ADVERB}(?P<verb>said|says|say(?!\s))"
    r"(?=[.,]|$|\s(?:on|in|at|during|this|last)\b)"
)
_RULED = re.compile(
    r"(?:in|on|at|of|for|from|by|with|during|after|before|under|over|about|since|into|through|via|near|without|despite|"
    r"according|asked|he|she|they|it|we|i|you|this|that|these|those|there|"
    r"even|only|here|once|earlier|later|all|no|yes|\d+(?!%|\d))\b",
    re.IGNORECASE,
)
_NO_END = re.compile(r"(?:\b(?:in|on|at|of|for|from|by|with|the|a|an|its|his|her|their|and|or)|’s|'s|ly|-year-old)$")


def phrases(blotted: str, known: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Yield each speaker told by place: the phrase, where it begins, and the match with its verb.

    Only sentences with a verb of saying outside of `known`, the attributions there are, are read.
    """
    ends = [m.end() for m in SENTENCE.finditer(blotted)]
    for first, last in pairwise([0, *ends, len(blotted)]):
        verbs = [m for m in _VERB.finditer(blotted, first, last) if not any(a <= m.start() < b for a, b in known)]
        for match in _matches(blotted, first, last, verbs[-1].end()) if verbs else ():
            whole = match.group("who").rstrip()
            who = trimmed(whole)
            if re.search(r"[^,] who ", match.group()):
                continue  # witnesses who said: a clause that hangs on another
            if who and not _RULED.match(who) and not _NO_END.search(who) and not DATE.match(who.split()[0]):
                yield who, match.start("who") + len(whole) - len(who), match


def _matches(blotted: str, first: int, last: int, stop: int) -> Iterator[re.Match[str]]:
    begin = _BEGIN.match(blotted, first, last)
    if begin:
        yield begin
    yield from _QUOTED.finditer(blotted, first, stop)
    yield from _LAST.finditer(blotted, first, min(stop + 12, last))
