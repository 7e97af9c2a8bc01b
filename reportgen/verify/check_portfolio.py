"""Check a portfolio page against its own observations and against the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.errors import ReportgenError
from reportgen.ledger.ledger_values import same
from reportgen.ledger.plain_data import to_plain
from reportgen.portfolio.recompute import recompute_portfolio
from reportgen.verify.check_data import DataCheck
from reportgen.verify.finding import Check, Finding
from reportgen.verify.ledger_reading import ledger_language
from reportgen.verify.recompute_facts import recompute_organizations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.ledger.records import MemberRecord, MetricRecord, PortfolioLedger

_COMPARED = ("name", "report_date", "goals")


def check_portfolio(ledger: PortfolioLedger) -> Iterator[Finding]:
    """Yield findings on numbers that do not follow from the observations in the page."""
    for name, difference in recompute_portfolio(ledger):
        yield Finding(check=Check.LEDGER, code="AUD010", subject=name, message=difference)


def check_portfolio_data(ledger: PortfolioLedger, data: Path) -> DataCheck:
    """Return findings on differences between a page and the data of its organizations."""
    try:
        recomputed = recompute_organizations(ledger, data)
    except ReportgenError as problem:
        return DataCheck(findings=(_finding("AUD020", "data", str(problem)),))
    findings = [_finding("AUD020", name, why) for name, why in recomputed.problems.items()]
    for recorded, made in zip(ledger.organizations, recomputed.organizations, strict=True):
        findings += _organization(recorded, made)
    with ledger_language(ledger):
        moved = recompute_portfolio(replace(ledger, organizations=recomputed.organizations))
    findings += [
        _finding("AUD021", name, f"computed again, {difference}") for name, difference in moved
    ]
    return DataCheck(findings=tuple(findings), notes=tuple(_notes(ledger, recomputed.unknown)))


def _organization(recorded: MemberRecord, made: MemberRecord) -> Iterator[Finding]:
    """Yield where an organization's data disagree with its record in the page."""
    name = recorded.id
    for key in _COMPARED:
        if getattr(recorded, key) != getattr(made, key):
            yield _finding("AUD021", name, f"differs from its data: {key.replace('_', ' ')}")
    for key in dict.fromkeys((*recorded.metrics, *made.metrics)):
        one, other = recorded.metrics.get(key), made.metrics.get(key)
        if one is None or other is None:
            side = "the page" if one is None else "its data"
            yield _finding("AUD021", f"{name}.{key}", f"this metric is missing from {side}")
        elif not same(to_plain(one), to_plain(other)):
            yield _finding("AUD022", f"{name}.{key}", _difference(one, other))


def _difference(recorded: MetricRecord, made: MetricRecord) -> str:
    before, after = dict(recorded.points), dict(made.points)
    days = [day for day in dict.fromkeys((*before, *after)) if before.get(day) != after.get(day)]
    if not days:
        return "its label, unit or kind is not that of its configuration"
    return f"its data differ from those on the page: {', '.join(map(str, days[:8]))}"


def _notes(ledger: PortfolioLedger, unknown: tuple[str, ...]) -> Iterator[str]:
    yield "the numbers were recomputed; the text between them was not rebuilt"
    standing = [item.id for item in ledger.organizations if not item.is_current]
    if standing:
        yield f"without a current brief, so not recomputed: {', '.join(standing)}"
    if unknown:
        yield f"in the folder but not on the page: {', '.join(unknown)}"


def _finding(code: str, subject: str, message: str) -> Finding:
    return Finding(check=Check.DATA, code=code, subject=subject, message=message)
