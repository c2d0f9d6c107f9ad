"""Many people who ask the bot at once, press what it offers where an answer is missing, and compare what came of it."""

import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.telegram.buttons import Kind, pattern
from tests.botapi import BotApi, Person, Shown

__all__ = ["Asked", "Crowd", "Outcome"]

_LOOK_EVERY, _PRESS_EVERY = 0.25, 30.0  # seconds
_AGAIN = re.compile(pattern(Kind.AGAIN))
_PRESS_AGAIN = re.compile("please try again|다시 시도해 주십시오")
_TOLD = re.compile("waiting for an answer already|a minute from each|답변을 기다리고|1분에 [0-9]+개")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the sentence that answers it, the message it stands in, and when it was asked."""

    person: int
    question: str
    sentence: str
    message: int
    at: float


@dataclass(slots=True)
class Outcome:
    """What came of all questions; `waits` are the seconds of those that were answered without a press."""

    asked: int = 0
    answered: int = 0
    told: int = 0  # to ask again later
    notes: int = 0  # that an answer may not have arrived
    pressed: int = 0
    lost: list[Asked] = field(default_factory=list)
    twice: list[Asked] = field(default_factory=list)
    disordered: list[Asked] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def open(self) -> int:
        """Questions of which nothing is known yet."""
        return self.asked - self.answered - self.told

    @property
    def complaints(self) -> list[str]:
        """What must not be."""
        kinds = {"lost": self.lost, "answered twice": self.twice, "out of order": self.disordered}
        found = [f"{what}: {one.question!r} of {one.person}" for what, ones in kinds.items() for one in ones]
        return [*found, *(f"nobody knows why: {text!r}" for text in self.strange)]


class Crowd:
    """People with private chats, numbered from `first` on."""

    def __init__(self, api: BotApi, count: int, first: int = 10_001) -> None:
        self.api = api
        self.people = [Person(first + number) for number in range(count)]
        self.asked: dict[int, list[Asked]] = {one.id: [] for one in self.people}
        self._presses: dict[tuple[int, int], list[float]] = defaultdict(list)  # when, by person and question

    def ask(self, answers: Mapping[str, str], each: int, seed: int = 0) -> None:
        """Let each person ask as many questions, one behind the other, all at once.

        `answers` gives the sentence that answers each question; no two of them may have the same.
        """
        draw = random.Random(seed)
        chosen = [draw.sample(sorted(answers), each) for _ in self.people]
        for turn in range(each):
            for person, questions in zip(self.people, chosen, strict=True):
                question = questions[turn]
                at = time.monotonic()
                message = self.api.say(question, person)
                self.asked[person.id].append(Asked(person.id, question, answers[question], message, at))

    def settle(self, patience: float, until: int = 0) -> Outcome:
        """Wait until of at most `until` questions nothing is known, or for so many seconds nothing happens."""
        last, since = None, time.monotonic()
        while True:
            outcome = self.outcome()
            if outcome.open <= until:
                return outcome
            self._press_where_nothing_came()
            state = outcome.answered, outcome.told, outcome.notes, outcome.pressed
            if state != last:
                last, since = state, time.monotonic()
            elif time.monotonic() - since > patience:
                return outcome
            threading.Event().wait(_LOOK_EVERY)

    def outcome(self) -> Outcome:
        """Compare what was asked with what is shown now."""
        found = Outcome(asked=sum(map(len, self.asked.values())), pressed=sum(map(len, self._presses.values())))
        for person in self.people:
            self._compare(self.asked[person.id], self.api.shown(person.id), found)
        return found

    def _compare(self, asked: Sequence[Asked], shown: Sequence[Shown], found: Outcome) -> None:
        by_message = {one.message: one for one in asked}
        answers, noted, told = Counter[int](), set[int](), 0
        newest = -1
        for message in shown:
            if _is_note(message):
                noted.add(message.reply_to or 0)
            elif (answered := _answered(message, asked)) is not None:
                answers[answered.message] += 1
                again = len(self._presses.get((answered.person, answered.message), ()))
                place = asked.index(answered)
                if answers[answered.message] == 1 and not again:
                    found.waits.append(message.at - answered.at)
                    found.disordered += [answered] if place < newest else []
                    newest = max(newest, place)
                elif answers[answered.message] > 1 + again:
                    found.twice.append(answered)
            elif _TOLD.search(message.text):
                told += 1
            elif _PRESS_AGAIN.search(message.text):
                continue
            else:
                found.strange.append(message.text)
        missing = [one for one in asked if not answers[one.message]]
        found.answered += len(answers)
        found.told += min(told, len(missing))
        found.notes += len(noted & by_message.keys())
        found.lost += missing[told:]

    def _press_where_nothing_came(self) -> None:
        """Press the button under each note about an answer that its reader does not see above."""
        for person in self.people:
            shown, asked = self.api.shown(person.id), self.asked[person.id]
            answered = {one.message for message in shown if (one := _answered(message, asked)) is not None}
            for note in filter(_is_note, shown):
                presses, now = self._presses[person.id, note.reply_to or 0], time.monotonic()
                if note.reply_to not in answered and (not presses or now - presses[-1] > _PRESS_EVERY):
                    presses.append(now)
                    self.api.press(note, note.labels[0][0], person)


def _is_note(message: Shown) -> bool:
    return any(_AGAIN.match(button.data) for row in message.keyboard for button in row)


def _answered(message: Shown, asked: Sequence[Asked]) -> Asked | None:
    """Return the question whose sentence the message quotes: first, or else anywhere."""
    quotes = [" ".join(quote.split()) for quote in message.seen.quotes]
    places = ((sentence, one) for one in asked for sentence in [" ".join(one.sentence.split())])
    found = [(number, one) for sentence, one in places for number, quote in enumerate(quotes) if sentence in quote]
    return min(found, key=lambda pair: pair[0])[1] if found else None
