"""How the model of `bot/answers/confidence.py` was found: a logistic regression, weighted by collection.

    python -m benchmarks.tuning --data /tmp/retrieval

Confidence is fitted within Korean on KorQuAD (the index holds the even articles, so questions on the odd ones must be
refused) and across languages on the news pairs (it holds the first half); a regression needs scikit-learn, which
comes with sentence-transformers. Nothing is overwritten: a person reads the figures and decides.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.collections import ask, indexed, korquad_articles, korquad_questions, news_pairs, pairs, sampled
from bot.answers.confidence import Signals, confidence, signals_of
from bot.answers.question import understand
from index.embedding.model import Embedder
from index.search import Snapshot

_SIGNALS = ("dense", "passage_dense", "coverage", "subwords", "names", "speaks")
_HALF = 500

Labelled = tuple[bool, Signals]


def _signals(snapshot: Snapshot, questions: list[tuple[str, bool]], embedder: Embedder) -> Iterator[Labelled]:
    for text, answerable in questions:
        yield answerable, signals_of(understand(text), ask(snapshot, embedder, text))


def fit(name: str, labelled: list[Labelled]) -> None:
    """Print the regression over what has no missing name, and how the shipped model does on all."""
    answerable = np.array([label for label, _ in labelled])
    shipped = np.array([0.0 if signals.missing else confidence(signals) for _, signals in labelled])
    refused = shipped < 0.5
    precision, recall = (refused & ~answerable).sum() / refused.sum(), refused[~answerable].mean()
    print(f"{name}: shipped AUROC {roc_auc_score(answerable, shipped):.3f}, refusal {precision:.3f} / {recall:.3f}")
    known = np.array([not signals.missing for _, signals in labelled])
    features = np.array([[float(getattr(signals, key)) for key in _SIGNALS] for _, signals in labelled])
    model = LogisticRegression(C=3, class_weight="balanced", max_iter=2_000).fit(features[known], answerable[known])
    print(dict(zip(_SIGNALS, model.coef_[0].round(2).tolist(), strict=True)), "bias", model.intercept_.round(2))


def confidence_model(data: Path, embedder: Embedder) -> None:
    """Fit within Korean and across languages."""
    snapshot = indexed(data / "even", lambda: korquad_articles(even_only=True), embedder)
    asked = [(one.question, snapshot.catalogue.number_of(one.article) is not None)
             for one in sampled(korquad_questions(), 800)]  # fmt: skip
    fit("within", list(_signals(snapshot, asked, embedder)))
    snapshot = indexed(data / "half-ko", lambda: news_pairs("ko", first_half=True), embedder)
    crossing = [(pair["en"], number < _HALF) for number, pair in enumerate(pairs())]
    fit("across", list(_signals(snapshot, crossing, embedder)))


def main() -> None:
    """Print the figures of the shipped model, and of one fitted now."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    confidence_model(chosen.data, Embedder.load("bundled", chosen.cache))


if __name__ == "__main__":
    main()
