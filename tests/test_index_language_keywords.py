"""Keywords: what a reader asks and what an article writes must meet in the same terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import korean
from index.language.keywords import is_function_word, kind_of, stem, terms
from index.language.sentences import split


def words(text: str) -> set[str]:
    return {term for term in terms(text) if kind_of(term) == "word"}


def numbers(text: str) -> set[str]:
    return {term for term in terms(text) if kind_of(term) == "number"}


def test_a_name_taken_apart_in_the_question_still_meets_the_article() -> None:
    article = terms("다리오 아모데이 앤트로픽 최고경영자는 경고를 날렸다.")
    question = "아모데이는 뭐라고 했나?"
    assert "아모데이" not in [m.form for m in korean.morphemes(question)]  # the trap: Kiwi reads 아+모+데이+는 here
    assert {"아모데이", "~아모", "~모데", "~데이"} <= set(article) & set(terms(question))


@pytest.mark.parametrize("particle", ["", "은", "이", "을", "의", "에게", "처럼", "까지"])
def test_particles_do_not_keep_a_noun_from_being_found(particle: str) -> None:
    assert "수출" in words(f"반도체 수출{particle} 알려졌다")


@pytest.mark.parametrize("asked", ["export", "Exports", "EXPORTED", "exporting", "export’s", "export's"])
def test_english_words_meet_in_their_stem(asked: str) -> None:
    assert terms(asked) == [stem("export")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25% 관세", {"#25", "#25%"}),
        ("지난 14일 3,000명이", {"#14", "#14일", "#3000", "#3000명"}),
        ("it paid $3.5 billion for 1,200,000.50 shares", {"#3.5", "#1200000.50"}),
        ("20억 달러와 4820억원", {"#20", "#20억", "#4820", "#4820억원"}),
        ("0.3%p 올랐다", {"#0.3", "#0.3%p"}),
        ("2025년 9월", {"#2025", "#2025년", "#9", "#9월"}),
    ],
)
def test_numbers_are_found_bare_and_with_their_unit(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


def test_a_thousands_separator_makes_no_difference() -> None:
    assert numbers("17,400 items") == numbers("17400 items") == {"#17400"}


@pytest.mark.parametrize(
    ("korean_text", "english_text", "term"),
    [
        ("‘H200’을 판매", "the H200 chip", "h200"), ("MODEL1이", "MODEL1", "model1"), ("딥시크 R1 모델", "R1", "r1"),
        ("CEO는", "CEO", "ceo"),
    ],
)  # fmt: skip
def test_latin_words_inside_korean_lose_their_particle(korean_text: str, english_text: str, term: str) -> None:
    assert term in terms(korean_text)
    assert term in terms(english_text)


def test_questions_keep_only_what_names_something() -> None:
    assert words("What did they say about it?") == set()
    assert words("누가 언제 뭐라고 말했어?") == set()
    assert words("What did Amodei say about US exports?") == {"amodei", "us", stem("exports")}
    assert words("tell us") == set()


def test_function_words_are_told_by_case_where_it_matters() -> None:
    assert is_function_word("us")
    assert is_function_word("It")
    assert not is_function_word("US")
    assert not is_function_word("IT")


def test_unspaced_scripts_are_found_by_neighbouring_characters() -> None:
    assert terms("東京電力") == ["~東京", "~京電", "~電力"]
    assert terms("ペ") == ["~ペ"]


@pytest.mark.parametrize("text", ["", "  ", "🎉 …!", "“”"])
def test_nothing_to_find_gives_no_term(text: str) -> None:
    assert terms(text) == []


def test_the_reading_of_a_sentence_serves_for_its_terms() -> None:
    text = "저어새가 늘었다. 연구소는 갯벌을 조사했다."
    for sentence in split(text):
        quote = text[sentence.start : sentence.end]
        assert terms(quote, sentence.morphemes, sentence.start) == terms(quote, korean.morphemes(quote))


@given(st.text(max_size=80))
def test_terms_are_never_empty_and_the_same_each_time(text: str) -> None:
    found = terms(text)
    assert found == terms(text)
    assert all(term.strip() for term in found)
