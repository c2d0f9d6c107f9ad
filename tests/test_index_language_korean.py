"""Korean: offsets of the text that was given, however long it is and whatever stands in it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.language import korean

HANGUL_TEXT = st.text(st.sampled_from("가나다라저어새가 늘었다.다만“”🎉\U0001f1f0\u1100\u1161 aB3%\n"), max_size=80)


def test_hangul_is_told_from_everything_else() -> None:
    assert korean.contains_hangul("see 저어새")
    assert not korean.contains_hangul("see 東京 かな ㄱ 123 🎉")


def test_sentences_carry_their_morphemes_in_offsets_of_the_text() -> None:
    text = "🎉 저어새가 늘었다. 연구소는 기뻐했다."
    found = korean.sentences(text)
    assert [text[start:end] for start, end, _ in found] == ["🎉 저어새가 늘었다.", "연구소는 기뻐했다."]
    for start, end, morphemes in found:
        assert morphemes
        assert all(start <= m.start <= m.end <= end for m in morphemes)
    assert ("저어새", "저어새") in {(m.form, text[m.start : m.end]) for m in found[0][2]}


def test_a_very_long_line_is_read_in_pieces_with_offsets_of_the_whole() -> None:
    sentence = "달머리 갯벌의 저어새가 늘었다. "
    text = sentence * (45_000 // len(sentence))
    nouns = [m for m in korean.morphemes(text) if m.form == "저어새"]
    assert len(nouns) == text.count("저어새")
    assert {text[m.start : m.end] for m in nouns} == {"저어새"}
    assert korean.sentences(text)[-1][1] == len(text.rstrip())


def test_a_long_line_without_a_space_is_read_too() -> None:
    text = "가" * 45_000
    assert korean.morphemes(text)[-1].end == len(text)


@settings(deadline=None)
@given(HANGUL_TEXT)
def test_morphemes_lie_in_order_inside_the_text(text: str) -> None:
    found = korean.morphemes(text)
    assert all(0 <= m.start <= m.end <= len(text) for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


@settings(deadline=None)
@given(HANGUL_TEXT)
def test_sentences_lie_in_order_inside_the_text(text: str) -> None:
    found = korean.sentences(text)
    assert all(0 <= start <= end <= len(text) for start, end, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
