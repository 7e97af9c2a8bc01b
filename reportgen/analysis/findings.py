"""Diagnostics of the analysis: gaps, refusals and excluded data."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.analysis.coverage import asked_periods
from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.goals.progress import with_known_measure
from reportgen.analysis.time_axis import missing_steps
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan
from reportgen.model.message import Message, Named, Naming, Steps, counted_message
from reportgen.model.quantity_ids import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.comparisons.outcomes import RunComparison
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.plan import Plan
    from reportgen.model.comparison import Comparison
    from reportgen.model.configuration import Configuration, KeyPath
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Dataset, Series


def after_report_date(
    configuration: Configuration, dataset: Dataset, plan: Plan
) -> Iterator[Diagnostic]:
    """Yield data and periods that extend beyond the report date."""
    day = plan.report_date
    for metric, series in dataset.series.items():
        late = [item for item in series.observations if item.last > day]
        if late:
            yield Diagnostic(
                code="ANA001",
                severity=Severity.WARNING,
                message=counted_message(
                    "{count} value of {metric} ends after the report date, {day}, and is left out",
                    "{count} values of {metric} end after the report date, {day}, and are left out",
                    len(late),
                    metric=Named(Naming.METRIC, metric),
                    count=str(len(late)),
                    day=day,
                ),
                place=configuration.place("metrics", metric),
                help="set a later `report_date` if they should count",
                # Of one list of events, it is said once.
                in_brief=not series.metric.rows_are_events,
            )
    for key, period in plan.periods.items():
        if period.last > day and key in configuration.periods:
            yield Diagnostic(
                code="ANA002",
                severity=Severity.WARNING,
                message=Message(
                    "{period} runs to {last}, past the report date, {day}; only what was "
                    "known by then counts",
                    period=Named(Naming.PERIOD, key),
                    last=period.last,
                    day=day,
                ),
                place=configuration.place("periods", key),
                help="set a later `report_date`, or end the period before it",
                in_brief=True,
            )


def uncovered_steps(
    configuration: Configuration,
    series: Mapping[str, Series],
    plan: Plan,
    monitoring: tuple[MetricMonitoring, ...],
) -> Iterator[Diagnostic]:
    """Yield the months without a value in the periods and baselines that the brief reports on.

    Months that are missing elsewhere are reported when the data are read; they do not affect a
    result and are not mentioned in the brief. A period without any value is a refused comparison.
    A month of a baseline that also lies in a compared period is reported with that period alone.
    """
    told: dict[str, set[DateSpan]] = {}
    for metric, key in asked_periods(configuration, plan, series):
        steps = missing_steps(series[metric], plan.periods[key], plan.report_date)
        told.setdefault(metric, set()).update(steps)
        if steps and not _ends_before(series[metric], steps, plan):
            yield _uncovered(
                configuration,
                Message(
                    "the data of {metric} do not cover all of {period}: there is "
                    "no value for {months}",
                    metric=Named(Naming.METRIC, metric),
                    period=Named(Naming.PERIOD, key),
                    months=Steps(steps, series[metric].calendar),
                ),
                metric,
                "add the missing values to the metric's file, or change the period",
            )
    for item in monitoring:
        metric = item.metric.id
        if isinstance(item.chart, Refusal) or item.baseline is None:
            continue
        known = series[metric]
        absent = missing_steps(known, item.baseline, plan.report_date)
        steps = tuple(step for step in absent if step not in told.get(metric, ()))
        if steps:
            yield _uncovered(
                configuration,
                Message(
                    "the expected range of {metric} comes from data with gaps: there is "
                    "no value for {months}",
                    metric=Named(Naming.METRIC, metric),
                    months=Steps(steps, known.calendar),
                ),
                metric,
                "add the missing values to the metric's file",
            )


def _ends_before(series: Series, steps: tuple[DateSpan, ...], plan: Plan) -> bool:
    """Return whether steps are missing because the data end, which a report on a period says."""
    reporting, seen = plan.periods.get(REPORTING), series.observations
    if not plan.is_monitoring or reporting is None or not seen:
        return False
    return seen[-1].last < min(reporting.first, steps[0].first)


def _uncovered(configuration: Configuration, message: Message, metric: str, fix: str) -> Diagnostic:
    return Diagnostic(
        code="ANA003",
        severity=Severity.WARNING,
        message=message,
        place=configuration.place("metrics", metric),
        help=fix,
        note=gettext_noop("the rest is computed, and nothing is filled in"),
        in_brief=not configuration.metrics[metric].rows_are_events,
    )


def straddling_steps(
    configuration: Configuration, series: Mapping[str, Series], plan: Plan
) -> Iterator[Diagnostic]:
    """Yield the weeks that lie partly in a period of a comparison, and count for none."""
    asked = dict.fromkeys(
        (comparison.metric, key)
        for comparison in plan.shown
        for key in (comparison.base, comparison.later)
    )
    for metric, key in asked:
        period, known = plan.periods.get(key), series.get(metric)
        if period is None or known is None or not known.within(period).observations:
            continue
        steps = known.straddling(period)
        if steps:
            yield Diagnostic(
                code="ANA009",
                severity=Severity.ADVICE,
                message=Message(
                    "{metric}: {steps} that lie only partly in {period} are left out of it: {list}",
                    metric=Named(Naming.METRIC, metric),
                    steps=time_words(known.frequency).months,
                    period=Named(Naming.PERIOD, key),
                    list=Steps(
                        tuple(DateSpan(item.first, item.last) for item in steps), known.calendar
                    ),
                ),
                place=configuration.place("metrics", metric),
                in_brief=True,
            )


def refused_comparisons(
    configuration: Configuration, runs: tuple[RunComparison, ...]
) -> Iterator[Diagnostic]:
    """Yield comparisons that can't be assessed, and equivalence margins that are not used."""
    told = set()
    for run in runs:
        place = configuration.place(*comparison_key(configuration, run.comparison))
        if isinstance(run.result, Refusal):
            # Of several interventions of one series, most share their reason.
            reason = (run.comparison.planned_id, str(run.result.reason))
            if reason in told:
                continue
            told.add(reason)
            yield Diagnostic(
                code="ANA004",
                severity=Severity.WARNING,
                message=Message(
                    "comparison `{comparison}` can't be assessed{intervention}: {reason}",
                    comparison=run.comparison.planned_id,
                    intervention=_of_intervention(run.comparison),
                    reason=run.result.reason,
                ),
                place=place,
                help="the brief says so instead of giving a number",
            )
        elif (
            run.comparison.equivalence_margin is not None
            and getattr(run.result, "equivalence", None) is None
        ):
            yield Diagnostic(
                code="ANA005",
                severity=Severity.WARNING,
                message=Message(
                    "{comparison} has an equivalence margin, but its test has no "
                    "equivalence test here",
                    comparison=Named(Naming.COMPARISON, run.comparison.id),
                ),
                place=place,
                help="leave the margin out; an exact comparison of small counts has none",
                in_brief=True,
            )


def _of_intervention(comparison: Comparison) -> str:
    """Return which of several interventions a comparison is about, for users."""
    own = comparison.intervention
    if own is None or len(comparison.interventions) == 1:
        return ""
    return f" for the intervention on {own.on}"


def unknown_goal_quantities(
    configuration: Configuration, quantities: Mapping[str, Quantity]
) -> Iterator[Diagnostic]:
    """Yield goals whose quantity does not exist, with the most similar id that does."""
    for position, configured in enumerate(configuration.goals):
        goal = with_known_measure(configured, quantities)
        measure = goal.measurable
        if measure is None or measure.quantity in quantities:
            continue
        near = get_close_matches(measure.quantity, list(quantities), n=1)
        yield Diagnostic(
            code="ANA006",
            severity=Severity.WARNING,
            message=Message(
                "goal {goal}: there is no quantity {quantity}",
                goal=Named(Naming.ID, goal.id),
                quantity=Named(Naming.ID, measure.quantity),
            ),
            place=configuration.place("goals", position, "measurable", "quantity"),
            help=(
                f"did you mean `{near[0]}`?"
                if near
                else "name a quantity of a comparison, or `<metric>.observed.latest.value`"
            ),
        )


def targets_for_other_times(configuration: Configuration, plan: Plan) -> Iterator[Diagnostic]:
    """Yield goals whose target is for another time than their quantity measures, or a longer one.

    The total of a quarter is far from the budget of its year, and a goal that is due within the
    year would be missed by it. A total since the start of the year, in a report before its end,
    is one to date, and its goal is "not yet due"; that of a default period is not, because the
    next report has another quarter.
    """
    for position, goal in enumerate(configuration.goals):
        measure = goal.measurable
        if measure is None or measure.target_for is None:
            continue
        path = parsed(measure.quantity)
        period, target = plan.periods.get(path.period), measure.target_for.span
        if period is None:
            continue
        is_apart = period.last < target.first or period.first > target.last
        is_part = period.first > target.first or period.last < target.last
        due = goal.time_bound or period.last
        is_to_date = (
            period.first == target.first
            and period in (*configuration.periods.values(), configuration.reporting_period)
            and due >= target.last > plan.report_date
        )
        if is_apart or (is_part and path.statistic in _ADDED_UP and not is_to_date):
            yield Diagnostic(
                code="CFG158",
                severity=Severity.WARNING,
                message=(
                    f"goal `{goal.id}` measures `{measure.quantity}`, from {period.first} to "
                    f"{period.last}, and its target is for {target.first} to {target.last}"
                ),
                place=configuration.place("goals", position, "measurable", "target"),
                help="measure a period of `periods` with the days of the target, or add a target "
                "for the days that are measured",
                note="a value of one time would be held against the target of another",
            )


_ADDED_UP = frozenset({"total", "change"})
"""Statistics that are smaller for a part of a time than for all of it."""


def late_role_holders(configuration: Configuration) -> Iterator[Diagnostic]:
    """Yield people who hold a role in a structure that started before they joined."""
    committee = configuration.committee
    if committee is None:
        return
    people = {member.id: member for member in committee.members}
    for position, structure in enumerate(committee.structures):
        holders = dict.fromkeys(id_ for role in structure.roles for id_ in role.holders)
        absent = [id_ for id_ in holders if not people[id_].is_present(structure.first)]
        if absent:
            listed = ", ".join(f"`{id_}`" for id_ in absent)
            verb = "holds" if len(absent) == 1 else "hold"
            yield Diagnostic(
                code="ANA007",
                severity=Severity.ADVICE,
                message=(
                    f"structure `{structure.id}`: {listed} {verb} a role but did not belong to "
                    f"the committee on its first day, {structure.first.isoformat()}"
                ),
                place=configuration.place("committee", "structures", position),
                help="check `joined` and `left`; they count in the roles, not in the members",
            )


def comparison_key(configuration: Configuration, comparison: Comparison) -> KeyPath:
    """Return the key path of a comparison; empty for a default comparison."""
    known = [item.id for item in configuration.comparisons]
    return ("comparisons", known.index(comparison.planned_id)) if known else ()
