"""The plan of a build: every article of the sources is accounted for once, and nothing is lost by a bad file."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.plan import Plan, survey
from index.report import Rejected


def article(key: str, text: str | None = None, title: str = "") -> Article:
    return Article(id=key, text=text or f"{key}의 본문이다.", title=title)


def stored(*articles: Article) -> dict[str, str]:
    return {a.id: a.content_hash for a in articles}


KEYS = st.sampled_from("abcdef")
TEXTS = st.sampled_from(("하나다.", "둘이다.", "셋이다."))
ARTICLES = st.builds(article, KEYS, TEXTS, st.sampled_from(("", "제목")))


def test_a_first_build_adds_everything() -> None:
    plan = survey([article("a"), article("b")], {})
    assert plan.added == ("a", "b")
    assert plan.todo == stored(article("a"), article("b"))
    assert (plan.changed, plan.unchanged, plan.removed, plan.usable) == ((), 0, (), 2)


def test_a_second_build_of_the_same_has_nothing_to_do() -> None:
    articles = [article("a"), article("b")]
    plan = survey(articles, stored(*articles))
    assert plan.nothing_to_do
    assert plan.unchanged == plan.usable == 2


def test_other_content_under_the_same_identity_is_a_change() -> None:
    for edited in (article("a", "고친 본문이다."), article("a", title="고친 제목")):
        plan = survey([edited, article("b")], stored(article("a"), article("b")))
        assert (plan.changed, plan.added, plan.unchanged) == (("a",), (), 1)
        assert plan.todo == stored(edited)


def test_what_the_sources_no_longer_give_is_removed_unless_it_is_to_stay() -> None:
    had = stored(article("a"), article("b"))
    assert survey([article("a")], had).removed == ("b",)
    assert not survey([article("a")], had).nothing_to_do
    assert survey([article("a")], had, keep_missing=True).removed == ()


def test_an_article_whose_file_became_unreadable_stays_indexed() -> None:
    had = stored(article("news/b.txt"), article("c"))
    plan = survey([Rejected("/srv/news/b.txt", "permission denied"), article("c")], had)
    assert plan.removed == ()
    assert plan.rejected == (Rejected("/srv/news/b.txt", "permission denied"),)
    assert survey([Rejected("/srv/other/b.txt", "permission denied"), article("c")], had).removed == ("news/b.txt",)


def test_of_one_story_under_two_identities_the_first_is_indexed() -> None:
    plan = survey([article("a", "같은 글이다.", "한 제목"), article("b", "같은 글이다.", "다른 제목")], {})
    assert plan.duplicates == (("b", "a"),)
    assert plan.added == ("a",)
    assert plan.usable == 2


def test_of_one_story_the_identity_already_indexed_stays() -> None:
    first, second = article("a", "같은 글이다."), article("b", "같은 글이다.")
    plan = survey([first, second], stored(second))
    assert plan.duplicates == (("a", "b"),)
    assert plan.nothing_to_do


def test_an_article_that_becomes_a_copy_of_another_leaves_the_index() -> None:
    had = stored(article("a"), article("b"))
    copy = article("b", article("a").text)
    for keep_missing in (False, True):
        plan = survey([article("a"), copy], had, keep_missing=keep_missing)
        assert plan.removed == ("b",)
        assert plan.duplicates == (("b", "a"),)


def test_nothing_usable_is_told_from_nothing_new() -> None:
    assert survey([], {}).usable == 0
    assert survey([Rejected("x", "empty")], {}).usable == 0


def carried_out(plan: Plan, had: dict[str, str]) -> dict[str, str]:
    return {key: content for key, content in had.items() if key not in plan.removed} | dict(plan.todo)


def last_of_each(found: Iterable[Article]) -> dict[str, Article]:
    return {a.id: a for a in found}


@given(st.lists(ARTICLES, max_size=8), st.lists(ARTICLES, max_size=8), st.booleans())
def test_a_plan_carried_out_leaves_nothing_to_do(found: list[Article], before: list[Article], keep: bool) -> None:
    sources = list(last_of_each(found).values())
    had = stored(*last_of_each(before).values())
    plan = survey(sources, had, keep_missing=keep)
    after = carried_out(plan, had)
    assert survey(sources, after, keep_missing=keep).nothing_to_do
    if not keep:
        assert set(after) == {a.id for a in sources} - {copy for copy, _ in plan.duplicates}


@given(st.lists(ARTICLES, max_size=8), st.lists(ARTICLES, max_size=8))
def test_every_article_is_accounted_for_once(found: list[Article], before: list[Article]) -> None:
    sources = list(last_of_each(found).values())
    had = stored(*last_of_each(before).values())
    plan = survey(sources, had)
    assert len(plan.added) + len(plan.changed) + plan.unchanged + len(plan.duplicates) == plan.usable == len(sources)
    assert set(plan.todo) == {*plan.added, *plan.changed}
    assert not set(plan.removed) & set(plan.todo)
    assert {original for _, original in plan.duplicates} <= {a.id for a in sources} - {c for c, _ in plan.duplicates}
