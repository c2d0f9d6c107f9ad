"""Common words: a capital alone makes no name of them."""

import pytest

from index.language.common import is_common
from index.language.names import translations


@pytest.mark.parametrize("word", ["Ministry", "Despite", "Translations", "It's", "Monday", "October", "Late-Night"])
def test_a_common_word_stays_one_with_a_capital(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize(
    "word", ["Altman", "Amodei", "Nvidia", "Smith", "Trump's", "Illinois", "AP", "IT", "Anti-Trump"]
)
def test_names_and_abbreviations_are_none(word: str) -> None:
    assert not is_common(word)


@pytest.mark.parametrize(
    ("adjective", "country"),
    [("Mexican", "멕시코"), ("Australian", "오스트레일리아"), ("Iraqi", "이라크"), ("Vietnamese", "베트남")],
)
def test_an_adjective_of_a_country_is_translated_by_the_country(adjective: str, country: str) -> None:
    assert country in translations(adjective)
    assert translations("World") == ()
