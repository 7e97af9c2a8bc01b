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
from reportgen.verify.recompute_facts import organizations_again

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.ledger.records import MemberRecord, MetricRecord, PortfolioLedger

_TOLD = ("name", "report_date", "goals")


def check_portfolio(ledger: PortfolioLedger) -> Iterator[Finding]:
    """Yield the numbers that do not follow from the observations in the page."""
    for name, told in recompute_portfolio(ledger):
        yield Finding(check=Check.LEDGER, code="AUD010", subject=name, message=told)


def check_portfolio_data(ledger: PortfolioLedger, data: Path) -> DataCheck:
    """Return where a page departs from what its organizations' data give today."""
    try:
        again = organizations_again(ledger, data)
    except ReportgenError as problem:
        return DataCheck(findings=(_finding("AUD020", "data", str(problem)),))
    findings = [_finding("AUD020", name, why) for name, why in again.problems.items()]
    for told, made in zip(ledger.organizations, again.organizations, strict=True):
        findings += _organization(told, made)
    with ledger_language(ledger):
        moved = recompute_portfolio(replace(ledger, organizations=again.organizations))
    findings += [_finding("AUD021", name, f"computed again, {told}") for name, told in moved]
    return DataCheck(findings=tuple(findings), notes=tuple(_notes(ledger, again.strangers)))


def _organization(told: MemberRecord, made: MemberRecord) -> Iterator[Finding]:
    """Yield where an organization's data disagree with its record in the page."""
    name = told.id
    for key in _TOLD:
        if getattr(told, key) != getattr(made, key):
            yield _finding("AUD021", name, f"differs from its data: {key.replace('_', ' ')}")
    for key in dict.fromkeys((*told.metrics, *made.metrics)):
        one, other = told.metrics.get(key), made.metrics.get(key)
        if one is None or other is None:
            side = "the page" if one is None else "its data"
            yield _finding("AUD021", f"{name}.{key}", f"this metric is missing from {side}")
        elif not same(to_plain(one), to_plain(other)):
            yield _finding("AUD022", f"{name}.{key}", _difference(one, other))


def _difference(told: MetricRecord, made: MetricRecord) -> str:
    before, after = dict(told.points), dict(made.points)
    days = [day for day in dict.fromkeys((*before, *after)) if before.get(day) != after.get(day)]
    if not days:
        return "its label, unit or kind is not that of its configuration"
    return f"its data differ from those on the page: {', '.join(map(str, days[:8]))}"


def _notes(ledger: PortfolioLedger, strangers: tuple[str, ...]) -> Iterator[str]:
    yield "the numbers were recomputed; the text between them was not rebuilt"
    standing = [item.id for item in ledger.organizations if not item.is_current]
    if standing:
        yield f"without a current brief, so not recomputed: {', '.join(standing)}"
    if strangers:
        yield f"in the folder but not on the page: {', '.join(strangers)}"


def _finding(code: str, subject: str, message: str) -> Finding:
    return Finding(check=Check.DATA, code=code, subject=subject, message=message)
