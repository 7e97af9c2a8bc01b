"""How often control charts alarm: at most one in ten unchanged periods, and most shifts."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from reportgen.analysis.monitoring.control_chart import ValueKind, chart_values
from reportgen.statistics.baseline_forecast import Season
from tests.analysis.simulated_charts import (
    BASELINES,
    MEANS,
    QUARTER,
    SETTINGS,
    YEAR,
    DenseForecast,
    Setting,
    alarm_rate,
    count_alarm_rate,
    count_alarms,
    count_row,
    counts,
    row,
    series,
)

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"
MOST = 0.10
FEW = 400
# Three standard errors of a rate of 10% among so many series.
SLACK = 3 * (MOST * (1 - MOST) / FEW) ** 0.5
COUNTS = ValueKind(is_count=True, floor=0.0)
MEASURED = ValueKind()


def has_signal(values: list[float], n: int, kind: ValueKind) -> bool:
    months = range(len(values))
    season = Season(
        phases=[month / 12 for month in months], groups=[month % 12 for month in months]
    )
    made = chart_values(months, values, n_baseline=n, kind=kind, season=season)
    return bool(made.signals)


@pytest.mark.parametrize(("n", "m"), [(12, QUARTER), (24, YEAR), (36, QUARTER)])
def test_the_simulated_charts_alarm_where_charts_do(n: int, m: int) -> None:
    rng = np.random.default_rng(n)
    model = DenseForecast(n, m)
    measured = series(Setting(season=1, trend=0.05), rho=0.4, n=n, m=m, draws=8, rng=rng)
    measured[:, n:] += rng.choice([0, 2], (8, 1))
    rare = counts(0.8, 2, size=(8, n + m), rng=rng)
    rare[:, n:] += rng.choice([0, 5], (8, 1))
    rare = rare[rare[:, :n].sum(axis=1) < 2 * n]
    many = counts(8, 2, size=(8, n + m), rng=rng)
    many[:, n:] *= rng.choice([1, 2], (8, 1))
    for values, alarms, kind in (
        (measured, model.alarms(measured), MEASURED),
        (rare, count_alarms(rare, model), COUNTS),
        (many, count_alarms(many, model), COUNTS),
    ):
        assert [has_signal(item, n, kind) for item in values.tolist()] == alarms.tolist()
        assert 0 < alarms.sum() < len(alarms)


@pytest.mark.parametrize(
    ("setting", "rho", "n", "m"),
    [
        (Setting(), 0.6, 24, QUARTER),
        (Setting(season=1.5), 0.3, 24, QUARTER),
        (Setting(trend=0.1), 0.6, 24, YEAR),
        (Setting(season=1.5, trend=0.1), 0.6, 12, YEAR),
    ],
)
def test_at_most_one_in_ten_unchanged_periods_has_a_signal(
    setting: Setting, rho: float, n: int, m: int
) -> None:
    assert alarm_rate(setting, rho=rho, n=n, m=m, draws=FEW) <= MOST + SLACK


@pytest.mark.parametrize(("mean", "dispersion"), [(0.5, 4.0)])
def test_at_most_one_in_ten_unchanged_periods_of_counts_has_a_signal(
    mean: float, dispersion: float
) -> None:
    assert count_alarm_rate(mean, dispersion, n=24, m=QUARTER, draws=FEW) <= MOST + SLACK


def test_most_shifts_of_two_standard_deviations_are_found() -> None:
    assert alarm_rate(Setting(), rho=0, n=36, m=QUARTER, draws=FEW, shift=2) > 0.6
    assert alarm_rate(Setting(), rho=0, n=36, m=YEAR, draws=FEW, shift=2) > 0.9


@pytest.mark.slow
@pytest.mark.parametrize(("setting", "n"), list(product(SETTINGS, BASELINES)), ids=str)
def test_the_table_holds_what_is_simulated(setting: Setting, n: int) -> None:
    text, alarms = row(setting, n)
    # To the whole percent: the standard error of 10% among 2,000 series is 0.7 points.
    assert round(max(alarms), 2) <= MOST, text
    assert text in METHODS.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("mean", "n"), list(product(MEANS, BASELINES)))
def test_the_table_of_counts_holds_what_is_simulated(mean: float, n: int) -> None:
    text, alarms = count_row(mean, n)
    assert round(max(alarms), 2) <= MOST, text
    assert text in METHODS.read_text(encoding="utf-8")
