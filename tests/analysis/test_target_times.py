"""A target for another time than its goal measures is a warning, whatever names the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.diagnostics import Severity
from reportgen.pipeline import analyse_organization, load_organization

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

_FILE = """\
reportgen: 1
organization: {{name: Bee Keepers}}
{more}
metrics:
  sales: {{kind: {kind}, file: b.csv, date: month, value: sales}}
goals:
  - id: g
    specific: Do well
    time_bound: {due}
    measurable:
      quantity: sales.observed.{measured}
      target: {target}
"""


def warned(
    folder: Path,
    measured: str,
    target: str,
    *,
    due: str = "2025-12",
    more: str = "",
    kind: str = "amount",
    months: int = 12,
) -> list[Diagnostic]:
    """Return the warnings on a goal, with as many months of data from January 2024 on."""
    rows = [f"{2024 + n // 12}-{n % 12 + 1:02},{100 + n}\n" for n in range(months)]
    (folder / "b.csv").write_text("month,sales\n" + "".join(rows))
    path = folder / "bees.yaml"
    path.write_text(_FILE.format(measured=measured, target=target, due=due, more=more, kind=kind))
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    found = [item for item in analysed.diagnostics if item.code == "CFG158"]
    for item in found:
        assert item.severity is Severity.WARNING
        assert item.place is not None
        assert (item.place.line, item.place.column) == (12, 15)
    return found


@pytest.mark.parametrize(
    ("statistic", "period", "target", "due", "is_warned"),
    [
        ("total", "2025-01 to 2025-03", "{2025: 40}", "2025-03", True),
        ("total", "2025-01 to 2025-03", "{2025: 40}", "2025-12", False),
        ("total", "2025-04 to 2025-06", "{2025: 40}", "2025-12", True),
        ("total", "2025-01 to 2025-12", "{2025: 40}", "2025-12", False),
        ("total", "2025-01 to 2025-03", "{2025: 40, 2025-Q1: 10}", "2025-03", False),
        ("mean", "2025-01 to 2025-03", "{2025: 40}", "2025-03", False),
        ("mean", "2024-01 to 2024-12", "{2024: 30, 2025: 40}", "2025-12", True),
        ("mean", "2026-01 to 2026-12", "{2025: 40}", "2025-12", True),
        ("mean", "2024-01 to 2024-12", "40", "2025-12", False),
    ],
)
@pytest.mark.parametrize("name", ["reporting", "spring"])
def test_a_period_of_the_configuration_is_held_against_the_days_of_the_target(
    tmp_path: Path,
    name: str,
    statistic: str,
    period: str,
    target: str,
    due: str,
    *,
    is_warned: bool,
) -> None:
    first, last = period.split(" to ")
    span = f"{{from: {first}, to: {last}}}"
    more = f"reporting_period: {span}" if name == "reporting" else f"periods: {{spring: {span}}}"
    found = warned(tmp_path, f"{name}.{statistic}", target, due=due, more=more, months=15)
    assert len(found) == is_warned
    assert all(f"from {first}-01 to {last}-" in item.message for item in found)


@pytest.mark.parametrize("months", [15, 18, 24])
@pytest.mark.parametrize(("kind", "statistic"), [("amount", "total"), ("level", "change")])
def test_a_quarter_by_default_is_held_against_the_target_of_its_year(
    tmp_path: Path, months: int, kind: str, statistic: str
) -> None:
    (found,) = warned(tmp_path, f"reporting.{statistic}", "{2025: 5000}", kind=kind, months=months)
    quarter = {15: "2025-01-01 to 2025-03-31", 18: "2025-04-01 to 2025-06-30"}
    assert quarter.get(months, "2025-10-01 to 2025-12-31") in found.message
    assert found.message.endswith("its target is for 2025-01-01 to 2025-12-31")


def test_the_mean_of_a_default_quarter_may_have_a_target_for_the_year(tmp_path: Path) -> None:
    assert warned(tmp_path, "reporting.mean", "{2025: 100}", months=24) == []


def test_the_total_of_a_default_quarter_has_a_target_for_the_quarter(tmp_path: Path) -> None:
    assert warned(tmp_path, "reporting.total", "{2025-Q4: 100}", months=24) == []


def test_a_year_to_date_stays_behind_once_the_year_is_over(tmp_path: Path) -> None:
    period = "reporting_period: {from: 2025-01, to: 2025-09}"
    assert warned(tmp_path, "reporting.total", "{2025: 100}", more=period, months=21) == []
    assert warned(tmp_path, "reporting.total", "{2025: 100}", more=period, months=24) != []
