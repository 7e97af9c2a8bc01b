"""How an organization's values changed within a year, and the totals of groups."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import DAYS_PER_MONTH
from reportgen.analysis.organization_values import MONTHS, Base, values_of
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.organization_values import OrganizationValues
    from reportgen.model.organization_facts import OrganizationFacts

# Readings of a running total may be some days apart from a whole year.
_NEAR_DAYS = 16
_FEWEST_MONTHS = 6


def change_of(
    item: OrganizationFacts, measure: OrganizationComparison, rate_per: str
) -> float | None:
    """Return the change of a metric from a year before, over the same calendar months.

    Returns
    -------
    float or None
        A difference in the unit of the values (a fraction of 1 for shares); for a running total,
        its growth from the reading of a year before, as a fraction of it. None
        unless half a year can be compared.
    """
    if item.report_date is None or item.id not in measure.own:
        return None
    year = timedelta(days=round(MONTHS * DAYS_PER_MONTH))
    if measure.kind is MetricKind.LEVEL:
        return _growth(item, measure.metric, year)
    earlier = replace(item, report_date=item.report_date - year)
    now, then = (_values(one, measure, rate_per) for one in (item, earlier))
    if isinstance(now, str) or isinstance(then, str):
        return None
    months = set(now.months) & set(then.months)
    if len(months) < _FEWEST_MONTHS:
        return None
    scale = 1 if measure.base is None else measure.base.scale
    return scale * (_mean(now, months) - _mean(then, months))


def _values(
    item: OrganizationFacts, measure: OrganizationComparison, rate_per: str
) -> OrganizationValues | str:
    """Return the values that were compared, over sizes that are not scaled yet."""
    definition, base = measure.definition, measure.base
    if base is not None:
        definition = replace(definition, base=Base(name=base.name))
    return values_of(item, measure.metric, definition, rate_per)


def _mean(values: OrganizationValues, months: set[int]) -> float:
    chosen = [
        (amount, size)
        for month, amount, size in zip(values.months, values.amounts, values.sizes, strict=True)
        if month in months
    ]
    return sum(amount for amount, _ in chosen) / sum(size for _, size in chosen)


def _growth(item: OrganizationFacts, metric: str, year: timedelta) -> float | None:
    points = item.metrics[metric].points
    last, latest = points[-1]
    near = [(abs((last - year - day).days), value) for day, value in points]
    distance, value = min(near)
    return (latest - value) / value if distance <= _NEAR_DAYS and value > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Organizations that are counted together, by their ids; `name` is empty without a group."""

    name: str
    members: tuple[str, ...]


def groups_of(organizations: Sequence[OrganizationFacts]) -> tuple[Group, ...]:
    """Return the groups by name, those without one last; none if no organization has one."""
    found: dict[str, list[str]] = {}
    for item in organizations:
        found.setdefault(item.group, []).append(item.id)
    if set(found) <= {""}:
        return ()
    names = sorted(found, key=lambda name: (not name, name.casefold(), name))
    return tuple(Group(name=name, members=tuple(found[name])) for name in names)


def pooled(
    members: Sequence[str],
    measure: OrganizationComparison,
    by_id: Mapping[str, OrganizationFacts],
    rate_per: str,
) -> float | None:
    """Return the value of a metric of several organizations together, None without any.

    Counts, amounts and running totals are added up (those of the last 12 months, and the latest
    values); shares and averages are pooled over their cases.
    """
    items = [by_id[name] for name in members if name in measure.own]
    if not items:
        return None
    if measure.kind is MetricKind.LEVEL:
        return sum(item.metrics[measure.metric].latest for item in items)
    found = [_values(item, measure, rate_per) for item in items]
    values = [item for item in found if not isinstance(item, str)]
    total = sum(item.total for item in values)
    return total if measure.kind.adds_up else total / sum(sum(item.sizes) for item in values)
