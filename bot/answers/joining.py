"""Korean particles that fit the word before them: 트램은, 나래는."""

__all__ = ["joined"]

_PAIRS = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"))
_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_CLOSED_LATIN = frozenset("bcdfgjklmnpqtvxz")
_CLOSED_DIGITS = frozenset("013678")


def joined(word: str, particle: str) -> str:
    """Return `word` with the form of `particle` that it takes; Latin letters go by their usual sound."""
    for closed, opened in _PAIRS:
        if particle in (closed, opened):
            return word + (closed if _is_closed(word[-1:]) else opened)
    return word + particle


def _is_closed(letter: str) -> bool:
    if letter and _FIRST <= ord(letter) <= _LAST:
        return (ord(letter) - _FIRST) % _FINALS != 0
    return letter.lower() in _CLOSED_LATIN or letter in _CLOSED_DIGITS
