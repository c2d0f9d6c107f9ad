"""How English names somebody who speaks: names, descriptions and pronouns, as patterns to build others from."""

import re

from index.language.quotations.describing import AT_THE_START, HEAD

__all__ = ["ADVERB", "ANYBODY", "DATE", "DESCRIBED", "NAME", "NAME_WORD", "PRON", "PRONOUN", "SENTENCE", "trimmed"]

NAME_WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|Rev|St|Sens|Reps|Jr|Sr|Maj|Adm)\.|"
    r"(?:[A-Z]\.)+|(?:al-|el-)?[A-Z][\w’'&/-]*)"
)
NAME = (
    rf"{NAME_WORD}(?:\s(?:(?:de|van|von|der|bin|al|al-|of|the|and|for|&|ul|la|"
    rf"du)\s(?:the\s)?)?{NAME_WORD}){{0,6}}"
)
DESCRIBED = (
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|"
    r"[Tt]wo|[Aa]nother)\s)?"
    rf"(?:(?!(?:is|are|was|were|what|that|which|who|has|had|have|and|but|if|when|as|in|on|at|to|did|does|do|"
    rf"not)\s)[\w’'&-]+\s){{0,4}}?"
    rf"(?:{HEAD}|{AT_THE_START})\b"
    r"(?:\s(?:for|of|from|at|in|with|close to|familiar with)\s(?:the\s)?[\w’'&.-]+(?:\s(?!(?:did|does|do|not|"
    r"has|had|was|were)\s)[\w’'&-]+){0,4}?)?"
)
PRONOUN = frozenset("he she they it we i you who which that this those these one".split())
PRON = r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)"
ANYBODY = (  # "another fan wrote", "the dictionary said": any noun right before the verb
    r"(?:[Tt]he|[Aa]n|[Aa]|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s(?:(?!(?:of|in|on|at|to|and|or|"
    r"that|which|who|is|was|are|were)\s)"
    r"[\w-]+\s){0,2}?(?!\w+ly\s)[a-z][\w-]+(?=\s(?:has\s|have\s|had\s|also\s|later\s)?(?:said|says|wrote|"
    r"writes|told|tells|"
    r"added|tweeted|argued|explained|warned|announced)\b)"
)
ADVERB = (
    r"(?:(?:has|have|had|also|later|then|previously|recently|repeatedly|publicly|once|again|earlier|"
    r"further|would|did|still|often|never|himself|herself|subsequently|reportedly|first|simply|even|all|both|"
    r"now|just|long|who|already|since|initially|instead|actually|nonetheless|meanwhile|too|there|always)\s|[a-z]+ly\s|"
    r"(?:on\s|early\s|late\s|last\s)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s"
    r"(?:(?:morning|afternoon|evening|night)\s)?(?!saying))*"
)
DATE = re.compile(
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    "October|November|December"
)
_STARTER = re.compile(
    r"^(?:But|And|Yet|So|Still|However|While|When|After|Before|As|In|On|At|If|Though|Although|Because|Since|"
    r"For|Meanwhile|Now|Then|"
    r"Later|Here|That|What|There|Or|Also|Instead|Even|More|Read(?=\s\S)|Watch|Last|Earlier|Once|Where|With|From|"
    r"By|Not|"
    r"and|but|that|as|when|while|because|which)\s+"
)
_NOBODY = re.compile(r"^whose\b|(?:\b(?:and|or|of|the|a|an|in|for|with)|-language)$")
SENTENCE = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Rep|Sen|Gov|Gen|Mrs|Adm|Maj|Col|Sgt|Rev)\.)(?<!\b(?:Mr|Ms|Dr|St|Lt|"
    r"Jr)\.)\s+(?=[A-Z“])"
)


def trimmed(who: str) -> str:
    """Return a phrase without what only begins its sentence, "" where it can't be somebody."""
    who = who.strip()
    if who.split()[-1:] in (["he"], ["she"], ["they"]):  # "the approach she says is best"
        return who.split()[-1]
    if _NOBODY.search(who):
        return ""
    while who and (found := _STARTER.match(who + " ") or re.match(rf"(?:{DATE.pattern})\s", who)):
        who = who[found.end() :]
    return who
