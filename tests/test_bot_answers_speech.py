"""What did X say: X's words only, the newest first, each with its speaker and how it is reported."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Answered
from bot.answers.question import understand
from bot.answers.speech import said_in
from bot.service import Service
from config.settings import Settings
from index.storage.rows import StoredQuotation

pytestmark = pytest.mark.model

_OLD = """---
published: 2026-03-02
outlet: Harbour Post
---
Ingrid Solheim, the chief executive of Nordvik, told the board that the ferry would be late.

“The ferry is not late,” said Tom Ashby, the chair of the board. Nordvik has two boats, and both were built in Turku.
"""
_NEW = """---
published: 2026-06-09
outlet: Harbour Post
---
The pier at Marrow opened again after a long winter, and the town came to look at it.

“The new pier will carry buses,” Solheim said in an interview with the Post. Ingrid Solheim of Nordvik was in town.
"""
_KOREAN = """---
published: 2026-05-01
language: ko
---
잉그리드 솔헤임 노르드비크 최고경영자(CEO)는 해솔신문과 인터뷰에서 “해솔에는 배가 더 필요하다”고 강조했다. 노르드비크는 배 두 척을 갖고 있다.
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("spoken")
    for name, text in (("old.txt", _OLD), ("new.txt", _NEW), ("ko.txt", _KOREAN)):
        (folder / "articles" / name).parent.mkdir(exist_ok=True)
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    opened = Service(Settings(data=folder / "data"), today=lambda: date(2026, 7, 1))
    opened.build([Path(folder / "articles")], owner="test")
    yield opened
    opened.close()


def asked(service: Service, question: str) -> list[tuple[str, str | None, str | None]]:
    answer = service.ask(question)
    assert isinstance(answer, Answered), answer
    return [(c.article.id, c.speaker, c.speech) for c in answer.citations]


def test_only_the_speakers_own_words_answer_the_newest_first(service: Service) -> None:
    said = asked(service, "What did Solheim say?")
    assert [article for article, *_ in said] == ["new.txt", "ko.txt", "old.txt"]
    assert [speech for *_, speech in said] == ["direct", "direct", "indirect"]
    assert said[1][1] == "잉그리드 솔헤임 노르드비크 최고경영자(CEO)"
    assert said[2][1] == "Ingrid Solheim, the chief executive of Nordvik"


def test_a_topic_decides_which_words_are_in(service: Service) -> None:
    assert asked(service, "What did Solheim say about the pier?")[0][0] == "new.txt"
    assert asked(service, "What did Tom Ashby say about the ferry?") == [
        ("old.txt", "Tom Ashby, the chair of the board", "direct")
    ]


def test_a_korean_question_finds_the_same_speaker(service: Service) -> None:
    assert asked(service, "솔헤임은 뭐라고 말했나?")[0][1:] != (None, None)
    assert asked(service, "솔헤임 CEO는 해솔에 대해 뭐라고 했어?")[0][0] == "ko.txt"


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("what did Amodei say", "Amodei", ""),
        ("What did Brad Smith say about open models?", "Brad Smith", "about open models"),
        ("What did Microsoft's president Brad Smith admit?", "Microsoft's president Brad Smith", "admit"),
        ("quotes by Lena Marsh on ferries", "Lena Marsh", "on ferries"),
        ("What did he say?", "", ""),
        ("아모데이는 뭐라고 했나?", "아모데이", ""),
        ("브래드 스미스 사장이 중국 모델에 대해 뭐라고 말했어?", "브래드 스미스 사장", "중국 모델에 대해"),
        ("그는 뭐라고 했어?", "", ""),
    ],
)
def test_a_question_says_whose_words_it_wants_and_about_what(question: str, speaker: str, topic: str) -> None:
    understood = understand(question)
    assert (understood.speaker, understood.topic) == (speaker, topic)


def test_a_sentence_with_several_speakers_is_shown_with_the_one_asked_for() -> None:
    first = StoredQuotation(1, 0, 9, False, "Ashby", "Tom Ashby", "", "said", "", "en", None)
    second = StoredQuotation(1, 12, 20, True, "Solheim", "Ingrid Solheim", "the chief", "said", "", "en", None)
    assert said_in((first, second), "Solheim").speaker == "Ingrid Solheim, the chief"
    assert said_in((first, second)).speaker == "Tom Ashby"
    assert said_in(()).speech is None
