"""Which metrics get the control chart of rare counts, and its quantities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.monitoring.control_chart import ControlChart
from reportgen.analysis.monitoring.signals import SignalRule
from reportgen.model.estimate import Refusal
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.metric import Direction, MetricKind
from reportgen.model.monitoring_verdict import TargetCount, Tone
from reportgen.model.period import Period
from tests.analysis.factories import configuration, dataset, metric, monthly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.outcomes import Outcomes

START = date(2024, 1, 1)
HALF_YEAR = Period(id="r", label="r", first=date(2026, 1, 1), last=date(2026, 6, 30))
JUNE = Period(id="r", label="r", first=date(2026, 6, 1), last=date(2026, 6, 30))
BEFORE = [1, 0, 2, 1, 0, 1, 3, 0, 1, 0, 2, 1] * 2
AFTER = [5, 4, 3, 4, 5, 3]


def outcomes_of(
    values: Sequence[float | None],
    *,
    kind: MetricKind = MetricKind.COUNT,
    period: Period = HALF_YEAR,
    goals: tuple[Goal, ...] = (),
) -> Outcomes:
    of = metric("falls", kind, good=Direction.DOWN)
    data = dataset(monthly(of, START, values))
    return analyse(
        configuration(data, reporting_period=period, report_date=period.last, goals=goals), data
    )


def value(outcomes: Outcomes, name: str) -> object:
    return outcomes.quantities[f"falls.counts.reporting.{name}"].value


def test_rare_counts_have_limits_per_month_per_period_and_for_runs_of_zeros() -> None:
    outcomes = outcomes_of([*BEFORE, *AFTER])
    assert [value(outcomes, name) for name in ("months", "total", "mean")] == [24, 24, 1]
    assert [value(outcomes, name) for name in ("limit_high", "stretch")] == [6, 6]
    assert [value(outcomes, f"period_{name}") for name in ("months", "total")] == [6, 24]
    assert [value(outcomes, f"period_{name}") for name in ("low", "high")] == [1, 13]
    assert [value(outcomes, name) for name in ("signals", "above", "below")] == [1, 0, 0]
    found = outcomes.monitoring[0]
    assert [signal.rule for signal in found.signals] == [SignalRule.TOTAL]
    assert found.verdict.tone is Tone.WORSE
    limit = outcomes.quantities["falls.counts.reporting.limit_high"]
    assert (limit.method, limit.unit, limit.sources[0].rows) == (
        "count-chart",
        "falls a month",
        "2-31",
    )


def test_the_quantities_of_an_xmr_chart_keep_their_ids_and_say_where_to_look() -> None:
    outcomes = outcomes_of([*BEFORE, *AFTER])
    for name in ("mean", "limit_low", "limit_high", "signals"):
        missing = outcomes.quantities[f"falls.xmr.reporting.{name}"]
        assert missing.value is None
        assert missing.reason.endswith("a chart of rare counts takes its place")


def test_counts_of_two_or_more_per_month_have_only_an_xmr_chart() -> None:
    outcomes = outcomes_of([count + 1 for count in [*BEFORE, *AFTER]])
    assert not outcomes.monitoring[0].is_of_rare_counts
    assert "falls.counts.reporting.mean" not in outcomes.quantities


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([sum(BEFORE[: end + 1]) for end in range(24)] + [24] * 6, MetricKind.LEVEL),
        ([1 - count % 2 for count in [*BEFORE, *AFTER]], MetricKind.RATE),
        ([*BEFORE, *AFTER[:-1], -1], MetricKind.COUNT),
        ([*BEFORE, *AFTER[:-1], 1.5], MetricKind.COUNT),
    ],
    ids=["gains of a running total", "shares", "below zero", "not whole"],
)
def test_values_other_than_counts_of_events_are_still_refused(
    values: list[float], kind: MetricKind
) -> None:
    found = outcomes_of(values, kind=kind).monitoring[0]
    assert isinstance(found.chart, Refusal)
    assert "too few happen at a time for limits" in found.chart.reason
    assert found.ids.stem == "falls.xmr.reporting"


def test_a_baseline_of_zeros_has_limits_and_reasons_for_missing_quantities() -> None:
    outcomes = outcomes_of([0] * 30)
    assert [value(outcomes, name) for name in ("total", "limit_high", "period_high")] == [0, 3, 3]
    reasons = {
        name: outcomes.quantities[f"falls.counts.reporting.{name}"].reason
        for name in ("dispersion", "stretch")
    }
    assert reasons == {
        "dispersion": "nothing happened in the baseline",
        "stretch": "no stretch of months with none that the chart could show would be a signal",
    }


def test_a_period_of_one_month_is_judged_by_the_limit_of_a_month() -> None:
    outcomes = outcomes_of([*BEFORE, *AFTER], period=JUNE)
    found = outcomes.monitoring[0]
    assert isinstance(found.chart, ControlChart)
    assert found.chart.together_limits is None
    missing = outcomes.quantities["falls.counts.reporting.period_high"]
    assert missing.reason == "a reporting period of one month is judged by the limit of a month"


def test_months_without_a_value_are_left_out() -> None:
    values: list[float | None] = [*BEFORE, *AFTER]
    values[3] = values[26] = None
    outcomes = outcomes_of(values)
    assert [value(outcomes, name) for name in ("months", "total")] == [23, 23]
    assert [value(outcomes, f"period_{name}") for name in ("months", "total")] == [5, 21]


@pytest.mark.parametrize(("target", "met"), [(5, 6), (4, 4), (0, 0)])
def test_the_months_that_met_the_target_are_counted(target: float, met: int) -> None:
    goal = Goal(
        id="safe",
        specific="Fewer falls",
        measurable=Measure(
            quantity="falls.mean.reporting.rate",
            target=target,
            direction=TargetDirection.AT_MOST,
        ),
        achievable="",
        relevant="",
        time_bound=date(2026, 6, 30),
        owner="",
    )
    outcomes = outcomes_of([*BEFORE, *AFTER], goals=(goal,))
    found = outcomes.monitoring[0].verdict.target
    assert found is not None
    assert (found.goal, found.met, found.total) == ("safe", met, 6)
    assert value(outcomes, "target_met") == met


@pytest.mark.parametrize(
    ("target", "in_a_row", "worst"),
    [
        (0, 8, date(2026, 1, 1)),  # of two months with 5, the first
        (4, 0, date(2026, 1, 1)),  # the last month met it
        (9, 0, None),
    ],
)
def test_months_in_a_row_and_the_worst_one_are_known_of_a_missed_target(
    target: float, in_a_row: int, worst: date | None
) -> None:
    measure = Measure(
        quantity="falls.mean.reporting.rate", target=target, direction=TargetDirection.AT_MOST
    )
    goal = Goal(
        id="safe", specific="", measurable=measure, achievable="", relevant="", time_bound=None
    )
    outcomes = outcomes_of([*BEFORE, *AFTER], goals=(goal,))
    found = outcomes.monitoring[0].verdict.target
    assert found is not None
    assert (found.missed_in_a_row, found.worst and found.worst.first) == (in_a_row, worst)
    assert value(outcomes, "target_missed") == in_a_row
    assert ("falls.counts.reporting.target_worst" in outcomes.quantities) is (worst is not None)
    gap = outcome_without_a_month(goal)
    assert gap.missed_in_a_row == min(in_a_row, 3)


def outcome_without_a_month(goal: Goal) -> TargetCount:
    """Return the count where the third month of the period has no value."""
    values: list[float | None] = [*BEFORE, *AFTER]
    values[26] = None
    found = outcomes_of(values, goals=(goal,)).monitoring[0].verdict.target
    assert found is not None
    return found
