"""Events: dated by what the sentence says, told once by the earliest copy, few of one article."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.timeline import dated, events
from index.article import Article
from index.mentions import Mention

_DAY = date(2026, 3, 4)
_WIRE = (
    "Nordvik will build three electric ferries for the northern route of the Marrow line, the yard said. The order was "
    "signed in the old harbour office after two years of talks between the town council and the owners of the yard."
)


def _article(key: str, text: str, published: str | None, outlet: str = "Post") -> Article:
    return Article(key, text, outlet=outlet, published=published, language="en")


def _mentions(number: int, article: Article, *sentences: str) -> list[Mention]:
    found = []
    for place, sentence in enumerate(sentences):
        start = article.text.index(sentence)
        found.append(Mention(number, start, start + len(sentence), place))
    return found


@pytest.mark.parametrize(
    ("sentence", "published", "days"),
    [
        ("The pier opened on 7 June 2025.", _DAY, (date(2025, 6, 7), date(2025, 6, 7), True)),
        ("The pier opened yesterday.", _DAY, (date(2026, 3, 3), date(2026, 3, 3), True)),
        ("노르드비크는 지난 28일 계약을 맺었다.", _DAY, (date(2026, 2, 28), date(2026, 2, 28), True)),
        ("The yard was bought in 1998.", _DAY, (date(1998, 1, 1), date(1998, 12, 31), True)),
        ("The yard, bought in 1998, closed on 2 March 2026.", _DAY, (date(2026, 3, 2), date(2026, 3, 2), True)),
        ("The yard may close this year.", _DAY, (_DAY, _DAY, False)),
        ("The yard is to be rebuilt by 2040.", _DAY, (_DAY, _DAY, False)),
        ("The yard closed.", _DAY, (_DAY, _DAY, False)),
        ("The yard closed.", None, None),
        ("The yard closed yesterday.", None, None),
        ("The yard closed on 2 March 2026.", None, (date(2026, 3, 2), date(2026, 3, 2), True)),
    ],
)
def test_a_sentence_tells_its_own_days_before_those_of_publication(
    sentence: str, published: date | None, days: tuple[date, date, bool] | None
) -> None:
    assert dated(sentence, published) == days


def test_copies_tell_one_event_cited_from_the_earliest() -> None:
    first = _WIRE.split(". ")[0] + "."
    articles = {
        1: _article("star", _WIRE + " The Star has more.", "2026-03-05", "Star"),
        2: _article("post", _WIRE, "2026-03-04", "Post"),
        3: _article("other", "Nordvik sold a crane to a yard in the south, for parts.", "2026-03-05", "Post"),
    }
    mentions = [
        *_mentions(1, articles[1], first), *_mentions(2, articles[2], first),
        *_mentions(3, articles[3], "Nordvik sold a crane to a yard in the south, for parts."),
    ]  # fmt: skip
    told = events("Nordvik", mentions, articles, per_article=3, stories={1: (2,), 2: (1,)})
    assert [(one.mention.article, one.copies, one.first.day) for one in told] == [(2, (1,), 4), (3, (), 5)]


def test_headings_asides_and_quotations_tell_no_event() -> None:
    text = (
        "Nordvik opens yard\n\n(Nordvik is a yard in Turku.) “Nordvik will never close,” she said. Nordvik grew again."
    )
    article = _article("a", text, "2026-03-04")
    sentences = text.split("\n\n")[0], *("(Nordvik is a yard in Turku.)", "“Nordvik will never close,” she said.")
    assert events("Nordvik", _mentions(1, article, *sentences), {1: article}, 3) == []
    assert len(events("Nordvik", _mentions(1, article, "Nordvik grew again."), {1: article}, 3)) == 1


def test_two_people_of_one_surname_are_not_one_name() -> None:
    text = "Brad Pitt met Will Smith and the mayor on Sunday night."
    article = _article("a", text, "2026-03-04")
    assert events("Brad Smith", _mentions(1, article, text), {1: article}, 3) == []
    assert len(events("Will Smith", _mentions(1, article, text), {1: article}, 3)) == 1
    assert len(events("윌 스미스", _mentions(1, article, text), {1: article}, 3)) == 1


@given(st.lists(st.integers(1, 28), min_size=1, max_size=20), st.integers(1, 4), st.integers(1, 6))
def test_events_are_in_order_and_few_of_one_article(days: list[int], per_article: int, most: int) -> None:
    sentences = [f"Nordvik launched its boat {n} on {day} March 2025." for n, day in enumerate(days)]
    article = _article("a", " ".join(sentences), "2026-03-04")
    told = events("Nordvik", _mentions(7, article, *sentences), {7: article}, per_article, most)
    assert len(told) == min(len(set(days[:5])), per_article, most)
    assert [one.first for one in told] == sorted(one.first for one in told)
    assert all(one.stated for one in told)
