"""Hangul words without their particles: what may be a term of an index, what asks, what may name."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.eojeol import Eojeol, eojeols


def word(text: str, number: int = 0) -> Eojeol:
    return list(eojeols(text))[number]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("박서연이 왔다", "박서연"),
        ("우발적 충돌이라고 했다", "우발적"),
        ("다리에서는 못 본다", "다리"),
        ("다리", "다리"),
    ],
)
def test_particles_and_the_copula_are_left_off(text: str, bare: str) -> None:
    assert word(text).bare == bare


def test_what_is_said_to_be_something_is_bare_too() -> None:
    assert word("그것은 충돌이라고 했다", 1).bare == "충돌"


@pytest.mark.parametrize(
    ("text", "number"),
    [("한지우는 무엇을 받았나?", 1), ("다리는 어디서 태어났나?", 1), ("늦어진 이유는?", 1), ("1997년부터 걸었다", 0),
     ("도시 내에서 걷는다", 1)],
)  # fmt: skip
def test_what_asks_connects_or_counts_begins_with_no_word(text: str, number: int) -> None:
    assert word(text, number).beginnings() == []


def test_word_may_be_all_of_it_or_what_stands_before_a_particle() -> None:
    assert word("전문가가 말했다").beginnings() == ["전문가가", "전문가"]
    assert word("공사에는 돈이 든다").beginnings() == ["공사에는", "공사에", "공사"]
    assert word("서울에서는 본다").beginnings() == ["서울에서는", "서울에서", "서울"]


def test_names_are_proper_nouns_or_odd_pieces() -> None:
    assert word("박서연이 왔다").may_name()
    assert word("노무현이 왔다").names("노무현")
    assert not word("전문가가 왔다").names("전문가")
    assert not word("전쟁이 났다").may_name()
    assert not word("달려가는 사람").may_name()


@given(st.text(alphabet="가나다라이은는을에서무엇이유 1a?.", max_size=40))
def test_words_lie_in_their_text_in_order_and_begin_with_what_they_may_be(text: str) -> None:
    found = list(eojeols(text))
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)
    assert all(before.start + len(before.text) <= after.start for before, after in itertools.pairwise(found))
    for one in found:
        assert one.text.startswith(one.bare)
        assert all(one.text.startswith(beginning) for beginning in one.beginnings())
        assert all(one.start <= morpheme.start < one.start + len(one.text) for morpheme in one.morphemes)
