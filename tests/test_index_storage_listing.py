"""Lists and handles of a catalogue: every article once, page by page, and found by its short name."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.storage import listing
from index.storage.catalogue import Catalogue
from index.storage.handles import Handles, handle_of

_DATES = st.none() | st.sampled_from(["2025-12-31", "2026-01-01", "2026-01-01T10:00:00+09:00", "2026-02-03"])


def _catalogue(folder: Path, dates: list[str | None]) -> Catalogue:
    folder.mkdir(parents=True)
    catalogue = Catalogue.writing(folder)
    for number, published in enumerate(dates):
        outlet = ("Post", "Star", "")[number % 3]
        catalogue.put(f"a{number}", Article(f"a{number}", f"Text {number}.", outlet=outlet, published=published))
    return catalogue


@settings(max_examples=30, deadline=None)
@given(st.lists(_DATES, max_size=12), st.integers(1, 5))
def test_pages_hold_every_article_once_newest_first(dates: list[str | None], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        catalogue = _catalogue(Path(folder) / "c", dates)
        pages = [listing.newest(catalogue, first, size) for first in range(0, len(dates) + size, size)]
        listed = [number for page in pages for number in page]
        assert sorted(listed) == list(range(1, len(dates) + 1))
        assert listing.count_articles(catalogue) == len(dates)
        shown = [catalogue.article(number).published or "" for number in listed]
        assert shown == sorted(shown, reverse=True)
        some = [number for number in listed if number % 2]
        assert listing.newest_of(catalogue, some, 0, 100) == some
        outlets = [row for first in range(4) for row in listing.outlets(catalogue, first, 1)]
        assert sum(row.articles for row in outlets) == len(dates)
        assert len(outlets) == listing.count_outlets(catalogue)
        catalogue.close()


def test_lists_are_read_off_the_index_by_date_and_not_off_the_articles(tmp_path: Path) -> None:
    catalogue = _catalogue(tmp_path / "c", ["2026-01-01"])
    queries = (
        "SELECT id FROM article ORDER BY published DESC, id DESC LIMIT 8",
        "SELECT outlet, count(*), min(published) FROM article GROUP BY outlet",
        "SELECT count(*) FROM article",
    )
    for query in queries:
        plan = " ".join(str(row[3]) for row in catalogue.select(f"EXPLAIN QUERY PLAN {query}"))
        assert "COVERING INDEX" in plan, query
    catalogue.close()


def test_an_article_is_found_by_its_handle_alone(tmp_path: Path) -> None:
    catalogue = _catalogue(tmp_path / "c", [None] * 50)
    handles = Handles(catalogue)
    assert [handles.number_of(handle_of(f"a{number}")) for number in range(50)] == list(range(1, 51))
    assert handles.number_of(handle_of("a50")) is None
    assert handles.number_of(0) is None
    assert handles.number_of(2**64 - 1) is None
    catalogue.close()
    empty = _catalogue(tmp_path / "d", [])
    assert Handles(empty).number_of(handle_of("a0")) is None
    empty.close()
