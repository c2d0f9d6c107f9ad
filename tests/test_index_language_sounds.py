"""Sounds: a foreign name and its Korean spelling sound alike, two different names don't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sounds import similarity, skeleton, sound_of

PAIRS = [
    ("Amodei", "아모데이"), ("DeepSeek", "딥시크"), ("Bloomberg", "블룸버그"), ("Anthropic", "앤트로픽"), ("Manus", "마누스"),
    ("Solheim", "솔헤임"), ("Balogun", "발로군"), ("Cheruto", "체루토"), ("Marchetti", "마르케티"), ("Nordvik", "노르드비크"),
    ("Biden", "바이든"), ("Trump", "트럼프"), ("Microsoft", "마이크로소프트"), ("Smith", "스미스"),
]  # fmt: skip
LATIN = st.text(st.sampled_from("abcdefghijklmnoprstuvwxyzé’-"), max_size=20)
HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=8)
NAMES = st.one_of(LATIN, HANGUL)


@pytest.mark.parametrize(("english", "korean"), PAIRS)
def test_a_name_sounds_like_its_spelling_in_hangul(english: str, korean: str) -> None:
    assert similarity(sound_of(english), sound_of(korean)) >= 0.84


def test_no_name_sounds_more_like_another_ones_spelling() -> None:
    for english, korean in PAIRS:
        others = [similarity(sound_of(english), sound_of(other)) for _, other in PAIRS if other != korean]
        assert max(others) < similarity(sound_of(english), sound_of(korean))


@pytest.mark.parametrize(
    ("name", "other"), [("Amodei", "삼성전자"), ("Biden", "비닐"), ("Trump", "드럼통"), ("Kim", "박")]
)
def test_other_words_do_not_sound_alike(name: str, other: str) -> None:
    assert similarity(sound_of(name), sound_of(other)) < 0.84


def test_accents_case_and_doubled_letters_make_no_difference() -> None:
    assert sound_of("Tomás") == sound_of("tomas")
    assert sound_of("Marchetti") == sound_of("MARCHETI")


def test_voicing_is_not_part_of_the_key_that_finds_candidates() -> None:
    assert skeleton(sound_of("DeepSeek")) == skeleton(sound_of("딥시크"))
    assert skeleton(sound_of("Solheim")) == skeleton(sound_of("솔헤임"))
    assert skeleton(sound_of("Aoi")) == ""


def test_what_has_no_sound_is_like_nothing() -> None:
    assert sound_of("1,200") == ""
    assert similarity("", sound_of("Amodei")) == similarity("", "") == 0.0


@given(NAMES, NAMES)
def test_similarity_is_a_symmetric_share(first: str, second: str) -> None:
    a, b = sound_of(first), sound_of(second)
    assert 0.0 <= similarity(a, b) <= 1.0
    assert similarity(a, b) == pytest.approx(similarity(b, a))
    assert similarity(a, a) == (1.0 if a else 0.0)
