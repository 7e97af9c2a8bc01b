"""The words of every figure that a brief may draw, by figure key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.mean_comparison import MeanComparison
from reportgen.analysis.rate_comparison import RateComparison
from reportgen.analysis.slope_comparison import SlopeComparison
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.narrative.compose import (
    bracketed,
    capitalized,
    compose,
    enumerated,
    paragraph,
    sentence,
)
from reportgen.narrative.figure_titles import comparison_title, plain_title
from reportgen.narrative.figure_words_monitoring import monitoring_figure_words
from reportgen.narrative.figure_words_other import other_figure_words
from reportgen.narrative.number_text import date_text
from reportgen.narrative.spans import between_text, range_text
from reportgen.narrative.statement import FigureWords

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_TRENDS = (SlopeComparison, InterruptedSeriesEstimate)
_MEANS = (MeanComparison, RateComparison)
_MEASURES = {
    MetricKind.LEVEL: "running total",
    MetricKind.COUNT: "a month",
    MetricKind.RATE: "share",
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
    outcomes = [
        item for item in _of(speaker, metric) if isinstance(item.result, _TRENDS)
    ] or _refused(speaker, metric, ("growth", "its"))
    return FigureWords(
        title=_title(speaker, metric, outcomes),
        subtitle=_subtitle(speaker, metric),
        caption=paragraph(
            _trend_caption(speaker, has_lines=any(isinstance(o.result, _TRENDS) for o in outcomes)),
            _intervention(speaker),
        ),
        alt=paragraph(
            sentence(f"Points of {metric.label} over time"),
            *(_went(speaker, metric, key) for key in _periods(outcomes)),
            *(_finding(speaker, item) for item in outcomes),
        ),
        source=_source(speaker, metric),
    )


def _months(speaker: Speaker, metric: Metric) -> FigureWords:
    outcomes = [
        item for item in _of(speaker, metric) if isinstance(item.result, _MEANS)
    ] or _refused(speaker, metric, ("mean",))
    shapes = "Bars" if metric.kind is MetricKind.COUNT else "Points"
    return FigureWords(
        title=_title(speaker, metric, outcomes),
        subtitle=_subtitle(speaker, metric),
        caption=paragraph(
            _months_caption(
                speaker, metric, has_means=any(isinstance(o.result, _MEANS) for o in outcomes)
            ),
            _intervention(speaker),
        ),
        alt=paragraph(
            sentence(f"{shapes} of {metric.label}, one a month"),
            *(_averaged(speaker, metric, key) for key in _periods(outcomes)),
            *(_finding(speaker, item) for item in outcomes),
        ),
        source=_source(speaker, metric),
    )


def _trend_caption(speaker: Speaker, *, has_lines: bool) -> Prose:
    if not has_lines:
        return sentence("Points are the values that were observed")
    return sentence(
        "Points are the values that were observed; each solid line is the straight line fitted to "
        "its own period, and the dashed line carries the earlier one on, with its "
        f"{_level(speaker)}"
    )


def _months_caption(speaker: Speaker, metric: Metric, *, has_means: bool) -> Prose:
    is_bars = metric.kind is MetricKind.COUNT
    months = "Each pale bar is a month and starts at zero" if is_bars else "Each point is a month"
    if not has_means:
        return sentence(months)
    return sentence(f"{months}; the line across a period is its mean, with its {_level(speaker)}")


def _level(speaker: Speaker) -> str:
    return f"{speaker.configuration.analysis.confidence_level * 100:.10g}% CI"


def _finding(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return a comparison's finding with the two periods that it is about."""
    periods = speaker.outcomes.plan.periods
    spans = [
        range_text(periods[key])
        for key in (outcome.comparison.later, outcome.comparison.base)
        if key in periods
    ]
    return sentence(comparison_title(speaker, outcome), bracketed(" against ".join(spans)))


def _title(speaker: Speaker, metric: Metric, outcomes: list[ComparisonOutcome]) -> Prose:
    return comparison_title(speaker, outcomes[0]) if outcomes else plain_title(speaker, metric)


def _of(speaker: Speaker, metric: Metric) -> list[ComparisonOutcome]:
    return [item for item in speaker.outcomes.comparisons if item.metric.id == metric.id]


def _refused(
    speaker: Speaker, metric: Metric, analyses: tuple[str, ...]
) -> list[ComparisonOutcome]:
    """Return the comparisons of these analyses that could not be made."""
    starts = tuple(f"{metric.id}.{name}." for name in analyses)
    return [
        item
        for item in _of(speaker, metric)
        if item.prefix.startswith(starts) and not isinstance(item.result, (*_TRENDS, *_MEANS))
    ]


def _periods(outcomes: list[ComparisonOutcome]) -> tuple[str, ...]:
    """Return the periods of the comparisons, the base of the first one first."""
    keys = [key for item in outcomes for key in (item.comparison.base, item.comparison.later)]
    return tuple(dict.fromkeys(keys))


def _subtitle(speaker: Speaker, metric: Metric) -> Prose:
    measure = _MEASURES[metric.kind]
    if metric.kind is MetricKind.COUNT:
        words = f"{metric.unit} {measure}"
    elif metric.kind is MetricKind.RATE:
        words = f"{metric.label}, {measure}"
    else:
        words = f"{metric.unit}, {measure}"
    span = _span(speaker, metric)
    return capitalized(compose(f"{words}; compared: {span}" if span else words))


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
    return f"{metric.file}, as of {date_text(speaker.outcomes.plan.report_date)}"


def _intervention(speaker: Speaker) -> Prose:
    intervention = speaker.configuration.intervention
    if intervention is None:
        return ()
    label = f": {intervention.label.strip()}" if intervention.label else ""
    return sentence(f"The vertical line marks {date_text(intervention.on)}{label}")


def _went(speaker: Speaker, metric: Metric, key: str) -> Prose:
    """Say between which values a period's points run, and with what fitted slope."""
    stem = f"{metric.id}.observed.{key}"
    if not (speaker.has(f"{stem}.first") and speaker.has(f"{stem}.last")):
        return ()
    first = speaker.number(f"{stem}.first")
    ends = compose("from ", first, " to ", speaker.measured(f"{stem}.last"))
    slope = f"{metric.id}.growth.{key}.slope"
    fitted = compose(", fitted slope ", speaker.measured(slope)) if speaker.has(slope) else ()
    return sentence(f"{between_text(speaker.period(key))}, ", ends, fitted)


def _averaged(speaker: Speaker, metric: Metric, key: str) -> Prose:
    names = (f"{metric.id}.mean.{key}.mean", f"{metric.id}.mean.{key}.rate")
    known = [name for name in names if speaker.has(name)]
    if not known:
        return ()
    return sentence(
        f"{between_text(speaker.period(key))}, mean ", enumerated([speaker.with_interval(known[0])])
    )
