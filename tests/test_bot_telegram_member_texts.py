"""What is said of access and privacy: the same in both languages, valid, and polite in Korean."""

import string
from dataclasses import fields

import pytest

from bot.telegram.member_texts import MEMBER_COMMANDS, MEMBER_TEXTS, MemberTexts
from tests.telegram_html import read_html


@pytest.mark.parametrize("name", [field.name for field in fields(MemberTexts)])
def test_both_languages_have_the_same_blanks_in_valid_html(name: str) -> None:
    korean, english = (getattr(MEMBER_TEXTS[language], name) for language in ("ko", "en"))
    assert _blanks(korean) == _blanks(english)
    for text in (korean, english):
        read_html(text.format(**dict.fromkeys(_blanks(text), "1")))
    assert not any(sentence.strip().endswith("요") for sentence in korean.split("."))


def test_menu_says_each_command_in_both_languages_within_telegrams_limits() -> None:
    for name, words, _ in MEMBER_COMMANDS:
        assert name.islower()
        assert words.keys() == {"ko", "en"}
        assert all(1 <= len(text) <= 256 for text in words.values())


def _blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
