"""Comparison of organizations: values, reasons for exclusion, and who differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from scipy import stats

from reportgen.analysis.organization_comparison import (
    OrganizationComparison,
    compare_organizations,
)
from reportgen.analysis.organization_values import gains, latest_year
from reportgen.model.frequency import Frequency
from reportgen.model.metric import NO_SIZE, MetricKind, Per
from reportgen.model.organization_facts import MetricFacts, OrganizationFacts
from reportgen.portfolio.size_warnings import size_warnings
from reportgen.statistics.multiplicity import benjamini_hochberg
from reportgen.statistics.organizations.variance_scale import Scale

MONTHS = [
    *(date(2021, month + 1, 1) - timedelta(days=1) for month in range(1, 12)),
    date(2021, 12, 31),
]


def organization(name: str, values: list[float], *, kind: str = "count") -> OrganizationFacts:
    """Return one organization with one metric for the year 2021."""
    return OrganizationFacts(
        id=name,
        name=f"Chapter {name}",
        href=f"{name}/editorial.html",
        report_date=date(2021, 12, 31),
        is_synthetic=True,
        is_current=True,
        message="",
        outcomes_sha256="0" * 64,
        metrics={"visits": metric(values, kind=kind)} if values else {},
        goals=(),
    )


def metric(
    values: list[float], *, kind: str = "count", unit: str = "visits", **more: Any
) -> MetricFacts:
    points = tuple(zip(MONTHS, values, strict=False))
    return MetricFacts(
        label="Visits",
        unit=unit,
        kind=MetricKind(kind),
        frequency=Frequency.MONTH,
        points=points,
        **more,
    )


def with_metric(item: OrganizationFacts, name: str, facts: MetricFacts) -> OrganizationFacts:
    return replace(item, metrics={**item.metrics, name: facts})


def drawn(rows: int, mean: float, *, seed: int = 2, dispersion: float = 1.0) -> list[list[float]]:
    """Return monthly counts of organizations that differ by chance alone."""
    rng = np.random.default_rng(seed)
    if dispersion == 1:
        found = rng.poisson(mean, (rows, 12))
    else:
        found = rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, (rows, 12))
    return [list(map(float, row)) for row in found]


def counts(number: int) -> list[float]:
    return [float(5 + number + month % 3) for month in range(12)]


def shares(number: int) -> list[float]:
    return [0.2 + 0.01 * ((number + month * 5) % 7) for month in range(12)]


def test_counts_are_compared_by_their_total_a_month() -> None:
    rows = drawn(20, 9)
    (measure,) = compare_organizations([organization(f"o{n}", row) for n, row in enumerate(rows)])
    assert measure.variation.scale is Scale.ROOT
    assert [own.value for own in measure.own.values()] == pytest.approx(
        [sum(row) / 12 for row in rows]
    )
    assert measure.unit == "visits a month"
    assert not measure.needs_size


def test_only_an_outlying_organization_is_called_different() -> None:
    made = [organization(f"o{n}", row) for n, row in enumerate(drawn(30, 9))]
    made.append(organization("far", [30.0] * 12))
    (measure,) = compare_organizations(made)
    assert measure.beyond == ("far",)
    assert sum(measure.differs) == 1


def test_the_interval_of_a_count_is_that_of_its_own_months() -> None:
    # Counts in the hundreds that vary 20 times as much as independent ones.
    rows = drawn(12, 400, dispersion=20)
    (measure,) = compare_organizations([organization(f"o{n}", row) for n, row in enumerate(rows)])
    for row, own, item in zip(rows, measure.own.values(), measure.shrunken, strict=True):
        assert own.dispersion == pytest.approx(np.var(row, ddof=1) / np.mean(row), rel=0.6)
        reach = (item.ci_high - item.ci_low) / 2
        bare = stats.norm.ppf(0.975) * (np.mean(row) / 12) ** 0.5
        assert reach > 0.8 * bare * own.dispersion**0.5 * item.weight**0.5
    assert 12 < measure.variation.dispersion < 30


def test_running_totals_are_compared_by_their_gains() -> None:
    draw = np.random.default_rng(3)
    made = []
    for n in range(12):
        total = 100.0 * (n + 1)
        values = []
        for _ in range(12):
            total *= 1 + draw.normal(0.01, 0.01)
            values.append(total)
        made.append(organization(f"o{n}", values, kind="level"))
    (measure,) = compare_organizations(made)
    assert measure.is_share
    first = made[0].metrics["visits"].points
    expected = np.mean([gain for _, gain in gains(latest_year(first, MONTHS[-1]))])
    assert measure.own["o0"].value == pytest.approx(expected, abs=0.003)
    assert measure.heterogeneity.ci_low < 0.01 < measure.heterogeneity.ci_high


def test_a_total_of_0_has_no_relative_gain() -> None:
    points = tuple(zip(MONTHS, [0.0, 4.0, 5.0], strict=False))
    assert gains(points) == [(MONTHS[2], 0.25)]


def test_shares_are_compared_by_their_mean() -> None:
    (measure,) = compare_organizations(
        [organization(f"o{n}", shares(n), kind="rate") for n in range(4)]
    )
    assert measure.is_share
    assert measure.unit == ""
    assert measure.own["o1"].value == pytest.approx(np.mean(shares(1)))


def test_shares_of_known_numbers_of_cases_are_pooled() -> None:
    rng = np.random.default_rng(8)
    made = []
    for n in range(12):
        asked = rng.integers(40, 400, 12)
        yes = rng.binomial(asked, 0.3)
        facts = metric(
            list(yes / asked), kind="rate", unit="", denominators=tuple(map(float, asked))
        )
        made.append(with_metric(organization(f"o{n}", []), "open", facts))
        if n == 0:
            first = yes.sum() / asked.sum(), float(asked.sum())
    (measure,) = compare_organizations(made)
    assert measure.variation.scale is Scale.ARCSINE
    assert measure.own["o0"].value == pytest.approx(first[0])
    assert measure.own["o0"].size == pytest.approx(first[1])
    assert measure.variation.dispersion < 1.5
    assert all(0 <= item.ci_low <= item.ci_high <= 1 for item in measure.shrunken)


def test_averages_are_weighted_and_keep_their_unit() -> None:
    rng = np.random.default_rng(9)
    made = []
    for n in range(4):
        facts = metric(
            list(rng.normal(4, 0.3, 12)),
            kind="average",
            unit="points",
            denominators=tuple(float(value) for value in rng.integers(5, 50, 12)),
        )
        made.append(with_metric(organization(f"o{n}", []), "score", facts))
    (measure,) = compare_organizations(made)
    facts = made[2].metrics["score"]
    expected = np.average([value for _, value in facts.points], weights=facts.denominators)
    assert measure.own["o2"].value == pytest.approx(expected, abs=0.1)
    assert (measure.unit, measure.is_share) == ("points", False)


def test_amounts_are_sums_whose_own_variation_counts() -> None:
    rng = np.random.default_rng(10)
    made = [
        with_metric(
            organization(f"o{n}", []),
            "gifts",
            metric(list(rng.gamma(2, 500, 12)), kind="amount", unit="USD"),
        )
        for n in range(6)
    ]
    (measure,) = compare_organizations(made)
    assert measure.unit == "USD a month"
    assert not measure.variation.is_counted
    assert measure.variation.scale is Scale.ROOT
    assert all(item.ci_low >= 0 for item in measure.shrunken)


def _with_members(made: list[OrganizationFacts], members: list[float]) -> list[OrganizationFacts]:
    return [
        with_metric(item, "members", metric([size] * 12, kind="level", unit="members"))
        for item, size in zip(made, members, strict=True)
    ]


def _visits(measures: tuple[OrganizationComparison, ...]) -> OrganizationComparison:
    return next(item for item in measures if item.metric == "visits")


def test_counts_can_be_taken_per_100_of_a_running_total() -> None:
    made = _with_members([organization(f"o{n}", counts(n)) for n in range(4)], [200.0] * 4)
    measure = _visits(compare_organizations(made, rate_per="members"))
    assert measure.base is not None
    assert (measure.base.name, measure.base.scale) == ("members", 100)
    assert measure.own["o0"].value == pytest.approx(np.mean(counts(0)) / 2)


def test_a_metric_says_itself_what_it_is_divided_by() -> None:
    made = []
    for n in range(4):
        per = Per(count=20_000.0 * (n + 1), of="residents")
        made.append(with_metric(organization(f"o{n}", []), "visits", metric(counts(n), per=per)))
    measure = _visits(compare_organizations(made, rate_per="members"))
    assert measure.base is not None
    # 1 or more for each: 6 of 50,000 are 1.3 per 10,000.
    assert (measure.base.name, measure.base.scale) == ("residents", 10_000)
    assert measure.own["o1"].value == pytest.approx(np.mean(counts(1)) / 4)


SIZES = [50.0, 90.0, 120.0, 200.0, 260.0, 400.0, 550.0, 700.0, 900.0, 1200.0, 1500.0, 2000.0]


def _of_sizes(**more: Any) -> list[OrganizationFacts]:
    rng = np.random.default_rng(12)
    rows = rng.poisson(np.array(SIZES)[:, None] / 10, (12, 12)).astype(float)
    return [
        with_metric(organization(f"o{n}", []), "visits", metric(list(row), **more))
        for n, row in enumerate(rows)
    ]


def test_counts_of_organizations_of_different_size_call_none_different() -> None:
    made = _with_members(_of_sizes(), SIZES)
    measure = _visits(compare_organizations(made))
    assert measure.needs_size
    assert measure.beyond == ()
    (warning,) = size_warnings(made)
    assert warning.code == "BAT005"
    assert "`visits` of 12 organizations" in warning.message
    assert "`per: members`" in warning.help


def test_their_size_settles_it() -> None:
    made = _with_members(_of_sizes(per=Per(metric="members")), SIZES)
    measure = _visits(compare_organizations(made))
    assert not measure.needs_size
    assert size_warnings(made) == ()
    assert measure.heterogeneity.tau_squared**0.5 < 0.1 * measure.heterogeneity.mean


def test_organizations_that_are_said_to_be_of_one_size_may_differ() -> None:
    made = _of_sizes(per=Per(metric=NO_SIZE))
    assert not _visits(compare_organizations(made)).needs_size
    assert size_warnings(made) == ()


def test_one_outlier_among_equals_is_not_taken_for_size() -> None:
    made = [organization(f"o{n}", row) for n, row in enumerate(drawn(20, 9))]
    made.append(organization("far", [40.0] * 12))
    assert size_warnings(made) == ()


def test_without_a_running_total_the_warning_names_an_example() -> None:
    (warning,) = size_warnings(_of_sizes())
    assert "`per: members`" in warning.help


def test_organizations_and_metrics_are_one_family() -> None:
    made = []
    for n, (first, second) in enumerate(zip(drawn(12, 9), drawn(12, 9, seed=3), strict=True)):
        made.append(with_metric(organization(f"o{n}", first), "calls", metric(second)))
    # Far enough to differ alone, at P = .004 among 12, but not among 24 places.
    measures = compare_organizations(made)
    assert [item.metric for item in measures] == ["calls", "visits"]
    p_values = [point.p_value for item in measures for point in item.funnel.points]
    adjusted = benjamini_hochberg(p_values)
    called = [differs for item in measures for differs in item.differs]
    assert all(value < 0.05 for value, differs in zip(adjusted, called, strict=True) if differs)


OLD = replace(organization("x", counts(1)), report_date=date(2025, 1, 1))
LACKING = [
    (OLD, "no value in 12 months"),
    (replace(OLD, is_current=False), "no current brief"),
    (replace(OLD, report_date=None), "no such metric"),
    (organization("x", []), "no such metric"),
    (replace(OLD, metrics={"visits": metric(counts(1), unit="calls")}), "counted in calls"),
    (
        replace(OLD, metrics={"visits": metric(counts(1), per=Per(metric="members"))}),
        "measured in another way",
    ),
    (organization("x", [3.0, -1.0]), "a count is below 0"),
]


@pytest.mark.parametrize(("item", "reason"), LACKING)
def test_an_organization_that_is_not_compared_has_a_reason(
    item: OrganizationFacts, reason: str
) -> None:
    made = [organization(f"o{n}", counts(n)) for n in range(4)]
    (measure,) = compare_organizations([*made, item])
    assert measure.missing == {"x": reason}


def test_too_few_values_and_values_that_never_vary_have_no_standard_error() -> None:
    made = [organization(f"o{n}", shares(n), kind="rate") for n in range(4)]
    few = organization("few", [0.2, 0.3, 0.4], kind="rate")
    same = organization("same", [0.2] * 12, kind="rate")
    (measure,) = compare_organizations([*made, few, same])
    assert measure.missing == {
        "few": "fewer than 4 values in 12 months",
        "same": "values that do not vary",
    }


def test_counts_without_a_base_are_not_taken_per_100_of_it() -> None:
    made = _with_members([organization(f"o{n}", counts(n)) for n in range(4)], [200.0] * 4)
    bare = organization("bare", counts(5))
    measure = _visits(compare_organizations([*made, bare], rate_per="members"))
    assert measure.missing == {"bare": "no value of members in 12 months"}


def test_two_organizations_are_too_few_to_compare() -> None:
    assert compare_organizations([organization(f"o{n}", [5.0] * 12) for n in range(2)]) == ()


def test_three_of_which_one_has_no_value_are_too_few() -> None:
    made = [organization(f"o{n}", counts(n)) for n in range(2)]
    assert compare_organizations([*made, OLD]) == ()


def test_counts_that_are_all_0_cannot_be_compared() -> None:
    assert compare_organizations([organization(f"o{n}", [0.0] * 12) for n in range(4)]) == ()


def test_weeks_are_counted_by_the_week() -> None:
    weeks = [date(2021, 1, 3) + timedelta(weeks=n) for n in range(51)]
    rng = np.random.default_rng(14)
    made = []
    for n in range(5):
        points = tuple((day, float(rng.poisson(6))) for day in weeks)
        facts = replace(metric([]), points=points, frequency=Frequency.WEEK)
        made.append(with_metric(organization(f"o{n}", []), "visits", facts))
    (measure,) = compare_organizations(made)
    assert measure.unit == "visits a week"
    assert measure.own["o0"].value == pytest.approx(
        np.mean([value for _, value in made[0].metrics["visits"].points]), rel=0.05
    )
