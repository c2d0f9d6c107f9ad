"""Lists, timelines, somebody's words and sentences in context, from a real index of a small press."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Citation
from bot.answers.surroundings import place_of
from bot.service import Service
from config.settings import AnswerSettings, Settings
from tests.press_articles import write_press

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browsing")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    opened = Service(Settings(data=folder / "data"), today=lambda: date(2026, 7, 1))
    opened.build([write_press(folder / "articles")], owner="test")
    yield opened
    opened.close()


def exact(service: Service, citations: list[Citation]) -> list[str]:
    """Return the ids of the articles cited, once every sentence has proved to be the stored text."""
    for one in citations:
        article, spans = service.show(one.article.id)
        assert article.text[one.start : one.end] == one.sentence
        assert (one.start, one.end) in spans
    return [one.article.id for one in citations]


def test_latest_lists_every_article_once_newest_first_the_undated_last(service: Service) -> None:
    pages = [service.latest(number) for number in range(5)]
    listed = [card for page in pages for card in page.items]
    assert [len(page.items) for page in pages] == [8, 8, 8, 2, 0]
    assert len({card.id for card in listed}) == pages[0].total == 26
    dates = [card.published or "" for card in listed]
    assert dates == sorted(dates, reverse=True)
    assert listed[0].id == "https://news.example/pier.txt"
    assert listed[-1].published is None


def test_sources_count_articles_and_days_by_outlet(service: Service) -> None:
    page = service.sources()
    assert [(one.outlet, one.articles) for one in page.items] == [
        ("Town Notices", 20), ("Harbour Post", 3), ("Morning Star", 2), ("해솔신문", 1),
    ]  # fmt: skip
    assert (page.items[1].first, page.items[1].last) == (date(2026, 1, 20), date(2026, 6, 9))
    assert page.total == 4
    assert service.sources(1).items == ()


def test_find_lists_what_holds_all_words_in_any_script_newest_first(service: Service) -> None:
    found = [card.id.rpartition("/")[2] for card in service.find("Nordvik").items]
    assert found == ["pier.txt", "ko.txt", "ferry-star.txt", "ferry-post.txt", "board.txt"]
    assert "ko.txt" in [card.id.rpartition("/")[2] for card in service.find("노르드비크").items]
    library = service.find("library hours", 0)
    assert (library.total, library.pages) == (20, 3)
    ids = [card.id for number in range(3) for card in service.find("library hours", number).items]
    assert len(set(ids)) == 20
    assert service.find("library hours", 3).items == ()


def test_find_of_what_no_article_holds_finds_nothing_near(service: Service) -> None:
    assert service.find("zygomorphic quasars").total == 0


def test_a_timeline_tells_each_event_once_by_its_own_day(service: Service) -> None:
    events = service.timeline("Nordvik", oldest_first=True).items
    assert [event.first.isoformat() for event in events] == sorted(event.first.isoformat() for event in events)
    exact(service, [event.citation for event in events])
    by_day = {event.first: event for event in events}
    assert by_day[date(1998, 1, 1)].last == date(1998, 12, 31)
    assert by_day[date(1998, 1, 1)].stated
    assert "opened the new pier" in by_day[date(2026, 6, 7)].citation.sentence
    ferry = by_day[date(2026, 3, 3)]
    assert ferry.citation.article.outlet == "Harbour Post"
    assert [card.outlet for card in ferry.citation.also_in] == ["Morning Star"]
    assert sum("electric ferries" in event.citation.sentence for event in events) == 1
    assert by_day[date(2026, 4, 28)].citation.article.id.endswith("ko.txt")


def test_a_timeline_is_turned_round_and_found_under_the_other_spelling(service: Service) -> None:
    oldest, newest = service.timeline("Nordvik", oldest_first=True), service.timeline("Nordvik")
    assert newest.total == oldest.total
    assert newest.items[0].first > oldest.items[0].first
    assert service.timeline("노르드비크").total == newest.total
    assert service.timeline("Zebulon Quist").total == 0


def test_quotes_are_the_persons_own_newest_first_and_few_of_one_article(service: Service) -> None:
    page = service.quotes_of("Solheim")
    ids = [one.rpartition("/")[2] for one in exact(service, list(page.items))]
    assert ids == ["pier.txt", "pier.txt", "pier.txt", "ko.txt", "board.txt"]
    assert all("Solheim" in (one.speaker or "") or "솔헤임" in (one.speaker or "") for one in page.items)
    assert {one.speech for one in page.items} == {"direct", "indirect"}
    assert service.quotes_of("솔헤임").items[0].speech == "direct"
    assert service.quotes_of("Nobody Known").total == 0


def test_a_sentence_opens_among_its_neighbours_and_not_after_its_article_changed(service: Service) -> None:
    article, spans = service.show("https://news.example/pier.txt")
    place = place_of(article.id, spans[2][0], article.text[slice(*spans[2])])
    shown = service.surroundings(place)
    assert shown is not None
    assert shown.text == article.text[spans[1][0] : spans[3][1]]
    assert shown.marked == spans[2]
    after = service.surroundings(place, 1)
    assert after is not None
    assert after.start == spans[4][0]
    assert service.surroundings(place, 5) is None
    assert service.surroundings(place_of("https://news.example/none", spans[2][0], "x")) is None


def test_what_an_index_built_anew_no_longer_holds_is_gone_and_the_rest_opens_as_before(folder: Path) -> None:
    first = Service(Settings(data=folder / "other", answers=AnswerSettings(per_article=1)))
    first.build([write_press(folder / "press")], owner="test")
    places = {}
    for name in ("pier.txt", "board.txt"):
        article, spans = first.show(f"https://news.example/{name}")
        places[name] = place_of(article.id, spans[0][0], article.text[slice(*spans[0])])
    assert all(first.surroundings(place) for place in places.values())
    first.build([write_press(folder / "press", leave_out=("board.txt", "ferry-post.txt"))], owner="test", full=True)
    shown = first.surroundings(places["pier.txt"])
    assert first.surroundings(places["board.txt"]) is None
    assert shown is not None
    assert shown.sentences == (shown.marked,)
    first.close()
