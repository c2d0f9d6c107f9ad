"""English attributions: a speaker beside a verb of saying, in a paragraph whose quotations are blotted out.

"Smith said", "said Smith", "Smith, who chairs the board, told reporters", "according to Smith". The speaker may be a
pronoun or somebody described ("a spokesman for the agency").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.language.quotations.describing import AT_THE_START, HEAD
from index.language.quotations.verbs import SAY

__all__ = ["PRONOUN", "Attribution", "attributions"]

_NAME_WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|Rev|St|Sens|Reps|Jr|Sr|Maj|Adm)\.|"
    r"(?:[A-Z]\.)+|(?:al-|el-)?[A-Z][\w’'&/-]*)"
)
_NAME = (
    rf"{_NAME_WORD}(?:\s(?:(?:de|van|von|der|bin|al|al-|of|the|and|for|&|ul|la|"
    rf"du)\s(?:the\s)?)?{_NAME_WORD}){{0,6}}"
)
_DESCRIBED = (
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|"
    r"[Tt]wo|[Aa]nother)\s)?"
    rf"(?:(?!(?:is|are|was|were|what|that|which|who|has|had|have|and|but|if|when|as|in|on|at|to|did|does|do|"
    rf"not)\s)[\w’'&-]+\s){{0,4}}?"
    rf"(?:{HEAD}|{AT_THE_START})\b"
    r"(?:\s(?:for|of|from|at|in|with|close to|familiar with)\s(?:the\s)?[\w’'&.-]+(?:\s(?!(?:did|does|do|not|"
    r"has|had|was|were)\s)[\w’'&-]+){0,4}?)?"
)
PRONOUN = frozenset("he she they it we i you who which that this those these one".split())
_PRON = r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)"
_ANYBODY = (  # "another fan wrote", "the dictionary said": any noun right before the verb
    r"(?:[Tt]he|[Aa]n|[Aa]|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s(?:(?!(?:of|in|on|at|to|and|or|"
    r"that|which|who|is|was|are|were)\s)"
    r"[\w-]+\s){0,2}?[a-z][\w-]+(?=\s(?:has\s|have\s|had\s|also\s|later\s)?(?:said|says|wrote|writes|told|tells|"
    r"added|tweeted|argued|explained|warned|announced)\b)"
)
_ASIDE = r"(?:,\s[RD]-[A-Z][\w.]+,?)?(?:\s?\([^()]{1,60}\)|,\swho(?:se)?\s[^.;]{2,220}?[,”]|,\s[^“”\".;]{2,110}?,)?"
_ADVERB = (
    r"(?:(?:has|have|had|also|later|then|previously|recently|repeatedly|publicly|once|again|earlier|"
    r"further|would|did|still|often|never|himself|herself|subsequently|reportedly|first|simply|even|all|both|"
    r"now|just|long|who|already|since|initially|instead|actually)\s|[a-z]+ly\s)*"
)
_BEFORE = re.compile(
    rf"(?<![\w’'-])(?P<who>{_DESCRIBED}\s{_NAME}|(?:[Tt]he\s)?{_NAME}|{_DESCRIBED}|"
    rf"{_PRON}|{_ANYBODY})(?P<aside>{_ASIDE})(?:,?\swho|,(?=\s(?:has|have|had)\s))?\s{_ADVERB}(?P<verb>{SAY})\b(?!’)"
)
_STOPS = (
    "in|on|at|of|from|who|to|with|during|after|before|for|as|when|while|because|that|about|by|via|through|if|is|"
    "was|has|"
    "had|will"
)
_AFTER = re.compile(
    rf"[”,]\s?(?P<verb>{SAY})\s(?P<who>(?:{_NAME_WORD}\s){{0,3}}(?:(?!in\b|on\b|at\b|of\b|from\b|who\b|and\b|"
    rf"to\b|with\b|during\b|after\b|for\b|as\b|about\b|by\b|via\b|through\b)[a-z][\w-]*\s){{1,3}}{_NAME}|"
    rf"(?:(?:the|a|an|his|her|its|their|then|former|one|another|U\.S\.|[a-z][\w’-]*)\s){{0,7}}?"
    rf"(?:{_NAME})|(?:the|an?|his|her|their|one|another)\s(?:[\w’'-]+\s){{0,4}}?(?:{HEAD})\b(?:\s(?:for|of|"
    rf"from|at)\s(?:the\s)?[\w’'-]+(?:\s[A-Z][\w’'-]+)*)?|"
    rf"(?:he|she|they)\b|(?:{HEAD})\b)"
)
_LONGER = re.compile(  # "said former FBI special agent and profiler Mary O’Toole": the name ends the phrase
    rf"(?:\s(?!(?:{_STOPS})\b)[a-z][\w’'-]*){{1,6}}\s{_NAME}(?=[,.”]|\s(?:in|on|at|of|who)\b|$)"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording to (?P<who>(?:[^,.;“”\"()]|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|(?<=Sen|Rep|Gov|Gen|Mrs)\.){2,110}?)"
    r"(?=[,;“”\"()\n]|\.(?:[\s“”]|$)(?<!\b[A-Z]\.\s)(?<!(?:Mr|Ms|Dr)\.\s)(?<!(?:Sen|Rep|Gov|Gen|Mrs)\.\s)|$|"
    r"\s(?:who|which|that|released|published|posted|on)\b)"
)
_CONTINUED = re.compile(
    r"\b(?:and|but)\s(?:then\s|also\s|later\s)?(?P<verb>said|says|added|told|stated|wrote|"
    r"argued)\b(?!\sto\b)|,\s(?P<adding>saying|adding|noting|arguing|claiming|warning|insisting|"
    r"explaining)\b(?!\sto\b)"
)
_JUST_SAID = re.compile(
    rf"(?<![\w’'-])(?P<who>(?:[Tt]he\s)?{_NAME}|{_DESCRIBED}|{_PRON})\s(?:said|says|wrote|"
    rf"told)[^.“”]*$"
)
_WHO = re.compile(rf"(?P<who>{_NAME}),[^“”.]{{2,120}}?\swho\s[^.“”]*$")
_OFFICE_BEFORE = re.compile(  # ", Office of Policy and Management spokesperson Chris McClure told"
    r"[,”]\s(?P<office>[A-Z][\w’'&.-]*(?:\s(?:[A-Z][\w’'&.-]*|of|and|for|the|on))*)\s$"
)
_HEAD_AND_NAME = re.compile(rf"\b(?:{HEAD})\s[A-Z]")
_PLURAL_OF_ONE = re.compile(
    r"[Aa]n?\s(?:(?!of\b)[a-z][\w-]*\s)+(?:officials|authorities|experts|critics|researchers|prosecutors|police)"
)
_NAMED_ASIDE = re.compile(rf",\s(?P<name>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}),")
_NEARLY = frozenset("About Around Nearly Almost Over During".split())
_NOBODY = re.compile(r"^whose\b|(?:\b(?:and|or|of|the|a|an|in|for|with)|-language)$")
_INVERTED = re.compile(rf"(?:said|says)\s(?:the\s)?{_NAME}(?:,|\.?\s*$|\sand\s)")
_SUBJECT = re.compile(
    rf"(?P<who>{_DESCRIBED}\s{_NAME}|(?!(?:An?|Numerous|Several|Many|Some|Other|Most|Both|Two|Three|Four|Five|"
    rf"Dozens)\s)"
    rf"(?:[Tt]he\s)?{_NAME}|{_DESCRIBED}|{_PRON})(?=[\s,])"
)
_RESTRICTED = re.compile(  # "Hospitals that scored poorly also have claimed that"
    rf"(?:^|[.!?”]\s)(?P<who>[A-Z][a-z]+s|(?:The|A|An|Some|Many|Several|Most|"
    rf"Other)\s(?:[a-z-]+\s){{0,2}}[a-z]+)\s(?:that|who|which)\s"
    rf"(?!(?:{SAY})\b)(?:(?!(?:{SAY}|that|who|which)\b)[\w’'$%-]+\s){{1,12}}?{_ADVERB}(?P<verb>said|say|says|"
    rf"claimed|argued|argue|told|warned|warn|insisted)(?=\s)"
)
_SENTENCE = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Rep|Sen|Gov|Gen|Mrs|Adm|Maj|Col|Sgt|Rev)\.)(?<!\b(?:Mr|Ms|Dr|St|Lt|"
    r"Jr)\.)\s+(?=[A-Z“])"
)
_VERB = re.compile(rf"\b(?:{SAY}|According to|according to)\b")
_DATE = re.compile(
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    "October|November|December"
)
_PLACE = re.compile(
    r"\b(?:in|at|of|during|before|after|from|near|by|to|for|with|about|against|told|that)\s+(?:the\s+|nearby\s+)?$"
)
_STARTER = re.compile(
    r"^(?:But|And|Yet|So|Still|However|While|When|After|Before|As|In|On|At|If|Though|Although|Because|Since|"
    r"For|Meanwhile|Now|Then|"
    r"Later|Here|That|What|There|Or|Also|Instead|Even|More|Read(?=\s\S)|Watch|Last|Earlier|Once|Where|With|From|"
    r"By|Not|"
    r"and|but|that|as|when|while|because|which)\s+"
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

    @property
    def is_pronoun(self) -> bool:
        return self.who.lower() in PRONOUN


def attributions(blotted: str, offset: int) -> list[Attribution]:
    """Return the attributions in a paragraph whose quotations are blotted out, in order, none overlapping."""
    found: list[Attribution] = []
    if not _VERB.search(blotted):
        return found
    for one in sorted(_all(blotted, offset), key=lambda item: (item.start, -item.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(blotted: str, offset: int) -> Iterator[Attribution]:
    for match in _AFTER.finditer(blotted):
        longer = _LONGER.match(blotted, match.end("who"))
        end = longer.end() if longer else match.end()
        who = _trimmed(blotted[match.start("who") : end])
        plain = match.group(0)[0] == "”" or match.group("verb") in ("said", "says", "added", "wrote", "explained")
        if plain and who and not _DATE.match(who):
            start = offset + match.start("verb")
            yield Attribution(start, offset + end, start, who, offset + match.start("who"), match.group("verb"), True)
    for match in _before_verbs(blotted):
        whole = match.group("who")
        office = _OFFICE_BEFORE.search(blotted, max(0, match.start("who") - 90), match.start("who"))
        who = _trimmed(whole)
        starter = len(whole) - len(who)
        where = match.start("who") + starter
        if office and not starter and _HEAD_AND_NAME.search(who):
            where = office.start("office")
            who = blotted[where : match.end("who")]
        if (
            not who
            or _DATE.fullmatch(who.split()[0])
            or (_PLACE.search(blotted, 0, where) and _in_phrase(blotted, where))
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
    for match in _RESTRICTED.finditer(blotted):
        start = offset + match.start("who")
        verb_start = offset + match.start("verb")
        yield Attribution(
            start, offset + match.end(), verb_start, match.group("who"), start, match.group("verb"), False
        )
    for match in _CONTINUED.finditer(blotted):
        subject = _beside(blotted, match.start()) or _leading(blotted, match.start())
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
    ends = [m.end() for m in _SENTENCE.finditer(blotted)]
    for first, last in pairwise([0, *ends, len(blotted)]):
        if _VERB.search(blotted, first, last):
            yield from _BEFORE.finditer(blotted, first, last)


def _beside(blotted: str, before: int) -> str:
    """Return the pronoun or name of the verb of saying before another ("he said, adding that")."""
    found = _JUST_SAID.search(blotted, max(0, before - 120), before) or _WHO.search(
        blotted, max(0, before - 200), before
    )
    return _trimmed(found.group("who")) if found else ""


def _leading(blotted: str, before: int) -> str:
    """Return the subject that the sentence with a further verb at `before` begins with."""
    first = max((m.end() for m in _SENTENCE.finditer(blotted, 0, before)), default=0)
    found = _SUBJECT.match(blotted, first)
    who = _trimmed(found.group("who")) if found else ""
    return "" if not who or _DATE.match(who) or who in _NEARLY or who.endswith(("’s", "'s")) else who


def _trimmed(who: str) -> str:
    who = who.strip()
    if who.split()[-1:] in (["he"], ["she"], ["they"]):  # "the approach she says is best"
        return who.split()[-1]
    if _NOBODY.search(who):
        return ""
    while who and (found := _STARTER.match(who + " ") or re.match(rf"(?:{_DATE.pattern})\s", who)):
        who = who[found.end() :]
    return who


def _in_phrase(blotted: str, where: int) -> bool:
    """Tell whether the name is what a preposition rules: "the office in Cheyenne said"."""
    before = blotted[:where].rstrip().rsplit(None, 2)
    return bool(before) and before[-1] != "that"
