"""A measure is answered by numbers in its own units only."""

import pytest

from bot.answers.narrowing import fits


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        ("How old is she?", "The 31-year-old trains at dawn.", "She won in 2 hours and 9 minutes."),
        ("How long is it?", "The canal runs for 3.2 kilometres.", "The town must find £4 million by itself."),
        ("How long does it take?", "The trip takes 50 minutes.", "The bridge is 90 metres long."),
        ("How heavy is it?", "The bell weighs 340 kg.", "The bell is 2 metres tall."),
        ("무게는 얼마야?", "탐사선은 무게 340㎏이다.", "탐사선은 고도 700㎞에 오른다."),
        ("고도는?", "탐사선은 고도 700㎞에 오른다.", "탐사선은 무게 340㎏이다."),
        ("얼마나 걸려?", "The trip takes 50 minutes.", "The fare is £4."),
        ("How old is the mayor?", "시장은 올해 52세다.", "공사에는 52억원이 들었다."),
    ],
)
def test_a_measure_needs_its_unit(question: str, answers: str, other: str) -> None:
    assert fits(question, answers)
    assert not fits(question, other)


def test_a_reason_fits_why_and_a_number_does_not() -> None:
    assert fits("왜 늘었어?", "둑을 허문 것이 번식에 도움이 됐다고 본다.")
    assert not fits("왜 늘었어?", "지난해보다 11% 늘었다고 밝혔다.")
