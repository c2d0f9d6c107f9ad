"""The figures of an index: true ones, without opening anything but its manifest."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.article import Article
from index.build import build
from index.construction import BuildRules
from index.status import IndexStatus, status_of
from index.storage.generations import GenerationStore
from tests.fakes import ComputedEmbedder
from tests.generations import publish

ARTICLES = [
    Article(id="a", text="One sentence. Another one.", language="en", published="2024-11-30T23:30:00+09:00"),
    Article(id="b", text="부두를 넓힌다. 배가 온다. 끝이다.", language="ko", published="2023-02-01"),
    Article(id="c", text="No date here.", language="en"),
]


@pytest.fixture
def store(tmp_path: Path) -> GenerationStore:
    return GenerationStore(tmp_path)


def built(store: GenerationStore, articles: list[Article]) -> IndexStatus:
    build(store, lambda: iter(articles), ComputedEmbedder, BuildRules(model="computed"), owner="a test")
    return status_of(store.current())


def test_the_figures_are_those_of_the_articles(store: GenerationStore) -> None:
    before = datetime.now(UTC)
    status = built(store, ARTICLES)
    assert (status.articles, status.sentences, status.passages) == (3, 6, 3)
    assert status.languages == {"en": 2, "ko": 1}
    assert (status.first_published, status.last_published) == ("2023-02-01", "2024-11-30")
    assert status.model == "computed"
    assert status.generation == store.current().name
    assert before <= status.built_at <= datetime.now(UTC)


def test_the_commonest_language_comes_first(store: GenerationStore) -> None:
    assert list(built(store, ARTICLES).languages) == ["en", "ko"]


def test_the_size_is_that_on_disk(store: GenerationStore) -> None:
    status = built(store, ARTICLES)
    files = [path for path in store.current().path.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert status.bytes == sum(path.stat().st_size for path in files) > 0


def test_without_dates_there_is_no_span(store: GenerationStore) -> None:
    status = built(store, ARTICLES[2:])
    assert (status.first_published, status.last_published) == (None, None)


def test_figures_follow_the_live_generation(store: GenerationStore) -> None:
    first = built(store, ARTICLES)
    second = built(store, ARTICLES[:1])
    assert (second.articles, second.sentences, second.languages) == (1, 2, {"en": 1})
    assert second.generation > first.generation


def test_no_file_but_the_manifest_is_needed(store: GenerationStore) -> None:
    built(store, ARTICLES)
    generation = store.current()
    before = status_of(generation)
    for path in generation.path.rglob("*"):
        path.unlink()
    assert status_of(generation) == before


def test_a_generation_that_tells_nothing_of_languages_has_figures_all_the_same(store: GenerationStore) -> None:
    status = status_of(publish(store, {"articles": 1, "sentences": 2, "passages": 1}))
    assert (status.articles, status.languages, status.first_published, status.model) == (1, {}, None, "")


def test_withdrawn_articles_count_no_more(store: GenerationStore) -> None:
    whole = built(store, [*ARTICLES[:2], replace(ARTICLES[2], url="https://news.example/c")])
    without = status_of(store.current(), {"b", "https://news.example/c", "unheard of"})
    assert (without.articles, without.sentences, without.languages) == (1, 2, {"en": 1})
    assert (without.first_published, without.last_published) == ("2024-11-30", "2024-11-30")
    assert (without.generation, without.passages, without.bytes) == (whole.generation, whole.passages, whole.bytes)
    none = status_of(store.current(), {"a", "b", "c"})
    assert (none.articles, none.sentences, none.languages, none.last_published) == (0, 0, {}, None)
    assert status_of(store.current(), {"unheard of"}) == whole
