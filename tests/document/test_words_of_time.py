"""What readers of small briefs would stumble over in words and numbers of time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_MONTHS = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
_YEARS = [str(year) for year in range(2004, 2025)]


def _metric(text: str, *, file: str = "n.csv") -> str:
    return f"  {text[:-1]}, file: {file}, date: when}}\n"


def _page(folder: Path, metrics: str, files: dict[str, str], *, more: str = "") -> str:
    configuration = f"brief: {{report_date: 2024-12-31}}\n{more}metrics:\n{metrics}"
    return page(folder, configuration, files)


def _file(dates: Sequence[str], values: Iterable[object]) -> str:
    return table(("when", "v"), zip(dates, values, strict=True))


def test_a_metric_by_the_year_is_not_missed_in_a_quarter(tmp_path: Path) -> None:
    metrics = _metric("loans: {kind: count, unit: loans, value: v}", file="y.csv")
    metrics += _metric("talks: {kind: count, unit: talks, value: v}")
    files = {
        "y.csv": _file(_YEARS, (300 + n % 7 for n in range(len(_YEARS)))),
        "n.csv": _file(_MONTHS, (20 + n * 5 % 9 for n in range(len(_MONTHS)))),
    }
    text = _page(tmp_path, metrics, files, more="reporting_period: {from: 2024-07, to: 2024-09}\n")
    assert "the reporting period does not cover a year as a whole" in text
    assert "has no observation" not in text
    # It is nothing that a board must know, and has its place in the grid.
    key_points, _, rest = text.partition("What the board must know")[2].partition("Every measure")
    assert "alks" in key_points
    assert "oans" not in key_points
    assert "Cannot be judged. No target to count by: Loans" in rest


def test_overlapping_spans_of_years_are_not_compared_by_default(tmp_path: Path) -> None:
    spans = [f"{year}-{(year + 2) % 100:02}" for year in range(2001, 2022)]
    metrics = _metric("deaths: {kind: average, unit: deaths per 1000, value: v}", file="s.csv")
    metrics += _metric("births: {kind: count, unit: births, value: v}")
    files = {
        "s.csv": _file(spans, (9 + n % 4 / 10 for n in range(len(spans)))),
        "n.csv": _file(_YEARS, (500 + n * 7 % 31 for n in range(len(_YEARS)))),
    }
    text = _page(tmp_path, metrics, files)
    assert "could not be" not in text
    assert "9 deaths per 1000 in 2021 to 2023" in text


def test_spans_of_years_around_a_change_are_not_compared_by_default(tmp_path: Path) -> None:
    spans = [f"{year}-{(year + 2) % 100:02}" for year in range(2001, 2022)]
    metrics = _metric("deaths: {kind: average, unit: deaths per 1000, value: v}", file="s.csv")
    files = {"s.csv": _file(spans, (9 + n % 4 / 10 for n in range(len(spans))))}
    change = "intervention: {on: 2015-01-01, label: A new ward}\n"
    text = _page(tmp_path, metrics, files, more=change)
    assert "could not be" not in text
    assert "Deaths stood at 9 in 2021 to 2023" in text


def test_an_interrupted_series_is_set_against_its_earlier_trend(tmp_path: Path) -> None:
    values = [40 + n * 7 % 11 + (12 if n > 17 else 0) for n in range(36)]
    more = (
        "intervention: {on: 2023-07-01, label: A new line}\n"
        "periods: {early: {from: 2022-01, to: 2023-06}, late: {from: 2023-07, to: 2024-12}}\n"
        "comparisons:\n"
        "  - {id: mean, metric: calls, test: mean, contrast: [late, early]}\n"
        "  - {id: jump, metric: calls, test: its, contrast: [late, early]}\n"
    )
    metrics = _metric("calls: {kind: count, unit: calls, value: v}")
    text = _page(tmp_path, metrics, {"n.csv": _file(_MONTHS, values)}, more=more)
    head = text.index("June 2024, against the earlier trend carried on")
    assert "Calls. Earlier: 46; Later: 57;" in text[head:]


def test_single_counts_have_no_decimals(tmp_path: Path) -> None:
    values = [n % 2 for n in range(35)] + [2]
    metrics = _metric("accidents: {kind: count, unit: accidents, value: v}")
    more = "reporting_period: {from: 2024-12, to: 2024-12}\n"
    text = _page(tmp_path, metrics, {"n.csv": _file(_MONTHS, values)}, more=more)
    assert ": 2 accidents, after 1 a year earlier" in text
    assert "December 2024: 2; The month before: 0; The same month a year earlier: 1;" in text


@pytest.mark.parametrize(
    ("begins", "compared"),
    [
        ([0], "with the same one a year earlier."),
        ([-12], "with the one before it."),
        ([0, -12], "with the same one a year earlier or, where the data do not reach it, with the"),
    ],
    ids=["a year earlier", "the period before", "both"],
)
def test_the_methods_name_the_periods_that_were_compared(
    tmp_path: Path, begins: list[int], compared: str
) -> None:
    metrics, files = "", {}
    for begin in begins:
        name, dates = f"m{abs(begin)}", _MONTHS[begin:]
        metrics += _metric(f"{name}: {{kind: count, unit: calls, value: v}}", file=f"{name}.csv")
        files[f"{name}.csv"] = _file(dates, (50 + n * 7 % 11 for n in range(len(dates))))
    # A quarter of months is too short to be tested.
    more = "reporting_period: {from: 2024-07, to: 2024-12}\n"
    text = _page(tmp_path, metrics, files, more=more)
    assert re.search(f"standard comparisons?: the reporting period {compared}", text)


def test_where_surveys_alone_were_tested_no_compared_period_is_named(tmp_path: Path) -> None:
    # A constant metric has no test, and the question has one.
    metrics = _metric("calls: {kind: average, unit: calls, value: v}")
    answers = "{both: 10, gained: 2, lost: 9, neither: 3}"
    more = f"surveys: [{{id: ease, question: Easy?, paired: {answers}}}]\n"
    text = _page(tmp_path, metrics, {"n.csv": _file(_MONTHS, [5] * 36)}, more=more)
    assert "All tests are 2-tailed" in text
    assert "standard comparison" not in text


def test_a_value_has_no_more_decimals_than_its_file(tmp_path: Path) -> None:
    values = [5.5 + n % 5 / 10 for n in range(34)] + [6.1, 5.9]
    metrics = _metric("wait: {kind: average, unit: days, value: v}")
    text = _page(tmp_path, metrics, {"n.csv": _file(_MONTHS, values)})
    assert "; 5.9 in December 2024" in text
    assert "5.90" not in text


def test_each_contested_comparison_of_a_metric_says_which_one_it_is(tmp_path: Path) -> None:
    # Much spread and an outlier: some analyses find a difference and others none.
    values = [30 + n * 17 % 23 for n in range(12)] + [30 + n * 17 % 29 for n in range(12)]
    values += [30 + n * 17 % 23 + (9 if n < 11 else -24) for n in range(12)]
    metrics = _metric("calls: {kind: count, unit: calls, value: v}")
    more = (
        "periods: {a: {from: 2022-01, to: 2022-12}, b: {from: 2023-01, to: 2023-12}, "
        "c: {from: 2024-01, to: 2024-12}}\n"
        "comparisons:\n"
        "  - {id: one, metric: calls, test: mean, contrast: [c, a]}\n"
        "  - {id: two, metric: calls, test: mean, contrast: [c, b]}\n"
    )
    text = _page(tmp_path, metrics, {"n.csv": _file(_MONTHS, values)}, more=more)
    limits = text.partition("report cannot show")[2].partition("How to read the charts")[0]
    assert re.search(r"for calls against 202[23], ", limits, re.IGNORECASE)
    assert not re.search(r"For calls,|Calls: ", limits)
