"""A withdrawn article is as if it had never been written, whichever way it is looked for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.build import build, rehearse
from index.search import Snapshot
from index.speech import words_of
from index.storage import listing
from index.storage.generations import GenerationStore
from index.storage.handles import handle_of
from tests.editions import RULES, edition
from tests.fakes import ComputedEmbedder

GONE, ADDRESS = "story-7", "https://coast.example/nine?a=1&b=2"


def articles() -> list[Article]:
    """Return the first edition; one article has an address, and one a twin under another identity."""
    given = [replace(one, url=ADDRESS) if one.id == "story-9" else one for one in edition(1)]
    return [*given, replace(given[3], id="twin", outlet="The Other Paper", url="https://other.example/3")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GenerationStore:
    store = GenerationStore(tmp_path_factory.mktemp("hiding"))
    build(store, lambda: iter(articles()), ComputedEmbedder, RULES, owner="test")
    return store


@pytest.fixture
def snapshot(store: GenerationStore) -> Iterator[Snapshot]:
    opened = Snapshot(store.current(), withdrawn={GONE, ADDRESS, "https://other.example/3", "never-indexed"})
    yield opened
    opened.close()


def keys(snapshot: Snapshot, numbers: Iterator[int] | list[int]) -> set[str]:
    return {snapshot.article(number).id for number in numbers}


@pytest.mark.parametrize("gone", [GONE, "story-9"])
def test_neither_words_nor_vectors_find_a_withdrawn_article(
    store: GenerationStore, snapshot: Snapshot, gone: str
) -> None:
    whole = Snapshot(store.current())
    (article,) = [one for one in edition(1) if one.id == gone]
    for question in (article.text, f"What did the council of {article.title} settle?"):
        vector = ComputedEmbedder().embed_question(question)
        before = whole.search(whole.read(question), vector)
        assert whole.article(before.passages[0].article).id == gone
        found = snapshot.search(snapshot.read(question), vector)
        assert found.passages
        assert {GONE, "story-9"}.isdisjoint(keys(snapshot, list(found.articles)))
        assert {GONE, "story-9"}.isdisjoint(keys(snapshot, [hit.article for hit in found.sentences]))
    whole.close()


def test_no_list_count_timeline_quotation_or_button_gives_it(snapshot: Snapshot) -> None:
    catalogue = snapshot.catalogue
    listed = listing.newest(catalogue, 0, 100)
    assert len(listed) == listing.count_articles(catalogue) == 18
    assert {GONE, "story-9"}.isdisjoint(keys(snapshot, listed))
    assert listing.outlets(catalogue, 0, 9)[0].articles == 18
    assert {GONE, "story-9"}.isdisjoint(
        keys(snapshot, listing.of_passages(catalogue, snapshot.holding(snapshot.read("council"))))
    )
    said = words_of(catalogue, snapshot.read("Ann Keeper"), "Ann Keeper")
    assert said
    assert {GONE, "story-9"}.isdisjoint(keys(snapshot, [one.quotation.article for one in said]))
    assert snapshot.handles.number_of(handle_of(GONE)) is None
    assert snapshot.handles.number_of(handle_of("story-8")) is not None
    assert catalogue.number_of(GONE) is None
    assert len(snapshot.hidden) == 2


def test_a_twin_that_is_withdrawn_is_not_named_beside_its_original(store: GenerationStore, snapshot: Snapshot) -> None:
    whole = Snapshot(store.current())
    (number,) = [one for one in listing.newest(whole.catalogue, 0, 100) if whole.article(one).id == "story-3"]
    assert [twin.id for twin in whole.catalogue.retold.twins_of([number])[number]] == ["twin"]
    assert snapshot.catalogue.retold.twins_of([number]) == {}
    whole.close()


def test_with_everything_withdrawn_nothing_is_found_and_nothing_fails(store: GenerationStore) -> None:
    snapshot = Snapshot(store.current(), withdrawn={one.id for one in articles()})
    query = snapshot.read("What did the council settle?")
    assert snapshot.search(query, ComputedEmbedder().embed_question(query.text)).passages == ()
    assert listing.newest(snapshot.catalogue, 0, 9) == []
    snapshot.close()


def test_with_all_but_one_withdrawn_that_one_is_found(store: GenerationStore) -> None:
    snapshot = Snapshot(store.current(), withdrawn={one.id for one in articles()} - {"story-5"})
    query = snapshot.read("zebra")
    found = snapshot.search(query, ComputedEmbedder().embed_question(query.text))
    assert keys(snapshot, list(found.articles)) == {"story-5"}
    snapshot.close()


def test_a_rehearsal_says_what_a_build_then_does_and_writes_nothing(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    build(store, lambda: edition(1), ComputedEmbedder, RULES, owner="test")
    before = sorted(tmp_path.rglob("*"))
    said = rehearse(store, lambda: edition(2), RULES)
    assert sorted(tmp_path.rglob("*")) == before
    done = build(store, lambda: edition(2), ComputedEmbedder, RULES, owner="test")
    assert (said.added, said.changed, said.removed, said.unchanged) == (
        done.added, done.changed, done.removed, done.unchanged,
    )  # fmt: skip
    assert said.added
    assert said.removed
