"""A portfolio of invented organizations with every kind of content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind
from reportgen.model.organization_facts import GoalFacts, MetricFacts, OrganizationFacts
from reportgen.portfolio.page import portfolio_brief
from reportgen.portfolio.quantities import portfolio_ledger, portfolio_quantities
from reportgen.render.html.page_file import render_html
from reportgen.render.pdf.pdf_file import render_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.portfolio.brief import PortfolioBrief

MONTHS = [
    *(date(2021, month + 1, 1) - timedelta(days=1) for month in range(1, 12)),
    date(2021, 12, 31),
]
STATUSES = ("met", "met_late", "on_track", "at_risk", "not_due", "missed", "not_measured")
NAMES = ("Łódź", "نادي القراءة", "מועדון קריאה", "読書会", "O’Neill & Sons <Café>")
FAR, FAILED, OLD = 7, 11, 13


@cache
def portfolio(count: int = 30) -> tuple[str, bytes]:
    """Return the page and the PDF of a portfolio."""
    brief, tokens = _brief([_organization(number) for number in range(count)], rate_per="")
    return render_html(brief, tokens=tokens), render_pdf(
        brief, tokens=tokens, attachments={"portfolio.json": b"{}\n"}
    )


def portfolio_page(organizations: Sequence[OrganizationFacts], *, rate_per: str = "") -> str:
    """Return the page on some organizations, in the current language."""
    brief, tokens = _brief(organizations, rate_per=rate_per)
    return render_html(brief, tokens=tokens)


def many_organizations(count: int) -> list[OrganizationFacts]:
    """Return organizations with a metric of every kind, one in different units."""
    made = []
    for number in range(count):
        item, draw = _organization(number), np.random.default_rng(100 + number)
        metrics = dict(item.metrics)
        if metrics:
            mean = 0.6 if number in (3, 4) else 0.3
            values = np.clip(draw.normal(mean, 0.05, 12), 0, 1)
            metrics["open"] = _metric("Open rate", "rate", values)
        if metrics and number == 5:
            metrics["visits"] = replace(metrics["visits"], unit="calls")
        elif metrics and number % 2:
            metrics["visits"] = _metric("Visits", "count", draw.poisson(90, 12))
        made.append(replace(item, metrics=metrics))
    return made


def _brief(
    organizations: Sequence[OrganizationFacts], *, rate_per: str
) -> tuple[PortfolioBrief, Tokens]:
    measures = compare_organizations(organizations, rate_per=rate_per)
    quantities = portfolio_quantities(organizations, measures, rate_per=rate_per)
    ledger = portfolio_ledger(
        organizations, quantities, report_date=date(2021, 12, 31), rate_per=rate_per, versions={}
    )
    tokens = load_tokens()
    style = style_of(tokens)
    return portfolio_brief(organizations, measures, quantities, ledger, style=style), tokens


def _organization(number: int) -> OrganizationFacts:
    draw = np.random.default_rng(number)
    name = NAMES[number] if number < len(NAMES) else f"Chapter {number} of the reading clubs"
    made = OrganizationFacts(
        id=f"org-{number:04}",
        name=name,
        href=f"org-{number:04}/editorial.html",
        report_date=date(2021, 12, 31),
        is_synthetic=True,
        is_current=True,
        message="",
        outcomes_sha256="0" * 64,
        metrics={
            "members": _metric("Members", "level", 400 + np.cumsum(draw.poisson(9, 12))),
            "visits": _metric("Visits", "count", draw.poisson(30 if number == FAR else 9, 12)),
        },
        goals=(GoalFacts("Grow", STATUSES[number % len(STATUSES)]), GoalFacts("Keep", "met")),
    )
    if number == FAILED:
        return replace(made, is_current=False, href="", metrics={}, goals=(), message="no data")
    return replace(made, is_current=number != OLD, message="too long" if number == OLD else "")


def _metric(label: str, kind: str, values: np.ndarray) -> MetricFacts:
    points = tuple((day, float(value)) for day, value in zip(MONTHS, values, strict=True))
    return MetricFacts(
        label=label,
        unit=label.lower(),
        kind=MetricKind(kind),
        frequency=Frequency.MONTH,
        points=points,
    )
