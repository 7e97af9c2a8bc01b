"""A portfolio of made-up organizations with everything that such a page may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np

from reportgen.analysis.organization_comparison import measure_all
from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from reportgen.model.organization_facts import MetricFacts, OrganizationFacts
from reportgen.portfolio.page import portfolio_brief
from reportgen.portfolio.quantities import portfolio_ledger, portfolio_quantities
from reportgen.render.html.page_file import render_html
from reportgen.render.pdf.pdf_file import render_pdf

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
    organizations = [_organization(number) for number in range(count)]
    measures = measure_all(organizations, rate_per="")
    quantities = portfolio_quantities(organizations, measures)
    ledger = portfolio_ledger(
        organizations, quantities, report_date=date(2021, 12, 31), rate_per="", versions={}
    )
    tokens = load_tokens()
    brief = portfolio_brief(organizations, measures, quantities, ledger, style=style_of(tokens))
    return render_html(brief, tokens=tokens), render_pdf(
        brief, tokens=tokens, attachments={"portfolio.json": b"{}\n"}
    )


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
        goals=(("Grow", STATUSES[number % len(STATUSES)]), ("Keep", "met")),
    )
    if number == FAILED:
        return replace(made, is_current=False, href="", metrics={}, goals=(), message="no data")
    return replace(made, is_current=number != OLD, message="too long" if number == OLD else "")


def _metric(label: str, kind: str, values: np.ndarray) -> MetricFacts:
    points = tuple((day, float(value)) for day, value in zip(MONTHS, values, strict=True))
    return MetricFacts(label=label, unit=label.lower(), kind=kind, frequency="month", points=points)
