"""Quotations: the right speaker, or none; never a wrong one."""

import pytest

from index.language.quotations import quotations, speakers_of
from index.language.sentences import split


def speakers(text: str) -> list[str | None]:
    sentences = split(text)
    return speakers_of(sentences, quotations(text, sentences))


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            "다리오 솔헤임 노르드비크 최고경영자(CEO)는 “답이 아니다”라고 말했다.",
            "다리오 솔헤임 노르드비크 최고경영자(CEO)",
        ),
        ("임 연구원은 너구리가 늘었다며 울타리를 세워야 한다고 강조했다.", "임 연구원"),
        ("김민수 의원은 예산이 부족하다고 지적했다.", "김민수 의원"),
        ("“너무 늦었다”고 박 대표는 말했다.", "박 대표"),
        ("한지우 전 해솔시장이 “끝났다”고 말했다.", "한지우 전 해솔시장"),
        ("이를 두고 솔헤임 CEO는 한 인터뷰에서 “격차가 좁혀질 것”이라고 지적했다.", "솔헤임 CEO"),
        ("서해생태연구소는 4일 “저어새가 늘었다”고 밝혔다.", "서해생태연구소"),
        ("부영식씨는 “웃을 수가 없다”고 말했다.", "부영식씨"),
    ],
)
def test_korean_speakers(sentence: str, speaker: str) -> None:
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“It is late,” said Tom Ashby, the chair of the board.", "Tom Ashby"),
        ("“A ferry that is late is a ferry people stop trusting,” Solheim said.", "Solheim"),
        ("Morag Tulloch, who runs the bakery, said that the boat was early.", "Morag Tulloch"),
        ("According to Maria Lopez, nobody was hurt.", "Maria Lopez"),
        ("Marchetti replied that only three were left.", "Marchetti"),
        ("Ingrid Solheim, the chief executive, told the board on Wednesday that trials would begin.", "Ingrid Solheim"),
        ("Ashby, who chairs the board, urged Congress to act.", "Ashby"),
        (
            "Commissioner Walter Goff, who voted against, argued that “a deadline is a suggestion.”",
            "Commissioner Walter Goff",
        ),
        ("In London, Boris Novak said it was over.", "Boris Novak"),
    ],
)  # fmt: skip
def test_english_speakers(sentence: str, speaker: str) -> None:
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "그는 “아니다”라고 말했다.",
        "“No,” he said.",
        "She said that the number had risen.",
        "“Stop,” she told Reuters.",
        "The office in Cheyenne, Wyoming, said it would close.",
        "The chair, who was away, said on Monday that it was fine.",
        "“올해는 어렵다”는 말이 나온다고 했다.",
    ],
)
def test_words_without_a_named_speaker_are_nobodys(sentence: str) -> None:
    assert speakers(sentence) == [""]


@pytest.mark.parametrize(
    "sentence",
    [
        "정부는 예산을 늘렸다.",
        "The wall will run for 1.9 kilometres.",
        "The so-called plan is dead.",
        "노선 길이는 12.4㎞이다.",
    ],
)
def test_what_reports_no_words_has_no_speaker(sentence: str) -> None:
    assert speakers(sentence) == [None]


def test_a_name_inside_the_quotation_is_not_the_speaker() -> None:
    assert speakers("배정후 사무국장은 “한지우 시장은 답하지 않았다”고 지적했다.") == ["배정후 사무국장"]
    assert speakers("“Tom Ashby said nothing of the kind,” said Beth Okafor.") == ["Beth Okafor"]


def test_the_speaker_is_written_as_in_the_text_wherever_the_sentence_stands() -> None:
    text = "비가 왔다.\n🎉 그러나 배정후 사무국장은 “오지 않았다”고 말했다. “We saw it,” said Ana-María O’Neill."
    found = [speaker for speaker in speakers(text) if speaker]
    assert found[0] == "배정후 사무국장"
    assert all(speaker in text for speaker in found)
