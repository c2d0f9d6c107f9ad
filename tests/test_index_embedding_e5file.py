"""The weights file: what was written is read, 4-bit weights come back exactly, a damaged file is told as one."""

import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.embedding.e5file import E5File, E5Tensor, read_e5_file
from tests.small_e5 import Weights, encoded, q4, small_weights

PIECES = (("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁기사", -3.5), ("é", -4.25))
TENSORS: dict[str, npt.NDArray[np.float32] | bytes] = {
    "emb.word": q4(np.linspace(-1, 1, 64, dtype=np.float32)),
    "emb.ln.w": np.array([1.5, -2.25, 0.0], np.float32),
}
SMALL = Weights(PIECES, TENSORS, {"\u200b": "", "㈜": "(주)", "Å": "Å"})
FILE = encoded(SMALL)


def read(content: bytes) -> E5File:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "weights.bin"
        path.write_bytes(content)
        return read_e5_file(path)


def values(tensor: E5Tensor) -> list[float]:
    return [value for block in tensor.blocks() for value in block.tolist()]


def plain_q4(content: bytes) -> Iterator[float]:
    """Undo Q4_0 as its description says, a weight at a time."""
    for scale, *halves in struct.iter_unpack("<e16B", content):
        yield from (np.float32(scale) * ((byte & 15) - 8) for byte in halves)
        yield from (np.float32(scale) * ((byte >> 4) - 8) for byte in halves)


def test_what_was_written_is_read() -> None:
    found = read(FILE)
    header = found.header
    assert (header.hidden, header.layers, header.heads, header.intermediate) == (32, 2, 4, 64)
    assert (header.vocabulary, header.positions, header.token_types) == (len(PIECES), 48, 2)
    assert header.epsilon == pytest.approx(1e-12)
    vocabulary = found.vocabulary
    assert vocabulary.pieces == PIECES
    assert (vocabulary.begin, vocabulary.end, vocabulary.pad, vocabulary.unknown) == (0, 2, 1, 3)
    assert vocabulary.normalisation == SMALL.normalisation
    assert list(found.tensors) == ["emb.word", "emb.ln.w"]
    assert values(found.tensors["emb.ln.w"]) == [1.5, -2.25, 0.0]
    assert values(found.tensors["emb.word"]) == pytest.approx(np.linspace(-1, 1, 64), abs=0.08)


@given(st.lists(st.tuples(st.floats(width=16, allow_nan=False), st.binary(min_size=16, max_size=16)), max_size=5))
def test_four_bit_weights_come_back_exactly(blocks: list[tuple[float, bytes]]) -> None:
    content = b"".join(struct.pack("<e", scale) + halves for scale, halves in blocks)
    with np.errstate(invalid="ignore"):  # an infinite scale times a zero weight
        found = values(read(encoded(Weights(PIECES, {"w": content}))).tensors["w"])
        np.testing.assert_array_equal(found, list(plain_q4(content)))


@pytest.mark.parametrize("packed", [True, False])
def test_a_large_tensor_comes_in_pieces_and_whole(packed: bool) -> None:
    numbers = np.arange(32 * 66_000 if packed else 66_000, dtype=np.float32) % 15 - 7
    tensor = read(encoded(Weights(PIECES, {"w": _packed(numbers) if packed else numbers}))).tensors["w"]
    pieces = list(tensor.blocks())
    assert len(pieces) > 1
    assert max(piece.nbytes for piece in pieces) <= 8 << 20
    np.testing.assert_array_equal(np.concatenate(pieces), numbers)


def _packed(whole: npt.NDArray[np.float32]) -> bytes:
    """Return whole numbers of -8 to 7 as Q4_0 with scale 1; `q4` does the same for any, block by block."""
    shifted = (whole + 8).astype(np.uint8).reshape(-1, 2, 16)
    blocks = np.empty(len(shifted), [("scale", "<f2"), ("halves", "u1", 16)])
    blocks["scale"], blocks["halves"] = 1, shifted[:, 0] | shifted[:, 1] << 4
    return blocks.tobytes()


@given(st.integers(0, len(FILE) - 1))
def test_a_file_cut_short_is_told_as_one(length: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(FILE[:length])


@settings(max_examples=300)
@example(place=71, byte=255)  # the length of the piece text is beyond any computer's memory
@example(place=FILE.index("㈜".encode("utf-32-le")) + 3, byte=255)  # a code point is beyond any character
@example(place=FILE.index(b"emb.word") + 9, byte=1)  # the number of weights is not one of whole blocks
@given(place=st.integers(0, len(FILE) - 1), byte=st.integers(0, 255))
def test_a_changed_byte_gives_another_model_or_is_told(place: int, byte: int) -> None:
    try:
        found = read(FILE[:place] + bytes([byte]) + FILE[place + 1 :])
    except ValueError:
        return
    with np.errstate(invalid="ignore"):
        assert all(len(values(tensor)) == tensor.values for tensor in found.tensors.values())


@given(st.binary(max_size=400))
def test_garbage_is_told_as_such(content: bytes) -> None:
    for file in (content, b"E5S1" + content, FILE[:8] + content):
        with pytest.raises(ValueError, match=r"."):
            read(file)


@pytest.mark.parametrize(("place", "content"), [(0, b"E5S2"), (4, b"\2\0\0\0"), (40, b"\x40\0\0\0")])
def test_another_format_is_refused(place: int, content: bytes) -> None:
    with pytest.raises(ValueError, match=r"E5S1|blocks of 64"):
        read(FILE[:place] + content + FILE[place + len(content) :])


def test_a_file_that_is_not_there_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_e5_file(tmp_path / "nothing.bin")


def test_a_whole_model_is_read() -> None:
    weights = small_weights()
    found = read(encoded(weights))
    assert found.tensors.keys() == weights.tensors.keys()
    for name, tensor in found.tensors.items():
        stored = weights.tensors[name]
        expected = list(plain_q4(stored)) if isinstance(stored, bytes) else stored.tolist()
        assert len(expected) == tensor.values
        np.testing.assert_array_equal(values(tensor), np.array(expected, np.float32))
