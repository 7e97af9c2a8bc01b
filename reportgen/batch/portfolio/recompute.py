"""Check that every number of a portfolio's ledger follows from the observations beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.batch.portfolio.facts import MetricFacts, OrganizationFacts
from reportgen.batch.portfolio.measures import measure_all
from reportgen.batch.portfolio.quantities import SCHEMA, portfolio_ledger, portfolio_quantities

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CHECKED = ("value", "ci_low", "ci_high", "text", "n", "unit")


def is_portfolio(ledger: Mapping[str, Any]) -> bool:
    """Return whether a ledger is that of a portfolio page."""
    return ledger.get("schema") == SCHEMA


def recompute_portfolio(ledger: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what in a ledger does not follow from its own observations: which number, and how.

    Parameters
    ----------
    ledger : mapping
        The document of portfolio.json, or the one embedded in the page.

    Raises
    ------
    KeyError, TypeError, ValueError
        The ledger is not one of this version.
    """
    organizations = read_organizations(ledger)
    rate_per = str(ledger["rate_per"])
    quantities = portfolio_quantities(organizations, measure_all(organizations, rate_per=rate_per))
    again = portfolio_ledger(
        organizations,
        quantities,
        report_date=str(ledger["report_date"]),
        rate_per=rate_per,
        versions={},
    )["quantities"]
    found = []
    for name in sorted(set(again) | set(ledger["quantities"])):
        here, there = ledger["quantities"].get(name), again.get(name)
        if here is None or there is None:
            what = "it is missing" if here is None else "it is not one of the page's numbers"
            found.append((name, what))
            continue
        found += [
            (name, f"{part} is {here[part]!r}, and the observations give {there[part]!r}")
            for part in _CHECKED
            if here[part] != there[part]
        ]
    return tuple(found)


def read_organizations(ledger: Mapping[str, Any]) -> tuple[OrganizationFacts, ...]:
    """Return the facts of every organization as a ledger records them."""
    return tuple(_facts(record) for record in ledger["organizations"])


def changed_editions(ledger: Mapping[str, Any], output: Path) -> tuple[str, ...]:
    """Return the organizations whose outcomes.json is not the one that the portfolio read."""
    from reportgen.batch.content import file_hash

    return tuple(
        str(record["id"])
        for record in ledger["organizations"]
        if record["outcomes_sha256"]
        and file_hash(output / record["id"] / "outcomes.json") != record["outcomes_sha256"]
    )


def _facts(record: Mapping[str, Any]) -> OrganizationFacts:
    dated = record["report_date"]
    return OrganizationFacts(
        id=record["id"],
        name=record["name"],
        href="",
        report_date=date.fromisoformat(dated) if dated else None,
        is_synthetic=False,
        is_current=record["is_current"],
        message=record["message"],
        outcomes_sha256=record["outcomes_sha256"],
        metrics={
            name: MetricFacts(
                label=metric["label"],
                unit=metric["unit"],
                kind=metric["kind"],
                frequency=metric["frequency"],
                points=tuple((date.fromisoformat(day), value) for day, value in metric["points"]),
            )
            for name, metric in record["metrics"].items()
        },
        goals=tuple((goal["specific"], goal["status"]) for goal in record["goals"]),
    )
