"""How the weights of `index/ranking.py` were learned: so that sentences that answer rank before those that don't.

    python -m benchmarks.learning --data /tmp/retrieval [--questions 1400]

A conditional logit (listwise softmax) over the features of `index.ranking`, on KorQuAD's questions, whose answers lie in
known sentences, and on Korean-English pairs in a mixed index, asked in the other language. Prints the figures of
5-fold cross-validation by article, with the weights as they are and as learned, then the weights learned from all.
It writes nothing: a person reads the figures and decides.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from platformdirs import user_cache_path

from benchmarks.collections import Located, indexed, korquad_articles, korquad_questions, mixed_pairs, pairs, sampled
from index.embedding.model import Embedder
from index.ranking import Weights, passage_gain, sentence_features
from index.search import Snapshot
from index.storage.rows import StoredPassage, StoredSentence

Floats = npt.NDArray[np.float32]

_FOLDS = 5
_PENALTY = 0.01
_SCALE = 1.5  # what `sentence_dense` is set to: only the proportions of weights matter
_FIXED = ("passage_recency",)  # nothing here is dated


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the features of its sentences by column, which of them answer, and the same of its passages."""

    group: str
    features: Floats
    sentence_ids: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int64]
    answers: npt.NDArray[np.bool_]
    passage_scores: Floats
    passage_answers: npt.NDArray[np.bool_]


def learned_names() -> list[str]:
    """Return the names of the learned weights of sentences, in the order of columns."""
    names = [field.name for field in fields(Weights)]
    return [name for name in names[names.index("sentence_dense") : names.index("best_sentence")] if name not in _FIXED]


def look(snapshot: Snapshot, embedder: Embedder, question: Located) -> Asked:
    """Look at what a search would rank."""
    query = snapshot.read(question.question)
    looked = snapshot.look(query, embedder.embed_question(query.respelt))
    features = sentence_features(looked.inside.read)
    number = snapshot.catalogue.number_of(question.article)

    def answers(stored: Sequence[StoredPassage] | Sequence[StoredSentence]) -> npt.NDArray[np.bool_]:
        return np.array([one.article == number and one.start <= question.position < one.end for one in stored])

    return Asked(
        question.article, np.column_stack([features[name] for name in learned_names()]),
        np.array([one.id for one in looked.inside.sentences]), looked.inside.read.owner,
        answers(looked.inside.sentences), looked.candidates.scores, answers(looked.passages),
    )  # fmt: skip


def learn(rows: Sequence[Floats], answers: Sequence[npt.NDArray[np.bool_]]) -> Floats:
    """Return the weight of each column: the maximum of the answers' share of the softmax, with a ridge penalty."""
    held = [place for place, marks in enumerate(answers) if marks.any()]
    columns = torch.from_numpy(np.concatenate([rows[place] for place in held]).astype(np.float32))
    right = torch.from_numpy(np.concatenate([answers[place] for place in held]))
    question = torch.from_numpy(np.repeat(np.arange(len(held)), [len(rows[place]) for place in held]))
    spread = columns.std(0) + 1e-6
    weights = torch.zeros(columns.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = (columns / spread) @ weights
        highest = torch.full((len(held),), -torch.inf).scatter_reduce(0, question, scores.detach(), "amax")
        shares = torch.exp(scores - highest[question])
        every, gold = (torch.zeros(len(held)).index_add(0, question, part) for part in (shares, shares * right))
        total = -torch.log(gold / every + 1e-12).mean() + _PENALTY * (weights**2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return np.asarray((weights.detach() / spread).numpy(), np.float32)


def learn_weights(asked: Sequence[Asked]) -> Weights:
    """Learn those of sentences, then how far sentences speak for their passages."""
    found = learn([one.features for one in asked], [one.answers for one in asked])
    found *= _SCALE / found[0]
    weights = replace(Weights(), **dict(zip(learned_names(), found.round(2).tolist(), strict=True)))
    gains = [_gain(one, weights) for one in asked]
    first, best, every = learn(gains, [one.passage_answers for one in asked])
    return replace(weights, best_sentence=round(float(best / first), 2), all_sentences=round(float(every / first), 2))


def _scores(asked: Asked, weights: Weights) -> Floats:
    return asked.features @ np.array([getattr(weights, name) for name in learned_names()], np.float32)


def _gain(asked: Asked, weights: Weights) -> Floats:
    gain = passage_gain(_scores(asked, weights), asked.owner, len(asked.passage_scores))
    return np.column_stack([asked.passage_scores, gain["best_sentence"], gain["all_sentences"]])


def figures(asked: Asked, weights: Weights) -> tuple[bool, bool, bool, bool]:
    """Return whether an answer is the first sentence, in the first three, in the first passage, in the first five."""
    order = np.argsort(-_scores(asked, weights), kind="stable")
    first = list(dict.fromkeys(asked.sentence_ids[order].tolist()))[:3]
    gold = set(asked.sentence_ids[asked.answers].tolist())
    final = _gain(asked, weights) @ np.array([1.0, weights.best_sentence, weights.all_sentences])
    marks = asked.passage_answers[np.argsort(-final, kind="stable")]
    return first[0] in gold, not gold.isdisjoint(first), bool(marks[0]), bool(marks[:5].any())


def _print(name: str, asked: Sequence[Asked], weights: Sequence[Weights]) -> None:
    means = np.mean([figures(one, own) for one, own in zip(asked, weights, strict=True)], axis=0)
    print(f"{name:24} S@1 {means[0]:.3f}  S@3 {means[1]:.3f}  P@1 {means[2]:.3f}  P@5 {means[3]:.3f}  of {len(asked)}")


def _collections(data: Path, count: int, embedder: Embedder) -> Iterator[tuple[str, list[Asked]]]:
    snapshot = indexed(data / "korquad", korquad_articles, embedder)
    yield "KorQuAD", [look(snapshot, embedder, question) for question in sampled(korquad_questions(), count)]
    snapshot = indexed(data / "mixed", mixed_pairs, embedder)
    other = [Located(pair["en" if n < len(pairs()) // 2 else "ko"], str(n), 0) for n, pair in enumerate(pairs())]
    yield "pairs", [look(snapshot, embedder, question) for question in other]


def main() -> None:
    """Print what cross-validation says of the learned weights, then the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=1_400)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    asked = dict(_collections(chosen.data, chosen.questions, Embedder.load("bundled", chosen.cache)))
    everything = [one for questions in asked.values() for one in questions]
    fold = {group: place % _FOLDS for place, group in enumerate(sorted({one.group for one in everything}))}
    learned = [learn_weights([one for one in everything if fold[one.group] != left_out]) for left_out in range(_FOLDS)]
    for name, questions in asked.items():
        _print(f"{name}, as they are", questions, [Weights()] * len(questions))
        _print(f"{name}, learned", questions, [learned[fold[one.group]] for one in questions])
    print(learn_weights(everything))


if __name__ == "__main__":
    main()
