"""Quantities of comparisons of means and of exact rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.clusters import comes_in_clusters
from reportgen.analysis.comparisons.comparable import possible_range
from reportgen.analysis.comparisons.mean_comparison import estimate_mean
from reportgen.analysis.comparisons.rate_comparison import estimate_rate
from reportgen.analysis.quantities.comparison import equivalence_quantities, sidedness
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Variant
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.quantity import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.comparisons.mean_comparison import MeanComparison, MeanEstimate
    from reportgen.analysis.comparisons.rate_comparison import RateComparison
    from reportgen.analysis.quantities.comparison import ComparisonEvidence
    from reportgen.analysis.quantities.family import QuantityFamily
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.estimate import Estimate
    from reportgen.model.quantity import Quantity

_METHOD = "mean-comparison"
_RATE_METHOD = "rate-comparison"


def mean_quantities(
    result: MeanComparison | Refusal, evidence: ComparisonEvidence, confidence_level: float
) -> Iterator[Quantity]:
    """Yield the means of both periods and the quantities of their contrast."""
    prepared, chosen = evidence.prepared, evidence.comparison
    for key, points in ((chosen.base, prepared.base), (chosen.later, prepared.later)):
        yield from _mean(key, points, evidence, confidence_level)
        yield _total(key, points, evidence, _METHOD)
    yield from _mean_contrast(result, evidence)
    yield from _equivalence(result, evidence)


def rate_quantities(
    result: RateComparison | Refusal, evidence: ComparisonEvidence, confidence_level: float
) -> Iterator[Quantity]:
    """Yield the rates of both periods and the quantities of their contrast."""
    prepared, chosen = evidence.prepared, evidence.comparison
    is_clustered = comes_in_clusters(prepared)
    for key, points in ((chosen.base, prepared.base), (chosen.later, prepared.later)):
        rate = _clustered_rate if is_clustered else _rate
        yield rate(key, points, evidence, confidence_level)
        yield _total(key, points, evidence, _RATE_METHOD)
    yield from _rate_contrast(result, evidence, is_clustered=is_clustered)


def _mean(
    key: str, points: PeriodPoints, evidence: ComparisonEvidence, confidence_level: float
) -> Iterator[Quantity]:
    family, units = evidence.period_family(key, points, _METHOD), evidence.units
    found = _try_mean(points, confidence_level)
    mean_formula, formula = _FORMULAS[points.points.weights is not None]
    yield family.interval(
        "mean",
        found if isinstance(found, Refusal) else _possible(found.mean, points, evidence),
        form=units.mean_form,
        unit=units.mean,
        formula=mean_formula,
    )
    form = units.spread_form
    if isinstance(found, Refusal):
        yield family.missing("sd", found.reason, form=form, unit=units.mean, formula=formula)
    else:
        yield family.number("sd", found.sd, form=form, unit=units.mean, formula=formula)


def _possible(mean: Estimate, points: PeriodPoints, evidence: ComparisonEvidence) -> Estimate:
    """Return a mean without an interval that a count or a share can't have."""
    kind = evidence.prepared.series.metric.kind
    possible = mean.within(*possible_range(kind, points.points.values))
    return mean if possible == mean else mean.without_interval()


_FORMULAS = {
    False: (
        gettext_noop("sum of the period's values divided by their number; t interval"),
        gettext_noop("sample standard deviation of the period's values (n minus 1)"),
    ),
    True: (
        gettext_noop(
            "mean of the period's values, each weighted by how many it is the share or mean of; t "
            "interval"
        ),
        gettext_noop(
            "sample standard deviation of the period's values (n minus 1), their deviations "
            "weighted like the mean"
        ),
    ),
}
"""Of mean and standard deviation, by whether the values have weights."""


def _total(key: str, points: PeriodPoints, evidence: ComparisonEvidence, method: str) -> Quantity:
    family, metric = evidence.period_family(key, points, method), evidence.prepared.series.metric
    values = points.points.values
    # Whole sums print as counts; a metric such as hours may have fractions.
    is_whole = all(float(value).is_integer() for value in values)
    formula = gettext_noop("sum of the period's values")
    if not metric.kind.adds_up:
        units = evidence.units
        form, unit = units.value_form, units.value
        return family.missing(
            "total",
            gettext_noop("only counts and amounts add up"),
            form=form,
            unit=unit,
            formula=formula,
        )
    form = Form.COUNT if is_whole else Form.MEASURE
    if not values:
        reason = gettext_noop("the period has no observation")
        return family.missing("total", reason, form=form, unit=metric.unit, formula=formula)
    total = int(sum(values)) if is_whole else sum(values)
    return family.number("total", total, form=form, unit=metric.unit, formula=formula)


def _rate(
    key: str, points: PeriodPoints, evidence: ComparisonEvidence, confidence_level: float
) -> Quantity:
    family, values = evidence.period_family(key, points, _RATE_METHOD), points.points.values
    estimate = (
        estimate_rate(int(sum(values)), len(values), confidence_level=confidence_level)
        if values
        else Refusal(reason=gettext_noop("the period has no observation"))
    )
    return family.interval(
        "rate",
        estimate,
        form=Form.AVERAGE,
        unit=evidence.units.mean,
        formula=gettext_noop("events divided by the number of values; exact interval"),
    )


def _clustered_rate(
    key: str, points: PeriodPoints, evidence: ComparisonEvidence, confidence_level: float
) -> Quantity:
    """Return a rate with the interval of its own variation, or none that would be impossible."""
    found = _try_mean(points, confidence_level)
    return evidence.period_family(key, points, _RATE_METHOD).interval(
        "rate",
        found if isinstance(found, Refusal) else _possible(found.mean, points, evidence),
        form=Form.AVERAGE,
        unit=evidence.units.mean,
        formula=gettext_noop(
            "events divided by the number of values; t interval, because they come in clusters"
        ),
    )


def _mean_contrast(
    result: MeanComparison | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    family, units = _contrast(evidence, _METHOD, "mean"), evidence.units
    is_student = evidence.comparison.variant is Variant.STUDENT
    name = gettext_noop("Student") if is_student else gettext_noop("Welch")
    test: str = Message(
        "unpaired {name} t test, {sides}", name=name, sides=sidedness(evidence.comparison)
    )
    intervals = {
        "ratio": (Form.RATIO, "", gettext_noop("later mean over base mean; Fieller interval")),
        "difference": (
            units.change_form,
            units.change,
            Message("later mean minus base mean; {name} t interval", name=name),
        ),
        "hedges_g": (
            Form.COEFFICIENT,
            "",
            gettext_noop(
                "later mean minus base mean in standard deviations, corrected for small samples"
            ),
        ),
    }
    for statistic, (form, unit, formula) in intervals.items():
        found = result if isinstance(result, Refusal) else getattr(result, statistic)
        yield family.interval(statistic, found, form=form, unit=unit, formula=formula)
    numbers = {
        "t": ("statistic", Form.STATISTIC, test),
        "df": (
            "df",
            Form.DEGREES_OF_FREEDOM,
            Message("degrees of freedom of the {name} t test", name=name),
        ),
        "p_value": ("p_value", Form.P_VALUE, test),
    }
    yield from _numbers(family, result, numbers)


def _rate_contrast(
    result: RateComparison | Refusal, evidence: ComparisonEvidence, *, is_clustered: bool
) -> Iterator[Quantity]:
    family = _contrast(evidence, _RATE_METHOD, "rate")
    ratio = result if isinstance(result, Refusal) else result.ratio
    formula = gettext_noop("later events per value over base events per value; exact interval")
    if is_clustered:
        formula = gettext_noop("later events per value over base events per value")
        ratio = ratio if isinstance(ratio, Refusal) else ratio.without_interval()
    yield family.interval("rate_ratio", ratio, form=Form.RATIO, formula=formula)
    test: str = Message(
        "exact conditional test of two Poisson rates, {sides}", sides=sidedness(evidence.comparison)
    )
    if is_clustered and not isinstance(result, Refusal):
        result = Refusal(reason=_NOT_INDEPENDENT)
    yield from _numbers(family, result, {"p_value": ("p_value", Form.P_VALUE, test)})


_NOT_INDEPENDENT = gettext_noop("the test takes events as independent, and they come in clusters")


def _numbers(
    family: QuantityFamily,
    result: MeanComparison | RateComparison | Refusal,
    numbers: dict[str, tuple[str, Form, str]],
) -> Iterator[Quantity]:
    for name, (attribute, form, formula) in numbers.items():
        if isinstance(result, Refusal):
            yield family.missing(name, result.reason, form=form, formula=formula)
        else:
            yield family.number(name, getattr(result, attribute), form=form, formula=formula)


def _equivalence(
    result: MeanComparison | Refusal, evidence: ComparisonEvidence
) -> Iterator[Quantity]:
    found = result if isinstance(result, Refusal) else result.equivalence
    if found is None:
        return
    family = _contrast(evidence, "equivalence", "mean")
    margin, units = evidence.comparison.equivalence_margin, evidence.units
    yield from equivalence_quantities(
        family, found, margin, unit=units.change, form=units.change_form
    )


def _contrast(evidence: ComparisonEvidence, method: str, statistic: str) -> QuantityFamily:
    prepared = evidence.prepared
    ids = evidence.period_ids(statistic)
    return evidence.contrast_family(prepared.base, prepared.later, method, ids)


def _try_mean(points: PeriodPoints, confidence_level: float) -> MeanEstimate | Refusal:
    """Return the mean of a period, also if its comparison was refused."""
    try:
        return estimate_mean(points.points, confidence_level=confidence_level)
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])
