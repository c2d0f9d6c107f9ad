"""The quotations of a Korean paragraph, sentence by sentence: words that fill several sentences are read as one.

A sentence that leaves its speaker out goes on with whoever spoke, or was told of, in the sentence before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.language.korean import Morpheme
from index.language.quotations.korean import LEFT_OUT, korean_quotations, topic_of
from index.language.quotations.marks import Stretch
from index.language.quotations.quotation import Quotation
from index.language.sentences import Sentence

__all__ = ["korean_paragraph"]

_AS_FOLLOWS = re.compile(
    r"(?:다음과\s?같이|이렇게|이와\s?같이)\s(?:말|밝|썼|적|설명|주장|회고|전|호소|언급|답|강조)[^.]{0,12}[.:]\s*$"
)


def korean_paragraph(text: str, sentences: Sequence[Sentence], quoted: Sequence[Stretch]) -> list[Quotation]:
    """Return the quotations of the paragraph that `sentences`, with their morphemes, make up."""
    found: list[Quotation] = []
    before: Sequence[Sentence] = ()
    for whole in _wholes(text, sentences, quoted):
        start, end = whole[0].start, whole[-1].end
        inside = [item for item in quoted if start <= item.opening and item.closing <= end]
        own = korean_quotations(text, start, end, _morphemes(whole), inside)
        if any(item.speaker == LEFT_OUT for item in own):
            who = _speaker_of(text, before, found, quoted) if before else ""
            own = [replace(item, speaker=who) if item.speaker == LEFT_OUT else item for item in own]
        found += own
        before = whole
    return found


def _wholes(text: str, sentences: Sequence[Sentence], quoted: Sequence[Stretch]) -> Iterator[list[Sentence]]:
    """Yield sentences, several together where words between marks span them or follow what announces them."""
    whole: list[Sentence] = []
    for sentence in sentences:
        if whole and not _together(text, whole, sentence, quoted):
            yield whole
            whole = []
        whole.append(sentence)
    if whole:
        yield whole


def _together(text: str, whole: Sequence[Sentence], sentence: Sentence, quoted: Sequence[Stretch]) -> bool:
    for item in quoted:
        if whole[0].start <= item.opening < sentence.start < item.closing:
            return True
        if sentence.start <= item.opening < sentence.start + 2:
            return _AS_FOLLOWS.search(text, whole[-1].start, whole[-1].end) is not None
    return False


def _morphemes(whole: Sequence[Sentence]) -> list[Morpheme]:
    return [morpheme for sentence in whole for morpheme in sentence.morphemes or ()]


def _speaker_of(text: str, before: Sequence[Sentence], found: Sequence[Quotation], quoted: Sequence[Stretch]) -> str:
    """Return who speaks in the sentence before, or is its only topic; "" where there are two."""
    start = before[0].start
    spoken = {item.speaker for item in found if item.start >= start}
    if spoken:
        return spoken.pop() if len(spoken) == 1 else ""
    return topic_of(text, start, _morphemes(before), quoted)
