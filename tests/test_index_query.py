"""Questions read against an index: what is asked about finds the articles that tell of it, however they write it."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Analysis, PassageRule, analyse
from index.article import Article
from index.language.korean import contains_hangul
from index.language.namebook import NameBook
from index.query import Concept, Query, read_question
from index.storage.keywords import KeywordIndex, hash_term, write_keyword_index
from tests.fakes import ComputedEmbedder

TEXTS = {
    "chips": "다리오 아모데이 앤트로픽 최고경영자는 중국에 H200 칩을 파는 것을 비판했다. 아모데이는 북한을 예로 들었다.",
    "rival": "올트먼은 이에 답하지 않았다. 하지만 아모데이가 먼저 연락했다고 한다.",
    "sales": "이 회사의 매출은 25% 늘었다. 지난 14일 서울에서 공장에 1,250억원을 투자한다고 밝혔다.",
    "office": "Joan Moravitz said her firm would open an office in Seoul in May. It hired 1,500 people for the GB300.",
    "vote": "미국 의회가 법안을 통과시켰다. 의원 80명이 반대했다.",
    "experts": "전문가들은 걱정한다. 전문가 한 사람은 정부가 서두른다고 했다. 시장은 전문 지식을 요구한다.",
    "trade": "The United States and China signed a deal. North Korea was not at the table, its envoy said.",
}


class Corpus:
    """Texts as the index knows them, and which of them a concept finds."""

    def __init__(self, folder: Path, texts: dict[str, str]) -> None:
        self._texts = texts
        write_keyword_index(folder, lambda: (packed for part in self.parts for packed in part.passage_terms))
        self.keywords = KeywordIndex.open(folder, sum(len(part.passages) for part in self.parts))
        self.names = NameBook(frozenset().union(*(part.names for part in self.parts)))

    @cached_property
    def parts(self) -> list[Analysis]:
        return [
            analyse(
                Article(id=key, text=text, language="ko" if contains_hangul(text) else "en"),
                PassageRule(),
                ComputedEmbedder().count_tokens,
            )
            for key, text in self._texts.items()
        ]

    def read(self, question: str) -> Query:
        return read_question(question, self.keywords, self.names)

    def finds(self, concept: Concept) -> set[str]:
        """Return the texts with a sentence that holds the concept."""
        wanted = np.array(concept.terms, np.uint32)
        return {
            key
            for key, part in zip(self._texts, self.parts, strict=True)
            if any(np.isin(np.frombuffer(held, "<u4"), wanted).any() for *_, held, _ in part.sentences)
        }

    def found_by(self, question: str) -> dict[str, set[str]]:
        """Return what each concept of the question finds."""
        return {concept.surface: self.finds(concept) for concept in self.read(question).concepts}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("corpus"), TEXTS)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("empty"), {})


def concept_in(query: Query, surface: str) -> Concept:
    (concept,) = (concept for concept in query.concepts if concept.surface == surface)
    return concept


@pytest.mark.parametrize(
    ("question", "surface", "texts"),
    [
        ("What did Amodei say?", "Amodei", {"chips", "rival"}),
        ("What is Amodei's view?", "Amodei's", {"chips", "rival"}),
        ("Is Dario Amodei right?", "Amodei", {"chips", "rival"}),
        ("Anthropic", "Anthropic", {"chips"}),
        ("and Altman?", "Altman", {"rival"}),
        ("모라비츠가 무엇을 여나?", "모라비츠", {"office"}),
        ("앤트로픽 대표", "앤트로픽", {"chips"}),
    ],
)
def test_a_name_is_found_in_both_scripts(corpus: Corpus, question: str, surface: str, texts: set[str]) -> None:
    assert corpus.found_by(question)[surface] == texts


@pytest.mark.parametrize("particle", ["", "는", "가", "를", "의", "에게", "도", "와", "만", "에게서", "라고"])
def test_particles_do_not_hide_a_name(corpus: Corpus, particle: str) -> None:
    assert corpus.found_by(f"아모데이{particle} 뭐라고 했나?")["아모데이"] == {"chips", "rival"}


@pytest.mark.parametrize(
    "question", ["서울에서 뭐가 열리나?", "서울은 어떤가?", "서울", "Seoul", "What opens in Seoul?"]
)
def test_a_place_is_found_in_both_languages_whatever_stands_behind_it(corpus: Corpus, question: str) -> None:
    (found,) = (texts for name, texts in corpus.found_by(question).items() if name in ("서울", "Seoul"))
    assert found == {"sales", "office"}


@pytest.mark.parametrize(
    ("question", "surface", "texts"),
    [
        ("What of North Korea?", "North Korea", {"chips", "trade"}),
        ("북한은 왜?", "북한", {"chips", "trade"}),
        ("China", "China", {"chips", "trade"}),
        ("Chinese buyers", "Chinese", {"chips"}),
        ("중국이 산 것", "중국", {"chips", "trade"}),
        ("the US", "US", {"vote"}),
        ("America votes", "America", {"vote"}),
        ("the United States", "United States", {"vote"}),
        ("Congress", "Congress", {"vote"}),
    ],
)
def test_places_are_translated(corpus: Corpus, question: str, surface: str, texts: set[str]) -> None:
    assert corpus.found_by(question)[surface] >= texts


def test_a_pronoun_is_no_country(corpus: Corpus) -> None:
    assert "us" not in corpus.found_by("What does it tell us?")


@pytest.mark.parametrize("question", ["H200", "h200 sales", "H200을 왜 파나?", "H200칩", "(H200)"])
def test_a_product_code_is_found_inside_korean_too(corpus: Corpus, question: str) -> None:
    found = corpus.found_by(question)
    assert found[next(surface for surface in found if surface.lower() == "h200")] == {"chips"}


def test_a_code_is_not_another_code(corpus: Corpus) -> None:
    assert corpus.found_by("H100 GB300")["H100"] == set()
    assert corpus.found_by("H100 GB300")["GB300"] == {"office"}


@pytest.mark.parametrize(
    ("question", "surface", "texts"),
    [
        ("25%", "25%", {"sales"}),
        ("a rise of 25 percent", "25", {"sales"}),
        ("14일에 무슨 일이?", "14일", {"sales"}),
        ("1,250억원", "1,250억원", {"sales"}),
        ("1250억원", "1250억원", {"sales"}),
        ("1500 people", "1500", {"office"}),
        ("80명", "80명", {"vote"}),
        ("26%", "26%", set()),
    ],
)
def test_numbers_are_found_with_and_without_their_unit(
    corpus: Corpus, question: str, surface: str, texts: set[str]
) -> None:
    assert corpus.found_by(question)[surface] == texts


def test_a_noun_that_ends_like_a_particle_is_whole(corpus: Corpus) -> None:
    experts = set(corpus.read("전문가 의견").concepts[0].terms)
    assert experts == {hash_term("전문가")}
    assert corpus.read("전문가는 뭐라고 했나").concepts[0].surface == "전문가"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Amodei say about chips?", {"Amodei"}),
        ("Did Seoul pass the bill?", {"Seoul"}),
        ("아모데이는 뭐라고 했나?", {"아모데이"}),
        ("서울에서 발표한 매출", {"서울"}),
        ("how many people were hired", set()),
        ("법안에 반대한 의원은 몇 명인가?", set()),
    ],
)
def test_names_are_told_from_other_words(corpus: Corpus, question: str, names: set[str]) -> None:
    assert {concept.surface for concept in corpus.read(question).concepts if concept.is_name} == names


def test_an_unknown_name_is_a_name_that_nothing_holds(corpus: Corpus) -> None:
    concept = concept_in(corpus.read("What did Zuckerberg say?"), "Zuckerberg")
    assert concept.is_name
    assert concept.frequency == 0
    assert corpus.finds(concept) == set()
    assert concept.rarity > concept_in(corpus.read("Amodei"), "Amodei").rarity


@pytest.mark.parametrize("question", ["what did they say?", "그들은 뭐라고 말했나?", "who?", "?", "", "  \n"])
def test_a_question_that_names_nothing_has_no_concepts(corpus: Corpus, question: str) -> None:
    assert corpus.read(question).concepts == ()


def test_what_asks_and_counts_is_nothing_asked_about_though_articles_hold_it(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path, {"why": "늦어진 이유는 비였다. 시장은 도시 내에서 무엇을 1997년부터 했는지 밝혔다."})
    query = corpus.read("1997년부터 도시 내에서 무엇을 했나, 그 이유는?")
    assert {one.surface for one in query.concepts} == {"1997년", "도시"}


def test_an_adjective_that_asks_how_much_counts_for_half(corpus: Corpus) -> None:
    asking, saying = (concept_in(corpus.read(text), "tall") for text in ("How tall is it?", "A tall one"))
    assert asking.rarity == saying.rarity / 2
    assert corpus.read("얼마나 늘었나?").concepts == corpus.read("늘었나?").concepts


def test_what_is_asked_twice_counts_once(corpus: Corpus) -> None:
    assert len(corpus.read("Amodei, Amodei and again AMODEI").concepts) == 1
    assert len(corpus.read("아모데이(Amodei)는 아모데이다").concepts) == 1


@pytest.mark.parametrize(
    ("question", "language"), [("Who?", "en"), ("누구?", "ko"), ("Amodei는?", "ko"), ("", "en"), ("25%", "en")]
)
def test_a_question_has_the_language_it_is_written_in(corpus: Corpus, question: str, language: str) -> None:
    assert corpus.read(question).language == language


def test_syllables_are_a_fallback_for_what_is_read_wrongly(corpus: Corpus) -> None:
    pairs = dict(corpus.read("앤트로픽사는?").subwords)
    assert {hash_term("~앤트"), hash_term("~트로"), hash_term("~로픽")} <= pairs.keys()
    assert hash_term("~픽사") not in pairs  # no text holds it
    assert all(weight > 0 for weight in pairs.values())
    assert corpus.read("뭐라고 했나?").subwords == ()
    assert corpus.read("What did Amodei say?").subwords == ()


@pytest.mark.parametrize("question", ["What did Amodei say in Seoul about 25%?", "아모데이는 H200을 뭐라고 했나?", ""])
def test_an_empty_index_can_be_asked(empty: Corpus, question: str) -> None:
    query = empty.read(question)
    assert query.subwords == ()
    assert all(concept.frequency == 0 and np.isfinite(concept.rarity) for concept in query.concepts)


def words_of(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from text.split()


ASKED = st.lists(
    st.one_of(st.sampled_from([*words_of(list(TEXTS.values())), "Amodei", "what", "뭐라고"]), st.text(max_size=6)),
    max_size=8,
)


@settings(deadline=None, max_examples=150)
@given(ASKED.map(" ".join))
def test_any_question_is_read(corpus: Corpus, question: str) -> None:
    query = corpus.read(question)
    assert query.text == question
    taken: set[int] = set()
    for concept in query.concepts:
        assert np.isfinite(concept.rarity)
        assert concept.rarity > 0
        assert concept.frequency == max(map(corpus.keywords.frequency, concept.terms), default=0)
        assert bool(corpus.finds(concept)) == (concept.frequency > 0)
        assert not taken.intersection(concept.terms)
        taken.update(concept.terms)
    assert query == corpus.read(question)


@pytest.mark.parametrize("key", ["office", "trade"])
def test_every_word_of_an_english_text_finds_it(corpus: Corpus, key: str) -> None:
    for word in TEXTS[key].split():
        assert all(key in corpus.finds(concept) for concept in corpus.read(word).concepts)
