"""A sentence in its context: exact, marked, turned stretch by stretch without gap or overlap, gone when it is gone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.surroundings import Place, Surroundings, place_of, surroundings
from index.article import Article

_SENTENCE = re.compile(r"\S[^.]*\.")


def _article(count: int) -> tuple[Article, list[tuple[int, int]]]:
    text = "\n\n".join(f"This is sentence {n} of {count}." for n in range(count))
    return Article("a/b?c", text, outlet="Paper"), [found.span() for found in _SENTENCE.finditer(text)]


def _place(article: Article, span: tuple[int, int]) -> Place:
    return place_of(article.id, span[0], article.text[slice(*span)])


@given(st.integers(1, 30), st.data(), st.integers(1, 10))
def test_turning_reads_the_whole_article_once(count: int, data: st.DataObject, most: int) -> None:
    article, spans = _article(count)
    own = data.draw(st.integers(0, count - 1))
    place = _place(article, spans[own])
    first = surroundings(article, spans, place, 0, most)
    assert first is not None
    assert first.marked == spans[own]
    assert article.text[slice(*first.marked)] in first.text
    stretches: list[Surroundings] = [first]
    for step in (-1, 1):
        shift, shown = step, first
        while shown.before if step < 0 else shown.after:
            turned = surroundings(article, spans, place, shift, most)
            assert turned is not None
            assert turned.marked is None
            stretches.append(turned)
            shown, shift = turned, shift + step
        assert surroundings(article, spans, place, shift, most) is None
    assert sorted(span for one in stretches for span in one.sentences) == spans
    assert all(len(one.sentences) <= most and one.text == article.text[one.start : one.end] for one in stretches)


def test_a_sentence_of_an_edited_article_is_not_shown_for_another() -> None:
    article, spans = _article(5)
    place = _place(article, spans[2])
    edited = Article(article.id, article.text.replace("sentence 2", "sentence 7"))
    assert surroundings(edited, spans, place, 0, 3) is None
    assert surroundings(article, spans, Place(place.article, place.start + 1, place.check), 0, 3) is None
