"""Recompute every number of a portfolio's ledger from the observations in the same ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.model.metric import Per
from reportgen.model.organization_facts import GoalFacts, MetricFacts, OrganizationFacts
from reportgen.portfolio.quantities import portfolio_ledger, portfolio_quantities

if TYPE_CHECKING:
    from reportgen.ledger.records import MemberGoalRecord, MemberRecord, PerRecord, PortfolioLedger

# `formula` and `method` are words of the version that wrote the ledger, not results.
_CHECKED = ("value", "ci_low", "ci_high", "text", "n", "unit")


def recompute_portfolio(ledger: PortfolioLedger) -> tuple[tuple[str, str], ...]:
    """Return the quantities of a ledger that differ from its observations, as (id, difference).

    Parameters
    ----------
    ledger : PortfolioLedger
        The ledger in portfolio.json, or the one embedded in the page.
    """
    organizations = read_organizations(ledger)
    rate_per = ledger.rate_per
    quantities = portfolio_quantities(
        organizations, compare_organizations(organizations, rate_per=rate_per), rate_per=rate_per
    )
    again = portfolio_ledger(
        organizations,
        quantities,
        report_date=ledger.report_date,
        rate_per=rate_per,
        versions={},
    ).quantities
    found = []
    for name in sorted(set(again) | set(ledger.quantities)):
        here, there = ledger.quantities.get(name), again.get(name)
        if here is None or there is None:
            what = "it is missing" if here is None else "it is not one of the page's numbers"
            found.append((name, what))
            continue
        found += [
            (name, f"{part} is {one!r}, and the observations give {other!r}")
            for part in _CHECKED
            if (one := getattr(here, part)) != (other := getattr(there, part))
        ]
    return tuple(found)


def read_organizations(ledger: PortfolioLedger) -> tuple[OrganizationFacts, ...]:
    """Return the facts about every organization that a ledger records."""
    return tuple(_facts(record) for record in ledger.organizations)


def _facts(record: MemberRecord) -> OrganizationFacts:
    return OrganizationFacts(
        id=record.id,
        name=record.name,
        href="",
        report_date=record.report_date,
        is_synthetic=False,
        is_current=record.is_current,
        message=record.message,
        outcomes_sha256=record.outcomes_sha256,
        metrics={
            name: MetricFacts(
                label=metric.label,
                unit=metric.unit,
                kind=metric.kind,
                frequency=metric.frequency,
                points=metric.points,
                denominators=metric.denominators or (),
                per=_per(metric.per),
            )
            for name, metric in record.metrics.items()
        },
        goals=tuple(_goal(goal) for goal in record.goals),
        group=record.group or "",
    )


def _goal(record: MemberGoalRecord) -> GoalFacts:
    return GoalFacts(
        record.specific,
        str(record.status),
        id=record.id or "",
        value=record.value,
        target=record.target,
        is_at_least=record.is_at_least is not False,
        quantity=record.quantity or "",
        form=record.form or "",
        unit=record.unit or "",
    )


def _per(record: PerRecord | None) -> Per | None:
    if record is None:
        return None
    return Per(metric=record.metric or "", count=record.count, of=record.of or "")
