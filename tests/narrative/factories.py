"""Analysed small organizations for tests of generated text."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Alternative, AnalysisSettings, Comparison, Test, Variant
from reportgen.model.configuration import Configuration
from reportgen.model.frequency import Frequency
from reportgen.model.metric import Metric, MetricKind
from reportgen.model.organization import BriefSettings, Organization
from reportgen.model.period import Period
from reportgen.model.series import DataFile, Dataset, Observation, Series
from reportgen.model.verdict import SensitivityAnalysis, Strength, VerdictKind
from reportgen.narrative.narrative import describe_outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.comparison import Margin
    from reportgen.model.metric import Redefinition
    from reportgen.model.period import Event, Intervention
    from reportgen.narrative.narrative import Narrative

FILE = "data/months.csv"
FIRST_YEAR = 2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A configuration with its outcomes and their narrative."""

    configuration: Configuration
    outcomes: Outcomes

    @property
    def narrative(self) -> Narrative:
        return describe_outcomes(self.configuration, self.outcomes)


def month(place: int) -> tuple[date, date]:
    """Return the first and last day of the month at a position from January 2018 on."""
    year, number = FIRST_YEAR + place // 12, place % 12 + 1
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def metric(kind: MetricKind, label: str = "newsletter readers", unit: str = "readers") -> Metric:
    return Metric(
        id="readers", label=label, kind=kind, unit=unit, file=FILE, date="month", value="readers"
    )


def comparison(
    test: Test,
    *,
    alternative: Alternative = Alternative.TWO_SIDED,
    margin: Margin | None = None,
    name: str = "reach",
    variant: Variant = Variant.WELCH,
) -> Comparison:
    return Comparison(
        id=name,
        metric="readers",
        test=test,
        later="after",
        base="before",
        variant=variant,
        alternative=alternative,
        equivalence_margin=margin,
    )


def configuration(
    measured: Metric,
    comparisons: tuple[Comparison, ...],
    periods: dict[str, Period],
    *,
    events: tuple[Event, ...] = (),
) -> Configuration:
    return Configuration(
        path=Path("club.yaml"),
        data_roots=(),
        sha256="0" * 64,
        organization=Organization(id="club", name="Reading Club", short_name="Club"),
        brief=BriefSettings(
            kind="editorial",
            title=None,
            report_date=max(period.last for period in periods.values()),
        ),
        committee=None,
        intervention=None,
        reporting_period=None,
        periods=periods,
        metrics={measured.id: measured},
        campaigns=None,
        events=events,
        milestones=(),
        surveys=(),
        testimonials=(),
        comparisons=comparisons,
        goals=(),
        analysis=AnalysisSettings(),
    )


def case(
    before: Sequence[float],
    after: Sequence[float | None],
    *comparisons: Comparison,
    kind: MetricKind = MetricKind.COUNT,
    events: tuple[Event, ...] = (),
    interventions: tuple[Intervention, ...] = (),
    redefined: tuple[Redefinition, ...] = (),
) -> Case:
    """Return the analysis of monthly values of one metric in two periods, from January 2018 on.

    None is a month without a value.
    """
    measured = replace(metric(kind), redefined=redefined)
    spans = [month(place) for place in range(len(before) + len(after))]
    periods = {
        "before": Period(
            id="before", label="before", first=spans[0][0], last=spans[len(before) - 1][1]
        ),
        "after": Period(id="after", label="after", first=spans[len(before)][0], last=spans[-1][1]),
    }
    settings = replace(
        configuration(measured, comparisons, periods, events=events),
        intervention=interventions[0] if interventions else None,
        further_interventions=interventions[1:],
    )
    observations = tuple(
        Observation(first=first, last=last, value=float(value), file=FILE, rows=(row,))
        for row, ((first, last), value) in enumerate(
            zip(spans, (*before, *after), strict=True), start=2
        )
        if value is not None
    )
    series = Series(
        metric=measured,
        frequency=Frequency.MONTH,
        observations=observations,
        column="readers",
    )
    files = {FILE: DataFile(name=FILE, sha256="1" * 64, is_synthetic=False)}
    dataset = Dataset(series={measured.id: series}, campaigns=None, files=files)
    return Case(configuration=settings, outcomes=analyse(settings, dataset))


def with_verdict(
    known: Case,
    kind: VerdictKind,
    strength: Strength = Strength.NONE,
    *,
    votes: tuple[bool, ...] = (),
    adjusted: tuple[float, ...] = (),
    is_within_margin: bool = False,
    is_blocked_by_holm: bool = False,
) -> Case:
    """Return the case with another verdict on its first comparison."""
    outcome = known.outcomes.comparisons[0]
    found = kind in (VerdictKind.INCREASE, VerdictKind.DECREASE)
    verdict = replace(
        outcome.verdict,
        verdict=kind,
        strength=strength,
        is_significant=found,
        is_within_margin=is_within_margin,
        is_blocked_by_holm=is_blocked_by_holm,
        sensitivity=tuple(
            SensitivityAnalysis(
                method=f"analysis_{place}",
                label="another analysis",
                estimate=None,
                p_value=None,
                counted=True,
                agrees=vote,
                p_adjusted=p_adjusted,
            )
            for place, (vote, p_adjusted) in enumerate(zip_longest(votes, adjusted))
        ),
    )
    others = known.outcomes.comparisons[1:]
    outcomes = replace(known.outcomes, comparisons=(replace(outcome, verdict=verdict), *others))
    return replace(known, outcomes=outcomes)
