"""Bytes from anywhere: read rightly, or read with a doubt that is said, or refused as no text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.encoding import decode
from index.reading.unusable import Unusable

KOREAN = "시의회가 새 조례를 통과시켰다. 의장은 “늦었지만 다행”이라고 말했다. 시행은 내년 1월이다."
ENGLISH = "The council passed the by-law. It was late, the chair said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949", "euc-kr"])
def test_korean_is_read_without_doubt(encoding: str) -> None:
    decoded = decode(KOREAN.encode(encoding))
    assert (decoded.text.lstrip("\ufeff"), decoded.doubt) == (KOREAN, "")


@pytest.mark.parametrize("text", [KOREAN, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_a_guess(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.doubt) == (text, f"{encoding}, by a guess")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le président a été élu à Paris. La cérémonie était très brève.", "cp1252"),
        ("Правительство объявило о новой политике в понедельник. Граждане довольны.", "cp1251"),
        ("日本政府は月曜日に新しい経済政策を発表した。市民は歓迎している。", "shift_jis"),
        ("中国政府星期一宣布了一项新的经济政策，旨在促进国内消费和投资增长。", "gb18030"),
    ],
)
def test_other_encodings_are_read_with_a_doubt(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.doubt) == (text, f"{encoding}, by a guess")


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_torn_character_costs_only_itself(encoding: str) -> None:
    content = (KOREAN * 10).encode(encoding)
    cut = len((KOREAN * 5 + "시").encode(encoding)) - 1
    decoded = decode(content[:cut] + b"\xff" + content[cut + 1 :])
    assert KOREAN * 5 in decoded.text
    assert decoded.doubt.startswith(f"{encoding}, with ")


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 and so on", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\x1f\x8b\x08", bytes(range(256)) * 4, b"\x00" * 100],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unusable, match="not text"):
        decode(content)


def test_a_stray_nul_makes_no_binary_file() -> None:
    assert decode(f"{ENGLISH}\0".encode()).text == f"{ENGLISH}\0"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Unusable):
        assert len(decode(content).text) <= len(content)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    content = text.encode()
    if not any(
        content.startswith(mark) for mark in (b"\xef\xbb\xbf", b"GIF8", b"%PDF", b"PK", b"ID3", b"RIFF", b"HWP")
    ):
        assert decode(content).text == text
