"""Turns on a real snapshot: what follows on, what is refused, what is never carried over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Answer, Answered, Refused
from bot.answers.conversation import Conversation
from bot.answers.dialogue import respond
from bot.answers.reply import ReplyRules
from bot.reading import SnapshotReading, searched_of
from index.hits import Found
from index.preferences import Preferences
from index.search import Snapshot
from tests.fakes import ComputedEmbedder
from tests.test_index_search import DIMENSION, opened, reports

RULES = ReplyRules(citations=1, confidence=0.0)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with opened(Path(tmp_path_factory.mktemp("talk")), list(reports(12))) as found:
        yield found


TODAY = date(2026, 12, 1)


def talk(snapshot: Snapshot, *questions: str, rules: ReplyRules = RULES) -> list[Answer]:
    embedder = ComputedEmbedder(DIMENSION)

    def search(question: str, prefers: Preferences) -> Found:
        dated = replace(prefers, asked=TODAY)
        return snapshot.search(snapshot.read(question), embedder.embed_question(question), dated)

    answers, conversation = [], Conversation()
    for question in questions:
        answer, conversation = respond(question, conversation, SnapshotReading(snapshot, search, TODAY), rules)
        answers.append(answer)
    return answers


def cited(answer: Answer) -> tuple[str, str]:
    """The article and the sentence that an answer quotes first."""
    assert isinstance(answer, Answered), answer
    return answer.citations[0].article.title, answer.citations[0].sentence


def town_of(snapshot: Snapshot, number: int) -> str:
    return snapshot.article(number).title.removeprefix("Council of ")


def test_a_bare_question_is_about_the_article_quoted_before(snapshot: Snapshot) -> None:
    town = town_of(snapshot, 3)
    first, second = talk(snapshot, f"What is the budget of {town}?", "When does its work begin?")
    assert cited(first)[0] == f"Council of {town}"
    assert cited(second) == (f"Council of {town}", "Work begins in May.")
    assert first.understood is None
    assert second.understood is not None
    assert town in second.understood


def test_one_town_in_the_place_of_another(snapshot: Snapshot) -> None:
    town, other = town_of(snapshot, 2), town_of(snapshot, 5)
    _, second = talk(snapshot, f"What is the budget of {town}?", f"and {other}?")
    assert cited(second)[0] == f"Council of {other}"
    assert second.understood == f"Understood as: What is the budget of {other}?"


def test_more_quotes_nothing_that_was_quoted(snapshot: Snapshot) -> None:
    town = town_of(snapshot, 4)
    answers = talk(snapshot, f"What happened in {town}?", "what else?", "what else?", "what else?")
    shown = [cited(answer) for answer in answers if isinstance(answer, Answered)]
    assert len(shown) > 2
    assert len(set(shown)) == len(shown)
    assert {title for title, _ in shown} == {f"Council of {town}"}


def test_the_language_that_was_asked_for_stays(snapshot: Snapshot) -> None:
    town = town_of(snapshot, 1)
    first, second, third = talk(snapshot, f"What is the budget of {town}?", "한국어로 알려줘", "When does work begin?")
    assert [first.language, second.language, third.language] == ["en", "ko", "ko"]
    assert cited(first) == cited(second)


def test_what_the_articles_do_not_speak_of_is_refused(snapshot: Snapshot) -> None:
    town = town_of(snapshot, 6)
    _, second = talk(snapshot, f"What is the budget of {town}?", "Who is its astronaut?")
    assert isinstance(second, Refused)


def test_a_full_question_is_answered_as_if_nothing_had_gone_before(snapshot: Snapshot) -> None:
    town, other = town_of(snapshot, 7), town_of(snapshot, 8)
    question = f"Which library stays open in {other}?"
    (alone,) = talk(snapshot, question)
    _, after = talk(snapshot, f"What is the budget of {town}?", question)
    assert after == alone


def test_a_refusal_knows_how_much_was_searched(snapshot: Snapshot) -> None:
    assert searched_of(snapshot, "en") == "Searched 12 articles, 1 Jan 2026 to 1 Dec 2026."


def test_a_full_question_of_another_article_is_not_taken_for_a_follow_up(snapshot: Snapshot) -> None:
    """It names nobody and is short, so it may go either way; an article that wasn't quoted holds far more of it."""
    town = town_of(snapshot, 9)
    question = f"Which library stays open in {town_of(snapshot, 10).lower()}?"
    (alone,) = talk(snapshot, question)
    _, after = talk(snapshot, f"What is the budget of {town}?", question)
    assert cited(after) == cited(alone)
    assert after.understood is None


def test_the_same_sentences_are_quoted_again_in_the_other_language(snapshot: Snapshot) -> None:
    first, second, third = talk(
        snapshot, f"What is the budget of {town_of(snapshot, 1)}?", "When does its work begin?", "한국어로 알려줘"
    )
    assert (first.language, second.language, third.language) == ("en", "en", "ko")
    assert cited(third) == cited(second) != cited(first)
    assert third.understood is not None


def test_a_short_question_that_is_refused_leaves_what_was_spoken_of(snapshot: Snapshot) -> None:
    town = town_of(snapshot, 3)
    _, refused, after = talk(
        snapshot,
        f"What is the budget of {town}?",
        "Which astronaut landed there yesterday?",
        "When does its work begin?",
        rules=replace(RULES, confidence=0.4),
    )
    assert isinstance(refused, Refused)
    assert cited(after) == (f"Council of {town}", "Work begins in May.")


def test_conversations_held_by_turns_know_nothing_of_each_other(snapshot: Snapshot) -> None:
    first, second = town_of(snapshot, 2), town_of(snapshot, 5)
    apart = [talk(snapshot, f"What is the budget of {town}?", "When does its work begin?") for town in (first, second)]
    assert [cited(answers[1])[0] for answers in apart] == [f"Council of {first}", f"Council of {second}"]
    (alone,) = talk(snapshot, "When does its work begin?")
    assert alone.understood is None
