"""Quantities of comparisons of trends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import estimate_mean
from reportgen.analysis.quantities.comparison import equivalence_quantities, sidedness
from reportgen.analysis.time_axis import STARTS_AGAIN, starts_again
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.statistics.trend import estimate_trend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
    from reportgen.analysis.quantities.comparison import ComparisonEvidence
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.estimate import Estimate
    from reportgen.model.quantity import Quantity
    from reportgen.statistics.trend import TrendEstimate

_METHOD = "slope-comparison"
_GAINS_METHOD = "monthly-gains"


def slope_quantities(
    result: SlopeComparison | Refusal, evidence: ComparisonEvidence, confidence_level: float
) -> Iterator[Quantity]:
    """Yield trends and mean gains of both periods, and the quantities of their contrast."""
    prepared, chosen = evidence.prepared, evidence.comparison
    for key, points, gains in (
        (chosen.base, prepared.base, prepared.base_gains),
        (chosen.later, prepared.later, prepared.later_gains),
    ):
        yield from _trend_quantities(key, points, evidence, confidence_level)
        yield _gain_mean(key, gains, evidence, confidence_level)
    yield from _slope_contrast(result, evidence)
    yield from _gains_contrast(result, evidence)
    yield from _equivalence(result, evidence)


def _trend_quantities(
    key: str, points: PeriodPoints, evidence: ComparisonEvidence, confidence_level: float
) -> Iterator[Quantity]:
    family = evidence.period_family(key, points, "trend")
    units, axis = evidence.units, evidence.prepared.axis.description
    forms = {
        "slope": (
            units.slope_form,
            units.slope,
            Message("least-squares slope on time; {axis}", axis=axis),
        ),
        "intercept": (
            units.value_form,
            units.value,
            Message("the line's value at time 0; {axis}", axis=axis),
        ),
        "r_squared": (
            Form.COEFFICIENT,
            "",
            gettext_noop(
                "1 minus the residual sum of squares over the total sum of squares about the mean"
            ),
        ),
        "residual_sd": (
            units.value_form,
            units.value,
            gettext_noop("square root of the residual sum of squares over n minus 2"),
        ),
        "p_value": (
            Form.P_VALUE,
            "",
            gettext_noop("t test of a slope of 0, n minus 2 df, two-sided"),
        ),
    }
    is_line = not starts_again(points.observations, evidence.prepared.series)
    trend = _try_trend(key, points, confidence_level) if is_line else Refusal(reason=STARTS_AGAIN)
    for name, (form, unit, formula) in forms.items():
        if isinstance(trend, Refusal):
            yield family.missing(name, trend.reason, form=form, formula=formula, unit=unit)
        elif name == "slope":
            yield family.interval(name, trend.slope, form=form, formula=formula, unit=unit)
        else:
            value = getattr(trend, name)
            yield family.number(name, value, form=form, formula=formula, unit=unit)


def _gain_mean(
    key: str, gains: PeriodPoints, evidence: ComparisonEvidence, confidence_level: float
) -> Quantity:
    family = evidence.period_family(key, gains, _GAINS_METHOD)
    units = evidence.units
    formula = gettext_noop(
        "mean of the differences between successive values, the first of the period against the "
        "last value before it where that exists; none across a gap"
    )
    estimate: Estimate | Refusal
    values = gains.points.values
    if len(values) == 1:  # the gain of a single step has no spread
        form = units.change_form
        return family.number("gain_mean", values[0], form=form, formula=formula, unit=units.slope)
    if evidence.prepared.series.metric.kind is not MetricKind.LEVEL:
        estimate = _NO_GAINS
    else:
        try:
            estimate = estimate_mean(gains.points, confidence_level=confidence_level).mean
        except InsufficientDataError as error:
            estimate = Refusal(reason=error.args[0])
    return family.interval(
        "gain_mean", estimate, form=units.change_form, formula=formula, unit=units.slope
    )


_NO_GAINS = Refusal(reason=gettext_noop("only a running total has gains"))


def _slope_contrast(
    result: SlopeComparison | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    prepared, units = evidence.prepared, evidence.units
    family = evidence.contrast_family(
        prepared.base, prepared.later, _METHOD, evidence.period_ids("slope")
    )
    test: str = Message(
        "t test of the interaction term, {sides}; one regression with a line for each period and "
        "a common residual variance",
        sides=sidedness(evidence.comparison),
    )
    pooled = gettext_noop(
        "one regression with a line for each period and a common residual variance"
    )
    intervals: dict[str, tuple[str, Form, str, str]] = {
        "slope_ratio": (
            "ratio",
            Form.RATIO,
            "",
            Message("later slope over base slope; {model}; Fieller", model=pooled),
        ),
        "slope_difference": (
            "difference",
            units.change_form,
            units.slope,
            Message("later slope minus base slope; {model}", model=pooled),
        ),
    }
    for name, (attribute, form, unit, formula) in intervals.items():
        found = result if isinstance(result, Refusal) else getattr(result, attribute)
        yield family.interval(name, found, form=form, formula=formula, unit=unit)
    numbers: dict[str, tuple[str, Form, str]] = {
        "t": ("statistic", Form.STATISTIC, test),
        "df": ("df", Form.DEGREES_OF_FREEDOM, gettext_noop("observations of both periods minus 4")),
        "p_value": ("p_value", Form.P_VALUE, test),
    }
    for name, (attribute, form, formula) in numbers.items():
        if isinstance(result, Refusal):
            yield family.missing(name, result.reason, form=form, formula=formula)
        else:
            yield family.number(name, getattr(result, attribute), form=form, formula=formula)


def _gains_contrast(
    result: SlopeComparison | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    prepared, units = evidence.prepared, evidence.units
    family = evidence.contrast_family(
        prepared.base_gains, prepared.later_gains, _GAINS_METHOD, evidence.period_ids("gain_mean")
    )
    gains = result if isinstance(result, Refusal) else result.gains
    if prepared.series.metric.kind is not MetricKind.LEVEL:
        gains = _NO_GAINS
    formula: str = gettext_noop("later mean gain minus base mean gain; Welch interval")
    found = gains if isinstance(gains, Refusal) else gains.difference
    yield family.interval(
        "gains_difference", found, form=units.change_form, formula=formula, unit=units.slope
    )
    test: str = Message("Welch t test of the gains, {sides}", sides=sidedness(evidence.comparison))
    numbers = {
        "gains_t": ("statistic", Form.STATISTIC, test),
        "gains_df": (
            "df",
            Form.DEGREES_OF_FREEDOM,
            gettext_noop("Welch-Satterthwaite degrees of freedom"),
        ),
        "gains_p_value": ("p_value", Form.P_VALUE, test),
    }
    for name, (attribute, form, formula) in numbers.items():
        if isinstance(gains, Refusal):
            yield family.missing(name, gains.reason, form=form, formula=formula)
        else:
            yield family.number(name, getattr(gains, attribute), form=form, formula=formula)


def _equivalence(
    result: SlopeComparison | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    prepared, margin = evidence.prepared, evidence.comparison.equivalence_margin
    found = result if isinstance(result, Refusal) else result.equivalence
    if margin is None or found is None:
        return
    # The sources are those of the test that decided, which has the larger P value.
    of_gains = not isinstance(found, Refusal) and found.decided_by == "gains"
    family = evidence.contrast_family(
        prepared.base_gains if of_gains else prepared.base,
        prepared.later_gains if of_gains else prepared.later,
        "equivalence",
        evidence.period_ids("gain_mean" if of_gains else "slope"),
    )
    units = evidence.units
    yield from equivalence_quantities(
        family, found, margin, unit=units.slope, form=units.change_form
    )


def _try_trend(key: str, points: PeriodPoints, confidence_level: float) -> TrendEstimate | Refusal:
    """Return the trend of a period, also if its comparison was refused."""
    sample = points.points
    try:
        return estimate_trend(key, sample.times, sample.values, confidence_level=confidence_level)
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])
