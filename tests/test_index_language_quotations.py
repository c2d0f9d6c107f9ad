"""Quotations: the right speaker, or none; never a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.quotations import Quotation, quotations, speakers_of
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
        (
            "Commissioner Walter Goff, who voted against, argued that “a deadline is a suggestion.”",
            "Commissioner Walter Goff",
        ),
        ("In London, Boris Novak said it was over.", "Boris Novak"),
        ("The office in Cheyenne, Wyoming, said it would close.", "The office in Cheyenne"),
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
        "Ashby, who chairs the board, urged Congress to act.",
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


def read(text: str) -> list[tuple[str, bool, str]]:
    """Return the words, whether they are direct and the full name of each quotation."""
    return [(text[q.start : q.end], q.direct, q.name) for q in found(text)]


def found(text: str) -> tuple[Quotation, ...]:
    return quotations(text, split(text))


def test_a_korean_speaker_is_known_by_full_name_and_role_after_the_first_mention() -> None:
    text = (
        "다리오 솔헤임 노르드비크 최고경영자(CEO)는 지난 21일 “답이 아니다”는 경고를 날렸다. 정부는 답하지 않았다. "
        "이를 두고 솔헤임 CEO는 해솔신문과 인터뷰에서 “격차가 곧 좁혀질 것”이라고 지적했다."
    )
    first, second = found(text)
    assert (text[first.start : first.end], first.direct) == ("답이 아니다", True)
    assert (first.name, first.role) == ("다리오 솔헤임", "노르드비크 최고경영자(CEO)")
    assert (second.speaker, second.name, second.role) == ("솔헤임 CEO", first.name, first.role)
    assert (second.verb, second.occasion) == ("지적했다", "해솔신문과 인터뷰에서")


def test_an_english_speaker_is_known_by_full_name_and_role_after_the_first_mention() -> None:
    text = (
        "“Boats matter,” said Tom Ashby, the chair of the Nordvik board, in an interview with the Harbour Post.\n\n"
        "Ashby told reporters on Monday that the pier would close. The pier is old, he said."
    )
    direct, told, said = found(text)
    assert (direct.name, direct.role) == ("Tom Ashby", "the chair of the Nordvik board")
    assert direct.occasion == "in an interview with the Harbour Post"
    assert (text[told.start : told.end], told.direct, told.name) == ("the pier would close", False, "Tom Ashby")
    assert (text[said.start : said.end], said.name) == ("The pier is old", "Tom Ashby")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "박 대표는 “배가 늦었다”며 “곧 고치겠다”고 말했다.",
            [("배가 늦었다", True, "박"), ("곧 고치겠다", True, "박")],
        ),
        ("서해연구소에 따르면 저어새가 두 배로 늘었다.", [("저어새가 두 배로 늘었다", False, "서해연구소")]),
        ("다리가 곧 닫힐 것이라고 해솔시 관계자가 4일 밝혔다.", [("다리가 곧 닫힐 것이라", False, "해솔시 관계자")]),
        ("배가 너무 늦다는 지적이 나온다.", []),
        (
            "“We will wait,” Maria Lopez said. “The boat is never early.”",
            [("We will wait,", True, "Maria Lopez"), ("The boat is never early.", True, "Maria Lopez")],
        ),
        (
            "“We will wait for it,” said Maria Lopez.\n\n“The boat is never early here.”",
            [("We will wait for it,", True, "Maria Lopez"), ("The boat is never early here.", True, "Maria Lopez")],
        ),
        (
            "The pier will close on Monday, according to Maria Lopez, who owns it.",
            [("The pier will close on Monday", False, "Maria Lopez")],
        ),
        (
            "Maria Lopez said the pier was old, but Tom Ashby said it would stand.",
            [("the pier was old", False, "Maria Lopez"), ("it would stand", False, "Tom Ashby")],
        ),
        ("The ferry “Pride of the Western Isles” sailed.", []),
    ],
)
def test_words_and_speakers(text: str, expected: list[tuple[str, bool, str]]) -> None:
    assert read(text) == expected


def test_a_pronoun_is_nobody_once_somebody_else_has_been_named() -> None:
    text = "“No,” said Tom Ashby.\n\nBen Okafor met Jim Lee, the harbour master, there. “It is far too late,” he said."
    assert [q.speaker for q in found(text)] == ["Tom Ashby", ""]


@pytest.mark.parametrize(
    ("pronoun", "speaker"), [("she", "Okafor"), ("he", "Ashby")],
)  # fmt: skip
def test_a_pronoun_is_the_one_person_of_the_paragraph_who_fits_it(pronoun: str, speaker: str) -> None:
    text = f"Tom Ashby met Beth Okafor at the pier.\n\n“It is far too late for a ferry,” {pronoun} said."
    assert [q.speaker for q in found(text)] == [speaker]


def test_a_pronoun_never_is_a_newspaper() -> None:
    text = (
        "“It is over,” said The Harbour Post. He told The Harbour Post that he had left.\n\n"
        "Mary Lee left. He said it was late."
    )
    assert [q.speaker for q in found(text)] == ["The Harbour Post", "", ""]


def test_it_is_the_body_before() -> None:
    text = "The Ferry Association said the pier was old. It said that the boats were older."
    assert [q.speaker for q in found(text)] == ["The Ferry Association", "The Ferry Association"]


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of this article said the pier would close on Monday.",
        "Correction: A previous version of this story stated that “the pier has been closed since May”.",
    ],
)
def test_a_correction_is_nobodys_words(sentence: str) -> None:
    assert speakers(sentence) == [None]


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("Ashby, who chairs the board and calls himself “a man of the sea and its piers,” said the pier was old.",
         "the pier was old", "Ashby"),
        ("Hospitals that scored badly have claimed that the list is unfair.", "the list is unfair", "Hospitals"),
        ("Maria Lopez warned the pier could fall.", "the pier could fall", "Maria Lopez"),
        ("Nordvik said on its website late Monday that boats would stop.", "boats would stop", "Nordvik"),
        ("According to Lopez, a former pilot, the boats were late.", "the boats were late", "Lopez"),
        ("One of the victims told officers she was asleep.", "she was asleep", "One of the victims"),
    ],
)  # fmt: skip
def test_reports_without_that_and_behind_long_subjects(sentence: str, words: str, speaker: str) -> None:
    assert (words, False, speaker) in [(sentence[q.start : q.end], q.direct, q.speaker) for q in found(sentence)]


@pytest.mark.parametrize(
    "sentence",
    ["Nordvik announced charges against Tom Ashby.", "In a note on Monday, Nordvik announced charges against Ashby.",
     "The agency declared it the best pier of all.", "The board did not say whether the pier would close."],
)  # fmt: skip
def test_a_verb_of_saying_with_an_object_reports_no_words(sentence: str) -> None:
    assert speakers(sentence) == [None]


def test_words_run_on_over_paragraphs() -> None:
    text = "“We will wait for it,” Maria Lopez said. “The boat is never early here.\n\n“It is late every single day.”"
    assert [q.speaker for q in found(text)] == ["Maria Lopez"] * 3


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("배는 더 늦어질 것이라는 게 해운업계의 전망이다.", [("배는 더 늦어질 것이라", "해운업계")]),
        ("정부는 부두를 고쳐야 한다는 입장이다.", [("부두를 고쳐야 한다", "정부")]),
        ("부두를 고쳐야 한다는 입장이다.", []),
        ("한편 소속사에서는 사실이 아니라고 해명했다.", [("사실이 아니라", "소속사")]),
        ("경찰은 배가 가라앉고 3명이 다쳤다고 전했습니다.", [("배가 가라앉고 3명이 다쳤다", "경찰")]),
        ("주민들은 배가 너무 늦다고 말합니다.", [("배가 너무 늦다", "주민들")]),
        ("이에 대해 해솔당 이재정 의원은 “말이 안 된다”고 꼬집었다.", [("말이 안 된다", "해솔당 이재정 의원")]),
        ("이것은 흔히 부두라고 하는 것이다.", []),
        ("그의 간청은 무시당했으며 “배를 더 기다릴 수 없다”고 말했다.", [("배를 더 기다릴 수 없다", "")]),
    ],
)
def test_korean_ways_of_reporting(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(sentence[q.start : q.end], q.speaker) for q in found(sentence)] == expected


@pytest.mark.parametrize(
    ("speaker", "name", "role"),
    [
        ("마크 해리슨 미국 대통령", "마크 해리슨", "미국 대통령"),
        ("노르드비크 최고경영자 샘 솔헤임", "샘 솔헤임", "노르드비크 최고경영자"),
        ("해솔당 대선후보인 마크 해리슨 상원의원", "마크 해리슨", "해솔당 대선후보 상원의원"),
        ("해솔당 이재정 의원", "이재정", "해솔당 의원"),
    ],
)
def test_korean_names_and_roles(speaker: str, name: str, role: str) -> None:
    assert [(q.name, q.role) for q in found(f"{speaker}은 “배가 너무 늦다”고 말했다.")] == [(name, role)]


@given(st.text(alphabet='가나다고며는말했밝혔 “”"‘’.,?!\n그AbSsaid cording to', max_size=120))
def test_quotations_lie_in_the_text_in_order_whatever_it_is(text: str) -> None:
    places = [(q.start, q.end) for q in found(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in places)


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("Several pilots surveyed said that the pier was old.", "the pier was old", "Several pilots surveyed"),
        ("Rope makers in Haesol and Narae counties said prices will rise.", "prices will rise",
         "Rope makers in Haesol and Narae counties"),
        ("In a poll of the harbour, respondents said the boats were late.", "the boats were late", "respondents"),
        ("The pier will close by noon on Monday, Nordvik planners said.", "The pier will close by noon on Monday",
         "Nordvik planners"),
        ("Maria Lopez on Friday said most boats will be late.", "most boats will be late", "Maria Lopez"),
        ("Meanwhile, Ben Okafor, a pilot, said that the tide was high.", "the tide was high", "Ben Okafor"),
        ("The rule was lifted by Gov. Beth Okafor, who said that boats may leave.", "boats may leave",
         "Gov. Beth Okafor"),
        ("Pilots told the Harbour Post late on Monday that the boats were old.", "the boats were old", "Pilots"),
        ("The Harbour Post reported the pilots of the three boats will strike.",
         "the pilots of the three boats will strike", "The Harbour Post"),
        ("“It is a very old pier, all told.” Lopez said that boats would stop.", "boats would stop", "Lopez"),
        ("Tom Ashby, president of the Nordvik Rope Works, which sells rope, said the pier was old.",
         "the pier was old", "Tom Ashby"),
    ],
)  # fmt: skip
def test_anybody_who_stands_where_a_speaker_does_is_one(sentence: str, words: str, speaker: str) -> None:
    assert [(sentence[q.start : q.end], q.speaker) for q in found(sentence) if not q.direct] == [(words, speaker)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial included the testimony of pilots who said they were late.",
        "She hasn’t said what the pier might cost.",
        "Okafor signs a bill on the old harbour, gives pilots more say in it.",
        "On Monday the board reported the number of boats it owns.",
    ],
)
def test_a_phrase_with_another_verb_is_nobody(sentence: str) -> None:
    assert all(not speaker for speaker in speakers(sentence))


def test_the_place_of_what_was_said_is_not_the_speaker() -> None:
    text = "The chief, Jennifer S. Lund, said in a note sent to the Harbour Post that boats would stop."
    assert all("note" not in q.speaker for q in found(text))
    assert [q.speaker for q in found("Members of the Board on Boats argued that it was late.")] == [
        "Members of the Board on Boats"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We will wait for the boat,” one member of the rowing club told Reuters.",
            [("We will wait for the boat,", "one member of the rowing club")],
        ),
        (
            "“We will wait for it,” Lopez said as she left the pier. “The boat is never early.” Okafor sells rope.",
            [("We will wait for it,", "Lopez"), ("The boat is never early.", "Lopez")],
        ),
        (
            "“We will wait,” said Lopez. “It is never early here.” The tide is high, according to Ben Okafor.",
            [("We will wait,", "Lopez"), ("It is never early here.", "Lopez"), ("The tide is high", "Ben Okafor")],
        ),
        (
            "“We will wait for it,’’ Maria Lopez said. “The boat is never early.’’",
            [("We will wait for it,", "Maria Lopez"), ("The boat is never early.", "Maria Lopez")],
        ),
        (
            'Maria Lopez said, "We will wait for the boat at the pier.\n\n"It is late every single day."',
            [
                ("We will wait for the boat at the pier.", "Maria Lopez"),
                ("It is late every single day.", "Maria Lopez"),
            ],
        ),
        (
            "“It is late,” Maria Lopez said. “The boat is never early here.",
            [("It is late,", "Maria Lopez"), ("The boat is never early here.", "Maria Lopez")],
        ),
        ("“The pier is falling down,” a sign at the gate read.", [("The pier is falling down,", "a sign at the gate")]),
        ("Wrote Ben Okafor: “The pier has been falling down for years.”",
         [("The pier has been falling down for years.", "Ben Okafor")]),
        ("Maria Lopez accused the board of “letting the old pier fall down.”",
         [("letting the old pier fall down.", "Maria Lopez")]),
    ],
)  # fmt: skip
def test_words_between_marks_and_whose_they_are(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[q.start : q.end], q.speaker) for q in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "박 대표는 “배가 늦었다”고 말했다. 이번 일에 대해서는 “곧 고치겠다”고 덧붙였다.",
            ["박 대표", "박 대표"],
        ),
        ("김민수 의원은 부두를 둘러봤다. “배가 너무 늦다”고 말했다.", ["김민수 의원"]),
        ("박 대표와 김 의원이 만났다. “배가 너무 늦다”고 말했다.", [""]),
        ("박 대표는 “배가 늦었다”고 말했다. 해솔신문 역시 “고쳐야 한다”고 했다.", ["박 대표", ""]),
        ("박 대표는 “배가 늦었다”고 말했다.\n\n부두에 대해 “곧 고치겠다”고 말했다.", ["박 대표", ""]),
        ("박 대표는 “배가 늦었다. 비가 왔다. 모두 기다렸다”고 말했다.", ["박 대표"]),
        ("박 대표는 다음과 같이 말했다. “배가 너무 늦었다. 곧 고치겠다.”", ["박 대표"]),
        ("박 대표는 “배가 너무 늦었다”는 발언으로 논란을 빚었다.", ["박 대표"]),
        ("그러나 법조계에서는 “배가 너무 늦었다”고 지적했다.", ["법조계"]),
    ],
)
def test_korean_speakers_left_out_and_words_over_several_sentences(text: str, expected: list[str]) -> None:
    assert [q.speaker for q in found(text)] == expected
