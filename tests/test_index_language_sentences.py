"""Sentences: no character lost or quoted twice whatever the text, and ends where a reader would put them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.sentences import Sentence, split
from index.text import settle

PIECES = (
    "홍길동 대표는 “우리는 간다. 그리고 이긴다”라고 말했다.", "가격은 3.5% 올랐다.", "다만 ", "그는 ‘아니다", "라며 ",
    "Dr. J. K. Smith paid $3.14 in the U.S. on Tuesday.", "“No,” she said.", "(see Fig. 3)", "He said: \"Stop.\"",
    "👩‍👩‍👧 ", "🎉", "هذا خبر. ", "מה שלומך? ", "他说：「好。」", "これはペンです。", "\n", "\n\n", "\t", "\u3000",
    "\u00a0", " ", "…", "?!",
    "- ", "• ", "1. ", "“", "”", "「", "』", "'", "\"", ")", ".", "다.", "ㅋㅋㅋ", "e\u0301",
    "\U0001f1f0\U0001f1f7", "\u202e", "\ufffd",
)  # fmt: skip
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), ANY_TEXT), max_size=14).map("".join)
LANGUAGES = st.sampled_from(("und", "ko", "en", "ar", "ja", "xx"))


def sentences(text: str, language: str = "und") -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text, language)]


def check_spans(text: str, found: list[Sentence]) -> None:
    covered = 0
    for sentence in found:
        assert covered <= sentence.start < sentence.end <= len(text)
        assert not text[covered : sentence.start].strip()
        quote = text[sentence.start : sentence.end]
        assert quote == quote.strip()
        assert "\n" not in quote
        covered = sentence.end
    assert not text[covered:].strip()


@settings(max_examples=250, deadline=None)
@given(MIXED, LANGUAGES)
def test_every_character_belongs_to_exactly_one_sentence(text: str, language: str) -> None:
    settled = settle(text)
    check_spans(settled, split(settled, language))


@settings(max_examples=100, deadline=None)
@given(MIXED)
def test_unsettled_text_is_split_as_safely(text: str) -> None:
    check_spans(text, split(text))


@settings(max_examples=100, deadline=None)
@given(MIXED)
def test_morphemes_lie_in_their_sentence_and_only_where_there_is_hangul(text: str) -> None:
    for sentence in split(settle(text)):
        for morpheme in sentence.morphemes or ():
            assert sentence.start <= morpheme.start < sentence.end


def test_morphemes_are_those_at_their_offsets() -> None:
    text = "First line.\n\n🎉 달머리 갯벌을 찾았다. 저어새가 늘었다."
    second, third = split(text)[1:]
    nouns = {(m.form, text[m.start : m.end]) for s in (second, third) for m in s.morphemes or () if m.tag == "NNG"}
    assert ("갯벌", "갯벌") in nouns
    assert split(text)[0].morphemes is None


@pytest.mark.parametrize(
    "parts",
    [
        ("Dr. Smith went to Washington, D.C. on Tuesday.", "He met J. K. Rowling."),
        ("U.S. President Anna Lee met the U.K. prime minister.", "They talked."),
        ("Apple Inc. said it will sell 3,000.5 units.", "The rest is rare."),
        ("The price rose 2.5% to 3.14 dollars.", "No. 5 was sold."),
        ("The boat left at 6.40 p.m. and came back.", "Mr. Lee Jr. stayed."),
        ("Prices rose (see Fig. 3).", "They fell [1].", "Then… nothing!", "Really?!", "Yes."),
        ("가격은 3.5% 올랐다.", "1.2㎞ 구간이다.", "끝까지 28분이 걸린다."),
        ("안녕 😀.", "반가워요!"),
        ("هذا خبر.", "وهذا خبر آخر؟", "نعم."),
        ("שלום עולם.", "מה שלומך?"),
    ],
)
def test_ends_of_sentences(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "parts",
    [
        ("“We will not go. We will stay,” she said.", "Then they left."),
        ("“I came. I saw.”", "He left."),
        ("He said: “Stop.”", "Nobody moved."),
        ('"Really?" she asked.', "Nobody knew."),
        ("홍길동 대표는 “우리는 간다. 그리고 이긴다”라고 말했다.", "다음 날 그는 떠났다."),
        ("김 대표는 “그렇다.”고 답했다.", "다른 말은 없었다."),
        ("그는 ‘간다. 온다’라고 했다.", "그뿐이었다."),
        ("최 위원장은 「안 된다. 절대로」라고 썼다.", "답은 없었다."),
    ],
)
def test_a_quotation_is_not_torn_from_who_said_it(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "parts",
    [
        ("저어새가 돌아왔다.", "‘주걱새’라는 별명도 있다."),
        ("저어새가 돌아왔다.", "“너무 늦었다”고 박 대표는 말했다."),
        ("비가 왔다.", "“우리는 간다. 그리고 이긴다”라고 홍 대표는 말했다.", "다들 웃었다."),
        ("“늦었다”고 했다.", "“빨랐다”고도 했다."),
        ("갯벌이 살아났다.", '"아직 멀었다"는 말도 나온다.'),
        ("새 책이 나왔다.", "《갯벌의 봄》은 세 번째 책이다."),
        ("새 노래가 실렸다.", "‘썰물’ 연작은 세 번째다."),
        ("기록은 다르다.(연감 2003, 20쪽).", "그래도 믿을 만하다."),
    ],
)
def test_a_quotation_that_opens_a_sentence_belongs_to_it(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


def test_a_name_that_sounds_like_a_verb_ends_no_sentence() -> None:
    text = "나이지리아 출신 식물유전학자 타요 발로군 교수가 이끄는 팀이 발표했다."
    assert sentences(text) == [text]


def test_a_forgotten_full_stop_ends_a_sentence_all_the_same() -> None:
    assert sentences("대표는 사과했다 그러나 답은 없었다.") == ["대표는 사과했다", "그러나 답은 없었다."]


def test_sentences_pasted_together_without_a_space_come_apart() -> None:
    assert sentences("그는 떠났다.양국 정부는 다르다.중국은 크다.") == [
        "그는 떠났다.",
        "양국 정부는 다르다.",
        "중국은 크다.",
    ]


def test_headlines_bylines_and_list_items_end_with_their_line() -> None:
    lines = [
        "트램 14일 첫 운행",
        "문가람 기자",
        "By Callum Reyes, Staff Writer",
        "• First item",
        "- 둘째 항목",
        "본문이다.",
    ]
    assert sentences("\n".join(lines)) == lines


def test_a_quotation_mark_never_closed_does_not_swallow_the_paragraph() -> None:
    text = "그는 “모르겠다고 말했다. 그리고 나갔다. " + "비가 왔다. " * 5
    assert len(sentences(text)) == 7


@pytest.mark.parametrize("word", ["숫자와 ", "number ", "رقم ", "가", "x"])
def test_text_without_an_end_is_cut_into_pieces_a_reader_can_take(word: str) -> None:
    text = word * 20_000
    found = split(text)
    check_spans(text, found)
    assert max(sentence.end - sentence.start for sentence in found) <= 1_000


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\t\n"])
def test_nothing_to_read_gives_no_sentence(text: str) -> None:
    assert split(text) == []


def test_a_sentence_covers_at_least_one_character() -> None:
    with pytest.raises(ValueError, match="at least one character"):
        Sentence(3, 3)
