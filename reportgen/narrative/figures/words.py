"""Text of every possible figure, by figure key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.analysis.time_axis import is_partly_compared
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import WHOLE, ObservedIds, PeriodIds
from reportgen.narrative.comparisons.comparison_registry import assessed, figure_of
from reportgen.narrative.comparisons.comparison_words import MONTHS, TREND, compared_ids
from reportgen.narrative.figures.monitoring import monitoring_figure_words
from reportgen.narrative.figures.other import other_figure_words
from reportgen.narrative.figures.surveys import survey_figure_words
from reportgen.narrative.figures.targets import target_words
from reportgen.narrative.figures.titles import comparison_title, plain_title
from reportgen.narrative.figures.trend_parts import is_extrapolated, shown_interventions
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.period_names import during
from reportgen.narrative.phrases import (
    capitalized,
    enumerated,
    paragraph,
    phrase,
    sentence,
)
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.monitoring import finding_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_MEASURES = {
    MetricKind.LEVEL: gettext_noop("{unit}, running total"),
    MetricKind.COUNT: gettext_noop("{unit} {per_month}"),
    MetricKind.AMOUNT: gettext_noop("{unit} {per_month}"),
    MetricKind.AVERAGE: gettext_noop("{unit}, average"),
    MetricKind.RATE: gettext_noop("{label}, share"),
}
_MEASURES_COMPARED = {
    MetricKind.LEVEL: gettext_noop("{unit}, running total; compared: {span}"),
    MetricKind.COUNT: gettext_noop("{unit} {per_month}; compared: {span}"),
    MetricKind.AMOUNT: gettext_noop("{unit} {per_month}; compared: {span}"),
    MetricKind.AVERAGE: gettext_noop("{unit}, average; compared: {span}"),
    MetricKind.RATE: gettext_noop("{label}, share; compared: {span}"),
}


def describe_figures(formatter: QuantityFormatter) -> dict[str, FigureWords]:
    """Return the text of all figures; trend and months of each metric come first."""
    words: dict[str, FigureWords] = {}
    for metric in formatter.configuration.metrics.values():
        words[f"trend.{metric.id}"] = _trend(formatter, metric)
        words[f"months.{metric.id}"] = _months(formatter, metric)
    words |= monitoring_figure_words(formatter)
    words |= dict(survey_figure_words(formatter))
    return words | dict(other_figure_words(formatter))


def _trend(formatter: QuantityFormatter, metric: Metric) -> FigureWords:
    outcomes = _shown(formatter, metric, TREND)
    return FigureWords(
        title=_title(formatter, metric, outcomes),
        subtitle=_subtitle(formatter, metric),
        caption=paragraph(
            _trend_caption(formatter, assessed(outcomes)),
            _extent(formatter, metric, TREND),
            _interventions(formatter, metric),
        ),
        alt=paragraph(
            sentence(phrase("Points of {label} over time", label=metric.label)),
            _extent(formatter, metric, TREND),
            target_words(formatter, metric.id, of_gains=False),
            *(_first_and_last(formatter, metric, key) for key in _periods(outcomes)),
        ),
        source=_source(formatter, metric),
    )


def _months(formatter: QuantityFormatter, metric: Metric) -> FigureWords:
    outcomes = _shown(formatter, metric, MONTHS)
    shapes = _BARS if metric.kind.adds_up else _POINTS
    return FigureWords(
        title=_title(formatter, metric, outcomes),
        subtitle=_subtitle(formatter, metric),
        caption=paragraph(
            *_months_caption(formatter, metric, assessed(outcomes)),
            _extent(formatter, metric, MONTHS),
            _interventions(formatter, metric),
        ),
        alt=paragraph(
            sentence(phrase(shapes, formatter.time(metric.id), label=metric.label)),
            _extent(formatter, metric, MONTHS),
            target_words(formatter, metric.id, of_gains=False),
            *(_averaged(formatter, metric, key) for key in _periods(outcomes)),
        ),
        source=_source(formatter, metric),
    )


_BARS = gettext_noop("Bars of {label}, one {per_month}")
_POINTS = gettext_noop("Points of {label}, one {per_month}")


def _extent(formatter: QuantityFormatter, metric: Metric, figure: str) -> Prose:
    """Say how much a figure shows besides the compared periods; nothing if they hold it all."""
    planned, number = formatter.outcomes.plan.periods, ObservedIds(metric.id, WHOLE).n
    outcomes = _planned(formatter, metric, figure)
    compared = [planned[key] for key in _periods(outcomes) if key in planned]
    observed = formatter.outcomes.observed.get(metric.id, ())
    if not (formatter.has(number) and is_partly_compared(observed, compared)):
        return ()
    clause = phrase(
        "The figure shows all {number} {months}; the compared periods are shaded",
        formatter.time(metric.id),
        number=formatter.number(number),
    )
    return sentence(clause)


def _trend_caption(formatter: QuantityFormatter, drawn: list[ComparisonOutcome]) -> Prose:
    if not drawn:
        return sentence(phrase("Points are the values that were observed"))
    if any(item.course is not None for item in drawn):
        return _course_caption(formatter, drawn)
    slopes = [item.result for item in drawn if isinstance(item.result, SlopeComparison)]
    if not any(map(is_extrapolated, slopes)):
        clause = phrase(
            "Points are the values that were observed; each solid line is the straight line "
            "fitted to its own period"
        )
        return sentence(clause)
    clause = phrase(
        "Points are the values that were observed; each solid line is the straight line fitted to "
        "its own period, and the dashed line carries the earlier one on, with its {level} CI",
        level=level_text(formatter),
    )
    return sentence(clause)


def _course_caption(formatter: QuantityFormatter, drawn: list[ComparisonOutcome]) -> Prose:
    """Describe the line of an interrupted series, and its earlier course carried on."""
    is_one = len({item.comparison.intervention for item in drawn if item.course is not None}) == 1
    clause = phrase(_ONE_COURSE if is_one else _COURSES, level=level_text(formatter))
    is_left_out = any(item.left_out is not None for item in drawn)
    return paragraph(
        sentence(clause),
        sentence(phrase("The small gray points were left out")) if is_left_out else (),
    )


_ONE_COURSE = gettext_noop(
    "Points are the values that were observed; the solid line is fitted to them and may change its "
    "course at the vertical line, and the dashed line carries the earlier course on, with its "
    "{level} CI"
)
_COURSES = gettext_noop(
    "Points are the values that were observed; the solid line is fitted to them and may change its "
    "course at each vertical line, and each dashed line carries the course before one on, with its "
    "{level} CI"
)


def level_text(formatter: QuantityFormatter) -> str:
    """Return the confidence level of a brief: ``95%``."""
    # A setting, not a quantity; ".10g" drops binary noise.
    level = f"{formatter.configuration.analysis.confidence_level * 100:.10g}"
    return f"{level.replace('.', formatter.style.decimal)}{formatter.style.percent}"


def _months_caption(
    formatter: QuantityFormatter, metric: Metric, drawn: Sequence[ComparisonOutcome]
) -> Sentences:
    is_bars, time = metric.kind.adds_up, formatter.time(metric.id)
    if not drawn:
        return (sentence(phrase(_PALE_BARS if is_bars else _ONE_POINT, time)),)
    means = {name for item in drawn for name in compared_ids(item) if formatter.has(name)}
    banded = {name for name in means if formatter.interval(name)}
    if not banded:
        return (sentence(phrase(_PALE_BARS_AND_LINES if is_bars else _POINTS_AND_LINES, time)),)
    if formatter.configuration.intervention is None:
        template = _PALE_BARS_AND_BANDS if is_bars else _POINTS_AND_BANDS
    else:
        template = _PALE_BARS_AND_MEANS if is_bars else _POINTS_AND_MEANS
    clause = phrase(template, time, level=level_text(formatter))
    return sentence(clause), sentence(phrase(_WITHOUT_BAND)) if means - banded else ()


_WITHOUT_BAND = gettext_noop(
    "A mean without a band comes from too few values, or too uneven ones, for an interval"
)
_PALE_BARS_AND_LINES = gettext_noop(
    "Each pale bar is {a_month} and starts at zero; the line across a period is its mean"
)
_POINTS_AND_LINES = gettext_noop("Each point is {a_month}; the line across a period is its mean")
_PALE_BARS = gettext_noop("Each pale bar is {a_month} and starts at zero")
_ONE_POINT = gettext_noop("Each point is {a_month}")
_PALE_BARS_AND_MEANS = gettext_noop(
    "Each pale bar is {a_month} and starts at zero; the line across a period is its mean, with its "
    "{level} CI"
)
_POINTS_AND_MEANS = gettext_noop(
    "Each point is {a_month}; the line across a period is its mean, with its {level} CI"
)
# Reports without an intervention are for lay readers: the band is explained, not named.
_PALE_BARS_AND_BANDS = gettext_noop(
    "Each pale bar is {a_month} and starts at zero; the line across a period is its mean, and the "
    "band around it shows how far off the mean may be"
)
_POINTS_AND_BANDS = gettext_noop(
    "Each point is {a_month}; the line across a period is its mean, and the band around it shows "
    "how far off the mean may be"
)


def _title(
    formatter: QuantityFormatter, metric: Metric, outcomes: list[ComparisonOutcome]
) -> Prose:
    if found := _monitored(formatter, metric):
        return capitalized(finding_phrase(formatter, found, in_period=True))
    return comparison_title(formatter, outcomes[0]) if outcomes else plain_title(formatter, metric)


def _monitored(formatter: QuantityFormatter, metric: Metric) -> MetricMonitoring | None:
    """Return the metric's verdict in a report on a period, which decides over its comparisons."""
    found = formatter.outcomes.monitoring
    return next((item for item in found if item.metric.id == metric.id), None)


def _of(formatter: QuantityFormatter, metric: Metric) -> list[ComparisonOutcome]:
    return [item for item in formatter.outcomes.comparisons if item.metric.id == metric.id]


def _shown(formatter: QuantityFormatter, metric: Metric, figure: str) -> list[ComparisonOutcome]:
    """Return the comparisons that a figure shows; if all were refused, the refused ones."""
    planned = _planned(formatter, metric, figure)
    return assessed(planned) or planned


def _planned(formatter: QuantityFormatter, metric: Metric, figure: str) -> list[ComparisonOutcome]:
    return [item for item in _of(formatter, metric) if figure_of(item.comparison.test) == figure]


def _periods(outcomes: list[ComparisonOutcome]) -> tuple[str, ...]:
    """Return the periods of the comparisons, the base of the first one first."""
    keys = [key for item in outcomes for key in (item.comparison.base, item.comparison.later)]
    return tuple(dict.fromkeys(keys))


def _subtitle(formatter: QuantityFormatter, metric: Metric) -> Prose:
    span = _span(formatter, metric)
    forms = _MEASURES_COMPARED if span else _MEASURES
    parts = {"unit": metric.unit, "label": metric.label, "span": span}
    return capitalized(phrase(forms[metric.kind], {**formatter.time(metric.id), **parts}))


def _span(formatter: QuantityFormatter, metric: Metric) -> str:
    """Return the time range of the compared periods of a metric; empty without any."""
    plan = formatter.outcomes.plan
    keys = _periods(_of(formatter, metric))
    periods = [plan.periods[key] for key in keys if key in plan.periods]
    if not periods:
        return ""
    first = min(period.first for period in periods)
    last = max(min(period.last, plan.report_date) for period in periods)
    # A period that starts after the report date must not end before it starts.
    return range_text(Period(id="", label="", first=first, last=max(first, last)))


def _source(formatter: QuantityFormatter, metric: Metric) -> str:
    day = date_text(formatter.outcomes.plan.report_date)
    return translated("{file}, as of {day}").format(file=metric.file, day=day)


def _interventions(formatter: QuantityFormatter, metric: Metric) -> Prose:
    marked = shown_interventions(formatter.configuration, formatter.outcomes, metric.id)
    if len(marked) > 1:
        named = [f"{date_text(item.on)} ({item.label.strip()})" for item in marked]
        return sentence(phrase("The vertical lines mark {changes}", changes=enumerated(named)))
    if not marked:
        return ()
    day, label = date_text(marked[0].on), marked[0].label.strip()
    if not label:
        return sentence(phrase("The vertical line marks {day}", day=day))
    return sentence(phrase("The vertical line marks {day}: {label}", day=day, label=label))


def _first_and_last(formatter: QuantityFormatter, metric: Metric, key: str) -> Prose:
    """Report the first and last value of a period, and the fitted slope."""
    ids = ObservedIds(metric.id, key)
    if not (formatter.has(ids.first) and formatter.has(ids.last)):
        return ()
    slope = PeriodIds(metric.id, Test.SLOPE.analysis, key).slope
    parts: dict[str, str | Prose] = {
        "span": during(formatter, key),
        "first": (formatter.number(ids.first),),
        "last": formatter.measured(ids.last),
    }
    if not formatter.has(slope):
        return sentence(phrase("{span}, from {first} to {last}", parts))
    fitted = phrase(
        "{span}, from {first} to {last}, fitted slope {slope}",
        parts,
        slope=formatter.measured(slope),
    )
    return sentence(fitted)


def _averaged(formatter: QuantityFormatter, metric: Metric, key: str) -> Prose:
    ids = PeriodIds(metric.id, Test.MEAN.analysis, key)
    known = [name for name in (ids.mean, ids.rate) if formatter.has(name)]
    if not known:
        return ()
    clause = phrase(
        "{span}, mean {mean}",
        span=during(formatter, key),
        mean=formatter.with_interval(known[0]),
    )
    return sentence(clause)
