"""Follow-ups on articles read with the bundled model: another time, another form of a word, roles, subjects."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Answer, Answered
from bot.answers.conversation import Conversation
from bot.service import Service
from config.settings import Settings

pytestmark = pytest.mark.model

_BRIDGE = """---
title: 미르섬 다리 5월 개통
published: 2026-03-02
language: ko
---
미르섬과 뭍을 잇는 다리가 5월 3일 차를 태운다. 다리 길이는 2.3㎞이고 차로는 4개다.

통행료는 승용차 기준 1800원이다. 공사에는 모두 910억원이 들었다. 태풍에 교각이 기울면서 개통이 14개월 늦어졌다.

김하나 미르시장은 “기다린 만큼 튼튼한 다리가 됐다”고 말했다. 이둘 상인회장은 “뱃길이 끊기면 부두 가게는 문을 닫는다”고 말했다.
"""
_CRANES = """---
title: 큰들 두루미 870마리
published: 2026-02-01
language: ko
---
큰들을 찾은 두루미가 870마리로 집계됐다. 지난해 관찰된 두루미는 640마리였다. 논에 볏짚을 남긴 것이 먹이를 찾는 데 도움이 됐다고 연구소는 본다.

둥지 52개가 확인됐고 그중 31개가 강가에 있었다. 올해 겨울은 예년보다 따뜻했다.
"""
_FERRY = """---
title: The harbour board hears about the night ferry
published: 2026-04-01
language: en
---
Ann Tarrow told the harbour board that the night ferry would be cheaper than a bridge.
The harbour board will meet again in June.

Bo Lind, who sells fish on the quay, said that “nobody buys fish at midnight.” The harbour board thanked them both.
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("followed")
    (folder / "articles").mkdir()
    for name, text in (("bridge.txt", _BRIDGE), ("cranes.txt", _CRANES), ("ferry.txt", _FERRY)):
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    opened = Service(Settings(data=folder / "data"), today=lambda: date(2026, 5, 1))
    opened.build([Path(folder / "articles")], owner="test")
    yield opened
    opened.close()


def talk(service: Service, *questions: str) -> list[Answer]:
    answers, conversation = [], Conversation()
    for question in questions:
        answer, conversation = service.converse(question, conversation)
        answers.append(answer)
    return answers


def first(answer: Answer) -> str:
    assert isinstance(answer, Answered), answer
    return answer.citations[0].sentence


def test_a_whole_question_after_one_about_a_person_in_the_same_article_begins_anew(service: Service) -> None:
    _, answer = talk(service, "김하나 시장은 뭐라고 말했나?", "미르섬 다리 통행료는 얼마인가?")
    assert first(answer) == "통행료는 승용차 기준 1800원이다."
    assert answer.understood is None


def test_nothing_but_another_time_asks_the_same_of_it(service: Service) -> None:
    _, answer = talk(service, "큰들에서 두루미는 몇 마리 집계됐어?", "지난해에는?")
    assert "640마리" in first(answer)


def test_a_time_of_which_the_articles_say_nothing_is_refused(service: Service) -> None:
    _, answer = talk(service, "큰들에서 두루미는 몇 마리 집계됐어?", "재작년에는?")
    assert not isinstance(answer, Answered)


def test_a_verb_counts_in_the_form_that_the_article_has(service: Service) -> None:
    _, answer = talk(service, "미르섬 다리 개통은 왜 늦어졌나?", "얼마나 늦어졌어?")
    assert "14개월" in first(answer)


def test_somebody_is_found_by_what_they_are_in_the_other_language(service: Service) -> None:
    _, answer = talk(service, "미르섬 다리 길이는?", "What did the mayor say?")
    assert first(answer).startswith("김하나")


def test_whom_somebody_told_it_is_not_what_it_is_about(service: Service) -> None:
    _, answer = talk(service, "What did Ann Tarrow tell the harbour board?", "And Bo Lind?")
    assert first(answer).startswith("Bo Lind")
