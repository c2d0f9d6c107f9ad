"""Where a reported clause lies in its English sentence: behind "Smith said (that)", or before ", Smith said"."""

import re
from collections.abc import Sequence

from index.language.quotations.speakers import Attribution

__all__ = ["reported_clause"]

_WHEN = (
    r"(?:\s(?:on\s|earlier\s|late\s|early\s|this\s|last\s)?(?:this\s|last\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day|week|month|year|[A-Z][a-z]+\.?\s\d+)(?:\s(?:night|morning|"
    r"afternoon|evening))?)?"
)
_WHERE = (
    r"(?:,?\s(?:in|during|at|on|via|through)\s(?:an?|the|his|her|its|their)\s(?:[\w’'-]+\s){0,4}?(?:interview|"
    r"statement|speech|tweet|"
    r"post|email|letter|briefing|hearing|conference|report|video|call|release|podcast|memo|op-ed|testimony|"
    r"announcement)"
    r"(?:\s(?:with|to|on|at)\s(?:the\s)?[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*)*)?,?)?"
)
_CIRCUMSTANCE = re.compile(_WHEN + _WHERE + _WHEN)
_HEARER = re.compile(
    r"\s(?:(?:the\s)?[A-Z][\w’'.&-]*(?:\s(?:of\s)?[A-Z][\w’'.&-]*)*(?:\s[a-z]+(?=\sthat\b))?|"
    r"(?:[a-z]+\s){1,3}[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*)*(?=\s(?:that|on|in|he|she|they|it)\b)|reporters|"
    r"him|her|them|me|us|lawmakers|"
    r"investors|police|officers|"
    r"investigators|jurors|people|viewers|listeners|voters|supporters|officials|(?:an?|the|his|her|their|"
    r"its)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+(?=\s(?:that|last|this|on|in|during|[A-Z])\b)|(?:an?|the|his|her|their|"
    r"its)\s(?:\w+\s)?\w+|(?:[a-z]+\s){0,2}[a-z]+(?:s|e)(?=\s(?:that|he|she|they|it|there|the|his|her|their|its)\b))"
)
_PLAIN = frozenset("said says say saying insists insisted argued argues believes contends".split())
_LATER_THAT = re.compile(  # said on the platform late Monday that
    r",?\s(?:on|in|at|during|via|through|to|by|late|early|earlier|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
    r"Sun)day)\b[^.;:“”]{0,80}?\sthat\s"
)
_TOLD_THAT = re.compile(
    r"\s(?!(?:the|a)\s(?:story|tale)\b)[^.,;:“”]{0,90}?\sthat\s"
)  # told the editors of the paper late Monday that
_ON = ("report", "reports", "reported")  # on something that is no clause
_THAT = re.compile(r"\s(?:how\s|that\s)")
_CLAUSE = re.compile(
    r"\s(?:there\s|he\s|she\s|it\s|they\s|we\s|the\s|a\s|an\s|his\s|her\s|its\s|their\s|this\s|these\s|those\s|"
    r"many\s|most\s|some\s|more\s|"
    r"[A-Z]|about\s|if\s|when\s|no\s|at\sleast|[$\d])"
)
_PRONOMINAL = re.compile(r"\s(?:there|he|she|it|they|we)\s(?!(?:the|an?|to|in|on)\s)")
_ASIDE = re.compile(
    r",\s(?:an?|who|which|whose|director|president|chair\w*|head|professor|author|founder|co-\w+|CEO)\s[^“”]*?,\s"
)
_CLOSING = re.compile(  # what may follow "Smith said" at the end: not an object, "Smith announced charges"
    r"\s(?:in|on|at|during|to|via|through|of|as|when|while|after|before|this|last|earlier|late|later|recently|"
    r"today|yesterday|back|"
    r"from|with|by|about|for|following|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+\.?\s\d)\b|"
    r"\s?[,.!—–-]|\s*$"
)
_FINITE = re.compile(  # a clause without "that": its verb follows, and nothing that another clause hangs on
    r"\s(?:if\s)?[\w’'$%-]+\s(?:(?!(?:that|which|who|whose|what|where|when|how|whether|to|against|"
    r"times|he|she|they|we|it)\s|"
    r"and\s(?:has|have|is|was|will)\s)[\w’'$%-]+\s){0,10}?"
    r"(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must|won’t|won't|can’t|can't)\b"
)
_JOINT = re.compile(r",?\s(?:but|and|while|though)\s$")
_STUDIES = re.compile(r"\b(?:study|report|survey|poll|investigation|analysis|research|review|audit)$")
_SAYING_THAT = frozenset("saying adding noting arguing claiming warning insisting explaining".split())
_OF_FINDINGS = frozenset("suggest suggests suggested show shows showed found finds shared shares".split())
_FOUND = frozenset("found finds shows showed".split())
_NOT_CLAUSE = re.compile(
    r"\s(?:so|yes|no|nothing|goodbye|hello|it)(?=[.,;:]|\s(?:in|to|on|at|about)\b)|\s?[.,;:?!)“”]|\s(?:to|of|"
    r"were|was|is|are|has|have|had|without|"
    r"in|on|at|about(?!\s\d)|for|by(?!\s\w+ing)|as|with|from|and|but|or|during|after)\s"
)
_MAY_REPORT = (
    frozenset(
        "warned warns told tells announced acknowledged admitted admits noted notes explained explains "
        "predicted predicts suggested "
        "suggests confirmed added adds reported reports stressed cautioned estimated concluded testified "
        "conceded declared wrote "
        "writes reiterated alleged vowed promised maintained contended agreed denied emphasized recalled "
        "tweeted complained "
        "found finds shows showed shared shares counters asserted concedes acknowledges replied observed "
        "pledged claimed claims claim stated states warn argue allege alleges contend insist complains "
        "maintains".split()
    )
    | _PLAIN
)
_NOT_REPORTING = frozenset(
    "called calls described describes dubbed quoted asked asks urged read reads posted continued accused accuses "
    "praised praises criticized criticised criticizes blasted slammed condemned denounced hailed touted mocked blamed "
    "ridiculed decried labeled labelled branded likened derided defended characterized calling describing "
    "accusing praising urging".split()
)


def reported_clause(
    blotted: str, start: int, first: int, stop: int, one: Attribution, said: Sequence[Attribution]
) -> tuple[int, int] | None:
    """Return the clause that an attribution reports within its sentence `first` to `stop`, None where there "
    "is none."""
    behind = blotted[one.end - start : stop - start]
    begins = not blotted[first - start : min(one.start, one.who_start) - start].strip()
    quoting = not begins and blotted[: min(one.start, one.who_start) - start].rstrip(" ,")[-1:] == "”"
    if one.verb == "according to":
        return None if quoting else _sourced(blotted, start, first, stop, one)
    if one.verb in _FOUND and not _STUDIES.search(one.who):
        return None
    if not one.trailing and one.verb in (_MAY_REPORT | _SAYING_THAT) and (not quoting or _THAT.match(behind)):
        skipped = (
            _HEARER.match(behind)
            if one.verb in ("told", "tells", "warned", "warns")
            and not _THAT.match(behind)
            and not (one.verb[0] == "w" and _FINITE.match(behind))
            else None
        )
        at = skipped.end() if skipped else 0
        circumstance = _CIRCUMSTANCE.match(behind, at)
        at = circumstance.end() if circumstance else at
        that = _THAT.match(behind, at) or (None if one.verb in _ON else _LATER_THAT.match(behind, at))
        plain = one.verb in _PLAIN or (skipped is not None and _CLAUSE.match(behind, at) is not None)
        that = that or (_TOLD_THAT.match(behind) if one.verb in ("told", "tells") and not plain else None)
        if that or (
            not _NOT_CLAUSE.match(behind, at)
            and (plain or _CLAUSE.match(behind, at))
            and (plain or _PRONOMINAL.match(behind, at) or (one.verb not in _OF_FINDINGS and _FINITE.match(behind, at)))
        ):
            begin = that.end() if that else at
            return _trim(blotted, start, one.end + begin, _until(blotted, start, one.end + begin, stop, said))
    ahead = blotted[first - start : (one.who_start if not one.trailing else one.verb_start) - start]
    rest = blotted[one.end - start : stop - start]
    if (
        one.verb not in _NOT_REPORTING
        and not one.trailing
        and not quoting
        and re.match(r",\s\w", rest)
        and re.search(r"[\w)],\s*$", ahead)
    ):
        return _trim(blotted, start, first, stop)
    final = re.fullmatch(r"[^,“”]{0,70}(?:,[^“”]{0,220})?[.!]?\s*", rest) is not None
    final = final and (one.trailing or one.verb in ("told", "tells") or _CLOSING.match(rest) is not None)
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
        behind = blotted[one.end - start : stop - start]
        rest = _ASIDE.match(behind) or re.match(r"[^“”]*?,\s", behind)
        return _trim(blotted, start, one.end + (rest.end() if rest else 0), stop) if rest else None
    return _trim(blotted, start, first, first + len(blotted[first - start : one.start - start].rstrip(" ,")))


def _trim(blotted: str, start: int, first: int, last: int) -> tuple[int, int] | None:
    words = blotted[first - start : last - start]
    tail = re.search(r",\s(?:according to|adding|noting)\s.*$", words, re.DOTALL)
    words = words[: tail.start()] if tail else words
    lead = len(words) - len(words.lstrip(" ,—–-"))
    starter = re.match(r"(?:But|And|However,|Still,|Meanwhile,|So)\s", words[lead:])
    lead += starter.end() if starter else 0
    words = words.rstrip(" .,;:\n!")
    return (first + lead, first + len(words)) if len(words) - lead > 8 else None
