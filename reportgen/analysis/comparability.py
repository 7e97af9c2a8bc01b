"""Warnings about comparisons from which little can be concluded, before anybody reads them."""

from __future__ import annotations

from calendar import month_name
from statistics import fmean
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.changes import left_out_around
from reportgen.data.findings import counted, listed
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.time_words import time_words
from reportgen.model.comparison import WIDE_MARGIN, Test
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import Frequency
from reportgen.model.message import Message, Named, Naming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from reportgen.analysis.comparisons.outcomes import RunComparison
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.plan import Plan
    from reportgen.diagnostics import Place
    from reportgen.model.comparison import Comparison, Margin
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Series


def wide_margins(
    configuration: Configuration, runs: tuple[RunComparison, ...]
) -> Iterator[Diagnostic]:
    """Yield equivalence margins above a quarter of what the earlier period has."""
    for run, sides in _assessed(runs):
        margin = run.comparison.equivalence_margin
        # ANA005 says of a margin that it is not tested at all.
        if margin is None or getattr(run.result, "equivalence", None) is None:
            continue
        share = _share_of_base(margin, sides)
        if share is None or share <= WIDE_MARGIN:
            continue
        yield Diagnostic(
            code="ANA016",
            severity=Severity.WARNING,
            message=f"comparison `{run.comparison.id}`: the margin of equivalence is "
            f"{share:.0%} of the earlier period, so that even large changes count as none",
            place=_place(configuration, run, "equivalence_margin"),
            help="choose the margin by what would make you act differently",
            note=f"margins above {WIDE_MARGIN:.0%} rarely convince a reader",
        )


def _share_of_base(margin: Margin, prepared: PreparedComparison) -> float | None:
    """Return a margin as a share of the earlier period; None where that has no mean to divide by.

    A margin in the unit of the metric is one of means, or of the gains of a running total.
    """
    if margin.is_relative:
        return margin.value
    is_of_gains = prepared.comparison.test is Test.SLOPE
    values = (prepared.base_gains if is_of_gains else prepared.base).points.values
    mean = abs(fmean(values)) if values else 0.0
    return margin.value / mean if mean else None


def redefinitions(
    configuration: Configuration, plan: Plan, series: Mapping[str, Series]
) -> Iterator[Diagnostic]:
    """Yield changes of what a metric counts that lie between the values of a comparison.

    An interrupted series has a step for each, so that its effect is not theirs.
    """
    told = set()
    for comparison in plan.comparisons:
        known = series.get(comparison.metric)
        pair = (comparison.base, comparison.later)
        periods = [plan.periods[key] for key in pair if key in plan.periods]
        if known is None or len(periods) < 2 or comparison.test is Test.ITS:
            continue
        for position, change in enumerate(known.metric.redefined):
            key = (comparison.metric, pair, position)
            if key in told or not periods[0].first < change.on <= periods[1].last:
                continue
            told.add(key)
            yield Diagnostic(
                code="ANA017",
                severity=Severity.WARNING,
                message=Message(
                    "the definition of {metric} changed on {day} ({note}); a part of the "
                    "difference between {base} and {later} may be that change",
                    metric=Named(Naming.METRIC, comparison.metric),
                    day=change.on,
                    note=change.note.rstrip("."),
                    base=Named(Naming.PERIOD, comparison.base),
                    later=Named(Naming.PERIOD, comparison.later),
                ),
                place=configuration.place("metrics", comparison.metric, "redefined"),
                help="choose periods on one side of it, or `test: its`, which has a step for it",
                in_brief=True,
            )


def other_seasons(
    configuration: Configuration, plan: Plan, runs: tuple[RunComparison, ...]
) -> Iterator[Diagnostic]:
    """Yield comparisons of different months of the year, which show the season.

    Where the file has the same months a year earlier, these are compared instead. A brief that
    follows metrics does so by default, and needs no telling.
    """
    if plan.is_monitoring and not configuration.comparisons:
        return
    for run, sides in _assessed(runs):
        comparison, series = run.comparison, sides.series
        if run.decided is None or run.decided.settings.is_matched:
            continue
        base, later = sides.base.observations, sides.later.observations
        days = [item.last for item in base], [item.last for item in later]
        words = time_words(series.frequency)
        yield Diagnostic(
            code="ANA018",
            severity=Severity.WARNING,
            message=f"comparison `{comparison.id}` is of different times of the year: "
            f"{counted(len(later), words.month, words.months)} of `{comparison.later}` against "
            f"{len(base)} of `{comparison.base}`{_lacking(comparison, *days, series)}",
            place=_place(configuration, run),
            help="give periods that hold the same months, or `season: none` of metric "
            f"`{comparison.metric}` with its reason",
            note="a season may look like a change, so the brief makes no claim",
        )


def _lacking(
    comparison: Comparison, base: Sequence[date], later: Sequence[date], series: Series
) -> str:
    """Return which months one period has and the other has not."""
    if series.frequency is not Frequency.MONTH:
        return ""
    sides = {comparison.later: (later, base), comparison.base: (base, later)}
    texts = []
    for name, (own, other) in sides.items():
        absent = {day.month for day in other} - {day.month for day in own}
        if absent:
            texts.append(
                f"`{name}` has no {listed([month_name[place] for place in sorted(absent)])}"
            )
    return "".join(f"; {text}" for text in texts)


def too_few_for_a_claim(
    configuration: Configuration, plan: Plan, runs: tuple[RunComparison, ...]
) -> Iterator[Diagnostic]:
    """Yield comparisons with so few values in a period that the brief will claim nothing."""
    if plan.is_monitoring and not configuration.comparisons:
        return
    for run, sides in _assessed(runs):
        fewest = run.comparison.test.fewest_for_claim
        for part, number in _numbers(run, sides):
            if number >= fewest:
                continue
            words = time_words(sides.series.frequency)
            yield Diagnostic(
                code="ANA019",
                severity=Severity.WARNING,
                message=f"comparison `{run.comparison.id}`: {part} has "
                f"{counted(number, words.month, words.months)}; with fewer than {fewest} the brief "
                "makes no claim",
                place=_place(configuration, run),
                help="lengthen the period",
                note="so few values differ by chance more often than a test allows for",
            )


def _numbers(run: RunComparison, sides: PreparedComparison) -> Iterator[tuple[str, int]]:
    """Yield the periods of a comparison, or the parts of a series, and how many values each has."""
    base, later = (f"period `{side.points.period}`" for side in (sides.base, sides.later))
    series = None if run.decided is None else run.decided.series
    if series is None:
        yield base, len(sides.base.observations)
        yield later, len(sides.later.observations)
        return
    if len(series.parts) == 2:
        last, first = sides.base.points.times[-1], sides.later.points.times[0]
        is_between = last < series.turn.at <= first
        names = (base, later) if is_between else _SIDES
        yield from zip(names, series.parts, strict=True)
    elif not run.comparison.place:
        # All changes of one series have the same parts.
        for place, number in enumerate(series.parts):
            yield f"part {place + 1} of {len(series.parts)}, between its interventions,", number


_SIDES = "the part before its intervention", "the part after its intervention"


def effects_without_values(
    configuration: Configuration, runs: tuple[RunComparison, ...]
) -> Iterator[Diagnostic]:
    """Yield interrupted series whose effect is asked for at a time that has no value in them."""
    for run, sides in _assessed(runs):
        comparison = run.comparison
        day, last = comparison.effect_at, sides.later.observations[-1].last
        lost = left_out_around(comparison, sides.later_period, sides.axis.calendar)
        if day is None or (day > last and comparison.place):
            continue
        if day > last:
            why, given = f"and the last value is that of {last}", "the last value"
            fix = "name a time that the data reach, or wait for them"
        elif lost is not None and lost.first <= day <= lost.last:
            why = f"which `wash_out` leaves out, from {lost.first} to {lost.last}"
            given, fix = "the first value after that", "name a later time"
        else:
            continue
        yield Diagnostic(
            code="ANA020",
            severity=Severity.WARNING,
            message=f"comparison `{comparison.planned_id}` asks for the effect on {day}, {why}",
            place=_place(configuration, run, "effect_at"),
            help=fix,
            note=f"the effect is given at {given}",
        )


def _assessed(
    runs: tuple[RunComparison, ...],
) -> Iterator[tuple[RunComparison, PreparedComparison]]:
    """Yield the comparisons that have a result, each with its data."""
    for run in runs:
        if not isinstance(run.prepared, Refusal) and not isinstance(run.result, Refusal):
            yield run, run.prepared


def _place(configuration: Configuration, run: RunComparison, *keys: str) -> Place | None:
    """Return the place of a comparison or of a key of it, or of the metric of a default one."""
    for position, item in enumerate(configuration.comparisons):
        if item.id == run.comparison.planned_id:
            return configuration.place("comparisons", position, *keys)
    return configuration.place("metrics", run.comparison.metric)
