"""Many real organizations on one page: hospital trusts and chapters of R-Ladies."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.batch.summary import summarize_metric
from reportgen.portfolio.facts import facts_of_summary
from reportgen.portfolio.size_warnings import size_warnings
from tests.real.conftest import SHARED_DATA, Load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.model.organization_facts import OrganizationFacts

TRUSTS = """
  attendances: {{kind: count, file: org_nhs_ae/type1_monthly.csv, date: period,
    value: attendances, where: {{org_code: {code}}}}}
  admissions: {{kind: count, file: org_nhs_ae/type1_monthly.csv, date: period,
    value: admissions, where: {{org_code: {code}}}, per: attendances}}
  within: {{kind: rate, file: org_nhs_ae/type1_monthly.csv, date: period, misses: breaches,
    denominator: attendances, where: {{org_code: {code}}}}}
"""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def trusts(load_shared: Load, shared_data: Path) -> list[OrganizationFacts]:
    """Return every third trust of the file."""
    codes = sorted({row["org_code"] for row in _rows(shared_data / "org_nhs_ae/type1_monthly.csv")})
    return [_trust(load_shared, code) for code in codes[::3]]


def _trust(load_shared: Load, code: str) -> OrganizationFacts:
    dataset = load_shared(TRUSTS.format(code=code)).dataset
    assert dataset is not None
    series = dataset.series.values()
    return facts_of_summary(
        code,
        {
            "report_date": "2019-03-31",
            "metrics": {item.metric.id: summarize_metric(item) for item in series},
        },
    )


def _of(found: Sequence[OrganizationComparison], metric: str) -> OrganizationComparison:
    return next(item for item in found if item.metric == metric)


def test_shares_of_trusts_are_pooled_over_their_last_year(trusts: list[OrganizationFacts]) -> None:
    measure = _of(compare_organizations(trusts), "within")
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in _rows(SHARED_DATA / "org_nhs_ae/type1_monthly.csv"):
        if date.fromisoformat(row["period"]) >= date(2018, 4, 1):
            sums[row["org_code"]][0] += float(row["breaches"])
            sums[row["org_code"]][1] += float(row["attendances"])
    for code, own in measure.own.items():
        breaches, attendances = sums[code]
        # A trust that was merged within the year has a part of its season.
        tolerance = 1e-9 if own.n == 12 else 0.03
        assert own.value == pytest.approx(1 - breaches / attendances, abs=tolerance)
    # Hundreds of times the variation of independent patients, and strong seasons.
    assert measure.variation.dispersion > 50
    assert measure.variation.has_season
    assert 0.3 < measure.variation.rho < 0.8


def test_intervals_of_counts_in_the_thousands_are_not_those_of_poisson_counts(
    trusts: list[OrganizationFacts],
) -> None:
    measure = _of(compare_organizations(trusts), "attendances")
    assert measure.variation.dispersion > 20
    for own, item in zip(measure.own.values(), measure.shrunken, strict=True):
        bare = 2 * 1.96 * (own.value / 12) ** 0.5
        assert item.ci_high - item.ci_low > 1.5 * bare


def test_trusts_of_different_size_are_asked_for_it(trusts: list[OrganizationFacts]) -> None:
    found = compare_organizations(trusts)
    assert _of(found, "attendances").needs_size
    assert not _of(found, "admissions").needs_size
    (warning,) = size_warnings(trusts, found)
    assert warning.message.startswith("`attendances` of ")
    base = _of(found, "admissions").base
    assert base is not None
    assert (base.name, base.scale) == ("attendances", 100)


def _chapters(shared_data: Path, *, has_sizes: bool) -> list[OrganizationFacts]:
    """Return the events of chapters founded before 2019, in that year."""
    held: dict[tuple[str, int], int] = defaultdict(int)
    for row in _rows(shared_data / "org_rladies_meetup/events.csv"):
        if row["status"] == "PAST" and row["datetime_local"].startswith("2019-"):
            held[row["urlname"], int(row["datetime_local"][5:7])] += 1
    made = []
    for row in _rows(shared_data / "org_rladies_meetup/chapters.csv"):
        if row["founded_date"] >= "2019" or not row["members_2026_08"]:
            continue
        points = [
            [date(2019, month, 28).isoformat(), float(held[row["urlname"], month])]
            for month in range(1, 13)
        ]
        metric: dict[str, Any] = {
            "label": "events",
            "unit": "events",
            "kind": "count",
            "frequency": "month",
            "points": points,
        }
        if has_sizes:
            metric["per"] = {"count": float(row["members_2026_08"]), "of": "members"}
        summary = {"report_date": "2019-12-31", "metrics": {"events": metric}}
        made.append(facts_of_summary(row["urlname"], summary))
    return made


def test_chapters_are_compared_by_their_events_per_member(shared_data: Path) -> None:
    made = _chapters(shared_data, has_sizes=True)
    (measure,) = compare_organizations(made)
    assert len(measure.own) > 70
    assert measure.base is not None
    assert measure.base.scale == 10_000
    # Monthly meetings vary less than independent ones, so chance has its least variation.
    assert 1 <= measure.variation.dispersion < 1.5
    assert len(measure.beyond) <= 2


def test_without_their_members_chapters_are_not_called_different(shared_data: Path) -> None:
    made = _chapters(shared_data, has_sizes=False)
    (measure,) = compare_organizations(made)
    assert measure.needs_size
    assert measure.beyond == ()
