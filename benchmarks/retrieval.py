"""Retrieval figures on the real evaluation collections.

    python -m benchmarks.retrieval --data /tmp/retrieval [--questions 2864]

KorQuAD: passage P@1, P@5 and sentence S@1, S@3 hold the answer's position. Pairs: each sentence asked in the other
language, R@1; mixed: half the index in Korean, half in English.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from benchmarks.collections import (
    Located,
    ask,
    indexed,
    korquad_articles,
    korquad_questions,
    mixed_pairs,
    news_pairs,
    pairs,
)
from index.embedding.model import Embedder
from index.ranking import Weights
from index.search import Snapshot

__all__ = ["cross_language", "korquad", "sampled"]


def korquad(snapshot: Snapshot, questions: Sequence[Located], embedder: Embedder) -> dict[str, float]:
    """Return P@1, P@5, S@1 and S@3 over the questions."""
    hits = []
    for question in questions:
        number = snapshot.catalogue.number_of(question.article)
        found = ask(snapshot, embedder, question.question)
        passages, sentences = (
            [hit.article == number and hit.start <= question.position < hit.end for hit in ranked]
            for ranked in (found.passages[:5], found.sentences[:3])
        )
        hits.append([any(passages[:1]), any(passages), any(sentences[:1]), any(sentences)])
    return dict(zip(("P@1", "P@5", "S@1", "S@3"), np.mean(hits, axis=0).tolist(), strict=True))


def cross_language(snapshot: Snapshot, asked: Sequence[tuple[str, str]], embedder: Embedder) -> float:
    """Return R@1 of `(article id, question)` pairs."""
    right = 0
    for key, question in asked:
        found = ask(snapshot, embedder, question)
        right += bool(found.passages) and found.passages[0].article == snapshot.catalogue.number_of(key)
    return right / len(asked)


def sampled(questions: Sequence[Located], count: int) -> list[Located]:
    """Return `count` of the questions, spread evenly."""
    places = np.linspace(0, len(questions) - 1, min(count, len(questions))).astype(int)
    return [questions[place] for place in places]


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=2_864)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    embedder = Embedder.load("bundled", chosen.cache)
    questions = sampled(korquad_questions(), chosen.questions)
    snapshot = indexed(chosen.data / "korquad", korquad_articles, embedder)
    print(
        "KorQuAD", {name: round(value, 3) for name, value in korquad(snapshot, questions, embedder).items()}, Weights()
    )
    other = {"ko": "en", "en": "ko"}
    for language in ("ko", "en"):
        snapshot = indexed(chosen.data / language, partial(news_pairs, language), embedder)
        asked = [(str(n), pair[other[language]]) for n, pair in enumerate(pairs()) if _held(snapshot, n)]
        print(f"{other[language]}->{language} R@1 {cross_language(snapshot, asked, embedder):.3f} of {len(asked)}")
    snapshot = indexed(chosen.data / "mixed", mixed_pairs, embedder)
    for name, places, language in (("en->ko", range(500), "en"), ("ko->en", range(500, 1000), "ko")):
        asked = [(str(n), pairs()[n][language]) for n in places if _held(snapshot, n)]
        print(f"mixed {name} R@1 {cross_language(snapshot, asked, embedder):.3f} of {len(asked)}")


def _held(snapshot: Snapshot, number: int) -> bool:
    return snapshot.catalogue.number_of(str(number)) is not None


if __name__ == "__main__":
    main()
