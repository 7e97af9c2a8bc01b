"""What briefs say of the data and methods that their claims rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.document.pages import page, table
from tests.document.truth_configurations import columns, metric, months, noise

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = """\
brief: {kind: editorial, report_date: 2021-02-28}
intervention: {on: 2020-03-01, label: meetings move online}
metrics:
  events: {label: events held, unit: events, kind: count, file: events.csv, date: day,
           count_rows: true}
"""
REPORT = "reporting_period: {from: 2024-07, to: 2024-12}\n"


def events(folder: Path, days: list[str]) -> str:
    file = table(("day", "what"), ((day, "talk") for day in days))
    return page(folder, EVENTS, {"events.csv": file}, kind="editorial")


def monthly(first: tuple[int, int], number: int, *, step: int = 1) -> list[str]:
    start = first[0] * 12 + first[1] - 1
    return [f"{at // 12}-{at % 12 + 1:02}-10" for at in range(start, start + number * step, step)]


# --- A list of events


def test_a_period_without_a_row_is_said_to_have_none_listed(tmp_path: Path) -> None:
    text = events(tmp_path, [*monthly((2019, 3), 12), *monthly((2019, 3), 12)[::2]])
    assert "events held fell to 0 a month (none is listed)" in text
    assert "The data list none in the year after, and each month without a row counts as 0" in text
    assert "A month without a row counts as 0, so what is missing from the data lowers" in text


def test_the_list_of_months_without_rows_has_those_that_are_compared(tmp_path: Path) -> None:
    # Every second month from 2017 on: more runs than a sentence can hold.
    text = events(tmp_path, monthly((2017, 1), 24, step=2))
    compared = (
        "April 2019, June 2019, August 2019, October 2019, December 2019, February 2020, April "
        "2020, June 2020, August 2020, October 2020, December 2020 to February 2021"
    )
    assert compared in text.replace(", and 1", " and 1").replace(" and 13 months", ", 13 months")
    assert "13 months outside what is compared" in text


def test_few_events_in_a_part_of_a_period_are_counted(tmp_path: Path) -> None:
    text = events(tmp_path, [*monthly((2020, 8), 5)])
    assert "5 events in 7 months in the year after" in text


# --- A report on a period


def report(folder: Path, values: np.ndarray, more: str = "", first: int = 2021) -> str:
    file = columns(months(first, len(values)), visits=values)
    return page(folder, f"{REPORT}metrics:\n{metric('visits', 'count')}{more}", {"n.csv": file})


GOAL = (
    "goals:\n  - {id: g, specific: Have visits, time_bound: 2024-12-31, "
    "measurable: {metric: visits, average_of: reporting, target: 90}}\n"
)


def test_a_goal_without_data_names_the_months(tmp_path: Path) -> None:
    values = np.round(100 + noise(1, 42, 3))
    text = report(tmp_path, values, GOAL)
    assert "There is no value for July 2024 to December 2024." in text
    assert "data are missing" in text
    assert "needs a number" not in text


def test_an_earlier_period_that_is_known_in_part_says_so(tmp_path: Path) -> None:
    values = np.round(100 + noise(1, 48, 3))
    times = months(2021, 48)
    kept = [place for place in range(48) if place not in (36, 37, 38)]
    file = columns([times[place] for place in kept], visits=values[kept])
    text = page(tmp_path, f"{REPORT}metrics:\n{metric('visits', 'count')}", {"n.csv": file})
    assert "in the half-year before (3 of 6 months)" in text


def test_a_fall_of_a_year_ago_is_no_title(tmp_path: Path) -> None:
    step = np.arange(48)
    # It fell in January 2024, half a year before the period.
    values = np.round(300 - 60 * (step >= 36) + 10 * np.sin(step) + noise(2, 48, 12))
    text = report(tmp_path, values)
    title = text.partition("July to December 2024, compared with")[0]
    assert "lower than a year earlier" in text
    assert "lower than a year earlier" not in title
    assert "in the half-year before" in title


# --- Comparisons

CHANGE = (
    "intervention: {on: 2023-01-01, label: Longer hours}\n"
    "periods:\n  before: {from: 2021-01, to: 2022-12}\n  after: {from: 2023-01, to: 2024-12}\n"
)
ASKED = "comparisons:\n  - {{id: c, metric: visits, test: mean, contrast: [after, before]{more}}}\n"


def compared(folder: Path, values: np.ndarray, more: str = "", goals: str = "") -> str:
    file = columns(months(2021, 48), visits=values)
    asked = ASKED.format(more=more)
    text = f"{CHANGE}metrics:\n{metric('visits', 'count')}{asked}{goals}"
    return page(folder, text, {"n.csv": file}, kind="editorial")


def test_a_trend_under_way_is_named_wherever_another_figure_stands(tmp_path: Path) -> None:
    values = np.round(100 + 6 * np.arange(48) - 75 * (np.arange(48) >= 24) + noise(61, 48, 8))
    goal = (
        "goals:\n  - {id: g, specific: Grow, time_bound: 2024-12-31, measurable: "
        "{quantity: visits.mean.after_vs_before.ratio, target: 1.1}}\n"
    )
    more = ", alternative: greater, alternative_reason: a rise was promised"
    text = compared(tmp_path, values, more, goal)
    assert "Here, it includes a trend for visits." in text
    assert "The estimate for visits lies on the other side than planned" in text
    assert "yes, if the trend is left out of account" in text
    assert "the other way" not in text
    assert "The goal counts the values as they are" in text


def test_a_p_value_close_to_the_limit_is_said_to_be(tmp_path: Path) -> None:
    step = np.repeat([0.0, 1.0], 24)
    values = np.round(1000 + 14 * step + noise(7, 48, 22))
    text = compared(tmp_path, values)
    assert ("P=.04" in text) == ("The P value is close to the limit" in text)
