"""Quantities of goals: value, target, gap and chance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import TargetDirection
from reportgen.model.message import Message
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import GoalIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.configuration import KeyPath
    from reportgen.model.quantity import Quantity


def goal_quantities(
    progress: GoalProgress, position: int, quantities: Mapping[str, Quantity]
) -> Iterator[Quantity]:
    """Yield value, target, gap and chance of a goal; `position` is its index in the YAML."""
    goal, measure = progress.goal, progress.goal.measurable
    key: KeyPath = ("goals", position)
    measured = quantities.get(measure.quantity) if measure else None
    ids = GoalIds(goal.id)
    family = QuantityFamily(
        ids=ids,
        method="goal-status",
        derived_from=(measured.id,) if measured else (),
        config_key=(*key, "measurable") if measure else key,
    )
    form = measured.form if measured else Form.MEASURE
    unit = measured.unit if measured else ""
    yield _value(progress, family, measured, ids)
    if measure is None:
        yield family.missing("target", progress.reason, form=form.as_target, formula=_TARGET)
    else:
        # A target of 2.5 for a count is printed with its decimals.
        is_whole = float(measure.target).is_integer()
        yield replace(
            family.number(
                "target",
                int(measure.target) if form is Form.COUNT and is_whole else measure.target,
                form=(Form.MEASURE if form is Form.COUNT and not is_whole else form).as_target,
                unit=unit,
                formula=_TARGET,
            ),
            derived_from=(),
            currency=measured.currency if measured else None,
        )
    yield _gap(progress, family, measured, ids)
    yield _chance(progress, family)


_TARGET = gettext_noop("the target of the plan")


def _value(
    progress: GoalProgress, family: QuantityFamily, measured: Quantity | None, ids: GoalIds
) -> Quantity:
    formula = gettext_noop("the value of the goal's quantity at the report date")
    if measured is None or progress.value is None:
        # A date can't be a goal's value; its missing value is a plain number.
        form = measured.form if measured and measured.form is not Form.DATE else Form.MEASURE
        return family.missing("value", progress.reason, form=form, formula=formula)
    return replace(
        measured,
        id=ids.value,
        method=family.method,
        formula=Message("{formula}: {measured}", formula=formula, measured=measured.formula),
        derived_from=family.derived_from,
        config_key=family.config_key,
    )


def _gap(
    progress: GoalProgress, family: QuantityFamily, measured: Quantity | None, ids: GoalIds
) -> Quantity:
    measure = progress.goal.measurable
    at_most = measure is not None and measure.direction is TargetDirection.AT_MOST
    formula = gettext_noop("target minus value: what is still missing")
    if at_most:
        formula = gettext_noop("value minus target: what is still missing")
    if progress.gap is None or measured is None:
        return family.missing("gap", progress.reason, form=Form.MEASURE, formula=formula)
    is_share = measured.form.public is Form.SHARE
    return replace(
        family.number(
            "gap",
            progress.gap,
            form=_gap_form(measured.form, progress.gap),
            unit=gettext_noop("percentage points") if is_share else measured.unit,
            formula=formula,
        ),
        derived_from=(ids.value, ids.target),
        currency=measured.currency,
    )


def _gap_form(form: Form, gap: float) -> Form:
    """Return the form of the difference of two values of a form."""
    if form is Form.COUNT and not float(gap).is_integer():
        return Form.MEASURE
    if form.public is Form.SHARE:
        return Form.POINTS
    # A difference of P values can be negative, which is not printable as a P value.
    return Form.STATISTIC if form is Form.P_VALUE else form.public


def _chance(progress: GoalProgress, family: QuantityFamily) -> Quantity:
    formula = gettext_noop(
        "the chance that the last value plus the mean gain of the current period, "
        "carried on to the goal's date, reaches the target; Student t"
    )
    if progress.chance_of_meeting is None:
        reason = progress.chance_reason
        return family.missing("chance", reason, form=Form.SHARE, formula=formula)
    chance = replace(family, method="goal-chance")
    return chance.number("chance", progress.chance_of_meeting, form=Form.SHARE, formula=formula)
