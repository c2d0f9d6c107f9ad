"""Spellings that belong together: those an article states side by side, and those of the administrator's file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.aliases import AliasLineError, read_aliases, stated_aliases
from index.language.namebook import NameBook


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("이에 다리오 아모데이(Dario Amodei) 대표는", {("다리오 아모데이", "Dario Amodei"), ("다리오", "Dario"), ("아모데이", "Amodei")}),
        ("미국 반도체 기업 엔비디아(NVIDIA)가", {("엔비디아", "NVIDIA")}),
        ("이날 국제원자력기구(IAEA)는", {("국제원자력기구", "IAEA")}),
        ("중국정보통신연구원(CAICT)의 조사", {("중국정보통신연구원", "CAICT")}),
        ("전 대표 이재명(Lee Jae-myung, 61)", {("이재명", "Lee Jae-myung")}),
        ("세계보건기구(World Health Organization)", {("세계보건기구", "World Health Organization")}),
        ("He met Lee Jae-myung (이재명) there", {("이재명", "Lee Jae-myung")}),
        ("the Haesol Museum (해솔박물관) opened", {("해솔박물관", "Haesol Museum")}),
        ("The International Atomic Energy Agency (IAEA) said", {("International Atomic Energy Agency", "IAEA")}),
    ],
)  # fmt: skip
def test_spellings_stated_side_by_side_belong_together(text: str, pairs: set[tuple[str, str]]) -> None:
    assert stated_aliases(text) == pairs


@pytest.mark.parametrize(
    "text",
    [
        "한국개발 연구원(KDI)은", "지난해(2024)", "서울(본사)에서", "the plan (계획)", "He left (in May).", "매출(Sales)은 늘었다",
        "The Bank of Korea (FED) said", "", "((()", "이날 (IAEA)",
    ],
)  # fmt: skip
def test_what_stands_in_brackets_is_not_always_a_name(text: str) -> None:
    assert stated_aliases(text) == set()


@given(st.text(st.sampled_from("가나 (AB)bc,.·（）-'"), max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for first, second in stated_aliases(text):
        assert first in text
        assert second in text


def test_the_file_has_a_group_a_line() -> None:
    text = "\ufeff# people\nSam Altman = 샘 올트먼 =  샘  알트만\n\nJack Ma=마윈  # Alibaba\n"
    assert read_aliases(text) == (("Sam Altman", "샘 올트먼", "샘 알트만"), ("Jack Ma", "마윈"))
    assert read_aliases("") == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [("Jack Ma = 마윈\nSam Altman\n", 2, "alone"), ("\n\n= 마윈", 3, "empty"), ("a = b\na == b", 2, "empty")],
)
def test_a_bad_line_is_named(text: str, line: int, reason: str) -> None:
    with pytest.raises(AliasLineError, match=f"line {line}: .*{reason}") as raised:
        read_aliases(text)
    assert raised.value.line == line


def test_listed_spellings_are_found_whole_and_word_by_word() -> None:
    book = NameBook(["올트먼", "마윈"], groups=read_aliases("Sam Altman = 샘 올트먼 = 샘 알트만\nJack Ma = 마윈"))
    assert "올트먼" in book.spellings("알트만")
    assert "올트먼" in book.spellings("Altman")
    assert book.spellings("Jack Ma")[0] == "마윈"
    assert "샘" not in book.spellings("Altman")


def test_what_articles_state_comes_before_what_sounds_alike_and_reaches_further() -> None:
    stated = {("국제원자력기구", "IAEA"): 2, ("International Atomic Energy Agency", "IAEA"): 1}
    book = NameBook([], stated)
    assert book.spellings("국제원자력기구") == ("IAEA", "International Atomic Energy Agency")
    assert book.spellings("iaea")[0] == "국제원자력기구"


def test_a_slip_does_not_outvote_what_many_articles_state() -> None:
    book = NameBook([], {("최고경영자", "CEO"): 12, ("최고기술책임자", "CEO"): 1})
    assert book.spellings("CEO") == ("최고경영자",)
