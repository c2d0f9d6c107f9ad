"""Files and folders as people have them: every article is read once, everything else is named with its reason."""

import gzip
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from config.errors import SourceError
from index.article import Article
from index.reading import read_sources
from index.report import Rejected

STORY = "The council met on Monday. It passed the by-law about {}."
LIMIT = 100_000


def story(about: str) -> str:
    return STORY.format(about)


def read(*sources: Path, limit: int = LIMIT) -> tuple[dict[str, Article], dict[str, str]]:
    """Return the articles by id and the reasons of what was rejected by file name."""
    found = list(read_sources(sources, limit))
    articles = {item.id: item for item in found if isinstance(item, Article)}
    reasons = {Path(item.where).name: item.reason for item in found if isinstance(item, Rejected)}
    assert len(articles) + len(reasons) == len(found)
    return articles, reasons


def ids(sources: Sequence[Path]) -> list[str]:
    return [item.id for item in read_sources(sources) if isinstance(item, Article)]


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_walked_in_order_and_files_are_named_by_their_place(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y/x.txt.gz", "c.HTM", "기사.text"):
        content = story(name).encode()
        if name.endswith(".HTM"):
            content = b"<html><body><article><p>" + content + b"</p></article></body></html>"
        put(tmp_path / name, gzip.compress(content) if name.endswith(".gz") else content)
    assert ids([tmp_path]) == ["a/y/x.txt.gz", "a/z.md", "b.txt", "c.HTM", "기사.text"]
    assert ids([tmp_path / "b.txt", tmp_path]) == ["b.txt", "a/y/x.txt.gz", "a/z.md", "c.HTM", "기사.text"]


def test_identity_is_the_id_then_the_url_then_the_place(tmp_path: Path) -> None:
    put(tmp_path / "1.txt", f"---\nid: one\nurl: https://news.example/1\n---\n{story('1')}")
    put(tmp_path / "2.txt", f"---\nurl: https://news.example/2\n---\n{story('2')}")
    put(tmp_path / "3.jsonl", '{"text": "A. B.", "id": 3}\n{"text": "C. D."}\n')
    assert ids([tmp_path]) == ["one", "https://news.example/2", "3", "3.jsonl:2"]


def test_of_two_articles_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", f"---\nid: same\n---\n{story('a')}")
    put(tmp_path / "b.txt", f"---\nid: same\n---\n{story('b')}")
    put(tmp_path / "copy.txt", story("a"))
    articles, reasons = read(tmp_path)
    assert articles["same"].text == story("a")
    assert articles["copy.txt"].story_hash == articles["same"].story_hash, (
        "one story under two ids is the build's to tell"
    )
    assert list(reasons) == ["b.txt"]
    assert "'same'" in reasons["b.txt"]


def test_bad_files_are_named_with_their_reason_and_cost_nothing_else(tmp_path: Path) -> None:
    put(tmp_path / "empty.txt", "")
    put(tmp_path / "blank.md", " \n\n")
    put(tmp_path / "only-front-matter.txt", "---\ntitle: T\n---\n")
    put(tmp_path / "binary.txt", bytes(range(256)) * 20)
    put(tmp_path / "damaged.txt.gz", gzip.compress(story("x").encode())[:-9])
    put(tmp_path / "plain.txt.gz", story("x"))
    put(tmp_path / "link.txt", "").unlink()
    (tmp_path / "link.txt").symlink_to("nowhere.txt")
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    put(tmp_path / "paper.docx", "PK")
    put(tmp_path / "nothing.html", "<html><body></body></html>")
    put(tmp_path / "good.txt", story("good"))
    put(tmp_path / ".hidden.txt", story("hidden"))
    articles, reasons = read(tmp_path)
    assert list(articles) == ["good.txt"]
    assert {name: reason for name, reason in reasons.items() if not reason.strip()} == {}
    wanted = {
        "empty.txt": "empty", "blank.md": "empty", "only-front-matter.txt": "no text", "binary.txt": "binary",
        "damaged.txt.gz": "gzip", "plain.txt.gz": "gzip", "link.txt": "leads nowhere", "itself.txt": "cannot be read",
        "pipe.txt": "not a regular file", "paper.docx": ".docx is not a format", "nothing.html": "no article text",
    }  # fmt: skip
    assert set(reasons) == set(wanted)
    for name, words in wanted.items():
        assert words in reasons[name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", story("a"))
    put(tmp_path / "shut.txt", story("b")).chmod(0)
    put(tmp_path / "locked" / "c.txt", story("c")).parent.chmod(0)
    articles, reasons = read(tmp_path)
    assert list(articles) == ["a.txt"]
    assert "ermission" in reasons["shut.txt"]
    assert "ermission" in reasons["locked"]
    (tmp_path / "locked").chmod(0o700)


def test_an_article_too_long_is_rejected_with_its_size_and_never_unpacked(tmp_path: Path) -> None:
    with put(tmp_path / "big.txt", "").open("wb") as file:
        file.truncate(50_000_000)
    put(tmp_path / "bomb.txt.gz", gzip.compress(b"a" * 5_000_000))
    put(tmp_path / "fits.txt", "x" * (LIMIT - 1) + ".")
    articles, reasons = read(tmp_path)
    assert list(articles) == ["fits.txt"]
    assert "50,000,000 bytes" in reasons["big.txt"]
    assert "100,000" in reasons["bomb.txt.gz"]


def test_links_in_circles_end_and_every_file_is_read_once(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b" / "real.txt", story("real"))
    (tmp_path / "a" / "b" / "up").symlink_to("../..")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "other.txt").symlink_to("b/real.txt")
    outside = put(tmp_path.parent / f"{tmp_path.name}-outside" / "far.txt", story("far"))
    (tmp_path / "linked").symlink_to(outside.parent)
    assert ids([tmp_path]) == ["a/b/real.txt", "linked/far.txt"]
    assert ids([tmp_path, tmp_path, tmp_path / "a", outside]) == ["a/b/real.txt", "linked/far.txt"]


def test_a_deep_folder_is_walked_to_its_end(tmp_path: Path) -> None:
    put(tmp_path.joinpath(*["d"] * 300, "end.txt"), story("the end"))
    assert [name.rpartition("/")[2] for name in ids([tmp_path])] == ["end.txt"]


def test_files_of_other_formats_are_reported_once_a_folder_and_suffix(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.png", "notes"):
        put(tmp_path / "page_files" / name, "x")
    articles, reasons = read(tmp_path)
    assert not articles
    assert set(reasons) == {"a.png", "notes"}
    assert "3 such files" in reasons["a.png"]


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(story("coffee"))
    assert ids([tmp_path]) == ["caf\\xe9.txt"]


def test_a_source_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"there is no .*missing\.txt"):
        read_sources([put(tmp_path / "a.txt", story("a")), tmp_path / "missing.txt"])


def test_a_source_of_another_format_is_rejected(tmp_path: Path) -> None:
    articles, reasons = read(put(tmp_path / "a.pdf", "x"))
    assert not articles
    assert ".pdf is not a format" in reasons["a.pdf"]
