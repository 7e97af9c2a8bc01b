"""Quantities of a segmented regression around an intervention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.quantities.comparison import sidedness
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.quantity import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
    from reportgen.analysis.quantities.comparison import ComparisonEvidence
    from reportgen.model.quantity import Quantity

_METHOD = "interrupted-series"


def its_quantities(
    result: InterruptedSeriesEstimate | Refusal,
    evidence: ComparisonEvidence,
    _confidence_level: float,
) -> Iterator[Quantity]:
    """Yield the slopes of both periods and the quantities of their contrast."""
    yield from _slopes(result, evidence)
    yield from _intervals(result, evidence)
    yield from _numbers(result, evidence)


def _model(result: InterruptedSeriesEstimate | Refusal) -> str:
    if isinstance(result, Refusal):
        return gettext_noop("segmented regression")
    if result.method == "ar1_reml":
        return gettext_noop("segmented regression, AR(1) errors by restricted maximum likelihood")
    return gettext_noop("segmented regression, ordinary least squares")


def _slopes(
    result: InterruptedSeriesEstimate | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    prepared, chosen, units = evidence.prepared, evidence.comparison, evidence.units
    model = _model(result)
    base = evidence.period_family(chosen.base, prepared.base, _METHOD)
    yield base.interval(
        "slope",
        result if isinstance(result, Refusal) else result.base_slope,
        form=units.slope_form,
        unit=units.slope,
        formula=Message("slope before the first change; {model}", model=model),
    )
    later = evidence.period_family(chosen.later, prepared.later, _METHOD)
    yield later.interval(
        "slope",
        result if isinstance(result, Refusal) else result.later_slope,
        form=units.slope_form,
        unit=units.slope,
        formula=Message("slope after the last change; {model}", model=model),
    )


def _intervals(
    result: InterruptedSeriesEstimate | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    prepared, units = evidence.prepared, evidence.units
    family = evidence.contrast_family(prepared.base, prepared.later, _METHOD, ())
    statistics = {
        "level_change": (
            units.change,
            gettext_noop("jump of the line at the first value after the change"),
            _NO_LEVEL,
        ),
        "slope_change": (
            units.slope,
            gettext_noop("slope after the change minus the slope before it"),
            _NO_SLOPE,
        ),
        "effect_at_end": (
            units.change,
            gettext_noop(
                "the line at the last value of the later period minus the course without the change"
            ),
            _NO_LEVEL,
        ),
    }
    for name, (unit, words, absent) in statistics.items():
        found = result if isinstance(result, Refusal) else getattr(result, name) or absent
        formula = Message("{formula}; {model}", formula=words, model=_model(result))
        yield family.interval(name, found, form=units.change_form, unit=unit, formula=formula)


_NO_LEVEL = Refusal(reason=gettext_noop("the plan looks for a change of slope alone"))
_NO_SLOPE = Refusal(reason=gettext_noop("the plan looks for a change of level alone"))


def _numbers(
    result: InterruptedSeriesEstimate | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    prepared = evidence.prepared
    family = evidence.contrast_family(prepared.base, prepared.later, _METHOD, ())
    model = _model(result)
    test = {"sides": sidedness(evidence.comparison), "model": model}
    is_of_level = isinstance(result, Refusal) or result.level_change is not None
    of_main = Message(_OF_LEVEL if is_of_level else _OF_SLOPE, **test)
    of_slope = Message(_OF_SLOPE, **test)
    rho = Message("correlation of successive residuals; {model}", model=model)
    numbers = {
        "t": ("statistic", Form.STATISTIC, of_main),
        "df": (
            "df",
            Form.DEGREES_OF_FREEDOM,
            gettext_noop("values of the series minus the coefficients of its line"),
        ),
        "p_value": ("p_value", Form.P_VALUE, of_main),
        "slope_p_value": ("slope_p_value", Form.P_VALUE, of_slope),
        "rho": ("rho", Form.COEFFICIENT, rho),
    }
    for name, (attribute, form, formula) in numbers.items():
        if isinstance(result, Refusal):
            yield family.missing(name, result.reason, form=form, formula=formula)
        elif (value := getattr(result, attribute)) is None:
            yield family.missing(name, _ABSENT[name], form=form, formula=formula)
        else:
            yield family.number(name, value, form=form, formula=formula)


_ABSENT = {
    "rho": gettext_noop("ordinary least squares estimates no autocorrelation"),
    "slope_p_value": _NO_SLOPE.reason,
}
_OF_LEVEL = gettext_noop("of the level change: t test, {sides}; {model}")
_OF_SLOPE = gettext_noop("of the slope change: t test, {sides}; {model}")
