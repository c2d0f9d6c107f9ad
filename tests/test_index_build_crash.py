"""Builds killed with SIGKILL while they run: at any instant a complete index answers and the next build works."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.errors import IndexMissing
from index.build import build
from index.report import BuildReport
from index.storage.generations import GenerationStore
from tests.editions import RULES, assert_holds, edition
from tests.fakes import ComputedEmbedder
from tests.killing import Outcome

CHECKOUT = Path(__file__).parent.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # threads would not survive the fork
EDITIONS = {"the first build": (), "a later build": (1, 2, 1)}


def update(data: Path, number: int) -> BuildReport:
    return build(GenerationStore(data), lambda: edition(number), ComputedEmbedder, RULES, owner="a test")


@pytest.mark.parametrize("editions", EDITIONS.values(), ids=EDITIONS.keys())
def test_a_build_killed_at_any_instant_leaves_a_complete_index_that_can_be_built_on(
    editions: tuple[int, ...], tmp_path: Path
) -> None:
    base, out = tmp_path / "base", tmp_path / "out"
    for folder in (base, out):
        folder.mkdir()
    for number in editions:
        update(base, number)
    alive = GenerationStore(base).current().name if editions else None

    outcomes = list(kill_builds(base, out))
    assert len(outcomes) >= 40
    assert all(outcome.killed for outcome in outcomes)
    survivors = {_check(outcome, alive) for outcome in outcomes}
    assert survivors == {alive, f"g{len(editions) + 1:08}"}  # some died before the switch and some after it


def kill_builds(base: Path, out: Path) -> Iterator[Outcome]:
    """Yield what became of each doomed build of the second edition on a copy of `base`."""
    command = [sys.executable, "-m", "tests.killing", str(base), str(out)]
    environment = {**os.environ, **ONE_THREAD}
    ran = subprocess.run(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, timeout=300, check=True)
    for line in ran.stdout.splitlines():
        yield Outcome(**json.loads(line))


def _check(outcome: Outcome, alive: str | None) -> str | None:
    """Check the index that a dead build left, and the next build on it; return the generation that answered."""
    data = Path(outcome.data)
    survivor = _check_survivor(data, alive, outcome.instant)
    switched = survivor != alive

    report = update(data, 2)
    changes = len(report.added), len(report.changed), len(report.removed)
    if alive is None:
        assert changes == ((0, 0, 0) if switched else (23, 0, 0)), outcome.instant
    else:
        assert changes == ((0, 0, 0) if switched else (6, 4, 3)), outcome.instant

    store = GenerationStore(data)
    assert_holds(store.current(verify=True), 2)
    assert store.damaged == (), outcome.instant
    if not switched:
        assert store.layout.leftovers() == [], outcome.instant
    shutil.rmtree(data)
    return survivor


def _check_survivor(data: Path, alive: str | None, instant: str) -> str | None:
    store = GenerationStore(data)
    try:
        live = store.current(verify=True)
    except IndexMissing:
        assert alive is None, instant
        return None
    assert live.name >= (alive or ""), instant
    assert not store.damaged or alive is None, instant  # a killed build is no reason for an alarm
    assert_holds(live, 1 if live.name == alive else 2)
    return live.name
