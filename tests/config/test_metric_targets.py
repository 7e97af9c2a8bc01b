"""The targets and budgets of metrics: the goals that they stand for, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.model.goal import TargetDirection
from tests.render.short_organizations import write_organization

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.config.loader import LoadedConfiguration
    from reportgen.model.goal import Goal


def _loaded(folder: Path, *lines: str, kind: str = "count") -> LoadedConfiguration:
    path = write_organization(folder, metrics=1, goals=0)
    text = path.read_text(encoding="utf-8").replace("kind: count", f"kind: {kind}")
    path.write_text(
        text.replace("    value: m0", "\n".join(["    value: m0", *lines])), encoding="utf-8"
    )
    return load_configuration(path)


def _goal(folder: Path, *lines: str) -> Goal:
    loaded = _loaded(folder, *lines)
    assert loaded.configuration is not None
    (goal,) = loaded.configuration.goals
    return goal


def test_a_target_is_a_goal_of_the_average_of_the_period(tmp_path: Path) -> None:
    goal = _goal(tmp_path, "    target: 42", "    owner: Team A")
    assert (goal.id, goal.specific, goal.owner) == ("m0-target", "Visits to the clinic", "Team A")
    assert goal.measurable is not None
    assert goal.measurable.quantity == "m0.mean.reporting.mean"
    assert (goal.measurable.target, goal.due) == (42, date(2026, 6, 30))


def test_less_is_better_makes_a_target_a_limit(tmp_path: Path) -> None:
    goal = _goal(tmp_path, "    target: 42", "    good: down")
    assert goal.measurable is not None
    assert goal.measurable.direction is TargetDirection.AT_MOST


def test_targets_by_period_are_steps(tmp_path: Path) -> None:
    goal = _goal(tmp_path, "    target: {2025: 45, 2026: 42}")
    assert goal.measurable is not None
    assert [value for value, _ in goal.measurable.by_period] == [45, 42]
    assert goal.measurable.target == 42


@pytest.mark.parametrize(
    ("budget", "total"),
    [("500", 500), ("{2025: 1000, 2026-Q1: 240, 2026-Q2: 260}", 500)],
)
def test_the_budgets_of_its_parts_make_up_that_of_the_period(
    tmp_path: Path, budget: str, total: float
) -> None:
    goal = _goal(tmp_path, f"    budget: {budget}")
    assert goal.measurable is not None
    assert (goal.measurable.quantity, goal.measurable.target) == (
        "m0.observed.reporting.total",
        total,
    )


@pytest.mark.parametrize(
    ("line", "kind", "message"),
    [
        ("budget: {2026: 1000}", "count", "do not make up the reporting period"),
        ("budget: {2026-Q1: 100}", "count", "do not make up the reporting period"),
        ("budget: 100", "average", "its values do not add up"),
        ("target: 60%", "count", "which is not a share"),
        ("target: many", "count", "`target`"),
        ("target: {2024: 10}", "count", "has no target for 2026-06-30"),
    ],
)
def test_a_mistake_is_reported_at_its_metric(
    tmp_path: Path, line: str, kind: str, message: str
) -> None:
    loaded = _loaded(tmp_path, f"    {line}", kind=kind)
    assert loaded.configuration is None
    found = [item for item in loaded.diagnostics if message in item.message]
    assert found
    place = found[0].place
    # Line 7 begins the metrics.
    assert place is not None
    assert (place.line or 0) > 7
