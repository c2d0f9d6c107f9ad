"""Text files and Markdown: front matter, what can be read off without it, and nothing invented."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.reading.frontmatter import split_front_matter
from index.reading.plain import read_markdown, read_plain
from index.reading.unusable import Unusable
from index.text import settle

BODY = "The council met on Monday. It passed the by-law.\n\nThe mayor was pleased."


def test_front_matter_is_the_metadata() -> None:
    article = read_plain(
        f"""\ufeff---
title: "Buses: free from January"
deck: Parking pays half
outlet: The Ellsmere Times
url: https://ellsmere.example/buses
published: 2031-11-04T09:00:00+00:00
modified: 2031. 11. 5.
authors: [Jane Roe <jane@ellsmere.example>, "John Doe"]
language: en-GB
section: Local
rights: All rights reserved
desk: evening
---
{BODY}
""".encode(),
        "a.txt",
    )
    assert article == Article(
        id="https://ellsmere.example/buses", url="https://ellsmere.example/buses", text=BODY,
        title="Buses: free from January", deck=("Parking pays half",), outlet="The Ellsmere Times",
        published="2031-11-04T09:00:00+00:00", modified="2031-11-05", authors=("Jane Roe", "John Doe"), language="en",
        section="Local", rights="All rights reserved", extra={"desk": "evening"},
    )  # fmt: skip


def test_without_front_matter_nothing_is_invented() -> None:
    assert read_plain(BODY.encode(), "dir/a.txt") == Article(id="dir/a.txt", text=BODY, language="en")


def test_front_matter_wins_over_what_the_text_says() -> None:
    notice = "© 2031 The Ellsmere Times. All rights reserved."
    source = f"---\nauthors:\n- 한바다\ntitle: T\n---\n{BODY}\n\nBy Jane Roe\n\n{notice}"
    article = read_plain(source.encode(), "a")
    assert (article.authors, article.outlet, article.text) == (("한바다",), "The Ellsmere Times", BODY)


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule opens this text. It goes on.\n---\nAnd on.",
        "---\ntitle: never closed\n\nText. More.",
        "Text. --- More.",
        "---",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("given_date", "published"),
    [
        ("2031-11-04", "2031-11-04"),
        ("2031-11-04 09:30", "2031-11-04 09:30"),
        ("20311104", "2031-11-04"),
        ("2031.11.4", "2031-11-04"),
        ("2031년 11월 4일", "2031-11-04"),
        ("2031-13-41", None),
        ("last Tuesday", None),
        ("2031", None),
    ],
)
def test_a_date_is_understood_or_unknown_and_kept(given_date: str, published: str | None) -> None:
    article = read_plain(f"---\npublished: {given_date}\n---\n{BODY}".encode(), "a.txt")
    assert article.published == published
    assert article.extra == ({} if published else {"published": given_date})


def test_a_doubtful_encoding_is_noted_with_the_article() -> None:
    article = read_plain("Le maire a été élu à Paris. Les électeurs étaient très contents.".encode("cp1252"), "a.txt")
    assert article.extra == {"encoding": "cp1252, by a guess"}
    assert "élu à Paris" in article.text


@pytest.mark.parametrize(
    "text",
    [
        "no sentence ends here",
        "هذه جملة عربية. وهذه جملة أخرى! שלום עולם.",
        "🎉🎉 👩🏽\u200d🚀 🇰🇷",
        "word " * 199_999 + "end",
        "가" * 1_000_000,
    ],
)
def test_odd_texts_are_articles_all_the_same(text: str) -> None:
    assert read_plain(text.encode(), "a.txt").text == text


def test_invisible_characters_go_and_the_rest_stays() -> None:
    article = read_plain(
        "\ufeffThe first\0 line.\r\nThe sec\u00adond\u200b line.\r\n\r\n\r\n\r\ne\u0301nd.".encode(), "a.txt"
    )
    assert article.text == "The first line.\nThe second line.\n\nénd."


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"---\ntitle: T\n---\n", "\u200b\ufeff".encode()])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unusable):
        read_plain(content, "a.txt")


def test_markdown_becomes_what_a_reader_sees() -> None:
    article = read_markdown(
        """# Free *buses* in Ellsmere

The council **voted** for [the plan](https://ellsmere.example) on
Tuesday. ![a bus](bus.png)

## What it costs

- About 24 million a year.
- Half of it from parking.

> “At last,” said the mayor.

<div class="ad">Buy!</div>

| Year | Riders |
|------|--------|
| 2030 | 4,000  |
""".encode(),
        "a.md",
    )
    assert article.title == "Free buses in Ellsmere"
    assert article.text.split("\n\n") == [
        "The council voted for the plan on Tuesday.", "What it costs", "- About 24 million a year.",
        "- Half of it from parking.", "“At last,” said the mayor.", "Year | Riders", "2030 | 4,000",
    ]  # fmt: skip


@pytest.mark.parametrize("piece", ["[", "![", "*a", "<", "> ", "- ", "[a]("])
def test_hostile_markdown_comes_to_an_end(piece: str) -> None:
    source = (piece * 5_000 + "\n\nAn end. It stands here.").encode()
    assert read_markdown(source, "a.md").text.endswith("It stands here.")


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_a_settled_article_or_a_reason(text: str) -> None:
    for reader in (read_plain, read_markdown):
        with suppress(Unusable):
            article = reader(text.encode(), "a")
            assert article.text == settle(article.text).strip()
