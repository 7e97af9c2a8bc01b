"""The words of every figure that a brief may draw, by figure key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import ObservedIds, PeriodIds
from reportgen.narrative.comparisons.comparison_registry import assessed, figure_of
from reportgen.narrative.comparisons.comparison_words import MONTHS, TREND
from reportgen.narrative.figures.monitoring import monitoring_figure_words
from reportgen.narrative.figures.other import other_figure_words
from reportgen.narrative.figures.titles import comparison_title, plain_title
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import between_text, range_text
from reportgen.narrative.phrases import (
    bracketed,
    capitalized,
    paragraph,
    phrase,
    sentence,
)
from reportgen.narrative.statement import FigureWords

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker

_MEASURES = {
    MetricKind.LEVEL: gettext_noop("{unit}, running total"),
    MetricKind.COUNT: gettext_noop("{unit} a month"),
    MetricKind.RATE: gettext_noop("{label}, share"),
}
_MEASURES_COMPARED = {
    MetricKind.LEVEL: gettext_noop("{unit}, running total; compared: {span}"),
    MetricKind.COUNT: gettext_noop("{unit} a month; compared: {span}"),
    MetricKind.RATE: gettext_noop("{label}, share; compared: {span}"),
}


def describe_figures(speaker: Speaker) -> dict[str, FigureWords]:
    """Return the words of all figures, trends and months of every metric first."""
    words: dict[str, FigureWords] = {}
    for metric in speaker.configuration.metrics.values():
        words[f"trend.{metric.id}"] = _trend(speaker, metric)
        words[f"months.{metric.id}"] = _months(speaker, metric)
    words |= monitoring_figure_words(speaker)
    return words | dict(other_figure_words(speaker))


def _trend(speaker: Speaker, metric: Metric) -> FigureWords:
    outcomes = _shown(speaker, metric, TREND)
    return FigureWords(
        title=_title(speaker, metric, outcomes),
        subtitle=_subtitle(speaker, metric),
        caption=paragraph(
            _trend_caption(speaker, has_lines=bool(assessed(outcomes))),
            _intervention(speaker),
        ),
        alt=paragraph(
            sentence(phrase("Points of {label} over time", label=metric.label)),
            *(_went(speaker, metric, key) for key in _periods(outcomes)),
            *(_finding(speaker, item) for item in outcomes),
        ),
        source=_source(speaker, metric),
    )


def _months(speaker: Speaker, metric: Metric) -> FigureWords:
    outcomes = _shown(speaker, metric, MONTHS)
    shapes = _BARS if metric.kind is MetricKind.COUNT else _POINTS
    return FigureWords(
        title=_title(speaker, metric, outcomes),
        subtitle=_subtitle(speaker, metric),
        caption=paragraph(
            _months_caption(speaker, metric, has_means=bool(assessed(outcomes))),
            _intervention(speaker),
        ),
        alt=paragraph(
            sentence(phrase(shapes, label=metric.label)),
            *(_averaged(speaker, metric, key) for key in _periods(outcomes)),
            *(_finding(speaker, item) for item in outcomes),
        ),
        source=_source(speaker, metric),
    )


_BARS = gettext_noop("Bars of {label}, one a month")
_POINTS = gettext_noop("Points of {label}, one a month")


def _trend_caption(speaker: Speaker, *, has_lines: bool) -> Prose:
    if not has_lines:
        return sentence(phrase("Points are the values that were observed"))
    told = phrase(
        "Points are the values that were observed; each solid line is the straight line fitted to "
        "its own period, and the dashed line carries the earlier one on, with its {level} CI",
        level=level_text(speaker),
    )
    return sentence(told)


def level_text(speaker: Speaker) -> str:
    """Return the confidence level of a brief: ``95%``."""
    level = f"{speaker.configuration.analysis.confidence_level * 100:.10g}"
    return f"{level.replace('.', speaker.style.decimal)}{speaker.style.percent}"


def _months_caption(speaker: Speaker, metric: Metric, *, has_means: bool) -> Prose:
    is_bars = metric.kind is MetricKind.COUNT
    if not has_means:
        return sentence(translated(_PALE_BARS if is_bars else _ONE_POINT))
    if speaker.configuration.intervention is None:
        return sentence(translated(_PALE_BARS_AND_BANDS if is_bars else _POINTS_AND_BANDS))
    level = level_text(speaker)
    return sentence(phrase(_PALE_BARS_AND_MEANS if is_bars else _POINTS_AND_MEANS, level=level))


_PALE_BARS = gettext_noop("Each pale bar is a month and starts at zero")
_ONE_POINT = gettext_noop("Each point is a month")
_PALE_BARS_AND_MEANS = gettext_noop(
    "Each pale bar is a month and starts at zero; the line across a period is its mean, with its "
    "{level} CI"
)
_POINTS_AND_MEANS = gettext_noop(
    "Each point is a month; the line across a period is its mean, with its {level} CI"
)
# For the readers of reports: they are told what a band is, not what it is called.
_PALE_BARS_AND_BANDS = gettext_noop(
    "Each pale bar is a month and starts at zero; the line across a period is its mean, and the "
    "band around it shows how far off the mean may be"
)
_POINTS_AND_BANDS = gettext_noop(
    "Each point is a month; the line across a period is its mean, and the band around it shows "
    "how far off the mean may be"
)


def _finding(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return a comparison's finding with the two periods that it is about."""
    periods = speaker.outcomes.plan.periods
    spans = [
        range_text(periods[key])
        for key in (outcome.comparison.later, outcome.comparison.base)
        if key in periods
    ]
    title = comparison_title(speaker, outcome)
    if len(spans) > 1:
        beside = phrase("{later} against {base}", later=spans[0], base=spans[1])
        return sentence(title, bracketed(beside))
    return sentence(title, bracketed(*spans))


def _title(speaker: Speaker, metric: Metric, outcomes: list[ComparisonOutcome]) -> Prose:
    return comparison_title(speaker, outcomes[0]) if outcomes else plain_title(speaker, metric)


def _of(speaker: Speaker, metric: Metric) -> list[ComparisonOutcome]:
    return [item for item in speaker.outcomes.comparisons if item.metric.id == metric.id]


def _shown(speaker: Speaker, metric: Metric, figure: str) -> list[ComparisonOutcome]:
    """Return the comparisons that a figure shows; the refused ones where none could be made."""
    planned = [item for item in _of(speaker, metric) if figure_of(item.comparison.test) == figure]
    return assessed(planned) or planned


def _periods(outcomes: list[ComparisonOutcome]) -> tuple[str, ...]:
    """Return the periods of the comparisons, the base of the first one first."""
    keys = [key for item in outcomes for key in (item.comparison.base, item.comparison.later)]
    return tuple(dict.fromkeys(keys))


def _subtitle(speaker: Speaker, metric: Metric) -> Prose:
    span = _span(speaker, metric)
    forms = _MEASURES_COMPARED if span else _MEASURES
    parts = {"unit": metric.unit, "label": metric.label, "span": span}
    return capitalized(phrase(forms[metric.kind], parts))


def _span(speaker: Speaker, metric: Metric) -> str:
    """Return from when to when the compared periods of a metric reach."""
    plan = speaker.outcomes.plan
    keys = _periods(_of(speaker, metric))
    periods = [plan.periods[key] for key in keys if key in plan.periods]
    if not periods:
        return ""
    first = min(period.first for period in periods)
    last = max(min(period.last, plan.report_date) for period in periods)
    return range_text(Period(id="", label="", first=first, last=max(first, last)))


def _source(speaker: Speaker, metric: Metric) -> str:
    day = date_text(speaker.outcomes.plan.report_date)
    return translated("{file}, as of {day}").format(file=metric.file, day=day)


def _intervention(speaker: Speaker) -> Prose:
    intervention = speaker.configuration.intervention
    if intervention is None:
        return ()
    day, label = date_text(intervention.on), intervention.label.strip()
    if not label:
        return sentence(phrase("The vertical line marks {day}", day=day))
    return sentence(phrase("The vertical line marks {day}: {label}", day=day, label=label))


def _went(speaker: Speaker, metric: Metric, key: str) -> Prose:
    """Say between which values a period's points run, and with what fitted slope."""
    ids = ObservedIds(metric.id, key)
    if not (speaker.has(ids.first) and speaker.has(ids.last)):
        return ()
    slope = PeriodIds(metric.id, Test.SLOPE.analysis, key).slope
    parts: dict[str, str | Prose] = {
        "span": between_text(speaker.period(key)),
        "first": (speaker.number(ids.first),),
        "last": speaker.measured(ids.last),
    }
    if not speaker.has(slope):
        return sentence(phrase("{span}, from {first} to {last}", parts))
    fitted = phrase(
        "{span}, from {first} to {last}, fitted slope {slope}",
        parts,
        slope=speaker.measured(slope),
    )
    return sentence(fitted)


def _averaged(speaker: Speaker, metric: Metric, key: str) -> Prose:
    ids = PeriodIds(metric.id, Test.MEAN.analysis, key)
    known = [name for name in (ids.mean, ids.rate) if speaker.has(name)]
    if not known:
        return ()
    told = phrase(
        "{span}, mean {mean}",
        span=between_text(speaker.period(key)),
        mean=speaker.with_interval(known[0]),
    )
    return sentence(told)
