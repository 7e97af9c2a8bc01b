"""Run all planned comparisons and decide their verdicts, adjusted for multiplicity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.assumption_rules import ALLOWED_FOR, missing_gains
from reportgen.analysis.comparisons.changes import left_out_around
from reportgen.analysis.comparisons.clusters import too_few_above_zero
from reportgen.analysis.comparisons.comparable import redefined_within
from reportgen.analysis.comparisons.comparison_registry import (
    analyse_sensitivity,
    decide_comparison,
    find_assumptions,
    kind_for,
    kind_of,
)
from reportgen.analysis.comparisons.prepare import prepare_comparison
from reportgen.analysis.comparisons.verdicts import decide_verdict, evidence_of, refuse_verdict
from reportgen.analysis.default_periods import PREVIOUS, YEAR_EARLIER
from reportgen.analysis.outcomes import ComparisonOutcome
from reportgen.analysis.plan import set_aside
from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.analysis.time_axis import STARTS_AGAIN, starts_again, whole_steps
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.message import Message, Named, Naming
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import ComparisonIds
from reportgen.model.verdict import Restraint
from reportgen.statistics.multiplicity import holm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.comparison import AnalysisSettings, Comparison
    from reportgen.model.configuration import Configuration
    from reportgen.model.estimate import ComparisonEstimate, ComparisonResult
    from reportgen.model.metric import Redefinition
    from reportgen.model.period import Event, Period
    from reportgen.model.series import Series
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis, Verdict

_SEASON = "ANA106"
_MISSING_GAINS = missing_gains().code


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A comparison that can be assessed: its data, its estimate and its decision."""

    prepared: PreparedComparison
    result: ComparisonEstimate
    decided: Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class RunComparison:
    """A comparison with its data and its assessment, before the verdict."""

    comparison: Comparison
    prepared: PreparedComparison | Refusal
    assessment: Assessment | Refusal

    @property
    def result(self) -> ComparisonResult:
        """Return the estimate, or why there is none."""
        found = self.assessment
        return found if isinstance(found, Refusal) else found.result

    @property
    def decided(self) -> Decided | None:
        """Return the decision, None if there is nothing to decide on."""
        return None if isinstance(self.assessment, Refusal) else self.assessment.decided


def run_comparisons(
    plan: Plan, series: Mapping[str, Series], settings: AnalysisSettings
) -> tuple[RunComparison, ...]:
    """Run all comparisons of a plan, in its order."""
    return tuple(_run(comparison, plan, series, settings) for comparison in plan.comparisons)


def set_comparisons_aside(
    runs: tuple[RunComparison, ...],
    plan: Plan,
    series: Mapping[str, Series],
    configuration: Configuration,
) -> tuple[Plan, tuple[RunComparison, ...], tuple[RunComparison, ...]]:
    """Set default comparisons aside that allow no claim: their values are shown and not compared.

    Those of single values and of overlapping spans are; in a report on a period, which asks for no
    comparison, one side with too few values for a claim is enough, or values that never vary.
    There, the period before is not compared either where the same months a year earlier are
    known, because a spring differs from the winter before it in any year.

    Returns
    -------
    plan, reported, aside
        The plan without them, the runs to report, and the runs that were set aside.
    """
    if configuration.comparisons:
        return plan, runs, ()
    known = {
        run.comparison.metric
        for run in runs
        if plan.is_monitoring and run.comparison.base == YEAR_EARLIER and _has_values(run)
    }
    aside = tuple(
        run
        for run in runs
        if _is_of_spans(run, series)
        or _allows_no_claim(run, is_monitoring=plan.is_monitoring)
        or (run.comparison.base == PREVIOUS and run.comparison.metric in known)
    )
    names = frozenset(run.comparison.id for run in aside)
    reported = tuple(run for run in runs if run.comparison.id not in names)
    return set_aside(plan, names, configuration), reported, aside


def _has_values(run: RunComparison) -> bool:
    return not isinstance(run.prepared, Refusal) and bool(run.prepared.base.observations)


def _is_of_spans(run: RunComparison, series: Mapping[str, Series]) -> bool:
    known = series.get(run.comparison.metric)
    return known is not None and known.frequency is Frequency.SPAN


def _allows_no_claim(run: RunComparison, *, is_monitoring: bool) -> bool:
    prepared = run.prepared
    if isinstance(prepared, Refusal):
        return False
    sides = [[item.value for item in side.observations] for side in (prepared.base, prepared.later)]
    if is_monitoring:
        test, sizes = run.comparison.test, [len(values) for values in sides]
        # Where a period has no value at all, the brief says so.
        fewest = test.fewest_for_claim if all(sizes) else test.fewest
        if any(0 < size < fewest for size in sizes) or _is_of_few(run):
            return True
        is_constant = all(len(set(values)) == 1 for values in sides)
        return is_constant and isinstance(run.result, Refusal)
    return [len(values) for values in sides] == [1, 1] and isinstance(run.result, Refusal)


def _is_of_few(run: RunComparison) -> bool:
    """Return whether the decision is on too few values: a total has no gain across a gap."""
    return run.decided is not None and run.decided.decision.restraint is Restraint.TOO_FEW


def judge_comparisons(
    runs: Sequence[RunComparison],
    plan: Plan,
    configuration: Configuration,
    *,
    beside: Sequence[float] = (),
) -> tuple[ComparisonOutcome, ...]:
    """Decide the verdicts of all comparisons, adjusted by Holm's method.

    Comparisons that can't be assessed have no P value and do not count in the adjustment; the P
    values `beside` them, of survey answers, do.
    """
    settings = configuration.analysis
    evidence = {
        run.comparison.id: evidence_of(run.decided.decision)
        for run in runs
        if run.decided is not None
    }
    # Those next to them come last, so that the first are those of the comparisons.
    family = [*(item.family_p for item in evidence.values()), *beside]
    adjusted = dict(zip(evidence, holm(family), strict=False))

    def verdict_of(run: RunComparison) -> Verdict:
        key, found = run.comparison.id, run.assessment
        if isinstance(found, Refusal):
            return refuse_verdict(key, found, alpha=settings.alpha)
        return decide_verdict(
            key,
            evidence[key],
            ids=ComparisonIds(run.comparison).contrast,
            p_adjusted=adjusted[key],
            alpha=settings.alpha,
            sensitivity=adjusted_checks(_sensitivity(found, settings), key),
            assumptions=_assumptions(found, plan.report_date),
        )

    def adjusted_checks(
        checks: tuple[SensitivityAnalysis, ...], key: str
    ) -> tuple[SensitivityAnalysis, ...]:
        """Return the checks, each adjusted as if it decided instead of the test."""
        if evidence[key].equivalence_p is not None:
            # Of a margin, the P value that is adjusted answers another question.
            return checks
        place = list(evidence).index(key)
        others = [*family[:place], *family[place + 1 :]]
        return tuple(
            replace(item, p_adjusted=holm([item.p_value, *others])[0])
            if item.p_value is not None
            else item
            for item in checks
        )

    def outcome_of(run: RunComparison) -> ComparisonOutcome:
        series = None if run.decided is None else run.decided.series
        return ComparisonOutcome(
            comparison=run.comparison,
            metric=configuration.metrics[run.comparison.metric],
            result=run.result,
            verdict=verdict_of(run),
            decision=None if run.decided is None else run.decided.decision,
            compared_with=_compared_with(run),
            largest_on=_step_of(run, None if run.decided is None else run.decided.largest_time),
            course=None if run.decided is None else run.decided.course,
            effect_on=_step_of(run, None if series is None else series.until),
            level_on=_step_of(run, None if series is None else series.turn.since),
            left_out=_left_out(run),
            redefined=_redefined(run),
            unlisted=_unlisted(run),
            events=_events_within(run.comparison, plan, configuration.events),
            last=_last(run.prepared),
        )

    return tuple(outcome_of(run) for run in runs)


def _compared_with(run: RunComparison) -> Period | None:
    if run.decided is None or isinstance(run.prepared, Refusal):
        return None
    return run.prepared.year_before if run.decided.decision.is_year_earlier else None


def _step_of(run: RunComparison, time: float | None) -> DateSpan | None:
    if time is None or isinstance(run.prepared, Refusal) or not run.prepared.axis.is_regular:
        return None
    axis = run.prepared.axis
    return axis.calendar.span(axis.day_at(time))


def _left_out(run: RunComparison) -> DateSpan | None:
    prepared = run.prepared
    if isinstance(prepared, Refusal):
        return None
    return left_out_around(run.comparison, prepared.later_period, prepared.axis.calendar)


def _redefined(run: RunComparison) -> tuple[Redefinition, ...]:
    prepared = run.prepared
    if isinstance(prepared, Refusal) or run.decided is None:
        return ()
    base = _compared_base(prepared, run.decided)
    return redefined_within(prepared.series.metric, base, prepared.later)


def _unlisted(run: RunComparison) -> tuple[float, float]:
    """Return the share of either period that counts as 0 because the file has no row in it.

    Nothing where the configuration says that the file is complete, or what its gaps mean.
    """
    if isinstance(run.prepared, Refusal):
        return 0.0, 0.0
    metric = run.prepared.series.metric
    if metric.covered_to is not None or metric.absent_months_are_zero:
        return 0.0, 0.0
    base, later = (
        sum(not (item.rows or item.value) for item in side.observations)
        / max(len(side.observations), 1)
        for side in (_compared_base(run.prepared, run.decided), run.prepared.later)
    )
    return base, later


def _compared_base(prepared: PreparedComparison, decided: Decided | None) -> PeriodPoints:
    is_earlier = decided is not None and decided.decision.is_year_earlier
    return prepared.year_earlier if is_earlier else prepared.base


def _last(prepared: PreparedComparison | Refusal) -> DateSpan | None:
    seen = () if isinstance(prepared, Refusal) else prepared.later.observations
    return DateSpan(seen[-1].first, seen[-1].last) if seen else None


def _run(
    comparison: Comparison,
    plan: Plan,
    series: Mapping[str, Series],
    settings: AnalysisSettings,
) -> RunComparison:
    known = series.get(comparison.metric)
    prepared = (
        Refusal(
            reason=Message(
                "there are no data of {metric}", metric=Named(Naming.ID, comparison.metric)
            )
        )
        if known is None
        else prepare_comparison(comparison, plan, known)
    )
    assessment = prepared if isinstance(prepared, Refusal) else _assess(prepared, settings)
    return RunComparison(comparison=comparison, prepared=prepared, assessment=assessment)


def _assess(prepared: PreparedComparison, settings: AnalysisSettings) -> Assessment | Refusal:
    result = _estimate(prepared, settings)
    if isinstance(result, Refusal):
        return result
    try:
        decided = decide_comparison(prepared, result, settings)
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])
    return Assessment(prepared=prepared, result=result, decided=decided)


def _estimate(prepared: PreparedComparison, settings: AnalysisSettings) -> ComparisonResult:
    for side in (prepared.base, prepared.later):
        if not side.observations:
            metric = prepared.series.metric.id
            is_lost = prepared.left_out_base or prepared.left_out_later
            return Refusal(
                reason=Message(
                    _ALL_LEFT_OUT
                    if is_lost
                    else _BEGINS_LATER
                    if _begins_later(prepared, side.points.period)
                    else _NO_VALUE,
                    metric=Named(Naming.METRIC, metric),
                    period=Named(Naming.PERIOD, side.points.period),
                )
            )
    if _crosses_a_restart(prepared):
        return Refusal(reason=STARTS_AGAIN)
    if refusal := too_few_above_zero(prepared):
        return refusal
    try:
        result: ComparisonResult = kind_for(prepared).estimate(prepared, settings)
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])
    return result


_NO_VALUE = gettext_noop("there is no value of {metric} in {period}")
_BEGINS_LATER = gettext_noop("the list of {metric} begins after {period}")
_ALL_LEFT_OUT = gettext_noop("what is left out leaves no value of {metric} in {period}")


def _begins_later(prepared: PreparedComparison, key: str) -> bool:
    """Return whether rows are events, and the first of them came after a period."""
    metric, seen = prepared.series.metric, prepared.series.observations
    sides = (prepared.base_period, prepared.later_period)
    period = next(side for side in sides if side.id == key)
    is_list = metric.count_rows or metric.rows_are_events
    return is_list and (not seen or seen[0].first > period.last)


def _crosses_a_restart(prepared: PreparedComparison) -> bool:
    """Return whether a line would be fitted to a running total that starts again."""
    sides = [prepared.base.observations, prepared.later.observations]
    if prepared.comparison.test is Test.ITS:
        sides = [(*sides[0], *sides[1])]
    is_of_lines = prepared.comparison.test in (Test.SLOPE, Test.ITS)
    return is_of_lines and any(starts_again(seen, prepared.series) for seen in sides)


def _sensitivity(found: Assessment, settings: AnalysisSettings) -> tuple[SensitivityAnalysis, ...]:
    comparison, series = found.prepared.comparison, found.prepared.series
    units = metric_units(series.metric, series.frequency)
    return analyse_sensitivity(
        found.result,
        found.decided,
        alternative=comparison.alternative,
        unit=kind_of(found.result).difference_unit(units),
        alpha=settings.alpha,
        confidence_level=settings.confidence_level,
    )


def _of_season(decided: Decided) -> str:
    """Return what a season in the values does to a decision."""
    if decided.decision.has_season:
        return ALLOWED_FOR
    if decided.settings.steps_per_year is None:
        return gettext_noop("a season was ruled out beforehand, so none is allowed for")
    if not decided.settings.is_matched:
        return gettext_noop(
            "the periods hold different months of the year, so a part of the difference may be the "
            "season"
        )
    if decided.series is not None:
        return gettext_noop("the test that decides looked for a season and found none")
    return gettext_noop(
        "both periods hold the same months of the year, so it is no part of the difference"
    )


def _assumptions(assessed: Assessment, report_date: date) -> tuple[AssumptionFinding, ...]:
    prepared, expected = assessed.prepared, None
    if prepared.axis.is_regular:
        calendar = prepared.axis.calendar
        expected = (
            len(whole_steps(calendar, prepared.base_period, report_date)),
            len(whole_steps(calendar, prepared.later_period, report_date)),
        )
    found = tuple(
        replace(item, consequence=_of_season(assessed.decided)) if item.code == _SEASON else item
        for item in find_assumptions(assessed.result, expected_values=expected)
    )
    if prepared.series.frequency is not Frequency.MONTH:
        # The lag at which season is looked for is that of months.
        found = tuple(item for item in found if item.code != _SEASON)
    if prepared.series.metric.kind is MetricKind.LEVEL:
        return found
    # Counts and rates have no gains: their trend is compared by regression alone.
    return tuple(item for item in found if item.code != _MISSING_GAINS)


def _events_within(
    comparison: Comparison, plan: Plan, events: Sequence[Event]
) -> tuple[Event, ...]:
    """Return the events within the periods of a comparison, oldest first."""
    keys = (comparison.base, comparison.later)
    periods = [plan.periods[key] for key in keys if key in plan.periods]
    within = (event for event in events if any(period.contains(event.on) for period in periods))
    return tuple(sorted(within, key=lambda event: event.on))
