"""Which sentences hold the kind of short answer that a question asks for."""

import pytest

from index.language.holding import holds_answer


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("How much will the wall cost?", "It will cost £86 million.", "It will run for 1.9 kilometres."),
        ("요금은 얼마인가?", "요금은 어른 기준 1500원이다.", "첫차는 5시 30분에 떠난다."),
        ("When was the bridge opened?", "It was opened on Tuesday.", "It is 300 metres long."),
        ("다리는 언제 개통됐나?", "다리는 2021년 3월에 개통됐다.", "다리는 길이가 300m다."),
        ("How many people live there?", "Some 4,100 people live there.", "Nobody knows."),
        ("갯벌에 저어새가 몇 마리 있나?", "저어새 1208마리가 관찰됐다.", "조사원은 30명이었다."),
        ("What share of the water was saved?", "It saved 40% of the water.", "It took 3 years."),
    ],
)
def test_the_kind_asked_for_is_worth_more(question: str, better: str, worse: str) -> None:
    holds = holds_answer(question)
    assert holds is not None
    assert 1.0 >= holds(better) > holds(worse) >= 0.0


def test_a_number_of_the_question_is_no_answer() -> None:
    holds = holds_answer("What happened to 230 jobs, how many were lost?")
    assert holds is not None
    assert holds("230 jobs were announced.") == 0.0


@pytest.mark.parametrize("question", ["Why did he resign?", "누가 이겼나?", "Where was it found?", "무슨 일이 있었나?"])
def test_other_questions_may_be_answered_by_any_sentence(question: str) -> None:
    assert holds_answer(question) is None
