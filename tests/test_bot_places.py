"""Where articles come from: the settings, what administrators added, what they sent."""

from pathlib import Path

import pytest

from bot.places import add_place, places, remove_place
from bot.received import receive
from config.errors import SourceError
from config.settings import Settings, TelegramSettings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "news").mkdir()
    (tmp_path / "data").mkdir()
    return Settings(data=tmp_path / "data")


def test_what_is_added_is_read_once_until_it_is_removed(settings: Settings, tmp_path: Path) -> None:
    news = tmp_path / "news"
    assert places(settings).all == ()
    add_place(settings, news)
    add_place(settings, tmp_path / "data" / ".." / "news")
    assert places(settings).added == places(settings).all == (news.resolve(),)
    assert not places(settings).partial
    assert not remove_place(settings, tmp_path / "other")
    assert remove_place(settings, news)
    assert places(settings).all == ()
    assert list(settings.data.glob("*.new")) == []


def test_what_was_sent_alone_never_stands_for_the_whole_index(settings: Settings) -> None:
    receive(settings.data, "a.txt", b"A story. It is short.", 1000)
    known = places(settings)
    assert known.all == (settings.data / "received",)
    assert known.partial


@pytest.mark.parametrize("place", ["news", "/no/such/folder", "{tmp}/data", "{tmp}/data/generations", "{tmp}", "/"])
def test_what_is_no_full_path_or_the_bots_own_is_refused(settings: Settings, tmp_path: Path, place: str) -> None:
    (settings.data / "generations").mkdir()
    with pytest.raises(SourceError):
        add_place(settings, Path(place.format(tmp=tmp_path)))
    assert places(settings).added == ()


def test_hidden_places_are_refused_also_behind_a_link(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / ".ssh").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / ".ssh")
    for place in (".ssh", "link"):
        with pytest.raises(SourceError):
            add_place(settings, tmp_path / place)


def test_roots_bound_what_may_be_added(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "news" / "out").symlink_to(tmp_path / "secret")
    bounded = settings.model_copy(update={"telegram": TelegramSettings(source_roots=(tmp_path / "news",))})
    assert add_place(bounded, tmp_path / "news") == (tmp_path / "news").resolve()
    for place in ("secret", "news/out", "news/../secret"):
        with pytest.raises(SourceError):
            add_place(bounded, tmp_path / place)


def test_a_damaged_list_is_an_error_and_not_an_empty_one(settings: Settings) -> None:
    (settings.data / "sources.json").write_text("{", encoding="utf-8")
    with pytest.raises(SourceError):
        places(settings)
