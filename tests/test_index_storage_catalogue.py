"""The catalogue: articles and their versions, what goes with them, numbers that are never used again."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.passages import Passage
from index.storage.catalogue import CATALOGUE_FILE, Catalogue
from index.storage.rows import StoredPassage
from index.storage.schema import MIGRATIONS
from index.text import settle

TEXTS = st.text(max_size=30).map(settle).filter(str.strip)
WORDS = st.text(max_size=10)
ARTICLES = st.builds(
    Article, id=st.text(min_size=1, max_size=10), text=TEXTS, title=WORDS, deck=st.lists(WORDS, max_size=2).map(tuple),
    outlet=WORDS, url=WORDS, authors=st.lists(WORDS, max_size=2).map(tuple), published=st.none() | WORDS,
    modified=st.none() | WORDS, language=st.sampled_from(["ko", "en", "und"]), section=WORDS, rights=WORDS,
    extra=st.dictionaries(WORDS, st.none() | st.booleans() | st.integers() | WORDS | st.lists(WORDS, max_size=2)),
)  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue.writing(tmp_path)
    yield catalogue
    catalogue.close()


def article(key: str, text: str = "One. Two. Three.") -> Article:
    return Article(id=key, text=text, language="en")


def fill(catalogue: Catalogue, one: Article) -> tuple[int, list[int], int]:
    """Store an article of three sentences and one passage; return its number, theirs and the passage's."""
    number = catalogue.put(one.id, one)
    sentences = catalogue.put_sentences(
        number, [(0, 4, b"abcd", None), (5, 9, b"", ""), (10, 16, b"abcdefgh", "Ann Keeper")]
    )
    return number, sentences, catalogue.put_passage(number, Passage(0, 2, 0, 16), sentences, b"123456")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=ARTICLES)
def test_an_article_comes_back_as_it_was_put(catalogue: Catalogue, found: Article) -> None:
    number = catalogue.put(found.id, found)
    assert catalogue.article(number) == found
    assert catalogue.article(number).content_hash == found.content_hash
    assert catalogue.number_of(found.id) == number
    assert catalogue.hashes()[found.id] == found.content_hash


def test_sentences_and_passages_come_back_as_they_were_put(catalogue: Catalogue) -> None:
    number, sentences, passage = fill(catalogue, article("a"))
    assert sentences == list(range(sentences[0], sentences[0] + 3))
    stored = catalogue.sentences("article = ?", (number,))
    assert [(s.id, s.start, s.end, s.terms, s.speaker) for s in stored] == [
        (sentences[0], 0, 4, b"abcd", None),
        (sentences[1], 5, 9, b"", ""),
        (sentences[2], 10, 16, b"abcdefgh", "Ann Keeper"),
    ]
    assert catalogue.passages([passage]) == [StoredPassage(passage, number, sentences[0], sentences[2], 0, 16)]
    assert list(catalogue.passage_terms()) == [b"123456"]
    assert catalogue.counts() == {"articles": 1, "sentences": 3, "passages": 1}


def test_passages_come_in_the_order_asked_for(catalogue: Catalogue) -> None:
    ids = [fill(catalogue, article(key))[2] for key in "abc"]
    asked = [ids[2], ids[0], ids[2]]
    assert [passage.id for passage in catalogue.passages(asked)] == asked
    assert catalogue.passages([]) == []


def test_an_edited_article_keeps_its_number_and_its_earlier_versions(catalogue: Catalogue, tmp_path: Path) -> None:
    number, old_sentences, old_passage = fill(catalogue, article("a", "First. Text. Here"))
    again, new_sentences, new_passage = fill(catalogue, article("a", "Second. Text. Now"))
    catalogue.put("a", article("a", "Third. Text. Again"))
    assert again == number
    assert not set(old_sentences) & set(new_sentences)
    assert new_passage > old_passage
    assert catalogue.article(number).text == "Third. Text. Again"
    assert catalogue.counts() == {"articles": 1, "sentences": 0, "passages": 0}
    versions = _rows(tmp_path, "SELECT number, json_extract(record, '$.text') FROM version ORDER BY number")
    assert versions == [(1, "First. Text. Here"), (2, "Second. Text. Now")]
    assert _rows(tmp_path, "SELECT version FROM article") == [(3,)]


def test_a_removed_article_takes_everything_of_its_own_along(catalogue: Catalogue, tmp_path: Path) -> None:
    fill(catalogue, article("a"))
    fill(catalogue, article("a", "An edited text."))
    kept, _, _ = fill(catalogue, article("b"))
    catalogue.remove(["a", "never there"])
    assert catalogue.counts() == {"articles": 1, "sentences": 3, "passages": 1}
    assert catalogue.number_of("a") is None
    assert catalogue.number_of("b") == kept
    assert _rows(tmp_path, "SELECT count(*) FROM version") == [(0,)]


def test_no_number_is_ever_used_again(catalogue: Catalogue, tmp_path: Path) -> None:
    number, sentences, passage = fill(catalogue, article("a"))
    catalogue.remove(["a"])
    catalogue.close()
    reopened = Catalogue.writing(tmp_path)
    try:
        again, new_sentences, new_passage = fill(reopened, article("a"))
    finally:
        reopened.close()
    assert again > number
    assert min(new_sentences) > max(sentences)
    assert new_passage > passage


def test_a_step_that_fails_is_undone_as_a_whole(catalogue: Catalogue) -> None:
    fill(catalogue, article("a"))
    with pytest.raises(ZeroDivisionError), catalogue.transaction():
        _remove_and_fail(catalogue)
    assert catalogue.counts() == {"articles": 1, "sentences": 3, "passages": 1}
    with catalogue.transaction():
        catalogue.remove(["a"])
    assert catalogue.counts()["articles"] == 0


def _remove_and_fail(catalogue: Catalogue) -> None:
    catalogue.remove(["a"])
    raise ZeroDivisionError


def test_what_the_index_holds_can_be_summed_up(catalogue: Catalogue) -> None:
    for key, language, published in (
        ("a", "en", "2026-02-01T23:00:00+09:00"),
        ("b", "ko", ""),
        ("c", "en", "2025-12-31"),
    ):
        one = Article(id=key, text="One. Two. Three.", language=language, published=published or None)
        fill(catalogue, one)
    assert catalogue.languages() == {"en": 2, "ko": 1}
    assert catalogue.date_span() == ("2025-12-31", "2026-02-01")
    assert catalogue.passage_languages() == ["en", "ko", "en"]
    assert catalogue.ids("passage") == [1, 2, 3]
    assert len(catalogue.ids("sentence")) == 9
    assert sorted(catalogue.hashes()) == ["a", "b", "c"]
    with pytest.raises(ValueError, match="articles"):
        catalogue.ids("articles")


def test_an_empty_catalogue_says_so(catalogue: Catalogue) -> None:
    assert catalogue.counts() == {"articles": 0, "sentences": 0, "passages": 0}
    assert catalogue.date_span() == (None, None)
    assert catalogue.names() == []
    with pytest.raises(KeyError):
        catalogue.article(1)


def test_names_are_kept_once(catalogue: Catalogue) -> None:
    catalogue.put_names(["Keeper", "아모데이"])
    catalogue.put_names(["Keeper"])
    assert catalogue.names() == ["Keeper", "아모데이"]


def test_aliases_are_counted_and_go_with_their_article(catalogue: Catalogue) -> None:
    pair = ("앤트로픽", "Anthropic")
    numbers = [fill(catalogue, article(key))[0] for key in ("a", "b")]
    for number in numbers:
        catalogue.put_aliases(number, [pair, pair])
    assert catalogue.aliases() == {pair: 2}
    catalogue.remove(["a"])
    assert catalogue.aliases() == {pair: 1}
    catalogue.put("b", article("b", "Another text."))
    assert catalogue.aliases() == {}


def test_a_file_from_before_aliases_is_read_as_having_none(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / CATALOGUE_FILE)) as old:
        old.executescript(f"{MIGRATIONS[0]} PRAGMA user_version = 1;")
    assert Catalogue.reading(tmp_path).aliases() == {}


def test_a_published_catalogue_is_one_file_that_is_only_read(catalogue: Catalogue, tmp_path: Path) -> None:
    number, _, _ = fill(catalogue, article("a"))
    catalogue.close()
    assert [path.name for path in tmp_path.iterdir()] == [CATALOGUE_FILE]
    content = (tmp_path / CATALOGUE_FILE).read_bytes()

    reader = Catalogue.reading(tmp_path)
    try:
        assert reader.article(number) == article("a")
        for change in (lambda: reader.put("b", article("b")), lambda: reader.remove(["a"])):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                change()
    finally:
        reader.close()
    assert [path.name for path in tmp_path.iterdir()] == [CATALOGUE_FILE]
    assert (tmp_path / CATALOGUE_FILE).read_bytes() == content


def test_a_folder_with_marks_of_a_web_address_in_its_name_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "50% off? #1"
    folder.mkdir()
    writer = Catalogue.writing(folder)
    number = writer.put("a", article("a"))
    writer.close()
    reader = Catalogue.reading(folder)
    assert reader.article(number).id == "a"
    reader.close()


def test_many_threads_read_at_once(catalogue: Catalogue, tmp_path: Path) -> None:
    numbers = [fill(catalogue, article(f"story {place}"))[0] for place in range(20)]
    catalogue.close()
    reader = Catalogue.reading(tmp_path)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda number: reader.article(number).id, numbers * 10))
    finally:
        reader.close()
    assert found == [f"story {place}" for place in range(20)] * 10


def test_opening_brings_the_tables_up_to_date_once(tmp_path: Path) -> None:
    for _ in range(2):
        Catalogue.writing(tmp_path).close()
    assert _rows(tmp_path, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_a_file_that_is_no_catalogue_is_refused_and_let_go(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE_FILE).write_text("this is no database, but it is long enough to look like one" * 10)
    with pytest.raises(sqlite3.DatabaseError):
        Catalogue.writing(tmp_path)


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / CATALOGUE_FILE)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_catalogue_of_before_quotations_were_kept_has_none(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / CATALOGUE_FILE) as connection:
        connection.executescript(MIGRATIONS[0])
    connection.close()
    catalogue = Catalogue.reading(tmp_path)
    assert catalogue.quotations_in(1) == []
    assert catalogue.spoken_by([[1, 2]], 10) == []
    catalogue.close()
