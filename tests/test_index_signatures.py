"""Copies and rewrites: found in the whole index however they were stored, and what was left out is remembered."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Answered
from bot.answers.question import understand
from bot.answers.reply import ReplyRules, reply
from bot.reading import SnapshotReading
from index.analysis import PassageRule
from index.article import Article
from index.build import build
from index.construction import BuildRules
from index.search import Snapshot
from index.signatures import bands, retells, same_story, shared_runs
from index.storage.catalogue import Catalogue
from index.storage.generations import GenerationStore
from tests.fakes import ComputedEmbedder

STORY = (
    "The mill on the river burned down on Tuesday night, the fire service of Orrin said. Nobody was hurt in the blaze. "
    "Forty people from the houses beside the mill slept in the school. The owner, Ada Finch, wants to build it again."
)
REWRITE = STORY.replace("Nobody was hurt in the blaze. ", "Police closed the bridge. ")
KOREAN = (
    "강변의 방앗간이 화요일 밤 불에 탔다고 오린 소방서가 밝혔다. 다친 사람은 없었다. 이웃 주민 마흔 명은 학교에서 밤을 보냈다. "
    "주인 김보리 씨는 다시 지을 생각이라고 말했다. 경찰은 다리를 막고 원인을 조사하고 있다."
)
OTHER = "The harbour board of Orrin chose a new crane on Monday. It lifts ninety tonnes and comes from Finland by ship."
WORDS = st.lists(st.sampled_from("one two three four five six seven eight nine ten".split()), min_size=30, max_size=80)


def article(key: str, text: str, outlet: str = "The Orrin Post", published: str | None = "2026-03-04") -> Article:
    return Article(key, text, key, outlet=outlet, published=published, language="ko" if "강변" in text else "en")


class Stand:
    """An index below a folder, and what its last build says of stories."""

    def __init__(self, root: Path) -> None:
        self.store = GenerationStore(root)

    def build(self, *articles: Article, keep_missing: bool = False) -> None:
        build(
            self.store, lambda: iter(articles), ComputedEmbedder, BuildRules(passages=PassageRule(tokens=64)),
            owner="a test", keep_missing=keep_missing,
        )  # fmt: skip

    def stories(self) -> dict[str, set[str]]:
        catalogue = Catalogue.reading(self.store.current(verify=True).path)
        keys = {catalogue.number_of(key) or 0: key for key in catalogue.hashes()}
        stories = catalogue.retold.stories_of(keys)
        catalogue.close()
        return {keys[number]: {keys[other] for other in others} for number, others in stories.items()}

    def twins(self) -> dict[str, list[tuple[str, str]]]:
        catalogue = Catalogue.reading(self.store.current(verify=True).path)
        keys = {catalogue.number_of(key) or 0: key for key in catalogue.hashes()}
        twins = catalogue.retold.twins_of(keys)
        catalogue.close()
        return {keys[number]: [(one.id, one.outlet) for one in own] for number, own in twins.items()}


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return Stand(tmp_path)


@given(WORDS, WORDS)
def test_words_shared_are_a_share_the_same_both_ways_round(one: list[str], other: list[str]) -> None:
    first, second = article("a", " ".join(one)), article("b", " ".join(other))
    assert 0 <= shared_runs(first, second) == shared_runs(second, first) <= 1
    assert not bands(first) or shared_runs(first, first) == 1
    assert all(-(2**63) <= band < 2**63 for band in bands(first))


@pytest.mark.parametrize(("text", "edited"), [(STORY, REWRITE), (KOREAN, KOREAN.replace("다친 사람은 없었다. ", ""))])
def test_an_edited_copy_shares_bands_and_another_story_none(text: str, edited: str) -> None:
    assert same_story(article("a", text), article("b", edited))
    assert set(bands(article("a", text))) & set(bands(article("b", edited)))
    assert not set(bands(article("a", text))) & set(bands(article("c", OTHER)))


def test_words_shared_count_for_less_the_less_two_beginnings_are_alike() -> None:
    assert retells(0.5, 0.7)
    assert retells(0.25, 0.9)
    assert not retells(0.25, 0.7)
    assert not retells(0.5, 0.1)


def test_copies_are_found_whatever_the_build_they_came_in(stand: Stand) -> None:
    wire, late = article("wire", STORY, "Wire"), article("late", REWRITE, "Daily Glen", "2026-03-05")
    stand.build(wire, article("crane", OTHER))
    assert stand.stories() == {}
    stand.build(wire, article("crane", OTHER), late)
    assert stand.stories() == {"wire": {"late"}, "late": {"wire"}}
    stand.build(article("crane", OTHER), late)
    assert stand.stories() == {}
    stand.build(wire, late)
    stand.build(wire, replace(late, text=OTHER))
    assert stand.stories() == {}


def test_a_story_goes_on_from_copy_to_copy_within_a_week_of_the_first(stand: Stand) -> None:
    days = {"a": "2026-03-01", "b": "2026-03-06", "c": "2026-03-11"}
    stand.build(*(article(key, STORY + f" Day {key}.", published=day) for key, day in days.items()))
    assert stand.stories() == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}


def test_an_undated_copy_is_one_too_and_another_language_is_not(stand: Stand) -> None:
    stand.build(article("a", STORY), article("b", REWRITE, published=None), article("c", KOREAN))
    assert stand.stories() == {"a": {"b"}, "b": {"a"}}


def test_what_was_left_out_as_the_same_to_the_letter_is_remembered_as_long_as_it_is_given(stand: Stand) -> None:
    wire, twin, crane = article("wire", STORY, "Wire"), article("twin", STORY, "Daily Glen"), article("crane", OTHER)
    stand.build(wire, twin)
    assert stand.twins() == {"wire": [("twin", "Daily Glen")]}
    stand.build(wire, crane, keep_missing=True)
    assert stand.twins() == {"wire": [("twin", "Daily Glen")]}
    stand.build(replace(wire, text=REWRITE), replace(twin, outlet="Glen"), crane)
    assert stand.twins() == {}
    assert stand.stories() == {"wire": {"twin"}, "twin": {"wire"}}
    stand.build(replace(twin, id="again"), replace(twin, outlet="Glen"))
    assert stand.twins() == {"twin": [("again", "Daily Glen")]}


def test_an_answer_names_the_earliest_first_and_then_every_other_outlet(stand: Stand) -> None:
    stand.build(
        article("late", REWRITE, "Daily Glen", "2026-03-06"), article("wire", STORY, "Wire"),
        article("twin", STORY, "The Coast Paper", "2026-03-05"), article("crane", OTHER),
    )  # fmt: skip
    snapshot, embedder = Snapshot(stand.store.current(verify=True)), ComputedEmbedder()
    question = understand("Who wants to build the mill again?")
    reading = SnapshotReading(
        snapshot,
        lambda text, *_: snapshot.search(snapshot.read(text), embedder.embed_question(text)),
        date(2026, 3, 7),
    )
    answer = reply(question, reading.search(question.text), reading.article, ReplyRules(1, 0.0))
    snapshot.close()
    assert isinstance(answer, Answered)
    (cited,) = answer.citations
    assert cited.article.outlet == "Wire"
    assert [card.outlet for card in cited.also_in] == ["The Coast Paper", "Daily Glen"]
