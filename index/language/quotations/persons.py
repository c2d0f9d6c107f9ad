"""Who "he" or "she" can be: the one person fitting the pronoun whom the nearest paragraph names, outside of marks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.language.keywords import is_function_word
from index.language.quotations.first_names import fits
from index.language.quotations.people import without_titles
from index.language.quotations.quotation import Quotation

__all__ = ["Persons"]

_FULL = re.compile(
    r"\b[A-Z][\w-]+(?:\s(?:(?:de|van|von|der|bin|al|el)\s)?(?:[A-Z]\.|(?:[A-Z]’|[A-Z]')?[A-Z][\w-]+)){1,4}"
)
_NAME_ALONE = re.compile(r"(?!The\b)[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,4}")
_TITLED = re.compile(r"\b(?P<title>Mr|Mrs|Ms)\.?\s(?P<surname>[A-Z][\w-]+)")
_BODY = re.compile(
    r"(?:Stadium|Arena|Cent(?:er|re)|University|College|School|Department|Office|Council|Committee|Commission|"
    r"Company|"
    r"Group|Corp|Inc|Bank|Police|Union|Party|House|Senate|Court|Street|Avenue|County|City|State|States|Hospital|News|"
    r"Times|Post|Association|Museum|Park|Church|Team|Festival|Airlines|Foundation|Institute|Republicans?|Democrats?|"
    r"Act|Award|Awards|Bowl|Cup|League|Hill|Island|Beach|Lake|River|Valley|Road|Square|Hall|Tower|Airport|Army|Navy|"
    r"Force|Service|Agency|Bureau|Congress|Street|Journal|Magazine|Network|Studios|Records|Day|Week|High|West|"
    r"East|North|South|Coast|day)$"
)
_INTRODUCED = re.compile(r",\s(?:an?|the|who|\d\d)\b|\s(?:said|says|told|who|wrote)\b")
_PROSE = re.compile(r"[.!?:,][”\"’)]?\s*$")  # a heading ends in none of these
_TEASER = re.compile(r"[A-Z][\w’' -]{2,40}:\S")
_NAMELESS = re.compile(  # somebody else whom the pronoun may mean
    r"(?:\b[Tt]he|\b[Aa]n?|[’']s) (?:\S+ )?(?:accuser|wife|husband|mother|father|lawyer|attorney|man|woman|"
    r"suspect|driver|teen|boy|girl|victim|officer|witness|caller|spokes\w+)\b"
)
_BEGINNING = re.compile(r"(?:^|[.!?”\"]\s|\n)([A-Z][\w-]+)(?:,\s|\s[a-z])")  # a surname alone, as a sentence begins
_PLACE = re.compile(r"\b(?:in|at|near|across|throughout|outside) ([A-Z][\w-]+)")
_PARAGRAPHS = 3  # the pronoun's own, before it, and two more
_REACH = 1500  # characters


class Persons:
    """The people whom an English article names in full; read once, when the first pronoun is met."""

    def __init__(self, text: str, spoken: Sequence[str]) -> None:
        self._text = text
        self._first: dict[str, set[str]] = {}  # surname -> first names
        self._sure: set[str] = set()  # surnames that surely are a person's
        alone = set(_BEGINNING.findall(text)) - set(_PLACE.findall(text))
        known = {speaker.split()[-1] for speaker in spoken if _NAME_ALONE.fullmatch(speaker)}
        for found in _FULL.finditer(text):
            words = without_titles(found.group().split())
            while words and is_function_word(words[0].lower()):
                words = words[1:]
            body = not words or _BODY.search(words[-1]) is not None
            body = body or not without_titles(words[-1:]) or is_function_word(words[-1].lower())
            if len(words) > 1 and not body and text[max(0, found.start() - 4) : found.start()].lower() != "the ":
                first, last = words[0], words[-1]
                sure = fits(first, "he") is not None or last in known or last in alone
                if sure or _INTRODUCED.match(text, found.end()):
                    self._first.setdefault(last, set()).add(first)
                    self._sure.update([last] if sure else [])
        once = Counter(first for firsts in self._first.values() for first in firsts)
        self._given = {
            first: last
            for last, firsts in self._first.items()
            for first in firsts
            if once[first] == 1 and last in self._sure and first in alone
        }
        self._titles = {found.group("surname"): found.group("title") for found in _TITLED.finditer(text)}

    def can_be(self, speaker: str, pronoun: str) -> bool:
        """Tell whether the pronoun can stand for a speaker: not where title or first name is the other kind."""
        words = without_titles(speaker.split())
        surname = words[-1] if words else ""
        title = self._titles.get(surname)
        if title:
            return (title == "Mr") == (pronoun == "he")
        firsts = {words[0]} if len(words) > 1 else self._first.get(surname, {surname})
        return any(fits(first, pronoun) is not False for first in firsts)

    def only_one(self, before: int, pronoun: str, quoted: Sequence[Quotation]) -> str:
        """Return who the pronoun before place `before` stands for, "" where nobody or more than one can be meant."""
        for paragraph in self._paragraphs_before(before, quoted):
            met = dict(self._met(paragraph)).values()
            able = [name for name in met if self.can_be(name, pronoun)]
            nameless = _NAMELESS.search(paragraph, paragraph.rfind(able[0]) if able else 0)
            if nameless or len(able) > 1:
                return ""
            if able:
                earlier = re.search(rf"\b{pronoun}\b", paragraph[: paragraph.find(able[0])], re.IGNORECASE)
                return able[0] if self._given.get(able[0], able[0]) in self._sure and not earlier else ""
        return ""

    def _paragraphs_before(self, before: int, quoted: Sequence[Quotation]) -> Iterator[str]:
        first = max(0, before - _REACH)
        bare = list(self._text[first:before])
        for item in quoted:
            if item.direct and item.end > first:
                start, end = max(item.start - first, 0), min(item.end, before) - first
                bare[start:end] = " " * (end - start)
        lines = [line for line in "".join(bare).split("\n") if line.strip()]
        whole = [line for line in lines[:-1] if _PROSE.search(line) and not _TEASER.match(line)]
        yield from reversed((whole + lines[-1:])[-_PARAGRAPHS:])

    def _met(self, paragraph: str) -> Iterator[tuple[str, str]]:
        """Yield everybody whom a paragraph names, each by surname, with the word that names him."""
        for word in re.findall(r"[A-Z][\w-]+", paragraph):
            if word in self._first or word in self._titles:
                yield word, word
            elif word in self._given:
                yield self._given[word], word
