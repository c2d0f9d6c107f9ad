"""Somebody asked about by what they are: the role stands in the article, in whichever language."""

import pytest

from bot.answers.roles import role_asked


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What did the mayor say about that?", "김하나 바다시장은 “다리를 고치겠다”고 말했다."),
        ("시장은 뭐라고 했어?", "김하나 시장은 “다리를 고치겠다”고 말했다."),
        ("관장은 뭐라고 했어?", "“We shall lend it,” said Ann Lee, the museum’s director."),
        ("What did the farmer say?", "20년째 농사를 짓는 이둘씨는 “비가 안 온다”고 말했다."),
        ("노조위원장은?", "The union wants more electricians, its head said."),
    ],
)
def test_a_role_is_found_in_either_language(question: str, sentence: str) -> None:
    role = role_asked(question)
    assert role is not None
    assert role.search(sentence)


@pytest.mark.parametrize("question", ["What did Morag Tulloch say?", "시장에서 값은 얼마야?", "시장 조사 결과는?"])
def test_who_is_named_or_what_is_no_person_is_asked_by_no_role(question: str) -> None:
    assert role_asked(question) is None


def test_a_market_is_no_mayor() -> None:
    role = role_asked("What did the mayor say?")
    assert role is not None
    assert not role.search("이둘씨는 도매시장에서 “비가 안 온다”고 말했다.")
