"""Comparison of organizations: values, reasons for exclusion, and who differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from reportgen.analysis.organization_comparison import compare_organizations, gains, latest_year
from reportgen.model.organization_facts import MetricFacts, OrganizationFacts
from reportgen.statistics.shrinkage import shrink_rates

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


def metric(values: list[float], *, kind: str = "count", unit: str = "visits") -> MetricFacts:
    points = tuple(zip(MONTHS, values, strict=False))
    return MetricFacts(label="Visits", unit=unit, kind=kind, frequency="month", points=points)


def counts(number: int) -> list[float]:
    return [float(5 + number + month % 3) for month in range(12)]


def shares(number: int) -> list[float]:
    return [0.2 + 0.01 * ((number + month * 5) % 7) for month in range(12)]


def test_rates_of_counts_are_those_of_the_analysis() -> None:
    draw = np.random.default_rng(1)
    made = [organization(f"o{n}", list(draw.poisson(9, 12).astype(float))) for n in range(20)]
    (measure,) = compare_organizations(made)
    totals = [sum(value for _, value in item.metrics["visits"].points) for item in made]
    assert measure.shrunken == shrink_rates(totals, [12.0] * 20)
    assert [own.value for own in measure.own.values()] == [count / 12 for count in totals]
    assert measure.unit == "visits a month"


def test_only_an_outlying_organization_is_called_different() -> None:
    draw = np.random.default_rng(2)
    made = [organization(f"o{n}", list(draw.poisson(9, 12).astype(float))) for n in range(30)]
    made.append(organization("far", [30.0] * 12))
    (measure,) = compare_organizations(made)
    assert measure.beyond == ("far",)


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
    assert measure.own["o0"].value == pytest.approx(np.mean(gains(latest_year(first, MONTHS[-1]))))
    assert measure.heterogeneity.ci_low < 0.01 < measure.heterogeneity.ci_high


def test_a_total_of_0_has_no_relative_gain() -> None:
    points = tuple(zip(MONTHS, [0.0, 4.0, 5.0], strict=False))
    assert gains(points) == [0.25]


def test_shares_are_compared_by_their_mean() -> None:
    (measure,) = compare_organizations(
        [organization(f"o{n}", shares(n), kind="rate") for n in range(4)]
    )
    assert measure.is_share
    assert measure.own["o1"].value == pytest.approx(np.mean(shares(1)))


def test_counts_can_be_taken_per_100_of_a_running_total() -> None:
    made = []
    for n in range(4):
        item = organization(f"o{n}", counts(n))
        members = metric([200.0] * 12, kind="level", unit="members")
        made.append(replace(item, metrics={**item.metrics, "members": members}))
    (measure,) = (
        item for item in compare_organizations(made, rate_per="members") if item.per == "members"
    )
    assert measure.own["o0"].value == pytest.approx(np.mean(counts(0)) / 2)


OLD = replace(organization("x", counts(1)), report_date=date(2025, 1, 1))
LACKING = [
    (OLD, "no value in 12 months"),
    (replace(OLD, is_current=False), "no current brief"),
    (replace(OLD, report_date=None), "no such metric"),
    (organization("x", []), "no such metric"),
    (replace(OLD, metrics={"visits": metric(counts(1), unit="calls")}), "counted in calls"),
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
    made = []
    for n in range(4):
        item = organization(f"o{n}", counts(n))
        members = metric([200.0] * 12, kind="level", unit="members")
        made.append(replace(item, metrics={**item.metrics, "members": members}))
    bare = organization("bare", counts(5))
    (measure,) = compare_organizations([*made, bare], rate_per="members")
    assert measure.missing == {"bare": "no value of members in 12 months"}


def test_two_organizations_are_too_few_to_compare() -> None:
    assert compare_organizations([organization(f"o{n}", [5.0] * 12) for n in range(2)]) == ()


def test_three_of_which_one_has_no_value_are_too_few() -> None:
    made = [organization(f"o{n}", counts(n)) for n in range(2)]
    assert compare_organizations([*made, OLD]) == ()


def test_counts_that_are_all_0_cannot_be_compared() -> None:
    assert compare_organizations([organization(f"o{n}", [0.0] * 12) for n in range(4)]) == ()
