"""Settling: done once it is done for ever, and nothing that a reader can see is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import settle


@given(st.text(st.characters()))
def test_settled_text_stays_as_it_is(text: str) -> None:
    settled = settle(text)
    assert settle(settled) == settled
    assert unicodedata.is_normalized("NFC", settled)
    assert not {"\r", "\x00", "\ufeff", "\u200b", "\u2028"} & set(settled)
    settled.encode("utf-8")


@given(st.text(st.characters(categories=("L", "Nd", "P", "S"))))
def test_visible_characters_are_kept(text: str) -> None:
    assert settle(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_kind_of_line_end_becomes_one(end: str) -> None:
    assert settle(f"one{end}two") == "one\ntwo"


def test_decomposed_hangul_and_accents_are_composed() -> None:
    assert settle(unicodedata.normalize("NFD", "아모데이 café")) == "아모데이 café"


def test_characters_that_nobody_sees_go() -> None:
    assert settle("\ufeff북\u200b한\x00에\u00ad “핵\u2060무기”") == "북한에 “핵무기”"


def test_removing_an_invisible_character_does_not_leave_text_unsettled() -> None:
    assert settle("e\u200b\u0301") == "é"
    assert settle("\u1112\u200b\u1161\u11ab") == "한"
    assert settle("a\r\x00\nb") == settle(settle("a\r\x00\nb"))


def test_what_shapes_emoji_scripts_and_tables_stays() -> None:
    kept = "👩\u200d👩\u200d👧 می\u200cخواهم\ta\u00a0b"
    assert settle(kept) == kept


def test_half_of_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert settle("a\ud83db") == "a\ufffdb"
