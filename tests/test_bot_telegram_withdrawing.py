"""A withdrawn article, an index rolled back and a document sent, on a real index: the real bot, over HTTP."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service import Service
from config.settings import Settings
from index.embedding.model import Embedder
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person, Shown
from tests.press_articles import write_press

pytestmark = pytest.mark.model

ADMIN = Person(91)
PIER = "https://news.example/pier.txt"
QUESTION = "When was the pier opened?"
_ids = iter(range(40_000, 41_000))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, model_cache: Path) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("withdrawing")
    press = write_press(folder / "press")
    service = Service(Settings(data=folder / "data", cache=model_cache))
    service.build([press], owner="test")
    service.close()
    with BotApi() as api:
        bot = BotProcess(
            api, folder / "data", sys.executable, "-m", "bot", "bot", CITEDESK_CACHE=str(model_cache),
            CITEDESK_SOURCES=f'["{press}"]', CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]",
            CITEDESK_TELEGRAM__ACCESS="open", CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
        )  # fmt: skip
        with bot:
            while not api.asked_for("getUpdates"):
                assert bot.process.poll() is None, bot.output[-3000:]
                time.sleep(0.1)
            yield bot


def asked(bot: BotProcess, text: str, person: Person = ADMIN) -> Shown:
    before = len(bot.api.shown(person.id))
    bot.api.say(text, person)
    return bot.api.wait_shown(person.id, before + 1)[before]


def reader() -> Person:
    return Person(next(_ids))


def done(bot: BotProcess, shown: Shown) -> Shown:
    return bot.api.wait_for(
        lambda: next((m for m in bot.api.shown(shown.chat) if m.id == shown.id and "unchanged" in m.text), None), "end"
    )


def cited(shown: Shown) -> set[str]:
    return {address for _, address in shown.seen.links}


def count_in(shown: Shown) -> int:
    """Return how many articles a message says there are."""
    found = re.search(r"([\d,]+) articles", shown.text) or re.search(r"Articles: ([\d,]+)", shown.text)
    assert found, shown.text
    return int(found[1].replace(",", ""))


def test_withdrawn_everywhere_at_once_kept_out_by_a_build_and_back_when_restored(bot: BotProcess) -> None:
    api, person = bot.api, reader()
    assert PIER in cited(asked(bot, QUESTION, person))
    assert PIER in cited(asked(bot, "/latest", person))
    timeline = asked(bot, "/timeline pier", person)
    assert PIER in cited(timeline)
    had = {command: count_in(asked(bot, command, person)) for command in ("/status", "/about")}
    said = asked(bot, f"/withdraw {PIER}")
    assert PIER in cited(said)
    for command, count in had.items():
        assert count_in(asked(bot, command, person)) == count - 1
    for text in (QUESTION, "/latest", "/find pier", "/timeline pier", "/quotes pier"):
        assert PIER not in cited(asked(bot, text, person)), text
    opener = next(label for row in timeline.labels for label in row if "context" in label)
    before = len(api.shown(person.id))
    api.press(timeline, opener, person)
    assert "no longer in the index" in api.wait_shown(person.id, before + 1)[before].text
    report = done(bot, asked(bot, "/reindex"))
    assert "removed 1" in report.text
    assert PIER not in cited(asked(bot, QUESTION, reader()))
    assert "next update brings it back" in asked(bot, f"/restore {PIER}").text
    assert "added 1" in done(bot, asked(bot, "/reindex")).text
    assert PIER in cited(asked(bot, QUESTION, reader()))


def test_rollback_answers_from_the_index_of_before_and_back(bot: BotProcess) -> None:
    document = b"Gasworks. The gasworks chimney fell on Saturday after a century."
    bot.api.send_file("gasworks.txt", document, ADMIN)
    bot.api.wait_for(
        lambda: [m for m in bot.api.shown(ADMIN.id) if "added 1" in m.text and "unchanged 0" in m.text], "the end"
    )
    question = "When did the gasworks chimney fall?"
    assert any("gasworks chimney" in quote for quote in asked(bot, question, reader()).seen.quotes)
    assert PIER in cited(asked(bot, "/latest", reader())), "all else is as it was"
    before = asked(bot, "/status").text.split("Generation: ")[1].split()[0]
    assert "undoes this" in asked(bot, "/rollback").text
    assert not any("gasworks chimney" in quote for quote in asked(bot, question, reader()).seen.quotes)
    assert f"Now: {before}" in asked(bot, f"/rollback {before}").text
    assert any("gasworks chimney" in quote for quote in asked(bot, question, reader()).seen.quotes)
    assert "no earlier index" in asked(bot, "/rollback g99999999").text
    assert "unchanged 27" in done(bot, asked(bot, "/reindex dry")).text
