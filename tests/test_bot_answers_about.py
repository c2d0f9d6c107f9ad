"""What asks for nothing but what an article is about, who "he" is in it, what a conversation about it keeps."""

import pytest

from bot.answers.about import asks_whole, begun, spokesman
from bot.answers.answer import ArticleCard
from bot.state.conversations import read_conversation


@pytest.mark.parametrize(
    "question",
    ["What is it about?", "what's this about", "What does the article say?", "Summarise this, please", "tl;dr",
     "summary", "What happened?", "key points?", "무슨 내용이야?", "요약해줘", "이 기사 요약 좀 해 주세요", "이게 뭐야?",
     "무슨 내용입니까?", "핵심이 뭐야?", "어떤 기사야?"],
)  # fmt: skip
def test_asks_for_the_whole(question: str) -> None:
    assert asks_whole(question)


@pytest.mark.parametrize(
    "question",
    ["What did he say?", "What did Amodei say about chips?", "what does the mayor say about the tram?", "Why?",
     "What happened to the ferry?", "summarise what was said about chips", "임하늘은 뭐라고 했나?", "요금은 얼마야?",
     "트램 요금 요약해줘", "왜 늦어졌어?", "What is the price?", "What do they say?"],
)  # fmt: skip
def test_asks_for_something_in_it(question: str) -> None:
    assert not asks_whole(question)


def test_he_is_who_alone_speaks_or_whom_the_headline_names() -> None:
    assert spokesman("A headline", ["Helen Marchetti"]) == "Helen Marchetti"
    assert spokesman("Marchetti gives it back", ["Helen Marchetti", "Lord Penhallow"]) == "Helen Marchetti"
    assert spokesman("A headline", ["Helen Marchetti", "Lord Penhallow"]) == ""
    assert spokesman("A headline", []) == ""


def test_what_is_stored_of_a_conversation_holds_its_articles() -> None:
    card = ArticleCard("a1", "Two words", "", "", None, "en")
    conversation = begun([card], ["Kim"], "ko")
    turn = {"question": "Two words", "topic": "Two words", "names": [], "person": "Kim", "speech": False, "cited": []}
    stored = {"turns": [turn], "language": "ko", "about": ["a1"]}
    assert read_conversation(stored) == conversation
    assert conversation.articles == conversation.about == ("a1",)
    assert conversation.at_large().articles == ()
    del stored["about"]  # as it was stored before there was any
    assert read_conversation(stored).about == ()
