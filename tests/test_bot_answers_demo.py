"""The example articles, asked as a reader would: the corrected figure first, the days asked about said."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Answered
from bot.answers.conversation import Conversation
from bot.service import Service
from config.loading import load_settings

pytestmark = pytest.mark.model
EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Service]:
    settings = load_settings(data=tmp_path_factory.mktemp("data")).model_copy(update={"cache": model_cache})
    service = Service(settings)
    service.build([EXAMPLES], owner="a test")
    yield service
    service.close()


def _ask(desk: Service, question: str, asked: str) -> Answered:
    answer = desk.ask(question, asked=date.fromisoformat(asked))
    assert isinstance(answer, Answered)
    return answer


def test_the_corrected_figure_comes_first_and_the_old_one_says_that_it_was_corrected(desk: Service) -> None:
    answer = _ask(desk, "How much will the Harlow Bay flood wall cost?", "2025-03-20")
    first, old = answer.citations[0], next(one for one in answer.citations if "will cost £86" in one.sentence)
    assert "£68 million" in first.sentence
    assert first.corrected_by is None
    assert old.corrected_by == first.article
    assert [(one.text, one.first) for one in old.dates] == [("Tuesday", "2025-03-11")]


@pytest.mark.parametrize(
    ("question", "asked", "note"),
    [
        ("지난주 감귤값은 얼마였나?", "2025-11-25", "2025년 11월 17~23일 기사입니다."),
        (
            "지난주 감귤값은 얼마였나?",
            "2026-11-25",
            "2026년 11월 16~22일 기사에서는 답을 찾지 못해 2025년 11월 18일 기사를 인용합니다.",
        ),
        ("What is the latest on the battery ferry?", "2025-10-10", "Articles of 10 Sep – 10 Oct 2025."),
    ],
)
def test_an_answer_says_which_days_its_articles_are_of(desk: Service, question: str, asked: str, note: str) -> None:
    assert note in _ask(desk, question, asked).notes


def test_words_that_only_point_at_days_make_no_answer_less_sure(desk: Service) -> None:
    plain = _ask(desk, "감귤값은 얼마였나?", "2025-11-25")
    assert _ask(desk, "지난주 감귤값은 얼마였나?", "2025-11-25").confidence == pytest.approx(plain.confidence, abs=0.05)


@pytest.mark.parametrize("question", ["What did Ingrid Solheim say about hydrogen?", "해솔 트램 요금은 얼마인가?"])
def test_a_whole_question_in_a_chat_is_none_that_follows(desk: Service, question: str) -> None:
    _, talk = desk.converse("How much will the Harlow Bay flood wall cost?", Conversation())
    after, _ = desk.converse(question, talk, asked=date(2025, 6, 1))
    assert isinstance(after, Answered)
    alone = _ask(desk, question, "2025-06-01")
    assert [one.sentence for one in after.citations] == [one.sentence for one in alone.citations]
    assert after.understood is None


def test_an_answer_says_how_long_each_of_its_steps_took(desk: Service) -> None:
    answer = _ask(desk, "How much will the Harlow Bay flood wall cost?", "2025-03-20")
    assert {"read", "embed", "search", "evidence"} <= answer.timings_ms.keys()
    assert all(milliseconds >= 0 for milliseconds in answer.timings_ms.values())
