"""Questions about an article that a message points at, as people ask them: the real bot, index and model, over HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.embedding.model import Embedder
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person, Shown

pytestmark = pytest.mark.model

ADMIN = Person(1001, "Han", None, "en")
ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "articles"
CHANNEL = {"type": "channel", "chat": {"id": -1007, "type": "channel", "title": "News"}, "message_id": 5, "date": 1}
NAMED = {"type": "hidden_user", "sender_user_name": "Han", "date": 1}

EWER = "https://northernartsreview.example.org/2025/06/ashcombe-celadon"
EWER_TITLE = "Ashcombe Museum will return a Goryeo celadon ewer to Korea"
EWER_PASSED_ON = (
    "http://www.northernartsreview.example.org/2025/06/ashcombe-celadon/?utm_source=telegram&fbclid=x#photo"
)
WALL = "https://harlowbaycourier.example.com/news/2025/03/11/flood-wall"
TRAM = "https://haesolsinmun.example.com/news/2025/0912-tram"
TRAM_TITLE = "해솔 트램 14일 첫 운행…구도심에서 신항까지 28분"
UNKNOWN = "https://elsewhere.example.com/2025/11/something-nobody-here-has-read"

_ids = iter(range(5000, 9000))


def somebody(language: str = "en") -> Person:
    return Person(next(_ids), "Park", None, language)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture(scope="module")
def bot(
    api: BotApi, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, model_cache: Path
) -> Iterator[BotProcess]:
    data = tmp_path_factory.mktemp("about")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CITEDESK_")}
    subprocess.run(
        [sys.executable, "-m", "bot", "index", str(EXAMPLES), "--data", str(data)], cwd=ROOT, check=True,
        capture_output=True, env={**plain, "CITEDESK_CACHE": str(model_cache)},
    )  # fmt: skip
    with BotProcess(
        api, data, sys.executable, "-m", "bot", "bot", CITEDESK_CACHE=str(model_cache),
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]", CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
    ) as bot:  # fmt: skip
        yield bot.ready()


@pytest.fixture(autouse=True)
def _runs_on(bot: BotProcess) -> Iterator[None]:
    yield
    assert bot.process.poll() is None, bot.output[-3000:]
    assert "Traceback" not in bot.output, bot.output[-3000:]


def text_of(file: str) -> str:
    """Return what stands below the metadata of an example."""
    return (EXAMPLES / file).read_text(encoding="utf-8").split("---\n")[2].strip()


def post(api: BotApi, text: str, person: Person, **fields: Any) -> dict[str, Any]:
    """Return a message that somebody else wrote, as a reply holds it."""
    record: dict[str, Any] = api.update(text, person, **fields)["message"]
    return record


def next_shown(api: BotApi, chat: int, seen: int) -> Shown:
    return api.wait_shown(chat, seen + 1)[seen]


def asked_alone(shown: Shown, title: str, language: str = "en") -> None:
    """Check that the answer names the article above itself, and cites no other."""
    above = {"en": "About: ", "ko": "질문하신 기사: "}[language]
    assert f"{above}{title}" in shown.text.splitlines()[0]
    assert shown.seen.quotes
    assert {text for text, _ in shown.seen.links} == {title}


def test_a_link_and_a_question_are_answered_from_that_article(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say(f"{EWER_PASSED_ON} what did Marchetti say about the letter?", person)
    shown = next_shown(api, person.id, 0)
    asked_alone(shown, EWER_TITLE)
    assert any("keeping the ewer was no longer a matter of law" in quote for quote in shown.seen.quotes)
    api.say("Who voted against?", person)  # goes on with it
    shown = next_shown(api, person.id, 1)
    asked_alone(shown, EWER_TITLE)
    assert "Lord Penhallow" in shown.seen.quotes[0]


def test_a_link_that_a_correction_adds_is_answered_from_in_place_of_the_first_answer(
    api: BotApi, bot: BotProcess
) -> None:
    person = somebody()
    number = api.say("What did Priya Raman say about borrowers?", person)
    assert "About:" not in next_shown(api, person.id, 0).text
    api.correct(number, f"What did Priya Raman say about borrowers? {WALL}", person)
    assert "About: " in api.wait_edited(next_shown(api, person.id, 0)).text.splitlines()[0]
    assert len(api.shown(person.id)) == 1
    api.correct(number, f"Who voted against? {EWER}", person, after=10)
    shown = api.wait_edited(next_shown(api, person.id, 0), 2)
    asked_alone(shown, EWER_TITLE)
    assert "Lord Penhallow" in shown.seen.quotes[0]


def test_a_question_that_stands_by_itself_leaves_the_article(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say(f"Who voted against? {EWER}", person)
    asked_alone(next_shown(api, person.id, 0), EWER_TITLE)
    api.say("What did Priya Raman say about borrowers?", person)
    shown = next_shown(api, person.id, 1)
    assert "About:" not in shown.text
    assert any("Corrigan" in text for text, _ in shown.seen.links)


def test_new_leaves_the_article(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say(EWER, person)
    api.wait_text(person.id, "Ask me about this article")
    api.say("/new", person)
    api.wait_text(person.id, "Starting afresh")
    api.say("Who voted against the change?", person)
    assert "About:" not in next_shown(api, person.id, 2).text


def test_what_an_article_is_about_is_told_by_its_beginning(api: BotApi, bot: BotProcess) -> None:
    person = somebody("ko")
    api.say(f"{TRAM}?utm_medium=social 무슨 내용이야?", person)
    shown = next_shown(api, person.id, 0)
    asked_alone(shown, TRAM_TITLE, "ko")
    assert text_of("haesol-tram.txt").startswith(shown.seen.quotes[0])


def test_what_the_article_does_not_answer_is_refused_in_its_name(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say(f"{WALL} What did Priya Raman say about borrowers?", person)
    shown = next_shown(api, person.id, 0)
    assert shown.text.startswith(
        "About: Harlow Bay flood wall to cost £86m, council told\nThis article does not answer"
    )
    assert "/new" in shown.text
    assert not shown.seen.quotes
    assert any("Corrigan" in text for text, _ in shown.seen.links)  # where it is answered


def test_a_sentence_that_was_corrected_since_says_so(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say(f"{WALL} How much will the wall cost?", person)
    shown = next_shown(api, person.id, 0)
    assert "£86 million" in shown.seen.quotes[0]
    assert "Since corrected: The Harlow Bay Courier (12 Mar 2025) · Two digits swapped" in shown.text


def test_a_link_alone_is_shown_as_a_card_and_asked_about_next(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say(EWER, person)
    card = next_shown(api, person.id, 0)
    assert "Northern Arts Review · 18 Jun 2025 · " in card.text
    assert (EWER_TITLE, EWER) in card.seen.links
    assert "What did Helen Marchetti say?" in card.text
    assert card.labels == [["How it begins"]]
    api.press(card, "How it begins", person)
    assert "The trustees of the Ashcombe Museum have voted" in next_shown(api, person.id, 1).text
    api.say("What did Helen Marchetti say?", person)
    shown = next_shown(api, person.id, 2)
    asked_alone(shown, EWER_TITLE)
    assert "Marchetti" in shown.text


def test_a_reply_with_a_mention_asks_about_the_link_of_another_person(api: BotApi, bot: BotProcess) -> None:
    group, writer, asker = -1002003001, somebody(), somebody()
    theirs = post(api, f"have you seen this? {EWER}", writer, chat=group)
    asked = api.say("@NewsDeskBot what is it about?", asker, chat=group, reply_to_message=theirs)
    shown = next_shown(api, group, 0)
    asked_alone(shown, EWER_TITLE)
    assert shown.reply_to == asked
    ours = api.own_message(group, shown.id, shown.text)
    api.say("who voted against?", writer, chat=group, reply_to_message=ours)  # a reply to the answer goes on with it
    asked_alone(next_shown(api, group, 1), EWER_TITLE)
    api.say("@NewsDeskBot who voted against the change?", asker, chat=group)  # and nothing else does
    assert "About:" not in next_shown(api, group, 2).text


def test_a_headline_that_is_a_link_counts_in_a_caption_too(api: BotApi, bot: BotProcess) -> None:
    person, caption = somebody(), "Museum gives ewer back. Read more"
    link = {"type": "text_link", "offset": caption.index("Read"), "length": len("Read more"), "url": EWER_PASSED_ON}
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    theirs = post(api, "", person, photo=photo, caption=caption, caption_entities=[link])
    del theirs["text"]
    api.say("who voted against?", person, reply_to_message=theirs)
    asked_alone(next_shown(api, person.id, 0), EWER_TITLE)


def test_a_picture_is_asked_about_by_its_caption_where_that_holds_a_link(api: BotApi, bot: BotProcess) -> None:
    person, caption = somebody(), f"{EWER} who voted against?"
    link = {"type": "url", "offset": 0, "length": len(EWER)}
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    api.say(None, person, photo=photo, caption=caption, caption_entities=[link])
    asked_alone(next_shown(api, person.id, 0), EWER_TITLE)
    api.say(None, person, photo=photo, caption="who is this?")
    assert "written questions only" in next_shown(api, person.id, 1).text


def test_the_part_that_is_quoted_selects_among_several_links(api: BotApi, bot: BotProcess) -> None:
    person, digest = somebody(), "Today: the museum’s ewer and the flood wall"
    entities = [
        {"type": "text_link", "offset": digest.index(part), "length": len(part), "url": url}
        for part, url in (("museum’s ewer", EWER), ("flood wall", WALL))
    ]
    theirs = post(api, digest, person, entities=entities, forward_origin=CHANNEL)
    quote = {"text": "the flood wall", "position": digest.index("the flood wall")}
    api.say("how long will it be?", person, reply_to_message=theirs, quote=quote)
    asked_alone(next_shown(api, person.id, 0), "Harlow Bay flood wall to cost £86m, council told")


def test_a_quoted_sentence_of_an_answer_selects_its_article(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    sentence = text_of("library-fines.txt").split("\n")[0].partition(" The oldest")[0]
    ours = api.own_message(person.id, 77, f"[1] … {sentence} [2] …")
    api.say("who is not pleased?", person, reply_to_message=ours, quote={"text": sentence, "position": 6})
    shown = next_shown(api, person.id, 0)
    asked_alone(shown, "Corrigan County libraries dropped late fines, and the books came home")
    assert "Goff" in shown.text or "pleased" in shown.text


def test_a_forwarded_message_is_recognised_and_asked_about(api: BotApi, bot: BotProcess) -> None:
    person = somebody("ko")
    lead = text_of("haesol-tram.txt").split("\n")[0]
    forwarded = f"🚋 {TRAM_TITLE}\n\n{lead}\n\n👉 해솔뉴스 @haesolnews"
    api.say(forwarded, person, forward_origin=CHANNEL)
    card = next_shown(api, person.id, 0)
    assert TRAM_TITLE in card.text
    assert "한지우는 뭐라고 했습니까?" in card.text
    api.say("왜 늦어졌어?", person)
    shown = next_shown(api, person.id, 1)
    asked_alone(shown, TRAM_TITLE, "ko")
    assert any("배수로" in quote for quote in shown.seen.quotes)


def test_a_question_sent_along_with_a_forwarded_message_is_answered_from_it(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    comment = api.update("who voted against?", person)
    message = api.update(f"{EWER_TITLE}\n{text_of('celadon-ewer.md').splitlines()[2]}", person, forward_origin=CHANNEL)
    assert message["message"]["message_id"] - comment["message"]["message_id"] == 2  # the update took a number between
    message["message"]["message_id"] = comment["message"]["message_id"] + 1
    api.push(comment)
    api.push(message)
    asked_alone(next_shown(api, person.id, 1), EWER_TITLE)


def test_what_is_forwarded_is_never_carried_out(api: BotApi, bot: BotProcess) -> None:
    api.say("/reindex full", ADMIN, forward_origin=NAMED)
    api.say("/forget", ADMIN, forward_origin=NAMED)
    shown = api.wait_shown(ADMIN.id, 2)
    assert all(one.text.startswith("I could not find this message in any of the articles") for one in shown)
    assert all("To add it, send me the article" in one.text for one in shown)


def test_a_forwarded_question_is_still_a_question(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("What did Priya Raman say?", person, forward_origin=NAMED)
    assert any("hiding from us" in quote for quote in next_shown(api, person.id, 0).seen.quotes)


def test_a_link_that_is_not_indexed_is_said_and_the_question_answered_all_the_same(
    api: BotApi, bot: BotProcess
) -> None:
    person = somebody()
    api.say(f"{UNKNOWN} What did Priya Raman say?", person)
    shown = next_shown(api, person.id, 0)
    assert shown.text.startswith(
        "The article behind this link is not among those I have. I looked for an answer in all of those instead."
    )
    assert any("hiding from us" in quote for quote in shown.seen.quotes)
    api.say(UNKNOWN, person)
    assert next_shown(api, person.id, 1).text == "The article behind this link is not among those I have."
    korean = somebody("ko")
    api.say(UNKNOWN, korean)
    assert next_shown(api, korean.id, 0).text == "이 링크의 기사는 색인에 없습니다."


def test_a_withdrawn_article_is_not_asked_about(api: BotApi, bot: BotProcess) -> None:
    address, title = "https://corrigan-record.example.com/local/library-fines", "Corrigan County libraries"
    person, before = somebody(), len(api.shown(ADMIN.id))
    api.say(address, person)
    assert title in next_shown(api, person.id, 0).text
    api.say(f"/withdraw {address}", ADMIN)
    next_shown(api, ADMIN.id, before)
    try:
        api.say("What did Raman say?", person)  # the card's conversation no longer has its article
        assert title not in next_shown(api, person.id, 1).text
        api.say(f"{address}/?ref=x What did Raman say?", person)
        shown = next_shown(api, person.id, 2)
        assert shown.text.startswith("The article behind this link has been withdrawn, so I do not quote it.")
        assert title not in shown.text
    finally:
        api.say(f"/restore {address}", ADMIN)
        next_shown(api, ADMIN.id, before + 1)


def test_more_of_an_answer_stays_within_its_article(api: BotApi, bot: BotProcess) -> None:
    person = somebody()
    api.say("/settings", person)
    api.wait_shown(person.id)
    api.say(f"{EWER} who voted against?", person)
    shown = next_shown(api, person.id, 1)
    api.press(shown, "More", person)
    more = next_shown(api, person.id, 2)
    assert {text for text, _ in more.seen.links} <= {EWER_TITLE}


def test_help_tells_of_links(api: BotApi, bot: BotProcess) -> None:
    person, korean = somebody(), somebody("ko")
    api.say("/help", person)
    api.say("/help", korean)
    assert "an article’s link" in next_shown(api, person.id, 0).text
    assert "기사 링크" in next_shown(api, korean.id, 0).text


def test_every_card_and_line_stands_in_the_state_as_before(api: BotApi, bot: BotProcess) -> None:
    """A conversation about an article outlives the process: what is stored holds it."""
    person = somebody()
    api.say(EWER, person)
    next_shown(api, person.id, 0)
    api.say("/export", person)
    api.wait_for(lambda: api.documents.get(person.id), "the export")
    assert EWER in json.dumps(json.loads(api.documents[person.id][0]))
