"""Amounts with a currency print with its sign, and without a unit after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse, brief
from reportgen.languages.current import use_number_formats
from reportgen.ledger.recorded_quantity import quantity_record, recorded_quantity
from reportgen.model.prose import plain_text
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.numbers.number_style import number_style
from reportgen.narrative.numbers.number_text import interval_text, number_text
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from pathlib import Path


def _amount(value: float, currency: str, **parts: float) -> Quantity:
    return Quantity(
        id="gifts.observed.year.mean",
        value=value,
        form=Form.MEASURE,
        unit=f"{currency} a month",
        currency=currency,
        **parts,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("value", "currency", "language", "expected"),
    [
        (13262.0, "USD", "en", "$13,262"),
        (13262.4, "EUR", "en", "€13,262"),
        (13262.0, "GBP", "en", "£13,262"),
        (13262.0, "CHF", "en", "CHF\u00a013,262"),
        (4500.0, "USD", "en", "$4,500"),
        (-4500.0, "USD", "en", "\u2212$4,500"),
        (12.5, "USD", "en", "$12.50"),
        (12.0, "USD", "en", "$12"),
        (1250.0, "JPY", "en", "¥1,250"),
        (13262.0, "EUR", "es", "13.262\u00a0€"),
        (-13262.0, "USD", "es", "\u221213.262\u00a0US$"),
    ],
)
def test_an_amount_prints_as_in_its_language(
    value: float, currency: str, language: str, expected: str
) -> None:
    with use_number_formats(language):
        assert number_text(_amount(value, currency), number_style("jmir")) == expected


def test_both_bounds_of_an_amount_have_the_sign_and_cents() -> None:
    found = _amount(4.5, "USD", ci_low=4.1, ci_high=4.9)
    style = number_style("jmir")
    assert number_text(found, style) == "$4.50"
    assert interval_text(found, style) == "$4.10-$4.90"


def test_a_ledger_restores_an_amount() -> None:
    found, style = _amount(4500.0, "USD"), number_style("jmir")
    record = quantity_record(found, style)
    assert (record.text, record.unit, record.printed) == ("$4,500", "USD a month", "$4,500 a month")
    assert number_text(recorded_quantity(found.id, record), style) == "$4,500"


_CONFIGURATION = """\
reportgen: 1
organization: {name: Quay Theatre}
brief: {kind: board, report_date: 2025-12-31}
reporting_period: {from: 2025-07, to: 2025-12}
metrics:
  gifts: {kind: amount, currency: USD, file: gifts.csv, date: month, value: gifts}
  net: {label: net result, kind: amount, currency: USD, file: gifts.csv, date: month, value: net}
  costs: {kind: amount, unit: pounds, file: gifts.csv, date: month, value: gifts}
"""


def test_a_brief_about_money_reads_as_such(tmp_path: Path) -> None:
    rows = ["month,gifts,net"]
    for place in range(36):
        gifts = 4200 + 170 * (place % 5)
        rows.append(f"{2023 + place // 12}-{place % 12 + 1:02},{gifts},{-800 + 390 * (place % 4)}")
    (tmp_path / "gifts.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "theatre.yaml").write_text(_CONFIGURATION)
    analysed = analyse(tmp_path / "theatre.yaml")
    page = brief(analysed)
    text = page.html
    assert not [item for item in page.diagnostics if item.code == "DAT036"]
    assert re.search(r": \$4,\d{3} a month, after \$4,\d{3} a year", _plain(text))
    assert "$5,000" in text  # a tick of the axis
    assert "USD" not in _plain(text).replace("USD a month", "")
    # A net result can be negative, so its expected range has both ends.
    assert "the expected range of \u2212$" in _plain(text)
    assert "pounds a month" in _plain(text)


def _plain(html: str) -> str:
    from reportgen.ledger.readers.html import read_html

    passages = read_html(html).shown.passages
    return " ".join(" ".join(run.text for item in passages for run in item.runs).split())


_BUDGET = """\
reportgen: 1
organization: {{name: Quay Theatre}}
brief: {{kind: board, report_date: 2026-01-31}}
reporting_period: {{from: 2025-07, to: 2025-12}}
periods: {{y2025: {{label: "2025", from: 2025-01, to: 2025-12}}}}
metrics:
  gifts: {{kind: amount, currency: USD, file: g.csv, date: month, value: gifts}}
  sold: {{label: seats sold, kind: rate, file: g.csv, date: month, numerator: sold,
    denominator: seats}}
  glad: {{label: glad visitors, kind: rate, file: g.csv, date: month, value: glad}}
goals:
  - {{id: plan, specific: Meet the plan, time_bound: 2025-12,
     measurable: {{quantity: gifts.observed.y2025.total, target: {target}}}}}
  - {{id: sold, specific: Sell seats,
     measurable: {{quantity: sold.observed.reporting.mean, target: 80%}}}}
  - {{id: glad, specific: Please,
     measurable: {{quantity: glad.observed.reporting.mean, target: 80%}}}}
"""


def _statements(folder: Path, target: str) -> dict[str, str]:
    rows = [
        f"{2023 + place // 12}-{place % 12 + 1:02},4000,{50 + place},100,0.7" for place in range(36)
    ]
    (folder / "g.csv").write_text("month,gifts,sold,seats,glad\n" + "\n".join(rows) + "\n")
    (folder / "b.yaml").write_text(_BUDGET.format(target=target))
    analysed = analyse(folder / "b.yaml")
    narrative = describe_outcomes(analysed.configuration, analysed.outcomes)
    found = narrative.statements
    return {name: plain_text(paragraph(*found[name].short)) for name in found if "goals" in name}


def test_a_sum_against_its_budget(tmp_path: Path) -> None:
    words = _statements(tmp_path, "{2024: 40000, 2025: '50,000'}")
    assert (
        "Missed: $48,000 (total of gifts in 2025), $2,000 short; the budget for 2025 was $50,000."
        in words["goals.plan"]
    )
    words = _statements(tmp_path, "{2025: 47999.5}")
    assert (
        "Met: $48,000 (total of gifts in 2025); the budget for 2025 was $47,999.50."
        in words["goals.plan"]
    )


def test_a_share_says_whether_it_is_pooled(tmp_path: Path) -> None:
    words = _statements(tmp_path, "{2025: 5}")
    assert "(pooled share of seats sold in the half-year); " in words["goals.sold"]
    assert "(glad visitors, mean of monthly shares in the half-year)" in words["goals.glad"]


_POOLED = """\
reportgen: 1
organization: {name: Quay Theatre}
brief: {kind: board}
reporting_period: {from: 2025-10, to: 2025-12}
metrics:
  sold: {kind: rate, file: g.csv, date: month, numerator: sold, denominator: seats}
  glad: {kind: rate, file: g.csv, date: month, value: glad}
"""


def test_a_pooled_share_is_called_pooled_wherever_it_is_printed(tmp_path: Path) -> None:
    counts = [(40 + place, 50 + 9 * place) for place in range(24)]
    rows = [
        f"{2024 + place // 12}-{place % 12 + 1:02},{sold},{seats},0.{700 + place}"
        for place, (sold, seats) in enumerate(counts)
    ]
    (tmp_path / "g.csv").write_text("month,sold,seats,glad\n" + "\n".join(rows) + "\n")
    (tmp_path / "b.yaml").write_text(_POOLED)
    analysed = analyse(tmp_path / "b.yaml")
    ledger = analysed.outcomes.quantities
    sold = ledger["sold.mean.reporting.mean"]
    pooled = sum(part for part, _ in counts[21:]) / sum(whole for _, whole in counts[21:])
    assert sold.value == pytest.approx(pooled, abs=1e-12)
    assert sold.value != pytest.approx(sum(x / y for x, y in counts[21:]) / 3, abs=1e-4)
    assert sold.formula.startswith("mean of the period's values, each weighted by how many")
    assert ledger["sold.mean.reporting.sd"].formula.endswith("weighted like the mean")
    assert ledger["glad.mean.reporting.mean"].formula.startswith("sum of the period's values")
    text = _plain(brief(analysed).html)
    assert "Sold pooled share " in text
    assert "Glad mean of monthly shares " in text
    assert (
        "For sold, we divided the sum of the numerators of each period by the sum of its "
        "denominators, also in comparisons of means."
    ) in text
    assert "For glad, we averaged the monthly shares of each period, all counted alike," in text


def test_money_is_no_count_where_too_few_values_permit_a_comparison(tmp_path: Path) -> None:
    rows = [f"{2021 + place // 4}-Q{place % 4 + 1},{9000 + 70 * place}" for place in range(16)]
    (tmp_path / "gifts.csv").write_text("quarter,gifts\n" + "\n".join(rows) + "\n")
    (tmp_path / "b.yaml").write_text(_QUARTER)
    text = _plain(brief(analyse(tmp_path / "b.yaml")).html)
    assert ": $10,050 , after $9,770 a year earlier" in text
    assert "the count was" not in text


_QUARTER = """\
reportgen: 1
organization: {name: Quay Theatre}
brief: {kind: board}
reporting_period: {from: 2024-Q4, to: 2024-Q4}
metrics:
  gifts: {kind: amount, currency: USD, file: gifts.csv, date: quarter, value: gifts}
"""
