"""The embedding model: what it computes, of any length, in any company, from any thread; and what it refuses."""

import os
import random
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import huggingface_hub
import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel, BertTokenizer

from config.errors import ModelError
from index.embedding import load_embedder
from index.embedding.bundled import unpack
from index.embedding.model import Embedder
from tests.small_e5 import installed, small_weights

Vectors = npt.NDArray[np.float32]

WORDS = "the passage query going for a chip 아 기사 아나 하나 가나다 12 3,4 end".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def text_of(words: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


TEXTS = [text_of(number * 3 % 50, number) for number in range(40)]  # of all lengths, the longest in several windows


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute in float32, as a CPU does that is slow at anything less."""
    for check in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"):
        monkeypatch.setattr(torch.cpu, check, lambda: False, raising=False)


@pytest.fixture
def half(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute in bfloat16, as a CPU does that is fast at it."""
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True, raising=False)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def small(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, exact: None) -> Embedder:
    """Return a small bundled model, which averages its tokens and reads 48 at a time."""
    installed(tmp_path / "packages", monkeypatch)
    return load_embedder("bundled", cache)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Refuse every connection; return what was tried."""
    tried: list[object] = []

    def refuse(*where: object, **_: object) -> None:
        tried.append(where)
        raise OSError("there is no network here")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def other_model(folder: Path, prompts: dict[str, str], *, pooling: str = "cls", unit: bool = True) -> Path:
    """Write a random BERT with word pieces into `folder`; it reads 24 tokens at a time."""
    torch.manual_seed(5)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    tokenizer = BertTokenizer(vocab={piece: place for place, piece in enumerate([*pieces, "the", "chip", ":", "."])})
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=24, initializer_range=0.5,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    modules = [
        Transformer(str(folder / "bert"), max_seq_length=24),
        Pooling(16, pooling),
        *([Normalize()] if unit else []),
    ]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(
        str(folder / "model"), create_model_card=False
    )
    return folder / "model"


def read_directly(folder: Path, text: str) -> tuple[list[tuple[int, int]], Vectors]:
    """Return the offsets and states of the tokens of a short text, framing tokens included, through transformers."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    read = tokenizer(text, return_tensors="pt", return_offsets_mapping=True)
    offsets = [(int(start), int(end)) for start, end in read.pop("offset_mapping")[0].tolist()]
    with torch.inference_mode():
        model = AutoModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32)
        return offsets, np.asarray(model.eval()(**read).last_hidden_state[0].float().numpy())


def unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


# What it computes


def test_a_text_is_the_mean_of_its_tokens_behind_its_sides_prompt(small: Embedder, cache: Path) -> None:
    for embed, prompt in ((small.embed_question, "query: "), (lambda t: small.embed_passages([t])[0], "passage: ")):
        for text in ("the chip", "아나 기사", ""):
            _, states = read_directly(unpack(cache), prompt + text)
            np.testing.assert_allclose(embed(text), unit(states.mean(axis=0)), atol=1e-5)


def test_a_long_text_is_the_mean_of_its_windows(small: Embedder, cache: Path) -> None:
    text = text_of(60, seed=3)
    folder = unpack(cache)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = tokenizer(f"passage: {text}", add_special_tokens=False)["input_ids"]
    assert len(ids) > 100
    model = AutoModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32).eval()
    total = np.zeros(small.dimension, np.float32)
    for start in range(0, len(ids), 46):  # 48 with <s> and </s>
        window = ids[start : start + 46]
        with torch.inference_mode():
            states = model(torch.tensor([[0, *window, 2]])).last_hidden_state[0].numpy()
        total += states.mean(axis=0) * len(window)
    np.testing.assert_allclose(small.embed_passages([text])[0], unit(total), atol=1e-5)
    changed = small.embed_passages([f"{text} chip"])[0]
    assert np.abs(changed - unit(total)).max() > 1e-4  # the very end counts


def test_the_company_and_order_of_texts_change_nothing(small: Embedder) -> None:
    alone = [small.embed_passages([text])[0] for text in TEXTS]
    np.testing.assert_allclose(small.embed_passages(TEXTS), alone, atol=1e-5)
    np.testing.assert_allclose(small.embed_passages(TEXTS[::-1])[::-1], alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1.0, atol=1e-5)


def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return spans of five words each, as sentences lie in a passage."""
    words = text.split(" ")
    cuts = [" ".join(words[:place]) for place in range(0, len(words) + 5, 5)]
    starts = [len(cut) + bool(cut) for cut in cuts[:-1]]
    return tuple((a, len(cut)) for a, cut in zip(starts, cuts[1:], strict=True) if a < len(cut))


def test_a_sentence_is_the_mean_of_its_own_tokens(small: Embedder, cache: Path) -> None:
    text = text_of(12, seed=1)
    spans = spans_of(text)
    passages, (sentences,) = small.embed_with_sentences([text], [spans])
    offsets, states = read_directly(unpack(cache), f"passage: {text}")
    shift = len("passage: ")
    assert len(offsets) < 48
    assert len(spans) == 3
    for (start, end), vector in zip(spans, sentences, strict=True):
        own = [place for place, (_, ends) in enumerate(offsets) if start < ends - shift <= end]
        np.testing.assert_allclose(vector, unit(states[own].mean(axis=0)), atol=1e-5)
    np.testing.assert_allclose(passages, small.embed_passages([text]), atol=1e-6)


def test_sentences_in_several_windows_have_all_their_tokens(small: Embedder, cache: Path) -> None:
    texts = [text for text in TEXTS if len(text.split()) > 30]
    _, found = small.embed_with_sentences(texts, [spans_of(text) for text in texts])
    whole, (whole_text,) = small.embed_with_sentences(texts[:1], [((0, len(texts[0])),)])
    for text, sentences in zip(texts, found, strict=True):
        assert len(sentences) == len(spans_of(text))
        np.testing.assert_allclose(np.linalg.norm(sentences, axis=1), 1.0, atol=1e-5)
        (alone,) = small.embed_with_sentences([text], [spans_of(text)])[1]
        np.testing.assert_allclose(sentences, alone, atol=1e-5)
    assert float(whole[0] @ whole_text[0]) > 0.9  # one sentence that is the whole text, without prompt and frame


def test_a_sentence_without_a_token_has_its_texts_vector(small: Embedder) -> None:
    text = "the chip  \u200b\u200b end"
    passages, (sentences,) = small.embed_with_sentences([text], [((0, 8), (10, 12), (13, 16))])
    np.testing.assert_allclose(sentences[1], passages[0], atol=1e-6)
    assert np.abs(sentences[0] - passages[0]).max() > 1e-3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=80), max_size=5))
def test_every_text_has_a_vector_of_length_one(small: Embedder, texts: list[str]) -> None:
    spans = [((0, len(text) // 2), (len(text) // 2, len(text))) for text in texts]
    vectors, sentences = small.embed_with_sentences(texts, list(spans))
    assert vectors.shape == (len(texts), small.dimension)
    for rows in (vectors, *sentences):
        assert rows.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert [len(rows) for rows in sentences] == [2] * len(texts)


def test_nothing_asked_is_nothing_computed(small: Embedder) -> None:
    assert small.embed_passages([]).shape == (0, small.dimension)
    assert small.embed_with_sentences([], [])[1] == []
    assert small.count_tokens([]) == []
    assert small.embed_with_sentences(["the chip"], [()])[1][0].shape == (0, small.dimension)


def test_tokens_are_counted_without_the_frame(small: Embedder, cache: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(unpack(cache))
    assert small.count_tokens(["", *TEXTS]) == [0, *(len(tokenizer.tokenize(text)) for text in TEXTS)]


def test_eight_threads_get_what_one_gets(small: Embedder) -> None:
    tasks: list[Callable[[str], npt.ArrayLike]] = [
        small.embed_question,
        lambda text: small.embed_with_sentences([text, "the"], [spans_of(text), ()])[1][0],
        lambda text: small.count_tokens([text]),
    ]
    work = [(task, text) for text in TEXTS for task in tasks]
    alone = [task(text) for task, text in work]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda job: job[0](job[1]), work))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose(np.asarray(other), np.asarray(one), atol=1e-6)


# Which model it is


def fingerprint(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> dict[str, str | int]:
    with monkeypatch.context() as changes:
        installed(folder / "packages", changes, small_weights(seed))
        return load_embedder("bundled", folder / "cache").fingerprint()


def test_other_weights_are_another_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: None) -> None:
    first, again, other = (
        fingerprint(tmp_path / name, monkeypatch, seed) for name, seed in (("a", 0), ("b", 0), ("c", 1))
    )
    assert first == again
    assert first["weights"] != other["weights"]
    assert first["dimension"] == 32
    assert (first["question_prompt"], first["passage_prompt"]) == ("query: ", "passage: ")


def test_one_index_serves_machines_that_compute_differently(small: Embedder, cache: Path, half: None) -> None:
    rounded = load_embedder("bundled", cache)
    assert rounded.fingerprint() == small.fingerprint()
    for text in TEXTS:
        assert float(rounded.embed_question(text) @ small.embed_question(text)) > 0.995


def test_the_bundled_model_brings_its_languages_centres(small: Embedder, cache: Path, tmp_path: Path) -> None:
    assert {"ko", "en"} <= small.centres.keys()
    assert load_embedder(str(other_model(tmp_path, {})), cache).centres == {}


# Other models


PROMPTS = {"query": "query: ", "document": "the chip: "}


def test_another_model_gets_its_own_prompts(tmp_path: Path, exact: None) -> None:
    folder = other_model(tmp_path, PROMPTS)
    embedder = load_embedder(str(folder), tmp_path / "cache")
    reference = SentenceTransformer(str(folder), device="cpu")
    for text in ("the chip is sold", "no", ""):
        np.testing.assert_allclose(embedder.embed_question(text), reference.encode_query(text), atol=1e-5)
        np.testing.assert_allclose(embedder.embed_passages([text])[0], reference.encode_document(text), atol=1e-5)
    assert embedder.fingerprint()["passage_prompt"] == "the chip: "
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("prompts", [{}, {"query": "", "document": ""}])
def test_a_model_without_prompts_gets_none(tmp_path: Path, prompts: dict[str, str], exact: None) -> None:
    embedder = load_embedder(str(other_model(tmp_path, prompts)), tmp_path / "cache")
    np.testing.assert_allclose(embedder.embed_question("a chip"), embedder.embed_passages(["a chip"])[0], atol=1e-6)


def test_the_passage_prompt_may_have_its_older_name(tmp_path: Path) -> None:
    embedder = load_embedder(str(other_model(tmp_path, {"query": "q: ", "passage": "p: "})), tmp_path / "cache")
    assert embedder.fingerprint()["passage_prompt"] == "p: "


@pytest.mark.parametrize("pooling", ["cls", "max"])
def test_sentences_of_a_model_that_does_not_average_are_read_on_their_own(
    tmp_path: Path, pooling: str, exact: None
) -> None:
    embedder = load_embedder(str(other_model(tmp_path, PROMPTS, pooling=pooling)), tmp_path / "cache")
    texts = ["the chip. it is sold.", "no sale.", "nothing"]
    spans: list[tuple[tuple[int, int], ...]] = [((0, 9), (10, 21)), ((0, 8),), ()]
    passages, sentences = embedder.embed_with_sentences(texts, spans)
    np.testing.assert_allclose(passages, embedder.embed_passages(texts), atol=1e-6)
    np.testing.assert_allclose(sentences[0], embedder.embed_passages(["the chip.", "it is sold."]), atol=1e-5)
    np.testing.assert_allclose(sentences[1], embedder.embed_passages(["no sale."]), atol=1e-5)
    assert sentences[2].shape == (0, 16)


@pytest.mark.parametrize("pooling", ["cls", "mean"])
def test_a_model_that_does_not_bring_vectors_to_length_one_is_helped(tmp_path: Path, pooling: str) -> None:
    embedder = load_embedder(str(other_model(tmp_path, {}, pooling=pooling, unit=False)), tmp_path / "cache")
    vectors = embedder.embed_passages(["chip", "the " * 60])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


# What it refuses, and that it asks nobody


def test_the_bundled_model_and_folders_need_no_network(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, no_network: list[object]
) -> None:
    installed(tmp_path / "packages", monkeypatch)
    folder = other_model(tmp_path, PROMPTS)
    load_embedder("bundled", cache).embed_question("the chip")
    load_embedder(str(folder), cache).embed_question("the chip")
    assert no_network == []


@pytest.mark.parametrize("name", ["nobody/such-model", "such-model", "./such/folder", "such model?", ""])
def test_an_unknown_model_is_told_in_one_line(
    name: str, cache: Path, monkeypatch: pytest.MonkeyPatch, no_network: list[object]
) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)  # else it asks again for a minute
    with pytest.raises(ModelError) as caught:
        load_embedder(name, cache)
    assert name in caught.value.message
    assert "\n" not in caught.value.message
    assert "bundled" in caught.value.advice
    assert no_network == []


def with_garbled_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(bytes((folder / "model.safetensors").stat().st_size))


def with_short_weights(folder: Path) -> None:
    os.truncate(folder / "model.safetensors", 3_000)


def without_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def with_garbled_modules(folder: Path) -> None:
    (folder / "modules.json").write_text("{")


@pytest.mark.parametrize("damage", [with_garbled_weights, with_short_weights, without_weights, with_garbled_modules])
def test_a_damaged_folder_is_told_in_one_line(
    tmp_path: Path, damage: Callable[[Path], None], no_network: list[object]
) -> None:
    folder = other_model(tmp_path, PROMPTS)
    damage(folder)
    with pytest.raises(ModelError) as caught:
        load_embedder(str(folder), tmp_path / "cache")
    assert str(folder) in caught.value.message
    assert "\n" not in caught.value.message


def test_a_garbled_copy_of_the_bundled_model_is_told_with_what_to_remove(small: Embedder, cache: Path) -> None:
    folder = unpack(cache)
    with_garbled_weights(folder)
    with pytest.raises(ModelError, match="bundled cannot be loaded") as caught:
        load_embedder("bundled", cache)
    assert str(folder) in caught.value.advice


def test_a_model_without_tokens_is_refused(tmp_path: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel({"<unk>": 0, "chip": 1}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)]).save(
        str(tmp_path / "static"), create_model_card=False
    )
    with pytest.raises(ModelError, match="no tokenizer"):
        load_embedder(str(tmp_path / "static"), tmp_path / "cache")


# The real one

REAL = [
    "아모데이가 북한에 엔비디아 칩을 파는 것과 같다고 말했다.",
    "Which chips may be sold abroad, and who said so?",
    "정부는 내년 예산을 3.5% 늘리기로 했다. 국회는 다음 달 심의에 들어간다. 야당은 반대한다.",
    "😀 short",
    "",
]


@pytest.mark.model
def test_the_real_model_gives_eight_threads_what_it_gives_one(embedder: Embedder) -> None:
    alone = [embedder.embed_question(text) for text in REAL]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(embedder.embed_question, REAL * 8))
    np.testing.assert_allclose(together, alone * 8, atol=1e-6)


@pytest.mark.model
def test_the_real_models_batches_keep_their_order(embedder: Embedder) -> None:
    alone = np.stack([embedder.embed_passages([text])[0] for text in REAL])
    together = embedder.embed_passages(REAL)
    assert (np.einsum("nd,nd->n", alone, together) > 0.999).all()
    assert ((together @ alone.T).argmax(axis=1) == np.arange(len(REAL))).all()


@pytest.mark.model
def test_the_real_model_finds_a_sentence_across_languages(embedder: Embedder) -> None:
    text = REAL[2]
    cuts = [0, *(place + 2 for place in range(len(text)) if text.startswith("다. ", place)), len(text)]
    spans = tuple((a + (text[a] == " "), b) for a, b in pairwise(cuts))
    _, (sentences,) = embedder.embed_with_sentences([text], [spans])
    questions = ["How much will the budget grow?", "When does parliament debate it?", "Who is against it?"]
    best = [int((sentences @ embedder.embed_question(question)).argmax()) for question in questions]
    assert best == [0, 1, 2]
