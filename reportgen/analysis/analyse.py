"""Run the whole analysis of one organization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis import findings
from reportgen.analysis.committee.retention import measure_committee
from reportgen.analysis.comparability import (
    effects_without_values,
    other_seasons,
    redefinitions,
    too_few_for_a_claim,
    wide_margins,
)
from reportgen.analysis.comparisons.outcomes import (
    judge_comparisons,
    run_comparisons,
    set_comparisons_aside,
)
from reportgen.analysis.coverage import early_readings, unequal_days
from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.goals.dates import GoalContext
from reportgen.analysis.goals.progress import track_goal
from reportgen.analysis.goals.target_lines import target_lines
from reportgen.analysis.monitoring.monitoring import is_year_earlier, monitor_metrics
from reportgen.analysis.outcomes import Outcomes
from reportgen.analysis.plan import complete_plan
from reportgen.analysis.privacy.suppression import suppressed
from reportgen.analysis.privacy.suppression_committee import suppress_members
from reportgen.analysis.privacy.suppression_surveys import (
    has_small_groups,
    suppress_survey,
    without_extremes,
)
from reportgen.analysis.quantities.campaigns import (
    absent_campaigns,
    campaign_quantities,
    milestone_quantities,
)
from reportgen.analysis.quantities.committee import committee_quantities
from reportgen.analysis.quantities.family import QuantityTable
from reportgen.analysis.quantities.goals import goal_quantities
from reportgen.analysis.quantities.metric_units import in_currency
from reportgen.analysis.quantities.monitoring import monitoring_quantities
from reportgen.analysis.quantities.observed import observed_quantities
from reportgen.analysis.quantities.results import result_quantities, verdict_quantities
from reportgen.analysis.quantities.role_holdings import holdings_quantities
from reportgen.analysis.quantities.surveys import survey_quantities, withheld_quantities
from reportgen.analysis.record import RecordEstimate, estimate_record
from reportgen.analysis.survey_findings import survey_findings
from reportgen.analysis.survey_groups import divide_answers
from reportgen.analysis.survey_outcome import estimate_survey
from reportgen.analysis.survey_verdicts import judge_surveys, survey_p_values
from reportgen.analysis.time_axis import until
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import DateSpan
from reportgen.model.metric import Direction
from reportgen.model.verdict import VerdictKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.analysis.comparisons.outcomes import RunComparison
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Dataset, Series
    from reportgen.model.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The inputs of all steps of one analysis; `series` end at the report date."""

    configuration: Configuration
    dataset: Dataset
    plan: Plan
    series: Mapping[str, Series]

    @property
    def confidence_level(self) -> float:
        return self.configuration.analysis.confidence_level


def analyse(configuration: Configuration, dataset: Dataset) -> Outcomes:
    """Return all results of one organization.

    Data after the report date are ignored. What can't be assessed is included as a refusal with
    its reason, in the verdicts, the quantities and the findings.

    Parameters
    ----------
    configuration : Configuration
        The validated configuration.
    dataset : Dataset
        The data of its files.

    Raises
    ------
    InsufficientDataError
        There is neither a report date nor an observation to take one from.
    """
    plan = complete_plan(configuration, dataset)
    series = {key: until(item, plan.report_date) for key, item in dataset.series.items()}
    runs = run_comparisons(plan, series, configuration.analysis)
    plan, runs, aside = set_comparisons_aside(runs, plan, series, configuration)
    case = _Case(configuration=configuration, dataset=dataset, plan=plan, series=series)
    asked = _surveys(case)
    comparisons = judge_comparisons(runs, plan, configuration, beside=survey_p_values(asked))
    surveys = judge_surveys(
        asked,
        beside=[item.verdict.p_value for item in comparisons if item.verdict.p_value is not None],
        alpha=configuration.analysis.alpha,
    )
    record, committee = _record(case), _committee(case)
    changed = _since_last_year(comparisons, plan)
    monitoring = monitor_metrics(plan, series, configuration.goals, changed)
    # The order of these calls is the order of quantities in outcomes.json.
    table = QuantityTable()
    metrics = configuration.metrics
    table.add(in_currency(_quantities_of_metrics(case, (*runs, *aside), comparisons), metrics))
    table.add(in_currency(_quantities_of_monitoring(case, monitoring), metrics))
    table.add(_quantities_of_record(case, record))
    table.add(_quantities_of_people(case, committee, surveys))
    table.add(milestone_quantities(configuration.milestones))
    goals = _goals(case, record, table)
    return Outcomes(
        plan=plan,
        comparisons=comparisons,
        record=record,
        committee=committee,
        surveys=surveys,
        goals=goals,
        quantities=table.by_id,
        findings=tuple(_findings(case, runs, table, surveys, monitoring)),
        monitoring=monitoring,
        calendars={key: item.calendar for key, item in series.items()},
        latest={
            key: DateSpan(item.observations[-1].first, item.observations[-1].last)
            for key, item in series.items()
            if item.observations
        },
        observed={
            key: tuple(DateSpan(value.first, value.last) for value in item.observations)
            for key, item in series.items()
        },
        target_lines=target_lines(series, plan.periods, configuration.goals),
    )


def _since_last_year(
    comparisons: tuple[ComparisonOutcome, ...], plan: Plan
) -> dict[str, Direction]:
    """Return the direction in which metrics are known to differ from a year earlier, by id."""
    found = {}
    for item in comparisons:
        base = item.compared_with or plan.periods.get(item.comparison.base)
        later = plan.periods.get(item.comparison.later)
        if item.comparison.later != REPORTING or base is None or later is None:
            continue
        if is_year_earlier(base, later):
            found[item.metric.id] = _DIRECTIONS.get(item.verdict.verdict, Direction.NEITHER)
    return found


_DIRECTIONS = {VerdictKind.INCREASE: Direction.UP, VerdictKind.DECREASE: Direction.DOWN}


def _record(case: _Case) -> RecordEstimate | None:
    campaigns = case.dataset.campaigns
    if campaigns is None:
        return None
    try:
        return estimate_record(campaigns, case.plan.report_date, case.configuration.intervention)
    except InsufficientDataError:
        # The quantities of campaigns report the reason.
        return None


def _committee(case: _Case) -> CommitteeOutcome | None:
    committee = case.configuration.committee
    if committee is None:
        return None
    outcome = measure_committee(
        committee, case.plan.report_date, confidence_level=case.confidence_level
    )
    smallest = case.configuration.privacy.smallest_group
    if smallest is None:
        return outcome
    return suppress_members(
        outcome, committee, smallest=smallest, report_date=case.plan.report_date
    )


def _surveys(case: _Case) -> tuple[SurveyOutcome, ...]:
    known = case.dataset.surveys
    return tuple(
        _survey(case, known.get(survey.id, survey)) for survey in case.configuration.surveys
    )


def _survey(case: _Case, survey: Survey) -> SurveyOutcome:
    divided = None
    if survey.form is not None:
        divided = divide_answers(
            survey,
            survey.form,
            intervention=case.configuration.intervention,
            periods=case.plan.periods,
            report_date=case.plan.report_date,
        )
    outcome = estimate_survey(survey, divided=divided, confidence_level=case.confidence_level)
    smallest = case.configuration.privacy.smallest_group
    if smallest is None:
        return outcome
    if not has_small_groups(outcome, smallest):
        return without_extremes(outcome)
    return suppress_survey(outcome, suppressed(smallest))


def _quantities_of_metrics(
    case: _Case, runs: tuple[RunComparison, ...], comparisons: tuple[ComparisonOutcome, ...]
) -> Iterator[Quantity]:
    files = case.dataset.files
    for series in case.series.values():
        yield from observed_quantities(series, case.plan.periods, files)
    verdicts = {outcome.comparison.id: outcome.verdict for outcome in comparisons}
    for run in runs:
        key = findings.comparison_key(case.configuration, run.comparison)
        yield from result_quantities(
            run, files, config_key=key, confidence_level=case.confidence_level
        )
        if run.comparison.id in verdicts:
            yield from verdict_quantities(verdicts[run.comparison.id], key)


def _quantities_of_monitoring(
    case: _Case, monitoring: tuple[MetricMonitoring, ...]
) -> Iterator[Quantity]:
    for item in monitoring:
        column = case.series[item.metric.id].column
        yield from monitoring_quantities(item, column, case.dataset.files)


def _quantities_of_record(case: _Case, record: RecordEstimate | None) -> Iterator[Quantity]:
    campaigns = case.dataset.campaigns
    if campaigns is None:
        return
    if record is None:
        yield from absent_campaigns(
            gettext_noop("no campaign up to the report date reached anybody")
        )
    else:
        yield from campaign_quantities(record, campaigns, case.dataset.files)


def _quantities_of_people(
    case: _Case, committee: CommitteeOutcome | None, surveys: tuple[SurveyOutcome, ...]
) -> Iterator[Quantity]:
    known = case.configuration.committee
    measures = (goal.measurable for goal in case.configuration.goals)
    in_goals = {measure.quantity for measure in measures if measure is not None}
    if committee is not None and known is not None and known.is_of_holdings:
        yield from holdings_quantities(
            committee,
            known,
            case.plan.report_date,
            read=case.dataset.holdings,
            # Rows are people: their number would reveal the suppressed counts.
            files=case.dataset.files if case.configuration.privacy.smallest_group is None else {},
        )
    elif committee is not None and known is not None:
        yield from committee_quantities(committee, known, case.plan.report_date)
    for position, survey in enumerate(surveys):
        yield from survey_quantities(survey, position, case.dataset.files)
        for verdict in survey.verdicts:
            yield from verdict_quantities(verdict, ("surveys", position))
        yield from withheld_quantities(survey, position, in_goals)


def _goals(
    case: _Case, record: RecordEstimate | None, table: QuantityTable
) -> tuple[GoalProgress, ...]:
    """Return the progress of all goals, and add their quantities to the table."""
    committee = case.configuration.committee
    context = GoalContext(
        plan=case.plan,
        series=case.series,
        structures={item.id: item for item in committee.structures} if committee else {},
        record=record,
    )
    # A goal may not measure another goal, so all are tracked before any is added to the table.
    goals = tuple(track_goal(goal, table.by_id, context) for goal in case.configuration.goals)
    measured = dict(table.by_id)
    for position, progress in enumerate(goals):
        table.add(goal_quantities(progress, position, measured))
    return goals


def _findings(
    case: _Case,
    runs: tuple[RunComparison, ...],
    table: QuantityTable,
    surveys: tuple[SurveyOutcome, ...],
    monitoring: tuple[MetricMonitoring, ...],
) -> Iterator[Diagnostic]:
    configuration = case.configuration
    yield from findings.after_report_date(configuration, case.dataset, case.plan)
    yield from findings.uncovered_steps(configuration, case.series, case.plan, monitoring)
    yield from findings.straddling_steps(configuration, case.series, case.plan)
    yield from early_readings(configuration, case.series, case.plan)
    yield from unequal_days(configuration, case.series, case.plan)
    yield from findings.refused_comparisons(configuration, runs)
    yield from wide_margins(configuration, runs)
    yield from too_few_for_a_claim(configuration, case.plan, runs)
    yield from other_seasons(configuration, case.plan, runs)
    yield from effects_without_values(configuration, runs)
    yield from redefinitions(configuration, case.plan, case.series)
    yield from findings.unknown_goal_quantities(configuration, table.by_id)
    yield from findings.targets_for_other_times(configuration, case.plan)
    yield from findings.late_role_holders(configuration)
    yield from survey_findings(configuration, surveys)
