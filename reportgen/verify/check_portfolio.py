"""The page over all organizations against its own observations, and against their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.batch.portfolio.again import organizations_again
from reportgen.batch.portfolio.recompute import recompute_portfolio
from reportgen.errors import ReportgenError
from reportgen.ledger.ledger_values import same
from reportgen.verify.check_data import DataCheck
from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TOLD = ("name", "report_date", "goals")


def check_portfolio(ledger: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the numbers that do not follow from the observations that the page carries."""
    for name, told in recompute_portfolio(ledger):
        yield Finding(check=Check.LEDGER, code="AUD010", subject=name, message=told)


def check_portfolio_data(ledger: Mapping[str, Any], data: Path) -> DataCheck:
    """Return where a page departs from what its organizations' data give."""
    try:
        again = organizations_again(ledger, data)
    except ReportgenError as problem:
        return DataCheck(findings=(_finding("AUD020", "data", str(problem)),))
    findings = [_finding("AUD020", name, why) for name, why in again.problems.items()]
    for told, made in zip(ledger["organizations"], again.organizations, strict=True):
        findings += _organization(told, made)
    moved = recompute_portfolio({**ledger, "organizations": list(again.organizations)})
    findings += [_finding("AUD021", name, f"computed again, {told}") for name, told in moved]
    return DataCheck(findings=tuple(findings), notes=tuple(_notes(ledger, again.strangers)))


def _organization(told: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what an organization's data give otherwise than the page was told."""
    name = str(told["id"])
    for key in _TOLD:
        if not same(told[key], made[key]):
            yield _finding("AUD021", name, f"its {key.replace('_', ' ')} differs from its data's")
    for key in dict.fromkeys((*told["metrics"], *made["metrics"])):
        one, other = told["metrics"].get(key), made["metrics"].get(key)
        if one is None or other is None:
            side = "the page" if one is None else "its data"
            yield _finding("AUD021", f"{name}.{key}", f"{side} does not know this metric")
        elif not same(one, other):
            yield _finding("AUD022", f"{name}.{key}", _difference(one, other))


def _difference(told: Mapping[str, Any], made: Mapping[str, Any]) -> str:
    before, after = dict(told["points"]), dict(made["points"])
    days = [day for day in dict.fromkeys((*before, *after)) if before.get(day) != after.get(day)]
    if not days:
        return "its label, unit or kind is not that of its configuration"
    return f"its data are not those of the page: {', '.join(days[:8])}"


def _notes(ledger: Mapping[str, Any], strangers: tuple[str, ...]) -> Iterator[str]:
    yield "the numbers were computed again; the words between them were not made again"
    standing = [str(item["id"]) for item in ledger["organizations"] if not item["is_current"]]
    if standing:
        yield f"without a current brief, so not computed again: {', '.join(standing)}"
    if strangers:
        yield f"in the folder, but not on the page: {', '.join(strangers)}"


def _finding(code: str, subject: str, message: str) -> Finding:
    return Finding(check=Check.DATA, code=code, subject=subject, message=message)
