"""How the tuned numbers were found: the weights of `index/ranking.py` and the model of `bot/answers/confidence.py`.

    python -m benchmarks.tuning weights --data /tmp/retrieval       one weight at a time, on 300 KorQuAD questions
    python -m benchmarks.tuning confidence --data /tmp/retrieval    a logistic regression, weighted by collection

Confidence is fitted within Korean on KorQuAD (the index holds the even articles, so questions on the odd ones must be
refused) and across languages on the news pairs (it holds the first half); a regression needs scikit-learn, which
comes with sentence-transformers. Neither overwrites anything: a person reads the figures and decides.
"""

import argparse
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.collections import indexed, korquad_articles, korquad_questions, news_pairs, pairs
from benchmarks.retrieval import korquad, sampled
from bot.answers.confidence import Signals, confidence, signals_of
from bot.answers.question import understand
from index.embedding.model import Embedder
from index.ranking import Weights
from index.search import Snapshot

_SIGNALS = ("dense", "passage_dense", "coverage", "subwords", "names", "speaks")
_STEPS = (0.5, 0.7, 1.4, 2.0)  # times the weight as it is
_HALF = 500

Labelled = tuple[bool, Signals]


def weights(data: Path, embedder: Embedder) -> None:
    """Change one weight at a time and keep what helps; print each trial."""
    questions = sampled(korquad_questions(), 300)
    vectors = [embedder.embed_question(question.question) for question in questions]
    generation = indexed(data / "korquad", korquad_articles, embedder).generation
    best, chosen = 0.0, Weights()
    for field in (None, *fields(Weights)):
        for step in _STEPS if field else (1.0,):
            tried = replace(chosen, **{field.name: step * getattr(chosen, field.name)}) if field else chosen
            figures = korquad(Snapshot(generation, tried), questions, vectors)
            score = figures["P@1"] + figures["S@1"] + 0.5 * figures["S@3"] + 0.3 * figures["P@5"]
            print(f"{field.name if field else 'as it is':18} x{step:<4} {score:.4f} {figures}")
            if score > best:
                best, chosen = score, tried
    print(chosen)


def _signals(snapshot: Snapshot, questions: list[tuple[str, bool]], embedder: Embedder) -> Iterator[Labelled]:
    for text, answerable in questions:
        found = snapshot.search(snapshot.read(text), embedder.embed_question(text))
        yield answerable, signals_of(understand(text), found)


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
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["weights", "confidence"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    run = {"weights": weights, "confidence": confidence_model}[chosen.what]
    run(chosen.data, Embedder.load("bundled", chosen.cache))


if __name__ == "__main__":
    main()
