"""A day of the bot in some minutes: `python -m benchmarks.telegram_day` from the project's folder.

The whole bot runs in a process of its own with the real index and state, over HTTP against the tests' Bot API server;
only its clock is simulated. Readers ask, follow up and press buttons by day and by night, watch names, and are told of
what each scheduled reindex brings, except in their quiet hours. Prints what the bot holds by the hour; the slope of its
memory is a line through the hours after the warm-up. Exits with 1 where something grows, is left behind, or is wrong:
an answer or a digest that is missing, comes twice or at night, a reindex that is not run when it is due.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Listener
from pathlib import Path
from shutil import copytree

import numpy as np

from benchmarks.day_bot import BEGIN, CONTROL, Held
from benchmarks.day_news import publish
from benchmarks.day_town import SLOT, Town, readers_of
from bot.telegram.threads import Threads
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Person

__all__ = ["Day", "Hour", "simulate", "slope_of"]

ROOT = Path(__file__).parents[1]
MIB = 1 << 20
WARM_UP = 6  # hours until every cache has been filled once
STEEPEST = 0.5  # MiB an hour that the memory may grow by, at the upper end of the interval
MORE_FILES = 8  # open files more at the last hour than after the warm-up: connections come and go
KEPT = 3  # generations on disk: the live one, and two to fall back on
_EVERY = 2  # hours between editions and between runs of the schedule
_SLOTS = timedelta(hours=1) // SLOT
_BY_DAY, _BY_NIGHT, _DAY = 0.4, 0.1, range(7, 23)  # share of the readers who ask in an hour
_ADMIN = Person(1, "Han", language="en")
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Hour:
    """What an hour saw, and what there was at its end."""

    end: datetime
    questions: int
    presses: int
    digests: int
    held: Held
    rows: int
    generations: int


@dataclass(frozen=True, slots=True)
class Day:
    """What came of it; `left` are the tasks that a stop left behind, `wrong` says in words what should not have been."""

    hours: tuple[Hour, ...]
    wrong: tuple[str, ...]
    left: tuple[str, ...]
    editions: int


def simulate(
    hours: int, people: int, folder: Path, *, first: int = 0, evening: int = 0, show: Callable[[Hour], None]
) -> Day:
    """Let so many hours of a day pass from its hour `first` on, after so many of the evening before."""
    begin = datetime(2026, 3, 3, first).astimezone() - timedelta(hours=evening, minutes=2)
    articles, news, data = folder / "articles", folder / "news", folder / "data"
    copytree(ROOT / "examples" / "articles", articles)
    news.mkdir()
    publish(news, 0, f"{begin:%Y-%m-%d}")
    environment = {
        "CITEDESK_SOURCES": json.dumps([str(articles), str(news)]), "CITEDESK_TELEGRAM__ACCESS": "open",
        "CITEDESK_TELEGRAM__ADMINS": f"[{_ADMIN.id}]", "CITEDESK_TELEGRAM__REINDEX_AT": f"0 */{_EVERY} * * *",
        "CITEDESK_STATE__KEEP_DAYS": "1", CONTROL: str(folder / "control"), BEGIN: begin.isoformat(),
    }  # fmt: skip
    command = (sys.executable, "-m", "benchmarks.day_bot")
    with (
        BotApi() as api,
        Listener(environment[CONTROL], "AF_UNIX") as listener,
        BotProcess(api, data, *command, **environment) as bot,
        Threads(1, "control").submit(listener.accept).result(_PATIENCE) as control,
    ):
        town = Town(api, control, readers_of(people), news, data / "state.db", begin)
        settle(town, evening)
        told = tuple(hour for number in range(first, first + hours) if (hour := pass_hour(town, number, data, show)))
        town.let_pass(SLOT)  # the last digests
        town.check_digests()
        check_schedule(town, begin)
        check_kept(town)
        bot.terminate()
        left = Held(**control.recv())
        if bot.exit_code() != 0 or "Traceback" in bot.output:
            town.wrong.append(f"the bot's own words: {bot.output[-3000:]}")
    return Day(told, tuple(town.wrong), left.tasks, town.edition)


def settle(town: Town, evening: int) -> None:
    """Index the first articles, let people settle in and ask, and let the evening pass."""
    town.let_pass(timedelta(minutes=1))
    town.api.say("/reindex", _ADMIN, date=int(town.now.timestamp()))
    town.api.wait_text(_ADMIN.id, "up to date")
    town.let_pass(timedelta(minutes=1))  # what is there now is no news
    town.settle_in()
    town.ask(len(town.readers))
    for _ in range(evening * _SLOTS):
        town.let_pass(SLOT)


def pass_hour(town: Town, number: int, data: Path, show: Callable[[Hour], None]) -> Hour:
    """Let people ask all through an hour; before a reindex is due there is news, and people ask while it runs."""
    before = town.questions, town.presses, town.digests
    share = _BY_DAY if number % 24 in _DAY else _BY_NIGHT
    for slot in range(_SLOTS):
        count = math.ceil(share * len(town.readers) / _SLOTS)
        due = slot == _SLOTS - 1 and (number + 1) % _EVERY == 0
        if due:
            town.publish()
        town.ask(count, wait=not due)
        held = town.let_pass(SLOT if not due else timedelta())
    tables = [str(name) for (name,) in town.stored("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = sum(int(town.stored(f'SELECT count(*) FROM "{name}"')[0][0]) for name in tables)
    generations = len(list((data / "generations").glob("g*")))
    questions, presses, digests = town.questions - before[0], town.presses - before[1], town.digests - before[2]
    hour = Hour(town.now, questions, presses, digests, held, rows, generations)
    show(hour)
    return hour


def check_schedule(town: Town, begin: datetime) -> None:
    """The schedule ran at each time that it names, and well."""
    ran = [
        (str(at)[:16], outcome) for at, outcome in town.stored("SELECT at, outcome FROM audit WHERE act = 'schedule'")
    ]
    hours = range(1, int((town.now - begin).total_seconds() // 3600) + 2)
    times = [begin.replace(minute=0) + timedelta(hours=number) for number in hours]
    due = [one for one in times if one.hour % _EVERY == 0 and one <= town.now]
    if ran != [(f"{one.astimezone(UTC):%Y-%m-%d %H:%M}", "done") for one in due]:
        town.wrong.append(f"the schedule ran at {ran}")


def check_kept(town: Town) -> None:
    """What is kept for a day is not kept for longer."""
    oldest = min((str(at) for (at,) in town.stored("SELECT at FROM questions")), default="")
    if oldest and oldest < f"{town.now - timedelta(days=1, hours=1, minutes=5):%Y-%m-%d %H:%M}":
        town.wrong.append(f"a question of {oldest} is still kept at {town.now}")


def slope_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the slope of a line through equally distant values by least squares, and two standard errors of it."""
    y = np.asarray(values, dtype=float)
    x = np.arange(len(y)) - (len(y) - 1) / 2
    slope = float(x @ y / (x @ x))
    rest = y - y.mean() - slope * x
    return slope, 2 * float(np.sqrt(rest @ rest / max(1, len(y) - 2) / (x @ x)))


def grown(hours: Sequence[Hour]) -> list[str]:
    """Say in words what grew after the warm-up."""
    first, last = hours[0].held, hours[-1].held
    slope, error = slope_of([hour.held.resident / MIB for hour in hours])
    print(f"memory: {slope:+.3f} ± {error:.3f} MiB an hour over {len(hours)} hours (two standard errors)")
    checks = {
        f"memory by up to {slope + error:.2f} MiB an hour": slope + error > STEEPEST,
        f"tasks from {first.tasks} to {last.tasks}": len(last.tasks) > len(first.tasks),
        f"threads from {first.threads} to {last.threads}": last.threads > first.threads,
        f"open files from {first.files} to {last.files}": last.files > first.files + MORE_FILES,
        "generations on disk": max(hour.generations for hour in hours) > KEPT,
    }
    return [what for what, holds in checks.items() if holds]


def show(hour: Hour) -> None:
    """Print an hour as a line of the table."""
    held = hour.held
    print(
        f"{hour.end:%a %H:%M} {hour.questions:9} {hour.presses:7} {hour.digests:7} {held.resident / MIB:9.1f} "
        f"{len(held.tasks):5} {held.threads:7} {held.files:5} {hour.rows:6} {hour.generations:5}",
        flush=True,
    )


def main() -> int:
    """Let a day pass and judge it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hours", type=int, default=24)
    options.add_argument("--readers", type=int, default=200)
    options.add_argument("--warm-up", type=int, default=WARM_UP, help="hours before the memory's slope is looked at")
    options.add_argument("--evening", type=int, default=6, help="hours of the evening before, in which nobody asks")
    chosen, began = options.parse_args(), time.monotonic()
    print("until      questions presses digests  RSS, MiB tasks threads files   rows generations")
    with tempfile.TemporaryDirectory() as folder:
        day = simulate(chosen.hours, chosen.readers, Path(folder), evening=chosen.evening, show=show)
    wrong = [*day.wrong, *(f"left behind: {name}" for name in day.left)]
    wrong += [f"grown: {what}" for what in grown(day.hours[min(chosen.warm_up, len(day.hours) // 2) :])]
    questions, digests = (
        sum(counts) for counts in zip(*((one.questions, one.digests) for one in day.hours), strict=True)
    )
    print(f"{questions} questions answered, {digests} digests of {day.editions} editions; {len(day.left)} tasks left")
    print("\n".join(wrong) or "nothing lost, nothing twice, nothing at night, nothing left, nothing grown")
    print(f"took {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
