"""English quotations of a paragraph: each stretch between marks with its speaker, and each clause that is reported.

A stretch belongs to the attribution that touches it, then to one in its sentence, then to the speaker of the stretch
before it in the paragraph. A clause is reported before ", Smith said" or behind "Smith said (that)".
"""

import re
from collections.abc import Sequence

from index.language.quotations.marks import Stretch, masked
from index.language.quotations.occasions import occasion_in
from index.language.quotations.quotation import Quotation
from index.language.quotations.speakers import Attribution, attributions

__all__ = ["english_quotations"]

_LETTERED = re.compile(r"[A-Za-z]")
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bSt)(?<!\bLt)(?<!\bCol)(?<!\bSgt)(?<!\bNo)"
    r"(?<!\b[A-Z])[.!?…][)’']?\s+(?=[A-Z“\"‘(\d])"
)
_QUOTE_END = re.compile(r"”\s+(?=[A-Z“])")
_TERM = 5  # words; a shorter stretch counts only where a verb of saying touches it
_SENTENCE = 9  # words; a shorter stretch that nobody is said to say is a term or a name
_TITLE_CASE = 0.8  # of a stretch's words: the name of a work

_WHEN = (
    r"(?:\s(?:on\s|earlier\s|late\s|early\s|this\s|last\s)?(?:this\s|last\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|[A-Z][a-z]+\.?\s\d+)(?:\s(?:night|morning|"
    r"afternoon|evening))?)?"
)
_WHERE = (
    r"(?:,?\s(?:in|during|at|on|via|through)\s(?:an?|the|his|her|its|their)\s(?:[\w’'-]+\s){0,4}?(?:interview|statement|speech|tweet|"
    r"post|email|letter|briefing|hearing|conference|report|video|call|release|podcast|memo|op-ed|testimony|announcement)"
    r"(?:\s(?:with|to|on|at)\s(?:the\s)?[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*)*)?,?)?"
)
_CIRCUMSTANCE = re.compile(_WHEN + _WHERE + _WHEN)
_HEARER = re.compile(
    r"\s(?:(?:the\s)?[A-Z][\w’'.&-]*(?:\s(?:of\s)?[A-Z][\w’'.&-]*)*|reporters|him|her|them|me|us|lawmakers|investors|police|officers|"
    r"investigators|jurors|people|viewers|listeners|voters|supporters|officials|(?:an?|the|his|her|their|its)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+(?=\s(?:that|last|this|on|in|during|[A-Z])\b)|(?:an?|the|his|her|their|its)\s(?:\w+\s)?\w+)"
)
_PLAIN = frozenset(
    "said says say saying insists insisted argued argues claimed claims claim stated states believes contends".split()
)
_THAT = re.compile(r"\s(?:how\s|that\s)")
_CLAUSE = re.compile(
    r"\s(?:there\s|he\s|she\s|it\s|they\s|we\s|the\s|a\s|an\s|his\s|her\s|its\s|their\s|this\s|these\s|those\s|many\s|most\s|some\s|more\s|"
    r"[A-Z]|about\s|if\s|when\s|no\s|at\sleast|[$\d])"
)
_PRONOMINAL = re.compile(r"\s(?:there|he|she|it|they|we)\s")
_JOINT = re.compile(r",?\s(?:but|and|while|though)\s$")
_STUDIES = re.compile(r"\b(?:study|report|survey|poll|investigation|analysis|research|review|audit)$")
_SAYING_THAT = frozenset("saying adding noting arguing claiming warning insisting explaining".split())
_FOUND = frozenset("found finds shows showed".split())
_NOT_CLAUSE = re.compile(
    r"\s(?:so|yes|no|nothing|goodbye|hello|it)(?=[.,;:]|\s(?:in|to|on|at|about)\b)|\s?[.,;:?!)“”]|\s(?:to|of|in|on|at|about(?!\s\d)|for|by|as|with|from|and|but|or|during|after)\s"
)
_MAY_REPORT = (
    frozenset(
        "warned warns told tells announced acknowledged admitted admits noted notes explained explains predicted predicts suggested "
        "suggests confirmed added adds reported reports stressed cautioned estimated concluded testified conceded declared wrote "
        "writes reiterated alleged vowed promised maintained contended agreed denied emphasized recalled tweeted complained "
        "found finds shows showed shared shares counters asserted concedes acknowledges replied observed pledged".split()
    )
    | _PLAIN
)
_NOT_REPORTING = frozenset(
    "called calls described describes dubbed quoted asked asks urged read reads posted continued".split()
)


def english_quotations(text: str, start: int, end: int, quoted: Sequence[Stretch]) -> list[Quotation]:
    """Return the quotations of the paragraph `text[start:end]`; speakers may be pronouns or ""."""
    blotted = masked(text, start, end, list(quoted))
    said = attributions(blotted, start)
    bounds = _bounds(blotted, start, end)
    found = _direct(text, quoted, said, bounds)
    found += _indirect(text, blotted, start, quoted, said, bounds)
    return sorted(found, key=lambda item: (item.start, item.end))


def _bounds(blotted: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = {start + m.end() for m in _SENTENCE_END.finditer(blotted)}
    places = [start, *sorted(cuts), end]
    return [(a, b) for a, b in zip(places, places[1:], strict=False) if a < b]


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
        if (len(words) < _TERM and touching is None) or _is_title(words):
            continue
        if chosen is None and found and item.opening - quoted[place - 1].closing > 1 and first != stop:
            between = [a for a in said if quoted[place - 1].closing <= a.start < item.opening]
            speaker = between[-1].who if len(between) == 1 else last if not between else ""
        else:
            speaker = chosen.who if chosen else last
        if not speaker and chosen is None and len(words) < _SENTENCE:
            continue
        verb = chosen.verb if chosen else ""
        beside = text[first : item.opening] + " " + text[item.closing : stop]
        found.append(Quotation(item.start, item.end, True, speaker, verb=verb, occasion=occasion_in(beside, False)))
        last = speaker
    return found


def _sentence_of(item: Stretch, bounds: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return next(((a, b) for a, b in bounds if a <= item.opening < b), bounds[-1])


def _touching(
    text: str, item: Stretch, said: Sequence[Attribution], place: int
) -> Attribution | None:
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
    for one in said:
        first, stop = next(((a, b) for a, b in bounds if a <= one.start < b), bounds[-1])
        span = _clause(blotted, start, first, stop, one, said)
        if span is None or _covered(span, quoted) or any(span[0] < q.end and q.start < span[1] for q in found):
            continue
        beside = text[first : span[0]] + " " + text[span[1] : stop]
        found.append(Quotation(*span, False, one.who, verb=one.verb, occasion=occasion_in(beside, False)))
    return found


def _clause(blotted: str, start: int, first: int, stop: int, one: Attribution, said: Sequence[Attribution]) -> tuple[int, int] | None:
    behind = blotted[one.end - start : stop - start]
    quoting = blotted[: min(one.start, one.who_start) - start].rstrip(" ,")[-1:] == "”"
    if one.verb == "according to":
        return None if quoting else _sourced(blotted, start, first, stop, one)
    if one.verb in _FOUND and not _STUDIES.search(one.who):
        return None
    if not one.trailing and one.verb in (_MAY_REPORT | _SAYING_THAT) and (not quoting or _THAT.match(behind)):
        skipped = (
            _HEARER.match(behind)
            if one.verb in ("told", "tells", "warned", "warns") and not _THAT.match(behind)
            else None
        )
        at = skipped.end() if skipped else 0
        circumstance = _CIRCUMSTANCE.match(behind, at)
        at = circumstance.end() if circumstance else at
        that = _THAT.match(behind, at)
        plain = one.verb in _PLAIN or one.verb in ("told", "tells")
        if that or (
            not _NOT_CLAUSE.match(behind, at)
            and (plain or _CLAUSE.match(behind, at))
            and (plain or _PRONOMINAL.match(behind, at))
        ):
            begin = that.end() if that else at
            return _trim(blotted, start, one.end + begin, _until(blotted, start, one.end + begin, stop, said))
    ahead = blotted[first - start : (one.who_start if not one.trailing else one.verb_start) - start]
    rest = blotted[one.end - start : stop - start]
    if one.verb not in _NOT_REPORTING and not one.trailing and not quoting and re.match(r",\s\w", rest) and re.search(r"[\w)],\s*$", ahead):
        return _trim(blotted, start, first, stop)
    final = re.fullmatch(r"[^,“”]{0,70}(?:,[^“”]{0,90})?[.!]?\s*", rest) is not None
    if one.verb in _NOT_REPORTING or not final or not re.search(r"[\w)’%”],\s*$", ahead) or len(ahead.split()) < 4:
        return None
    return _trim(blotted, start, first, first + len(ahead.rstrip(" ,")))


def _until(blotted: str, start: int, first: int, stop: int, said: Sequence[Attribution]) -> int:
    """Return where a clause ends: before ", but Smith said"."""
    for other in said:
        if first < other.who_start < stop and (joint := _JOINT.search(blotted, first - start, other.who_start - start)):
            return start + joint.start()
    return stop


def _sourced(blotted: str, start: int, first: int, stop: int, one: Attribution) -> tuple[int, int] | None:
    if one.start - first < 12:
        rest = re.match(r"[^“”]*?,\s", blotted[one.end - start : stop - start])
        return _trim(blotted, start, one.end + (rest.end() if rest else 0), stop) if rest else None
    return _trim(blotted, start, first, first + len(blotted[first - start : one.start - start].rstrip(" ,")))


def _trim(blotted: str, start: int, first: int, last: int) -> tuple[int, int] | None:
    words = blotted[first - start : last - start]
    tail = re.search(r",\s(?:according to|but|while)\s.*$", words, re.DOTALL)
    words = words[: tail.start()] if tail else words
    lead = len(words) - len(words.lstrip(" ,—–-"))
    starter = re.match(r"(?:But|And|However,|Still,|Meanwhile,|So)\s", words[lead:])
    lead += starter.end() if starter else 0
    words = words.rstrip(" .,;:\n!")
    return (first + lead, first + len(words)) if len(words) - lead > 8 else None


def _covered(span: tuple[int, int], quoted: Sequence[Stretch]) -> bool:
    """Tell whether the clause is nothing but what stands between marks."""
    inside = sum(max(0, min(span[1], q.closing) - max(span[0], q.opening)) for q in quoted)
    return inside > 0.8 * (span[1] - span[0])
