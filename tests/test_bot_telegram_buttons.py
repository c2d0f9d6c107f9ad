"""A button comes back as it was given, within the bytes that Telegram keeps, or is not understood at all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answers.surroundings import Place
from bot.telegram.buttons import LONGEST, Kind, Press, fitting, pack, pattern, unpack

_NUMBERS = st.lists(st.integers(-999_999_999, 999_999_999), max_size=2).map(tuple)
_PLACES = st.none() | st.builds(
    Place, st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**24 - 1)
)  # fmt: skip
_PRESSES = st.builds(Press, st.sampled_from(Kind), _NUMBERS, _PLACES, st.text(st.characters(exclude_categories=["Cs"])))


@given(_PRESSES)
@example(Press(Kind.TIMELINE, (3, 1), None, "a:b:c"))
def test_what_is_packed_comes_back_within_the_limit(press: Press) -> None:
    packed = fitting(press)
    assert 1 <= len(packed.encode()) <= LONGEST
    back = unpack(packed)
    assert back is not None
    assert (back.kind, back.numbers, back.place) == (press.kind, press.numbers, press.place)
    assert back.words in (press.words, "")


def test_words_are_kept_where_they_fit_and_left_out_whole_where_not() -> None:
    short, long = "다리오 아모데이 앤트로픽", "다리오 아모데이 앤트로픽 최고경영자가 한 말"
    assert unpack(fitting(Press(Kind.QUOTES, (12,), None, short))) == Press(Kind.QUOTES, (12,), None, short)
    assert unpack(fitting(Press(Kind.QUOTES, (12,), None, long))) == Press(Kind.QUOTES, (12,))
    with pytest.raises(ValueError, match="does not fit"):
        pack(Press(Kind.QUOTES, (12,), None, long))
    assert unpack(fitting(Press(Kind.FIND, words="\ud800"))) == Press(Kind.FIND)


@given(st.text(max_size=64))
@example("c:AAAA::")
@example("c:\u0661:1:")
@example("c::1.x:")
@example("z::1:")
def test_forged_data_is_refused_or_understood_but_never_fails(data: str) -> None:
    press = unpack(data)
    assert press is None or press.kind in Kind


def test_a_letter_belongs_to_one_kind_and_a_pattern_to_its_own() -> None:
    assert len({kind.value for kind in Kind}) == len(Kind)
    assert all(len(kind.value) == 1 for kind in Kind)
    assert pattern(Kind.FIND, Kind.LATEST) == "[fl]:"
