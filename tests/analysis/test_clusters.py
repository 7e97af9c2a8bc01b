"""Counts that come in clusters: as few as their clusters, and without Poisson intervals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from scipy import stats

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Comparison, Test
from reportgen.model.metric import MetricKind, Season
from reportgen.model.period import Intervention, Period
from reportgen.model.prose import plain_text
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.phrases import paragraph
from tests.analysis.factories import configuration, dataset, metric, monthly
from tests.narrative.factories import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.quantity import Quantity

START, TURN = date(2022, 1, 1), date(2023, 1, 1)
PERIODS = {
    "before": Period(id="before", label="before", first=START, last=date(2022, 12, 31)),
    "after": Period(id="after", label="after", first=TURN, last=date(2023, 12, 31)),
}


def compared(
    before: Mapping[int, float],
    after: Mapping[int, float],
    kind: MetricKind = MetricKind.COUNT,
    *,
    of_events: bool = False,
) -> Case:
    """Return the analysis of two years that are 0 but for these months."""
    of = metric("replies", kind, season=Season.NONE, rows_are_events=of_events)
    values = [float(year.get(month, 0)) for year in (before, after) for month in range(1, 13)]
    data = dataset(monthly(of, START, values))
    config = configuration(
        data,
        periods=PERIODS,
        intervention=Intervention(on=TURN, label="New hall"),
        comparisons=(
            Comparison(id="sums", metric="replies", test=Test.MEAN, later="after", base="before"),
        ),
    )
    return Case(configuration=config, outcomes=analyse(config, data))


def verdict(known: Case) -> VerdictKind:
    return known.outcomes.comparisons[0].verdict.verdict


def quantity(known: Case, name: str) -> Quantity:
    return known.outcomes.quantities[name]


def test_replies_to_four_events_are_as_few_as_the_events() -> None:
    known = compared({}, {3: 30, 6: 41, 8: 28, 11: 35})
    assert verdict(known) is VerdictKind.NOT_ASSESSABLE
    text = plain_text(paragraph(*known.narrative.statements["sums"].full))
    assert "only 4 of the 24 months of both periods have any; 5 are needed" in text
    assert "The count was 0 replies in 2022 and 134 in 2023." in text


def test_replies_to_five_events_are_compared_also_if_all_are_in_one_period() -> None:
    known = compared({}, {3: 30, 5: 33, 6: 41, 8: 28, 11: 35})
    assert verdict(known) is not VerdictKind.NOT_ASSESSABLE


@pytest.mark.parametrize(("months", "is_found"), [(4, False), (5, True)])
def test_five_months_are_the_fewest_that_can_show_a_difference(months: int, is_found: bool) -> None:
    table = [[0, 12], [months, 12 - months]]
    assert bool(stats.fisher_exact(table).pvalue < 0.05) is is_found


def test_few_months_with_independent_incidents_are_compared() -> None:
    # Eight incidents in four months vary no more than independent ones would.
    known = compared({}, {3: 2, 6: 2, 8: 2, 11: 2})
    assert verdict(known) is not VerdictKind.NOT_ASSESSABLE
    assert quantity(known, "replies.mean.after_vs_before.p_value").value is not None
    # The same numbers are known to be sums over four events.
    assert verdict(compared({}, {3: 2, 6: 2, 8: 2, 11: 2}, of_events=True)) is (
        VerdictKind.NOT_ASSESSABLE
    )


def test_amounts_always_come_in_clusters() -> None:
    known = compared({2: 500}, {3: 520, 9: 480}, MetricKind.AMOUNT)
    assert verdict(known) is VerdictKind.NOT_ASSESSABLE


def test_a_year_without_any_is_no_matter_of_few_months() -> None:
    reason = compared({}, {}).outcomes.comparisons[0].verdict.reason
    assert "0 events in both periods together are too few" in reason


CLUMPS = {1: 14, 4: 9, 9: 11}, {2: 3, 5: 17, 7: 13, 11: 9}


def test_clustered_counts_have_no_poisson_interval_and_no_exact_test() -> None:
    known = compared(*CLUMPS)
    for name in ("before", "after"):
        # Their own variation gives intervals that begin below 0: none is printed.
        rate = quantity(known, f"replies.mean.{name}.rate")
        assert (rate.ci_low, rate.ci_high) == (None, None)
    ratio = quantity(known, "replies.mean.after_vs_before.rate_ratio")
    assert ratio.value == pytest.approx(42 / 34)
    assert (ratio.ci_low, ratio.ci_high) == (None, None)
    tested = quantity(known, "replies.mean.after_vs_before.p_value")
    assert tested.value is None
    assert "come in clusters" in tested.reason
    assert known.narrative.statements["sums"].notes == ()
    assert not any("exact conditional" in plain_text(item) for item in known.narrative.methods)


def test_independent_counts_keep_their_exact_interval() -> None:
    rare = {1: 1, 4: 2, 9: 1}, {2: 1, 5: 1, 7: 2, 11: 1}
    rate = quantity(compared(*rare), "replies.mean.before.rate")
    assert rate.ci_high == pytest.approx(stats.chi2.ppf(0.975, 10) / 24)
    of_events = quantity(compared(*rare, of_events=True), "replies.mean.before.rate")
    assert of_events.ci_high != rate.ci_high
