"""A page is one message that Telegram takes, whatever the articles hold."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.answer import ArticleCard, Citation
from bot.answers.paging import Event, OutletCount, Page
from bot.answers.surroundings import Surroundings
from bot.telegram.pages import render_cards, render_events, render_outlets, render_quotes, render_surroundings
from bot.texts import texts_in
from tests.telegram_html import Seen, read_html, utf16_units

_ODD = st.sampled_from(
    ["<b>", "&", "&amp;", "</blockquote>", "😀", "👩‍👩‍👧", "שלום", "\u200b", "가", '"', "a" * 5000, "\ud800"]
)
_TEXT = st.lists(_ODD | st.text(max_size=20), min_size=1, max_size=12).map("".join)
_CARDS = st.builds(
    ArticleCard, st.just("id"), _TEXT, _TEXT, st.sampled_from(["", "https://n.example/?a=1&b=2", "javascript:x"]),
    st.sampled_from([None, "2026-01-02", "2026-01-02T03:04:05Z"]), st.just("ko"), _TEXT,
)  # fmt: skip


@st.composite
def _citations(draw: st.DrawFn) -> list[Citation]:
    count = draw(st.integers(1, 5))
    found = []
    for n in range(1, count + 1):
        sentence = draw(_TEXT.filter(str.strip))
        cards = tuple(draw(st.lists(_CARDS, max_size=6)))
        speaker = draw(st.none() | _TEXT)
        found.append(
            Citation(n, draw(_CARDS), sentence, 7, 7 + len(sentence), speaker=speaker, speech="direct", also_in=cards)
        )
    return found


def _seen(text: str) -> Seen:
    assert len(text.encode("utf-8", "strict")) <= 32_768
    seen = read_html(text)
    assert 0 < utf16_units(seen.text) <= 4096
    return seen


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_citations(), st.sampled_from(["ko", "en"]), st.sets(st.integers(1, 5)), _TEXT.map(lambda text: text[:120]))
def test_events_and_quotations_are_one_valid_message(
    citations: list[Citation], language: str, withheld: set[int], words: str
) -> None:
    texts = texts_in(language)
    heading = texts.html("quotes", words=words, count=len(citations))
    events = [Event(date(2026, 1, 1), date(2026, 1, 31), True, one) for one in citations]
    for seen in (
        _seen(render_quotes(heading, citations, withheld, texts)),
        _seen(render_events(heading, events, withheld, texts)),
    ):
        assert len(seen.quotes) == sum(one.n not in withheld for one in citations)
        assert seen.bold[0][0] == 0 or not words.strip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_CARDS, min_size=1, max_size=8), _TEXT, st.sampled_from(["ko", "en"]))
def test_lists_are_one_valid_message(cards: list[ArticleCard], outlet: str, language: str) -> None:
    texts = texts_in(language)
    seen = _seen(render_cards(texts.html("latest", count=9), Page(tuple(cards), 0, 8, 9), texts))
    assert f"{len(cards)}. " in seen.text
    counts = [OutletCount(outlet, 3, date(2026, 1, 1), None), OutletCount("", 1, date(2026, 1, 1), date(2026, 2, 1))]
    _seen(render_outlets(texts.html("sources", count=2), Page(tuple(counts * 7), 0, 15, 14), texts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXT, _TEXT, _TEXT, _CARDS, st.booleans())
def test_a_stretch_is_one_quotation_with_its_sentence_in_bold(
    before: str, marked: str, after: str, card: ArticleCard, is_marked: bool
) -> None:
    text = f"{before} {marked}\n\n{after}"
    span = (len(before) + 1, len(before) + 1 + len(marked))
    shown = Surroundings(card, text, 0, len(text), (span,), span if is_marked else None, before=True, after=True)
    seen = _seen(render_surroundings(shown, texts_in("en")))
    assert len(seen.quotes) <= 1
    assert bool(seen.bold) == (is_marked and bool(marked.strip()))


@pytest.mark.parametrize(("language", "days"), [("en", "[4] Jan 2026"), ("ko", "[4] 2026년 1월")])
def test_an_event_says_when_it_was(language: str, days: str) -> None:
    card = ArticleCard("a", "Title", "Paper", "", "2026-02-01", "en")
    one = Event(date(2026, 1, 1), date(2026, 1, 31), True, Citation(4, card, "It opened.", 0, 10))
    text = read_html(render_events(texts_in(language).html("latest", count=1), [one], (), texts_in(language))).text
    assert days in text
