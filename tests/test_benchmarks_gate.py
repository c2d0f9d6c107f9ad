"""The gate stands: a lowered figure, another corpus or a floor lowered without a reason doesn't pass."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import gate
from benchmarks.floors import Kept, Measured, lifted, lowered, read_floors, said_in_changelog, write_floors, wrong
from benchmarks.news import choice_point, reciprocal_rank
from benchmarks.refusing import auroc, refusal_figures
from benchmarks.rows import Group, corpus_digest
from benchmarks.run import Run
from bot.figure import Figure, figure, share

CHANGES = """# Changelog

## Unreleased

- Finding gave way:
  rare names weigh less now.

## 1.0

- An old reason here.
"""
SHARES = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(0, 20), min_size=1)


def measured(values: dict[str, int], corpus: str = "one", sample: int | None = None) -> Measured:
    """Return figures of 20 questions by how many were right."""
    figures = (Figure(name, right / 20, 0.0, 1.0, 20) for name, right in values.items())
    return Measured("group", corpus, sample, tuple(figures))


def test_a_figure_below_its_floor_fails_and_one_at_its_floor_passes() -> None:
    kept = Kept("one", None, {"a": 0.8})
    assert wrong(measured({"a": 16}), kept) == []
    (problem,) = wrong(measured({"a": 15}), kept)
    assert "a is 0.7500, its floor 0.8000" in problem


def test_a_floor_that_nothing_was_measured_for_fails() -> None:
    assert wrong(measured({"b": 20}), Kept("one", None, {"a": 0.8})) == ["group: a was not measured"]


def test_floors_of_another_corpus_fail_however_good_the_figures_are() -> None:
    (problem,) = wrong(measured({"a": 20}, corpus="other"), Kept("one", None, {"a": 0.1}))
    assert "not those its floors were measured on" in problem


def test_a_sample_is_not_held_against_floors_of_all_questions() -> None:
    assert wrong(measured({"a": 1}, sample=20), Kept("one", None, {"a": 0.8})) == []
    assert wrong(measured({"a": 1}, sample=20), Kept("one", 20, {"a": 0.8})) != []


@given(SHARES, SHARES)
def test_lifting_lowers_no_floor_and_lowering_lifts_none(before: dict[str, int], after: dict[str, int]) -> None:
    kept = lifted(measured(before), None)
    up, down = lifted(measured(after), kept), lowered(measured(after), kept)
    assert all(up.floors[name] >= floor for name, floor in kept.floors.items())
    assert all(floor <= kept.floors[name] for name, floor in down.floors.items())
    assert wrong(measured(after), down) == []
    assert wrong(measured(after), lifted(measured(after), None)) == []  # what is measured passes its own floors


def test_lifting_leaves_the_floors_of_another_corpus_or_sample_alone() -> None:
    kept = Kept("one", None, {"a": 0.8})
    assert lifted(measured({"a": 10}, corpus="other"), kept) == kept
    assert lifted(measured({"a": 20}, sample=20), kept) == kept
    assert lowered(measured({"a": 10}, corpus="other"), kept) == Kept("other", None, {"a": 0.5})


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Finding gave way: rare names weigh less now.", True),
        ("rare names\nweigh  less", True),
        ("it is slower but right", False),
        ("rare names", False),  # no reason in two words
        ("An old reason here.", False),  # told of a release before
        ("", False),
    ],
)
def test_a_reason_must_stand_in_the_newest_section_of_the_changelog(reason: str, said: bool) -> None:
    assert said_in_changelog(reason, CHANGES) is said


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    kept = {"group": Kept("one", 400, {"a": 0.8})}
    write_floors(kept, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == kept


def test_every_floor_in_git_belongs_to_a_row_of_the_table() -> None:
    groups = {group.name: group for group in gate.GROUPS}
    kept = read_floors()
    assert kept
    for name, one in kept.items():
        assert set(one.floors) <= set(groups[name].rows)
        if groups[name].quick:
            assert one.corpus == corpus_digest(groups[name].files)


def test_a_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.txt"
    path.parent.mkdir()
    path.write_text("news", encoding="utf-8")
    before = corpus_digest([path.parent])
    assert before == corpus_digest([path])
    path.write_text("News", encoding="utf-8")
    assert corpus_digest([path]) != before
    assert corpus_digest([path.rename(tmp_path / "b.txt")]) != corpus_digest([tmp_path / "folder"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--only", "dates", "--allow-regression", "a reason that nobody has written anywhere"),
        ("--only", "dates", "--allow-regression", ""),
        ("--only", "nothing-like-it"),
        ("--only", "korquad"),  # needs a folder for its index, or the material
        ("--only", "dates", "--questions", "0"),
    ],
)
def test_what_the_gate_cannot_do_is_refused_before_anything_is_measured(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        gate.main(arguments)
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_the_gate_fails_passes_and_writes_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors, record, chart = tmp_path / "floors.json", tmp_path / "gate.json", tmp_path / "gate.png"
    files = ("--floors", str(floors), "--json", str(record), "--chart", str(chart))
    assert gate.main(["--only", "dates", "--raise", *files]) == 0
    kept = read_floors(floors)["dates"]
    assert kept.floors["ko_recall"] > 0.9
    assert gate.main(["--only", "dates", *files]) == 0
    write_floors({"dates": Kept(kept.corpus, None, {"ko_recall": 1.1})}, floors)
    capsys.readouterr()
    assert gate.main(["--only", "dates", *files]) == 1
    assert "ko_recall" in capsys.readouterr().err
    assert gate.main(["--only", "dates", "--raise", *files]) == 1  # lifting doesn't mend it
    write_floors({"dates": Kept("another corpus", None, {"ko_recall": 0.1})}, floors)
    assert gate.main(["--only", "dates", *files]) == 1
    found = json.loads(record.read_text(encoding="utf-8"))
    assert [one["name"] for one in found["figures"]] == ["ko_precision", "ko_recall", "en_precision", "en_recall"]
    assert len(found["wrong"]) == 1
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_a_floor_gives_way_where_the_changelog_says_why(tmp_path: Path) -> None:
    floors, changelog = tmp_path / "floors.json", tmp_path / "changes.md"
    changelog.write_text(CHANGES, encoding="utf-8")
    assert gate.main(["--only", "dates", "--raise", "--floors", str(floors)]) == 0
    measured_now = read_floors(floors)["dates"]
    high = Kept(measured_now.corpus, None, {**measured_now.floors, "ko_recall": 1.1, "en_recall": 0.5})
    write_floors({"dates": high, "names": Kept("", None, {"recall": 2.0})}, floors)
    because = ("--allow-regression", "rare names weigh less now", "--changelog", str(changelog))
    assert gate.main(["--only", "dates", *because, "--floors", str(floors)]) == 0
    after = read_floors(floors)
    assert after["dates"].floors["ko_recall"] == measured_now.floors["ko_recall"]
    assert after["dates"].floors["en_recall"] == 0.5  # it gave way where it had to and nowhere else
    assert after["names"].floors == {"recall": 2.0}


def test_each_group_is_measured_on_its_own_sample(tmp_path: Path) -> None:
    def counted(count: int) -> Group:
        return Group(
            f"of {count}", "", (), {}, lambda run: [figure("even", [n % 2 == 0 for n in run.each("", range(count))])]
        )

    found = list(gate.measure([counted(10), counted(4)], Run(tmp_path, tmp_path, questions=5)))
    assert [(one.sample, one.figures[0].count) for one in found] == [(5, 5), (None, 4)]


def test_an_interval_is_that_of_the_known_distribution() -> None:
    even = share("a", 50, 100)
    assert even.value == 0.5
    assert (even.low, even.high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.02)
    wide, narrow = share("a", 8, 10), share("a", 800, 1_000)
    assert wide.high - wide.low == pytest.approx(10 * (narrow.high - narrow.low), rel=0.2)
    assert (share("a", 7, 7).low, share("a", 7, 7).high) == (1.0, 1.0)


def test_an_interval_holds_the_truth_nineteen_times_of_twenty() -> None:
    draw = np.random.default_rng(7)
    intervals = [figure("a", (draw.random(120) < 0.7).tolist()) for _ in range(100)]
    assert 89 <= sum(one.low <= 0.7 <= one.high for one in intervals) <= 100
    assert sum(one.high - one.low for one in intervals) / 100 == pytest.approx(2 * 1.96 * (0.21 / 120) ** 0.5, rel=0.1)


@settings(deadline=None, max_examples=25)  # a thousand resamples each
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_among_the_outcomes_and_is_the_same_each_time(outcomes: list[float]) -> None:
    found = figure("a", outcomes)
    assert min(outcomes) - 1e-9 <= found.low <= found.high <= max(outcomes) + 1e-9
    assert found == figure("a", outcomes)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.9])), min_size=2, max_size=30))
def test_auroc_is_the_share_of_pairs_in_the_right_order(outcomes: list[tuple[bool, float]]) -> None:
    pairs = [(a > b) + (a == b) / 2 for good, a in outcomes for bad, b in outcomes if good and not bad]
    found = auroc(np.array([[answerable, sure, 0] for answerable, sure in outcomes], np.float64))
    assert found == pytest.approx(sum(pairs) / len(pairs)) if pairs else np.isnan(found)


def test_precision_and_recall_are_those_of_refusing() -> None:
    outcomes = [(True, 0.9, False), (True, 0.3, True), (False, 0.2, True), (False, 0.1, True), (False, 0.8, False)]
    found = {one.name: one.value for one in refusal_figures(outcomes)}
    assert found == {"AUROC": 5 / 6, "precision": 2 / 3, "recall": 2 / 3}
    assert {one.name for one in refusal_figures([(True, 0.9, False)])} == set()


def test_an_article_counts_once_among_the_ranks_of_its_passages() -> None:
    assert reciprocal_rank(["a", "a", "b", "c"], "b") == 1 / 2
    assert reciprocal_rank(["a"], "b") == 0.0
    assert reciprocal_rank([str(n) for n in range(12)], "10") == 0.0


def test_the_choice_with_most_support_counts_and_a_tie_is_shared() -> None:
    choices = ["Ann", "Bob", "Cid", "Dee"]
    assert choice_point(["bob spoke", "ann and cid", "ann"], choices, [1]) == 1.0  # 1 against 1/2 + 1/3
    assert choice_point(["x", "ann spoke", "bob", "bob"], choices, [1]) == 1.0  # 1/3 + 1/4 against 1/2
    assert choice_point(["ann and bob"], choices, [1]) == 1 / 2
    assert choice_point(["nobody"], choices, [1]) == 1 / 4
