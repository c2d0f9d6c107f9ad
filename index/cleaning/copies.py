"""A body pasted twice: found without regard to white space, since the second time paragraphs often run together.

A repeated block counts as a second copy only where it makes up most of the text with its twin. A sentence, a refrain
or a paragraph that a writer repeats never does.
"""

import re
from dataclasses import dataclass

__all__ = ["without_copies"]

_ANCHOR = 40  # solid characters that must recur exactly for a closer look
_ANCHORS = tuple(share / 100 for share in range(3, 49, 5))  # where the first copy is probed, as shares of the text
_SHORTEST = 80  # solid characters of a copy: two sentences of Korean
_SMALLEST_SHARE = 0.3  # of the whole text, for each copy: together they are most of it
_FEWEST_SENTENCES = 2
_END = re.compile(r"(?<!\d)[.!?。]|[.!?。](?!\d)")
_CLOSED = frozenset(".!?。…\"”’'»」』)]>ⓒ©")


@dataclass(frozen=True, slots=True)
class _Twins:
    """A block and its copy, in offsets of the text with all white space taken out: two spans of equal `length`."""

    first: int
    second: int
    length: int


def without_copies(text: str, *, keep_first: bool = False) -> str:
    """Return `text` with a story pasted more than once standing there once, in the form with more line breaks.

    With `keep_first` the later copy goes, whatever its form, so that positions before it stay.
    """
    while (shorter := _without_copy(text, keep_first)) is not None:
        text = shorter
    return text


def _without_copy(text: str, keep_first: bool) -> str | None:
    twins = _find("".join(text.split())) if _may_have_copy(text) else None
    if twins is None:
        return None
    places = [place for place, character in enumerate(text) if not character.isspace()]
    shift = _false_start(text, places, twins)
    spans = [(places[start + shift], places[start + twins.length - 1] + 1) for start in (twins.first, twins.second)]
    lines = [text.count("\n", start, end) for start, end in spans]
    start, end = spans[1 if keep_first or lines[0] >= lines[1] else 0]
    return _joined(text[:start], text[end:])


def _may_have_copy(text: str) -> bool:
    """Tell whether a few words within a line recur anywhere: true of every copy, and quick where there is none."""
    for share in _ANCHORS:
        place = int(len(text) * share)
        line_end = text.find("\n", place, place + _ANCHOR)
        start = place if line_end < 0 else _next_word(text, line_end)
        words = text[start : start + _ANCHOR].partition("\n")[0].rstrip()
        if words and text.find(words, start + len(words)) >= 0:
            return True
    return False


def _next_word(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _find(solid: str) -> _Twins | None:
    """Return the first pair of blocks that is long enough, probing `solid` at a few places."""
    least = max(_SHORTEST, int(len(solid) * _SMALLEST_SHARE))
    if len(solid) < 2 * _SHORTEST:
        return None
    for share in _ANCHORS:
        place = int(len(solid) * share)
        again = solid.find(solid[place : place + _ANCHOR], place + _ANCHOR)
        if again - place < least:  # not found, or too near for two copies to fit
            continue
        twins = _snapped(solid, _extended(solid, place, again))
        if twins.length >= least and _sentences(solid, twins) >= _FEWEST_SENTENCES:
            return twins
    return None


def _extended(solid: str, place: int, again: int) -> _Twins:
    """Grow the match at `place` and `again` both ways as far as both say the same, but not into one another."""
    left = 0
    while left < place and solid[place - left - 1] == solid[again - left - 1]:
        left += 1
    first, second = place - left, again - left
    length = left + _ANCHOR
    while second + length < len(solid) and first + length < second and solid[first + length] == solid[second + length]:
        length += 1
    return _Twins(first, second, min(length, second - first))


def _snapped(solid: str, twins: _Twins) -> _Twins:
    """Give back what the copies share by accident after their last sentence: the first letters of what follows."""
    length = twins.length
    end = twins.second + length
    if end < len(solid) and twins.first + length < twins.second:
        while length and solid[twins.first + length - 1] not in _CLOSED:
            length -= 1
    return _Twins(twins.first, twins.second, length)


def _sentences(solid: str, twins: _Twins) -> int:
    return len(_END.findall(solid, twins.first, twins.first + twins.length))


def _false_start(text: str, places: list[int], twins: _Twins) -> int:
    """Return how many characters both copies share by accident before they begin, the last of what stood before."""
    for shift in range(twins.length):
        before = text[max(0, places[twins.first + shift] - 1)]
        if twins.first + shift == 0 or before.isspace() or before in _CLOSED:
            return shift
    return 0


def _joined(left: str, right: str) -> str:
    """Put together what stood before and after a copy, on lines of their own unless a space parted them."""
    parted = not left.strip() or not right.strip() or left[-1].isspace() or right[0].isspace()
    return left + right if parted else f"{left}\n{right}"
