"""Quantities of control charts: means, limits, signals and what meets the target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.monitoring import baseline_steps
from reportgen.analysis.quantities.family import QuantityFamily, observation_sources, whole
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import XmrIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile


class _Unit(Enum):
    """What a quantity is counted in."""

    VALUE = "value"
    """The unit of the chart: visits a month."""
    THINGS = "things"
    """The unit of the metric: visits."""
    STEPS = "steps"
    SIGNALS = "signals"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Column:
    """A quantity of a chart: its formula, unit, form, and why a chart may lack it."""

    formula: str
    unit: _Unit
    form: Form = Form.COUNT
    absent: str = ""


_ONE_MONTH = gettext_noop("a reporting period of one {month} is judged by the limit of {a_month}")
_RARE = gettext_noop(
    "too few happen in {a_month} for a chart of measurements; a chart of rare counts takes its "
    "place"
)
_MEAN = gettext_noop(
    "mean of the values of the baseline: at most {count} {months} before the reporting period"
)
_MEAN_GAIN = gettext_noop(
    "mean of the {monthly} gains of the baseline: at most {count} {months} before the reporting "
    "period"
)
_LOW = gettext_noop(
    "lower limit of the range expected in the last {month}, forecast from the baseline: at most "
    "{count} {months} before the reporting period; 3 in 100 periods hold a value outside such "
    "limits by chance"
)
_HIGH = gettext_noop(
    "upper limit of the range expected in the last {month}, forecast from the baseline: at most "
    "{count} {months} before the reporting period; 3 in 100 periods hold a value outside such "
    "limits by chance"
)
_PERIOD_LOW = gettext_noop(
    "lower limit of the range expected of the reporting period as a whole, forecast from the "
    "baseline; 4 in 100 periods lie outside such limits by chance"
)
_PERIOD_HIGH = gettext_noop(
    "upper limit of the range expected of the reporting period as a whole, forecast from the "
    "baseline; 4 in 100 periods lie outside such limits by chance"
)
_SIGNALS = gettext_noop(
    "signals in the reporting period: {a_month} outside its limits; the period as a whole outside "
    "its limits; for rare counts, a stretch of {months} with none that is longer than expected"
)
_OF_ANY = {
    "months": _Column(
        gettext_noop("{months} of the baseline: at most {count} before the reporting period"),
        _Unit.STEPS,
    ),
    "period_months": _Column(
        gettext_noop("{months} of the reporting period with a value"), _Unit.STEPS
    ),
    "above": _Column(
        gettext_noop("{months} of the reporting period above the range expected of each"),
        _Unit.STEPS,
    ),
    "below": _Column(
        gettext_noop("{months} of the reporting period below the range expected of each"),
        _Unit.STEPS,
    ),
    "signals": _Column(_SIGNALS, _Unit.SIGNALS),
}
_OF_VALUES = {
    "mean": _Column(_MEAN, _Unit.VALUE, Form.LIMIT),
    "limit_low": _Column(_LOW, _Unit.VALUE, Form.LIMIT),
    "limit_high": _Column(_HIGH, _Unit.VALUE, Form.LIMIT),
    "period_mean": _Column(
        gettext_noop("mean of the values of the reporting period"), _Unit.VALUE, Form.LIMIT
    ),
    "period_low": _Column(_PERIOD_LOW, _Unit.VALUE, Form.LIMIT, _ONE_MONTH),
    "period_high": _Column(_PERIOD_HIGH, _Unit.VALUE, Form.LIMIT, _ONE_MONTH),
    **_OF_ANY,
}
_OF_COUNTS = {
    "mean": _Column(_MEAN, _Unit.VALUE, Form.MEAN_OF_COUNTS),
    "total": _Column(
        gettext_noop(
            "sum of the values of the baseline: at most {count} {months} before the reporting "
            "period"
        ),
        _Unit.THINGS,
    ),
    "dispersion": _Column(
        gettext_noop(
            "variance divided by the mean of the values of the baseline: at most {count} {months} "
            "before the reporting period"
        ),
        _Unit.NONE,
        Form.COEFFICIENT,
        gettext_noop("nothing happened in the baseline"),
    ),
    "limit_high": _Column(_HIGH, _Unit.VALUE),
    "stretch": _Column(
        gettext_noop(
            "fewest {months} in a row with none that chance brings in at most 5 of 1000 cases, "
            "judged by the baseline"
        ),
        _Unit.STEPS,
        absent=gettext_noop(
            "no stretch of {months} with none that the chart could show would be a signal"
        ),
    ),
    "period_total": _Column(
        gettext_noop("sum of the values of the reporting period"), _Unit.THINGS
    ),
    "period_low": _Column(_PERIOD_LOW, _Unit.THINGS, absent=_ONE_MONTH),
    "period_high": _Column(_PERIOD_HIGH, _Unit.THINGS, absent=_ONE_MONTH),
    **_OF_ANY,
}
_TARGET_MET = _Column(
    gettext_noop("{months} of the reporting period whose value meets the target"), _Unit.STEPS
)
_TARGET_MISSED = _Column(
    gettext_noop("latest {months} in a row whose value misses the target"), _Unit.STEPS
)
_TARGET_WORST = _Column(
    gettext_noop("of all values, the one that misses the target by most"),
    _Unit.VALUE,
    Form.LIMIT,
)


def monitoring_quantities(
    found: MetricMonitoring, column: str, files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield mean, limits and number of signals of a chart in the reporting period.

    Rare counts also have the quantities of other charts, without values, because a text for many
    organizations may use them.
    """
    chart, ids = found.chart, XmrIds(found.metric.id, REPORTING)
    family = QuantityFamily(
        ids=ids,
        method="control-chart",
        n=len(found.points.points.values),
        sources=observation_sources(found.points.observations, column, files),
        config_key=("metrics", found.metric.id),
    )
    own = (
        replace(family, ids=found.ids, method="count-chart") if found.is_of_rare_counts else family
    )
    if own is not family:
        yield from _missing(family, found, _worded(_RARE, found))
    if isinstance(chart, Refusal):
        yield from _missing(family, found, chart.reason)
    else:
        values = _values(chart)
        for name, column_ in (_OF_COUNTS if chart.counts else _OF_VALUES).items():
            yield _quantity(own, found, name, column_, values[name])
    target = found.verdict.target
    if target is not None:
        yield _quantity(own, found, "target_met", _TARGET_MET, target.met)
        yield _quantity(own, found, "target_missed", _TARGET_MISSED, target.missed_in_a_row)
        if target.worst is not None:
            first, last = target.worst
            dated = zip(found.days, found.points.points.values, strict=True)
            worst = next(value for day, value in dated if first <= day <= last)
            yield _quantity(own, found, "target_worst", _TARGET_WORST, worst)


def _values(chart: ControlChart) -> dict[str, float | None]:
    month, period, counts = chart.limits[-1], chart.together_limits, chart.counts
    return {
        "mean": chart.mean,
        "limit_low": month.low,
        "limit_high": month.high,
        "months": chart.n_baseline,
        "period_months": len(chart.later),
        "period_mean": chart.together,
        "period_total": chart.together,
        "period_low": period.low if period else None,
        "period_high": period.high if period else None,
        "above": chart.outside(1),
        "below": chart.outside(-1),
        "signals": len(chart.signals),
        "total": counts.total if counts else None,
        "dispersion": counts.dispersion if counts else None,
        "stretch": counts.stretch if counts else None,
    }


def _missing(family: QuantityFamily, found: MetricMonitoring, reason: str) -> Iterator[Quantity]:
    for name, column in _OF_VALUES.items():
        yield _quantity(family, found, name, column, None, reason=reason)


def _quantity(
    family: QuantityFamily,
    found: MetricMonitoring,
    name: str,
    column: _Column,
    value: float | None,
    *,
    reason: str = "",
) -> Quantity:
    form, unit = column.form, _unit(found, column.unit)
    if found.metric.kind is MetricKind.RATE and column.unit is _Unit.VALUE:
        form = Form.SHARE
    formula = _worded(_MEAN_GAIN if _is_gain(found, column) else column.formula, found)
    if value is None:
        reason = reason or _worded(column.absent, found)
        return family.missing(name, reason, form=form, unit=unit, formula=formula)
    return family.number(name, whole(value, form), form=form, unit=unit, formula=formula)


def _is_gain(found: MetricMonitoring, column: _Column) -> bool:
    return found.is_of_gains and column.formula == _MEAN


def _unit(found: MetricMonitoring, unit: _Unit) -> str:
    return {
        _Unit.VALUE: found.unit,
        _Unit.THINGS: found.metric.unit,
        _Unit.STEPS: time_words(found.frequency).months,
        _Unit.SIGNALS: _SIGNALS_UNIT,
        _Unit.NONE: "",
    }[unit]


_SIGNALS_UNIT = gettext_noop("signals")


def _worded(template: str, found: MetricMonitoring) -> Message:
    """Return a text with the words for the chart's steps."""
    words = time_words(found.frequency)
    return Message(template, count=str(baseline_steps(found.frequency)), **words.parts)
