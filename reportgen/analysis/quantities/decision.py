"""Quantities of the decision of a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.comparison import sidedness
from reportgen.analysis.quantities.metric_units import every_step
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.model.verdict import Restraint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.comparisons.decision import Decision
    from reportgen.analysis.quantities.comparison import ComparisonEvidence
    from reportgen.analysis.quantities.family import QuantityFamily
    from reportgen.model.comparison import Comparison
    from reportgen.model.quantity import Quantity

DECISION = "decision"
"""The section of docs/methods.md on the decision of a comparison."""


def missing_of_decision(*, has_ratio: bool) -> dict[str, Form]:
    """Return the statistics that a comparison without a decision lacks, with their forms."""
    ratio = {"decided_ratio": Form.RATIO} if has_ratio else {}
    return {"decided_p_value": Form.P_VALUE, "decided_difference": Form.MEASURE, **ratio}


def decision_quantities(
    decision: Decision | Refusal, evidence: ComparisonEvidence, *, unit: str, has_ratio: bool
) -> Iterator[Quantity]:
    """Yield the estimate that decides a comparison, with what it allows for.

    Parameters
    ----------
    decision : Decision or Refusal
        Or why there is none.
    evidence : ComparisonEvidence
        The data of the comparison.
    unit : str
        Of the difference.
    has_ratio : bool
        Whether comparisons of this kind have a ratio.
    """
    family = _family(decision, evidence)
    form = evidence.units.change_form
    test: str = Message(
        "t test of the difference with autocorrelated errors, {sides}",
        sides=_sides(decision, evidence.comparison),
    )
    if isinstance(decision, Refusal):
        formulas = {"decided_p_value": test, "decided_difference": _DIFFERENCE}
        forms = {**missing_of_decision(has_ratio=has_ratio), "decided_difference": form}
        for name, its_form in forms.items():
            yield family.missing(
                name,
                decision.reason,
                form=its_form,
                unit=unit if name == "decided_difference" else "",
                formula=formulas.get(name, _RATIO),
            )
        return
    formula = _DIFFERENCE if decision.trend is None else _BEYOND_TREND
    yield family.interval(
        "decided_difference", decision.difference, form=form, unit=unit, formula=formula
    )
    if decision.ratio is not None:
        yield family.interval("decided_ratio", decision.ratio, form=Form.RATIO, formula=_RATIO)
    yield family.number("decided_p_value", decision.p_value, form=Form.P_VALUE, formula=test)
    yield from _model(family, decision, evidence, unit)
    yield from _of_series(family, decision, evidence, unit)
    yield family.number(
        "detectable_difference", decision.detectable, form=form, unit=unit, formula=_DETECTABLE
    )
    yield from _equivalence(family, decision, form, unit)
    yield from _largest(family, decision, form, unit)


def _sides(decision: Decision | Refusal, comparison: Comparison) -> str:
    """Return the sides of the test: of a difference on the other side than planned, both."""
    wanted = {Alternative.GREATER: 1, Alternative.LESS: -1}.get(comparison.alternative, 0)
    if isinstance(decision, Refusal) or not wanted or decision.direction == wanted:
        return sidedness(comparison)
    return gettext_noop("two-sided, for a difference on the other side than planned")


def _model(
    family: QuantityFamily, decision: Decision, evidence: ComparisonEvidence, unit: str
) -> Iterator[Quantity]:
    units = evidence.units
    yield family.number("decided_rho", decision.rho, form=Form.COEFFICIENT, formula=_RHO)
    if decision.is_year_earlier:
        form = Form.SHARE if evidence.prepared.series.metric.kind is MetricKind.RATE else None
        number = family.number(
            "decided_base",
            decision.base,
            form=form or units.slope_form,
            unit="" if form else unit,
            formula=_YEAR_EARLIER,
        )
        yield replace(number, n=decision.n_base)
    if decision.trend is not None:
        yield family.number(
            "decided_trend", decision.trend, form=units.slope_form, unit=unit, formula=_TREND
        )


def _of_series(
    family: QuantityFamily, decision: Decision, evidence: ComparisonEvidence, unit: str
) -> Iterator[Quantity]:
    """Yield what the effect in an interrupted series is made of, and between what it lies."""
    prepared, units = evidence.prepared, evidence.units
    if prepared.comparison.test is not Test.ITS:
        return
    is_rate = prepared.series.metric.kind is MetricKind.RATE
    values = {
        "decided_base": (decision.base, _CARRIED_ON),
        "decided_later": (decision.later, _FITTED),
    }
    for name, (value, formula) in values.items():
        yield family.number(
            name,
            value,
            form=Form.SHARE if is_rate else units.slope_form,
            unit="" if is_rate else unit,
            formula=formula,
        )
    is_of_gains = prepared.series.metric.kind is MetricKind.LEVEL
    changes = {
        "decided_level_change": (decision.level_change, units.change_form, unit, _LEVEL_CHANGE),
        "decided_slope_change": (
            decision.slope_change,
            units.slope_form,
            every_step(unit, prepared.axis.unit) if is_of_gains else units.slope,
            _SLOPE_CHANGE,
        ),
    }
    for name, (change, form, its_unit, formula) in changes.items():
        if change is not None:
            yield family.interval(name, change, form=form, unit=its_unit, formula=formula)


def _equivalence(
    family: QuantityFamily, decision: Decision, form: Form, unit: str
) -> Iterator[Quantity]:
    test = decision.equivalence
    if test is None:
        return
    # Unrounded, as configured: formulas are evidence, not prose.
    size: str = f"{test.margin.value!r}"
    if test.margin.is_relative:
        size = Message("{fraction} of the base", fraction=size)
    yield family.number(
        "decided_equivalence_p_value",
        test.p_value,
        form=Form.P_VALUE,
        formula=Message(_EQUIVALENCE, size=size),
    )
    is_relative = test.margin.is_relative
    yield family.interval(
        "decided_equivalence_ratio" if is_relative else "decided_equivalence_difference",
        test.interval,
        form=Form.RATIO if is_relative else form,
        unit="" if is_relative else unit,
        formula=_EQUIVALENCE_INTERVAL,
    )


def _largest(
    family: QuantityFamily, decision: Decision, form: Form, unit: str
) -> Iterator[Quantity]:
    largest = decision.largest
    if largest is None:
        return
    yield family.number("largest_share", largest.share, form=Form.SHARE, formula=_LARGEST)
    yield family.number(
        "difference_without_largest",
        largest.difference,
        form=form,
        unit=unit,
        formula=gettext_noop("later mean minus base mean without the value that matters most"),
    )
    if largest.ratio is not None and isinstance(decision.ratio, Estimate):
        yield family.number(
            "ratio_without_largest",
            largest.ratio,
            form=Form.RATIO,
            formula=gettext_noop("later mean over base mean without the value that matters most"),
        )


def _family(decision: Decision | Refusal, evidence: ComparisonEvidence) -> QuantityFamily:
    prepared = evidence.prepared
    family = evidence.contrast_family(prepared.base, prepared.later, DECISION, ())
    # The decision may be on other values than those of the plan: gains, or a year earlier.
    is_small = not isinstance(decision, Refusal) and decision.restraint is Restraint.TOO_FEW
    return replace(family, is_small=is_small)


_DIFFERENCE = gettext_noop(
    "later minus base, by least squares; the interval holds every difference that the test does "
    "not reject"
)
_BEYOND_TREND = gettext_noop(
    "later minus base beyond the trend that was under way in both periods, by least squares; the "
    "interval holds every difference that the test does not reject"
)
_RATIO = gettext_noop(
    "later over base; the interval holds every ratio that the test does not reject (Fieller)"
)
_RHO = gettext_noop(
    "correlation of errors one step apart, averaged over 0 to 0.96 by restricted likelihood and "
    "prior"
)
_YEAR_EARLIER = gettext_noop("mean of the same months a year before the later period")
_TREND = gettext_noop("least-squares slope on time that both periods share")
_CARRIED_ON = gettext_noop("the course without the change at the time of the effect")
_FITTED = gettext_noop("the fitted line at the time of the effect")
_LEVEL_CHANGE = gettext_noop(
    "the part of the difference at the first value after the change; the interval holds every "
    "value that the test does not reject"
)
_SLOPE_CHANGE = gettext_noop(
    "what each further step adds to the difference; the interval holds every value that the test "
    "does not reject"
)
_DETECTABLE = gettext_noop(
    "the difference that the test would find in four of five series like these"
)
_EQUIVALENCE = gettext_noop(
    "two one-sided tests with autocorrelated errors against a margin of {size} either way; the "
    "larger P value"
)
_EQUIVALENCE_INTERVAL = gettext_noop(
    "later against base, with the interval that the equivalence test reads"
)
_LARGEST = gettext_noop(
    "the part of the difference that is gone without the one value that matters most"
)
