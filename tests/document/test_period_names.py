"""Periods are introduced once and named afterwards; findings refer to the one before."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.model.prose import Paragraph, plain_text
from tests.analysis.samples import normal_values
from tests.document.one_truth import made

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = "reportgen: 1\norganization: {{name: Harbour Club}}\nbrief: {{report_date: {day}}}\n"
METRIC = (
    "  {id}: {{label: {id}, kind: {kind}, unit: {unit}, file: m.csv, date: month, value: {id}}}"
)
BEFORE_AND_AFTER = "intervention: {on: 2023-01-01, label: New hall}\n"
YEARS = """periods:
  before: {from: 2022-02, to: 2023-01}
  after: {from: 2023-02, to: 2024-01}
"""
ON_FEBRUARY = "intervention: {on: 2023-02-01, label: New hall}\n"


def series(*means: float, months: int = 12) -> list[float]:
    noise = normal_values(7, months * len(means), sd=3)
    return [round(float(x), 1) for x in np.repeat(means, months) + noise]


def built(folder: Path, plan: str, **columns: Sequence[float]) -> str:
    """Return the text of the editorial on some metrics from January 2022 on."""
    length = len(next(iter(columns.values())))
    days = [f"{2022 + place // 12}-{place % 12 + 1:02}" for place in range(length)]
    rows = [",".join(["month", *columns])]
    rows += [
        ",".join([day, *(str(columns[name][at]) for name in columns)])
        for at, day in enumerate(days)
    ]
    (folder / "m.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    metrics = [METRIC.format(id=name, kind="count", unit="visits") for name in columns]
    text = (
        HEAD.format(day=f"{days[-1]}-{monthrange(*map(int, days[-1].split('-')))[1]}")
        + plan
        + "metrics:\n"
        + "\n".join(metrics)
        + "\n"
    )
    (folder / "club.yaml").write_text(text, encoding="utf-8")
    brief = made(folder / "club.yaml", "editorial", "en").brief
    blocks = (block for section in brief.sections for block in section.blocks)
    return " ".join(plain_text(item.children) for item in blocks if isinstance(item, Paragraph))


def test_periods_around_a_change_are_introduced_once(tmp_path: Path) -> None:
    values = [*series(100, 130), *series(131)]
    text = built(tmp_path, ON_FEBRUARY + YEARS, visits=values[:25])
    introduced = (
        "We compare the year after (February 2023 to January 2024) with the year before (February "
        "2022 to January 2023)."
    )
    assert text.count(introduced) == 1
    assert re.search(r"\d a month in the year after, (?:from|compared with) 1\d+ in the year", text)
    assert text.count("February 2022 to January 2023") <= 2  # with the methods


def test_calendar_years_are_called_by_their_number(tmp_path: Path) -> None:
    text = built(tmp_path, BEFORE_AND_AFTER, visits=series(100, 130))
    assert "We compare 2023 with 2022." in text
    assert "Visits rose to 128 a month in 2023, from " in text


def test_a_period_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    plan = YEARS.replace("2024-01}", "2024-01, short: the first season}")
    text = built(tmp_path, ON_FEBRUARY + plan, visits=series(100, 130, 130)[:25])
    assert " a month in the first season, " in text
    assert (
        "We compare the first season (February 2023 to January 2024) with the year before" in text
    )


def test_periods_of_unequal_length_are_named_by_their_months(tmp_path: Path) -> None:
    plan = """intervention: {on: 2022-09-01, label: New hall}
periods:
  before: {from: 2022-01, to: 2022-08}
  after: {from: 2022-09, to: 2023-03}
"""
    text = built(tmp_path, plan, visits=series(100, 130)[:15])
    assert "in the seven months after, " in text
    assert " in the eight months before" in text


def test_without_a_change_years_are_counted(tmp_path: Path) -> None:
    text = built(tmp_path, YEARS, visits=series(100, 130, 130)[:25])
    assert "in the second year, " in text
    assert " in the first year" in text


def test_an_own_label_names_a_period_that_has_no_other_name(tmp_path: Path) -> None:
    plan = """periods:
  before: {from: 2022-02, to: 2022-10, label: the old contract}
  after: {from: 2023-02, to: 2023-10, label: the new contract}
"""
    text = built(tmp_path, plan, visits=series(100, 130))
    assert " in the new contract, from " in text


def test_a_finding_continues_the_one_before_it(tmp_path: Path) -> None:
    text = built(
        tmp_path,
        BEFORE_AND_AFTER,
        visits=series(100, 130),
        calls=[x + 1 for x in series(200, 230)],
        sales=series(100, 80),
        loans=[5 + x for x in series(100, 100)],
    )
    assert "Calls also rose to " in text
    assert "By contrast, sales fell to " in text
    # A clear result next to an unclear one is no contrast.
    assert "Loans averaged " in text


def test_a_finding_that_comes_again_says_so(tmp_path: Path) -> None:
    plan = """intervention: {on: 2023-01-01, label: New hall}
comparisons:
  - {id: one, metric: visits, test: mean, contrast: [after, before]}
  - {id: two, metric: visits, test: mean, contrast: [second, after]}
periods:
  before: {from: 2022-01, to: 2022-12}
  after: {from: 2023-01, to: 2023-12}
  second: {from: 2024-01, to: 2024-12}
"""
    text = built(tmp_path, plan, visits=series(100, 140, 180))
    assert "Visits again rose to " in text


@pytest.mark.parametrize("number", [2, 3])
def test_three_open_results_are_told_together(tmp_path: Path, number: int) -> None:
    flat = {f"m{at}": [x + at for x in series(100, 100)] for at in range(number)}
    text = built(tmp_path, BEFORE_AND_AFTER, **flat)
    together = "In 2023, the averages were "
    assert (together in text) == (number == 3)
    assert ("Each of these differences may be chance" in text) == (number == 3)
    assert ("M1 averaged " in text) == (number == 2)
