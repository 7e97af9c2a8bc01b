"""Running totals that start again: recognized in their values, settled by the configuration."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.quantities.observed import observed_quantities
from reportgen.analysis.time_axis import period_gains, time_axis
from reportgen.model.period import Period
from reportgen.model.series import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.data.loader import LoadedDataset
    from reportgen.model.series import Series
    from tests.data.conftest import Load


def _series(loaded: LoadedDataset) -> Series:
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"]


def _codes(loaded: LoadedDataset) -> list[str]:
    return [item.code for item in loaded.diagnostics]


def _months(start: int, count: int) -> Iterator[tuple[int, int]]:
    for number in range(start * 12, start * 12 + count):
        yield number // 12, number % 12 + 1


def _to_date(count: int, *, starts: int = 1, without: tuple[str, ...] = ()) -> str:
    """Return a total of the year to date over months from January 2021 on; 10 + month a month."""
    rows, total = [], 0
    for year, month in _months(2021, count):
        total = (0 if month == starts else total) + 10 + month
        rows.append((f"{year}-{month:02}", total))
    lines = [f"{month},{value}" for month, value in rows if month not in without]
    return "date,n\n" + "\n".join(lines) + "\n"


_FILE = DataFile(name="data.csv", sha256="0" * 64, is_synthetic=False)


def _change(series: Series, first: date, last: date) -> float | None:
    period = Period(id=REPORTING, label="the period", first=first, last=last)
    quantities = observed_quantities(series, {REPORTING: period}, {"data.csv": _FILE})
    found = {item.id: item for item in quantities}
    return found[f"m.observed.{REPORTING}.change"].value  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        pytest.param(_to_date(30), "`restarts: yearly`", id="calendar_years"),
        pytest.param(_to_date(13), "`restarts: yearly`", id="one_end"),
        pytest.param(_to_date(30, starts=4), "`year_starts: April`", id="fiscal_years"),
        pytest.param(_to_date(40, starts=7), "`year_starts: July`", id="from_july"),
        pytest.param(
            _to_date(30, without=("2022-01", "2023-01")), "`restarts: yearly`", id="no_januaries"
        ),
        pytest.param(
            _to_date(30, without=("2021-12", "2022-12")), "`restarts: yearly`", id="no_decembers"
        ),
        pytest.param(
            _to_date(30).replace("2021-07,", "2021-07,9"), None, id="not_with_a_fall_within_a_year"
        ),
    ],
)
def test_a_total_of_the_year_to_date_is_recognized(load: Load, text: str, fix: str | None) -> None:
    loaded = load(text)
    found = [item for item in loaded.diagnostics if item.code == "DAT123"]
    assert bool(_series(loaded).doubt) is (fix is not None)
    if fix is not None:
        assert fix in found[0].help
        assert "DAT053" not in _codes(loaded)
        assert found[0].place is not None
        assert found[0].place.file == "data.csv"


@pytest.mark.parametrize("starts", [1, 4])
def test_small_corrections_within_a_year_hide_no_restart(load: Load, starts: int) -> None:
    dip = "\n".join(_dipped(_to_date(30, starts=starts).splitlines()))
    assert "DAT123" in _codes(load(dip + "\n"))


def _dipped(lines: list[str]) -> list[str]:
    """Let one month within a year lose two."""
    place = next(n for n, line in enumerate(lines) if line.startswith("2022-09"))
    value = int(lines[place - 1].split(",")[1]) - 2
    return [*lines[:place], f"2022-09,{value}", *lines[place + 1 :]]


def test_quarters_and_weeks_of_the_year_to_date_are_recognized(load: Load) -> None:
    quarters = "".join(f"{2020 + n // 4} Q{n % 4 + 1},{50 * (n % 4 + 1)}\n" for n in range(12))
    assert "DAT123" in _codes(load("date,n\n" + quarters))
    day, total, rows = date(2021, 1, 4), 0, []
    for _ in range(110):
        total = (0 if day.year != (day - timedelta(days=7)).year else total) + 12
        rows.append(f"{day},{total}\n")
        day += timedelta(days=7)
    loaded = load("date,n\n" + "".join(rows), more=", restarts: yearly")
    assert _codes(loaded) == []
    series = _series(loaded)
    assert _change(series, date(2022, 1, 3), date(2022, 12, 31)) == 12 * 51


def test_gains_and_changes_over_a_declared_restart(load: Load) -> None:
    loaded = load(_to_date(30), more=", restarts: yearly")
    assert _codes(loaded) == []
    series = _series(loaded)
    assert not series.doubt
    # November, December, January and February gain 10 and the number of their month each.
    assert _change(series, date(2021, 11, 1), date(2022, 2, 28)) == 21 + 22 + 11 + 12
    # The file begins with a year: its first value is all a gain.
    assert _change(series, date(2021, 1, 1), date(2021, 3, 31)) == 11 + 12 + 13
    assert _change(series, date(2020, 7, 1), date(2021, 3, 31)) == 11 + 12 + 13
    period = Period(id="p", label="p", first=date(2021, 12, 1), last=date(2022, 2, 28))
    gains = period_gains(series, period, time_axis(series, {"p": period}))
    assert gains.points.values == (22.0, 11.0, 12.0)
    assert series.observations[-1].value == sum(10 + month for month in range(1, 7))


def test_fiscal_years_that_are_declared_have_right_changes(load: Load) -> None:
    more = ", restarts: yearly, year_starts: April"
    series = _series(load(_to_date(30, starts=4), more=more))
    assert _change(series, date(2022, 3, 1), date(2022, 5, 31)) == 13 + 14 + 15


def test_a_january_without_a_row_keeps_what_is_known_of_it(load: Load) -> None:
    text = _to_date(30, without=("2022-01",))
    series = _series(load(text, more=", restarts: yearly"))
    # February's value counts from the start of the year on.
    assert _change(series, date(2022, 1, 1), date(2022, 3, 31)) == 11 + 12 + 13


def test_a_december_without_a_row_leaves_the_gain_of_january_known(load: Load) -> None:
    period = Period(id="p", label="p", first=date(2021, 11, 1), last=date(2022, 2, 28))
    for gap, gains in (("2021-12", (21.0, 11.0, 12.0)), ("2022-01", (21.0, 22.0))):
        series = _series(load(_to_date(30, without=(gap,)), more=", restarts: yearly"))
        found = period_gains(series, period, time_axis(series, {"p": period}))
        assert found.points.values == gains


def test_nothing_is_claimed_until_the_configuration_says_so(load: Load) -> None:
    series = _series(load(_to_date(30)))
    assert series.doubt
    assert _change(series, date(2021, 11, 1), date(2022, 2, 28)) is None


_SET_BACK = "date,n\n" + "".join(
    f"2021-{month:02},{value}\n"
    for month, value in enumerate([900, 930, 960, 990, 985, 1010, 30, 55, 85, 110, 140, 165], 1)
)


def test_a_counter_that_was_set_back_is_recognized_and_settled(load: Load) -> None:
    loaded = load(_SET_BACK)
    assert _codes(loaded) == ["DAT123"]
    assert "`restarts: once`" in loaded.diagnostics[0].help
    assert loaded.diagnostics[0].place is not None
    assert loaded.diagnostics[0].place.line == 8
    series = _series(load(_SET_BACK, more=", restarts: once"))
    assert not series.doubt
    # The loss of 5 in May is a loss, and no second restart.
    assert _change(series, date(2021, 5, 1), date(2021, 8, 31)) == -5 + 25 + 30 + 25
    # Nothing is known of what the counter showed before its first reading.
    assert _change(series, date(2021, 1, 1), date(2021, 4, 30)) == 30 + 30 + 30
    kept = load(_SET_BACK, more=", restarts: never")
    assert _codes(kept) == ["DAT053"]
    assert _change(_series(kept), date(2021, 7, 1), date(2021, 8, 31)) == 55 - 1010


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([100, 110, 120, 20], id="in_the_last_row"),
        pytest.param([100, 110, 120, 2, 130, 140], id="a_slip"),
        pytest.param([80, 10, 60, 12, 70, 30, 9, 44], id="a_stock_rises_and_falls"),
        pytest.param([100, 110, 120, 70, 75, 80], id="a_fall_by_less_than_half"),
    ],
)
def test_not_every_fall_is_a_restart(load: Load, values: list[int]) -> None:
    rows = "".join(f"2021-{month:02},{value}\n" for month, value in enumerate(values, 3))
    assert "DAT123" not in _codes(load("date,n\n" + rows))


@pytest.mark.parametrize(
    ("text", "more", "fix"),
    [
        (_to_date(30, starts=4), ", restarts: yearly", "`year_starts: April`"),
        (_SET_BACK, ", restarts: yearly, year_starts: January", None),
        (
            "date,n\n" + "".join(f"{y}-{m:02},{y * 12 + m}\n" for y, m in _months(2021, 30)),
            ", restarts: yearly",
            "take `restarts` off",
        ),
        (
            "date,n\n" + "".join(f"{y}-{m:02},{y * 12 + m}\n" for y, m in _months(2021, 30)),
            ", restarts: once",
            "take `restarts` off",
        ),
    ],
)
def test_a_declared_restart_that_the_values_do_not_show(
    load: Load, text: str, more: str, fix: str | None
) -> None:
    loaded = load(text, more=more)
    assert ("DAT102" in _codes(loaded)) is (fix is not None)
    if fix is not None:
        assert fix in loaded.diagnostics[0].help
        assert _series(loaded).doubt


def test_a_total_from_nothing_may_have_an_idle_year(load: Load) -> None:
    totals = [*accumulate([5] * 12), *[0] * 12, *accumulate([7] * 12), 7, 14]
    rows = [f"{y}-{m:02},{n}\n" for (y, m), n in zip(_months(2021, 38), totals, strict=True)]
    loaded = load("date,n\n" + "".join(rows), more=", restarts: yearly")
    assert _codes(loaded) == []
    assert _change(_series(loaded), date(2021, 1, 1), date(2024, 2, 29)) == 60 + 84 + 14


@pytest.mark.parametrize("more", [", restarts: yearly", ", restarts: once", ""])
def test_a_single_reading_and_extreme_ones_are_no_trouble(load: Load, more: str) -> None:
    assert _codes(load("date,n\n2021-03,5\n", more=more)) == []
    loaded = load("date,n\n2021-03,1e50\n2021-04,1e-300\n2021-05,2e-300\n", more=more)
    assert loaded.dataset is not None
