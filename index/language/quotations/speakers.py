"""English attributions: a speaker beside a verb of saying, in a paragraph whose quotations are blotted out.

"Smith said", "said Smith", "Smith, who chairs the board, told reporters", "according to Smith". The speaker may be a
pronoun or somebody described ("a spokesman for the agency").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.quotations.describing import HEAD
from index.language.quotations.further import FURTHER, speaker_before
from index.language.quotations.naming import (
    ADVERB,
    ANYBODY,
    DATE,
    DESCRIBED,
    NAME,
    NAME_WORD,
    PRON,
    SENTENCE,
    trimmed,
)
from index.language.quotations.phrases import phrases
from index.language.quotations.verbs import SAY

__all__ = ["Attribution", "attributions"]

_ASIDE = (
    r"(?:,\s[RD]-[A-Z][\w.]+,?)?(?:\s?\([^()]{1,60}\)|"
    r",\s(?:[^“”\".;,]{2,80},\s)?wh(?:o|ose|ich)\s[^.;]{2,220}?[,”]|"
    r",\s(?:[^“”\".;]|(?<=\s[A-Z])\.){2,110}?,)?"
)
_BEFORE = re.compile(
    rf"(?<![\w’'-])(?!(?:Meanwhile|However|Still|Yet|Later|Then|Now|Today|Yesterday|Also|Instead),)"
    rf"(?P<who>{DESCRIBED}\s{NAME}|(?:[Tt]he\s)?{NAME}|{DESCRIBED}|"
    rf"{PRON}|{ANYBODY})(?P<aside>{_ASIDE})"
    rf"(?P<relative>,?\swho|,(?=\s(?:has|have|had)\s))?\s{ADVERB}(?P<verb>{SAY})\b(?!’)"
)
_STOPS = (
    "in|on|at|of|from|who|to|with|during|after|before|for|as|when|while|because|that|about|by|via|through|if|is|"
    "was|has|"
    "had|will"
)
_AFTER = re.compile(
    rf"[”,]\s?(?P<verb>{SAY})\s(?P<who>(?:{NAME_WORD}\s){{0,3}}(?:(?!in\b|on\b|at\b|of\b|from\b|who\b|and\b|"
    rf"to\b|with\b|during\b|after\b|for\b|as\b|about\b|by\b|via\b|through\b)[a-z][\w-]*\s){{1,3}}{NAME}|"
    rf"(?!(?:{_STOPS}|and|compared)\b)(?:(?:U\.S\.|\d\d-year-old|[a-z][\w’-]*)\s){{0,7}}?"
    rf"(?:{NAME})|(?:the|an?|his|her|their|one|another)\s(?:[\w’'-]+\s){{0,4}}?(?:{HEAD})\b(?:\s(?:for|of|"
    rf"from|at)\s(?:the\s)?[\w’'-]+(?:\s[A-Z][\w’'-]+)*)?|"
    rf"(?:he|she|they)\b|(?:{HEAD})\b)"
)
_BEFORE_NAME = frozenset(
    "said says added adds wrote writes explained explains argued argues noted notes warned warns".split()
)
_OF_SOMEBODY = frozenset(  # whoever stands behind these is spoken to or of
    "told tells urged called calls described describes dubbed accused accuses praised praises criticized criticised "
    "criticizes blasted slammed condemned denounced hailed touted mocked blamed ridiculed decried labeled labelled "
    "branded likened derided defended characterized denied denies found finds showed shows shared shares".split()
)
_FIRST = "Wrote|Writes|Said|Says|Added|Adds|Asked|Noted|Argued|Tweeted"
_INVERTED_FIRST = re.compile(  # "Wrote Smith from Doha:"
    rf"(?:^|(?<=[.!?”]\s))(?P<verb>{_FIRST})\s(?P<who>{NAME})"
)
_LONGER = re.compile(  # "said former FBI special agent and profiler Mary O’Toole": the name ends the phrase
    rf"(?:\s(?!(?:{_STOPS})\b)[a-z][\w’'-]*){{1,6}}\s{NAME}(?=[,.”]|\s(?:in|on|at|of|who)\b|$)"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<who>(?:[^,.;“”\"()]|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|(?<=Sen|Rep|Gov|Gen|Mrs)\.){2,110}?)"
    r"(?=[,;“”\"()\n]|\.(?:[\s“”]|$)(?<!\b[A-Z]\.\s)(?<!(?:Mr|Ms|Dr)\.\s)(?<!(?:Sen|Rep|Gov|Gen|Mrs)\.\s)|$|"
    r"\s(?:who|which|that|released|published|posted|on)\b)"
)
_OFFICE_BEFORE = re.compile(  # ", Office of Policy and Management spokesperson Chris McClure told"
    r"[,”]\s(?P<office>[A-Z][\w’'&.-]*(?:\s(?:[A-Z][\w’'&.-]*|of|and|for|the|on))*)\s$"
)
_HEAD_AND_NAME = re.compile(rf"\b(?:{HEAD})\s[A-Z]")
_PLURAL_OF_ONE = re.compile(
    r"[Aa]n?\s(?:(?!of\b)[a-z][\w-]*\s)+(?:officials|authorities|experts|critics|researchers|prosecutors|police)"
)
_NAMED_ASIDE = re.compile(rf",\s(?P<name>{NAME_WORD}(?:\s{NAME_WORD}){{1,3}}),")
_INVERTED = re.compile(rf"(?:said|says)\s(?:the\s)?{NAME}(?:,|\.?\s*$|\sand\s)")
_RESTRICTED = re.compile(  # "Hospitals that scored poorly also have claimed that"
    rf"(?:^|[.!?”]\s)(?P<who>[A-Z][a-z]+s|(?:The|A|An|Some|Many|Several|Most|"
    rf"Other)\s(?:[a-z-]+\s){{0,2}}[a-z]+)\s(?:that|who|which)\s"
    rf"(?!(?:{SAY})\b)(?:(?!(?:{SAY}|that|who|which)\b)[\w’'$%-]+\s){{1,12}}?{ADVERB}(?P<verb>said|say|says|"
    rf"claimed|argued|argue|told|warned|warn|insisted)(?=\s)"
)
_VERB = re.compile(rf"\b(?:{SAY}|{_FIRST}|According to|according to)\b")
_BEHIND = 12  # characters behind a verb that tell whether it is one of saying ("states that")
_PLACE = re.compile(
    r"\b(?:in|at|on|of|during|before|after|from|near|by|to|for|with|about|against|told|that)\s+(?:the\s+|nearby\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says, by which verb, at which place; `trailing` if the speaker follows the verb, as in "said Smith"."""

    start: int
    end: int
    verb_start: int
    who: str
    who_start: int
    verb: str
    trailing: bool


def attributions(blotted: str, offset: int) -> list[Attribution]:
    """Return the attributions in a paragraph whose quotations are blotted out, in order, none overlapping."""
    if not _VERB.search(blotted):
        return []
    found = _apart(_all(blotted, offset))
    return _apart([*found, *_by_place(blotted, offset, found)])


def _apart(found: Iterable[Attribution]) -> list[Attribution]:
    apart: list[Attribution] = []
    for one in sorted(found, key=lambda item: (item.start, -item.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _by_place(blotted: str, offset: int, known: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the speakers whom only their place tells, for verbs that have none yet."""
    for who, where, match in phrases(blotted, [(one.start - offset, one.end - offset) for one in known]):
        start, end = offset + where, offset + match.end()
        if not any(one.start < end and start < one.end for one in known):
            yield Attribution(start, end, offset + match.start("verb"), who, start, match.group("verb"), False)


def _all(blotted: str, offset: int) -> Iterator[Attribution]:
    for match in _AFTER.finditer(blotted):
        longer = _LONGER.match(blotted, match.end("who"))
        end = longer.end() if longer else match.end()
        who = trimmed(blotted[match.start("who") : end])
        if match.group("verb") in _OF_SOMEBODY:
            continue
        quoting = match.group(0)[0] == "”" or (
            blotted[match.start() - 1 : match.start()] == "”" and re.match(r"[.,]|\s*$", blotted[end:]) is not None
        )
        plain = quoting or (match.group("verb") in _BEFORE_NAME and who not in ("he", "she", "they"))
        if plain and who and not DATE.match(who):
            start = offset + match.start("verb")
            yield Attribution(start, offset + end, start, who, offset + match.start("who"), match.group("verb"), True)
    for match in _before_verbs(blotted):
        whole = match.group("who")
        office = _OFFICE_BEFORE.search(blotted, max(0, match.start("who") - 90), match.start("who"))
        who = trimmed(whole)
        starter = len(whole) - len(who)
        where = match.start("who") + starter
        if office and not starter and _HEAD_AND_NAME.search(who):
            where = office.start("office")
            who = blotted[where : match.end("who")]
        if (
            not who
            or DATE.fullmatch(who.split()[0])
            or (
                ((match.group("relative") or " ")[0] != "," or match.group("aside"))
                and _PLACE.search(blotted, 0, where)
                and _in_phrase(blotted, where)
            )
        ):
            continue
        if (
            match.group("aside")
            and _INVERTED.match(blotted, match.start("verb"))
            and re.match(r",\s[A-Z]", match.group("aside"))
        ):
            continue  # "LONDON, England (CNN) The singer is in hospital, said the ambulance service"
        if _PLURAL_OF_ONE.fullmatch(who):  # "a lapse officials called serious"
            who = who.split()[-1]
        named = _NAMED_ASIDE.fullmatch(match.group("aside")) if who.split()[-1].islower() else None
        who = named.group("name") if named else who  # "the union's president, Jane Doe, said"
        start, verb = offset + where, match.group("verb")
        yield Attribution(start, offset + match.end(), offset + match.start("verb"), who, start, verb, False)
    for match in _INVERTED_FIRST.finditer(blotted):
        start = offset + match.start()
        verb = match.group("verb").lower()
        yield Attribution(
            start, offset + match.end(), start, match.group("who"), offset + match.start("who"), verb, True
        )
    for match in _RESTRICTED.finditer(blotted):
        start = offset + match.start("who")
        verb_start = offset + match.start("verb")
        yield Attribution(
            start, offset + match.end(), verb_start, match.group("who"), start, match.group("verb"), False
        )
    for match in FURTHER.finditer(blotted):
        subject = speaker_before(blotted, match.start())
        if subject:
            verb = "verb" if match.group("verb") else "adding"
            start = offset + match.start(verb)
            yield Attribution(start, offset + match.end(), start, subject, start, match.group(verb), False)
    for match in _ACCORDING.finditer(blotted):
        who = match.group("who").strip()
        yield Attribution(
            offset + match.start(), offset + match.end(), offset + match.start(), who, offset + match.start("who"),
            "according to", True,
        )  # fmt: skip


def _before_verbs(blotted: str) -> Iterator[re.Match[str]]:
    """Yield speakers before their verb, reading only sentences that hold one: the pattern is slow."""
    ends = [m.end() for m in SENTENCE.finditer(blotted)]
    for first, last in pairwise([0, *ends, len(blotted)]):
        verbs = [found.end() for found in _VERB.finditer(blotted, first, last)]
        if verbs:
            yield from _BEFORE.finditer(blotted, first, min(verbs[-1] + _BEHIND, last))


def _in_phrase(blotted: str, where: int) -> bool:
    """Tell whether the name is what a preposition rules: "the office in Cheyenne said"."""
    before = blotted[:where].rstrip().rsplit(None, 2)
    return bool(before) and before[-1] != "that"
