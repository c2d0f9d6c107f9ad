"""JSON Lines: every line by itself, and a bad one costs only itself."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.reading import read_sources
from index.report import Flaw, Rejected

TEXT = "The council met on Monday. It passed the by-law."


def read(path: Path, content: bytes | str, limit: int = 100_000) -> list[Article | Rejected]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_sources([path], limit))


def one(path: Path, record: object) -> Article | Rejected:
    (item,) = read(path, json.dumps(record))
    return item


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.jsonl"


def test_every_field_has_its_place_and_unknown_ones_are_kept(path: Path) -> None:
    record = {
        "id": 7, "text": TEXT, "url": "https://ellsmere.example/7", "title": "Free\nbuses",
        "outlet": "The Ellsmere Times", "published": "2031-11-04", "modified": "2031-11-05T01:00:00Z",
        "authors": ["Jane Roe", "박바다 기자"],
        "language": "ko-KR", "section": None, "rights": "CC BY", "tags": ["a", {"b": "c\0"}], "score": 0.5,
    }  # fmt: skip
    assert one(path, record) == Article(
        id="7", text=TEXT, url="https://ellsmere.example/7", title="Free buses", outlet="The Ellsmere Times",
        published="2031-11-04", modified="2031-11-05T01:00:00Z", authors=("Jane Roe", "박바다"), language="ko",
        rights="CC BY", extra={"tags": ["a", {"b": "c"}], "score": 0.5},
    )  # fmt: skip


def test_positions_in_the_text_handed_over_stay(path: Path) -> None:
    notice = "© 2031 The Ellsmere Times. All rights reserved."
    text = f"By Jane Roe\n\n\n\n  The council met.   It passed the by-law.\n\n\nBy Jane Roe\n{notice}"
    article = one(path, {"text": text})
    assert isinstance(article, Article)
    assert text.startswith(article.text)
    assert article.text.endswith("by-law.")
    assert (article.authors, article.outlet) == (("Jane Roe",), "The Ellsmere Times")


def test_bad_lines_are_named_with_number_and_reason(path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT, "id": "a"}), "no json", "[1, 2]", '{"title": "no text"}', '{"text": 5}',
        '{"text": " "}', "", '{"text": "A. B.", "title": {"x": 1}}', '{"text": "A. B.", "authors": [1]}',
        '{"text": "A. B.", "x": ' + "9" * 9_000 + "}",
        '{"text": "A. B.", "x": ' + "[" * 300 + "]" * 300 + "}", "[" * 90_000, '{"text": "' + "y" * 100_000 + '"}',
        json.dumps({"text": "Another. Text.", "id": "a"}), json.dumps({"text": "The last one. It counts."}),
    ]  # fmt: skip
    found = read(path, "\ufeff" + "\n".join(lines))
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "news.jsonl:15"]
    reasons = {int(item.where.rpartition(":")[2]): item.reason for item in found if isinstance(item, Rejected)}
    wanted = {
        2: "not valid JSON", 3: "not a JSON object", 4: "lacks `text`", 5: "`text` has to be text", 6: "no text",
        8: "`title` has to be text", 9: "`authors` has to be a list of texts", 10: "not valid JSON",
        11: "nested too deeply", 12: "nested too deeply", 13: "a line of 100,0", 14: "same id, 'a'",
    }  # fmt: skip
    assert set(reasons) == set(wanted)
    for number, words in wanted.items():
        assert words in reasons[number]


def test_a_file_may_be_longer_than_an_article(path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"{TEXT} {number}."}) for number in range(100))
    assert sum(isinstance(item, Article) for item in read(path, lines, limit=1_000)) == 100


def test_a_packed_file_that_breaks_off_gives_what_it_had(path: Path) -> None:
    lines = b"".join(json.dumps({"text": TEXT, "x": os.urandom(60).hex()}).encode() + b"\n" for _ in range(20_000))
    found = read(path.with_name("news.jsonl.gz"), gzip.compress(lines)[:-5_000])
    assert sum(isinstance(item, Article) for item in found) > 1_000
    assert isinstance(found[-1], Rejected)
    assert "gzip" in found[-1].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_other_encodings_are_read(path: Path, encoding: str) -> None:
    texts = ["시의회가 조례를 통과시켰다. 시장은 기뻐했다.", "버스는 내년부터 무료다. 주차 요금이 오른다."]
    content = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts).encode(encoding)
    assert [item.text for item in read(path, content) if isinstance(item, Article)] == texts


@pytest.mark.parametrize("content", ["", "\n \n\n"])
def test_an_empty_file_is_said_to_be_empty(path: Path, content: str) -> None:
    assert read(path, content) == [Rejected(str(path), "it is empty", Flaw.EMPTY)]


def test_half_a_surrogate_pair_can_be_stored(path: Path) -> None:
    (article,) = read(path, r'{"text": "A \ud800 lone half. And more.", "title": "\udc00", "note": "\ud800"}')
    assert isinstance(article, Article)
    for value in (article.text, article.title, str(article.extra)):
        assert value.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["text", "id", "title", "authors", "published", "language", "deck", "other"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_any_record_gives_an_article_that_can_be_hashed_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, object]
) -> None:
    item = one(tmp_path_factory.getbasetemp() / "any.jsonl", record)
    if isinstance(item, Article):
        assert len(item.content_hash) == 64
    else:
        assert item.reason
