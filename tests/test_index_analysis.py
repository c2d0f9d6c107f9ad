"""An article taken apart: every part is where it says it is, and what it is found by is what it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Analysis, PassageRule, analyse
from index.article import Article
from index.passages import header
from index.storage.keywords import hash_term
from index.text import settle
from tests.fakes import ComputedEmbedder

KOREAN = Article(
    id="harbour",
    title="항만공사, 부두 확장 착수",
    deck=("2028년 완공 목표",),
    outlet="해안일보",
    published="2026-03-02T09:00:00+09:00",
    language="ko",
    text=(
        "항만공사가 2일 북쪽 부두를 넓히는 공사를 시작했다. 공사비는 1,250억원이다.\n"
        "윤서하 사장은 “배가 기다리는 시간이 절반으로 줄 것”이라고 말했다. 어민들은 보상을 요구했다."
    ),
)
ENGLISH = Article(
    id="bridge",
    title="Bridge Closed",
    language="en",
    text='The Orrin Bridge closed on Monday. "We found cracks," said Lena Marsh, the city engineer. It reopens in May.',
)
RULE = PassageRule(tokens=40, overlap=1)


def taken_apart(article: Article, rule: PassageRule = RULE) -> Analysis:
    return analyse(article, rule, ComputedEmbedder().count_tokens)


def quotes(article: Article, analysis: Analysis) -> list[str]:
    return [article.text[start:end] for start, end, _, _ in analysis.sentences]


def holds(packed: bytes, *terms: str) -> list[bool]:
    """Tell of each term whether a passage's packed terms hold it."""
    size = len(packed) // 6
    held = set(np.frombuffer(packed, "<u4", size).tolist())
    return [hash_term(term) in held for term in terms]


def test_sentences_are_those_of_the_text() -> None:
    assert quotes(KOREAN, taken_apart(KOREAN)) == [
        "항만공사가 2일 북쪽 부두를 넓히는 공사를 시작했다.",
        "공사비는 1,250억원이다.",
        "윤서하 사장은 “배가 기다리는 시간이 절반으로 줄 것”이라고 말했다.",
        "어민들은 보상을 요구했다.",
    ]
    assert quotes(ENGLISH, taken_apart(ENGLISH)) == [
        "The Orrin Bridge closed on Monday.",
        '"We found cracks," said Lena Marsh, the city engineer.',
        "It reopens in May.",
    ]


def test_whose_words_a_sentence_reports_is_kept() -> None:
    assert [speaker for *_, speaker in taken_apart(KOREAN).sentences] == [None, None, "윤서하 사장", None]
    assert [speaker for *_, speaker in taken_apart(ENGLISH).sentences] == [None, "Lena Marsh", None]


def test_a_sentence_is_found_by_its_own_words_only() -> None:
    found = [set(np.frombuffer(terms, "<u4").tolist()) for _, _, terms, _ in taken_apart(KOREAN).sentences]
    held = {term: [hash_term(term) in own for own in found] for term in ("부두", "#1250억원", "보상", "해안일보")}
    assert held["부두"] == [True, False, False, False]
    assert held["#1250억원"] == [False, True, False, False]
    assert held["보상"] == [False, False, False, True]
    assert held["해안일보"] == [False, False, False, False]


def test_every_passage_is_found_by_title_deck_and_outlet() -> None:
    analysis = taken_apart(KOREAN, PassageRule(tokens=12, overlap=0))
    assert len(analysis.passages) > 1
    for packed in analysis.passage_terms:
        assert all(holds(packed, "확장", "완공", "#2028년", "해안", "일보"))
    assert [holds(packed, "보상")[0] for packed in analysis.passage_terms][-1:] == [True]


def test_the_model_reads_title_outlet_and_day_before_the_body() -> None:
    lead = "항만공사, 부두 확장 착수\n해안일보, 2026-03-02\n"
    for article, before in ((KOREAN, lead), (ENGLISH, "Bridge Closed\n")):
        analysis = taken_apart(article)
        for passage, text in zip(analysis.passages, analysis.texts, strict=True):
            assert text == before + article.text[passage.start : passage.end]


def test_names_come_from_title_and_text() -> None:
    assert {"Orrin", "Bridge", "Lena", "Marsh"} <= taken_apart(ENGLISH).names
    assert {"항만공사", "윤서하"} <= taken_apart(KOREAN).names


def test_a_text_without_a_sentence_end_is_one_sentence() -> None:
    analysis = taken_apart(Article(id="note", text="A line that just stops", language="en"))
    assert [(start, end) for start, end, _, _ in analysis.sentences] == [(0, 22)]
    assert len(analysis.passages) == 1


def test_passages_keep_to_the_budget() -> None:
    text = " ".join(f"Sentence {number} tells of item {number * 7}." for number in range(60))
    article = Article(id="long", text=text, language="en")
    analysis = taken_apart(article, PassageRule(tokens=33, overlap=2))
    count = ComputedEmbedder().count_tokens
    assert len(analysis.passages) > 5
    for passage, after in zip(analysis.passages, analysis.passages[1:], strict=False):
        assert count([article.text[passage.start : passage.end]])[0] <= 33
        assert 0 <= passage.last + 1 - after.first <= 2


BODY = st.lists(
    st.sampled_from(
        [
            "It rained.",
            "“왜?”라고 그가 물었다.",
            "값은 3.5% 올랐다.",
            "Mr. Oh said no.",
            "\n",
            "- 첫째",
            "😀",
            "끝",
            "a" * 300,
        ]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(
    text=st.one_of(BODY, st.text(min_size=1, max_size=120)).map(settle).filter(lambda text: bool(text.strip())),
    title=st.sampled_from(["", "제목", "A Title"]),
    language=st.sampled_from(["ko", "en", "und"]),
    rule=st.builds(PassageRule, st.integers(1, 60), st.integers(0, 5)),
)
def test_every_part_is_where_it_says_it_is(text: str, title: str, language: str, rule: PassageRule) -> None:
    article = Article(id="any", text=text, title=title, language=language)
    analysis = taken_apart(article, rule)
    found = quotes(article, analysis)
    assert "".join("".join(found).split()) == "".join(text.split())
    covered = set[int]()
    for passage, read, spans in zip(analysis.passages, analysis.texts, analysis.spans, strict=True):
        own = range(passage.first, passage.last + 1)
        assert [read[start:end] for start, end in spans] == [found[place] for place in own]
        assert read.startswith(header(article))
        assert (passage.start, passage.end) == (analysis.sentences[own[0]][0], analysis.sentences[own[-1]][1])
        covered.update(own)
    assert covered == set(range(len(found)))
    assert len(analysis.passage_terms) == len(analysis.passages)


@pytest.mark.parametrize("article", [KOREAN, ENGLISH])
def test_the_same_article_is_taken_apart_the_same(article: Article) -> None:
    assert taken_apart(article) == taken_apart(article)
