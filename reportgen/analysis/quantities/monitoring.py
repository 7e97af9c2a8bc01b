"""Quantities of control charts: means, limits and signals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.count_chart import CountChart
from reportgen.analysis.monitoring.monitoring import baseline_steps
from reportgen.analysis.quantities.family import QuantityFamily, observation_sources
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import XmrIds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.monitoring.xmr import XmrChart
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile

_OF_VALUES = {
    "mean": gettext_noop(
        "mean of the values of the baseline: at most {count} {months} before the reporting period"
    ),
    "limit_low": gettext_noop(
        "mean minus 2.66 times the mean moving range of the values of the baseline: at most "
        "{count} {months} before the reporting period"
    ),
    "limit_high": gettext_noop(
        "mean plus 2.66 times the mean moving range of the values of the baseline: at most "
        "{count} {months} before the reporting period"
    ),
}
_OF_GAINS = {
    "mean": gettext_noop(
        "mean of the {monthly} gains of the baseline: at most {count} {months} before the "
        "reporting period"
    ),
    "limit_low": gettext_noop(
        "mean minus 2.66 times the mean moving range of the {monthly} gains of the baseline: at "
        "most {count} {months} before the reporting period"
    ),
    "limit_high": gettext_noop(
        "mean plus 2.66 times the mean moving range of the {monthly} gains of the baseline: at "
        "most {count} {months} before the reporting period"
    ),
}
_OF_COUNTS = {
    "months": gettext_noop("{months} of the baseline: at most {count} before the reporting period"),
    "total": gettext_noop(
        "sum of the values of the baseline: at most {count} {months} before the reporting period"
    ),
    "mean": _OF_VALUES["mean"],
    "dispersion": gettext_noop(
        "variance divided by the mean of the values of the baseline: at most {count} {months} "
        "before the reporting period"
    ),
    "limit_high": gettext_noop(
        "largest count of {a_month} that the exact conditional test against the baseline does not "
        "reject at a level of 5 in 1000; counts are divided by the dispersion where that is above 1"
    ),
    "stretch": gettext_noop(
        "fewest {months} in a row with none that the exact conditional test against the baseline "
        "rejects at a level of 5 in 1000; counts are divided by the dispersion where that is above "
        "1"
    ),
    "period_months": gettext_noop("{months} of the reporting period with a value"),
    "period_total": gettext_noop("sum of the values of the reporting period"),
    "period_low": gettext_noop(
        "smallest total of the reporting period that the exact conditional test against the "
        "baseline does not reject at a level of 25 in 1000; counts are divided by the dispersion "
        "where that is above 1"
    ),
    "period_high": gettext_noop(
        "largest total of the reporting period that the exact conditional test against the "
        "baseline does not reject at a level of 25 in 1000; counts are divided by the dispersion "
        "where that is above 1"
    ),
}
# All others are counts of months or events.
_FORMS = {"mean": Form.MEAN_OF_COUNTS, "dispersion": Form.COEFFICIENT}
_SIGNALS = gettext_noop(
    "signals that reach into the reporting period: a point outside the limits; 7 in a row on "
    "one side of the mean; 7 in a row rising or falling; 2 of 3 near a limit"
)
_SIGNALS_OF_COUNTS = gettext_noop(
    "signals that reach into the reporting period: {a_month} above its limit; a total of the "
    "period outside its limits; a stretch of {months} with none"
)
_ABSENT = {
    "dispersion": gettext_noop("nothing happened in the baseline"),
    "stretch": gettext_noop(
        "no stretch of {months} with none that the chart could show would be a signal"
    ),
}
_ONE_MONTH = gettext_noop("a reporting period of one {month} is judged by the limit of {a_month}")
_RARE = gettext_noop(
    "too few happen in {a_month} for an XmR chart; a chart of rare counts takes its place"
)


def monitoring_quantities(
    found: MetricMonitoring, column: str, files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield mean, limits and number of signals of a chart in the reporting period.

    Rare counts also have the quantities of an XmR chart, without values, because a text for many
    organizations may use them.
    """
    chart = found.chart
    family = QuantityFamily(
        ids=XmrIds(found.metric.id, REPORTING),
        method="xmr-chart",
        n=len(found.points.points.values),
        sources=observation_sources(found.points.observations, column, files),
        config_key=("metrics", found.metric.id),
    )
    if not isinstance(chart, CountChart):
        yield from _of_xmr(family, found, chart)
        return
    yield from _of_xmr(family, found, Refusal(reason=_worded(_RARE, found)))
    yield from _of_counts(replace(family, ids=found.ids, method="count-chart"), found, chart)


def _worded(template: str, found: MetricMonitoring) -> Message:
    """Return a text with the words for the chart's steps."""
    words = time_words(found.frequency)
    return Message(template, count=str(baseline_steps(found.frequency)), **words.parts)


def _of_xmr(
    family: QuantityFamily, found: MetricMonitoring, chart: XmrChart | Refusal
) -> Iterator[Quantity]:
    form = Form.SHARE if found.metric.kind is MetricKind.RATE else Form.LIMIT
    for name, template in (_OF_GAINS if found.is_of_gains else _OF_VALUES).items():
        formula: str = _worded(template, found)
        if isinstance(chart, Refusal):
            yield family.missing(name, chart.reason, form=form, unit=found.unit, formula=formula)
        else:
            value = getattr(chart, name)
            yield family.number(name, value, form=form, unit=found.unit, formula=formula)
    if isinstance(chart, Refusal):
        yield family.missing("signals", chart.reason, form=Form.COUNT, formula=_SIGNALS)
    else:
        yield _signals(family, found, _SIGNALS)


def _of_counts(
    family: QuantityFamily, found: MetricMonitoring, chart: CountChart
) -> Iterator[Quantity]:
    values, units = _values_of_counts(chart), _units_of_counts(found)
    for name, template in _OF_COUNTS.items():
        form, formula = _FORMS.get(name, Form.COUNT), _worded(template, found)
        value, unit = values[name], units.get(name, "")
        if value is None:
            reason = _worded(_ABSENT.get(name, _ONE_MONTH), found)
            yield family.missing(name, reason, form=form, unit=unit, formula=formula)
        else:
            yield family.number(name, value, form=form, unit=unit, formula=formula)
    yield _signals(family, found, _worded(_SIGNALS_OF_COUNTS, found))


def _values_of_counts(chart: CountChart) -> dict[str, float | None]:
    later = chart.later
    return {
        "months": chart.n_baseline,
        "total": chart.total,
        "mean": chart.mean,
        "dispersion": chart.dispersion,
        "limit_high": chart.limit_high,
        "stretch": chart.stretch,
        "period_months": later.months if later else None,
        "period_total": later.total if later else None,
        "period_low": later.limit_low if later else None,
        "period_high": later.limit_high if later else None,
    }


def _units_of_counts(found: MetricMonitoring) -> dict[str, str]:
    unit, months = found.metric.unit, time_words(found.frequency).months
    return {
        "months": months,
        "total": unit,
        "mean": found.unit,
        "limit_high": found.unit,
        "stretch": months,
        "period_months": months,
        "period_total": unit,
        "period_low": unit,
        "period_high": unit,
    }


def _signals(family: QuantityFamily, found: MetricMonitoring, formula: str) -> Quantity:
    return family.number(
        "signals",
        len(found.signals),
        form=Form.COUNT,
        unit=gettext_noop("signals"),
        formula=formula,
    )
