"""Who "he" or "she" can be: the one person fitting the pronoun whom the nearest paragraph names, outside of marks."""

import re
from collections.abc import Iterator, Sequence

from index.language.keywords import is_function_word
from index.language.quotations.first_names import fits
from index.language.quotations.people import without_titles
from index.language.quotations.quotation import Quotation

__all__ = ["Persons"]

_FULL = re.compile(
    r"\b[A-Z][\w-]+(?:\s(?:(?:de|van|von|der|bin|al|el)\s)?(?:[A-Z]\.|(?:[A-Z]’|[A-Z]')?[A-Z][\w-]+)){1,4}"
)
_TITLED = re.compile(r"\b(?P<title>Mr|Mrs|Ms)\.?\s(?P<surname>[A-Z][\w-]+)")
_BODY = re.compile(
    r"(?:Stadium|Arena|Cent(?:er|re)|University|College|School|Department|Office|Council|Committee|Commission|Company|"
    r"Group|Corp|Inc|Bank|Police|Union|Party|House|Senate|Court|Street|Avenue|County|City|State|States|Hospital|News|"
    r"Times|Post|Association|Museum|Park|Church|Team|Festival|Airlines|Foundation|Institute|Republicans?|Democrats?|"
    r"Act|Award|Awards|Bowl|Cup|League|Hill|Island|Beach|Lake|River|Valley|Road|Square|Hall|Tower|Airport|Army|Navy|"
    r"Force|Service|Agency|Bureau|Congress|Street|Journal|Magazine|Network|Studios|Records|Day|Week|High|day)$"
)
_PARAGRAPHS = 3  # the pronoun's own, before it, and two more
_REACH = 1500  # characters


class Persons:
    """The people whom an English article names in full; read once, when the first pronoun is met."""

    def __init__(self, text: str, spoken: Sequence[str]) -> None:
        self._text = text
        self._first: dict[str, set[str]] = {}  # surname -> first names
        known = {speaker.split()[-1] for speaker in spoken if speaker}
        for found in _FULL.finditer(text):
            words = without_titles(found.group().split())
            while words and is_function_word(words[0].lower()):
                words = words[1:]
            if len(words) > 1 and not _BODY.search(words[-1]):
                first, last = words[0], words[-1]
                if fits(first, "he") is not None or last in known or self._is_met_alone(last):
                    self._first.setdefault(last, set()).add(first)
        self._titles = {found.group("surname"): found.group("title") for found in _TITLED.finditer(text)}

    def _is_met_alone(self, surname: str) -> bool:
        return re.search(rf"(?:^|[.!?”]\s|\n){re.escape(surname)}(?:,\s|\s[a-z])", self._text) is not None

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
            met = dict.fromkeys(self._met(paragraph))
            able = [name for name in met if self.can_be(name, pronoun)]
            if len(able) == 1:
                return able[0]
            if able:
                return ""
        return ""

    def _paragraphs_before(self, before: int, quoted: Sequence[Quotation]) -> Iterator[str]:
        first = max(0, before - _REACH)
        bare = list(self._text[first:before])
        for item in quoted:
            if item.direct and item.end > first:
                start, end = max(item.start - first, 0), min(item.end, before) - first
                bare[start:end] = " " * (end - start)
        lines = [line for line in "".join(bare).split("\n") if line.strip()]
        yield from reversed(lines[-_PARAGRAPHS:])

    def _met(self, paragraph: str) -> Iterator[str]:
        """Yield the surname of everybody whom a paragraph names."""
        for word in re.findall(r"[A-Z][\w-]+", paragraph):
            if word in self._first or word in self._titles:
                yield word
