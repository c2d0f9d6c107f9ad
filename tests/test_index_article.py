"""An article: what makes two of them the same story, the same content, or another version."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article

STORY = "달머리 갯벌의 저어새가 늘었다."
ARTICLE = Article(
    id="a1", text=STORY, title="저어새가 늘었다", deck=("갯벌에서",), outlet="한결통신", url="https://example.org/a1",
    authors=("도하윤",), published="2025-08-04", modified="2025-08-05", language="ko", section="환경", rights="모두 가상",
    extra={"tags": ["새", "갯벌"]},
)  # fmt: skip
VERSIONS = {
    "text": replace(ARTICLE, text=STORY + " 둥지는 412개다."),
    "title": replace(ARTICLE, title="다른 제목"),
    "deck": replace(ARTICLE, deck=()),
    "outlet": replace(ARTICLE, outlet="해솔신문"),
    "url": replace(ARTICLE, url="https://example.org/a2"),
    "authors": replace(ARTICLE, authors=("도하윤", "문가람")),
    "published": replace(ARTICLE, published=None),
    "modified": replace(ARTICLE, modified=None),
    "language": replace(ARTICLE, language="und"),
    "section": replace(ARTICLE, section=""),
    "rights": replace(ARTICLE, rights=""),
    "extra": replace(ARTICLE, extra={"tags": ["새"]}),
}


def test_identity_is_not_content() -> None:
    copied = replace(ARTICLE, id="a2")
    assert copied.content_hash == ARTICLE.content_hash
    assert copied.story_hash == ARTICLE.story_hash


@pytest.mark.parametrize("field", sorted(VERSIONS))
def test_whatever_else_changes_makes_another_version(field: str) -> None:
    assert VERSIONS[field].content_hash != ARTICLE.content_hash


def test_every_field_but_the_identity_was_tried() -> None:
    assert set(VERSIONS) == {field.name for field in fields(Article)} - {"id"}


def test_a_reprint_under_another_title_is_the_same_story() -> None:
    reprint = replace(ARTICLE, id="b", title="저어새가 돌아왔다", outlet="해솔신문", published="2025-08-06")
    assert reprint.story_hash == ARTICLE.story_hash
    assert replace(ARTICLE, text=STORY + "!").story_hash != ARTICLE.story_hash


def test_content_is_compared_field_by_field() -> None:
    swapped = replace(ARTICLE, title=ARTICLE.outlet, outlet=ARTICLE.title)
    assert swapped.content_hash != ARTICLE.content_hash
    ordered = replace(ARTICLE, extra={"b": 1, "a": 2})
    assert ordered.content_hash == replace(ARTICLE, extra={"a": 2, "b": 1}).content_hash


@pytest.mark.parametrize(
    ("identity", "text", "reason"),
    [
        ("", STORY, "needs an id"),
        ("a1", "", "needs text"),
        ("a1", " \n\t", "needs text"),
        ("a1", "한\r\n줄", "settled"),
        ("a1", "북\u200b한", "settled"),
        ("a1", "e\u0301", "settled"),
    ],
)
def test_what_is_no_article_is_refused(identity: str, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Article(id=identity, text=text)


def test_nothing_is_invented_about_an_article_that_says_nothing_of_itself() -> None:
    bare = Article(id="a", text=STORY)
    assert (bare.published, bare.modified, bare.language) == (None, None, "und")
    assert (bare.title, bare.outlet, bare.url, bare.authors, bare.rights) == ("", "", "", (), "")


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text(max_size=5)), max_size=4))
def test_any_extra_keys_can_be_hashed(extra: dict[str, object]) -> None:
    first = replace(ARTICLE, extra=extra)
    assert first.content_hash == replace(ARTICLE, extra=dict(reversed(extra.items()))).content_hash
