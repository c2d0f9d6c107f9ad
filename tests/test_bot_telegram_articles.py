"""Articles that are hard to show, asked about over HTTP: the reader sees the article's own words, whatever they are.

The server reads the messages as strictly as Telegram does and refuses what it would refuse.
"""

import json
from collections.abc import Iterator

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person, Shown

ADMIN = Person(92_001)
_ids = iter(range(92_100, 92_999))

RTL = "قال رئيس الميناء zebra إن الجسر سيفتح في \u200fمايو\u200e (إن شاء الله)"
ARTICLES = {
    "markup": "The vessel <b>walrus</b> &amp; <a href='x'>crew</a> met </blockquote> at noon & <tg-spoiler>left.",
    "rtl": f"{RTL}.",
    "invisible": "The otter\u200b swam\u2060 past\u00ad the\ufeff gate\u200d and\u200c was seen.",
    "emoji": "The badger 👩‍👩‍👧‍👦 waved a 🇰🇷 flag and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 sang 🤷🏽‍♀️ until e\u0301vening.",
    "newlines": "The heron\tstood\non  one\u2028leg in the rain.",
    "codes": "The marmot wrote &lt; and &#60; and &copy; and \\n and %s and {name} and *stars* in its book.",
    "long": "The pelican " + "counted fish and boats and waves " * 3200 + "until the evening came.",
    "words": "The narwhal " + "w" * 100_000 + " was seen.",
    "folded": "The gannet " + "dived into the cold water of the strait again and again " * 14 + "before noon.",
    "sirens@Night & <Day>@2026-03-04T09:30:00+09:00": "The siren rang on Wednesday morning over the whole town.",
}  # fmt: skip


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "sources").mkdir()
    for name, text in ARTICLES.items():
        (folder / "sources" / f"{name}.txt").write_text(text, encoding="utf-8")
    with BotApi() as api, BotProcess(
        api, folder / "data", CITEDESK_SOURCES=f'["{folder / "sources"}"]', CITEDESK_TELEGRAM__ACCESS="open",
        CITEDESK_TELEGRAM__ADMINS=f"[{ADMIN.id}]", CITEDESK_TELEGRAM__QUESTIONS_PER_MINUTE="60",
    ) as bot:  # fmt: skip
        bot.ready()
        api.say("/reindex", ADMIN)
        api.wait_text(ADMIN.id, f"added {len(ARTICLES)}")
        yield bot
        assert "Traceback" not in bot.output


def asked(bot: BotProcess, text: str, language: str = "en") -> tuple[Person, Shown]:
    person = Person(next(_ids), language=language)
    bot.api.say(text, person)
    return person, bot.api.wait_shown(person.id)[0]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("walrus", "markup"), ("zebra", "rtl"), ("otter", "invisible"), ("badger", "emoji"), ("heron", "newlines"),
        ("marmot", "codes"), ("gannet", "folded"),
    ],
)  # fmt: skip
def test_sentence_is_shown_character_by_character(bot: BotProcess, word: str, name: str) -> None:
    _, answer = asked(bot, f"{word}?")
    assert answer.seen.quotes == (ARTICLES[name],)
    assert "\n[1] Daily & Co" in answer.text


@pytest.mark.parametrize(("word", "name"), [("pelican", "long"), ("narwhal", "words")])
def test_line_of_100_kb_is_shown_as_far_as_it_fits_and_linked(bot: BotProcess, word: str, name: str) -> None:
    person, answer = asked(bot, f"{word}?", "ko")
    (quote,) = answer.seen.quotes
    assert quote.endswith("…")
    assert len(quote) > 1000
    assert ARTICLES[name].startswith(quote.rstrip("…").rstrip())
    assert any(address.startswith(f"https://news.example/{name}.txt") for _, address in answer.seen.links)
    assert len(bot.api.shown(person.id)) == 1


def test_only_a_long_quotation_is_folded(bot: BotProcess) -> None:
    assert asked(bot, "gannet?")[1].seen.folded == (ARTICLES["folded"],)
    assert asked(bot, "marmot?")[1].seen.folded == ()


def test_moment_of_an_article_is_shown_in_the_readers_own_time(bot: BotProcess) -> None:
    _, answer = asked(bot, "siren?")
    assert answer.seen.times == (("4 Mar 2026", 1772584200),)
    assert "Night & <Day>" in answer.text
    assert asked(bot, "siren?", "ko")[1].seen.times[0][1] == 1772584200
    assert not asked(bot, "marmot?")[1].seen.times


def test_lists_and_contexts_of_such_articles_are_taken_by_telegram_too(bot: BotProcess) -> None:
    """No list, timeline, quotation, context or inline result of them is refused; see the end of the fixture."""
    person, api = Person(next(_ids)), bot.api
    for count, text in enumerate(("/latest", "/find The", "/sources", "/timeline The", "/quotes The"), 1):
        api.say(text, person)
        api.wait_shown(person.id, count)
    for word in ("walrus", "zebra", "otter", "badger", "heron", "pelican", "narwhal", "siren"):
        offers = api.wait_inline(api.ask_inline(word, person)).offers
        assert offers, word
        assert offers[0].seen.quotes, word
    answer = asked(bot, "pelican?")[1]
    assert json.loads(answer.markup)
    api.press(answer, answer.labels[0][0], Person(answer.chat))
    context = api.wait_shown(answer.chat, 2)[1]
    assert "pelican" in context.text
