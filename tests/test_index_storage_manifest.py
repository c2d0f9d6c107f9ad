"""The manifest: what it keeps, and that no change to it goes unnoticed."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import IndexDamaged, IndexMismatch
from index.storage.manifest import FORMAT, FileStamp, Manifest

TEXT = st.text(max_size=12).filter(lambda text: not re.search("[\ud800-\udfff]", text))
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
MANIFESTS = st.builds(
    Manifest,
    generation=st.integers(1, 10**9).map("g{:08}".format),
    built_at=st.datetimes(timezones=st.just(UTC)),
    fingerprint=st.dictionaries(TEXT, TEXT | st.booleans() | NUMBERS | st.lists(TEXT, max_size=2), max_size=4),
    counts=st.dictionaries(TEXT, st.integers(0, 2**53), max_size=3),
    corpus_digest=TEXT,
    files=st.dictionaries(TEXT, st.builds(FileStamp, TEXT, st.integers(0, 2**53)), max_size=4),
    facts=st.dictionaries(TEXT, JSON, max_size=3),
)
ONE = Manifest(
    generation="g00000007", built_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), fingerprint={"model": "bundled"},
    counts={"articles": 2}, corpus_digest="ab", files={"a": FileStamp("01", 3), "b": FileStamp("02", 4)},
    facts={"languages": {"ko": 2}},
)  # fmt: skip


@settings(deadline=None)
@given(MANIFESTS)
def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert Manifest.decode(manifest.encode()) == manifest
    assert Manifest.decode(manifest.encode()).digest == manifest.digest


def test_a_manifest_is_a_text_that_a_person_can_read() -> None:
    record = json.loads(ONE.encode())
    assert record["generation"] == "g00000007"
    assert record["built_at"] == "2026-01-02T03:04:05+00:00"
    assert record["facts"] == {"languages": {"ko": 2}}
    assert ONE.size == 7


def test_every_flipped_bit_shows() -> None:
    content = ONE.encode()
    for place in range(len(content) * 8):
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        with pytest.raises(IndexDamaged):
            Manifest.decode(bytes(damaged))


@pytest.mark.parametrize("length", range(0, len(ONE.encode()), 7))
def test_a_manifest_cut_short_or_with_something_behind_it_shows(length: int) -> None:
    content = ONE.encode()
    for damaged in (content[:length], content + content[:length] + b" "):
        with pytest.raises(IndexDamaged):
            Manifest.decode(damaged)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"checksum": 1}'])
def test_what_is_no_manifest_is_damage(content: bytes) -> None:
    with pytest.raises(IndexDamaged):
        Manifest.decode(content)


def test_another_format_is_a_mismatch_that_says_what_to_do() -> None:
    other = Manifest(**{name: getattr(ONE, name) for name in ONE.__slots__ if name != "format"}, format=FORMAT + 1)
    with pytest.raises(IndexMismatch, match=f"format {FORMAT + 1}.*format {FORMAT}") as mismatch:
        Manifest.decode(other.encode())
    assert "citedesk index --full" in mismatch.value.advice


def test_a_time_in_another_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        Manifest("g00000001", datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=9))), {}, {}, "", {})
