"""Several articles: copies are cited once, corrections stand first, figures that disagree are shown side by side."""

from dataclasses import replace

import pytest

from bot.answers.corrections import correction_of
from bot.answers.figures import figures_in
from bot.answers.notes import dates_in, notes_on
from bot.answers.question import understand
from bot.answers.sources import Sourced, independent_outlets, sourced
from index.article import Article
from index.hits import Found, Retellings, SentenceHit
from index.language.sentences import split
from index.query import Query

STORY = (
    "The mill on the river burned down on Tuesday night, the fire service of Orrin said. Nobody was hurt in the blaze. "
    "Forty people from the houses beside the mill slept in the school. The owner, Ada Finch, wants to build it again."
)
REWRITE = STORY.replace("Nobody was hurt in the blaze. ", "Police closed the bridge. ").replace(
    "slept in", "spent the night at"
)
OTHER = "The harbour board of Orrin chose a new crane on Monday. It lifts ninety tonnes and comes from Finland by ship."


def _article(
    name: str, text: str, outlet: str = "The Orrin Post", published: str | None = "2026-03-04", title: str = ""
) -> Article:
    language = "ko" if any("가" <= letter <= "힣" for letter in text) else "en"
    return Article(name, text, title, outlet=outlet, published=published, language=language)


def _hits(*articles: Article) -> tuple[dict[int, Article], list[SentenceHit]]:
    """Return articles by number and all their sentences, as if a search had found them in this order."""
    numbered = dict(enumerate(articles))
    spans = [
        (n, one.start, one.end) for n, article in numbered.items() for one in split(article.text, article.language)
    ]
    hits = [
        SentenceHit(i, n, start, end, 2.0 - 0.01 * i, 0.8, 1.0, (True,), 0, numbered[n].language, None)
        for i, (n, start, end) in enumerate(spans)
    ]
    return numbered, hits


def _found(hits: list[SentenceHit], stories: dict[int, tuple[int, ...]] | None = None) -> Found:
    return Found(Query("", "en", (), (), ""), (), tuple(hits), retold=Retellings(stories or {}))


def test_a_copy_is_cited_from_the_earliest_and_the_other_is_also_in() -> None:
    articles, hits = _hits(
        _article("late", REWRITE, "Daily Glen", "2026-03-05"), _article("wire", STORY, "Wire", "2026-03-04T09:00:00Z"),
        _article("crane", OTHER),
    )  # fmt: skip
    (cited,) = sourced(hits[:1], _found(hits, {0: (1,), 1: (0,)}), articles, 3)
    assert articles[cited.hit.article].id == "wire"
    assert [articles[number].id for number in cited.copies] == ["late"]


def test_a_copy_that_the_search_did_not_find_is_also_in() -> None:
    articles, hits = _hits(_article("wire", STORY, "Wire"), _article("late", REWRITE, "Daily Glen", "2026-03-05"))
    (cited,) = sourced(hits[:1], _found([hit for hit in hits if hit.article == 0], {0: (1,)}), articles, 3)
    assert (cited.hit, cited.copies) == (hits[0], (1,))


def _agreeing_outlets(question: str, *articles: Article, stories: dict[int, tuple[int, ...]] | None = None) -> int:
    numbered, hits = _hits(*articles)
    query = understand(question)
    found = replace(_found(hits, stories), query=Query(query.text, "en", (), (), ""))
    return independent_outlets(sourced(hits[:1], found, numbered, 3), numbered)


def test_outlets_that_give_the_same_answer_in_stories_of_their_own_are_counted() -> None:
    question, post = "How many people had to leave?", _article("a", "The fire drove out 40 people.")
    glen = _article("b", "Some 40 people had to leave.", "Daily Glen")
    coast = _article("c", "In the end 40 people had to leave that night.", "The Coast Paper")
    assert _agreeing_outlets(question, post, glen, coast) == 3
    assert _agreeing_outlets(question, post, glen, coast, stories={1: (2,), 2: (1,)}) == 2
    assert _agreeing_outlets(question, post, replace(glen, outlet="The Orrin Post")) == 1
    assert _agreeing_outlets(question, post, replace(glen, text="Some 55 people had to leave.")) == 1
    assert _agreeing_outlets("Why did people leave?", post, glen) == 1


CORRECTIONS = [
    (
        "The wall will cost £86 million, the council was told.",
        "The wall will cost £68 million and not £86m, it said.",
        "",
    ),
    ("다리 공사비는 86억원이라고 군이 밝혔다.", "공사비는 86억 원이 아니라 68억 원이라고 군이 바로잡았다.", ""),
    ("The fare will be $4 for a child.", "The fare will be $2 for a child.", "Correction: Fares on the island bus"),
    ("어린이 요금은 4000원이라고 밝혔다.", "어린이 요금은 2000원이라고 밝혔다.", "[정정] Fares on the island bus"),
    ("The town must find £35 million.", "Correction: an earlier version said £35 million in error.", ""),
]


@pytest.mark.parametrize(("wrong", "right", "title"), CORRECTIONS)
def test_a_correction_comes_first_and_marks_what_it_corrects(wrong: str, right: str, title: str) -> None:
    articles, hits = _hits(
        _article("old", wrong, title="Fares on the island bus"),
        _article("new", right, published="2026-03-05", title=title),
    )
    first, second = sourced(hits[:1], _found(hits), articles, 3)
    assert (articles[first.hit.article].id, first.corrected_by) == ("new", None)
    assert (articles[second.hit.article].id, second.corrected_by) == ("old", 1)


@pytest.mark.parametrize(
    ("outlet", "published"), [("Another", "2026-03-05"), ("The Orrin Post", "2026-03-01"), ("The Orrin Post", None)]
)
def test_only_a_later_article_of_the_same_outlet_corrects(outlet: str, published: str | None) -> None:
    wrong, right, _ = CORRECTIONS[0]
    articles, hits = _hits(_article("old", wrong), _article("new", right, outlet, published))
    assert correction_of(hits[0], hits, articles) is None


@pytest.mark.parametrize(
    "title", ["Department of Correction names a chief", "Shares fall in a correction", "Fares rise"]
)
def test_what_only_sounds_like_a_correction_is_none(title: str) -> None:
    articles, hits = _hits(
        _article("old", STORY, title=title), _article("new", f"{title}. {STORY}", published="2026-03-05", title=title)
    )
    assert correction_of(hits[0], hits, articles) is None


def test_a_later_article_with_another_figure_corrects_nothing_by_itself() -> None:
    articles, hits = _hits(
        _article("old", "The wall will cost £86 million."),
        _article("new", "The gate will cost £68 million.", published="2026-03-05"),
    )
    assert correction_of(hits[0], hits, articles) is None


def _notes(question: str, *articles: Article) -> tuple[str, ...]:
    numbered, hits = _hits(*articles)
    return notes_on(understand(question), [Sourced(hit) for hit in hits], numbered, None)


def test_figures_that_differ_are_shown_side_by_side_and_not_counted_as_agreeing() -> None:
    post, glen = (
        _article("a", "The fire drove out 40 people."),
        _article("b", "Some 55 people had to leave.", "Daily Glen"),
    )
    assert _notes("How many people had to leave?", post, glen) == (
        "The sources give different figures: 40 people [1], 55 people [2].",
    )
    korean = _article("c", "주민 40명이 대피했다.", "가신문"), _article("d", "주민 55명이 대피했다고 한다.", "나신문")
    assert _notes("주민 몇 명이 대피했나?", *korean)[0] == "출처마다 수치가 다릅니다: 40명 [1], 55명 [2]."


def test_nothing_differs_where_a_figure_is_shared_or_none_was_asked_for() -> None:
    post, glen = (
        _article("a", "The fire drove out 40 people."),
        _article("b", "Of 55 people 40 people left.", "Daily Glen"),
    )
    assert _notes("How many people had to leave?", post, glen) == ()
    assert _notes("Why did people leave?", post, replace(glen, outlet="The Orrin Post")) == ()


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("£86m or £86 million", [(86e6, "£"), (86e6, "£")]),
        ("3억2000만원, 1만2400원", [(320e6, "원"), (12400, "원")]),
        ("11 percent of 14,200 runners in 2019", [(11, "%"), (14200, "runner")]),
        ("in 2019 people met on 4 March", []),
    ],
)
def test_figures_mean_the_same_however_they_are_written(text: str, meanings: list[tuple[float, str]]) -> None:
    assert [figure.meaning for figure in figures_in(text)] == meanings


def test_dates_of_a_sentence_lie_in_the_articles_text_and_need_its_day() -> None:
    article = _article("a", f"Rain fell. {STORY}")
    start = article.text.index("The mill")
    (dated,) = dates_in(article, start, start + 60)
    assert article.text[dated.start : dated.end] == dated.text == "Tuesday"
    assert (dated.first, dated.last, dated.relative) == ("2026-03-03", "2026-03-03", True)
    assert dates_in(replace(article, published=None), start, start + 60) == ()
