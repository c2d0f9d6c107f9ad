"""A digest fits into one message that Telegram takes, whatever people watch and articles say."""

import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import ArticleCard, Citation
from bot.state import Watch
from bot.telegram.digests import MOST, digest
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
_WATCHES = st.builds(
    Watch, id=st.integers(1, 10**8), chat=st.just(5), person=st.just(5), topic=_ANY.filter(str.strip),
    language=st.just("en"), at=st.just(datetime(2026, 1, 1, tzinfo=UTC)),
)  # fmt: skip


def _citation(card: ArticleCard, sentence: str) -> Citation:
    return Citation(1, card, sentence, 7, 7 + len(sentence))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(_WATCHES, st.builds(_citation, _CARDS, _LONG)), min_size=1, max_size=MOST),
    st.integers(0, 10_000),
    st.sampled_from(LANGUAGES),
)
def test_digest_of_anything_is_one_message(found: list[tuple[Watch, Citation]], more: int, language: str) -> None:
    message = digest(found, more, texts_in(language))
    assert units(read_html(message.text).text) <= LIMIT
    assert message.keyboard
    rows = read_keyboard({"reply_markup": json.dumps(message.keyboard.to_dict())})
    watches = {watch for watch, _ in found}
    assert sum(map(len, rows)) == len(found) + len(watches)
    assert message.text.count("<blockquote>") == len(found)
