"""From a file to the words of a brief: a running total's own dates, gains and data notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.pipeline import Analysed

Written = Callable[..., "Path"]


@pytest.fixture
def write(tmp_path: Path) -> Written:
    """Return a writer of a configuration of one metric, `m`, and its file."""

    def run(rows: list[tuple[str, float]], more: str, *, kind: str = "level") -> Path:
        lines = "".join(f"{day},{value:g}\n" for day, value in rows)
        (tmp_path / "data.csv").write_text("date,n\n" + lines, encoding="utf-8")
        path = tmp_path / "club.yaml"
        path.write_text(
            "reportgen: 1\norganization: {name: River Club}\n"
            f"metrics:\n  m: {{label: paddlers, kind: {kind}, unit: paddlers, file: data.csv, "
            f"date: date, value: n}}\n{more}",
            encoding="utf-8",
        )
        return path

    return run


def _months(first: int, values: list[float]) -> list[tuple[str, float]]:
    return [
        (f"{(first + n) // 12}-{(first + n) % 12 + 1:02}", value) for n, value in enumerate(values)
    ]


def _messages(analysed: Analysed, code: str) -> list[str]:
    return [str(item.message) for item in analysed.outcomes.findings if item.code == code]


def _words(path: Path, out: Path) -> str:
    built = build_brief(path, BuildOptions(output=out, formats=("md",)))
    (text,) = [file for file in built.files if file.suffix == ".md"]
    return " ".join(text.read_text(encoding="utf-8").split())


_ONE_MONTH = (
    "brief: {kind: board, report_date: 2024-05-10}\n"
    "reporting_period: {from: 2024-04, to: 2024-04}\n"
)


def test_a_report_on_one_month_prints_the_gain_of_a_running_total(
    write: Written, tmp_path: Path
) -> None:
    rows = _months(2023 * 12 + 6, [800, 821, 840, 866, 880, 907, 921, 948, 963, 990])
    path = write(rows, _ONE_MONTH)
    quantities = analyse(path).outcomes.quantities
    assert quantities["m.observed.reporting.change"].value == 27
    assert quantities["m.growth.reporting.gain_mean"].value == 27
    assert quantities["m.growth.previous.gain_mean"].value == 15
    text = _words(path, tmp_path / "out")
    assert "The growth was 27 paddlers a month, after 15 in the month before" in text
    assert "| 27 | 15 |" in text


_QUARTER = (
    "brief: {kind: board, report_date: 2024-12-31}\n"
    "reporting_period: {from: 2024-10, to: 2024-12}\n"
)
_SPARSE: list[tuple[str, float]] = [
    ("2023-02-11", 400),
    ("2023-06-30", 421),
    ("2023-09-02", 433),
    ("2024-01-20", 455),
    ("2024-03-28", 470),
    ("2024-07-01", 488),
    ("2024-10-12", 503),
]


def test_sparse_readings_keep_their_own_dates(write: Written, tmp_path: Path) -> None:
    path = write(_SPARSE, _QUARTER)
    text = _words(path, tmp_path / "out")
    assert "**503** paddlers, at the last count, on 12 October 2024" in text
    assert _messages(analyse(path), "ANA014") == [
        "the change of metric `m` in period `previous` is that from 2024-03-28 to 2024-07-01",
        "the change of metric `m` in period `reporting` is that from 2024-07-01 to 2024-10-12",
    ]


def test_readings_near_the_ends_of_a_period_need_no_note(write: Written) -> None:
    near = [*_SPARSE[:-2], ("2024-06-29", 488.0), ("2024-09-28", 497.0), ("2024-12-29", 510.0)]
    assert not _messages(analyse(write(near, _QUARTER)), "ANA014")


def test_a_monthly_reading_before_its_month_is_over_is_the_last_one(
    write: Written, tmp_path: Path
) -> None:
    rows = [(f"{2023 + n // 12}-{n % 12 + 1:02}-12", 500.0 + 11 * n + n % 3) for n in range(22)]
    path = write(
        rows,
        "brief: {kind: board, report_date: 2024-10-20}\n"
        "reporting_period: {from: 2024-08, to: 2024-10}\n",
    )
    analysed = analyse(path)
    assert analysed.outcomes.quantities["m.observed.latest.value"].value == 731
    assert not _messages(analysed, "ANA001")
    assert "**731** paddlers, at the last count, on 12 October 2024" in _words(
        path, tmp_path / "out"
    )


def test_first_days_of_months_are_how_a_file_writes_the_months(
    write: Written, tmp_path: Path
) -> None:
    rows = [(f"{2023 + n // 12}-{n % 12 + 1:02}-01", 500.0 + 11 * n + n % 3) for n in range(24)]
    text = _words(write(rows, _QUARTER), tmp_path / "out")
    assert "paddlers at the end of December 2024" in text
    assert "at the last count" not in text


def test_a_goal_on_a_change_without_a_value_before_the_period(write: Written) -> None:
    goal = (
        "periods:\n  spring: {from: 2024-01, to: 2024-06}\n  summer: {from: 2024-07, to: 2024-12}\n"
        "goals:\n  - {id: g, specific: Win 50, achievable: yes we can, relevant: It matters.,\n"
        "     measurable: {quantity: m.observed.spring.change, target: 50},\n"
        "     time_bound: 2024-06, owner: Ann}\n"
    )
    rows = _months(2024 * 12, [800 + 13 * n + n % 4 for n in range(12)])
    assert _messages(analyse(write(rows, goal)), "ANA014") == [
        "the change of metric `m` in period `spring` is that from 2024-01 to 2024-06"
    ]
    earlier = _months(2023 * 12 + 11, [790.0])
    assert not _messages(analyse(write([*earlier, *rows], goal)), "ANA014")


def test_the_effect_of_an_interruption_is_named_at_the_last_value(
    write: Written, tmp_path: Path
) -> None:
    more = (
        "brief: {report_date: 2023-10-31}\n"
        "intervention: {on: 2023-01-01, label: New boats}\n"
        "periods:\n  before: {from: 2022-01, to: 2022-12}\n  after: {from: 2023-01, to: 2023-12}\n"
        "comparisons:\n  - {id: i, metric: m, test: its, contrast: [after, before]}\n"
    )
    values = [300.0 + 31 * n * n % 47 for n in range(22)]
    text = _words(write(_months(2022 * 12, values), more, kind="count"), tmp_path / "out")
    assert "below the earlier trend for October 2023; the difference may be chance" in text
    assert "below the earlier trend carried on to October 2023" in text
    assert "for December 2023" not in text


@pytest.mark.parametrize(
    ("month", "level", "expected"),
    [
        ("2024-03", 310.0, ["`reporting` has 31 days, and period `previous` 29"]),
        # Both have 31 days.
        ("2024-01", 310.0, []),
        # Twice as many are not explained by two days.
        ("2024-03", 620.0, []),
    ],
)
def test_months_of_unequal_days(
    write: Written, month: str, level: float, expected: list[str]
) -> None:
    values = [300.0 + n % 3 for n in range(26)]
    number = (
        [day for day, _ in _months(2022 * 12, values)].index(month) if month < "2024-03" else 26
    )
    path = write(
        _months(2022 * 12, [*values[:number], level]),
        f"brief: {{kind: board, report_date: 2024-03-31}}\n"
        f"reporting_period: {{from: {month}, to: {month}}}\n",
        kind="count",
    )
    found = _messages(analyse(path), "ANA015")
    assert len(found) == len(expected)
    assert all(part in item for part, item in zip(expected, found, strict=True))


def test_unequal_days_of_periods_of_unequal_length(write: Written) -> None:
    values = [300.0 + n % 3 for n in range(14)]
    more = (
        "periods:\n  base: {from: 2023-01, to: 2023-12}\n  winter: {from: 2024-01, to: 2024-02}\n"
        "comparisons:\n  - {id: w, metric: m, test: mean, contrast: [winter, base]}\n"
    )
    assert not _messages(analyse(write(_months(2023 * 12, values), more, kind="count")), "ANA015")
    one = more.replace("from: 2024-01, to", "from: 2024-02, to")
    assert _messages(analyse(write(_months(2023 * 12, values), one, kind="count")), "ANA015") == [
        "metric `m`: period `winter` has 29 days in 1 month, and period `base` 365 in 12 months"
    ]


def test_money_and_averages_do_not_come_by_the_day(write: Written) -> None:
    values = [300.0 + n % 3 for n in range(27)]
    more = (
        "brief: {kind: board, report_date: 2024-03-31}\n"
        "reporting_period: {from: 2024-03, to: 2024-03}\n"
    )
    path = write(_months(2022 * 12, values), more, kind="average")
    assert not _messages(analyse(path), "ANA015")
    assert date(2024, 3, 31) == analyse(path).outcomes.plan.report_date


def test_no_line_is_fitted_to_a_total_that_starts_again(write: Written, tmp_path: Path) -> None:
    rows, total = [], 0.0
    for place, (month, _) in enumerate(_months(2022 * 12, [0.0] * 34)):
        total = (0 if month.endswith("-04") else total) + 40 + 7 * place % 13
        rows.append((month, total))
    path = write(
        rows,
        "brief: {kind: board, report_date: 2024-05-31}\n"
        "reporting_period: {from: 2024-03, to: 2024-05}\n",
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("value: n}", "value: n, restarts: yearly, year_starts: April}"),
        encoding="utf-8",
    )
    gains = [40 + 7 * place % 13 for place in (26, 27, 28)]
    quantities = analyse(path).outcomes.quantities
    slope = quantities["m.growth.reporting.slope"]
    assert slope.value is None
    assert slope.reason == "its running total starts again in between; its gains do not"
    assert quantities["m.growth.reporting.gain_mean"].value == pytest.approx(sum(gains) / 3)
    assert quantities["m.observed.reporting.change"].value == sum(gains)
    words = _words(path, tmp_path / "out")
    assert "fitted" not in words
    assert re.search(r": [\d.]+ paddlers a month, after [\d.]+ ", words)
