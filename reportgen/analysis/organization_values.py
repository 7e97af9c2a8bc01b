"""The values of one organization that are compared with those of others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import DAYS_PER_MONTH
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.message import Message
from reportgen.model.metric import NO_SIZE, MetricKind
from reportgen.statistics.organizations.own_variation import FEWEST_OWN, OwnValues
from reportgen.statistics.organizations.variance_scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from reportgen.model.frequency import Frequency
    from reportgen.model.organization_facts import MetricFacts, OrganizationFacts, Points

# A full year, so that seasons cancel and organizations with different report dates compare.
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What values are divided by: so many members, residents.

    Attributes
    ----------
    name : str
        As it is named in sentences.
    scale : int
        How many of them values are per: 100, 1000.
    """

    name: str
    scale: int = 100

    def scaled(self, total: float, organizations: Sequence[OrganizationValues]) -> Base:
        """Return the base with the smallest scale from 100 on that makes the mean 1 or more."""
        size = sum(sum(item.sizes) for item in organizations)
        scale = self.scale
        while 0 < total / size * scale < 1 and scale < 1_000_000:
            scale *= 10
        return replace(self, scale=scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What is compared: organizations with another definition of a metric are left out.

    Attributes
    ----------
    has_denominators : bool
        Whether shares are known with the number of cases that they are of, averages with that of
        what was measured.
    base : Base or None
        What a count or amount is divided by.
    is_of_one_size : bool
        Whether the configuration says that the organizations are.
    """

    kind: MetricKind
    unit: str
    frequency: Frequency
    has_denominators: bool
    base: Base | None
    is_of_one_size: bool
    label: str = ""

    @property
    def scale(self) -> Scale:
        """Return the scale on which the variance of the values does not depend on their size."""
        if self.kind.adds_up:
            return Scale.ROOT
        return Scale.ARCSINE if self._is_binomial else Scale.IDENTITY

    @property
    def is_counted(self) -> bool:
        """Return whether cases are counted, so that chance has a least variation."""
        return self.kind is MetricKind.COUNT or self._is_binomial

    @property
    def _is_binomial(self) -> bool:
        return self.kind is MetricKind.RATE and self.has_denominators

    @property
    def unit_of_values(self) -> str:
        """Return the unit of the values: per step of time for what adds up; empty for shares."""
        if self.kind.adds_up:
            return Message(time_words(self.frequency).per_month, unit=self.unit)
        return self.unit if self.kind is MetricKind.AVERAGE else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationValues:
    """The values of one organization within its latest year.

    Attributes
    ----------
    months, amounts, sizes : tuple, shape (n,)
        As in `reportgen.statistics.organizations.own_variation.OwnValues`; sizes not yet by the
        scale of a base.
    """

    months: tuple[int, ...]
    amounts: tuple[float, ...]
    sizes: tuple[float, ...]

    @property
    def total(self) -> float:
        """Return the sum of the amounts."""
        return sum(self.amounts)

    def over(self, base: Base | None) -> OwnValues:
        """Return the values over what they are divided by."""
        scale = 1 if base is None else base.scale
        return OwnValues(
            months=self.months,
            amounts=self.amounts,
            sizes=tuple(size / scale for size in self.sizes),
        )


def common_definition(
    metric: str, organizations: Iterable[OrganizationFacts], rate_per: str
) -> Definition:
    """Return the most common definition of a metric; others are not compared."""
    every = [
        (_definition(item.metrics[metric], metric, rate_per), item.metrics[metric].label)
        for item in organizations
        if metric in item.metrics
    ]
    forms = Counter(definition for definition, _ in every)
    # Ties by their text, so that the order of the files decides nothing.
    most = min(forms, key=lambda form: (-forms[form], repr(form)))
    return replace(most, label=next(label for form, label in every if form == most))


def _definition(facts: MetricFacts, metric: str, rate_per: str) -> Definition:
    per = facts.per
    name = "" if per is None else per.metric or per.of
    if not name and rate_per != metric and facts.kind.adds_up:
        name = rate_per
    has_base = facts.kind.adds_up and name not in ("", NO_SIZE)
    return Definition(
        kind=facts.kind,
        unit=facts.unit,
        frequency=facts.frequency,
        has_denominators=bool(facts.denominators),
        base=Base(name=name) if has_base else None,
        is_of_one_size=name == NO_SIZE,
    )


def values_of(
    item: OrganizationFacts, metric: str, common: Definition, rate_per: str
) -> OrganizationValues | str:
    """Return the values of an organization, or why it is not compared."""
    facts = item.metrics.get(metric)
    if not item.is_current:
        return gettext_noop("no current brief")
    if facts is None or item.report_date is None:
        return gettext_noop("no such metric")
    own = replace(_definition(facts, metric, rate_per), label=common.label)
    if (own.kind, own.unit) != (common.kind, common.unit):
        return Message("counted in {unit}", unit=facts.unit)
    if own != common:
        return gettext_noop("measured in another way")
    denominators = facts.denominators or (1.0,) * len(facts.points)
    recent = [
        (day, value, size)
        for (day, value), size in zip(facts.points, denominators, strict=True)
        if _is_recent(day, item.report_date) and size > 0
    ]
    if common.kind is MetricKind.LEVEL:
        # The gain to each reading; the first one of the year has none.
        gained = gains(latest_year(facts.points, item.report_date))
        recent = [(day, gain, 1.0) for day, gain in gained]
    values = OrganizationValues(
        months=tuple(day.month for day, _, _ in recent),
        amounts=tuple(value * size for _, value, size in recent),
        sizes=tuple(size for _, _, size in recent),
    )
    problem = _problem(values, common)
    if problem:
        return problem
    return _divided(item, facts, values, common) if common.base else values


def _problem(values: OrganizationValues, common: Definition) -> str:
    """Return why values can't be compared; empty if they can."""
    if not values.amounts:
        return Message("no value in {months} months", months=str(MONTHS))
    if common.kind.adds_up and min(values.amounts) < 0:
        return gettext_noop("a count is below 0")
    if common.is_counted:
        return ""
    if len(values.amounts) < FEWEST_OWN:
        return Message(
            "fewer than {fewest} values in {months} months",
            fewest=str(FEWEST_OWN),
            months=str(MONTHS),
        )
    quotients = {amount / size for amount, size in zip(values.amounts, values.sizes, strict=True)}
    return gettext_noop("values that do not vary") if len(quotients) == 1 else ""


def _divided(
    item: OrganizationFacts, facts: MetricFacts, values: OrganizationValues, common: Definition
) -> OrganizationValues | str:
    """Return the values over the size of the organization."""
    size = facts.per.count if facts.per is not None and facts.per.count else None
    name = common.base.name if common.base else ""
    if size is None:
        levels = item.metrics.get(name)
        base = latest_year(levels.points, item.report_date) if levels and item.report_date else ()
        size = fmean(value for _, value in base) if base else 0.0
    if size <= 0:
        return Message("no value of {metric} in {months} months", metric=name, months=str(MONTHS))
    return replace(values, sizes=(float(size),) * len(values.amounts))


def _is_recent(day: date, report_date: date) -> bool:
    return report_date - timedelta(days=round(MONTHS * DAYS_PER_MONTH)) < day <= report_date


def latest_year(points: Points, report_date: date) -> Points:
    """Return the points of the 12 months up to a report date."""
    return tuple((day, value) for day, value in points if _is_recent(day, report_date))


def gains(points: Points) -> list[tuple[date, float]]:
    """Return the relative gain per month from each value to the next, with the day of the next."""
    found = []
    for (day, value), (next_day, next_value) in pairwise(points):
        months = (next_day - day).days / DAYS_PER_MONTH
        if value > 0 and months > 0:
            # Rounded, so that months of 28 and 31 days count alike.
            found.append((next_day, (next_value - value) / value / max(1.0, round(months))))
    return found
