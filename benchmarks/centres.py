"""Measures the bundled model's centres of languages in general: `index/embedding/centres.json`.

    python -m benchmarks.centres --data /tmp/retrieval

Korean: the mean of KorQuAD's passages and of the pairs' Korean sentences, halves of each; English: of news passages
and of the pairs' English sentences. The file holds 384 numbers for each language and no text.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from benchmarks.collections import indexed, korquad_articles, news_pairs
from benchmarks.material import PROJECT, first_articles
from index.article import Article
from index.embedding.model import Embedder
from index.report import Rejected
from index.storage.vectors import VectorReader

CENTRES = PROJECT / "index" / "embedding" / "centres.json"
_NEWS = 60  # articles

Read = Callable[[], Iterator[Article | Rejected]]


def mean_of(folder: Path, read: Read, embedder: Embedder) -> npt.NDArray[np.float32]:
    """Return float32[d]: the mean passage vector of the articles."""
    generation = indexed(folder, read, embedder).generation
    return np.asarray(np.asarray(VectorReader.open(generation.path, "passage").vectors, np.float32).mean(axis=0))


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    embedder = Embedder.load("bundled", chosen.cache)
    sources: dict[str, dict[str, Read]] = {
        "en": {"news": lambda: first_articles(_NEWS), "en": lambda: news_pairs("en")},
        "ko": {"korquad": korquad_articles, "ko": lambda: news_pairs("ko")},
    }
    record = {}
    for language, corpora in sources.items():
        means = [mean_of(chosen.data / name, read, embedder) for name, read in corpora.items()]
        record[language] = [round(float(value), 4) for value in np.mean(means, axis=0)]
    CENTRES.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
