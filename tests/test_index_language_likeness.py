"""Likeness: letters of any language read as Hangul; a name is like its own spelling and unlike other people's."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.names import PAIRS, half_of, read_pairs, recall_at_precision, score_half
from index.language.likeness import ALIKE, likeness
from index.language.namebook import NameBook

LATIN = st.text(st.sampled_from("abcdefghijklmnoprstuvwxyzé’- "), max_size=16)
HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6)


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [
        ("Ashcombe", "애시콤"), ("Lee Jae-myung", "이재명"), ("Jae-myung Lee", "이재명"), ("Xi Jinping", "시진핑"),
        ("DeepSeek", "딥시크"), ("Anthropic", "앤트로픽"), ("Nvidia", "엔비디아"), ("Brad Smith", "브래드 스미스"),
        ("Sam Altman", "샘 올트먼"), ("Sam Altman", "샘 알트만"), ("Shinzo Abe", "아베 신조"), ("Macron", "마크롱"),
        ("Whitby", "휘트비"), ("Scholz", "숄츠"), ("Hawaii", "하와이"),
    ],
)  # fmt: skip
def test_a_name_is_like_its_korean_spelling(latin: str, hangul: str) -> None:
    assert likeness(latin, hangul) >= ALIKE


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [
        ("Brad Smith", "윌 스미스"), ("Lee Jae-myung", "이재용"), ("Kim Jong Un", "김정일"), ("Iran", "이라크"), ("Altman", "아모데이"),
        ("Dario", "마리오"), ("Austria", "오스트레일리아"), ("Li Qiang", "리커창"), ("Sam", ""), ("", "샘"), ("2024", "이천"),
    ],
)  # fmt: skip
def test_a_name_is_unlike_anothers(latin: str, hangul: str) -> None:
    assert likeness(latin, hangul) < ALIKE


@given(LATIN, HANGUL)
def test_likeness_is_a_share(latin: str, hangul: str) -> None:
    assert 0.0 <= likeness(latin, hangul) <= 1.0


def test_the_list_of_pairs_is_large_and_split_for_good() -> None:
    pairs = read_pairs()
    same = [pair for pair in pairs if pair.kind != "different"]
    assert len(same) >= 400
    assert len(set(pairs)) == len(pairs)
    assert {pair.kind for pair in pairs} == {"person", "company", "place", "different"}
    assert sum(half_of(pair.english) == "test" for pair in same) >= 200
    assert (half_of("Sam Altman"), half_of("Dario Amodei")) == (half_of("Sam Altman"), half_of("Dario Amodei"))
    assert PAIRS.name == "name-pairs.tsv"


def test_nine_in_ten_names_of_a_part_of_the_held_out_half_are_found_with_hardly_an_error() -> None:
    part = [pair for pair in read_pairs() if half_of(pair.english) == "test"][::3]
    recall, _ = recall_at_precision(score_half(part, "test"))
    assert recall >= 0.88


def test_a_name_is_found_quickly_among_many() -> None:
    others = ["".join(chr(0xAC00 + (i * 7919 + j * 104729) % 11172) for j in range(3)) for i in range(30_000)]
    book = NameBook([*others, "아모데이", "앤트로픽"])
    began = time.perf_counter()
    assert book.spellings("Amodei")[0] == "아모데이"
    assert book.spellings("Anthropic")[0] == "앤트로픽"
    assert time.perf_counter() - began < 0.2
