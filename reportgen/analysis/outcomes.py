"""The results of the analysis of one organization."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import ComparisonIds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.committee.structure import CommitteeOutcome
    from reportgen.analysis.comparisons.decision import Decision
    from reportgen.analysis.comparisons.segments import Course
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.goals.target_lines import TargetLine
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.record import RecordEstimate
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.comparison import Comparison
    from reportgen.model.estimate import ComparisonResult
    from reportgen.model.frequency import Calendar, DateSpan
    from reportgen.model.metric import Metric, Redefinition
    from reportgen.model.period import Event, Period
    from reportgen.model.quantity import Quantity
    from reportgen.model.quantity_ids import ContrastIds
    from reportgen.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonOutcome:
    """A comparison with its result and verdict.

    Attributes
    ----------
    events : tuple of Event
        The external events within its periods.
    decision : Decision or None
        What the verdict rests on; None if it can't be assessed.
    compared_with : Period or None
        What the later period was compared with, if not with the base period: the same months a
        year earlier.
    largest_on : DateSpan or None
        The days of the value that makes more than a third of the difference.
    effect_on : DateSpan or None
        The days that the effect of an interrupted series is of.
    last : DateSpan or None
        The days of the last value that was compared; None without data.
    course : Course or None
        The lines of an interrupted series, for its figure.
    level_on : DateSpan or None
        The days of its first value after the intervention, at which its level change is given.
    left_out : DateSpan or None
        What an interrupted series leaves out around the intervention.
    redefined : tuple of Redefinition
        The changes of what is counted that lie between the compared values.
    unlisted : tuple of (float, float)
        The shares of the base and of the later period that have no row and count as 0.
    """

    comparison: Comparison
    metric: Metric
    result: ComparisonResult
    verdict: Verdict
    events: tuple[Event, ...]
    decision: Decision | None = None
    compared_with: Period | None = None
    largest_on: DateSpan | None = None
    effect_on: DateSpan | None = None
    last: DateSpan | None = None
    course: Course | None = None
    level_on: DateSpan | None = None
    left_out: DateSpan | None = None
    redefined: tuple[Redefinition, ...] = ()
    unlisted: tuple[float, float] = (0.0, 0.0)

    @property
    def ids(self) -> ContrastIds:
        """Return the family of the contrast's quantity ids."""
        return self.comparison_ids.contrast

    @property
    def comparison_ids(self) -> ComparisonIds:
        """Return the families of the comparison's quantity ids."""
        return ComparisonIds(self.comparison)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """All results of one organization.

    Attributes
    ----------
    quantities : mapping of str to Quantity
        By id, in reporting order, which is deterministic.
    findings : tuple of Diagnostic
        Those with `in_brief` must be mentioned in the brief.
    monitoring : tuple of MetricMonitoring
        One per metric in a brief about a reporting period; empty otherwise.
    calendars : mapping of str to Calendar
        The steps in which each metric is kept, by its id.
    latest : mapping of str to DateSpan
        The days of the latest value of each metric that has one.
    observed : mapping of str to tuple of DateSpan
        The days of each value of a metric up to the report date, by its id, oldest first.
    target_lines : mapping of str to tuple of TargetLine
        The targets of goals that charts of a metric can show, by its id.
    """

    plan: Plan
    comparisons: tuple[ComparisonOutcome, ...]
    record: RecordEstimate | None
    committee: CommitteeOutcome | None
    surveys: tuple[SurveyOutcome, ...]
    goals: tuple[GoalProgress, ...]
    quantities: Mapping[str, Quantity]
    findings: tuple[Diagnostic, ...]
    monitoring: tuple[MetricMonitoring, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    latest: Mapping[str, DateSpan] = field(default_factory=dict)
    observed: Mapping[str, tuple[DateSpan, ...]] = field(default_factory=dict)
    target_lines: Mapping[str, tuple[TargetLine, ...]] = field(default_factory=dict)

    def targets(self, metric: str, *, of_gains: bool) -> tuple[TargetLine, ...]:
        """Return the targets of the values of a metric, or of its gains per step."""
        lines = self.target_lines.get(metric, ())
        return tuple(line for line in lines if line.is_of_gains is of_gains)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return all verdicts, those of comparisons first; their P values are one family."""
        return (
            *(item.verdict for item in self.comparisons),
            *(verdict for survey in self.surveys for verdict in survey.verdicts),
        )

    def monitoring_of(self, comparison: Comparison) -> MetricMonitoring | None:
        """Return the metric whose verdict decides what is said of a comparison.

        In a report on a period, the comparisons of that period are evidence only.
        """
        return next(
            (
                item
                for item in self.monitoring
                if item.metric.id == comparison.metric and item.period.id == comparison.later
            ),
            None,
        )

    @property
    def deciding(self) -> tuple[ComparisonOutcome, ...]:
        """Return the comparisons whose own verdicts decide what is said."""
        return tuple(
            item for item in self.comparisons if self.monitoring_of(item.comparison) is None
        )
