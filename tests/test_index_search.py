"""Search: what answers comes first, each sentence once and exactly where it stands, from one snapshot at a time."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.analysis import PassageRule
from index.article import Article
from index.build import build
from index.construction import BuildRules, Construction
from index.embedding.model import Embedder
from index.hits import Found
from index.plan import survey
from index.preferences import Preferences
from index.ranking import Weights
from index.search import Snapshot
from index.storage.generations import GenerationStore
from tests.fakes import ComputedEmbedder

DIMENSION = 256
RULES = BuildRules(passages=PassageRule(tokens=36, overlap=1))
TOWNS = "Ashby Birch Corwen Dunmore Elstead Farley Grimston Halden Ilford Jarrow Kelso Linton".split()


def reports(count: int) -> Iterator[Article]:
    """Yield reports on council meetings, each with a number and a town of its own."""
    for number in range(count):
        town = f"{TOWNS[number % len(TOWNS)]}{number // len(TOWNS) or ''}"
        yield Article(
            id=f"report-{number}", title=f"Council of {town}", outlet="The Coast Paper", language="en",
            published=f"2026-{number % 12 + 1:02}-01",
            text=f"The council of {town} met on Monday. Its budget is {number * 37 + 1000} crowns this year. "
            f'"We shall repair the road," said mayor Ann Keeper. The {town} library stays open. Work begins in May.',
        )  # fmt: skip


KOREAN = Article(
    id="korean", title="부두 확장", language="ko",
    text="항만공사가 북쪽 부두를 넓힌다. 윤서하 사장은 “대기 시간이 절반으로 준다”고 말했다. 공사는 5월에 시작한다.",
)  # fmt: skip
UNLIKE = Article(id="unlike", title="", text="Zyx qwv jjkp xzq wvvx.", language="en")


def index(root: Path, articles: Sequence[Article], rules: BuildRules = RULES) -> GenerationStore:
    store = GenerationStore(root)
    build(store, lambda: iter(articles), lambda: ComputedEmbedder(DIMENSION), rules, owner="a test")
    return store


@contextmanager
def opened(root: Path, articles: Sequence[Article], weights: Weights | None = None) -> Iterator[Snapshot]:
    """Index articles and open what was published."""
    snapshot = Snapshot(index(root, articles).current(), weights)
    try:
        yield snapshot
    finally:
        snapshot.close()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with opened(tmp_path_factory.mktemp("index"), [*reports(150), KOREAN, UNLIKE]) as found:
        yield found


def ask(snapshot: Snapshot, question: str, *, meaning: str | None = None, asked: date | None = None) -> Found:
    """Search for a question; `meaning` is what its vector is made of."""
    vector = ComputedEmbedder(DIMENSION).embed_question(question if meaning is None else meaning)
    return snapshot.search(snapshot.read(question), vector, Preferences(asked))


def keys(snapshot: Snapshot, found: Found) -> list[str]:
    return [snapshot.article(number).id for number in found.articles]


def quotes(snapshot: Snapshot, found: Found) -> list[str]:
    return [snapshot.article(hit.article).text[hit.start : hit.end] for hit in found.sentences]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Whose budget is 1370 crowns?", "Its budget is 1370 crowns this year."),
        ("Is the Linton7 library open?", "The Linton7 library stays open."),
        ("부두를 넓히는 곳은?", "항만공사가 북쪽 부두를 넓힌다."),
        ("윤서하는 뭐라고 말했나?", "윤서하 사장은 “대기 시간이 절반으로 준다”고 말했다."),
    ],
)
def test_what_answers_comes_first(snapshot: Snapshot, question: str, sentence: str) -> None:
    assert quotes(snapshot, ask(snapshot, question))[0] == sentence


def test_every_hit_is_exactly_a_stored_sentence_or_passage(snapshot: Snapshot) -> None:
    for question in ("the budget of Kelso", "Ann Keeper", "부두 공사", "road repair in May"):
        found = ask(snapshot, question)
        stored = {s.id: s for s in snapshot.catalogue.sentences("1", ())}
        for hit in found.sentences:
            assert (hit.article, hit.start, hit.end) == (
                stored[hit.id].article,
                stored[hit.id].start,
                stored[hit.id].end,
            )
            assert hit.speaker == stored[hit.id].speaker
            text = snapshot.article(hit.article).text
            assert text[hit.start : hit.end] == text[hit.start : hit.end].strip()
            assert text[hit.end - 1] in ".”"
        for passage in found.passages:
            assert snapshot.article(passage.article).language == passage.language
            assert 0 <= passage.start < passage.end <= len(snapshot.article(passage.article).text)


def test_a_sentence_of_two_passages_is_found_once_in_the_better(snapshot: Snapshot) -> None:
    found = ask(snapshot, "What did mayor Ann Keeper of Kelso say?")
    identities = [hit.id for hit in found.sentences]
    assert len(set(identities)) == len(identities)
    (article,) = (number for number in found.articles if snapshot.article(number).title == "Council of Kelso")
    own = [passage for passage in found.passages if passage.article == article]
    assert len(own) > 1
    shared = {
        hit.id: [place for place in own if place.start <= hit.start and hit.end <= place.end]
        for hit in found.sentences
        if hit.article == article
    }
    assert any(len(places) > 1 for places in shared.values())
    for hit in found.sentences:
        passage = found.passages[hit.passage]
        assert passage.article == hit.article
        assert passage.start <= hit.start < hit.end <= passage.end
        if hit.article == article:
            assert passage.score == max(place.score for place in shared[hit.id])


def test_results_are_ranked(snapshot: Snapshot) -> None:
    found = ask(snapshot, "Which council met on Monday about the road?")
    for hits in (found.passages, found.sentences):
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
    assert found.articles == tuple(dict.fromkeys(passage.article for passage in found.passages))
    assert {hit.article for hit in found.sentences} <= set(found.articles)


def test_hits_say_what_of_the_question_they_hold(snapshot: Snapshot) -> None:
    found = ask(snapshot, "The budget of Kelso in 1370 crowns, says Zuckerberg")
    surfaces = [concept.surface for concept in found.query.concepts]
    assert surfaces == ["budget", "Kelso", "1370", "crowns", "Zuckerberg"]
    best = found.sentences[0]
    assert best.covers == (True, False, True, True, False)
    assert found.passages[best.passage].covers == (True, True, True, True, False)  # its title tells of Kelso
    assert 0 < best.coverage < found.passages[best.passage].coverage < 1


def test_the_nearest_in_meaning_is_found_without_a_word_in_common(snapshot: Snapshot) -> None:
    found = ask(snapshot, "부두를 넓히는 곳은?", meaning=UNLIKE.text)
    assert {"korean", "unlike"} <= set(keys(snapshot, found))
    unlike = next(hit for hit in found.sentences if snapshot.article(hit.article).id == "unlike")
    assert unlike.coverage == 0
    assert unlike.dense > 0.99


def test_a_rare_word_is_found_however_far_its_article_lies(snapshot: Snapshot) -> None:
    meaning = " ".join(article.text for article in reports(12))
    found = ask(snapshot, "jjkp", meaning=meaning)
    assert "unlike" in keys(snapshot, found)
    assert next(hit for hit in found.passages if hit.coverage).dense < 0.2


def test_a_question_of_no_known_word_is_answered_by_meaning_alone(snapshot: Snapshot) -> None:
    found = ask(snapshot, "???", meaning=UNLIKE.text)
    assert found.query.concepts == ()
    assert keys(snapshot, found)[0] == "unlike"
    assert all(hit.coverage == 0 and hit.covers == () for hit in found.passages)
    assert all(hit.coverage == 0 and hit.covers == () for hit in found.sentences)


def test_cosines_are_those_of_question_and_text(snapshot: Snapshot) -> None:
    """With few passages a language nothing is centred, so a sentence asked for by itself has a cosine of 1."""
    sentence = "항만공사가 북쪽 부두를 넓힌다."
    with_itself = ask(snapshot, sentence).sentences[0]
    assert with_itself.dense == max(hit.dense for hit in ask(snapshot, sentence).sentences)
    assert with_itself.dense == pytest.approx(1.0, abs=0.01)


EDITIONS = [
    Article(id=name, title="Ferry", text=f"The ferry to Kelso costs {price} crowns now.", published=day, language="en")
    for name, price, day in (("old", 12, "2025-01-05"), ("new", 14, "2026-03-10"), ("undated", 13, None))
]


@pytest.mark.parametrize(
    ("asked", "first"), [(date(2026, 3, 12), "new"), (date(2025, 1, 6), "old"), (date(2026, 3, 10), "new")]
)
def test_what_is_new_on_the_day_of_the_question_comes_first(tmp_path: Path, asked: date, first: str) -> None:
    with opened(tmp_path, EDITIONS) as snapshot:
        found = ask(snapshot, "What does the ferry to Kelso cost?", asked=asked)
        assert keys(snapshot, found)[0] == first


def test_recency_is_no_more_than_a_little_help(tmp_path: Path) -> None:
    with opened(tmp_path, EDITIONS) as snapshot:
        without = {hit.id: hit.score for hit in ask(snapshot, "the ferry to Kelso").passages}
        asked = ask(snapshot, "the ferry to Kelso", asked=date(2026, 3, 10)).passages
        gains = {snapshot.article(hit.article).id: hit.score - without[hit.id] for hit in asked}
        assert gains["undated"] == pytest.approx(0.0, abs=0.02)
        assert gains["old"] == pytest.approx(0.0, abs=0.02)
        assert 0 < gains["new"] <= 2 * Weights().recency
        other = ask(snapshot, "12 crowns", asked=date(2026, 3, 10))
        assert keys(snapshot, other)[0] == "old"  # what is asked for counts more


def test_articles_of_the_days_asked_about_come_first_and_the_others_stay(tmp_path: Path) -> None:
    vector = ComputedEmbedder(DIMENSION).embed_question("library stays open")
    with opened(tmp_path, list(reports(12))) as snapshot:
        query = snapshot.read("library stays open")
        plain = snapshot.search(query, vector)
        for month in (3, 9):
            found = snapshot.search(query, vector, Preferences(window=(date(2026, month, 1), date(2026, month, 7))))
            assert snapshot.article(found.passages[0].article).published == f"2026-{month:02}-01"
            assert set(found.articles) == set(plain.articles)


def test_a_sentence_gains_by_the_one_before_it_only_within_its_article(tmp_path: Path) -> None:
    first = Article(id="first", text="The ferry to Kelso is late.", language="en")
    second = Article(id="second", text="It rained. The ferry to Kelso is late! Nobody knew.", language="en")
    context_only = replace(Weights(**dict.fromkeys((field.name for field in fields(Weights)), 0.0)), before=1.0)
    with opened(tmp_path, [first, second], context_only) as snapshot:
        found = ask(snapshot, "the ferry to Kelso")
        scores = dict(zip(quotes(snapshot, found), (hit.score for hit in found.sentences), strict=True))
    assert scores.pop("It rained.") == 0.0
    assert set(scores.values()) == {1.0}


def test_an_article_of_the_future_gains_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, EDITIONS) as snapshot:
        plain = ask(snapshot, "the ferry to Kelso")
        assert ask(snapshot, "the ferry to Kelso", asked=date(1990, 1, 1)) == plain


def test_weights_can_be_given(tmp_path: Path) -> None:
    words_only = replace(Weights(), dense=0, sentence_dense=0)
    with opened(tmp_path, [*reports(12), UNLIKE], words_only) as snapshot:
        assert keys(snapshot, ask(snapshot, "the budget of Kelso", meaning=UNLIKE.text))[0] != "unlike"


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    store = GenerationStore(tmp_path)
    construction = Construction(ComputedEmbedder(DIMENSION), RULES, survey([], {}), lambda _: None, lambda: False)
    with store.begin() as building:
        construction.carry_out(building, None, lambda: iter(()))
    snapshot = Snapshot(store.current())
    found = ask(snapshot, "What did Amodei say about 부두?")
    assert (found.passages, found.sentences, found.articles) == ((), (), ())
    snapshot.close()


def test_a_small_index_is_searched_whole(tmp_path: Path) -> None:
    with opened(tmp_path, [UNLIKE]) as snapshot:
        assert quotes(snapshot, ask(snapshot, "anything")) == [UNLIKE.text]


def test_a_snapshot_answers_the_same_while_others_are_published(tmp_path: Path) -> None:
    store = index(tmp_path, list(reports(20)))
    snapshot = Snapshot(store.current())
    questions = [f"the budget of {town}" for town in TOWNS]
    before = [ask(snapshot, question) for question in questions]
    texts = {number: snapshot.article(number) for found in before for number in found.articles}
    for edition in range(5):  # more than are kept: the first one's folder goes
        index(tmp_path, [replace(a, text=f"{a.text} Edition {edition}.") for a in reports(20)])
        assert [ask(snapshot, question) for question in questions] == before
    assert not snapshot.generation.path.exists()
    assert {number: snapshot.article(number) for number in texts} == texts
    with ThreadPoolExecutor(1) as thread:  # a thread that never asked before has no connection yet
        late = Snapshot(store.current())
        assert "Edition 4." in quotes(late, thread.submit(ask, late, "Edition 4").result())[0]
        late.close()
    snapshot.close()


def test_many_threads_find_what_one_finds(snapshot: Snapshot) -> None:
    questions = [f"the budget of {town}" for town in TOWNS] + ["부두 공사", "Ann Keeper", "아무것도"]
    alone = [ask(snapshot, question) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda question: ask(snapshot, question), questions * 4))
    assert together == alone * 4


def test_vectors_are_searched_around_their_languages_centre(tmp_path: Path) -> None:
    """What all passages of a language share says nothing: without it the right town comes nearest."""
    with opened(tmp_path, list(reports(60))) as snapshot:
        found = ask(snapshot, "library", meaning="Council of Kelso. The Kelso library stays open.")
        assert snapshot.article(found.passages[0].article).title == "Council of Kelso"
        spread = [hit.dense for hit in found.passages]
        assert max(spread) - min(spread) > 0.3


ACROSS = [
    Article(id="port", title="부두 확장", language="ko", text=f"{KOREAN.text} 어민들은 보상을 요구하며 시청 앞에 모였다."),
    Article(
        id="bridge", title="Bridge closed", language="en",
        text="The Orrin bridge was closed on Monday after engineers found cracks. "
        "It will reopen in May, the county said. Ferries run every hour until then.",
    ),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did fishermen gather at city hall?", "어민들은 보상을 요구하며 시청 앞에 모였다."),
        ("다리는 왜 통제됐나?", "The Orrin bridge was closed on Monday after engineers found cracks."),
    ],
)
def test_the_real_model_finds_the_sentence_in_the_other_language(
    tmp_path: Path, embedder: Embedder, question: str, sentence: str
) -> None:
    store = GenerationStore(tmp_path)
    build(store, lambda: iter(ACROSS), lambda: embedder, BuildRules(), owner="a test")
    snapshot = Snapshot(store.current())
    found = snapshot.search(snapshot.read(question), np.asarray(embedder.embed_question(question)))
    assert quotes(snapshot, found)[0] == sentence
    snapshot.close()
