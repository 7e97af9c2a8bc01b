"""Goals whose number is said in words, and reporting periods that move with the data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse, load
from reportgen.model.goal import TargetDirection

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.pipeline import Analysed

_CONFIGURATION = """\
reportgen: 1
organization: {{name: Food Bank}}
brief: {{kind: board, synthetic: true, report_date: 2026-01-10}}
reporting_period: {period}
metrics:
  gifts: {{kind: amount, unit: dollars, file: d.csv, date: month, value: gifts}}
  members: {{kind: level, file: d.csv, date: month, value: members}}
  served: {{kind: rate, file: d.csv, date: month, value: served}}
  complaints: {{kind: count, file: d.csv, date: month, value: complaints, good: down}}
surveys:
  - {{id: trust, question: Do you trust us?, answers: {{yes: 8, asked: 10}}}}
goals:
  - id: one
    specific: Do well
    measurable: {{{words}, target: 1}}
    time_bound: 2026-12-31
"""
_HALF = "{from: 2025-07, to: 2025-12}"


def _write(folder: Path, words: str, period: str = _HALF) -> Path:
    rows = ["month,gifts,members,served,complaints"]
    for place in range(36):
        month = f"{2023 + place // 12}-{place % 12 + 1:02}"
        rows.append(
            f"{month},{20_000 + place * 737 % 5000},{100 + 3 * place + place * 7 % 5},"
            f"{0.6 + place % 7 / 50:.2f},{place * 5 % 4}"
        )
    (folder / "d.csv").write_text("\n".join(rows) + "\n")
    (folder / "a.yaml").write_text(_CONFIGURATION.format(words=words, period=period))
    return folder / "a.yaml"


def _analysed(folder: Path, words: str, period: str = _HALF) -> Analysed:
    return analyse(_write(folder, words, period))


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("metric: gifts, average_of: reporting", "gifts.mean.reporting.mean"),
        ("metric: gifts, total_of: year_earlier", "gifts.observed.year_earlier.total"),
        ("metric: members, latest: true", "members.observed.latest.value"),
        ("metric: members, change_over: reporting", "members.observed.reporting.change"),
        ("metric: served, average_of: previous", "served.mean.previous.mean"),
        (
            "metric: members, growth_ratio: [reporting, year_earlier]",
            "members.growth.reporting_vs_year_earlier.slope_ratio",
        ),
        (
            "metric: gifts, growth_ratio: [reporting, year_earlier]",
            "gifts.mean.reporting_vs_year_earlier.ratio",
        ),
        ("survey: trust", "surveys.trust.all.share"),
    ],
)
def test_words_name_a_number_that_there_is(tmp_path: Path, words: str, quantity: str) -> None:
    (progress,) = _analysed(tmp_path, words).outcomes.goals
    assert progress.goal.measurable is not None
    assert progress.goal.measurable.quantity == quantity
    assert progress.value is not None


def test_the_better_side_follows_from_what_is_good(tmp_path: Path) -> None:
    for words, side in (
        ("metric: complaints, total_of: reporting", TargetDirection.AT_MOST),
        ("metric: gifts, total_of: reporting", TargetDirection.AT_LEAST),
        (
            "metric: complaints, total_of: reporting, direction: at_least",
            TargetDirection.AT_LEAST,
        ),
    ):
        (progress,) = _analysed(tmp_path, words).outcomes.goals
        assert progress.goal.measurable is not None
        assert progress.goal.measurable.direction is side


@pytest.mark.parametrize(
    ("words", "code", "message", "fix"),
    [
        ("metric: gift, latest: true", "CFG040", "there is no metric `gift`", "`gifts`"),
        ("metric: gifts, average_of: reportin", "CFG040", "no period `reportin`", "`reporting`"),
        ("metric: gifts", "CFG021", "which number of the metric `gifts`", "`average_of:"),
        ("latest: true", "CFG021", "of which metric is `latest` meant?", "add `metric:"),
        ("survey: thrust", "CFG040", "there is no survey `thrust`", "`trust`"),
        ("retention: before", "CFG040", "there is no structure `before`", ""),
        ("direction: at_most", "CFG021", "it is not said what is measured", "`survey:"),
        (
            "metric: gifts, latest: true, total_of: reporting",
            "CFG020",
            "`total_of` and `latest` name more than one number",
            "keep the one",
        ),
        (
            "quantity: gifts.observed.latest.value, metric: gifts, latest: true",
            "CFG020",
            "`quantity` and `latest` name more than one number",
            "keep the one",
        ),
    ],
)
def test_words_that_name_no_number_are_an_error_with_its_fix(
    tmp_path: Path, words: str, code: str, message: str, fix: str
) -> None:
    found = [item for item in load(_write(tmp_path, words)).diagnostics if item.code == code]
    (problem,) = (item for item in found if message in str(item.message))
    assert fix in (problem.help or "")
    assert problem.place is not None
    assert problem.place.line == 15


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("last month", date(2025, 12, 1), date(2025, 12, 31)),
        ("last quarter", date(2025, 10, 1), date(2025, 12, 31)),
        ("last half-year", date(2025, 7, 1), date(2025, 12, 31)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("year to date", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_reporting_period_moves_with_the_data(
    tmp_path: Path, words: str, first: date, last: date
) -> None:
    plan = _analysed(tmp_path, "metric: gifts, latest: true", words).outcomes.plan
    assert (plan.periods["reporting"].first, plan.periods["reporting"].last) == (first, last)
    assert plan.is_monitoring


def test_it_ends_with_the_last_full_one_that_the_data_cover(tmp_path: Path) -> None:
    path = _write(tmp_path, "metric: gifts, latest: true", "last quarter")
    data = (tmp_path / "d.csv").read_text().splitlines()
    (tmp_path / "d.csv").write_text("\n".join(data[:-2]) + "\n")  # up to October 2025
    assert analyse(path).outcomes.plan.periods["reporting"].last == date(2025, 9, 30)
    path.write_text(path.read_text().replace("last quarter", "year to date"))
    assert analyse(path).outcomes.plan.periods["reporting"].last == date(2025, 10, 31)


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("{from: 2025-01}", "`reporting_period` lacks the key `to`"),
        ("{to: 2025-01}", "`reporting_period` lacks the key `from`"),
        ("{relative: last month, to: 2025-01}", "has days as well as words"),
        ("last decade", "the text `last decade`"),
    ],
)
def test_a_reporting_period_that_is_none_is_an_error(
    tmp_path: Path, period: str, message: str
) -> None:
    found = load(_write(tmp_path, "metric: gifts, latest: true", period)).diagnostics
    (problem,) = (item for item in found if message in str(item.message))
    assert problem.place is not None
    assert problem.place.line == 4
