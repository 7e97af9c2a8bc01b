"""The inputs of all figures: outcomes, data of a metric, and the style of its periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.time_axis import is_partly_compared, time_axis, until
from reportgen.figures.drawing.axes import table_step, value_text
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.languages.current import translated
from reportgen.model.frequency import DateSpan
from reportgen.model.prose import plain_text
from reportgen.narrative.comparisons.comparison_registry import figure_of
from reportgen.narrative.numbers.number_text import has_interval, interval_text, number_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.analysis.time_axis import TimeAxis
    from reportgen.figures.drawing.style import Style
    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Period
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Dataset, Observation, Series
    from reportgen.narrative.narrative import Narrative


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStyle:
    """Style of a period; `text_color` has enough contrast for text.

    `tint` is the color of bars, the lighter `pale` that of the band behind the values.
    """

    period: Period
    color: str
    text_color: str
    tint: str
    pale: str
    shape: str
    mark_size: float
    is_hollow: bool


def period_styles(
    periods: Mapping[str, Period], change: date | None, style: Style
) -> dict[str, PeriodStyle]:
    """Return the style of each period, in chronological order.

    Periods before the change have hollow gray marks, the first one after it solid blue marks,
    later ones dark diamonds. Without a change, the latest period is blue.
    """
    in_order = sorted(periods.items(), key=lambda item: (item[1].first, item[1].last, item[0]))
    # A period that contains the change counts as before it, as it starts before.
    start = change if change is not None else (in_order[-1][1].first if in_order else None)
    roles: dict[str, PeriodStyle] = {}
    seen_after = False
    for key, period in in_order:
        if start is not None and period.first < start:
            roles[key] = _period_style("before", period, style)
        else:
            roles[key] = _period_style("followup" if seen_after else "after", period, style)
            seen_after = True
    return roles


def _period_style(role: str, period: Period, style: Style) -> PeriodStyle:
    color = style.tokens.text(f"chart.{role}").upper()
    # Shape and fill differ as well as color, for grayscale print and color vision deficiency.
    shapes = {"before": ("o", "mark_hollow"), "after": ("o", "mark_solid")}
    shape, size = shapes.get(role, ("D", "mark_diamond"))
    return PeriodStyle(
        period=period,
        color=color,
        text_color=style.muted if role == "before" else color,
        tint=style.tokens.text(f"chart.{role}_tint").upper(),
        pale=style.wash if role == "before" else style.tint,
        shape=shape,
        mark_size=style.size(size),
        is_hollow=role == "before",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureContext:
    """The outcomes and narrative of one organization, and the drawing style."""

    configuration: Configuration
    dataset: Dataset
    outcomes: Outcomes
    narrative: Narrative
    style: Style

    @property
    def change(self) -> date | None:
        """Return the day of the intervention."""
        intervention = self.configuration.intervention
        return intervention.on if intervention is not None else None

    def comparisons(self, metric: str, figure: str) -> tuple[ComparisonOutcome, ...]:
        """Return the comparisons of a metric that a figure shows, in reporting order."""
        return tuple(
            item
            for item in self.outcomes.comparisons
            if item.metric.id == metric and figure_of(item.comparison.test) == figure
        )

    def quantity(self, name: str) -> Quantity | None:
        """Return a quantity by its id, None if it has no value."""
        found = self.outcomes.quantities.get(name)
        return found if found is not None and found.value is not None else None

    def number(self, name: str) -> str:
        """Return a quantity as text; empty if it has no value."""
        found = self.quantity(name)
        return number_text(found, self.narrative.style) if found is not None else ""

    def number_with_interval(self, name: str) -> str:
        """Return ``52 (48-56)``, or ``52`` without an interval."""
        found = self.quantity(name)
        if found is None or not has_interval(found):
            return self.number(name)
        return f"{self.number(name)} ({interval_text(found, self.narrative.style)})"

    def alt(self, key: str, otherwise: str) -> str:
        """Return the alternative text of a figure from the narrative, or `otherwise`."""
        words = self.narrative.figure_words.get(key)
        return plain_text(words.alt) if words is not None and words.alt else otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSeries:
    """The data of one figure of a metric.

    Attributes
    ----------
    series : Series
        All observations up to the report date.
    axis : TimeAxis
        The time axis of the analysis.
    periods : dict of str to PeriodStyle
        The compared periods, oldest first.
    left_out : tuple of DateSpan
        What an interrupted series leaves out of them.
    """

    series: Series
    axis: TimeAxis
    periods: dict[str, PeriodStyle]
    left_out: tuple[DateSpan, ...] = ()

    def is_left_out(self, observation: Observation) -> bool:
        """Return whether an observation is left out of an interrupted series."""
        return any(
            span.first <= observation.last and observation.first <= span.last
            for span in self.left_out
        )

    def period_of(self, observation: Observation) -> str | None:
        """Return the latest period that contains the whole observation, None if there is none."""
        found = None
        for key, drawn in self.periods.items():
            if drawn.period.holds(observation):
                found = key
        return found

    @property
    def spans(self) -> tuple[DateSpan, ...]:
        """Return the days of each observation."""
        return tuple(DateSpan(item.first, item.last) for item in self.series.observations)

    @property
    def has_bands(self) -> bool:
        """Return whether the periods need bands: some observations are within, some are not."""
        return is_partly_compared(self.spans, (item.period for item in self.periods.values()))


def shown_series(context: FigureContext, metric: str, figure: str) -> ShownSeries | None:
    """Return the data of one figure of a metric; None without observations."""
    plan = context.outcomes.plan
    # Values after the report date are not part of the analysis.
    series = until(context.dataset.series[metric], plan.report_date)
    named = {
        key
        for item in context.comparisons(metric, figure)
        for key in (item.comparison.base, item.comparison.later)
    }
    labels = context.narrative.period_labels
    periods = {
        key: replace(plan.periods[key], label=labels[key]) for key in plan.periods if key in named
    }
    if not series.observations:
        return None
    return ShownSeries(
        series=series,
        axis=time_axis(series, plan.periods),
        periods=period_styles(periods, context.change, context.style),
        left_out=tuple(
            item.left_out
            for item in context.comparisons(metric, figure)
            if item.left_out is not None
        ),
    )


def series_table(shown: ShownSeries, context: FigureContext) -> FigureTable:
    """Return the observations with their periods as figure data."""
    metric = shown.series.metric
    rows = []
    for item in shown.series.observations:
        key = shown.period_of(item)
        rows.append(
            (
                table_step(DateSpan(item.first, item.last), shown.series.calendar),
                value_text(
                    item.value,
                    context.narrative.style,
                    kind=metric.kind,
                    currency=metric.currency,
                ),
                terms().left_out
                if shown.is_left_out(item)
                else terms().outside
                if key is None
                else translated(shown.periods[key].period.label),
            )
        )
    first = terms().step(shown.series.frequency)
    return FigureTable(columns=(first, metric.label, terms().period), rows=tuple(rows))
