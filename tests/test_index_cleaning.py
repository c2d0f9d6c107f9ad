"""What a page pasted around the story goes; the story, every repeated sentence of it, stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean, names_of, trim
from index.language.sentences import split
from index.text import settle

ARTICLE = Path(__file__).parents[2] / "shared" / "articles" / "kmib-ai-rivalry.txt"

KOREAN = (
    "해오름시가 내년부터 시내버스 요금을 받지 않기로 했다. 시의회는 19일 관련 조례를 통과시켰다.",
    "한 해에 드는 돈은 약 320억원이다. 시는 주차 요금을 올려 절반을 메우겠다고 밝혔다.",
    "반대도 있다. 조하늘 의원은 “배차 간격부터 줄여야 한다”고 말했다.",
)
ENGLISH = (
    "The harbour town of Ellsmere will stop charging for its buses in January. The council voted for it on Tuesday.",
    "The change costs about 24 million a year. Half of that is to come from dearer parking.",
    "Not everybody agrees. “Run them more often first,” said Ines Calder, who voted against.",
)


def page(story: tuple[str, ...], *, before: str = "", after: str = "") -> str:
    return "\n\n".join(part for part in (before, *story, after) if part)


@pytest.mark.skipif(not ARTICLE.exists(), reason=f"the real article is not at {ARTICLE}")
def test_the_real_article_comes_out_whole_and_once() -> None:
    text = settle(ARTICLE.read_text(encoding="utf-8"))
    found = clean(text)
    sentences = [found.text[sentence.start : sentence.end] for sentence in split(found.text, "ko")]
    assert len(sentences) == len(set(sentences)) == 23
    assert found.text.count("\n\n") == 5, "the readable copy, in paragraphs, is the one that stays"
    assert [found.title, *found.deck] == [line for line in text.split("\n") if line][:3]
    assert (found.outlet, found.authors) == ("국민일보", ("박선영",))
    assert found.rights.endswith("이용 금지")
    assert "@" not in "".join((found.text, found.rights, *found.authors))


@pytest.mark.parametrize("story", [KOREAN, ENGLISH])
@pytest.mark.parametrize("glue", ["", " ", "\n"])
def test_a_second_copy_of_the_body_goes(story: tuple[str, ...], glue: str) -> None:
    readable = "\n\n".join(story)
    assert clean(f"{readable}\n\nRelated ⓒ {glue.join(story)}").text == readable
    assert clean(f"{glue.join(story)}\n\n{readable}").text == readable, (
        "the paragraphs stay even where they come second"
    )
    assert clean("\n\n".join([readable] * 3)).text == readable


def test_what_stood_between_two_copies_is_kept_apart_from_the_story() -> None:
    notice = "ⓒ 해오름신문, 무단 전재 및 재배포 금지"
    found = clean(
        f"{page(KOREAN)}\n\n정바다 기자 sea@haeoreum.example\n\n속보 ⓒ {''.join(KOREAN)}정바다 기자 sea@haeoreum.example{notice}"
    )
    assert found.text == page(KOREAN)
    assert found.authors == ("정바다",)
    assert found.outlet == "해오름신문"


@pytest.mark.parametrize(
    "story",
    [
        (KOREAN[0], KOREAN[2], KOREAN[1], KOREAN[2], "그래도 버스는 달린다."),
        ("물러서지 않겠다. " * 2 + "그는 말했다.", "물러서지 않겠다.", "끝까지 물러서지 않겠다. 그가 다시 말했다."),
        (ENGLISH[0], "We will not give in.", ENGLISH[1], "We will not give in.", ENGLISH[2], "We will not give in."),
        ("The bell rang once more over the empty square of the old town that night.",) * 4,
    ],
)
def test_what_a_writer_repeats_stays(story: tuple[str, ...]) -> None:
    assert clean(page(story), title="A title").text == page(story)
    assert trim(page(story)).text == page(story)


@pytest.mark.parametrize(
    ("line", "authors", "outlet"),
    [
        ("홍길동 기자", ("홍길동",), ""),
        ("홍길동기자 gildong@yna.co.kr", ("홍길동",), "연합뉴스"),
        ("[홍길동·성춘향 기자]", ("홍길동", "성춘향"), ""),
        ("워싱턴=홍길동 특파원 gd.hong@hani.co.kr", ("홍길동",), "한겨레"),
        ("홍길동 선임기자, 성춘향 기자 spring@example.com", ("홍길동", "성춘향"), ""),
        ("글·사진 홍길동 여행전문기자", ("홍길동",), ""),
        ("/홍길동 객원기자 gildong@naver.com", ("홍길동",), ""),
        ("홍길동 (gildong@mk.co.kr)", ("홍길동",), "매일경제"),
        ("gildong@kmib.co.kr", (), "국민일보"),
        ("By Jane Roe", ("Jane Roe",), ""),
        ("By JANE ROE and John van Doe, Associated Press", ("JANE ROE", "John van Doe"), "The Associated Press"),
        ("By Jane Roe, staff writer", ("Jane Roe",), ""),
        ("By Emily Post", ("Emily Post",), ""),
        ("By Associated Press", (), "The Associated Press"),
        ("By Jane Roe | The Ellsmere Times", ("Jane Roe",), "The Ellsmere Times"),
        ("(Reporting by Jane Roe in London and John Doe; Editing by Ann Other)", ("Jane Roe", "John Doe"), ""),
    ],
)
@pytest.mark.parametrize("story", [KOREAN, ENGLISH])
def test_a_byline_under_the_story_names_its_authors(
    story: tuple[str, ...], line: str, authors: tuple[str, ...], outlet: str
) -> None:
    for found in (clean(page(story, after=line)), trim(page(story, after=line))):
        assert (found.text, found.authors, found.outlet) == (page(story), authors, outlet)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("ⓒ 해오름신문, 무단 전재 및 재배포 금지", "해오름신문"),
        ("<저작권자 ⓒ 해오름신문 무단전재 및 재배포, AI 학습 이용 금지>", "해오름신문"),
        ("저작권자(c) 해오름뉴스. 무단전재-재배포 금지", "해오름뉴스"),
        ("Copyright ⓒ 해오름신문. All rights reserved.", "해오름신문"),
        ("© 2031 The Ellsmere Times. All rights reserved.", "The Ellsmere Times"),
        ("Copyright 2031 Ellsmere Radio", "Ellsmere Radio"),
        ("무단 전재 및 재배포를 금합니다 www.kmib.co.kr", "국민일보"),
        ("All rights reserved. This material may not be published, broadcast or redistributed.", ""),
    ],
)
def test_a_rights_notice_is_recorded_and_names_the_outlet(line: str, outlet: str) -> None:
    found = clean(page(KOREAN, after=line))
    assert found.text == page(KOREAN)
    assert found.outlet == outlet
    assert found.rights == line.strip("<>")


@pytest.mark.parametrize(
    "line",
    [
        "신문협회는 기사를 AI 학습에 쓰지 못하게 금지해 달라고 요구했다.",
        "그는 “무단 전재를 금지하는 법이 필요하다”고 말했다.",
        "현장에는 기자 40여 명이 몰렸다.",
        "The court held that the copyright in the song had lapsed.",
        "By noon the square was empty.",
        "The findings may not be published before June, the minister said.",
        "She read it out. Copyright, she said, was never the point",
        "Write to the council at buses@ellsmere.example before Friday, the mayor said.",
        "He signed it “Jane Roe”.",
    ],
)
def test_a_sentence_about_rights_reporters_or_addresses_is_story(line: str) -> None:
    story = (*KOREAN, line)
    assert clean(page(story)).text == page(story)
    assert trim(page(story)).text == page(story)


def test_furniture_hanging_on_the_last_sentence_is_taken_off() -> None:
    found = clean(page(KOREAN) + " 정바다 기자 sea@kmib.co.krⓒ 국민일보(www.kmib.co.kr), 무단전재 및 재배포 금지")
    assert found.text == page(KOREAN)
    assert (found.authors, found.outlet) == (("정바다",), "국민일보")
    english = clean(page(ENGLISH) + " © 2031 The Ellsmere Times. All rights reserved.")
    assert (english.text, english.outlet) == (page(ENGLISH), "The Ellsmere Times")


def test_headline_lines_are_title_and_deck() -> None:
    found = clean(page(ENGLISH, before="Ellsmere makes its buses free\n\nParking to pay half\n\nBy Jane Roe"))
    assert found.text == page(ENGLISH)
    assert (found.title, found.deck) == ("Ellsmere makes its buses free", ("Parking to pay half",))
    assert found.authors == ("Jane Roe",)


@pytest.mark.parametrize(
    "text",
    [
        "no sentence ends here",
        "첫째 줄\n둘째 줄\n셋째 줄",
        "- one\n- two\nThree is a sentence.",
        "By Jane Roe",
        "ⓒ 해오름신문",
    ],
)
def test_nothing_is_called_a_headline_where_no_story_follows(text: str) -> None:
    found = clean(text)
    assert (found.text, found.title, found.deck) == (text, "", ())


def test_a_known_title_is_not_repeated_in_the_story() -> None:
    found = clean(page(ENGLISH, before="Free buses"), title="Free buses")
    assert (found.text, found.title, found.deck) == (page(ENGLISH), "Free buses", ())


def test_a_wire_opening_names_agency_and_author() -> None:
    found = clean(f"(해오름=연합뉴스) 정바다 기자 = {page(KOREAN)}")
    assert (found.text, found.outlet, found.authors) == (page(KOREAN), "연합뉴스", ("정바다",))
    english = clean(f"ELLSMERE (AP) — {page(ENGLISH)}")
    assert english.outlet == "The Associated Press"
    assert english.text.startswith("ELLSMERE (AP) — The harbour"), "an English dateline belongs to the sentence"


def test_trimming_never_moves_the_story() -> None:
    text = page(ENGLISH, before="By Jane Roe", after="© 2031 The Ellsmere Times. All rights reserved.")
    assert text.startswith(trim(text).text)
    assert trim(text).text.startswith("By Jane Roe")


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("박바다 기자 <sea@example.com>", ("박바다",)),
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe; John Doe, Jane Roe", ("Jane Roe", "John Doe")),
        ("sea@example.com", ()),
    ],
)
def test_an_author_field_holds_names_alone(credit: str, names: tuple[str, ...]) -> None:
    assert names_of(credit) == names


@given(
    st.lists(
        st.sampled_from([*KOREAN, *ENGLISH, "By Jane Roe", "정바다 기자", "ⓒ 해오름신문", "짧은 줄", "", "3. 값"]),
        max_size=12,
    )
)
def test_cleaning_cleaned_text_again_finds_every_story_sentence(lines: list[str]) -> None:
    text = "\n".join(lines)
    cleaned = clean(text, title="Known")
    for line in {*KOREAN, *ENGLISH} & set(lines):
        assert line in cleaned.text, "a story line may go only where another of its kind stays"


@given(st.text(alphabet="가나다 .\n@ⓒ기자ABab“”()=,", max_size=300))
def test_trimming_any_text_gives_a_part_of_it(text: str) -> None:
    solid = "".join(text.split())
    assert len("".join(trim(text).text.split())) <= len(solid)
    assert not trim(text).rights or trim(text).text.strip()
