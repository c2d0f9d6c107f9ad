"""What a build costs beside the embedding itself, what a small change costs, and how much memory it takes.

    python -m benchmarks.build_speed ratio --articles 100     the whole build over the bare encoding of its passages
    python -m benchmarks.build_speed again --articles 1000    nothing changed and one article changed, over the whole
    python -m benchmarks.build_speed memory --articles 8786   peak memory; compare with that for 1000

`--drawn` draws most vectors instead of computing them (see `benchmarks.drawn`): memory and small changes can then be
measured on all 8,786 articles in minutes instead of hours. Limits: 1.15; 0.01 and 0.02; 1.3.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import torch
from platformdirs import user_cache_path
from sentence_transformers import SentenceTransformer

from benchmarks.drawn import DrawnEmbedder, OverheardEmbedder
from benchmarks.material import first_articles, peak_megabytes
from config.errors import ModelError
from index.article import Article
from index.build import build
from index.construction import BuildRules, PassageEmbedder
from index.embedding.bundled import unpack
from index.embedding.model import Embedder
from index.report import BuildReport, Rejected
from index.storage.generations import GenerationStore

_ROUNDS = 3

Read = Callable[[], Iterator[Article | Rejected]]


def _build(data: Path, read: Read, load: Callable[[], PassageEmbedder]) -> tuple[BuildReport, float]:
    began = time.perf_counter()
    report = build(GenerationStore(data), read, load, BuildRules(), owner="benchmark")
    return report, time.perf_counter() - began


def ratio(articles: int, cache: Path) -> None:
    """Print the whole build's seconds over those of `SentenceTransformer.encode`, in turns, and the median ratio."""
    embedder = Embedder.load("bundled", cache)
    bare = SentenceTransformer(
        str(unpack(cache, embedder.dtype)), device="cpu", model_kwargs={"dtype": embedder.dtype}, local_files_only=True
    )
    ratios = [_one_ratio(articles, OverheardEmbedder(embedder), bare) for _ in range(_ROUNDS)]
    print(f"ratio, median of {_ROUNDS}: {median(ratios):.3f}")


def _one_ratio(articles: int, overheard: OverheardEmbedder, bare: SentenceTransformer) -> float:
    with tempfile.TemporaryDirectory() as data:
        _, whole = _build(Path(data), lambda: first_articles(articles), lambda: overheard)
    began = time.perf_counter()
    bare.encode([f"passage: {text}" for text in overheard.texts], normalize_embeddings=True)
    encoding = time.perf_counter() - began
    print(f"{len(overheard.texts):,} passages: build {whole:.1f} s, bare encode {encoding:.1f} s")
    return whole / encoding


def again(articles: int, cache: Path, *, drawn: bool) -> None:
    """Print the seconds of a full build, of one with nothing changed, and of one with one article changed."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        _, whole = _build(data, lambda: first_articles(articles), lambda: _load(cache, drawn=drawn))
        _, nothing = _build(data, lambda: first_articles(articles), _refuse)
        report, one = _build(data, lambda: _edited(first_articles(articles)), lambda: _load(cache, drawn=drawn))
    print(f"whole {whole:.1f} s; nothing changed {nothing:.2f} s ({nothing / whole:.4f})")
    print(f"{len(report.changed)} changed {one:.2f} s ({one / whole:.4f})")


def memory(articles: int, cache: Path, *, drawn: bool) -> None:
    """Print the peak of resident memory of one build, in a process of its own."""
    with tempfile.TemporaryDirectory() as data:
        _, seconds = _build(Path(data), lambda: first_articles(articles), lambda: _load(cache, drawn=drawn))
    print(f"{articles:,} articles: peak {peak_megabytes():,.0f} MB, {seconds:.0f} s")


def _load(cache: Path, *, drawn: bool) -> PassageEmbedder:
    embedder = Embedder.load("bundled", cache)
    return DrawnEmbedder(embedder) if drawn else embedder


def _refuse() -> PassageEmbedder:
    raise ModelError("a build with nothing to do loaded the model")


def _edited(found: Iterator[Article | Rejected]) -> Iterator[Article | Rejected]:
    """Add a sentence to the first article."""
    for place, item in enumerate(found):
        yield item if place or isinstance(item, Rejected) else replace(item, text=f"{item.text} It has been corrected.")


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", choices=["ratio", "again", "memory"])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    torch.set_num_threads(2)
    if chosen.measure == "ratio":
        ratio(chosen.articles, chosen.cache)
    else:
        {"again": again, "memory": memory}[chosen.measure](chosen.articles, chosen.cache, drawn=chosen.drawn)


if __name__ == "__main__":
    main()
