"""Builds: what has changed is taken in, the rest is kept, and the report says which was which."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import BuildCancelled, BuildError, BuildInProgress, IndexMismatch
from index.analysis import PassageRule
from index.article import Article
from index.build import build
from index.construction import BuildRules, Sources
from index.passages import header
from index.report import BuildReport, Flaw, Progress, Rejected
from index.storage.catalogue import Catalogue
from index.storage.generations import GenerationStore
from index.storage.layout import Generation
from index.storage.lock import BuildLock
from index.storage.vectors import PassageIndex, VectorReader
from tests.fakes import ComputedEmbedder

RULES = BuildRules(passages=PassageRule(tokens=24, overlap=1))


def article(key: str, version: int = 1) -> Article:
    return Article(
        id=key, title=f"Vote in {key.title()}", outlet="The Coast Paper", published="2026-01-02", language="en",
        text=f"The council of {key} met on Monday. It agreed to version {version} of the plan for the {key} road. "
        f'"Nobody was asked," said Ann Keeper of {key}. Work begins in {2025 + version}.',
    )  # fmt: skip


def articles(*keys: str) -> list[Article]:
    return [article(key) for key in keys]


def no_model() -> ComputedEmbedder:
    raise AssertionError("no model is needed here")


class Newsstand:
    """An index below a folder, the model it is built with, and what was told while it was."""

    def __init__(self, root: Path, embedder: ComputedEmbedder | None = None) -> None:
        self.root = root
        self.embedder = embedder or ComputedEmbedder()
        self.told: list[Progress] = []

    def build(
        self,
        found: Sequence[Article | Rejected] | Sources,
        *,
        rules: BuildRules = RULES,
        model: Callable[[], ComputedEmbedder] | None = None,
        full: bool = False,
        keep_missing: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> BuildReport:
        self.told.clear()
        self.embedder.embedded.clear()
        return build(
            GenerationStore(self.root),
            found if callable(found) else lambda: iter(found),
            model or (lambda: self.embedder),
            rules,
            owner="a test",
            full=full,
            keep_missing=keep_missing,
            on_progress=self.told.append,
            cancelled=cancelled,
        )

    @property
    def live(self) -> Generation:
        return GenerationStore(self.root).current(verify=True)

    @property
    def keys(self) -> set[str]:
        return set(contents(self.live))


@pytest.fixture
def stand(tmp_path: Path) -> Newsstand:
    return Newsstand(tmp_path)


Part = tuple[int, int, tuple[float, ...]]


def contents(generation: Generation) -> dict[str, tuple[Article, list[Part], list[Part]]]:
    """Return each article of a generation with its sentences and passages, and their vectors."""
    catalogue = Catalogue.reading(generation.path)
    vectors = {kind: VectorReader.open(generation.path, kind) for kind in ("sentence", "passage")}
    numbers = {key: catalogue.number_of(key) or 0 for key in catalogue.hashes()}
    parts: dict[str, list[tuple[int, Part]]] = {
        kind: [
            (row.article, (row.start, row.end, tuple(vectors[kind].of([row.id])[0].tolist())))
            for row in (catalogue.sentences("1", ()) if kind == "sentence" else catalogue.passages(catalogue.ids(kind)))
        ]
        for kind in vectors
    }
    found = {
        key: (
            catalogue.article(number),
            [part for owner, part in parts["sentence"] if owner == number],
            [part for owner, part in parts["passage"] if owner == number],
        )
        for key, number in numbers.items()
    }
    catalogue.close()
    return found


def told(report: BuildReport) -> dict[str, object]:
    """Return what a report says, without generation and time."""
    record = report.record()
    return {key: value for key, value in record.items() if value and key not in ("generation", "seconds")}


# What is taken in


def test_a_first_build_takes_everything_in(stand: Newsstand) -> None:
    report = stand.build(articles("ashby", "birch"))
    assert told(report) == {"added": ("ashby", "birch")}
    assert report.generation == stand.live.name
    assert report.seconds > 0
    for key, (stored, sentences, passages) in contents(stand.live).items():
        assert stored == article(key)
        assert "".join(stored.text[start:end] for start, end, _ in sentences).split() != []
        assert len(sentences) == 4
        for start, end, vector in passages:
            expected = ComputedEmbedder().embed_question(header(stored) + stored.text[start:end])
            np.testing.assert_allclose(vector, expected, atol=1e-3)


def test_nothing_changed_loads_no_model_and_writes_nothing(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch"))
    before = {path: path.stat().st_mtime_ns for path in stand.root.rglob("*") if path.name != "lock"}
    report = stand.build(articles("ashby", "birch"), model=no_model)
    assert told(report) == {"unchanged": 2}
    assert report.generation == stand.live.name
    assert {path: path.stat().st_mtime_ns for path in stand.root.rglob("*") if path.name != "lock"} == before
    assert [progress.stage for progress in stand.told] == ["reading"]


def test_one_changed_article_is_the_only_one_embedded(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch", "corwen"))
    before = contents(stand.live)
    report = stand.build([article("ashby"), article("birch", version=2), article("corwen")])
    assert told(report) == {"changed": ("birch",), "unchanged": 2}
    assert stand.embedder.embedded
    assert all("Vote in Birch" in text for text in stand.embedder.embedded)
    after = contents(stand.live)
    assert after["birch"][0] == article("birch", version=2)
    assert {key: after[key] for key in ("ashby", "corwen")} == {key: before[key] for key in ("ashby", "corwen")}


def test_what_is_said_of_an_article_counts_as_a_change(stand: Newsstand) -> None:
    stand.build(articles("ashby"))
    assert told(stand.build([replace(article("ashby"), url="https://news.example/1")])) == {"changed": ("ashby",)}


def test_an_article_that_is_gone_is_removed_without_embedding(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch"))
    assert told(stand.build(articles("birch"))) == {"removed": ("ashby",), "unchanged": 1}
    assert stand.embedder.embedded == []
    assert stand.keys == {"birch"}
    found, _ = PassageIndex(stand.live.path).search(ComputedEmbedder().embed_question("Vote in Ashby"), 50)
    assert len(found) == len(contents(stand.live)["birch"][2])


def test_missing_articles_are_kept_on_request(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch"))
    assert told(stand.build(articles("corwen"), keep_missing=True)) == {"added": ("corwen",)}
    assert stand.keys == {"ashby", "birch", "corwen"}
    assert told(stand.build([], keep_missing=True)) == {}
    assert stand.keys == {"ashby", "birch", "corwen"}


def test_a_full_build_embeds_everything_again(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch"))
    embedded, before = list(stand.embedder.embedded), contents(stand.live)
    report = stand.build(articles("ashby", "birch"), full=True)
    assert told(report) == {"added": ("ashby", "birch")}
    assert stand.embedder.embedded == embedded
    assert contents(stand.live) == before


def test_one_story_under_two_identities_is_one_article(stand: Newsstand) -> None:
    twin = replace(article("ashby"), id="twin", outlet="Another Paper")
    report = stand.build([article("ashby"), twin, article("birch")])
    assert told(report) == {"added": ("ashby", "birch"), "duplicates": (("twin", "ashby"),)}
    again = stand.build([twin, article("ashby"), article("birch")], model=no_model)
    assert again.duplicates == (("twin", "ashby"),)
    assert stand.keys == {"ashby", "birch"}


def test_what_cannot_be_used_is_told_and_loses_nothing_else(stand: Newsstand) -> None:
    broken = Rejected("notes.bin", "it is not text", Flaw.BINARY)
    report = stand.build([broken, *articles("ashby")])
    rejected = {"where": "notes.bin", "reason": "it is not text", "flaw": "binary", "about": ""}
    assert told(report) == {"added": ("ashby",), "rejected": (rejected,)}


def test_an_article_that_has_become_unreadable_stays_as_it_was(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch"))
    report = stand.build([Rejected("ashby", "the disk failed"), *articles("birch")], model=no_model)
    assert report.removed == ()
    assert stand.keys == {"ashby", "birch"}


@pytest.mark.parametrize("found", [[], [Rejected("a.txt", "it is empty"), Rejected("b.txt", "it is empty")]])
def test_sources_without_an_article_leave_the_index_as_it_is(stand: Newsstand, found: list[Article | Rejected]) -> None:
    with pytest.raises(BuildError) as first:
        stand.build(found, model=no_model)
    stand.build(articles("ashby"))
    with pytest.raises(BuildError) as later:
        stand.build(found, model=no_model)
    assert later.value.message == first.value.message
    assert ("a.txt: it is empty" in first.value.message) == bool(found)
    assert stand.keys == {"ashby"}


@pytest.mark.parametrize(
    "sentences", [["끝"], ["A line that stops"], ["😀 " * 40], ["x" * 5_000], ["مرحبا بالعالم.", "שלום."]]
)
def test_odd_texts_are_taken_in(stand: Newsstand, sentences: list[str]) -> None:
    odd = Article(id="odd", text=" ".join(sentences).strip())
    assert told(stand.build([odd])) == {"added": ("odd",)}
    assert contents(stand.live)["odd"][0] == odd


# One build upon another

STATES = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3), min_size=1, max_size=6), min_size=2, max_size=5
)


@settings(deadline=None, max_examples=8)
@given(STATES)
def test_builds_upon_builds_hold_what_one_full_build_holds(states: list[dict[str, int]]) -> None:
    with TemporaryDirectory() as name:
        stand, fresh = Newsstand(Path(name) / "index"), Newsstand(Path(name) / "fresh")
        before: Mapping[str, int] = {}
        for state in states:
            report = stand.build([article(key, version) for key, version in state.items()])
            assert set(report.added) == state.keys() - before.keys()
            assert set(report.removed) == before.keys() - state.keys()
            assert set(report.changed) == {key for key in state.keys() & before.keys() if state[key] != before[key]}
            before = state
        fresh.build([article(key, version) for key, version in states[-1].items()])
        assert contents(stand.live) == contents(fresh.live)
        assert stand.live.manifest.corpus_digest == fresh.live.manifest.corpus_digest
        assert stand.live.manifest.counts == fresh.live.manifest.counts
        assert [damage for store in (GenerationStore(stand.root),) if store.current() for damage in store.damaged] == []


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        (replace(RULES, model="another"), "model another"),
        (replace(RULES, passages=PassageRule(tokens=100, overlap=1)), "passage_tokens 100"),
        (replace(RULES, passages=PassageRule(tokens=24, overlap=0)), "passage_overlap 0"),
    ],
)
def test_another_model_or_rule_needs_a_full_build(stand: Newsstand, rules: BuildRules, named: str) -> None:
    stand.build(articles("ashby"))
    alive = stand.live.name
    with pytest.raises(IndexMismatch, match=named) as caught:
        stand.build(articles("ashby"), rules=rules, model=no_model)
    assert "--full" in caught.value.advice
    assert stand.live.name == alive
    assert told(stand.build(articles("ashby"), rules=rules, full=True)) == {"added": ("ashby",)}
    assert told(stand.build(articles("ashby"), rules=rules, model=no_model)) == {"unchanged": 1}


def test_other_weights_under_the_same_name_need_a_full_build(stand: Newsstand) -> None:
    stand.build(articles("ashby"))
    alive = stand.live.name
    with pytest.raises(IndexMismatch, match="other model weights"):
        stand.build(articles("ashby", "birch"), model=lambda: ComputedEmbedder(weights="other"))
    assert stand.live.name == alive
    stand.build(articles("ashby", "birch"), model=lambda: ComputedEmbedder(weights="other"), full=True)
    assert stand.live.manifest.fingerprint["weights"] == "other"


def test_a_limit_of_search_alone_needs_no_full_build(stand: Newsstand) -> None:
    stand.build(articles("ashby"))
    assert told(stand.build(articles("ashby"), rules=replace(RULES, exact_up_to=7), model=no_model)) == {"unchanged": 1}


def test_a_damaged_index_is_built_again_though_nothing_changed(stand: Newsstand) -> None:
    stand.build(articles("ashby"))
    stand.build(articles("ashby", "birch"))
    (stand.live.path / "sentence_vectors.npy").write_bytes(b"torn")
    report = stand.build(articles("ashby"))
    assert report.unchanged == 1
    store = GenerationStore(stand.root)
    assert store.current(verify=True).name == report.generation
    assert store.damaged == ()


def test_an_approximate_index_that_finds_too_little_is_told(stand: Newsstand) -> None:
    many = [Article(id=f"{n}", text=f"Note {n} of {n % 17} on item {n * n}.", language="en") for n in range(1_100)]
    report = stand.build(many, rules=replace(RULES, exact_up_to=100, recall_floor=1.01))
    (warning,) = report.warnings
    assert "kept exact" in warning
    assert stand.live.manifest.facts["index"] == "exact"


# While it runs


def changing(first: Sequence[Article | Rejected], then: Sequence[Article | Rejected]) -> Sources:
    """Return sources that give something else when they are read a second time."""
    passes = iter([first, then])
    return lambda: iter(next(passes))


def test_an_article_that_changes_under_a_builds_hands_is_left_for_the_next(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch", "corwen"))
    seen = [article("ashby", 2), article("birch", 2), article("corwen")]
    later = [article("ashby", 2), article("birch", 3), article("corwen")]
    report = stand.build(changing(seen, later))
    assert (report.changed, report.unchanged) == (("ashby",), 1)
    (missed,) = report.rejected
    assert missed.where == "birch"
    assert "changed while" in missed.reason
    held = contents(stand.live)
    assert held["ashby"][0] == article("ashby", 2)
    assert held["birch"][0] == article("birch", 1)  # as it was, whole
    assert told(stand.build(later)) == {"changed": ("birch",), "unchanged": 2}


def test_an_article_that_vanishes_under_a_builds_hands_is_told(stand: Newsstand) -> None:
    report = stand.build(changing(articles("ashby", "birch"), articles("ashby")))
    assert report.added == ("ashby",)
    (missed,) = report.rejected
    assert missed.where == "birch"
    assert "no longer" in missed.reason
    assert stand.keys == {"ashby"}


def test_an_article_that_appears_under_a_builds_hands_waits_for_the_next(stand: Newsstand) -> None:
    report = stand.build(changing(articles("ashby"), articles("ashby", "birch")))
    assert told(report) == {"added": ("ashby",)}
    assert told(stand.build(articles("ashby", "birch"))) == {"added": ("birch",), "unchanged": 1}


def test_progress_is_told_from_reading_to_publishing(stand: Newsstand) -> None:
    many = articles(*(f"town{number}" for number in range(250)))
    stand.build(many)
    stages = [progress.stage for progress in stand.told]
    assert list(dict.fromkeys(stages)) == ["reading", "model", "embedding", "publishing"]
    assert [p.articles for p in stand.told if p.stage == "reading"] == [0, 100, 200]
    embedding = [p for p in stand.told if p.stage == "embedding"]
    assert len(embedding) > 1
    for attribute in ("articles", "passages", "seconds"):
        values = [getattr(progress, attribute) for progress in embedding]
        assert values == sorted(values)
    last = embedding[-1]
    assert last.articles == last.articles_total == 250
    assert (
        last.passages == last.passages_total == stand.live.manifest.counts["passages"] == len(stand.embedder.embedded)
    )
    assert all(abs(p.passages_total - last.passages) < 0.1 * last.passages for p in embedding)


def test_progress_counts_what_has_changed(stand: Newsstand) -> None:
    stand.build(articles("ashby", "birch"))
    stand.build(articles("ashby", "birch", "corwen"))
    last = [progress for progress in stand.told if progress.stage == "embedding"][-1]
    assert (last.articles, last.articles_total) == (1, 1)
    assert last.passages == last.passages_total == len(stand.embedder.embedded)


@pytest.mark.parametrize("stage", ["reading", "embedding", "publishing"])
def test_a_cancelled_build_leaves_the_old_index(stand: Newsstand, stage: str) -> None:
    stand.build(articles("ashby"))
    alive, before = stand.live.name, contents(stand.live)
    many = articles(*(f"town{number}" for number in range(150)))
    with pytest.raises(BuildCancelled):
        stand.build(many, cancelled=lambda: bool(stand.told) and stand.told[-1].stage == stage)
    assert stand.live.name == alive
    assert contents(stand.live) == before
    assert GenerationStore(stand.root).layout.leftovers() == []
    assert len(stand.build(many).added) == 150


def test_a_model_that_fails_leaves_the_old_index(stand: Newsstand) -> None:
    class Failing(ComputedEmbedder):
        def count_tokens(self, texts: Sequence[str]) -> list[int]:
            raise MemoryError(f"no room for {len(texts)} sentences")

    stand.build(articles("ashby"))
    with pytest.raises(MemoryError):
        stand.build(articles("ashby", "birch"), model=Failing)
    assert stand.keys == {"ashby"}
    assert told(stand.build(articles("ashby", "birch"))) == {"added": ("birch",), "unchanged": 1}


def test_sources_that_fail_leave_the_old_index(stand: Newsstand) -> None:
    def failing() -> Iterator[Article]:
        yield article("birch")
        raise ConnectionError("the share is gone")

    stand.build(articles("ashby"))
    with pytest.raises(ConnectionError):
        stand.build(failing)
    assert stand.keys == {"ashby"}


def test_a_second_builder_is_told_who_was_first(stand: Newsstand) -> None:
    with BuildLock(stand.root).acquire("admin 7"), pytest.raises(BuildInProgress) as caught:
        stand.build(articles("ashby"), model=no_model)
    assert caught.value.owner == "admin 7"
    assert told(stand.build(articles("ashby"))) == {"added": ("ashby",)}
