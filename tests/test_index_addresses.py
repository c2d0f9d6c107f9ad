"""Addresses of one article are one, of two articles never; articles are found by them in an index."""

import shutil
import sqlite3
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import address_key
from index.article import Article
from index.build import build
from index.preferences import Preferences
from index.search import Snapshot
from index.storage.addresses import Addresses
from index.storage.catalogue import Catalogue
from index.storage.generations import GenerationStore
from tests.editions import RULES, edition
from tests.fakes import ComputedEmbedder

PLAIN = string.ascii_lowercase + string.digits
SEGMENT = st.text(PLAIN + "가나다라-_.", min_size=1, max_size=12).filter(
    lambda one: not one.startswith((".", "index")) and one != "amp"
)
PATHS = st.lists(SEGMENT, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))
QUERIES = st.dictionaries(st.sampled_from(["idxno", "id", "aid", "no"]), st.text(PLAIN, min_size=1, max_size=8))
HOSTS = st.sampled_from(["news.example", "coast.example.co.kr", "xn--example-9d0b.com"])
MARKS = st.dictionaries(
    st.sampled_from(["utm_source", "utm_medium", "fbclid", "gclid", "ref", "at_campaign", "igsh", "cmpid"]),
    st.text(PLAIN, max_size=8),
)


def written(host: str, path: str, query: dict[str, str], *, scheme: str = "https", rest: str = "") -> str:
    pairs = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{scheme}://{host}{path}{'?' + pairs if pairs else ''}{rest}"


@given(HOSTS, PATHS, QUERIES, MARKS, st.data())
def test_however_an_address_is_passed_on_it_is_the_same(
    host: str, path: str, query: dict[str, str], marks: dict[str, str], data: st.DataObject
) -> None:
    prefix = data.draw(st.sampled_from(["", "www.", "m.", "WWW."]))
    order = data.draw(st.permutations([*query.items(), *marks.items()]))
    slash, fragment = data.draw(st.sampled_from(["", "/"])), data.draw(st.sampled_from(["", "#top", "#:~:text=a"]))
    path_now = quote(path) if data.draw(st.booleans()) else path
    scheme = data.draw(st.sampled_from(["http", "https", "HTTPS"]))
    passed_on = written(prefix + host, path_now + slash, dict(order), scheme=scheme, rest=fragment)
    assert address_key(passed_on) == address_key(written(host, path, query)) != ""


@given(HOSTS, PATHS, PATHS)
def test_another_path_is_another_article(host: str, one: str, other: str) -> None:
    same = address_key(written(host, one, {})) == address_key(written(host, other, {}))
    assert same == (one == other)


@given(HOSTS, st.integers(1, 10**8), st.integers(1, 10**8))
def test_a_number_that_names_the_article_counts_in_path_and_query(host: str, one: int, other: int) -> None:
    for path in ("/news/articleView.html?idxno={}", "/article/{}", "/read.php?id={}&page=1"):
        keys = {address_key(f"https://{host}{path.format(number)}") for number in (one, other)}
        assert len(keys) == len({one, other})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://n.com/article/001/0012345678?sid=101", "https://n.com/article/001/0012345678", True),
        ("https://e.com/2024/05/chips-war-says-ceo?x=1", "https://e.com/2024/05/chips-war-says-ceo/amp/", True),
        ("e.com/a/b", "https://www.e.com/a/b", True),
        ("https://e.com:443/a", "http://e.com:80/a", True),
        ("https://e.com/list/20240512?no=1", "https://e.com/list/20240512?no=2", False),
        ("https://e.com/list/202405?no=1", "https://e.com/list/202405?no=2", False),
        ("https://e.com/view?id=1", "https://e.com/view", False),
        ("https://e.com/A", "https://e.com/a", False),
        ("https://e.com:8080/a", "https://e.com/a", False),
        ("https://m.co/a", "https://co/a", False),
    ],
)  # fmt: skip
def test_what_tells_articles_apart(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) == same


@pytest.mark.parametrize(
    "url",
    ["", "news", "openai.com", "https://a.example", "https://www.a.example/", "http://[bad/x", "ftp://a.example/x",
     "mailto:a@b.example/c", "https://a.example/x\ny", "https://a.example:port/x", "https://a.example/?utm_source=x"],
)  # fmt: skip
def test_what_is_no_articles_address(url: str) -> None:
    assert address_key(url) == ""


@given(st.text(max_size=80))
def test_any_text_is_told(text: str) -> None:
    key = address_key(text)
    assert key == "" or "." in key


# In an index

OWN, IDENTITY, TWIN = (
    "https://coast.example/view.php?id=9&utm_source=feed",
    "https://bay.example/7",
    "https://o.example/3",
)


def articles() -> Iterator[Article]:
    for one in edition(1):
        yield {
            "story-9": replace(one, url=OWN),
            "story-7": replace(one, id=IDENTITY),
            "story-5": replace(one, url="https://coast.example/list"),
            "story-4": replace(one, url="https://coast.example/list/"),
            "story-3": replace(one, url="https://coast.example/gone"),
        }.get(one.id, one)
        if one.id == "story-2":
            yield replace(one, id="twin", outlet="The Other Paper", url=TWIN)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GenerationStore:
    store = GenerationStore(tmp_path_factory.mktemp("addresses"))
    build(store, articles, ComputedEmbedder, RULES, owner="test")
    return store


def ids(snapshot: Snapshot, url: str) -> set[str]:
    return {snapshot.article(number).id for number in snapshot.addresses.numbers_of(url)}


def test_articles_are_found_by_address_identity_and_twin(store: GenerationStore) -> None:
    snapshot = Snapshot(store.current())
    assert ids(snapshot, "http://m.coast.example/view.php?fbclid=a&id=9#x") == {"story-9"}
    assert ids(snapshot, "bay.example/7/") == {IDENTITY}
    assert ids(snapshot, TWIN) == {"story-2"}
    assert ids(snapshot, "https://coast.example/list") == {"story-4", "story-5"}
    assert not ids(snapshot, "https://coast.example/view.php?id=8")
    assert not ids(snapshot, "nothing")
    snapshot.close()


def test_a_withdrawn_article_is_not_found_but_known_as_withdrawn(store: GenerationStore) -> None:
    snapshot = Snapshot(store.current(), withdrawn={"story-9", "https://coast.example/gone"})
    for url in (OWN, "coast.example/gone"):
        assert not ids(snapshot, url)
        assert snapshot.addresses.withdrawn(url)
    assert not snapshot.addresses.withdrawn(IDENTITY)
    snapshot.close()


def test_an_index_of_before_addresses_were_kept_is_read_as_well(store: GenerationStore, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    shutil.copytree(store.current().path, folder)
    with sqlite3.connect(folder / "articles.sqlite") as connection:
        connection.executescript(
            "DROP TRIGGER article_put; DROP TRIGGER article_changed; DROP TABLE address; PRAGMA user_version = 5;"
        )
    catalogue = Catalogue.reading(folder)
    (number,) = Addresses(catalogue).numbers_of(OWN)
    assert catalogue.article(number).id == "story-9"
    catalogue.close()
    catalogue = Catalogue.writing(folder)  # as the next build opens it
    assert dict(catalogue.select("SELECT article, url FROM address"))[number] == OWN
    catalogue.put("story-9", replace(catalogue.article(number), url="https://coast.example/moved"))
    assert dict(catalogue.select("SELECT article, url FROM address"))[number] == "https://coast.example/moved"
    catalogue.close()


def test_only_the_articles_asked_are_searched(store: GenerationStore) -> None:
    snapshot, embedder = Snapshot(store.current()), ComputedEmbedder()
    (number,) = snapshot.addresses.numbers_of(OWN)
    other = next(one for one in edition(1) if one.id == "story-1")
    query, vector = snapshot.read(other.text), embedder.embed_question(other.text)
    whole = snapshot.search(query, vector)
    assert snapshot.article(whole.articles[0]).id == "story-1"
    found = snapshot.search(query, vector, Preferences(within=(number,)))
    assert set(found.articles) == {hit.article for hit in found.sentences} == {number}
    assert not snapshot.search(query, vector, Preferences(within=())).sentences
    snapshot.close()
