"""Power loss: the real publish on a disk in memory, and every state such a disk may be found in afterwards."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import IndexDamaged, IndexMissing
from index.storage.generations import GenerationStore
from index.storage.layout import Generation
from tests.crashsim import Disk, State

DATA = Path("/srv/citedesk")

Trouble = Literal["unusable", "lost", "alarm"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Spare the log the thousands of damaged disks that are made here."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def publish(disk: Disk) -> Generation:
    """Publish a generation of two files, one of them in a folder, that say which generation it is."""
    store = GenerationStore(DATA, disk)
    with store.begin() as building:
        disk.write_unsynced(building.folder / "articles", f"the articles of {building.name}".encode())
        disk.mkdir(building.folder / "vectors")
        disk.write_unsynced(building.folder / "vectors" / "passages", f"the vectors of {building.name}".encode())
        return building.publish(
            built_at=datetime(2026, 1, 1, tzinfo=UTC), fingerprint={}, counts={}, corpus_digest=building.name
        )


def disk_after(publishes: int) -> tuple[State, str | None]:
    """Return what a disk holds for sure after so many publishes, and the name of the live generation."""
    disk, name = Disk(), None
    for _ in range(publishes):
        name = publish(disk).name
    return disk.settled(), name


def trouble(state: State, acknowledged: str | None) -> Trouble | None:
    """Say what is wrong with a disk on which `acknowledged` was published; None if a complete index answers."""
    store = GenerationStore(DATA, Disk(state))
    try:
        live = store.current(verify=True)
    except IndexMissing:
        return "lost" if acknowledged else None
    except IndexDamaged:
        return "unusable"
    if live.manifest.corpus_digest != live.name or (acknowledged and live.name < acknowledged):
        return "lost"
    return "alarm" if acknowledged and store.damaged else None


def states_of_a_publish(disk: Disk, before: str | None) -> Iterator[tuple[State, str | None]]:
    """Publish on `disk`; yield every state a power loss at any instant may leave, with what was acknowledged by then.

    `before` is the live generation's name.
    """
    seen: dict[tuple[State, str | None], None] = {}

    def look() -> None:
        seen.update(dict.fromkeys((state, before) for state in disk.power_losses()))

    disk.before_change = look
    acknowledged = publish(disk).name
    disk.before_change = lambda: None
    seen.update(dict.fromkeys((state, acknowledged) for state in disk.power_losses()))
    yield from seen


@pytest.mark.parametrize("publishes", [0, 1, 2, 4])
def test_power_lost_at_any_instant_of_a_publish_leaves_a_complete_index_and_loses_nothing(publishes: int) -> None:
    state, before = disk_after(publishes)
    found = list(states_of_a_publish(Disk(state), before))
    assert len(found) > 50, "the simulator takes nothing away"
    assert [trouble(*one) for one in found] == [None] * len(found)


@pytest.mark.parametrize("publishes", [0, 1, 4])
def test_the_next_build_succeeds_whatever_the_power_left(publishes: int) -> None:
    state, before = disk_after(publishes)
    for left, acknowledged in states_of_a_publish(Disk(state), before):
        disk = Disk(left)
        name = publish(disk).name
        assert name > (acknowledged or "")
        assert GenerationStore(DATA, disk).current(verify=True).name == name
        assert GenerationStore(DATA, disk).layout.leftovers() == []


@pytest.mark.parametrize("publishes", [0, 1])
def test_every_sync_of_the_protocol_is_needed(publishes: int) -> None:
    state, before = disk_after(publishes)
    synced = _Syncs(leave_out=None)
    publish(Disk(state, skips=synced))
    assert len(synced.paths) >= 8

    for place, path in enumerate(synced.paths):
        forgetful = Disk(state, skips=_Syncs(leave_out=place))
        troubles = {trouble(*one) for one in states_of_a_publish(forgetful, before)}
        assert troubles - {None}, f"nothing is lost without the sync of {path}"


class _Syncs:
    """The syncs a disk was asked for, of which it leaves out one."""

    def __init__(self, leave_out: int | None) -> None:
        self.paths: list[Path] = []
        self._leave_out = leave_out

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        return len(self.paths) - 1 == self._leave_out


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0)), min_size=1, max_size=6))
def test_losing_power_again_and_again_never_takes_back_what_was_acknowledged(
    losses: list[tuple[int, int]],
) -> None:
    state, acknowledged = disk_after(1)
    for operation, choice in losses:
        found = _states_after(Disk(state), operation, acknowledged)
        state, acknowledged = found[choice % len(found)]
        assert trouble(state, acknowledged) is None


def _states_after(disk: Disk, operation: int, before: str | None) -> list[tuple[State, str | None]]:
    """Publish until `operation` operations are done; return every state the power may leave then."""
    count = iter(range(operation))

    def cut() -> None:
        if next(count, None) is None:
            raise _PowerLoss(disk.power_losses())

    disk.before_change = cut
    try:
        acknowledged = publish(disk).name
    except _PowerLoss as loss:
        return [(state, before) for state in loss.states]
    return [(state, acknowledged) for state in disk.power_losses()]


class _PowerLoss(BaseException):
    """Nothing runs after it, not even a clean-up: the states are those of the instant it was raised."""

    def __init__(self, states: list[State]) -> None:
        super().__init__()
        self.states = states
