"""Reading without asking, as a person does it: the real bot over a real index, pressed over HTTP."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service import Service
from bot.texts import texts_in
from config.settings import Settings
from index.embedding.model import Embedder
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person, Shown
from tests.press_articles import write_press

pytestmark = pytest.mark.model

STRANGER = Person(9, "Stranger")
GROUP = -100700800
_ids = iter(range(21_000, 22_000))


def somebody(language: str = "en") -> Person:
    """Return a listed person whom no test has met."""
    return Person(next(_ids), "Reed", None, language)


def a_bot(api: BotApi, data: Path, cache: Path) -> BotProcess:
    return BotProcess(
        api, data, sys.executable, "-m", "bot", "bot", CITEDESK_CACHE=str(cache),
        CITEDESK_TELEGRAM__USERS=str(list(range(21_000, 22_000))), CITEDESK_TELEGRAM__GROUPS=f"[{GROUP}]",
        CITEDESK_TELEGRAM__SENTENCES_PER_DAY="5", CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="10",
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, model_cache: Path) -> Path:
    folder = tmp_path_factory.mktemp("browse")
    build(folder, model_cache)
    return folder / "data"


def _wait_loaded(api: BotApi, bot: BotProcess) -> None:
    """Wait for a bot that loads the real model, which on a busy machine takes longer than anything else."""
    while not api.asked_for("getUpdates"):
        assert bot.process.poll() is None, bot.output[-3000:]
        time.sleep(0.1)


def build(folder: Path, cache: Path) -> None:
    service = Service(Settings(data=folder / "data", cache=cache))
    service.build([write_press(folder / "press")], owner="test")
    service.close()


@pytest.fixture(scope="module")
def api(data: Path, model_cache: Path) -> Iterator[BotApi]:
    with BotApi() as api, a_bot(api, data, model_cache) as bot:
        _wait_loaded(api, bot)
        yield api


def asked(api: BotApi, text: str, person: Person) -> Shown:
    """Return what a command is answered with."""
    before = len(api.shown(person.id))
    api.say(text, person)
    return api.wait_shown(person.id, before + 1)[-1]


def test_latest_is_paged_by_changing_one_message(api: BotApi) -> None:
    person = somebody()
    first = asked(api, "/latest", person)
    assert first.text.splitlines()[:2] == ["Latest articles", "26 articles in all."]
    assert first.text.splitlines()[3] == "1. Harbour Post · 9 Jun 2026 · Pier opens"
    assert ("Pier opens", "https://news.example/pier.txt") in first.seen.links
    assert first.labels == [["1 / 4", "Next ›"]]
    assert api.wait_answered(api.press(first, "Next ›", person)) == ""
    second = api.wait_edited(first)
    assert second.text.splitlines()[3].startswith("9. ")
    assert second.labels == [["‹ Previous", "2 / 4", "Next ›"]]
    assert api.wait_answered(api.press(second, "2 / 4", person)) == ""
    api.press(second, "‹ Previous", person)
    assert api.wait_edited(first, 2).text == first.text
    assert len(api.shown(person.id)) == 1


def test_a_press_is_answered_before_the_page_is_looked_for(api: BotApi) -> None:
    person = somebody()
    first = asked(api, "/latest", person)
    api.press(first, "Next ›", person)
    api.wait_edited(first)
    own = [one for one in api.requests if one.parameters.get("chat_id") == str(person.id)]
    (edit,) = (one for one in own if one.method == "editMessageText")
    answers = [one for one in api.asked_for("answerCallbackQuery") if one.at < edit.at]
    assert answers


def test_find_takes_up_a_query_that_no_button_can_hold(api: BotApi) -> None:
    person = somebody()
    query = "the library of Marrow keeps longer hours in the reading season, town & <b>all</b>"
    first = asked(api, f"/find {query}", person)
    assert first.text.startswith(query)
    api.press(first, "Next ›", person)
    second = api.wait_edited(first)
    assert second.text.startswith(query)
    assert "Notice" in second.text
    assert "ask again" in api.wait_answered(api.press_data(second, "f::1:", person, too_old=True))


def test_what_is_missing_or_too_long_is_said(api: BotApi) -> None:
    person = somebody("ko")
    assert "/find 반도체 수출" in asked(api, "/find", person).text
    assert "/timeline 앤트로픽" in asked(api, "/timeline", person).text
    assert "/quotes 아모데이" in asked(api, "/quotes", person).text
    assert "120자" in asked(api, "/find " + "가" * 121, person).text
    assert "찾지 못했습니다" in asked(api, "/quotes 없는사람", person).text


def test_a_timeline_quotes_one_exact_sentence_an_event_and_is_turned_round(api: BotApi) -> None:
    person = somebody()
    newest = asked(api, "/timeline Nordvik", person)
    assert newest.text.splitlines()[:2] == ["Nordvik", "5 events, newest first."]
    assert newest.seen.quotes[0].startswith("Nordvik opened the new pier")
    assert "[1] 7 Jun 2026" in newest.text
    assert "Also in: Morning Star" in newest.text
    assert newest.labels == [["1 in context", "2 in context", "3 in context"], ["4 in context", "5 in context"],
                             ["Oldest first"]]  # fmt: skip
    api.press(newest, "Oldest first", person)
    oldest = api.wait_edited(newest)
    assert oldest.seen.quotes == newest.seen.quotes[::-1]
    assert "[1] 1998" in oldest.text
    assert oldest.labels[-1] == ["Newest first"]


def test_quotes_of_a_person_under_the_other_spelling(api: BotApi) -> None:
    person = somebody("ko")
    shown = asked(api, "/quotes 솔헤임", person)
    assert "“The new pier will carry buses,” Ingrid Solheim said in an interview with the Post." in shown.seen.quotes
    assert "Ingrid Solheim (직접 인용)" in shown.text
    assert "발언이 담긴 문장 5개" in shown.text


def test_a_sentence_opens_in_its_context_below_and_closes_again(api: BotApi) -> None:
    person = somebody()
    listed = asked(api, "/timeline new pier", person)
    api.press(listed, "1 in context", person)
    opened = api.wait_shown(person.id, 2)[1]
    assert opened.reply_to == listed.id
    assert opened.seen.quotes[0].startswith("Nordvik opened the new pier")
    assert "will carry buses" in opened.seen.quotes[0]
    start, units = opened.seen.bold[0]
    assert opened.text[start : start + units] in listed.seen.quotes
    assert opened.labels == [["Next ›"], ["Back"]]
    api.press(opened, "Back", person)
    api.wait_for(lambda: len(api.shown(person.id)) == 1, "the context to be closed")
    assert api.shown(person.id)[0].text == listed.text


def test_reading_on_ends_where_an_article_would_be_republished(api: BotApi) -> None:
    person = somebody()
    listed = asked(api, "/timeline new pier", person)
    api.press(listed, "1 in context", person)
    opened = api.wait_shown(person.id, 2)[1]
    api.press(opened, "Next ›", person)
    ended = api.wait_edited(opened)
    assert "at most 5 sentences of one article a day" in ended.text
    assert ("Pier opens", "https://news.example/pier.txt") in ended.seen.links
    assert not ended.seen.quotes


def test_sources_and_about(api: BotApi) -> None:
    person = somebody()
    sources = asked(api, "/sources", person)
    assert "Harbour Post · 3 articles · 20 Jan – 9 Jun 2026" in sources.text
    about = asked(api, "/about", person)
    assert "26 articles from 4 outlets" in about.text
    assert "at most 5 sentences of one article a day" in about.text
    assert "Your privacy" in about.text
    assert "언론사 4곳의 기사 26건" in asked(api, "/about", somebody("ko")).text


def test_a_group_may_browse_and_a_stranger_may_not_press(api: BotApi) -> None:
    person = somebody()
    api.say("/latest@NewsDeskBot", STRANGER, chat=GROUP)
    shown = api.wait_shown(GROUP)[0]
    api.press(shown, "Next ›", STRANGER)
    assert api.wait_edited(shown).labels[0][1] == "2 / 4"
    own = asked(api, "/latest", person)
    assert api.wait_answered(api.press(own, "Next ›", STRANGER)) == texts_in("en").plain("press-refused")
    assert api.shown(person.id)[0].edits == 0


def test_what_a_client_made_up_or_sent_twice_does_no_harm(api: BotApi) -> None:
    person = somebody()
    shown = asked(api, "/latest", person)
    for data in ("", "z::0:", "c:AAAA:0:", "t::1:"):
        api.wait_answered(api.press_data(shown, data, person))
    api.wait_text(person.id, "no longer there")
    for data in ("l::99999:", "l::-3:", "c:" + "A" * 20 + ":0:", "c::0:"):
        api.wait_answered(api.press_data(shown, data, person))
    assert "no longer in the index" in api.wait_text(person.id, "no longer in the index").text
    api.say("/sources", person)
    api.wait_text(person.id, "Harbour Post · 3 articles")
    assert not any("went wrong" in one.text for one in api.shown(person.id))


def test_many_presses_are_held_back(api: BotApi) -> None:
    person = somebody()
    shown = asked(api, "/sources", person)
    presses = [api.press_data(shown, "n:::", person) for _ in range(51)]
    assert [api.wait_answered(one) for one in presses] == [""] * 50 + [texts_in("en").plain("press-too-many")]


def test_buttons_under_an_answer_lead_on_in_a_real_index(api: BotApi) -> None:
    person = somebody()
    answer = asked(api, "How many electric ferries will Nordvik build for the northern route?", person)
    assert answer.labels[-2:] == [["More", "Other outlets", "Timeline"], ["👍", "👎"]]
    assert "[1] Harbour Post · 4 Mar 2026 · The Marrow ferry line (reported speech)" in answer.text
    assert "<b>three</b>" in answer.source
    shown = {}
    for count, label in enumerate(answer.labels[-2], 2):
        api.press(answer, label, person)
        shown[label] = api.wait_shown(person.id, count)[-1]
    assert not set(answer.seen.quotes) & set(shown["More"].seen.quotes)
    assert "• Morning Star · 5 Mar 2026 · Electric ferries for Marrow" in shown["Other outlets"].text
    assert ("Electric ferries for Marrow", "https://news.example/ferry-star.txt") in shown["Other outlets"].seen.links
    assert shown["Timeline"].text.startswith("Nordvik\n5 events")
    api.press(shown["Timeline"], "Oldest first", person)
    assert "[1] 1998" in api.wait_edited(shown["Timeline"]).text
    korean = asked(api, "잉그리드 솔헤임은 해솔시에 무엇이 필요하다고 했나요?", person)
    assert korean.labels[-2] == ["더 보기", "다른 언론사", "연표"]
    api.press(korean, "연표", person)
    assert api.wait_shown(person.id, 6)[-1].text.startswith("잉그리드 솔헤임\n사건 3건")
