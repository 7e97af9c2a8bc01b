"""Quantities of the portfolio page about shared goals, changes in a year, and groups."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from reportgen.analysis.organization_changes import change_of, groups_of, pooled
from reportgen.analysis.shared_goals import shared_goals
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import (
    WHOLE,
    GroupIds,
    OwnGoalIds,
    OwnMeasureIds,
    SharedGoalIds,
)
from reportgen.narrative.numbers.decimals import print_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.shared_goals import SharedGoal
    from reportgen.model.organization_facts import GoalFacts, OrganizationFacts

_MOST_DECIMALS = 4
_LARGE = 100


def shared_quantities(
    organizations: Sequence[OrganizationFacts],
    measures: Sequence[OrganizationComparison],
    rate_per: str,
) -> Iterator[Quantity]:
    """Yield the numbers of shared goals, of changes within a year, and of groups."""
    goals = shared_goals(organizations)
    for goal in goals:
        yield from _counts(goal)
        yield from _values(goal)
        for measure in measures:
            if goal.target_for(measure) is not None:
                yield from _clear(goal, measure)
    by_id = {item.id: item for item in organizations}
    for measure in measures:
        for name in measure.own:
            yield from _change(by_id[name], measure, rate_per)
    groups = groups_of(organizations)
    members = {str(place): group.members for place, group in enumerate(groups, start=1)}
    if groups:
        members[WHOLE] = tuple(by_id)
    for key, names in members.items():
        yield from _group(GroupIds(key), names, goals[:1], measures, by_id, rate_per)


def _count(name: str, value: int, formula: str, unit: str = "organizations") -> Quantity:
    return Quantity(
        id=name, value=value, form=Form.COUNT, unit=unit, formula=formula, method="portfolio"
    )


def _counts(goal: SharedGoal) -> Iterator[Quantity]:
    ids, statuses = SharedGoalIds(goal.key), goal.statuses
    yield _count(ids.n, len(goal.results), "organizations that have the goal")
    for status in GoalStatus:
        words = str(status).replace("_", " ")
        yield _count(ids.of(str(status)), statuses[status], f"organizations whose goal is {words}")
    reached = sum(count for status, count in statuses.items() if status.is_reached)
    yield _count(ids.reached, reached, "organizations that met the goal, in time or late")


def _values(goal: SharedGoal) -> Iterator[Quantity]:
    """Yield the value of each organization; of a target of all, also their median and range."""
    ids, common, values = SharedGoalIds(goal.key), goal.common, goal.values
    for name in values:
        found = goal.results[name]
        yield _told_apart(
            _measured(OwnGoalIds(name, goal.key).value, found.value, found), _target(ids, found)
        )
    if common is None or not values:
        return
    target = _target(ids, common)
    yield target
    rests_on = tuple(OwnGoalIds(name, goal.key).value for name in values)
    for name, value, formula in (
        (ids.median, median(values.values()), "median over organizations"),
        (ids.lowest, min(values.values()), "lowest value of all organizations"),
        (ids.highest, max(values.values()), "highest value of all organizations"),
    ):
        made = _measured(name, value, common)
        yield _told_apart(replace(made, formula=formula, derived_from=rests_on), target)


def _measured(name: str, value: float | None, goal: GoalFacts) -> Quantity:
    form = Form(goal.form or Form.MEASURE)
    if form is Form.COUNT and value is not None:
        is_whole = float(value).is_integer()
        value, form = (int(value), form) if is_whole else (value, Form.MEASURE)
    return Quantity(
        id=name,
        value=value,
        form=form,
        unit=goal.unit,
        method="portfolio",
        formula=f"{goal.quantity} of the organization",
    )


def _target(ids: SharedGoalIds, goal: GoalFacts) -> Quantity:
    form = Form(goal.form or Form.MEASURE).as_target
    whole = goal.target is not None and form is Form.COUNT and float(goal.target).is_integer()
    return Quantity(
        id=ids.target,
        value=int(goal.target) if whole and goal.target is not None else goal.target,
        form=Form.TARGET if form is Form.COUNT and not whole else form,
        unit=goal.unit,
        method="portfolio",
        formula="target of all organizations",
    )


def _told_apart(value: Quantity, target: Quantity) -> Quantity:
    """Return a value with the decimals at which it is not printed as a target that it is not."""
    found = replace(value, decimals=1) if value.form is Form.SHARE else value
    for decimals in range(1, _MOST_DECIMALS + 1):
        if print_in_order(found, target) or found.value == target.value:
            break
        found = replace(value, decimals=decimals)
    return found


def _clear(goal: SharedGoal, measure: OrganizationComparison) -> Iterator[Quantity]:
    ids, sides = SharedGoalIds(goal.key), goal.sides(measure)
    rests_on = tuple(OwnMeasureIds(name, measure.metric).estimate for name in measure.own)
    for name, side, where in (
        (ids.clearly_short, -1, "misses"),
        (ids.clearly_reached, 1, "reaches"),
    ):
        formula = f"organizations whose whole interval over 12 months {where} the target"
        yield replace(_count(name, sides.count(side), formula), derived_from=rests_on)


def _change(
    item: OrganizationFacts, measure: OrganizationComparison, rate_per: str
) -> Iterator[Quantity]:
    change = change_of(item, measure, rate_per)
    if change is None:
        return
    form, unit = Form.MEASURE, measure.unit
    if measure.kind is MetricKind.LEVEL:
        form, unit = Form.SHARE, ""
    elif measure.kind is MetricKind.RATE:
        form, unit = Form.POINTS, "percentage points"
    yield Quantity(
        id=OwnMeasureIds(item.id, measure.metric).change,
        value=change,
        form=form,
        unit=unit,
        method="portfolio",
        formula="latest value against that of a year before"
        if measure.kind is MetricKind.LEVEL
        else "months of the last 12 less the same months a year before",
        # Without them, a change of half a point looks like none; changes of a column are alike.
        decimals=_decimals(measure) if form is Form.MEASURE else 1,
    )


def _decimals(measure: OrganizationComparison) -> int:
    mean = abs(measure.heterogeneity.mean)
    return 0 if mean >= _LARGE else 1 if mean >= 1 else 2


def _group(
    ids: GroupIds,
    members: Sequence[str],
    goals: Sequence[SharedGoal],
    measures: Sequence[OrganizationComparison],
    by_id: Mapping[str, OrganizationFacts],
    rate_per: str,
) -> Iterator[Quantity]:
    yield _count(ids.n, len(members), "organizations of the group")
    for goal in goals:
        reached = [
            name
            for name in members
            if name in goal.results and GoalStatus(goal.results[name].status).is_reached
        ]
        yield _count(ids.reached, len(reached), "organizations of the group that met the goal")
    for measure in measures:
        value = pooled(members, measure, by_id, rate_per)
        if value is None:
            continue
        is_whole = measure.kind.adds_up or measure.kind is MetricKind.LEVEL
        yield Quantity(
            id=ids.measure(measure.metric),
            value=round(value) if is_whole and abs(value - round(value)) < 1e-9 else value,
            form=Form.SHARE
            if measure.kind is MetricKind.RATE
            else Form.COUNT
            if is_whole and abs(value - round(value)) < 1e-9
            else Form.MEASURE,
            unit="" if measure.kind is MetricKind.RATE else measure.definition.unit,
            method="portfolio",
            formula=_formula(measure),
            decimals=1 if measure.kind is MetricKind.RATE else None,
            derived_from=tuple(
                OwnMeasureIds(name, measure.metric).rate for name in members if name in measure.own
            ),
        )


def _formula(measure: OrganizationComparison) -> str:
    if measure.kind is MetricKind.LEVEL:
        return "sum of the latest values"
    if measure.kind.adds_up:
        return "total of the last 12 months"
    return "pooled over the cases of the last 12 months"
