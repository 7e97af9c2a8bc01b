"""Sudden falls of running totals, at all frequencies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.data.conftest import Load


def _monthly(values: list[int]) -> str:
    rows = [f"{2020 + n // 12}-{n % 12 + 1:02},{value}" for n, value in enumerate(values)]
    return "date,n\n" + "\n".join(rows) + "\n"


def _falls(load: Load, text: str, more: str = "") -> list[str]:
    return [item.message for item in load(text, more=more).diagnostics if item.code == "DAT053"]


_STEADY = [1000 + 10 * n for n in range(8)]


def test_the_fall_names_both_steps_and_rows(load: Load) -> None:
    quarters = "date,n\n2020 Q1,700\n2020 Q2,720\n2020 Q3,735\n2020 Q4,500\n2021 Q1,520\n"
    (message,) = _falls(load, quarters)
    assert message == "m: falls from 735 (2020-Q3) to 500 (2020-Q4) (lines 4 and 5 of data.csv)"


def test_one_of_few_members_may_leave(load: Load) -> None:
    assert not _falls(load, _monthly([19, 19, 19, 19, 19, 18, 18]))
    assert _falls(load, _monthly([190, 190, 190, 190, 190, 160, 160]))


def test_a_total_that_doubles_may_not_fall_by_two_thirds_unseen(load: Load) -> None:
    assert _falls(
        load,
        _monthly(
            [10, 13, 17, 22, 29, 38, 49, 15, 20, 26],
        ),
        ", restarts: never",
    )


def test_a_fall_over_a_long_gap_is_measured_by_the_time_it_took(load: Load) -> None:
    # Ten losses of 20 a week are the usual pace of this total, also where readings lack between.
    weeks = [(n, 3000 - 25 * n) for n in range(40) if not 12 <= n < 22]
    rows = [f"{date(2021, 1, 4) + timedelta(weeks=n)},{value}" for n, value in weeks]
    assert not _falls(load, "date,n\n" + "\n".join(rows) + "\n")
    days = [0, 9, 30, 31, 33, 60, 200, 204, 220]
    rows = [f"{date(2021, 1, 1) + timedelta(days=n)},{1000 - n}" for n in days]
    assert not _falls(load, "date,n\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize(("day", "told"), [("2020-09-14", True), ("2020-08-14", False)])
def test_an_event_between_the_readings_explains_the_fall(
    load: Load, day: str, *, told: bool
) -> None:
    more = f"}}\nevents: [{{on: {day}, what: A clean-up of old accounts}}]\n#"
    found = _falls(load, _monthly([*_STEADY, 700, 710]), more)
    assert bool(found) is not told
