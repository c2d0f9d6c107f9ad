"""What an update brought of a name or a topic, from a real index with the real model; and when it is quiet."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import Known, News, is_quiet, sentence_key
from bot.service import Service
from config.settings import Settings
from tests.press_articles import write_press

LATER = ("pier.txt", "ko.txt")
TOPICS = (
    "Nordvik",
    "노르드비크",
    "Ingrid Solheim",
    "buses at the pier",
    "전기 여객선",
    "volcano research",
    "Brandt",
    "Marrow",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("alerts")
    opened = Service(Settings(data=folder / "data", cache=model_cache), today=lambda: date(2026, 7, 1))
    opened.build([write_press(folder / "articles", leave_out=LATER)], owner="test")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def news(service: Service, tmp_path_factory: pytest.TempPathFactory) -> News:
    """Return what two articles more bring; nothing is news before, nor a second time."""
    first = service.news(TOPICS, None)
    assert not any(first.found.values()), "where nothing was known, all is old"
    assert service.news(TOPICS, first.known).found == {}
    path = tmp_path_factory.mktemp("known") / "known"
    first.known.keep(path)
    service.build([write_press(tmp_path_factory.mktemp("all"))], owner="test")
    later = service.news(TOPICS, Known.read(path))
    assert service.news(TOPICS, later.known).found == {}
    return later


@pytest.mark.model
def test_only_new_articles_are_quoted_and_exactly(service: Service, news: News) -> None:
    cited = [one for found in news.found.values() for one in found]
    assert {one.article.id for one in cited} == {f"https://news.example/{name}" for name in LATER}
    for one in cited:
        article, spans = service.show(one.article.id)
        assert article.text[one.start : one.end] == one.sentence
        assert (one.start, one.end) in spans


@pytest.mark.model
def test_name_is_found_in_every_spelling_newest_first_each_sentence_once(news: News) -> None:
    english, korean = news.found["Nordvik"], news.found["노르드비크"]
    assert english[0].sentence.startswith("Nordvik opened the new pier")
    assert any("노르드비크" in one.sentence for one in english)
    assert {one.sentence for one in korean} == {one.sentence for one in english}
    for found in news.found.values():
        assert [one.n for one in found] == list(range(1, len(found) + 1))
        assert len(found) <= 5
        assert len({one.sentence for one in found}) == len(found)


@pytest.mark.model
def test_topic_is_answered_by_the_search_and_what_is_not_there_by_nothing(news: News) -> None:
    assert any("buses" in one.sentence for one in news.found["buses at the pier"])
    assert any("여객선" in one.sentence for one in news.found["전기 여객선"])
    assert news.found["volcano research"] == news.found["Brandt"] == ()


@pytest.mark.parametrize(
    ("hours", "quiet", "loud"),
    [
        (("22:00", "07:00"), ["22:00", "23:59", "00:00", "06:59"], ["07:00", "12:00", "21:59"]),
        (("01:00", "05:00"), ["01:00", "04:59"], ["00:59", "05:00"]),
        ((None, None), [], ["00:00"]),
    ],
)
def test_quiet_hours_go_over_midnight(hours: tuple[str | None, str | None], quiet: list[str], loud: list[str]) -> None:
    assert all(is_quiet(time.fromisoformat(one), *hours) for one in quiet)
    assert not any(is_quiet(time.fromisoformat(one), *hours) for one in loud)


@given(st.text(), st.sampled_from([" ", "\n", "\t  "]))
def test_key_of_a_sentence_is_that_of_its_words(text: str, space: str) -> None:
    words = text.split()
    assert sentence_key(space.join(words)) == sentence_key(" ".join(words)) == sentence_key(f" {' '.join(words)} ")
    assert sentence_key(text + "x") != sentence_key(text)
