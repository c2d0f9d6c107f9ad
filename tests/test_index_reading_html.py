"""HTML pages: the story, and of its metadata only what the page states."""

import pytest

from index.reading.html import read_html
from index.reading.unusable import Unusable

STORY = (
    "The council of Ellsmere voted on Tuesday to stop charging for its buses. Eleven members were in favour.",
    "On 5 March 2019 the same council had refused the plan, when Ines Calder called it a luxury.",
    "Half of the cost is to come from dearer parking. The rest is paid by the county until 2034.",
)


def page(head: str = "", *, lead: str = "", story: tuple[str, ...] = STORY, after: str = "") -> bytes:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<main><article>{lead}{paragraphs}</article></main>{after}<footer>Imprint | Privacy</footer></body></html>"
    ).encode()


def test_the_story_and_its_metadata_are_read() -> None:
    article = read_html(
        page(
            "<meta charset='utf-8'><title>Free buses for Ellsmere | The Ellsmere Times</title>"
            "<link rel='canonical' href='https://ellsmere.example/buses'>"
            "<meta property='og:url' content='https://x.example/y'>"
            "<meta property='og:site_name' content='The Ellsmere Times'><meta name='author' content='Jane Roe'>"
            "<meta property='article:published_time' content='2031-11-04T09:00:00+01:00'>"
            "<meta property='article:modified_time' content='2031-11-05T09:00:00+01:00'>"
            "<meta property='article:section' content='Local'>",
            lead="<h1>Free buses for Ellsmere</h1><p>By Jane Roe</p>",
            after="<p>© 2031 The Ellsmere Times. All rights reserved.</p>",
        ),
        "a.html",
    )
    assert article.text.split("\n") == list(STORY)
    assert (article.title, article.outlet, article.authors) == (
        "Free buses for Ellsmere",
        "The Ellsmere Times",
        ("Jane Roe",),
    )
    assert article.id == article.url == "https://ellsmere.example/buses"
    assert (article.published, article.modified) == ("2031-11-04T09:00:00+01:00", "2031-11-05T09:00:00+01:00")
    assert (article.section, article.language) == ("Local", "en")


@pytest.mark.parametrize(
    "mark",
    [
        """<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "1999-01-01"},
        {"@type": ["NewsArticle"], "datePublished": "2031-11-04"}]}</script>""",
        '<meta name="date" content="2031-11-04">',
        '<meta itemprop="datePublished" content="2031-11-04">',
        '<meta property="article:published_time" content="20311104">',
    ],
)
def test_a_date_the_head_states_is_taken(mark: str) -> None:
    assert read_html(page(mark), "a.html").published == "2031-11-04"


@pytest.mark.parametrize(
    "label",
    [
        "<p class='byline'>Jane Roe, <time datetime='2031-11-04'>4 November</time></p>",
        "<p><span itemprop='datePublished' content='2031-11-04'>yesterday</span></p>",
        "<time pubdate datetime='2031-11-04'>4 November</time>",
    ],
)
def test_a_date_the_page_labels_is_taken(label: str) -> None:
    assert read_html(page(lead=label), "a.html").published == "2031-11-04"


@pytest.mark.parametrize(
    ("head", "lead"),
    [
        ("", ""),
        ("<link rel='canonical' href='https://ellsmere.example/2031/11/04/buses'>", ""),
        ("", f"<p>It began on <time datetime='1945-05-08'>8 May</time>, {'and it went on and on ' * 6}.</p>"),
        ("", "<p><time datetime='2031-11-04'>a</time></p><p><time datetime='2031-11-05'>b</time></p>"),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2031-11-04"}</script>', ""),
        ('<script type="application/ld+json">{broken</script>', ""),
        ("<meta property='article:published_time' content='some day'>", ""),
    ],
)  # fmt: skip
def test_no_date_is_guessed_from_text_or_address(head: str, lead: str) -> None:
    assert read_html(page(head, lead=lead, after="<p>Copyright 2031</p>"), "a.html").published is None


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='canonical' href='https://ellsmere.example/'>",
        "<link rel='canonical' href='/buses'>",
        "<base href='https://ellsmere.example/news/'>",
        "<link rel='canonical' href='javascript:void(0)'>",
        "<link rel='canonical' href='https://[broken'>",
    ],
)
def test_a_page_without_an_address_of_its_own_is_named_by_its_place(head: str) -> None:
    article = read_html(page(head), "pages/a.html")
    assert (article.id, article.url) == ("pages/a.html", "")


def test_an_outlet_is_known_by_its_address() -> None:
    article = read_html(page("<link rel='canonical' href='https://www.hani.co.kr/arti/1.html'>"), "a.html")
    assert article.outlet == "한겨레"


@pytest.mark.parametrize(("declared", "encoding"), [("euc-kr", "cp949"), ("utf-8", "utf-8"), ("shift_jis", "utf-8")])
def test_a_korean_page_is_read_in_the_encoding_it_is_in(declared: str, encoding: str) -> None:
    story = "시의회가 버스 요금을 없애기로 했다. 똠방각하라는 별명의 의장도 찬성했다."
    content = page(f"<meta charset='{declared}'><title>무료 버스</title>", story=(story,)).decode().encode(encoding)
    article = read_html(content, "a.html")
    assert (article.text, article.title, article.language, dict(article.extra)) == (story, "무료 버스", "ko", {})


def test_an_address_for_readers_to_write_to_is_not_shown() -> None:
    article = read_html(
        page(lead="<p>박바다 기자 sea@kmib.co.kr</p>", after="<p>박바다 기자 sea@kmib.co.kr</p>"), "a.html"
    )
    assert "@" not in article.text
    assert (article.authors, article.outlet) == (("박바다",), "국민일보")


def test_a_paragraph_repeated_on_purpose_stays() -> None:
    story = (STORY[0], "We will not give in.", STORY[1], "We will not give in.", STORY[2])
    assert read_html(page(story=story), "a.html").text.split("\n") == list(story)


@pytest.mark.parametrize(
    "content",
    [b"", b" \n", b"just words", b"\x89PNG\r\n", b"<html></html>",
     b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
     b"<html><body>" + b"<div>" * 50_000 + b"text" + b"</div>" * 50_000],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(content: bytes) -> None:
    with pytest.raises(Unusable):
        read_html(content, "a.html")
