"""Intervals of few or rare values: left out of a small set, and never beyond what is possible."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Comparison, Test
from reportgen.model.estimate import Estimate
from reportgen.model.metric import MetricKind, Season
from reportgen.model.period import Intervention, Period
from reportgen.model.prose import plain_text
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.phrases import paragraph
from tests.analysis.factories import configuration, dataset, metric, monthly
from tests.narrative.factories import Case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.quantity import Quantity

START = date(2022, 1, 1)
UNEVEN = [0, 0, 1, 0, 58, 0, 0, 2, 0, 0, 31, 0]
FEW = [2, 18], [1, 0, 13]


def compared(
    before: Sequence[float],
    after: Sequence[float],
    kind: MetricKind = MetricKind.COUNT,
    test: Test = Test.MEAN,
) -> Case:
    """Return the analysis of a metric with these values before and after a change."""
    of = metric("tickets", kind, season=Season.NONE)
    data = dataset(monthly(of, START, [*before, *after]))
    ends = [item.last for item in data.series["tickets"].observations]
    turn = data.series["tickets"].observations[len(before)].first
    periods = {
        "before": Period(id="before", label="before", first=START, last=ends[len(before) - 1]),
        "after": Period(id="after", label="after", first=turn, last=ends[-1]),
    }
    config = configuration(
        data,
        periods=periods,
        intervention=Intervention(on=turn, label="New hall"),
        comparisons=(
            Comparison(id="sales", metric="tickets", test=test, later="after", base="before"),
        ),
    )
    return Case(configuration=config, outcomes=analyse(config, data))


def bounds(quantity: Quantity) -> tuple[float | None, float | None]:
    return quantity.ci_low, quantity.ci_high


@pytest.mark.parametrize("kind", MetricKind)
@pytest.mark.parametrize("test", [Test.MEAN, Test.SLOPE])
@pytest.mark.parametrize("sizes", [(2, 2), (3, 5), (5, 12), (12, 4)])
def test_a_set_too_small_for_a_claim_has_no_interval(
    kind: MetricKind, test: Test, sizes: tuple[int, int]
) -> None:
    values = [float(value % 7 + place) for place, value in enumerate(range(3, 90, 11))] * 4
    known = compared(values[: sizes[0]], values[sizes[0] : sum(sizes)], kind, test)
    asked = known.outcomes.comparisons[0]
    claimed = (VerdictKind.INCREASE, VerdictKind.DECREASE, VerdictKind.EQUIVALENT)
    assert asked.verdict.verdict not in claimed
    small = {key for key, n in zip(("before", "after"), sizes, strict=True) if n < 6}
    for name, quantity in known.outcomes.quantities.items():
        if any(f".{key}." in name for key in small) or ".after_vs_before." in name:
            # The gains of a period may be one more or less than its values.
            assert bounds(quantity) == (None, None) or quantity.n == 6, name
    for item in asked.verdict.sensitivity:
        if item.estimate is not None:
            assert (item.estimate.ci_low, item.estimate.ci_high) == (None, None)


def test_the_text_on_a_small_set_gives_means_and_no_interval() -> None:
    known = compared(*FEW)
    statement = known.narrative.statements["sales"]
    text = plain_text(paragraph(*statement.full))
    assert text.startswith(
        "Tickets averaged 4.67 a month in the quarter after, compared with 10 in the two months "
        "before (difference −5.33 tickets a month; P=.70). The values are too few to tell: a "
        "period has fewer than six months."
    )
    assert "CI" not in text
    assert "interval" not in text
    caption = plain_text(known.narrative.figure_words["months.tickets"].caption)
    assert "The line across a period is its mean." in caption
    assert "CI" not in caption
    assert not any("interval" in plain_text(limit) for limit in known.narrative.limitations)


def test_a_count_has_no_mean_below_0() -> None:
    known = compared(UNEVEN, [4, 6, 5, 7, 3, 6, 5, 4, 6, 5, 4, 6])
    quantities = known.outcomes.quantities
    assert bounds(quantities["tickets.mean.before.mean"]) == (None, None)
    assert quantities["tickets.mean.after.mean"].ci_low is not None
    caption = plain_text(known.narrative.figure_words["months.tickets"].caption)
    assert "with its 95% CI. A mean without a band comes from too few values" in caption


def test_a_count_may_have_fallen_by_more_than_the_earlier_estimate() -> None:
    known = compared(UNEVEN, [0, 5, 0, 0, 9, 0, 0, 0, 0, 3, 0, 0])
    quantities = known.outcomes.quantities
    difference = quantities["tickets.mean.after_vs_before.decided_difference"]
    base = quantities["tickets.mean.before.mean"].value
    assert isinstance(base, float)
    # An earlier mean of few uneven values is not known: it may have been far higher.
    assert difference.ci_low is not None
    assert difference.ci_low < -base
    assert difference.ci_high is not None


def test_values_below_0_keep_their_intervals() -> None:
    known = compared([*UNEVEN[:-1], -3], [4, 6, 5, 7, 3, 6, 5, 4, 6, 5, 4, 6])
    low = known.outcomes.quantities["tickets.mean.before.mean"].ci_low
    assert low is not None
    assert low < 0


def test_a_share_has_no_mean_beyond_all() -> None:
    shares = [1.0, 1.0, 0.9, 1.0, 0.4, 1.0, 1.0, 1.0]
    known = compared(shares, [0.5, 0.6, 0.4, 0.55, 0.5, 0.6, 0.45, 0.5], MetricKind.RATE)
    quantities = known.outcomes.quantities
    assert bounds(quantities["tickets.mean.before.mean"]) == (None, None)
    assert quantities["tickets.mean.after.mean"].ci_low is not None


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [(None, None, (-4.0, 9.0)), (-1.0, None, (-1.0, 9.0)), (-9.0, 5.0, (-4.0, 5.0))],
)
def test_an_interval_is_cut_to_what_is_possible(
    lowest: float | None, highest: float | None, expected: tuple[float, float]
) -> None:
    found = Estimate(estimate=2.0, ci_low=-4.0, ci_high=9.0, confidence_level=0.95)
    cut = found.within(lowest, highest)
    assert (cut.ci_low, cut.ci_high) == expected


def test_an_estimate_beyond_its_bounds_by_rounding_stays_in_its_interval() -> None:
    found = Estimate(estimate=-1e-17, ci_low=-4.0, ci_high=9.0, confidence_level=0.95)
    assert found.within(0.0, None).ci_low == found.estimate


def monitored(months: int, *, comparisons: tuple[Comparison, ...] = ()) -> Case:
    """Return a report on the last months of four years, without comparisons unless given."""
    of = metric("tickets", MetricKind.COUNT)
    data = dataset(monthly(of, START, [20 + 7 * place % 13 for place in range(48)]))
    seen = data.series["tickets"].observations
    reporting = Period(id="reporting", label="now", first=seen[-months].first, last=seen[-1].last)
    config = configuration(data, reporting_period=reporting, comparisons=comparisons)
    return Case(configuration=config, outcomes=analyse(config, data))


@pytest.mark.parametrize(("months", "is_tested"), [(3, False), (5, False), (6, True)])
def test_a_report_tests_no_default_periods_too_short_for_a_claim(
    months: int, is_tested: bool
) -> None:
    known = monitored(months)
    outcomes = known.outcomes
    assert bool(outcomes.comparisons) is is_tested
    assert {item.base for item in outcomes.plan.shown} == {"previous", "year_earlier"}
    assert any(name.startswith("verdicts.") for name in outcomes.quantities) is is_tested
    short = plain_text(paragraph(*known.narrative.statements["monitoring.tickets"].short))
    assert short.startswith("Tickets stayed within the expected range of 2")
    assert "tickets a month, after" in short
    assert "a year earlier" in short


def test_a_report_tests_what_was_planned_however_short() -> None:
    asked = Comparison(
        id="sales", metric="tickets", test=Test.MEAN, later="reporting", base="year_earlier"
    )
    outcomes = monitored(3, comparisons=(asked,)).outcomes
    assert [item.comparison.id for item in outcomes.comparisons] == ["sales"]
    assert outcomes.comparisons[0].verdict.p_value is not None
    assert outcomes.comparisons[0].verdict.verdict is VerdictKind.INCONCLUSIVE
    assert not outcomes.plan.set_aside
