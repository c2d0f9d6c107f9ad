"""The language of articles and of questions as short as people ask them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.detect import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("정부가 새 정책을 발표했다.", "ko"),
        ("OpenAI와 Anthropic의 CEO는 뭐라고 했나?", "ko"),
        ("The minister spoke on Monday.", "en"),
        ("what did the mayor say", "en"),
        ("Why was the ferry late?", "en"),
        ("The actor 박바다 won the award, and she thanked her team.", "en"),
        ("Der Minister hat die Reise nach Paris nicht angetreten, und das ist für viele eine Überraschung.", "de"),
        ("Le ministre est arrivé dans la ville avec une délégation qui sera reçue par le maire.", "fr"),
        ("El ministro llegó a la ciudad con una delegación que será recibida por el alcalde.", "es"),
        ("政府は新しい政策を発表した。", "ja"),
        ("政府周一宣布了一项新政策。", "zh"),
        ("Η κυβέρνηση ανακοίνωσε νέα μέτρα.", "el"),
    ],
)
def test_a_clear_language_is_told(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "12.5% 🎉", "Ellsmere Calder Times", "Правительство объявило", "هذه جملة عربية", "x" * 5_000]
)
def test_what_cannot_be_told_is_said_to_be_undetermined(text: str) -> None:
    assert detect(text) == "und"


@given(st.text(max_size=200))
def test_any_text_gets_a_code_and_always_the_same(text: str) -> None:
    assert detect(text) == detect(text)
    assert detect(text).isalpha()
    assert detect(text).islower()
