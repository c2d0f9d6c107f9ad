"""What is withdrawn, as the index is told: read by every process, once for many questions, and never forgotten."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.building import bring_up_to_date
from bot.state import State, open_state
from bot.withdrawals import Withdrawals
from config.errors import BuildError, StateError
from config.settings import Settings
from index.storage.generations import GenerationStore
from tests.fakes import ComputedEmbedder


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def opened(folder: Path) -> State:
    return open_state("", folder, bot=1, keep=timedelta(days=1), clock=lambda: datetime.now(UTC))


def test_without_a_state_nothing_is_withdrawn_and_none_is_made(tmp_path: Path) -> None:
    withdrawals = Withdrawals(Settings(data=tmp_path))
    assert withdrawals.now() == frozenset()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "state.db").touch()  # a bot that is just being started for the first time
    assert Withdrawals(Settings(data=tmp_path)).now() == frozenset()


def test_another_process_notices_within_seconds_this_one_at_once(tmp_path: Path) -> None:
    state, clock = opened(tmp_path), Clock()
    here, elsewhere = (Withdrawals(Settings(data=tmp_path), clock) for _ in range(2))
    assert here.now() == elsewhere.now() == frozenset()
    state.withdrawn.add("a.txt", by=1)
    here.changed()
    assert here.now() == {"a.txt"}
    assert elsewhere.now() == frozenset()
    clock.seconds += 5
    assert elsewhere.now() == {"a.txt"}
    assert here.now() is here.now()
    state.close()
    here.close()
    elsewhere.close()


def test_where_the_list_cannot_be_read_the_last_one_counts_and_without_one_nothing_is_said(tmp_path: Path) -> None:
    state, clock = opened(tmp_path), Clock()
    state.withdrawn.add("a.txt", by=1)
    known, new = (Withdrawals(Settings(data=tmp_path), clock) for _ in range(2))
    assert known.now() == {"a.txt"}
    with sqlite3.connect(tmp_path / "state.db") as database:
        database.execute("ALTER TABLE withdrawn RENAME COLUMN article TO elsewhere")
    database.close()
    clock.seconds += 60
    assert known.now() == {"a.txt"}
    with pytest.raises(StateError):
        new.now()
    state.close()
    known.close()
    new.close()


def test_a_build_reads_past_what_is_withdrawn_by_id_or_by_address(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name in ("a", "b", "c"):
        lines = f"---\ntitle: Story {name}\nurl: https://news.example/{name}\n---\nThe council of {name} met on Monday."
        (news / f"{name}.txt").write_text(lines, encoding="utf-8")
    settings, store = Settings(data=tmp_path / "data"), GenerationStore(tmp_path / "data")

    def run(*withdrawn: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        report = bring_up_to_date(
            store, settings, [news], ComputedEmbedder, frozenset(withdrawn), owner="test", full=False,
            keep_missing=False, dry=False, on_progress=lambda _: None, cancelled=lambda: False,
        )  # fmt: skip
        return report.added, report.removed

    added, _ = run("https://news.example/b")
    assert added == ("https://news.example/a", "https://news.example/c")
    assert run("https://news.example/b", "https://news.example/c") == ((), ("https://news.example/c",))
    assert run() == (("https://news.example/b", "https://news.example/c"), ())
    with pytest.raises(BuildError):
        run(*(f"https://news.example/{name}" for name in "abc"))
