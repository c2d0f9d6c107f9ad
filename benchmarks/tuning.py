"""How the model of `bot/answers/confidence.py` was found: a logistic regression, weighted by collection.

    python -m benchmarks.tuning --data /tmp/retrieval

Confidence is fitted within Korean on KorQuAD (the index holds the even articles, so questions on the odd ones must be
refused) and across languages on the news pairs (it holds the first half) together with the example questions whose
article is in the other language: each as it is, to be answered, and once more with its article taken out of what is
found, to be refused. Sentences look alike more than a short question and its answer do, so those count more. A regression
needs scikit-learn, which comes with sentence-transformers. Nothing is overwritten: a person reads the figures and decides.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.collections import ask, indexed, korquad_articles, korquad_questions, news_pairs, pairs, sampled
from benchmarks.material import EXAMPLES
from bot.answers.confidence import Signals, confidence, signals_of
from bot.answers.question import understand
from bot.evaluation import GoldQuestion, gold_question, holds, read_lines
from bot.talking import gold_talk
from index.embedding.model import Embedder
from index.reading import read_sources
from index.search import Snapshot

_SIGNALS = ("dense", "passage_dense", "coverage", "subwords", "names", "speaks")
_HALF = 500
_QUESTIONS_WEIGH = (
    8.0  # as much as pairs do; 4 and 12 answer 16 and 19 of 23 of them, at .90 and .87 recall of the pairs
)

Labelled = tuple[bool, Signals]


def _signals(snapshot: Snapshot, questions: list[tuple[str, bool]], embedder: Embedder) -> Iterator[Labelled]:
    for text, answerable in questions:
        yield answerable, signals_of(understand(text), ask(snapshot, embedder, text))


def example_questions() -> list[GoldQuestion]:
    """Return the questions of the examples, and those that their conversations begin with."""
    talks = read_lines(EXAMPLES / "conversations.jsonl", gold_talk)
    return [*read_lines(EXAMPLES / "questions.jsonl", gold_question), *(talk.turns[0].gold for talk in talks)]


def example_signals(snapshot: Snapshot, embedder: Embedder) -> Iterator[Labelled]:
    """Yield the signals of every example question, and of those with gold once more without the article of their gold."""
    for asked in example_questions():
        found = ask(snapshot, embedder, asked.question)
        articles = {hit.article for hit in found.passages}
        gold = {one for one in articles if holds(asked.gold, [snapshot.article(one).text], all_wanted=False)}
        yield bool(asked.gold), signals_of(understand(asked.question), found)
        passages = tuple(hit for hit in found.passages if hit.article not in gold)
        sentences = tuple(hit for hit in found.sentences if hit.article not in gold)
        if gold and passages and sentences:
            without = replace(found, passages=passages, sentences=sentences)
            yield False, signals_of(understand(asked.question), without)


def fit(name: str, labelled: list[Labelled], weights: list[float]) -> None:
    """Print the regression over what has no missing name, and how the shipped model does on all that weighs 1."""
    answerable, weight = np.array([label for label, _ in labelled]), np.array(weights)
    shipped = np.array([0.0 if signals.missing else confidence(signals) for _, signals in labelled])
    for part, rows in (("shipped", weight == 1), ("shipped, example questions", weight != 1)):
        if rows.any():
            refused, right = shipped[rows] < 0.5, answerable[rows]
            precision, recall = (refused & ~right).sum() / refused.sum(), refused[~right].mean()
            area = roc_auc_score(right, shipped[rows])
            print(f"{name}: {part}: AUROC {area:.3f}, refusal {precision:.3f} / {recall:.3f} of {rows.sum()}")
    known = np.array([not signals.missing for _, signals in labelled])
    features = np.array([[float(getattr(signals, key)) for key in _SIGNALS] for _, signals in labelled])
    model = LogisticRegression(C=3, max_iter=3_000).fit(features[known], answerable[known], weight[known])
    print(dict(zip(_SIGNALS, model.coef_[0].round(2).tolist(), strict=True)), "bias", model.intercept_.round(2))


def confidence_model(data: Path, embedder: Embedder) -> None:
    """Fit within Korean and across languages."""
    snapshot = indexed(data / "even", lambda: korquad_articles(even_only=True), embedder)
    asked = [(one.question, snapshot.catalogue.number_of(one.article) is not None)
             for one in sampled(korquad_questions(), 800)]  # fmt: skip
    fit("within", list(_signals(snapshot, asked, embedder)), [1.0] * len(asked))
    pairs_asked: list[Labelled] = []
    for language, other in (("ko", "en"), ("en", "ko")):
        snapshot = indexed(data / f"half-{language}", partial(news_pairs, language, first_half=True), embedder)
        crossing = [(pair[other], number < _HALF) for number, pair in enumerate(pairs())]
        part = list(_signals(snapshot, crossing, embedder))
        fit(f"{other} to {language}", part, [1.0] * len(part))
        pairs_asked += part
    snapshot = indexed(data / "examples", lambda: read_sources([EXAMPLES / "articles"]), embedder)
    examples = [one for one in example_signals(snapshot, embedder) if one[1].crossing]
    answered = sum(label for label, _ in examples)
    shares = [_QUESTIONS_WEIGH * ((len(examples) - answered) / answered if label else 1.0) for label, _ in examples]
    fit("across", pairs_asked + examples, [1.0] * len(pairs_asked) + shares)


def main() -> None:
    """Print the figures of the shipped model, and of one fitted now."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    confidence_model(chosen.data, Embedder.load("bundled", chosen.cache))


if __name__ == "__main__":
    main()
