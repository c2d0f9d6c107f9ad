"""A digest fits into one message that Telegram takes, whatever people watch and articles say."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import ArticleCard, Citation
from bot.answers.paging import Page
from bot.telegram.digests import MOST, Digested, Entry, digest
from bot.telegram.rendering import LIMIT, units
from bot.texts import LANGUAGES, texts_in
from tests.botkeyboards import read_keyboard
from tests.telegram_html import read_html

_ANY = st.text(st.characters() | st.sampled_from("<&>\"'\u200d\U0001f469\u0301\ud800"), max_size=200)
_LONG = st.builds(lambda text, times: (text or "x") * times, _ANY, st.integers(1, 60))
_CARDS = st.builds(
    ArticleCard, id=_ANY, title=_LONG, outlet=_LONG, url=st.just(f"https://news.example/{'a&' * 450}") | _ANY,
    published=st.sampled_from([None, "2026-05-04", "soon"]), language=st.just("en"), rights=_ANY,
)  # fmt: skip
_ENTRIES = st.builds(
    Entry, watch=st.integers(1, 10**8), topic=_ANY.filter(str.strip), article=_ANY, start=st.integers(0, 2**31),
    check=st.integers(0, 2**24 - 1),
)  # fmt: skip


def _citation(card: ArticleCard, sentence: str) -> Citation:
    return Citation(1, card, sentence, 7, 7 + len(sentence))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(_ENTRIES, st.builds(_citation, _CARDS, _LONG)), min_size=1, max_size=MOST),
    st.integers(0, 500),
    st.sets(st.integers(1, MOST)),
    st.sampled_from(LANGUAGES),
)
def test_page_of_anything_is_one_message(
    found: list[tuple[Entry, Citation]], more: int, withheld: set[int], language: str
) -> None:
    items = tuple((entry, replace(citation, n=n)) for n, (entry, citation) in enumerate(found, 1))
    page = Page(items, 0, MOST, len(items) + MOST * more)
    message = digest("a-name-of-16-chrs", page, withheld, texts_in(language))
    assert units(read_html(message.text).text) <= LIMIT
    assert message.keyboard
    rows = read_keyboard({"reply_markup": json.dumps(message.keyboard.to_dict())})
    shown = [citation for _, citation in items if citation.n not in withheld]
    stops = {(entry.watch, entry.topic) for entry, _ in found}
    assert sum(map(len, rows)) == len(shown) + len(stops) + (2 if more else 0)
    assert message.text.count("</blockquote>") == len(shown)


@given(st.lists(_ENTRIES))
def test_what_a_digest_holds_is_stored_and_read_again(entries: list[Entry]) -> None:
    digested = Digested("name", "ko", tuple(entries))
    assert Digested.read("name", json.loads(json.dumps(digested.value()))) == digested
    assert Digested.read("name", {"meant": "the value of an answer"}) is None
