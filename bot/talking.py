"""How good follow-ups are, on conversations whose gold sentences are known.

A line of a file of conversations: `{"id": "c1", "turns": [{"question": ..., "answerable": ..., "gold_sentences": [...],
"follows": true}, ...]}`. `follows` is true of a question that needs the turns before it, false of one that begins anew.
Halves go by CRC-32 of the id; a `part` in the line overrides that.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answers.answer import Answer, Answered
from bot.answers.conversation import Conversation
from bot.evaluation import GoldQuestion, gold_question, holds
from bot.figure import Figure, figure

__all__ = ["GoldTalk", "GoldTurn", "Judged", "gold_talk", "judge", "talk_figures"]

Converse = Callable[[str, Conversation], tuple[Answer, Conversation]]


@dataclass(frozen=True, slots=True)
class GoldTurn:
    """One question of a conversation; `follows` is None of the first."""

    gold: GoldQuestion
    follows: bool | None


@dataclass(frozen=True, slots=True)
class GoldTalk:
    """A conversation; `part` keeps what was tuned on apart from what was not."""

    id: str
    part: str
    turns: tuple[GoldTurn, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn with its answer, and whether it is right: the gold first, or refused where it must be."""

    talk: GoldTalk
    turn: GoldTurn
    answer: Answer
    right: bool
    exact: bool


def gold_talk(record: dict[str, Any]) -> GoldTalk:
    """Return what a line holds; raises ValueError, KeyError or TypeError for one that is no conversation."""
    turns = [
        GoldTurn(gold_question(turn), None if number == 0 else bool(turn.get("follows", True)))
        for number, turn in enumerate(record["turns"])
    ]
    if not turns:
        raise ValueError("a conversation needs turns")
    name = str(record.get("id", turns[0].gold.question))
    half = "held-out" if zlib.crc32(name.encode()) % 2 else "tune"
    return GoldTalk(name, str(record.get("part", half)), tuple(turns))


def judge(talk: GoldTalk, converse: Converse, text_of: Callable[[str], str]) -> list[Judged]:
    """Hold a conversation and judge each turn; `text_of` gives an article's text by its id."""
    conversation = Conversation()
    judged: list[Judged] = []
    for turn in talk.turns:
        answer, conversation = converse(turn.gold.question, conversation)
        cited = answer.citations if isinstance(answer, Answered) else ()
        exact = all(text_of(one.article.id)[one.start : one.end] == one.sentence for one in cited)
        first = [one.sentence for one in cited[:1]]
        right = holds(turn.gold.gold, first, all_wanted=False) if turn.gold.gold else not cited
        right = right or (not cited and _was_shown(turn.gold.gold, judged))
        judged.append(Judged(talk, turn, answer, right, exact))
    return judged


def _was_shown(gold: Sequence[str], before: Sequence[Judged]) -> bool:
    """Tell whether all of the gold has been quoted already: then "nothing more" answers "what else?" rightly."""
    shown = [one.sentence for turn in before if isinstance(turn.answer, Answered) for one in turn.answer.citations]
    return holds(gold, shown, all_wanted=True)


def talk_figures(judged: Sequence[Judged]) -> list[Figure]:
    """Return the figures: follow-up turns, those of each half, fresh questions after others, refusals."""
    follow = [one for one in judged if one.turn.follows and one.turn.gold.gold]
    named = {
        "follow_first": follow,
        "follow_tune": [one for one in follow if one.talk.part == "tune"],
        "follow_held_out": [one for one in follow if one.talk.part == "held-out"],
        "follow_later": [one for one in follow if one.talk.part == "later"],
        "follow_unseen": [one for one in follow if one.talk.part == "unseen"],
        "opening_first": [one for one in judged if one.turn.follows is None],
        "fresh_first": [one for one in judged if one.turn.follows is False and one.turn.gold.gold],
        "talk_refused": [one for one in judged if one.turn.follows is not None and not one.turn.gold.gold],
    }
    figures = [figure(name, [one.right for one in turns]) for name, turns in named.items() if turns]
    return [*figures, figure("talk_exact", [one.exact for one in judged])]
