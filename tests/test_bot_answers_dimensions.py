"""A measure is answered by numbers in its own units only."""

import pytest

from bot.answers.dimensions import measured
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


@pytest.mark.parametrize(
    ("question", "counts", "other"),
    [
        ("둥지는 몇 개야?", "둥지 340개가 확인됐다.", "둥지를 지은 새는 340마리다."),
        ("몇 명이 탈까?", "하루 평균 2만5000명이 탄다.", "공사에는 25억원이 들었다."),
        ("How many passengers does it carry?", "It takes 120 passengers.", "It will carry passengers on 4 May."),
        ("How deep do its roots go?", "뿌리는 1.4m까지 뻗는다.", "뿌리는 세 갈래로 뻗는다."),
        ("수확량은 얼마야?", "헥타르당 2.7t을 거뒀다.", "물을 30% 적게 주었다."),
        ("얼마나 줄었어?", "출하량이 14% 줄어든 탓이다.", "출하는 12월 3일에 끝난다."),
        ("How much did prices fall?", "Prices fell by 14 percent.", "Prices fell on 4 May."),
    ],
)
def test_the_number_asked_for_stands_in_its_unit_or_before_what_is_counted(
    question: str, counts: str, other: str
) -> None:  # fmt: skip
    assert measured(question, counts)
    assert not measured(question, other)


def test_what_is_denied_is_no_reason() -> None:
    assert fits("왜 미뤘어?", "비 때문에 미뤘다고 말했다.")
    assert not fits("왜 미뤘어?", "비 때문에 미루는 것이 아니라고 말했다.")
    assert fits("Why was it moved?", "It was moved because of the rain.")
    assert not fits("Why was it moved?", "It was moved not because of the rain, the mayor said.")
