"""Documents sent by administrators: what is kept stays inside its folder, bounded, whole or not at all."""

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.received import Unacceptable, discard, receive, received
from index.reading import read_sources
from index.report import Rejected

LIMIT = 50_000
STORY = b"Pier opens. The pier opened on Monday."


def archive(*members: tuple[str, bytes], mode: int = 0) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = mode << 16
            out.writestr(member, content)
    return packed.getvalue()


def kept(data: Path) -> set[str]:
    return {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}


def test_a_document_becomes_an_article_under_its_name_and_the_same_name_replaces_it(tmp_path: Path) -> None:
    assert receive(tmp_path, "부두 소식.TXT", STORY, LIMIT) == ("uploads/부두 소식.TXT", 1)
    receive(tmp_path, "부두 소식.TXT", b"Pier closes. The pier closed on Tuesday.", LIMIT)
    (article,) = read_sources([tmp_path / "received"])
    assert not isinstance(article, Rejected)
    assert article.id == "uploads/부두 소식.TXT"
    assert "closed on Tuesday" in article.text


def test_an_archive_becomes_a_folder_whose_earlier_contents_go(tmp_path: Path) -> None:
    receive(tmp_path, "news.zip", archive(("a.txt", STORY), ("old.txt", STORY), ("photo.png", b"x")), LIMIT)
    again = archive(("a.txt", STORY), ("deep/b.html", b"<p>x</p>"), (".hidden.txt", STORY), ("__MACOSX/._a.txt", b"x"))
    assert receive(tmp_path, "news.zip", again, LIMIT) == ("uploads/news", 2)
    assert kept(tmp_path) == {"received/uploads/news/a.txt", "received/uploads/news/deep/b.html"}
    assert received(tmp_path) == ("uploads/news",)
    assert discard(tmp_path, "uploads/news")
    assert kept(tmp_path) == set()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", STORY, "kind"),
        ("a", STORY, "kind"),
        ("a.txt.gz", STORY, "kind"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"x" * (LIMIT + 1), "size"),
        ("a.zip", b"PK no archive at all", "damaged"),
        ("a.zip", archive(("a.txt", STORY * 100))[:-30], "damaged"),
        ("a.zip", archive(("a.png", STORY)), "empty"),
        ("a.zip", archive(("ok.txt", STORY), ("../../state.db.txt", STORY)), "path"),
        ("a.zip", archive(("ok.txt", STORY), ("..\\..\\evil.txt", STORY)), "path"),
        ("a.zip", archive(("/etc/cron.txt", STORY)), "path"),
        ("a.zip", archive(("C:\\evil.txt", STORY)), "path"),
        ("a.zip", archive(("a.txt", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "path"),
        ("a.zip", archive(("a.txt", STORY), ("a.txt/b.txt", STORY)), "path"),
        ("a.zip", archive(*((f"{n}.txt", b"x") for n in range(10_001))), "count"),
        ("bomb.zip", archive(("a.txt", b"0" * (LIMIT * 20 + 1))), "size"),
        ("bomb.zip", archive(*((f"{n}.txt", b"0" * LIMIT) for n in range(21))), "size"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    receive(tmp_path, "before.txt", STORY, LIMIT)
    limit = 2_000_000 if reason == "count" else LIMIT
    with pytest.raises(Unacceptable) as refused:
        receive(tmp_path, name, content, limit)
    assert refused.value.reason == reason
    assert [path.name for path in (tmp_path / "received").rglob("*")] == ["uploads", "before.txt"]


def test_sizes_are_counted_and_not_believed(tmp_path: Path) -> None:
    packed = bytearray(archive(("a.txt", b"0" * (LIMIT * 30))))
    size = (LIMIT * 30).to_bytes(4, "little")
    while (place := packed.find(size)) >= 0:
        packed[place : place + 4] = (100).to_bytes(4, "little")  # says that it unpacks to 100 bytes
    with pytest.raises(Unacceptable):
        receive(tmp_path, "liar.zip", bytes(packed), LIMIT)
    assert kept(tmp_path) == set()


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    packed = bytearray(archive(("a.txt", STORY)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.find(mark) + flags] |= 1
    with pytest.raises(Unacceptable) as refused:
        receive(tmp_path, "a.zip", bytes(packed), LIMIT)
    assert refused.value.reason == "encrypted"


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("..")
@example(".hidden")
@example("각" * 200)
def test_whatever_the_name_the_file_lies_in_the_folder_and_is_seen(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    data = tmp_path_factory.mktemp("names")
    where, _ = receive(data, f"{name}.txt", STORY, LIMIT)
    assert kept(data) == {f"received/{where}"}
    assert received(data) == (where,)
    assert len(where.encode()) <= 130
    (article,) = read_sources([data / "received"])
    assert not isinstance(article, Rejected)


@pytest.mark.parametrize(
    "name", ["uploads/../../state.db", "../state.db", "uploads/.new-x", "uploads", "", "/etc/passwd"]
)
def test_nothing_else_can_be_discarded(tmp_path: Path, name: str) -> None:
    receive(tmp_path, "a.txt", STORY, LIMIT)
    (tmp_path / "state.db").write_bytes(b"x")
    assert not discard(tmp_path, name)
    assert kept(tmp_path) == {"state.db", "received/uploads/a.txt"}
