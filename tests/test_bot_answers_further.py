"""Further sentences repeat nothing, and other outlets are others."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Answered, ArticleCard, Citation, Refused
from bot.answers.further import beyond, elsewhere

_OUTLETS = st.sampled_from(["", "Daily", "DAILY", "Star", "Wave"])


def _card(number: int, outlet: str) -> ArticleCard:
    return ArticleCard(f"a{number}", "Title", outlet, "", None, "en")


@st.composite
def answers(draw: st.DrawFn) -> Answered:
    """Make answers of different sentences, some with copies in other articles."""
    cited = []
    for n, (article, outlet) in enumerate(draw(st.lists(st.tuples(st.integers(0, 4), _OUTLETS), min_size=1)), 1):
        copies = tuple(_card(50 + n, name) for name in draw(st.lists(_OUTLETS, max_size=3)))
        cited.append(Citation(n, _card(article, outlet), "Said.", 10 * n, 10 * n + 5, also_in=copies))
    return Answered("q", "en", "", tuple(cited), 0.9)


@given(answers(), st.integers(0, 5))
def test_what_is_beyond_has_not_been_seen_and_nothing_is_lost(answer: Answered, shown: int) -> None:
    seen = {(one.article.id, one.start, one.end) for one in answer.citations[:shown]}
    assert beyond(answer, seen) == answer.citations[shown:]


@given(answers(), st.integers(1, 5))
def test_other_outlets_are_told_once_each_and_are_not_those_cited(answer: Answered, shown: int) -> None:
    cited = answer.citations[:shown]
    places = {(one.article.id, one.start, one.end) for one in cited}
    outlets = {one.article.outlet.casefold() for one in cited}
    found = elsewhere(answer, places, outlets)
    named = [card.outlet.casefold() for card in (*found.copies, *(one.article for one in found.citations))]
    assert len(named) == len(set(named))
    assert not set(named) & {*outlets, ""}
    every = {one.article.outlet.casefold() for one in answer.citations[shown:]}
    every |= {card.outlet.casefold() for one in cited for card in one.also_in}
    assert set(named) == every - outlets - {""}


def test_where_nothing_is_found_there_is_nothing_further() -> None:
    refused = Refused("q", "en", "no", (), 0.1)
    assert beyond(refused, ()) == ()
    assert elsewhere(refused, (), ()).citations == ()
