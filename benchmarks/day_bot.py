"""The bot of `telegram_day` in its own process: all of it is real but the clock, which whoever started it moves on.

It obeys over a socket: a number of seconds to let pass, answered by what the process holds then. Told to stop by
SIGTERM, as by a supervisor, it says what it left behind.
"""

import asyncio
import os
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Client, Connection
from pathlib import Path

from bot.memory import resident
from bot.service import Service
from bot.telegram.application import work
from config.loading import load_settings, secrets
from config.logs import set_up_logging
from config.settings import Settings
from tests.simulated import SimulatedTime

__all__ = ["BEGIN", "CONTROL", "Held"]

CONTROL, BEGIN = "DAY_CONTROL", "DAY_BEGIN"  # in the environment: the socket, and what the clock shows first
_SLEEPERS = 4  # alerts, broadcasts, schedule, tidying
_PATIENCE = 300.0  # seconds for a reindex, during which the clock stands still


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds: bytes of memory, the names of its asyncio tasks, its threads and open files."""

    resident: int
    tasks: tuple[str, ...]
    threads: int
    files: int


def main() -> int:
    """Run until SIGTERM."""
    settings = load_settings()
    set_up_logging(settings.log.level, secrets(settings), settings.log.format)
    with Client(os.environ[CONTROL]) as control:
        return asyncio.run(_live(settings, control))


async def _live(settings: Settings, control: "Connection[object, int]") -> int:
    clock = SimulatedTime(datetime.fromisoformat(os.environ[BEGIN]), _SLEEPERS, _PATIENCE)
    service = Service(settings, today=lambda: clock.now.astimezone().date())
    loop, itself = asyncio.get_running_loop(), asyncio.current_task()

    def held() -> Held:
        tasks = tuple(sorted(task.get_name() for task in asyncio.all_tasks(loop) if task is not itself))
        return Held(resident() or 0, tasks, threading.active_count(), len(list(Path("/proc/self/fd").iterdir())))

    def obey() -> None:
        while True:
            clock.advance(timedelta(seconds=control.recv()))
            control.send(asdict(held()))

    threading.Thread(target=obey, daemon=True).start()
    code = await work(settings, service, lambda: clock.now, clock.sleep)
    control.send(asdict(held()))
    service.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
