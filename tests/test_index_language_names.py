"""Names: a question in one script finds the names an index holds in the other, and only those."""

import pytest

from index.language import korean
from index.language.namebook import NameBook
from index.language.names import names_in, translations

HELD = (
    "아모데이", "다리오", "앤트로픽", "블룸버그", "딥시크", "마누스", "솔헤임", "발로군", "스미스", "최고경영자", "반도체", "수출", "갯벌",
    "여객선", "Solheim", "Balogun", "Marchetti", "Cheruto", "Haesol", "Ashcombe", "Nordvik",
)  # fmt: skip
BOOK = NameBook(HELD)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Amodei", "아모데이"), ("Bloomberg", "블룸버그"), ("DeepSeek", "딥시크"), ("Balogun", "발로군"), ("Smith", "스미스"),
        ("솔헤임", "Solheim"), ("마르케티", "Marchetti"), ("체루토", "Cheruto"), ("노르드비크", "Nordvik"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_the_other_script(asked: str, found: str) -> None:
    assert BOOK.spellings(asked)[0] == found


@pytest.mark.parametrize("asked", ["Altman", "Musk", "Putin", "이재용", "일론", "Xi", "A", "2024", ""])
def test_a_name_the_index_does_not_hold_finds_nothing(asked: str) -> None:
    assert BOOK.spellings(asked) == ()


def test_spellings_come_from_the_other_script_only_and_stay_the_same() -> None:
    assert "Solheim" not in BOOK.spellings("Solheim")
    assert BOOK.spellings("Solheim") == BOOK.spellings("Solheim") == ("솔헤임",)
    assert NameBook([]).spellings("Amodei") == ()


def test_names_of_an_english_text_are_its_capitalised_words() -> None:
    assert names_in("What did Dario Amodei say about OpenAI? I asked.", None) == {
        "Dario", "Amodei", "OpenAI", "Dario Amodei",
    }  # fmt: skip


def test_a_korean_name_is_found_even_where_the_reading_takes_it_apart() -> None:
    question = "아모데이는 뭐라고 했나?"
    assert "아모데이" in names_in(question, korean.morphemes(question))
    article = "다리오 아모데이 앤트로픽 최고경영자가 H200을 말했다"
    assert {"다리오", "아모데이", "앤트로픽"} <= names_in(article, korean.morphemes(article))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("North Korea", "북한"), ("북한", "North Korea"), ("US", "미국"), ("미국", "United States"), ("Chinese", "중국"),
        ("china", "중국"), ("South Korea", "한국"), ("Norway", "노르웨이"), ("케냐", "Kenya"), ("White House", "백악관"),
    ],
)  # fmt: skip
def test_places_and_languages_are_translated(name: str, other: str) -> None:
    assert other in translations(name)


def test_what_is_no_place_has_no_translation() -> None:
    assert translations("Amodei") == ()
    assert translations("") == ()
