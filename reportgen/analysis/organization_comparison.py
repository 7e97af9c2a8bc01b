"""Compare organizations by metric: shrunken values, heterogeneity and funnel limits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import fmean, variance
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import DAYS_PER_MONTH
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.statistics.distributions import normal_quantile, t_quantile
from reportgen.statistics.funnel import ACTION_LEVEL, Funnel, mean_funnel, rate_funnel
from reportgen.statistics.heterogeneity import HeterogeneityEstimate, estimate_heterogeneity
from reportgen.statistics.shrinkage import ShrunkenEstimate, shrink_means, shrink_rates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from reportgen.model.organization_facts import MetricFacts, OrganizationFacts, Points

# A full year, so that seasons cancel and organizations with different report dates compare.
MONTHS = 12
MINIMUM_ORGANIZATIONS = 3
"""Minimum number of organizations that share a metric."""
# The variance of Student's t with n - 1 degrees of freedom, (n - 1)/(n - 3), is finite from 4.
MINIMUM_VALUES = 4
"""Minimum number of values for the standard error of an organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationValue:
    """The value of one organization and its precision.

    For counts the value is `count` / `exposure`. Otherwise `variance` is the variance of the
    mean, and `limit_variance` the one used for the funnel limits.
    """

    value: float
    n: int
    count: float = 0.0
    exposure: float = 0.0
    variance: float = 0.0
    limit_variance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationComparison:
    """A metric over all organizations that have it.

    Attributes
    ----------
    unit : str
        Unit of the values: ``RSVPs a month``; empty for shares.
    own : mapping
        Values by organization id; `shrunken` and the points of the funnel have the same order.
    missing : mapping
        Reason by organization id, for those not compared.
    """

    metric: str
    label: str
    kind: str
    unit: str
    is_share: bool
    per: str
    own: Mapping[str, OrganizationValue]
    missing: Mapping[str, str]
    shrunken: tuple[ShrunkenEstimate, ...]
    funnel: Funnel
    heterogeneity: HeterogeneityEstimate

    @property
    def beyond(self) -> tuple[str, ...]:
        """Return the organizations beyond the 99.8% limits, the most extreme first."""
        found = [
            (abs(point.z), name)
            for name, point in zip(self.own, self.funnel.points, strict=True)
            if point.is_different
        ]
        return tuple(name for _, name in sorted(found, key=lambda item: (-item[0], item[1])))


def compare_organizations(
    organizations: Sequence[OrganizationFacts], *, rate_per: str = ""
) -> tuple[OrganizationComparison, ...]:
    """Compare all metrics that enough organizations share in one unit, most common first."""
    counts = Counter(name for item in organizations for name in item.metrics)
    found = []
    for metric, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= MINIMUM_ORGANIZATIONS:
            measure = _measure(metric, organizations, rate_per)
            found += [measure] if measure is not None else []
    return tuple(found)


def _measure(
    metric: str, organizations: Sequence[OrganizationFacts], rate_per: str
) -> OrganizationComparison | None:
    common = _common(metric, organizations)
    per = rate_per if common.kind == "count" and rate_per != metric else ""
    own: dict[str, OrganizationValue] = {}
    missing: dict[str, str] = {}
    for item in organizations:
        found = _own(item, metric, common, per)
        if isinstance(found, str):
            missing[item.id] = found
        else:
            own[item.id] = found
    if len(own) < MINIMUM_ORGANIZATIONS:
        return None
    try:
        return _compared(metric, common, per, own, missing)
    except InsufficientDataError:
        return None


def _compared(
    metric: str,
    common: MetricFacts,
    per: str,
    own: dict[str, OrganizationValue],
    missing: dict[str, str],
) -> OrganizationComparison:
    values = [item.value for item in own.values()]
    if common.kind == "count":
        counts = [item.count for item in own.values()]
        exposures = [item.exposure for item in own.values()]
        shrunken, funnel = shrink_rates(counts, exposures), rate_funnel(counts, exposures)
        # At the common rate, not at each own one: an organization without events would have a
        # variance of 0 and all of the weight.
        variances = [funnel.centre / exposure for exposure in exposures]
    else:
        variances = [item.variance for item in own.values()]
        limits = [item.limit_variance for item in own.values()]
        shrunken, funnel = shrink_means(values, variances), mean_funnel(values, limits)
    return OrganizationComparison(
        metric=metric,
        label=common.label,
        kind=common.kind,
        unit=Message("{unit} a month", unit=common.unit) if common.kind == "count" else "",
        is_share=common.kind != "count",
        per=per,
        own=own,
        missing=missing,
        shrunken=shrunken,
        funnel=funnel,
        heterogeneity=estimate_heterogeneity(values, variances),
    )


def _common(metric: str, organizations: Iterable[OrganizationFacts]) -> MetricFacts:
    """Return the most common definition of a metric; others are not compared."""
    every = [item.metrics[metric] for item in organizations if metric in item.metrics]
    forms = Counter((item.kind, item.unit) for item in every)
    most = min(forms, key=lambda form: (-forms[form], form))
    return next(item for item in every if (item.kind, item.unit) == most)


def _own(
    item: OrganizationFacts, metric: str, common: MetricFacts, per: str
) -> OrganizationValue | str:
    """Return the value of an organization, or why it is not compared."""
    facts = item.metrics.get(metric)
    if not item.is_current:
        return gettext_noop("no current brief")
    if facts is None or item.report_date is None:
        return gettext_noop("no such metric")
    if (facts.kind, facts.unit) != (common.kind, common.unit):
        return Message("counted in {unit}", unit=facts.unit)
    recent = latest_year(facts.points, item.report_date)
    if facts.kind == "count":
        return _rate(item, recent, per)
    values = gains(recent) if facts.kind == "level" else [value for _, value in recent]
    if len(values) < MINIMUM_VALUES:
        return Message(
            "fewer than {fewest} values in {months} months",
            fewest=str(MINIMUM_VALUES),
            months=str(MONTHS),
        )
    spread = variance(values)
    if spread <= 0:
        return gettext_noop("values that do not vary")
    n = len(values)
    # The ratio of the variances of Student's t and the normal: a standard deviation of few values
    # is often too small, and would give an organization too much weight.
    own, limit = (n - 1) / (n - 3), _limit_factor(n)
    return OrganizationValue(
        value=fmean(values),
        n=n,
        variance=spread / n * own,
        limit_variance=spread / n * limit,
    )


def _rate(item: OrganizationFacts, recent: Points, per: str) -> OrganizationValue | str:
    if not recent:
        return Message("no value in {months} months", months=str(MONTHS))
    total, months = sum(value for _, value in recent), float(len(recent))
    if min(value for _, value in recent) < 0:
        return gettext_noop("a count is below 0")
    if not per:
        return OrganizationValue(value=total / months, n=len(recent), count=total, exposure=months)
    levels = item.metrics.get(per)
    base = latest_year(levels.points, item.report_date) if levels and item.report_date else ()
    size = fmean(value for _, value in base) if base else 0.0
    if size <= 0:
        return Message("no value of {metric} in {months} months", metric=per, months=str(MONTHS))
    # Rates are per 100 of the other metric, such as complaints per 100 members.
    exposure = months * size / 100
    return OrganizationValue(value=total / exposure, n=len(recent), count=total, exposure=exposure)


def latest_year(points: Points, report_date: date) -> Points:
    """Return the points of the 12 months up to a report date."""
    start = report_date - timedelta(days=round(MONTHS * DAYS_PER_MONTH))
    return tuple((day, value) for day, value in points if start < day <= report_date)


def gains(points: Points) -> list[float]:
    """Return the relative gain per month from each value to the next."""
    found = []
    for (day, value), (next_day, next_value) in pairwise(points):
        months = (next_day - day).days / DAYS_PER_MONTH
        if value > 0 and months > 0:
            # Rounded, so that months of 28 and 31 days count alike.
            found.append((next_value - value) / value / max(1.0, round(months)))
    return found


def _limit_factor(n: int) -> float:
    """Return the factor by which funnel limits widen a variance estimated from few values.

    It makes normal limits equal to those of Student's t, exactly at the 99.8% level.
    """
    probability = (1 + ACTION_LEVEL) / 2
    return (t_quantile(probability, n - 1) / normal_quantile(probability)) ** 2
