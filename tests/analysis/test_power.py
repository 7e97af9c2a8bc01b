"""What a comparison could show is known before its data exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import fmean

import numpy as np
import pytest

from reportgen.analysis.comparisons.decision import DecisionSettings, decide_means
from reportgen.analysis.power.continuation import carried_on, continued
from reportgen.analysis.power.planned import PlannedComparisons, plan_comparisons
from reportgen.errors import InsufficientDataError
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind
from reportgen.model.period import Intervention, Period
from reportgen.narrative.power import power_texts
from reportgen.statistics.period_values import PeriodValues
from tests.analysis.factories import configuration, dataset, metric, monthly

START = date(2020, 1, 1)


def _planned(values: list[float], months: tuple[int, int]) -> PlannedComparisons:
    data = dataset(monthly(metric("visits", MetricKind.COUNT), START, values))
    return plan_comparisons(configuration(data), data, months=months)


def _detectable(values: list[float], months: tuple[int, int]) -> float:
    [outcome] = _planned(values, months).outcomes.comparisons
    assert outcome.decision is not None
    return outcome.decision.detectable


def _noise(count: int, seed: int = 1) -> list[float]:
    return [float(round(x)) for x in np.random.default_rng(seed).normal(200, 20, count)]


def test_values_are_carried_on_with_the_deviations_of_a_year_before() -> None:
    year = [float(value) for value in (3, 9, 4, 8, 5, 7, 6, 6, 4, 8, 3, 9)]
    assert carried_on(year * 2, 14, steps_per_year=12) == pytest.approx([*year, *year[:2]])


def test_a_trend_is_carried_on() -> None:
    line = [10.0 + 2 * place + place % 2 for place in range(12)]
    ahead = carried_on(line, 12, steps_per_year=12)
    assert fmean(ahead) - fmean(line) == pytest.approx(24, rel=0.02)


def test_a_running_total_is_carried_on_by_its_gains() -> None:
    totals = np.cumsum(_noise(12)).tolist()
    series = monthly(metric("members", MetricKind.LEVEL), START, totals)
    longer = continued(series, date(2021, 12, 31))
    gains = np.diff([item.value for item in longer.observations])
    assert len(longer.observations) == 24
    assert gains[11:22] == pytest.approx(gains[:11])
    assert longer.observations[-1].last == date(2021, 12, 31)


def test_counts_stay_counts_and_shares_stay_shares() -> None:
    counts = continued(
        monthly(metric("falls", MetricKind.COUNT), START, [9, 7, 5, 4, 2, 1]), date(2021, 6, 30)
    )
    values = [item.value for item in counts.observations]
    assert min(values) == 0
    assert all(value == int(value) for value in values)
    shares = continued(
        monthly(metric("kept", MetricKind.RATE), START, [0.5, 0.6, 0.72, 0.8, 0.89, 0.98]),
        date(2021, 6, 30),
    )
    assert max(item.value for item in shares.observations) == 1


def test_more_months_show_smaller_changes() -> None:
    found = [
        fmean(_detectable(_noise(24, seed), (months, months)) for seed in range(8))
        for months in (8, 24)
    ]
    assert found[0] > 1.5 * found[1]


def test_a_change_of_the_planned_size_is_found_in_four_of_five_series() -> None:
    """The claim of the sentence, in 300 series without autocorrelation, of which it knows none."""
    size = np.mean([_detectable(_noise(12, seed), (12, 12)) for seed in range(20)])
    rng, found = np.random.default_rng(7), 0
    for _ in range(300):
        before, after = rng.normal(200, 20, 12), rng.normal(200 + size, 20, 12)
        base = PeriodValues("before", tuple(range(12)), tuple(before))
        later = PeriodValues("after", tuple(range(12, 24)), tuple(after))
        decided = decide_means(base, later, DecisionSettings(steps_per_year=12))
        found += decided.decision.p_value < 0.05
    assert 0.7 < found / 300 < 0.95


def test_an_intervention_in_the_future_parts_the_periods() -> None:
    data = dataset(monthly(metric("visits", MetricKind.COUNT), START, _noise(18)))
    asked = replace(
        configuration(data), intervention=Intervention(on=date(2021, 10, 1), label="Opening")
    )
    periods = plan_comparisons(asked, data, months=None).configuration.periods
    assert periods["before"].first == date(2020, 10, 1)
    assert periods["after"].last == date(2022, 9, 30)


def test_periods_of_the_configuration_are_those_that_are_planned() -> None:
    data = dataset(monthly(metric("visits", MetricKind.COUNT), START, _noise(18)))
    periods = {
        "old": Period(id="old", label="", first=date(2020, 7, 1), last=date(2021, 6, 30)),
        "new": Period(id="new", label="", first=date(2021, 7, 1), last=date(2022, 6, 30)),
    }
    asked = replace(configuration(data), periods=periods)
    assert plan_comparisons(asked, data, months=None).configuration.periods == periods
    assert "old" not in plan_comparisons(asked, data, months=(6, 6)).configuration.periods


def test_it_says_how_large_a_change_would_be_found() -> None:
    [text] = power_texts(_planned(_noise(18), (12, 12)))
    assert "with 12 months before (July 2020 to June 2021) and 12 after (July 2021 to June" in text
    assert "would be found in four of five cases. Successive months are taken to correlate" in text


def test_it_says_when_no_change_would_be_claimed() -> None:
    [text] = power_texts(_planned(_noise(18), (12, 3)))
    assert "no change would be claimed: the periods are too short" in text


def test_a_comparison_that_can_not_be_planned_for_says_why() -> None:
    [text] = power_texts(_planned([7.0] * 18, (12, 12)))
    assert text == "Visits can't be planned for: the values do not vary in either period."


def test_a_change_larger_than_the_value_before_has_no_share() -> None:
    rare = [0.0, 9, 0, 0, 0, 7, 0, 0, 0, 5, 0, 8, 0, 0, 0, 0, 6, 0]
    [text] = power_texts(_planned(rare, (12, 12)))
    assert "would be found in four of five cases" in text
    assert "%" not in text


def test_metrics_that_can_not_be_carried_on_say_why() -> None:
    few = monthly(
        metric("visits", MetricKind.COUNT, label="visits to the library"), START, [3, 4, 5]
    )
    uneven = replace(
        monthly(metric("calls", MetricKind.COUNT), START, _noise(12)),
        frequency=Frequency.IRREGULAR,
    )
    data = dataset(few, uneven)
    planned = plan_comparisons(configuration(data), data, months=(12, 12))
    assert not planned.outcomes.comparisons
    texts = list(power_texts(planned))
    assert (
        "Visits to the library can't be planned for: fewer than six values do not show how much "
        "it varies." in texts
    )
    assert any("no regular steps" in text for text in texts)


def test_without_a_value_there_is_nothing_to_plan_from() -> None:
    data = dataset(monthly(metric("visits", MetricKind.COUNT), START, []))
    with pytest.raises(InsufficientDataError, match="no metric has a value to plan from"):
        plan_comparisons(configuration(data), data, months=None)
