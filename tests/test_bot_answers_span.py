"""Short answers: the span a reader's eye should fall on, and none where several might be meant."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.candidates import candidates
from bot.answers.span import short_answer
from index.language.asked_for import AskedFor, asked_for


@pytest.mark.parametrize(
    ("question", "sentence", "marked"),
    [
        ("통행료는 얼마인가?", "다리의 통행료는 승용차 기준 2400원이다.", "2400원"),
        ("실업률은 몇 퍼센트야?", "지난달 실업률은 3.2%로 집계됐다.", "3.2%"),
        ("두루미는 몇 마리 왔어?", "올겨울 두루미 741마리가 들판을 찾았다.", "741마리"),
        ("다리는 언제 개통하나?", "다리는 2027년 5월 3일 개통한다.", "2027년 5월 3일"),
        ("다리 길이는 얼마인가?", "다리의 길이는 3.4㎞이다.", "3.4㎞"),
        ("How much will the bridge cost?", "The bridge will cost £41 million.", "£41 million"),
        ("When will the bridge open?", "The bridge will open on 3 May 2027.", "3 May 2027"),
        ("How many cranes came?", "Some 741 cranes came to the fields this winter.", "741"),
        ("What percentage of voters agreed?", "Of those asked, 56% of voters agreed.", "56%"),
        ("Who designed the bridge?", "The bridge was designed by Nadia Okoro.", "Nadia Okoro"),
        ("다리를 설계한 사람은?", "박서연은 다리를 설계하고 김도현에게 맡겼다.", "박서연"),
        ("누가 다리를 설계했나?", "김도현의 부탁으로 박서연이 다리를 설계했다.", "박서연"),
        ("다리가 처음 놓인 해는?", "5월 3일 행사는 1987년 다리가 처음 놓인 것을 기린다.", "1987년"),
        ("다리를 수입한 나라는?", "강재는 부산을 거쳐 노르웨이로 팔렸다.", "노르웨이"),
        ("Which country bought the steel?", "Oslo said Norway’s railways had bought the steel.", "Norway"),
        ("What year was the bridge built?", "On 3 May the town marks the bridge, built in 1987.", "1987"),
    ],
)
def test_the_short_answer_is_marked(question: str, sentence: str, marked: str) -> None:
    span = short_answer(question, sentence, 100)
    assert span is not None
    assert (span.text, span.start) == (marked, 100 + sentence.index(marked))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("왜 늦어졌나?", "다리는 2027년 5월 3일 개통한다."),
        ("What did the mayor say?", "The bridge will cost £41 million."),
        ("통행료는 얼마인가?", "다리는 승용차만 다닐 수 있다."),
        ("2400원을 내는 곳은 언제 생기나?", "통행료는 2400원이다."),
        ("언제나 볼 수 있는 것은?", "2003년 판에 실렸다."),
        ("다리를 설계한 사람은?", "다리는 박서연에게 맡겨졌다."),
        ("다리가 놓인 해는?", "다리는 5월 3일 놓였다."),
        ("어느 나라가 샀나?", "노르웨이와 스웨덴이 샀다."),
        ("동쪽 바다는?", "1987년 다리가 놓였다."),
    ],
)
def test_nothing_is_marked_where_no_short_answer_is_asked_for_or_given(question: str, sentence: str) -> None:
    assert short_answer(question, sentence) is None


def test_what_the_question_says_is_not_its_answer() -> None:
    span = short_answer("How many of the 12 bridges were closed?", "Of 12 bridges 7 were closed.")
    assert span is None or span.text == "7"


@pytest.mark.parametrize(
    ("question", "kind"),
    [("몇 시에 열어?", "time"), ("누가 이겼어?", "person"), ("어디에서 열려?", "place"), ("Which company won?", "organisation"),
     ("How long is it?", "measure"), ("우승한 해는?", "year"), ("결승이 열린 곳은?", "place"), ("우승한 국가는?", "country"),
     ("Which country won?", "country"), ("몇 년에 이겼어?", "year"),
     ("사고가 난 때는?", "date"), ("In what year did they win?", "year")],
)  # fmt: skip
def test_the_kind_is_read_off_the_question(question: str, kind: str) -> None:
    found = asked_for(question)
    assert found is not None
    assert found.kind == kind


KINDS = ["money", "percent", "count", "measure", "date", "year", "time", "person", "country", "place", "organisation"]


@given(st.sampled_from(KINDS), st.text(alphabet="다섯 12,.%원년월일㎞£ABc시장에서", max_size=60))
def test_candidates_lie_in_the_sentence_in_order_and_apart(kind: str, sentence: str) -> None:
    found = candidates(AskedFor(kind), sentence)
    assert all(0 <= start < end <= len(sentence) for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("언제 발사하나?", "발사가 오는 29일에서 11월 6일로 여드레 미뤄졌다.", "11월 6일"),
        ("When will it open?", "The opening was moved from 3 May to 9 June.", "9 June"),
        ("When will it open?", "It will open from 3 May.", "3 May"),
    ],
)
def test_what_something_was_moved_from_is_no_answer(question: str, sentence: str, answer: str) -> None:
    found = short_answer(question, sentence)
    assert found is not None
    assert found.text == answer
