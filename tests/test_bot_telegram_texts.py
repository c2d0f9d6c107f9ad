"""Every error and command has its sentence in each language."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.telegram.reports import render_error
from bot.telegram.texts import COMMANDS, error_key, language_of
from bot.texts import LANGUAGES, texts_in
from config.errors import BotError, BuildInProgress, CitedeskError, IndexDamaged, IndexMissing
from tests.telegram_html import read_html


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
    text = render_error(error, texts_in(language))
    read_html(text)
    assert "secret detail" not in text
    assert "{" not in text
    assert ("니다" in text or "십시오" in text) == (language == "ko")


def test_errors_that_need_different_deeds_are_told_apart() -> None:
    assert len({error_key(error) for error in (IndexMissing(""), IndexDamaged(""), RuntimeError())}) == 3


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("아모데이가 뭐라고 했나요?", "en", "ko"), ("Amodei가 뭐라고?", None, "ko"), ("what did Amodei say", "ko", "ko"),
        ("what did Amodei say", "de", "en"), ("", None, "en"), ("", "ko-KR", "ko"),
    ],
)  # fmt: skip
def test_language_is_that_of_the_question_then_that_of_the_person(text: str, code: str | None, language: str) -> None:
    assert language_of(text, code) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_in_the_menu_are_described_as_telegram_takes_them(language: str) -> None:
    assert all(1 <= len(texts_in(language).plain(one.described)) <= 256 for one in COMMANDS)
