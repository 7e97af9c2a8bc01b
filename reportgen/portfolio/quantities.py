"""Quantities of the portfolio page, with their evidence, and its ledger."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language
from reportgen.ledger.recorded_quantity import quantity_record
from reportgen.ledger.records import (
    PORTFOLIO_SCHEMA,
    MemberGoalRecord,
    MemberRecord,
    MetricRecord,
    OrganizationRecord,
    PerRecord,
    PointRecord,
    PortfolioLedger,
)
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form, Quantity, Source
from reportgen.model.quantity_ids import ALL_GOALS, ORGANIZATIONS, CommonMeasureIds, OwnMeasureIds
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.portfolio.shared_quantities import shared_quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.model.organization_facts import GoalFacts, MetricFacts, OrganizationFacts

SCHEMA = PORTFOLIO_SCHEMA

_DIFFER = "beyond the 99.8% limits, and with an adjusted P value below .05"


def portfolio_quantities(
    organizations: Sequence[OrganizationFacts],
    measures: Sequence[OrganizationComparison],
    *,
    rate_per: str = "",
) -> dict[str, Quantity]:
    """Return every number on the page by id; `rate_per` is that of the comparison."""
    found = list(_counts(organizations))
    by_id = {item.id: item for item in organizations}
    for measure in measures:
        found += _common(measure)
        found += _own(measure, by_id)
    found += _latest(organizations)
    found += shared_quantities(organizations, measures, rate_per)
    return {item.id: item for item in found}


def portfolio_ledger(
    organizations: Sequence[OrganizationFacts],
    quantities: Mapping[str, Quantity],
    *,
    report_date: date,
    rate_per: str,
    versions: Mapping[str, str],
) -> PortfolioLedger:
    """Return the ledger: the quantities and the observations from which they are computed."""
    language = current_language()
    style = number_style(JMIR.name)
    return PortfolioLedger(
        schema=SCHEMA,
        organization=OrganizationRecord(id="portfolio", name="Portfolio"),
        # Absent in English, so that ledgers keep the bytes from before pages were translated.
        language=None if language == SOURCE else language,
        report_date=report_date,
        synthetic=any(item.is_synthetic for item in organizations),
        rate_per=rate_per,
        organizations=tuple(
            MemberRecord(
                id=item.id,
                name=item.name,
                is_current=item.is_current,
                message=item.message,
                report_date=item.report_date,
                outcomes_sha256=item.outcomes_sha256,
                goals=tuple(goal_record(goal) for goal in item.goals),
                group=item.group or None,
                metrics={name: metric_record(metric) for name, metric in item.metrics.items()},
            )
            for item in organizations
        ),
        quantities={name: quantity_record(item, style) for name, item in quantities.items()},
        verdicts={},
        goals=(),
        warnings=(),
        versions=dict(sorted(versions.items())),
    )


def goal_record(goal: GoalFacts) -> MemberGoalRecord:
    """Return one goal for the ledger."""
    is_measured = goal.target is not None
    return MemberGoalRecord(
        specific=goal.specific,
        status=GoalStatus(goal.status),
        id=goal.id or None,
        value=goal.value,
        target=goal.target,
        is_at_least=goal.is_at_least if is_measured else None,
        quantity=goal.quantity or None,
        form=goal.form or None,
        unit=goal.unit or None,
    )


def metric_record(metric: MetricFacts) -> MetricRecord:
    """Return the observations of one metric for the ledger."""
    per = metric.per
    return MetricRecord(
        label=metric.label,
        unit=metric.unit,
        kind=metric.kind,
        frequency=metric.frequency,
        points=tuple(PointRecord(*point) for point in metric.points),
        denominators=metric.denominators or None,
        per=None
        if per is None
        else PerRecord(metric=per.metric or None, count=per.count, of=per.of or None),
    )


def _counts(organizations: Sequence[OrganizationFacts]) -> Iterable[Quantity]:
    current = sum(item.is_current for item in organizations)
    goals = Counter(goal.status for item in organizations for goal in item.goals)
    for name, value, formula in (
        ("total", len(organizations), "organizations of the batch"),
        ("current", current, "organizations whose brief says what their files say now"),
        ("failed", len(organizations) - current, "organizations without a current brief"),
    ):
        yield _count(ORGANIZATIONS.of(name), value, "organizations", formula)
    total = sum(goals.values())
    met = sum(count for status, count in goals.items() if GoalStatus(status).is_reached)
    yield _count(ALL_GOALS.total, total, "goals", "goals of all organizations")
    yield _count(ALL_GOALS.met, met, "goals", "goals met, in time or late")


def _count(name: str, value: int, unit: str, formula: str) -> Quantity:
    return Quantity(
        id=name, value=value, form=Form.COUNT, unit=unit, formula=formula, method="portfolio"
    )


def _common(measure: OrganizationComparison) -> Iterable[Quantity]:
    ids = CommonMeasureIds(measure.metric)
    yield _count(ids.n, len(measure.own), "organizations", "organizations compared")
    yield _count(ids.beyond, len(measure.beyond), "organizations", _DIFFER)
    yield _count(ids.missing, len(measure.missing), "organizations", "organizations not compared")
    yield from _spread(measure, ids)


def _spread(measure: OrganizationComparison, ids: CommonMeasureIds) -> Iterable[Quantity]:
    """Yield the mean over all organizations and the measures of their heterogeneity."""
    spread = measure.heterogeneity
    rests_on = tuple(OwnMeasureIds(item, measure.metric).rate for item in measure.own)
    yield Quantity(
        id=ids.mean,
        value=spread.mean,
        form=Form.SHARE if measure.is_share else Form.AVERAGE,
        unit=measure.unit,
        ci_low=spread.ci_low,
        ci_high=spread.ci_high,
        confidence_level=spread.confidence_level,
        n=None if measure.is_share else spread.n,
        method="heterogeneity",
        formula="mean over organizations, weighted by precision (random effects)",
        derived_from=rests_on,
    )
    yield Quantity(
        id=ids.i_squared,
        value=spread.i_squared,
        form=Form.SHARE,
        method="heterogeneity",
        formula="share of the spread between organizations that is more than chance, (Q - df)/Q",
        derived_from=rests_on,
    )
    yield Quantity(
        id=ids.tau,
        value=spread.tau_squared**0.5,
        form=Form.POINTS if measure.is_share else Form.MEASURE,
        unit="percentage points" if measure.is_share else measure.unit,
        method="heterogeneity",
        formula="standard deviation between organizations (Paule and Mandel)",
        derived_from=rests_on,
    )
    yield Quantity(
        id=ids.rho,
        value=measure.variation.rho,
        form=Form.STATISTIC,
        method="own-variation",
        formula="autocorrelation of successive values, pooled over organizations, at least 0",
        derived_from=rests_on,
    )
    if measure.variation.is_counted:
        yield Quantity(
            id=ids.overdispersion,
            value=measure.variation.dispersion,
            form=Form.STATISTIC,
            method="own-variation",
            formula="mean of how many times the variance of independent cases the organizations' "
            "own values have, at least 1",
            derived_from=rests_on,
        )


def _own(
    measure: OrganizationComparison, by_id: Mapping[str, OrganizationFacts]
) -> Iterable[Quantity]:
    form = Form.SHARE if measure.is_share else Form.MEASURE
    for (name, own), item in zip(measure.own.items(), measure.shrunken, strict=True):
        sources = (_source(by_id[name], measure.metric),)
        ids = OwnMeasureIds(name, measure.metric)
        yield Quantity(
            id=ids.rate,
            value=own.value,
            form=Form.SHARE if measure.is_share else Form.AVERAGE,
            unit=measure.unit,
            n=None if measure.is_share else own.n,
            method="portfolio",
            formula=_formula(measure),
            decimals=1 if measure.kind is MetricKind.RATE else None,
            sources=sources,
        )
        yield Quantity(
            id=ids.estimate,
            value=item.estimate,
            form=form,
            unit=measure.unit,
            ci_low=item.ci_low,
            ci_high=item.ci_high,
            confidence_level=item.confidence_level,
            method="shrinkage",
            formula="drawn towards the mean of all by how little it rests on (empirical Bayes)",
            derived_from=(ids.rate, CommonMeasureIds(measure.metric).mean),
        )


def _formula(measure: OrganizationComparison) -> str:
    if measure.kind is MetricKind.LEVEL:
        return "mean gain a month as a share of the month before, over the last 12 months"
    if not measure.kind.adds_up:
        if measure.definition.has_denominators:
            return "sum of the numerators divided by that of the denominators, last 12 months"
        return "mean of the last 12 months"
    base = measure.base
    per = f" and per {base.scale} {base.name}" if base is not None else ""
    return f"total of the last 12 months per step of time with a value, as of a whole year{per}"


def _latest(organizations: Iterable[OrganizationFacts]) -> Iterable[Quantity]:
    for item in organizations:
        for name, metric in item.metrics.items():
            is_rate = metric.kind is MetricKind.RATE
            whole = metric.latest == int(metric.latest)
            yield Quantity(
                id=OwnMeasureIds(item.id, name).latest,
                value=int(metric.latest) if whole and not is_rate else metric.latest,
                form=Form.SHARE if is_rate else Form.COUNT if whole else Form.MEASURE,
                unit="" if is_rate else metric.unit,
                method="observed-values",
                formula="latest value",
                sources=(_source(item, name),),
            )


def _source(item: OrganizationFacts, metric: str) -> Source:
    return Source(
        file=f"{item.id}/outcomes.json",
        sha256=item.outcomes_sha256,
        column=metric,
        rows="",
    )
