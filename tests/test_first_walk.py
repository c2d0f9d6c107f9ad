"""The first walk, with nothing in anyone's place: an article file, the real model, the real bot, a chat over HTTP."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.embedding.model import Embedder
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person

pytestmark = pytest.mark.model

ADMIN = Person(1001, "Han", "han_admin", "ko")
READER = Person(2002, "Reed", None, "en")
EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
QUESTION = "what did Amodei say"


def citedesk(cache: Path, *arguments: str) -> Any:
    """Run a command as a person would, and return the JSON it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CITEDESK_")}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--json"], cwd=EXAMPLES.parents[1], capture_output=True, check=True,
        env={**environment, "CITEDESK_CACHE": str(cache)}, text=True,
    )  # fmt: skip
    return json.loads(ran.stdout)


def a_bot(api: BotApi, data: Path, cache: Path, sources: Path) -> BotProcess:
    return BotProcess(
        api, data, sys.executable, "-m", "bot", "bot",
        CITEDESK_CACHE=str(cache), CITEDESK_SOURCES=f'["{sources}"]',
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]", CITEDESK_TELEGRAM__ACCESS="open",
    )  # fmt: skip


def test_the_real_article_goes_from_its_file_to_a_chat(
    shared: Path, tmp_path: Path, embedder: Embedder, model_cache: Path
) -> None:
    data = str(tmp_path / "data")
    (added,) = citedesk(model_cache, "index", str(shared / "articles"), "--data", data)["added"]
    answer = citedesk(model_cache, "ask", QUESTION, "--data", data)
    assert answer["status"] == "answered"
    first, second = answer["citations"][:2]
    assert {"북한" in one["sentence"] for one in (first, second)} == {True, False}
    assert {"블룸버그" in one["sentence"] for one in (first, second)} == {True, False}
    article = citedesk(model_cache, "show", added, "--data", data)
    assert all(article["text"][one["start"] : one["end"]] == one["sentence"] for one in answer["citations"])
    sentences = [article["text"][one["start"] : one["end"]] for one in article["sentences"]]
    assert len(sentences) == len(set(sentences)) == 23
    with BotApi() as api, a_bot(api, tmp_path / "data", model_cache, shared / "articles") as bot:
        bot.ready()
        api.say(QUESTION, READER)
        shown = api.wait_text(READER.id, "[1]")
    assert list(shown.seen.quotes) == [one["sentence"] for one in answer["citations"]]


def test_an_administrator_brings_the_index_into_being_and_a_reader_asks_across_languages(
    tmp_path: Path, embedder: Embedder, model_cache: Path
) -> None:
    with BotApi() as api, a_bot(api, tmp_path / "data", model_cache, EXAMPLES) as bot:
        bot.ready()
        api.say("/reindex", ADMIN)
        api.wait_text(ADMIN.id, "12")
        api.say("What did Ingrid Solheim say about hydrogen?", READER)
        shown = api.wait_text(READER.id, "[1]")
        assert "수소" in shown.seen.quotes[0]
        assert any(address.endswith("/2025/05/21/nordvik") for _, address in shown.seen.links)
        assert api.token not in bot.output
