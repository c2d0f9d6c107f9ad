"""Both languages say the same things, and every error has its sentence."""

import string
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from bot.telegram.reports import render_error
from bot.telegram.texts import COMMANDS, ENGLISH, KOREAN, TEXTS, error_template, language_of
from config.errors import BotError, BuildInProgress, CitedeskError, IndexDamaged, IndexMissing
from tests.telegram_html import read_html


def _blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("name", [field.name for field in fields(KOREAN) if field.name != "language"])
def test_both_languages_have_the_same_blanks_in_valid_html(name: str) -> None:
    korean, english = getattr(KOREAN, name), getattr(ENGLISH, name)
    if isinstance(korean, dict):
        assert korean.keys() == english.keys()
        return
    assert _blanks(korean) == _blanks(english)
    for text in (korean, english):
        read_html(text.format(**dict.fromkeys(_blanks(text), "1")))


@pytest.mark.parametrize(
    "name", [field.name for field in fields(KOREAN) if field.name.startswith(("start", "stranger", "late"))]
)
def test_korean_speaks_politely_throughout(name: str) -> None:
    sentences = getattr(KOREAN, name).split(".")
    assert all(one.strip().endswith(("니다", "까", "시오", "")) for one in sentences)
    assert not any(one.strip().endswith("요") for one in sentences)


def _tree(root: type[CitedeskError]) -> Iterator[type[CitedeskError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _tree(kind)


@pytest.mark.parametrize("kind", [kind for kind in _tree(CitedeskError) if not issubclass(kind, BotError)])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_error_is_one_polite_sentence_without_its_english_details(
    kind: type[CitedeskError], language: str
) -> None:
    error = BuildInProgress("<o>", datetime.now(UTC)) if kind is BuildInProgress else kind("secret detail /home/x")
    text = render_error(error, TEXTS[language])
    read_html(text)
    assert "secret detail" not in text
    assert "{" not in text
    assert ("니다" in text or "십시오" in text) == (language == "ko")


def test_errors_that_need_different_deeds_are_told_apart() -> None:
    sentences = {error_template(error, "en") for error in (IndexMissing(""), IndexDamaged(""), RuntimeError())}
    assert len(sentences) == 3


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("아모데이가 뭐라고 했나요?", "en", "ko"), ("Amodei가 뭐라고?", None, "ko"), ("what did Amodei say", "ko", "ko"),
        ("what did Amodei say", "de", "en"), ("", None, "en"), ("", "ko-KR", "ko"),
    ],
)  # fmt: skip
def test_language_is_that_of_the_question_then_that_of_the_person(text: str, code: str | None, language: str) -> None:
    assert language_of(text, code) == language


def test_commands_in_the_menu_are_described_in_both_languages() -> None:
    assert all(words.keys() == TEXTS.keys() and all(words.values()) for _, words, _ in COMMANDS)
