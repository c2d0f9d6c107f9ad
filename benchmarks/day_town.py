"""The readers of a simulated day: they write to the bot, press its buttons, and note what it tells them and when."""

import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.day_bot import Held
from benchmarks.day_news import TOPICS, owed, publish
from bot.alerts import is_quiet, sentence_key
from bot.telegram.buttons import Kind, unpack
from bot.texts import texts_in
from tests.botapi import BotApi, Person, Shown

__all__ = ["QUIET", "SLOT", "Reader", "Town", "readers_of"]

SLOT = timedelta(minutes=5)
QUIET = {"22–07": ("22:00", "07:00"), "23–08": ("23:00", "08:00"), "": (None, None)}
_QUESTIONS = Path(__file__).parents[1] / "examples" / "questions.jsonl"
_FOLLOWED, _PRESSED, _LISTED, _NEWS = 0.4, 0.6, 0.1, 0.15  # share of the questions
_FOLLOW = {"en": "And what else was said about it?", "ko": "그것에 대해 또 뭐라고 했나요?"}
_LISTS = ("/latest", "/sources", "/watches", "/about")
_NOT_PRESSED = (Kind.UNWATCH, Kind.DIGEST)  # the first would change what is owed, the second is pressed on arrival
_AT_ONCE = 20  # messages, so that nobody is told that the bot is busy
_PATIENCE = 600.0


@dataclass(slots=True)
class Reader:
    """Somebody with a Telegram account, what they watch, and what they were told of it when."""

    person: Person
    topics: tuple[str, ...] = ()
    quiet: str = ""
    digests: list[datetime] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language that Telegram says they speak."""
        return self.person.language or "en"


def readers_of(count: int) -> tuple[Reader, ...]:
    """Return so many: every other one speaks Korean, two of three watch something, two of three of all sleep."""
    hours = list(QUIET)
    return tuple(
        Reader(
            Person(10_000 + n, language="ko" if n % 2 else "en"),
            tuple(TOPICS[(n + step) % len(TOPICS)] for step in range(n % 3)),
            hours[n // 3 % len(hours)],
        )
        for n in range(count)
    )


class Town:
    """Readers, their bot and the hands of its clock; what should not have been is in `wrong`."""

    def __init__(
        self, api: BotApi, control: "Connection[float, dict[str, Any]]", readers: Sequence[Reader], news: Path, state: Path,
        now: datetime,
    ) -> None:  # fmt: skip
        self.api, self.readers, self.now = api, readers, now
        self.questions = self.presses = self.digests = self.edition = 0
        self.wrong: list[str] = []
        self._control, self._news, self._state, self._seen = control, news, state, 0
        self._by_chat = {reader.person.id: reader for reader in readers}
        self._chance = random.Random(4)
        lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
        self._asked = [str(json.loads(line)["question"]) for line in lines]

    def settle_in(self) -> None:
        """Have the readers watch what they watch and set their quiet hours."""
        for first in range(0, len(self.readers), _AT_ONCE):
            some = self.readers[first : first + _AT_ONCE]
            for number in range(max(len(one.topics) for one in some)):
                watching = [one for one in some if number < len(one.topics)]
                self._answered({one.person.id: self._say(one, f"/watch {one.topics[number]}") for one in watching})
            for chat, shown in self._told([one for one in some if one.quiet], lambda _: "/settings").items():
                reader = self._by_chat[chat]
                self.api.wait_answered(self.api.press(shown, reader.quiet, reader.person))

    def ask(self, count: int, *, wait: bool = True) -> None:
        """Let some ask, some of them follow up, and some press a button; time passes before they are answered or not."""
        chosen = self._chance.sample(list(self.readers), min(count, len(self.readers)))
        for first in range(0, len(chosen), _AT_ONCE):
            some = chosen[first : first + _AT_ONCE]
            asked = {one.person.id: self._say(one, self._question(one)) for one in some}
            if not wait:
                self.let_pass(SLOT)
            shown = self._answered(asked)
            following = [one for one in some if self._chance.random() < _FOLLOWED]
            shown |= self._told(following, lambda one: _FOLLOW[one.language])
            self.questions += len(asked) + len(following)
            self._press([one for one in some if self._chance.random() < _PRESSED], shown)
        self._wait_handled()

    def let_pass(self, span: timedelta) -> Held:
        """Move the clock on, and take note of the digests that came."""
        begin = self.now
        self._control.send(span.total_seconds())
        if not self._control.poll(_PATIENCE):
            raise AssertionError("the bot's clock stands still")
        held = Held(**self._control.recv())
        self.now += span
        for one in [one for one in list(self.api.messages.values()) if one.id > self._seen]:
            self._seen = max(self._seen, one.id)
            reader = self._by_chat.get(one.chat)
            if reader and is_digest(one):
                self._take(reader, one, begin)
        return held

    def publish(self) -> None:
        """Put the next edition where the bot reads."""
        self.edition += 1
        publish(self._news, self.edition, f"{self.now:%Y-%m-%d}")

    def check_digests(self) -> None:
        """What each was told, with what waits for the end of their quiet hours, is what they were owed, all of it once."""
        waiting = self.stored("SELECT chat, sentence FROM alerts")
        for reader in self.readers:
            who, quiet = reader.person.id, is_quiet(self.now.astimezone().time(), *QUIET[reader.quiet])
            later = Counter(key for chat, key in waiting if chat == who)
            due = [one for edition in range(1, self.edition + 1) for one in owed(reader.topics, edition)]
            owes, got = Counter(map(sentence_key, due)), Counter(map(sentence_key, reader.told)) + later
            if owes != got:
                missing = [one for one in due if sentence_key(one) not in got]
                beyond = [one for one in reader.told if got[sentence_key(one)] > owes[sentence_key(one)]]
                self.wrong.append(f"{who} was not told {missing} and told {beyond} beyond what was new")
            if later and not quiet:
                self.wrong.append(f"{len(later)} sentences still wait for {who}")
            if len(reader.digests) > self.edition:
                self.wrong.append(f"{who} got {len(reader.digests)} digests of {self.edition} editions")

    def stored(self, query: str) -> list[tuple[int | str, ...]]:
        """Read the bot's state."""
        with closing(sqlite3.connect(f"file:{self._state}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def _say(self, reader: Reader, text: str) -> int:
        return self.api.say(text, reader.person, date=int(self.now.timestamp()))

    def _told(self, readers: Iterable[Reader], text: Callable[[Reader], str]) -> dict[int, Shown]:
        """Have each write something, and return what each is answered."""
        return self._answered({one.person.id: self._say(one, text(one)) for one in readers})

    def _answered(self, asked: dict[int, int]) -> dict[int, Shown]:
        """Return the first message in each chat behind the one of that number, once there is one in every chat."""

        def look() -> dict[int, Shown] | None:
            found = dict[int, Shown]()
            for one in reversed(list(self.api.messages.values())):
                if one.id < min(asked.values()):
                    break
                if one.id > asked.get(one.chat, one.id) and not is_digest(one):
                    found[one.chat] = one
            return found if len(found) == len(asked) else None

        return self.api.wait_for(look, f"answers to {asked}") if asked else {}

    def _press(self, readers: Sequence[Reader], shown: dict[int, Shown]) -> None:
        """Press a button at random under what each was shown."""
        presses = []
        for one in readers:
            data = [button.data for row in shown[one.person.id].keyboard for button in row]
            data = [one for one in data if (asked := unpack(one)) and asked.kind not in _NOT_PRESSED]
            if data:
                presses.append(self.api.press_data(shown[one.person.id], self._chance.choice(data), one.person))
        for press in presses:
            self.api.wait_answered(press)
        self.presses += len(presses)

    def _question(self, reader: Reader) -> str:
        kind = self._chance.random()
        if kind < _LISTED:
            return self._chance.choice(_LISTS)
        if kind < _LISTED + _NEWS:
            topic = self._chance.choice(TOPICS)
            return f"What is new at {topic}?" if reader.language == "en" else f"{topic}의 새 소식은?"
        return self._chance.choice(self._asked)

    def _take(self, reader: Reader, shown: Shown, at: datetime) -> None:
        """Read a digest from its first page to its last."""
        self.digests += 1
        reader.digests.append(at)
        if is_quiet(at.astimezone().time(), *QUIET[reader.quiet]):
            self.wrong.append(f"{reader.person.id} got a digest at {at:%H:%M}, in quiet hours")
        on, edits = texts_in(reader.language).plain("page-on"), 0
        while True:
            reader.told += shown.seen.quotes
            if not any(on in row for row in shown.labels):
                return
            edits += 1
            self.api.wait_answered(self.api.press(shown, on, reader.person))
            shown = self.api.wait_edited(shown, edits)

    def _wait_handled(self) -> None:
        """Wait until the bot has noted every update as done."""
        until = time.monotonic() + _PATIENCE
        while self.stored("SELECT id FROM updates WHERE done IS NULL"):
            if time.monotonic() > until:
                raise AssertionError("an update is never done")
            time.sleep(0.02)


def is_digest(shown: Shown) -> bool:
    """Tell a digest from what else stands over a button that ends a watch."""
    presses = [unpack(button.data) for row in shown.keyboard for button in row]
    return bool(shown.seen.quotes) and any(one and one.kind is Kind.UNWATCH for one in presses)
