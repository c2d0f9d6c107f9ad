"""Which generation answers: damage is noticed wherever it is, stepped over, and told once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.storage.generations import GenerationStore
from index.storage.manifest import FORMAT, MANIFEST, Manifest
from tests.generations import assert_whole, publish

PARTS = ("CURRENT", f"generations/g00000003/{MANIFEST}", "generations/g00000003/articles",
         "generations/g00000003/vectors/passages")  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> GenerationStore:
    """Return a store with three generations."""
    store = GenerationStore(tmp_path)
    for _ in range(3):
        publish(store)
    return store


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_nothing_indexed_yet_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="nothing has been indexed yet") as missing:
        GenerationStore(tmp_path).current()
    assert "citedesk index" in missing.value.advice
    assert list(tmp_path.iterdir()) == []  # opening never writes


def test_the_generation_published_last_answers(store: GenerationStore) -> None:
    live = store.current(verify=True)
    assert live.name == "g00000003"
    assert_whole(live)
    assert (store.damaged, store.alarms) == ((), 0)


@pytest.mark.parametrize("part", PARTS)
def test_a_flipped_byte_anywhere_is_noticed_and_a_whole_generation_answers(store: GenerationStore, part: str) -> None:
    path = store.layout.root / part
    intact = path.read_bytes()
    for place in range(len(intact)):
        flip(path, place)
        live = store.current(verify=True)
        assert_whole(live)
        assert live.name == ("g00000003" if part == "CURRENT" else "g00000002")
        (damage,) = store.damaged  # CURRENT itself, or the generation that it now names
        assert damage.name == "g00000003" if part != "CURRENT" else damage.name not in store.layout.names()
        path.write_bytes(intact)
    assert store.current(verify=True).name == "g00000003"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("harm", [Path.unlink, _cut, _lengthen, _empty, _make_a_folder])
def test_a_file_lost_or_cut_is_noticed_even_without_reading_all(
    store: GenerationStore, part: str, harm: Callable[[Path], None]
) -> None:
    harm(store.layout.root / part)
    live = store.current(verify=False)
    assert_whole(live)
    assert store.damaged
    assert live.name == ("g00000003" if part == "CURRENT" else "g00000002")


def test_each_damage_is_told_once(store: GenerationStore, caplog: pytest.LogCaptureFixture) -> None:
    flip(store.layout.root / PARTS[2], 0)
    for _ in range(3):
        store.current()
    assert store.alarms == len(caplog.records) == 1
    assert caplog.messages == ["damaged index: g00000003: articles does not match its checksum; using g00000002"]
    flip(store.layout.root / "generations/g00000002/articles", 0)
    assert store.current().name == "g00000001"
    assert store.alarms == 2


def test_with_nothing_whole_left_every_damage_is_named(store: GenerationStore) -> None:
    for name in store.layout.names():
        flip(store.layout.generations / name / "articles", 0)
    with pytest.raises(IndexDamaged) as damaged:
        store.current()
    assert all(name in damaged.value.message for name in store.layout.names())
    assert "citedesk index --full" in damaged.value.advice


def test_a_generation_under_another_ones_name_is_not_believed(store: GenerationStore) -> None:
    (store.layout.generations / "g00000003").rename(store.layout.generations / "g00000009")
    assert store.current().name == "g00000002"


def test_a_pointer_bent_to_an_older_generation_is_not_believed(store: GenerationStore) -> None:
    content = store.layout.current.read_bytes()
    store.layout.current.write_bytes(content.replace(b"g00000003", b"g00000001"))
    assert store.current().name == "g00000003"
    assert store.damaged[0].name == "CURRENT"


def test_an_index_of_another_format_is_a_mismatch_and_no_damage(store: GenerationStore) -> None:
    path = store.layout.root / PARTS[1]
    manifest = Manifest.decode(path.read_bytes())
    other = {name: getattr(manifest, name) for name in Manifest.__slots__ if name != "format"}
    path.write_bytes(Manifest(**other, format=FORMAT + 1).encode())
    with pytest.raises(IndexMismatch):
        store.current()


def test_after_damage_the_next_build_publishes_and_the_damaged_generation_goes(store: GenerationStore) -> None:
    flip(store.layout.root / PARTS[2], 0)
    store.current(verify=True)
    publish(store)
    assert store.current(verify=True).name == "g00000004"
    assert store.damaged == ()
    assert store.layout.names() == ["g00000004", "g00000002", "g00000001"]


def test_readers_never_see_half_a_generation_while_others_are_published(tmp_path: Path) -> None:
    publish(GenerationStore(tmp_path))
    done = threading.Event()

    def read() -> list[str]:
        reader, seen = GenerationStore(tmp_path), []
        while not done.is_set():
            live = reader.current(verify=True)
            assert live.manifest.corpus_digest == live.name
            assert reader.alarms == 0
            seen.append(live.name)
        return seen

    with ThreadPoolExecutor(2) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        try:
            for _ in range(50):
                publish(GenerationStore(tmp_path))
        finally:
            done.set()
    for reader in readers:
        assert reader.result() == sorted(reader.result())
        assert len(set(reader.result())) > 1
    assert GenerationStore(tmp_path).current().name == "g00000051"
