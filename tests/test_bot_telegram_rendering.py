"""Messages are valid HTML of at most 4096 units, and what stands in quotation marks is what the article says."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Answered, ArticleCard, Citation, Refused, Span
from bot.telegram.rendering import LIMIT, render_answer, shorten, units
from bot.telegram.reports import render_progress, render_report, render_status
from bot.texts import LANGUAGES, texts_in
from index.reading import read_sources
from index.report import BuildReport, Flaw, Progress, Rejected
from index.status import IndexStatus
from tests.telegram_html import read_html, utf16_units

# Words, markup, characters of two units, joined emoji, accents, and surrogates that no UTF-8 can carry.
_PIECES = st.sampled_from(
    [
        "가",
        "bridge ",
        "<b>",
        "&amp;",
        '"',
        "'",
        "😀",
        "👩‍👩‍👧",
        "👍🏽",
        "e\u0301",
        "\ud83d",
        "\n",
        "x" * 900,
        "\u200b",
        "\u202e",
        "שלום",
    ]
)
_TEXTS = st.lists(_PIECES, min_size=1, max_size=30).map("".join)
_CARDS = st.builds(
    ArticleCard,
    id=st.just("a"),
    title=st.one_of(st.just(""), _TEXTS),
    outlet=st.one_of(st.just(""), _TEXTS),
    url=st.one_of(
        st.sampled_from(["", 'https://e.example/?a=1&b="2"', "javascript:alert(1)", "http://[", "https://"]), _TEXTS
    ),
    published=st.sampled_from([None, "2026-08-11", "2026-08-11T09:00:00+09:00", "yesterday"]),
    language=st.just("ko"),
)


def _citation(sentence: str, card: ArticleCard, n: int = 1, speaker: str | None = None) -> Citation:
    return Citation(n, card, sentence, 10, 10 + len(sentence), speaker=speaker)


def _answered(*citations: Citation, language: str = "en", heading: str = "Two sentences") -> Answered:
    return Answered("q", language, heading, citations, 0.9)


def _card(title: str = "Title", url: str = "https://e.example/1", published: str | None = "2026-08-11") -> ArticleCard:
    return ArticleCard("a", title, "Daily", url, published, "en")


@settings(deadline=None)  # the first one reads the texts
@given(st.lists(st.tuples(_TEXTS, _CARDS, st.one_of(st.none(), _TEXTS)), min_size=1, max_size=10), _TEXTS)
def test_any_answer_is_valid_within_the_limit_and_quotes_exactly(
    cited: list[tuple[str, ArticleCard, str | None]], heading: str
) -> None:
    citations = [_citation(text, card, n, speaker) for n, (text, card, speaker) in enumerate(cited, 1)]
    messages = render_answer(_answered(*citations, heading=heading))
    assert all(units(one) == utf16_units(one) <= LIMIT for one in messages)
    quotes = [quote for message in messages for quote in read_html(message).quotes]
    assert len(quotes) == len(cited)
    for quote, (text, _, _) in zip(quotes, cited, strict=True):
        sendable = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        assert quote == sendable or sendable.startswith(quote.removesuffix("…"))


@given(st.lists(_CARDS, max_size=10), _TEXTS)
def test_any_refusal_is_valid_and_within_the_limit(cards: list[ArticleCard], reason: str) -> None:
    for message in render_answer(Refused("q", "ko", reason, tuple(cards), 0.1)):
        assert utf16_units(message) <= LIMIT
        read_html(message)


def test_citation_names_speaker_outlet_date_and_linked_title() -> None:
    (message,) = render_answer(_answered(_citation('He said "no".', _card(), speaker="Amodei")))
    seen = read_html(message)
    assert seen.text == 'Two sentences\n\n[1] Daily · 11 Aug 2026 · Amodei\nHe said "no".\nTitle'
    assert seen.links == (("Title", "https://e.example/1"),)
    assert message.startswith("<b>Two sentences</b>")


def test_what_is_unknown_is_said_in_the_readers_language() -> None:
    unknown = ArticleCard("a", "", "", "", None, "ko")
    (message,) = render_answer(_answered(_citation("말했다.", unknown), language="ko"))
    assert read_html(message).text.endswith("[1] 날짜 미상\n말했다.\n제목 없음")


def test_a_name_that_cannot_be_seen_or_breaks_its_line_is_put_right() -> None:
    hidden = ArticleCard("a", "\u200b\u2060 ", "Daily\n\nPost", "https://e.example/1", None, "en")
    (message,) = render_answer(_answered(_citation("Said.", hidden, speaker="Ann\nLee")))
    seen = read_html(message)
    assert seen.text.endswith("[1] Daily Post · date unknown · Ann Lee\nSaid.\nuntitled")
    assert seen.links == (("untitled", "https://e.example/1"),)


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ("2026-08-11T09:00:00+09:00", 1_786_406_400),
        ("2026-08-11T00:00:00Z", None),
        ("2026-08-11T09:00:00", None),
        ("2026-08-11", None),
        ("2026-08", None),
    ],
)
def test_a_date_is_put_into_the_readers_own_time_where_its_moment_is_known(published: str, moment: int | None) -> None:
    (message,) = render_answer(_answered(_citation("Said.", _card(published=published))))
    words = "Aug 2026" if published == "2026-08" else "11 Aug 2026"
    seen = read_html(message)
    assert f"[1] Daily · {words}\n" in seen.text
    assert seen.times == (((words, moment),) if moment else ())


def test_only_a_long_quotation_is_folded_and_its_short_answer_is_bold_in_it() -> None:
    long = "In all " + "very " * 100 + "56% of them agreed."
    start = 10 + long.index("56%")
    cited = Citation(1, _card(), long, 10, 10 + len(long), span=Span("56%", start, start + 3))
    (message,) = render_answer(_answered(cited, _citation("Short.", _card(), 2)))
    seen = read_html(message)
    assert seen.quotes == (long, "Short.")
    assert seen.folded == (long,)
    assert "<b>56%</b>" in message


def test_a_quotation_is_folded_by_the_room_it_takes_where_hangul_is_twice_as_wide() -> None:
    korean, latin = "가" * 201, "a" * 201
    (message,) = render_answer(_answered(_citation(korean, _card()), _citation(latin, _card(), 2)))
    assert read_html(message).folded == (korean,)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://e.example/1",
        "javascript:alert(1)",
        "https://e.example/a b",
        "http://[1",
        "https://e.example/" + "x" * 2000,
    ],
)
def test_address_that_telegram_would_not_link_leaves_the_title_plain(url: str) -> None:
    (message,) = render_answer(_answered(_citation("Said.", _card(url=url))))
    assert "Title" in message
    assert "<a" not in message


def test_long_answer_is_split_between_citations() -> None:
    citations = [_citation(f"{n} " + "말" * 1500, _card(), n) for n in (1, 2, 3)]
    messages = render_answer(_answered(*citations))
    assert [re.findall(r"^\[\d\]", read_html(one).text, re.MULTILINE) for one in messages] == [["[1]", "[2]"], ["[3]"]]


def test_sentence_too_long_for_a_message_is_cut_and_marked() -> None:
    (_, message) = render_answer(_answered(_citation("&" * 5000, _card())))
    (quote,) = read_html(message).quotes
    assert re.fullmatch("&+…", quote)
    assert LIMIT - 10 < units(message) <= LIMIT


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("말합니다", 4, "말합니다"),
        ("말합니다", 3, "말합…"),
        ("a😀b", 3, "a…"),
        ("a<b", 4, "a…"),
        ("ae\u0301z", 3, "a…"),
        ("a bcd", 3, "a…"),
    ],
)
def test_cut_falls_between_whole_characters(text: str, room: int, cut: str) -> None:
    assert shorten(text, room) == cut


def test_the_longest_line_and_the_most_citations_are_shown_in_messages_that_telegram_takes() -> None:
    endless = "<" * 100_000
    card = ArticleCard("a", endless, endless, "https://e.example/" + "&" * 199, "2026-08-11T09:00:00Z", "en", endless)
    cited = [_citation(endless, card, n, speaker=endless) for n in range(1, 11)]
    short = [_citation("Said.", _card(published="2026-08-11T09:00:00Z"), n, speaker="Ann") for n in range(1, 11)]
    messages = [*render_answer(_answered(*cited)), *render_answer(_answered(*short))]
    assert len(messages) == 12
    for one in messages:
        assert utf16_units(one) <= LIMIT
        assert len(one.encode()) <= 32_768
        assert one.count("</") <= 100  # entities; Telegram drops those beyond
        read_html(one)


def test_report_names_some_rejected_files_and_counts_the_rest() -> None:
    rejected = tuple(Rejected(f"f{n}<>.txt", "no text & nothing else") for n in range(8))
    report = BuildReport("g", added=("a",), duplicates=(("b", "a"),), rejected=rejected, warnings=("w<",), seconds=1.26)
    text = read_html(render_report(report, texts_in("en"))).text
    assert "added 1, changed 0, unchanged 0, removed 0, duplicates 1, rejected 8" in text
    assert "f0<>.txt: no text & nothing else" in text
    assert text.endswith("… and 3 more")
    many = BuildReport("g", rejected=rejected, warnings=("w&" * 300,) * 100)
    assert utf16_units(render_report(many, texts_in("ko"))) <= LIMIT


def test_files_that_cannot_be_used_are_explained_in_the_readers_language(tmp_path: Path) -> None:
    lines = ["no json", "[1]", "{}", '{"text": 5}', '{"text": "A.", "title": {}}', '{"text": " "}', "[" * 90_000]
    lines += ['{"text": "One. Two.", "id": "a"}', '{"text": "Three. Four.", "id": "a"}', '{"text": "' + "y" * 100_000]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for name, content in (("a.pdf", b"%PDF"), ("b.txt", b"%PDF-1"), ("c.txt", b" "), ("d.html", b"<p></p>")):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "e.txt.gz").write_bytes(b"no gzip")
    (tmp_path / "f.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "g.txt").symlink_to("/dev/null")
    found = [one for one in read_sources([tmp_path], 100_000) if isinstance(one, Rejected)]
    assert {*Flaw} - {one.flaw for one in found} == {Flaw.CHANGED, Flaw.OTHER}, "which no file has by itself"
    for flaw in {*Flaw} - {Flaw.OTHER}:
        about = next((one.about for one in found if one.flaw is flaw), "")
        report = BuildReport("g", rejected=(Rejected("기사", "in English, for `the terminal`", flaw, about),))
        shown = [read_html(render_report(report, texts_in(code))).text.splitlines()[-1] for code in ("ko", "en")]
        assert not any("`" in line or "terminal" in line for line in shown)
        assert all(about in line for line in shown)
        assert re.search("[가-힣]", shown[0].removeprefix("• 기사"))


def test_progress_says_how_much_of_how_much() -> None:
    progress = Progress("embedding", articles=5, passages=20, passages_total=1500, articles_total=8786)
    assert render_progress(progress, texts_in("en")) == "Indexing articles\n5 / 8,786 articles, 20 / 1,500 passages"
    assert render_progress(Progress("reading"), texts_in("ko")) == "기사를 읽고 있습니다"
    for language in LANGUAGES:
        stages = ("model", "reading", "embedding", "publishing")
        assert len({render_progress(Progress(stage), texts_in(language)) for stage in stages}) == len(stages)


def test_status_gives_dates_and_languages_to_all_and_the_model_to_administrators() -> None:
    built = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    status = IndexStatus(
        generation="g-7", built_at=built,
        articles=1200, sentences=9000, passages=3000, languages={"ko": 200, "en": 1000},
        first_published="2024-01-01T00:00:00Z", last_published="2024-12-31", model="a<b", bytes=12_300_000,
    )  # fmt: skip
    everybody, admins = (render_status(status, texts_in("ko"), admin=admin) for admin in (False, True))
    assert "기사 1,200건, 문장 9,000개\n언어: 영어 1,000, 한국어 200" in everybody
    assert "2024년 1월 1일 ~ 2024년 12월 31일" in everybody
    assert "a&lt;b" not in everybody
    assert read_html(admins).text.endswith("모델: a<b\n구절 3,000개, 12.3 MB\n세대: g-7")
