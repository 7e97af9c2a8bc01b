"""Value and target can be distinguished, and one number prints the same way in the whole brief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.model.goal import GoalStatus
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.narrative.numbers.number_text import number_text, print_in_order

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.pipeline import Analysed

_HEAD = """\
reportgen: 1
organization: {name: Swimming Club}
brief: {kind: board, report_date: 2025-02-28}
intervention: {on: 2024-01-01, label: New pool}
metrics:
  swims: {kind: count, unit: swims, file: swims.csv, date: month, value: swims}
  full: {label: lanes in use, kind: rate, file: swims.csv, date: month, value: full}
goals:
"""


def _analysed(folder: Path, *goals: tuple[str, str, str]) -> Analysed:
    """Analyse two years whose second has a mean of 87.25 swims and of 59.96% of lanes in use."""
    rows = ["month,swims,full"]
    rows += [f"2023-{place:02},{60 + place % 3},0.41" for place in range(1, 13)]
    swims = (87, 87, 87, 88) * 3
    shares = (0.5996, 0.5995, 0.5997, 0.5996) * 3
    rows += [
        f"2024-{place:02},{swim},{share}"
        for place, swim, share in zip(range(1, 13), swims, shares, strict=True)
    ]
    (folder / "swims.csv").write_text("\n".join(rows) + "\n")
    lines = [
        f"  - {{id: g{place}, specific: Goal {place}, time_bound: 2024-12, "
        f"measurable: {{quantity: {quantity}, target: {target}, direction: {side}}}}}\n"
        for place, (quantity, target, side) in enumerate(goals)
    ]
    (folder / "club.yaml").write_text(_HEAD + "".join(lines))
    return analyse(folder / "club.yaml")


def _texts(analysed: Analysed, *names: str) -> list[str]:
    return [number_text(analysed.outcomes.quantities[name], JMIR) for name in names]


@pytest.mark.parametrize(
    ("quantity", "target", "expected"),
    [
        ("swims.observed.after.mean", "87.5", ("87.2", "87.5", "0.2")),
        ("full.observed.after.mean", "0.6", ("59.96%", "60%", "0.04")),
        ("full.mean.after.mean", "0.5997", ("59.96%", "59.97%", "0.01")),
        ("swims.mean.after_vs_before.ratio", "1.43", ("1.4303", "1.43", "−0.0003")),
    ],
)
def test_value_and_target_are_told_apart(
    tmp_path: Path, quantity: str, target: str, expected: tuple[str, ...]
) -> None:
    analysed = _analysed(tmp_path, (quantity, target, "at_least"))
    assert tuple(_texts(analysed, "goals.g0.value", "goals.g0.target", "goals.g0.gap")) == expected
    assert _texts(analysed, quantity) == [expected[0]]


def test_one_mean_has_one_precision_in_all_analyses(tmp_path: Path) -> None:
    analysed = _analysed(tmp_path, ("swims.observed.after.mean", "87.249", "at_least"))
    names = ("swims.observed.after.mean", "swims.mean.after.mean", "goals.g0.value")
    assert _texts(analysed, *names) == ["87.25"] * 3


def test_without_a_goal_the_interval_decides(tmp_path: Path) -> None:
    analysed = _analysed(tmp_path, ("swims.observed.after.mean", "1", "at_least"))
    names = ("full.observed.after.mean", "full.mean.after.mean")
    assert _texts(analysed, *names) == ["59.96%", "59.96%"]
    alone = replace(analysed.outcomes.quantities[names[0]], decimals=None)
    assert number_text(alone, JMIR) == "60%"


def test_a_sum_of_tenths_reaches_its_sum(tmp_path: Path) -> None:
    rows = "".join(f"2024-{place:02},0.1\n" for place in range(1, 13))
    (tmp_path / "km.csv").write_text("month,km\n" + rows)
    (tmp_path / "club.yaml").write_text(
        "reportgen: 1\norganization: {name: Walkers}\nbrief: {kind: board}\n"
        "periods: {spring: {from: 2024-03, to: 2024-05}}\n"
        "metrics: {km: {kind: amount, unit: km, file: km.csv, date: month, value: km}}\n"
        "goals: [{id: low, specific: Walk less, measurable: {quantity: km.observed.spring.total, "
        "target: 0.3, direction: at_most}}]\n"
    )
    outcomes = analyse(tmp_path / "club.yaml").outcomes
    assert outcomes.quantities["goals.low.value"].value != 0.3
    assert outcomes.goals[0].status is GoalStatus.MET
    assert number_text(outcomes.quantities["goals.low.value"], JMIR) == "0.300"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (131.5, 132.0, False),
        (131.4, 132.0, True),
        (132.0, 132.0, True),
        (132.04, 132.04, False),
        (132.04, 132.01, False),
    ],
)
def test_numbers_that_would_print_in_order(one: float, other: float, expected: bool) -> None:
    value = Quantity(id="a", value=one, form=Form.MEASURE)
    target = Quantity(id="b", value=other, form=Form.TARGET)
    assert print_in_order(value, target) is expected
