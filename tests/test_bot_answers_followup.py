"""Follow-ups: what a short question means after others, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.conversation import Conversation, Turn
from bot.answers.followup import follow
from bot.answers.references import ANOTHER_TIME
from bot.answers.topics import topic_of
from bot.texts.particles import joined


def after(question: str, person: str = "", *, speech: bool = False) -> Conversation:
    """A conversation in which one question was asked and `person` came up."""
    return Conversation().anew(Turn(question, topic_of(question), (), person, speech))


SOLHEIM = after("What did Ingrid Solheim say about hydrogen?", "Ingrid Solheim", speech=True)
MAYOR = after("한지우 시장은 뭐라고 말했나?", "한지우", speech=True)
TRAM = after("해솔 트램 노선은 얼마나 긴가?")
FERRY = after("When will the Guillemot start to carry passengers?")
SEATS = after("How many passengers does the Guillemot take?")
RACE = after("해솔 마라톤 여자부 우승자는 누구야?")


@pytest.mark.parametrize(
    ("conversation", "question", "understood"),
    [
        (SOLHEIM, "and Morag Tulloch?", "What did Morag Tulloch say about hydrogen?"),
        (SOLHEIM, "What about Brad Smith?", "What did Brad Smith say about hydrogen?"),
        (SOLHEIM, "When did she say that?", "When did Ingrid Solheim say that?"),
        (SOLHEIM, "What else did she say?", "What did Ingrid Solheim say?"),
        (SOLHEIM, "what else?", "What did Ingrid Solheim say about hydrogen?"),
        (MAYOR, "그는 또 뭐라고 했어?", "한지우는 뭐라고 했어?"),
        (MAYOR, "왜?", "한지우 시장: 왜?"),
        (FERRY, "How many cars does it take?", "How many cars does Guillemot take?"),
        (FERRY, "Why?", "Guillemot: Why?"),
        (RACE, "남자부는?", "해솔 마라톤 남자부 우승자는 누구야?"),
        (TRAM, "요금은?", "해솔 트램 노선 요금은?"),
        (SEATS, "and cars?", "How many cars does the Guillemot take?"),
        (SEATS, "How many are there?", "Guillemot: How many are there?"),
    ],
)
def test_a_follow_up_stands_by_itself(conversation: Conversation, question: str, understood: str) -> None:
    turn = follow(question, conversation)
    assert turn.follows
    assert turn.question == understood


@pytest.mark.parametrize(
    "question",
    [
        "How many overdue items were brought back to the libraries?",
        "What did Sam Altman say?",
        "삼성전자 실적은 어땠나?",
        "나래 2호 발사는 왜 미뤄졌나?",
        "감귤 5㎏ 한 상자 도매가격은?",
        "Who won the women's race at the Haesol Marathon?",
    ],
)
@pytest.mark.parametrize("conversation", [SOLHEIM, MAYOR, TRAM])
def test_a_full_question_begins_anew_and_is_left_as_it_is(conversation: Conversation, question: str) -> None:
    turn = follow(question, conversation)
    assert (turn.kind, turn.question) == ("fresh", question) or not turn.certain


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("in English please", "en"),
        ("English, please", "en"),
        ("영어로 답해줘", "en"),
        ("한국어로 다시 알려줘", "ko"),
        ("in Korean", "ko"),
    ],
)
def test_another_language_asks_the_same_again(question: str, language: str) -> None:
    turn = follow(question, SOLHEIM)
    assert (turn.kind, turn.language, turn.question) == (
        "again",
        language,
        "What did Ingrid Solheim say about hydrogen?",
    )


@given(st.text(min_size=1).filter(str.strip))
def test_the_first_question_is_never_changed(text: str) -> None:
    turn = follow(text, Conversation())
    assert turn.question == " ".join(text.split())
    assert not turn.follows


@given(st.lists(st.text(min_size=1, max_size=5), max_size=12))
def test_a_conversation_stays_short_and_forgets_what_a_new_question_leaves_behind(questions: list[str]) -> None:
    conversation = Conversation()
    for question in questions:
        conversation = conversation.going_on(Turn(question, question))
    assert len(conversation.turns) <= 6
    fresh = conversation.anew(Turn("a", "a", cited=(("x", 0, 1),)))
    assert fresh.articles == ("x",)
    assert len(fresh.turns) == 1


@pytest.mark.parametrize(
    ("word", "particle", "whole"),
    [
        ("트램", "는", "트램은"),
        ("나래", "은", "나래는"),
        ("Cheruto", "은", "Cheruto는"),
        ("솔헤임", "가", "솔헤임이"),
        ("값", "의", "값의"),
    ],
)
def test_particles_fit_the_word_before(word: str, particle: str, whole: str) -> None:
    assert joined(word, particle) == whole


@pytest.mark.parametrize("question", ["Who pays?", "왜 늦어졌어?", "얼마나 줄었어?", "What was the result?"])
def test_a_question_that_says_too_little_always_follows(question: str) -> None:
    turn = follow(question, TRAM)
    assert (turn.kind, turn.certain) == ("refers", True)


def test_a_name_takes_the_place_of_one_from_an_earlier_turn() -> None:
    talk = MAYOR.going_on(Turn("한지우 시장: 왜 늦어졌어?", "한지우 시장", (), "한지우"))
    assert follow("배정후 사무국장은?", talk).question == "배정후 사무국장은 뭐라고 말했나?"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How long is the Haesol tram line?", "Haesol tram line"),
        ("When was the Haesol tram delayed?", "Haesol tram"),
        ("How much is Nordvik's contract worth?", "Nordvik"),
        ("물을 30% 덜 쓰는 밀의 이름은?", "밀 이름"),
        ("감귤 5㎏ 한 상자 도매가격은?", "감귤"),
        ("나래 2호 무게는 얼마인가?", "나래 2호 무게"),
    ],
)
def test_what_a_question_is_about(question: str, topic: str) -> None:
    assert topic_of(question) == topic


def test_a_question_that_names_its_own_subject_begins_anew() -> None:
    """Its name was spoken of, as that of something else."""
    marathon = after("Who won the women's race at the Haesol Marathon?", "Lydia Cheruto")
    assert not follow("How long is the Haesol tram line?", marathon).follows
    assert follow("How long is the Haesol Marathon?", marathon).follows


def test_a_thing_is_never_the_person_spoken_of() -> None:
    talk = after("What did Balogun promise?", "Balogun", speech=True)
    talk = talk.going_on(Turn("Why did Balogun want that?", "Balogun"))  # refused: nobody new was spoken of
    assert follow("How deep do its roots go?", talk).question == "Balogun: How deep do its roots go?"


def test_a_measure_does_not_take_the_place_of_a_name() -> None:
    satellite = after("나래 2호 무게는 얼마인가?")
    assert follow("고도는?", satellite).question == "나래 2호 무게 고도는?"


@pytest.mark.parametrize("text", ["지난해에는?", "작년은?", "2019년에는요?", "last year?", "And in 2019?", "tomorrow?"])
def test_nothing_but_another_time_is_asked(text: str) -> None:
    assert ANOTHER_TIME.fullmatch(text)


@pytest.mark.parametrize("text", ["지난해 수상자는?", "last year's winner?", "2019?!x", "올해 몇 마리야?"])
def test_another_time_and_something_else_is_a_question_of_its_own(text: str) -> None:
    assert not ANOTHER_TIME.fullmatch(text)
