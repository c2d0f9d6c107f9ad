"""A thousand questions at once against the whole bot: what comes of each, how long it takes, how much memory.

    python -m benchmarks.telegram_load                  the five scenarios below, on the example articles
    python -m benchmarks.telegram_load --data DIR --questions FILE     on another index, with questions of its own

200 people ask five questions each, all at once, of a bot in a process of its own, over HTTP, at a Bot API server that
refuses what Telegram refuses and slows down whoever sends too fast. In turn: nothing fails; a short queue, so that many
are told to wait; 5 % of the requests meet each kind of trouble; the bot is stopped in the middle and started
again; it is killed in the middle. Ends with 1 if anything was lost, answered twice or out of order in its chat, if
Telegram would have refused a request, or if memory grew from round to round.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path

from bot.answers.answer import Answer, Answered
from bot.answers.conversation import Conversation
from bot.service import Service
from config.loading import load_settings
from tests.bot_process import BotProcess
from tests.botapi import EVERY_TROUBLE, BotApi, Flood
from tests.crowd import Crowd, Outcome

_EXAMPLES = Path(__file__).parents[1] / "examples"
_ROUNDS = 3  # of the first scenario: the first warms up, the others are compared
_PATIENCE = 90.0  # seconds without anything new, after which nothing will come
_MOST_GROWTH = 30.0  # MiB from the end of one round to that of the next
_BUSY_AT = 25
_TROUBLE = 0.05
_TAKEN_AWAY = "message to delete not found"  # a note whose button was pressed again, before the first press was seen


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is done to the bot while people ask."""

    name: str
    rounds: int = 1
    trouble: float = 0.0
    end: Literal["", "stop", "kill"] = ""
    environment: Mapping[str, str] = field(default_factory=dict)


SCENARIOS = (
    Scenario("nothing fails", rounds=_ROUNDS),
    Scenario("a short queue", environment={"CITEDESK_TELEGRAM__WAITING": str(_BUSY_AT)}),
    Scenario("trouble", trouble=_TROUBLE),
    Scenario("stopped and started", end="stop"),
    Scenario("killed and started", end="kill"),
    Scenario("trouble, stopped and started", trouble=_TROUBLE, end="stop"),
)


@dataclass(slots=True)
class Measured:
    """What came of a scenario; memory is resident MiB: after the start, at most, and after each round."""

    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0
    memory: list[float] = field(default_factory=list)
    peak: float = 0.0
    floods: int = 0
    troubles: int = 0
    refusals: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        """What must not be."""
        found = [one for outcome in self.outcomes for one in outcome.complaints] + self.refusals
        grown = [after - before for before, after in zip(self.memory[1:], self.memory[2:], strict=False)]
        return found + [f"memory grew by {one:.0f} MiB in a round" for one in grown if one > _MOST_GROWTH]


def answers_of(data: Path, cache: Path, questions: Sequence[str]) -> dict[str, str]:
    """Return the sentence that answers each question first, of questions with a sentence of their own.

    Those are left out that mean something else behind another of them: here it is delivery that is measured.
    """
    service = Service(load_settings(data=data, cache=cache))
    found: dict[str, str] = {}
    talks: dict[str, Conversation] = {}
    for question in questions:
        answer, after = service.converse(question, Conversation())
        sentence = _first(answer)
        if sentence and sentence not in found.values() and _steady(service, question, sentence, found, talks, after):
            found[question], talks[question] = sentence, after
    service.close()
    return found


def _steady(
    service: Service, question: str, sentence: str, found: Mapping[str, str], talks: Mapping[str, Conversation],
    after: Conversation,
) -> bool:  # fmt: skip
    """Say whether a question is answered alike behind each of those found, and they behind it."""
    behind = all(_first(service.converse(question, talk)[0]) == sentence for talk in talks.values())
    return behind and all(_first(service.converse(other, after)[0]) == found[other] for other in talks)


def _first(answer: Answer) -> str:
    return answer.citations[0].sentence if isinstance(answer, Answered) else ""


def run(scenario: Scenario, data: Path, cache: Path, answers: Mapping[str, str], people: int, each: int) -> Measured:
    """Let people ask, and return what came of it."""
    measured = Measured()
    environment = {
        "CITEDESK_CACHE": str(cache), "CITEDESK_TELEGRAM__ACCESS": "open", "CITEDESK_LOG__LEVEL": "WARNING",
        **scenario.environment,
    }  # fmt: skip
    command = (sys.executable, "-m", "bot", "bot")
    with tempfile.TemporaryDirectory() as folder, BotApi(flood=Flood()) as api:
        environment["CITEDESK_STATE__URL"] = f"sqlite:///{folder}/state.db"
        bot = BotProcess(api, data, *command, **environment)
        bot.output_file = Path(folder) / "output"
        watch = _Memory(bot)
        began = time.monotonic()
        try:
            with bot:
                bot.ready(_PATIENCE * 4)
                measured.memory.append(watch.now())
                api.shake(scenario.trouble * len(EVERY_TROUBLE), seed=1)
                for number in range(scenario.rounds):
                    crowd = Crowd(api, people, first=10_001 + number * people)
                    began = time.monotonic()
                    crowd.ask(answers, each, seed=number)
                    if scenario.end:
                        crowd.settle(_PATIENCE, until=people * each * 2 // 3)
                        break
                    measured.outcomes.append(crowd.settle(_PATIENCE))
                    measured.memory.append(watch.now())
                if scenario.end == "stop":
                    bot.terminate()
                    bot.exit_code()
            if scenario.end:
                with bot:
                    measured.outcomes.append(crowd.settle(_PATIENCE))
                    measured.memory.append(watch.now())
        finally:
            watch.stop()
        measured.seconds, measured.peak = time.monotonic() - began, watch.peak
        measured.floods, measured.troubles = len(api.floods), sum(api.shaken.values())
        refused = [one.reason for one in api.take_refusals()]
        measured.refusals = [f"refused: {one}" for one in refused if _TAKEN_AWAY not in one]
    return measured


class _Memory:
    """Looks at the bot's resident memory twice a second."""

    def __init__(self, bot: BotProcess) -> None:
        self.peak = 0.0
        self._bot, self._end = bot, threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def now(self) -> float:
        try:
            pages = int(Path(f"/proc/{self._bot.process.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, RuntimeError, IndexError):  # not started, or ended
            return 0.0
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def stop(self) -> None:
        self._end.set()

    def _look(self) -> None:
        while not self._end.wait(0.5):
            self.peak = max(self.peak, self.now())


def _print(scenario: Scenario, measured: Measured) -> None:
    for number, one in enumerate(measured.outcomes, 1):
        name = f"{scenario.name} ({number})" if len(measured.outcomes) > 1 else scenario.name
        waits = sorted(one.waits) or [0.0]
        p95 = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
        print(
            f"{name:30} {one.asked:5} {one.answered:8} {one.told:6} {one.notes:5} {one.pressed:7} {len(one.lost):4} "
            f"{len(one.twice):5} {len(one.disordered):8} {statistics.median(waits):6.1f} {p95:6.1f}"
        )
    memory = ", ".join(f"{one:.0f}" for one in measured.memory)
    print(
        f"{'':30} {measured.seconds:.0f} s; memory {memory} MiB, at most {measured.peak:.0f}; "
        f"slowed down {measured.floods} times, {measured.troubles} troubles",
        flush=True,
    )
    for complaint in measured.complaints[:20]:
        print(f"{'':30} {complaint}", flush=True)


def main() -> int:
    """Run the scenarios and print what came of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="an index; without it the examples are indexed")
    parser.add_argument("--questions", type=Path, default=_EXAMPLES / "questions.jsonl", help="JSON lines")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--each", type=int, default=5, help="questions a person")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of scenarios, counted from 1")
    given = parser.parse_args()
    cache = user_cache_path("citedesk")
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        if given.data is None:
            Service(load_settings(data=data, cache=cache)).build([_EXAMPLES / "articles"], owner="benchmark")
        lines = given.questions.read_text(encoding="utf-8").splitlines()
        answers = answers_of(data, cache, [json.loads(line)["question"] for line in lines])
        print(f"{len(answers)} questions with an answer of their own; seconds are from asking to seeing the answer")
        print(
            f"{'scenario':30} {'asked':>5} answered   told notes pressed lost twice disorder {'p50':>6} {'p95':>6}",
            flush=True,
        )
        good = True
        for number, scenario in enumerate(SCENARIOS, 1):
            if given.only is None or number in given.only:
                measured = run(scenario, data, cache, answers, given.people, given.each)
                _print(scenario, measured)
                good = good and not measured.complaints
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
