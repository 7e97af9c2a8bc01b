"""Text of every possible figure, by figure key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.analysis.time_axis import is_partly_compared
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import WHOLE, ObservedIds, PeriodIds, latest_id
from reportgen.narrative.comparisons.comparison_registry import assessed, figure_of
from reportgen.narrative.comparisons.comparison_words import MONTHS, TREND, compared_ids
from reportgen.narrative.figures.monitoring import monitoring_figure_words
from reportgen.narrative.figures.other import other_figure_words
from reportgen.narrative.figures.surveys import survey_figure_words
from reportgen.narrative.figures.targets import target_words
from reportgen.narrative.figures.titles import comparison_title, plain_title
from reportgen.narrative.figures.trend_parts import is_extrapolated, shown_interventions
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.period_names import during
from reportgen.narrative.phrases import (
    capitalized,
    counted,
    enumerated,
    listed,
    non_empty,
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
    MetricKind.LEVEL: gettext_noop("{unit}, total"),
    MetricKind.COUNT: gettext_noop("{unit} {per_month}"),
    MetricKind.AMOUNT: gettext_noop("{unit} {per_month}"),
    MetricKind.AVERAGE: gettext_noop("{unit}, average"),
}
# More levels than these would be a long sentence; the table of the figure has every value.
_MOST_LEVELS = 3


def describe_figures(formatter: QuantityFormatter) -> dict[str, FigureWords]:
    """Return the text of all figures; trend and months of each metric come first."""
    words: dict[str, FigureWords] = {}
    for metric in formatter.configuration.metrics.values():
        words[f"trend.{metric.id}"] = _trend(formatter, metric)
        words[f"months.{metric.id}"] = _months(formatter, metric)
    for found in formatter.outcomes.monitoring:
        if found.is_of_gains or isinstance(found.chart, Refusal):
            words[f"board.{found.metric.id}"] = _values_alone(formatter, found)
    words |= monitoring_figure_words(formatter)
    words |= dict(survey_figure_words(formatter))
    return words | dict(other_figure_words(formatter))


def _trend(formatter: QuantityFormatter, metric: Metric) -> FigureWords:
    outcomes = _shown(formatter, metric, TREND)
    return FigureWords(
        title=_title(formatter, metric, outcomes),
        subtitle=_subtitle(formatter, metric),
        caption_sentences=non_empty(
            *_trend_caption(formatter, assessed(outcomes)),
            _extent(formatter, metric, TREND),
            _interventions(formatter, metric),
        ),
        alt=paragraph(
            _with_levels(
                phrase("Points of {label} over time", label=metric.label),
                _first_and_last(formatter, metric, _periods(outcomes)),
            ),
            target_words(formatter, metric.id, of_gains=False),
        ),
        source=_source(formatter, metric),
    )


def _values_alone(formatter: QuantityFormatter, found: MetricMonitoring) -> FigureWords:
    """Return the text of a chart of a total, or of values for which no range is known."""
    metric = found.metric
    marked = sentence(phrase(_MARKED)) if found.marked else ()
    points = phrase("Points of {label} over time", label=metric.label)
    if formatter.has(latest_id(metric.id)):
        value = formatter.measured(latest_id(metric.id))
        points = phrase(
            "Points of {label} over time; the latest is {value}", label=metric.label, value=value
        )
    return replace(
        _trend(formatter, metric),
        title=capitalized(finding_phrase(formatter, found)),
        caption_sentences=non_empty(marked),
        alt=paragraph(sentence(points), target_words(formatter, metric.id, of_gains=False)),
    )


_MARKED = gettext_noop("Filled marks are where the gain was outside what was expected of it")


def _months(formatter: QuantityFormatter, metric: Metric) -> FigureWords:
    outcomes = _shown(formatter, metric, MONTHS)
    shapes = _BARS if metric.kind.adds_up else _POINTS
    return FigureWords(
        title=_title(formatter, metric, outcomes),
        subtitle=_subtitle(formatter, metric),
        caption_sentences=non_empty(
            *_months_caption(formatter, metric, assessed(outcomes)),
            _extent(formatter, metric, MONTHS),
            _interventions(formatter, metric),
        ),
        alt=paragraph(
            _with_levels(
                phrase(shapes, formatter.time(metric.id), label=metric.label),
                _means(formatter, metric, _periods(outcomes)),
            ),
            target_words(formatter, metric.id, of_gains=False),
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


def _trend_caption(formatter: QuantityFormatter, drawn: list[ComparisonOutcome]) -> Sentences:
    level, points = level_text(formatter), phrase("Points are the values that were observed")
    if any(item.course is not None for item in drawn):
        return _course_caption(level, points, drawn)
    slopes = [item.result for item in drawn if isinstance(item.result, SlopeComparison)]
    dashed = sum(map(is_extrapolated, slopes))
    lines = phrase("Each solid line is the straight line fitted to its own period")
    carried = counted(
        "The dashed line continues the solid line before it, with its {level} CI",
        "Each dashed line continues the solid line before it, with its {level} CI",
        dashed,
        level=level,
    )
    return (
        sentence(points),
        sentence(lines) if drawn else (),
        sentence(carried) if dashed else (),
    )


def _course_caption(level: str, points: Prose, drawn: list[ComparisonOutcome]) -> Sentences:
    """Describe the line of an interrupted series, and the line before a change carried on."""
    is_one = len({item.comparison.intervention for item in drawn if item.course is not None}) == 1
    fitted, carried = _ONE_COURSE if is_one else _COURSES
    is_left_out = any(item.left_out is not None for item in drawn)
    return (
        sentence(points),
        sentence(phrase(fitted)),
        sentence(phrase(carried, level=level)),
        sentence(phrase("The small gray points were left out")) if is_left_out else (),
    )


_ONE_COURSE = (
    gettext_noop(
        "The solid line is fitted to the points and may change its course at the vertical line"
    ),
    gettext_noop("The dashed line continues the line before the change, with its {level} CI"),
)
_COURSES = (
    gettext_noop(
        "The solid line is fitted to the points and may change its course at each vertical line"
    ),
    gettext_noop("Each dashed line continues the line before a change, with its {level} CI"),
)


def level_text(formatter: QuantityFormatter) -> str:
    """Return the confidence level of a brief: ``95%``."""
    # A setting, not a quantity; ".10g" drops binary noise.
    level = f"{formatter.configuration.analysis.confidence_level * 100:.10g}"
    return f"{level.replace('.', formatter.style.decimal)}{formatter.style.percent}"


def _months_caption(
    formatter: QuantityFormatter, metric: Metric, drawn: Sequence[ComparisonOutcome]
) -> Sentences:
    shapes = phrase(_PALE_BARS if metric.kind.adds_up else _ONE_POINT, formatter.time(metric.id))
    means = {name for item in drawn for name in compared_ids(item) if formatter.has(name)}
    banded = {name for name in means if formatter.interval(name)}
    if not drawn:
        return (sentence(shapes),)
    template = _LINES
    if banded:
        # Reports without an intervention are for lay readers: the band is explained, not named.
        template = _BANDS if formatter.configuration.intervention is None else _MEANS
    return (
        sentence(shapes),
        sentence(phrase(template, level=level_text(formatter))),
        sentence(phrase(_WITHOUT_BAND)) if banded and means - banded else (),
    )


_WITHOUT_BAND = gettext_noop(
    "A mean without a band comes from too few values, or too uneven ones, for an interval"
)
_LINES = gettext_noop("The line across a period is its mean")
_PALE_BARS = gettext_noop("Each pale bar is {a_month} and starts at zero")
_ONE_POINT = gettext_noop("Each point is {a_month}")
_MEANS = gettext_noop("The line across a period is its mean, with its {level} CI")
_BANDS = gettext_noop(
    "The line across a period is its mean, and the band around it shows how far off the mean may be"
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
    template = _MEASURES.get(metric.kind)
    # Of a share, the axis has percent signs.
    if template is None:
        return ()
    return capitalized(phrase(template, {**formatter.time(metric.id), "unit": metric.unit}))


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


def _with_levels(form: Prose, levels: list[Prose]) -> Prose:
    """Return the form of a figure and its levels, the first one with the unit, as a sentence."""
    if not levels:
        return sentence(form)
    # Not with commas, which numbers may have.
    return sentence(phrase("{form}: {levels}", form=form, levels=listed(levels, "; ")))


def _first_and_last(
    formatter: QuantityFormatter, metric: Metric, periods: tuple[str, ...]
) -> list[Prose]:
    """Return the first and last value of each period, of the later ones of many."""
    known = [(key, ObservedIds(metric.id, key)) for key in periods]
    known = [(key, ids) for key, ids in known if formatter.has(ids.first)]
    return [
        phrase(
            "from {first} to {last} {span}",
            first=formatter.number(ids.first),
            last=_counted_once(formatter, ids.last, place),
            span=during(formatter, key),
        )
        for place, (key, ids) in enumerate(known[-_MOST_LEVELS:])
    ]


def _means(formatter: QuantityFormatter, metric: Metric, periods: tuple[str, ...]) -> list[Prose]:
    """Return the mean of each period, of the later ones of many."""
    analyses = [(key, PeriodIds(metric.id, Test.MEAN.analysis, key)) for key in periods]
    known = [
        (key, next(filter(formatter.has, (ids.mean, ids.rate)), None)) for key, ids in analyses
    ]
    shown = [(key, name) for key, name in known if name is not None]
    observed = [(key, ObservedIds(metric.id, key)) for key, _ in shown[-_MOST_LEVELS:]]
    is_rare = metric.kind is MetricKind.COUNT and all(
        formatter.value(name) < _FEW and formatter.has(ObservedIds(metric.id, key).total)
        for key, name in shown
    )
    if is_rare:
        # "0.7 a month" would hide that there were 5 in 7 months.
        return [
            phrase(
                "{total} in {count} {steps} {span}",
                total=_counted_once(formatter, ids.total, place),
                count=formatter.number(ids.n),
                steps=formatter.time(metric.id)[
                    "month" if formatter.value(ids.n) == 1 else "months"
                ],
                span=during(formatter, key),
            )
            for place, (key, ids) in enumerate(observed)
        ]
    return [
        phrase(
            _FURTHER_MEAN if place else _FIRST_MEAN,
            mean=_counted_once(formatter, name, place),
            span=during(formatter, key),
        )
        for place, (key, name) in enumerate(shown[-_MOST_LEVELS:])
    ]


# From here on, a mean says as much as a total.
_FEW = 5
_FIRST_MEAN = gettext_noop("mean {mean} {span}")
_FURTHER_MEAN = gettext_noop("{mean} {span}")


def _counted_once(formatter: QuantityFormatter, name: str, place: int) -> Prose:
    """Return a number, with its unit if it is the first of several."""
    return (formatter.number(name),) if place else formatter.measured(name)
