"""Decisions claim, find and cover as often as docs/methods.md says, on simulated series.

The program decides one comparison at a time; tests/simulation/many_series.py decides thousands at
once. The first test here holds both against each other, on the way that the program takes from
the values of a file; the others count with the faster one.
"""

from __future__ import annotations

from datetime import date
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.analysis.comparisons.outcomes import run_comparisons
from reportgen.analysis.plan import complete_plan
from reportgen.model.comparison import AnalysisSettings, Comparison, Impact, Test, WashOut
from reportgen.model.metric import MetricKind
from reportgen.model.period import Intervention, Period
from reportgen.model.verdict import Restraint
from tests.analysis.factories import configuration, dataset, metric, month_span, monthly
from tests.simulation.cells import (
    KINDS,
    RHOS,
    SERIES,
    SIZES,
    Cell,
    Rates,
    all_cells,
    left_out,
    model,
    rates,
    season_of,
    values,
)
from tests.simulation.many_series import decide_all
from tests.simulation.tables import METHODS, documented, write

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.decision import Decision

    Array = NDArray[np.float64]

DRAWS = 2000
FEWER_DRAWS = 500
START = date(2015, 1, 1)
TESTS = {
    "means": (Test.MEAN, MetricKind.COUNT),
    "gains": (Test.SLOPE, MetricKind.LEVEL),
    "slopes": (Test.SLOPE, MetricKind.COUNT),
    **dict.fromkeys(SERIES, (Test.ITS, MetricKind.COUNT)),
    "rare": (Test.MEAN, MetricKind.COUNT),
}


def decided_by_the_program(cell: Cell, times: Array, row: Array) -> Decision:
    """Return the decision on a file with these values, in periods that adjoin each other."""
    test, kind = TESTS[cell.kind]
    months = 7.5 + np.arange(times[-1] + 1) % 3
    months[times.astype(int)] = row
    if cell.kind == "gains":
        months = 500 + np.cumsum(months)
    first_later = int(times[-1]) + 1 - cell.n
    spans = {
        "later": (first_later, first_later + cell.n),
        "base": (first_later - cell.n, first_later),
    }
    is_two = cell.kind == "its_two"
    if is_two:
        spans = {"later": (cell.n, 3 * cell.n), "base": (0, cell.n)}
    impacts = {"its_level": Impact.LEVEL, "its_slope": Impact.SLOPE}
    periods = {
        key: Period(
            id=key, label=key, first=month_span(a, START)[0], last=month_span(b - 1, START)[1]
        )
        for key, (a, b) in spans.items()
    }
    comparison = Comparison(
        id="c",
        metric="visits",
        test=test,
        later="later",
        base="base",
        impact=impacts.get(cell.kind, Impact.BOTH),
        wash_out=WashOut(steps=left_out(cell)) if left_out(cell) else None,
    )
    changes = tuple(
        Intervention(on=month_span(month, START)[0], label=f"after {month} months")
        for month in (cell.n, 2 * cell.n)
    )
    data = dataset(monthly(metric("visits", kind), START, months.tolist()))
    settings = configuration(
        data,
        periods=periods,
        comparisons=(comparison,),
        report_date=date(2024, 12, 31),
        intervention=changes[0] if is_two else None,
        further_interventions=changes[1:] if is_two else (),
    )
    run = run_comparisons(complete_plan(settings, data), data.series, AnalysisSettings())[-1]
    assert run.decided is not None
    return run.decided.decision


@pytest.mark.parametrize("kind", [*KINDS, "rare"])
@pytest.mark.parametrize("n", SIZES)
def test_the_program_decides_each_series_as_the_simulation_does(kind: str, n: int) -> None:
    cell = Cell(kind=kind, n=n, rho=0.3, season=0.7, trend=0.03, dispersion=2.0)
    design, shape, _ = model(cell)
    rows = values(cell, design, np.random.default_rng(n), 4, shape)
    found = decide_all(design, rows, season=season_of(cell))
    p_values = found.p_values()
    for place, row in enumerate(rows):
        decision = decided_by_the_program(cell, design.times, row)
        assert (decision.restraint is Restraint.TREND) == found.is_opposed[place]
        assert decision.p_value == pytest.approx(p_values[place], rel=1e-7, abs=1e-12)
        assert decision.difference.estimate == pytest.approx(found.estimate[place], rel=1e-7)
        assert decision.has_season == found.has_season[place]
        assert (decision.trend is not None) == found.has_trend[place]
        assert decision.is_year_earlier == (n < 12 and kind not in SERIES)


def allowed(share: float, draws: int, errors: float) -> float:
    """Return some standard errors of a share; one of 1% where the share itself is less."""
    within = min(max(share, 0.01), 0.99)
    return errors * sqrt(within * (1 - within) / draws)


def hold(cell: Cell, draws: int, errors: float) -> None:
    """Assert the documented rates of a cell, give or take the chance of the draws."""
    found, known = rates(cell, draws), documented(cell)
    assert found.false <= known.false + allowed(known.false, draws, errors), (cell, found)
    if known.power is not None:
        assert found.power >= known.power - allowed(known.power, draws, errors), (cell, found)
    if known.coverage is not None:
        assert found.coverage >= known.coverage - allowed(known.coverage, draws, errors), (
            cell,
            found,
        )


def test_the_tables_mark_each_rate_that_misses_its_goal() -> None:
    known = {}
    for cell in all_cells():
        rate = documented(cell)
        # The tables of trends and of series that wander have false claims alone.
        known[cell] = Rates(
            false=rate.false,
            power=rate.power or 0.0,
            coverage=rate.coverage or 0.0,
            rejected=rate.rejected,
        )
    page = METHODS.read_text(encoding="utf-8")
    for part in write(known).split("\n\n"):
        assert part.strip() in page


@pytest.mark.slow
@pytest.mark.parametrize("cell", list(all_cells()), ids=str)
def test_claims_power_and_coverage_are_as_documented(cell: Cell) -> None:
    hold(cell, DRAWS, 2.0)


@pytest.mark.parametrize(
    "cell",
    [
        *(Cell(kind="means", n=12, rho=rho) for rho in RHOS),
        Cell(kind="means", n=12, season=1.5, rho=0.3),
        Cell(kind="gains", n=12, rho=0.3),
        Cell(kind="slopes", n=12, rho=0.3),
        Cell(kind="its", n=12, season=1.5, rho=0.3),
        Cell(kind="means", n=12, trend=0.2),
        Cell(kind="rare", n=12, dispersion=4.0),
    ],
    ids=str,
)
def test_a_share_of_the_simulation_is_as_documented(cell: Cell) -> None:
    hold(cell, FEWER_DRAWS, 3.0)
