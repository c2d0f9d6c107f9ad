"""English quotations of a paragraph: each stretch between marks with its speaker, and each clause that is reported.

A stretch belongs to the attribution that touches it, then to one in its sentence, then to the speaker of the stretch
before it in the paragraph. A clause is reported before ", Smith said" or behind "Smith said (that)".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.language.quotations.clauses import reported_clause
from index.language.quotations.marks import Stretch, masked
from index.language.quotations.occasions import occasion_in
from index.language.quotations.quotation import Quotation
from index.language.quotations.speakers import Attribution, attributions

__all__ = ["english_quotations"]

_LETTERED = re.compile(r"[A-Za-z]")
_SENTENCE_END = re.compile(
    r"[.!?…](?<!\b(?:Mr|Ms|Dr|St|Lt|No|Jr|Sr|vs)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt|Rev|Adm|Maj|Jan|Feb|Aug|"
    r"Oct|Nov|"
    r"Dec|Inc|Ave)\.)"
    r"(?<!\b(?:Prof|Capt|Sept|Sens|Reps|Corp)\.)(?<!\b[A-Zv]\.)"
    r"[)’']?\s+(?=[A-Z“\"‘(\d])"
)
_STOPPED = re.compile(r"\.[”\"’]*\s[A-Z“\"]")  # the last words of a sentence are a quotation
_CORRECTION = re.compile(  # what an outlet says of its own article is nobody's words
    r"\b(?:earlier|previous|prior|original|past) versions? of (?:this|the|our)\b|^\W*(?:Correction|"
    r"Clarification)s?\b[^.]{0,40}:",
    re.IGNORECASE,
)
_TERM = 5  # words; a shorter stretch counts only where a verb of saying touches it
_SENTENCE = 9  # words; a shorter stretch that nobody is said to say is a term or a name
_TITLE_CASE = 0.8  # of a stretch's words: the name of a work


def english_quotations(text: str, start: int, end: int, quoted: Sequence[Stretch]) -> list[Quotation]:
    """Return the quotations of the paragraph `text[start:end]`; speakers may be pronouns or ""."""
    blotted = masked(text, start, end, list(quoted))
    said = attributions(blotted, start)
    if not quoted and not said:
        return []
    bounds = _bounds(text, blotted, start, end, quoted)
    mended = [place for place in bounds if _CORRECTION.search(blotted, place[0] - start, place[1] - start)]
    said = [one for one in said if not any(a <= one.start < b for a, b in mended)]
    quoted = [item for item in quoted if not any(a <= item.start < b for a, b in mended)]
    found = _direct(text, quoted, said, bounds)
    found += _indirect(text, blotted, start, quoted, said, bounds)
    return sorted(found, key=lambda item: (item.start, item.end))


def _bounds(text: str, blotted: str, start: int, end: int, quoted: Sequence[Stretch]) -> list[tuple[int, int]]:
    cuts = {start + m.end() for m in _SENTENCE_END.finditer(blotted)}
    cuts |= {item.closing + 1 for item in quoted if _STOPPED.match(text, item.end - 1, end)}
    places = [start, *sorted(cuts), end]
    return [(a, b) for a, b in pairwise(places) if a < b]


def _direct(
    text: str, quoted: Sequence[Stretch], said: Sequence[Attribution], bounds: Sequence[tuple[int, int]]
) -> list[Quotation]:
    found: list[Quotation] = []
    last = ""
    for place, item in enumerate(quoted):
        words = text[item.start : item.end].split()
        first, stop = _sentence_of(item, bounds)
        touching = _touching(text, item, said, place)
        inside = [a for a in said if first <= a.start < stop]
        chosen = touching or (inside[0] if len(inside) == 1 else None) or _before(inside, item)
        if (len(words) < _TERM and touching is None) or (_is_title(words) and not (said and " ".join(words).isupper())):
            continue
        if chosen is None and found and item.opening - quoted[place - 1].closing > 1 and first != stop:
            between = [a for a in said if quoted[place - 1].closing <= a.start < item.opening]
            same = {_sentence_of(quoted[place - 1], bounds)} == {_around(a, bounds) for a in between}
            speaker = between[0].who if between and (same or len(between) == 1) else "" if between else last
        else:
            speaker = chosen.who if chosen else last or _just_said(text, said, item)
        if not speaker and chosen is None and len(words) < _SENTENCE and item.opening > bounds[0][0]:
            continue
        verb = chosen.verb if chosen else ""
        beside = text[first : item.opening] + " " + text[item.closing : stop]
        found.append(Quotation(item.start, item.end, True, speaker, verb=verb, occasion=occasion_in(beside, False)))
        last = speaker
    return found


def _just_said(text: str, said: Sequence[Attribution], item: Stretch) -> str:
    """Return who the sentence right before an unattributed stretch quoted, "" if nobody."""
    ahead = [one for one in said if one.end <= item.opening]
    gap = text[ahead[-1].end : item.opening] if ahead else ""
    return ahead[-1].who if ahead and re.fullmatch(r"[^.“”\"]{0,60}\.\s*", gap) else ""


def _sentence_of(item: Stretch, bounds: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return next(((a, b) for a, b in bounds if a <= item.opening < b), bounds[-1])


def _around(one: Attribution, bounds: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return next(((a, b) for a, b in bounds if a <= one.start < b), bounds[-1])


def _touching(text: str, item: Stretch, said: Sequence[Attribution], place: int) -> Attribution | None:
    """Return the attribution that stands right behind the stretch, or right before it."""
    for one in said:
        gap = text[item.closing : one.start]
        ends = text[item.end - 1 : item.closing + 2]
        if 0 <= one.start - item.closing <= 3 and not gap.strip(" ,-—–") and re.search("[,?!—–…-]|\\.{3}", ends):
            return one
    for one in reversed(said):
        if one.end <= item.opening:
            gap = text[one.end : item.opening]
            near = (
                len(gap) < (120 if len(text[item.start : item.end].split()) >= _TERM else 4)
                and not re.search(r"[.;?!]\s", gap)
                and "”" not in gap
                and '"' not in gap
            )
            return one if near and not (one.trailing and re.search(r"[,.]\s*$", gap) and place) else None
    return None


def _before(inside: Sequence[Attribution], item: Stretch) -> Attribution | None:
    ahead = [one for one in inside if one.end <= item.opening]
    behind = [one for one in inside if one.start >= item.closing]
    return ahead[-1] if ahead else behind[0] if behind else None


def _is_title(words: Sequence[str]) -> bool:
    lettered = [word for word in words if _LETTERED.search(word)]
    return (
        bool(lettered)
        and sum(word.strip("“‘(")[:1].isupper() for word in lettered) > _TITLE_CASE * len(lettered)
        and len(lettered) > 1
    )


def _indirect(
    text: str, blotted: str, start: int, quoted: Sequence[Stretch], said: Sequence[Attribution],
    bounds: Sequence[tuple[int, int]],
) -> list[Quotation]:  # fmt: skip
    found: list[Quotation] = []
    for one in sorted(said, key=lambda item: not _ends_sentence(blotted, start, item)):
        first, stop = next(((a, b) for a, b in bounds if a <= one.start < b), bounds[-1])
        span = reported_clause(blotted, start, first, stop, one, said)
        if span is None or _covered(span, quoted) or any(span[0] < q.end and q.start < span[1] for q in found):
            continue
        beside = text[first : span[0]] + " " + text[span[1] : stop]
        found.append(Quotation(*span, False, one.who, verb=one.verb, occasion=occasion_in(beside, False)))
    return found


def _ends_sentence(blotted: str, start: int, one: Attribution) -> bool:
    """Tell whether the attribution closes its sentence: then it is the outer one of two."""
    rest = re.match(r"[^.!?“”]{0,40}[.!?](?:\s|$)", blotted[one.end - start :])
    return rest is not None and blotted[: min(one.start, one.who_start) - start].rstrip()[-1:] == ","


def _covered(span: tuple[int, int], quoted: Sequence[Stretch]) -> bool:
    """Tell whether the clause is nothing but what stands between marks."""
    inside = sum(max(0, min(span[1], q.closing) - max(span[0], q.opening)) for q in quoted)
    return inside > 0.8 * (span[1] - span[0])
