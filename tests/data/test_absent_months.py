"""Months without a row: unknown, or 0 for sources that omit zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.config.loader import load_configuration
from reportgen.data.loader import LoadedDataset, load_dataset

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = "on,chapter,replies\n2019-12-05,a,4\n2020-02-03,a,4\n2020-02-04,a,5\n2020-06-04,a,6\n"


def _load(folder: Path, metric: str, data: str) -> LoadedDataset:
    (folder / "data.csv").write_text(data)
    path = folder / "c.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        f"  events: {{kind: count, file: data.csv, {metric}}}\n"
    )
    configuration = load_configuration(path).configuration
    assert configuration is not None
    return load_dataset(configuration)


def _months(found: LoadedDataset) -> dict[str, float]:
    assert found.dataset is not None, found.diagnostics
    series = found.dataset.series["events"]
    return {f"{item.first:%Y-%m}": item.value for item in series.observations}


def test_a_month_without_a_row_is_unknown_unless_the_configuration_says_otherwise(
    tmp_path: Path,
) -> None:
    data = "month,n\n2020-01,3\n2020-02,4\n2020-04,5\n"
    assert list(_months(_load(tmp_path, "date: month, value: n", data))) == [
        "2020-01",
        "2020-02",
        "2020-04",
    ]
    zero = _load(tmp_path, "date: month, value: n, absent_months: zero", data)
    assert _months(zero) == {"2020-01": 3, "2020-02": 4, "2020-03": 0, "2020-04": 5}
    assert [item.code for item in zero.diagnostics if item.code == "DAT059"]


def test_a_list_without_a_row_is_0_in_every_month_that_it_covers(tmp_path: Path) -> None:
    metric = "date: on, count_rows: true, covers: {from: 2020-01, to: 2020-04}"
    found = _load(tmp_path, metric, "on,chapter,replies\n")
    assert _months(found) == {"2020-01": 0, "2020-02": 0, "2020-03": 0, "2020-04": 0}
    metric = "date: month, value: n, absent_months: zero, covers: {from: 2020-01, to: 2020-02}"
    assert _months(_load(tmp_path, metric, "month,n\n")) == {"2020-01": 0, "2020-02": 0}


def test_a_list_without_a_row_that_may_cover_anything_is_an_error(tmp_path: Path) -> None:
    for metric in (
        "date: on, count_rows: true",
        "date: on, count_rows: true, covers: {from: 2020-01}",
    ):
        found = _load(tmp_path, metric, "on,chapter,replies\n")
        assert [item.code for item in found.diagnostics] == ["DAT015"]


def test_a_month_whose_cell_is_blank_is_not_0(tmp_path: Path) -> None:
    data = "month,n\n2020-01,3\n2020-02,\n2020-04,5\n"
    found = _load(tmp_path, "date: month, value: n, absent_months: zero", data)
    assert _months(found) == {"2020-01": 3, "2020-03": 0, "2020-04": 5}


def test_values_of_events_are_summed_by_month_with_0_between(tmp_path: Path) -> None:
    metric = "date: on, value: replies, absent_months: zero"
    assert _months(_load(tmp_path, metric, EVENTS)) == {
        "2019-12": 4,
        "2020-01": 0,
        "2020-02": 9,
        "2020-03": 0,
        "2020-04": 0,
        "2020-05": 0,
        "2020-06": 6,
    }


def test_covered_months_before_the_first_row_and_after_the_last_are_0(tmp_path: Path) -> None:
    metric = "date: on, count_rows: true, covers: {from: 2019-10, to: 2020-08}"
    found = _months(_load(tmp_path, metric, EVENTS))
    assert list(found) == [f"2019-{month}" for month in (10, 11, 12)] + [
        f"2020-{month:02}" for month in range(1, 9)
    ]
    assert sum(found.values()) == 4
    assert found["2020-02"] == 2
    assert found["2020-08"] == 0


def test_a_partly_covered_month_is_excluded_and_reported(tmp_path: Path) -> None:
    metric = "date: on, count_rows: true, covers: {from: 2019-12-03, to: 2020-06-20}"
    loaded = _load(tmp_path, metric, EVENTS)
    found = _months(loaded)
    assert list(found) == [f"2020-{month:02}" for month in range(1, 6)]
    (message,) = [item.message for item in loaded.diagnostics if item.code == "DAT052"]
    assert "2019-12 (covered from 2019-12-03), 2020-06 (covered to 2020-06-20)" in message


def test_a_covered_time_without_rows_is_0(tmp_path: Path) -> None:
    metric = "date: on, count_rows: true, covers: {from: 2021-01, to: 2021-06}"
    assert list(_months(_load(tmp_path, metric, EVENTS)).values()) == [0.0] * 6


def test_absent_days_are_0_up_to_the_end_of_what_is_covered(tmp_path: Path) -> None:
    data = "day,n\n2020-01-04,3\n2020-01-05,4\n2020-02-10,5\n2020-02-11,5\n"
    cut = _load(tmp_path, "date: day, value: n, absent_days: zero", data)
    assert cut.dataset is None or "2020-02" not in _months(cut)
    metric = "date: day, value: n, absent_days: zero, covers: {from: 2020-01, to: 2020-03}"
    assert _months(_load(tmp_path, metric, data)) == {"2020-01": 7, "2020-02": 10, "2020-03": 0}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(st.integers(0, 35), min_size=1, max_size=20), st.integers(0, 35), st.integers(0, 35)
)
def test_every_covered_month_appears_once_and_no_row_is_lost_or_invented(
    tmp_path: Path, months: list[int], one: int, other: int
) -> None:
    first, last = sorted((one, other))

    def name(month: int) -> str:
        return f"{2020 + month // 12}-{month % 12 + 1:02}"

    rows = "".join(f"{name(month)}-07,x\n" for month in months)
    metric = f"date: on, count_rows: true, covers: {{from: {name(first)}, to: {name(last)}}}"
    found = _months(_load(tmp_path, metric, f"on,what\n{rows}"))
    assert found == {name(month): months.count(month) for month in range(first, last + 1)}


@pytest.mark.parametrize("key", ["absent_months: zero", "covers: {to: 2020-06}"])
def test_only_counts_are_0_without_a_row(key: str, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        f"  members: {{kind: level, file: d.csv, date: m, value: n, {key}}}\n"
    )
    found = [item for item in load_configuration(path).diagnostics if item.code == "CFG067"]
    assert len(found) == 1
    assert "not 0 in a month without a row" in found[0].message


def test_a_covered_time_that_ends_before_it_starts_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(EVENTS)
    path = tmp_path / "c.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n  events: {kind: count, "
        "file: d.csv, date: on, count_rows: true, covers: {from: 2020-06, to: 2020-01}}\n"
    )
    assert "CFG046" in {item.code for item in load_configuration(path).diagnostics}


COUNTED = "  meetings: {kind: count, file: data.csv, date: on, count_rows: true%s}\n"


def _sums(folder: Path, kept: str, counted: str = COUNTED % "") -> dict[str, float]:
    """Return the months of replies in a file whose rows another metric counts."""
    (folder / "data.csv").write_text(EVENTS)
    (folder / "other.csv").write_text(EVENTS)
    path = folder / "c.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        f"  events: {{kind: count, date: on, value: replies, {kept}}}\n{counted}"
    )
    configuration = load_configuration(path).configuration
    assert configuration is not None
    return _months(load_dataset(configuration))


def test_a_sum_over_events_is_0_where_their_count_is(tmp_path: Path) -> None:
    months = _sums(tmp_path, "file: data.csv")
    assert months["2020-01"] == months["2020-03"] == 0
    assert list(months) == list(_months(_load(tmp_path, "date: on, count_rows: true", EVENTS)))


def test_a_sum_over_events_covers_what_their_list_covers(tmp_path: Path) -> None:
    covered = COUNTED % ", covers: {from: 2019-10, to: 2020-08}"
    months = _sums(tmp_path, "file: data.csv", covered)
    assert (min(months), max(months)) == ("2019-10", "2020-08")
    assert months["2019-10"] == months["2020-08"] == 0


@pytest.mark.parametrize(
    "kept", ["file: data.csv, absent_months: unknown", "file: other.csv", "file: data.csv"]
)
def test_a_sum_is_unknown_where_nobody_counts_the_rows(tmp_path: Path, kept: str) -> None:
    is_counted = kept != "file: data.csv"
    months = _sums(tmp_path, f"{kept}, combine: sum", COUNTED % "" if is_counted else "")
    assert list(months) == ["2019-12", "2020-02", "2020-06"]


LIST = (
    "metrics:\n  events: {kind: count, file: data.csv, date: on, count_rows: true}\n"
    "  replies: {kind: count, file: data.csv, date: on, value: replies}\n"
)


def _of_report(folder: Path, data: str, metrics: str = LIST) -> LoadedDataset:
    (folder / "data.csv").write_text(data)
    path = folder / "c.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2020-04-30}\n"
        + metrics
    )
    configuration = load_configuration(path).configuration
    assert configuration is not None
    return load_dataset(configuration)


@pytest.mark.parametrize("later", ["", "2020-07-01,a,3\n"])
def test_a_list_of_events_ends_with_the_report_whatever_comes_after_it(
    later: str, tmp_path: Path
) -> None:
    found = _of_report(tmp_path, f"on,chapter,replies\n2020-01-05,a,4\n{later}")
    assert found.dataset is not None
    for name, first in (("events", 1), ("replies", 4)):
        values = [item.value for item in found.dataset.series[name].observations]
        assert values[:4] == [first, 0, 0, 0]
        assert len(values) == (7 if later else 4)
    said = [str(item.message) for item in found.diagnostics if item.code == "DAT059"]
    assert said[0] == (
        "events: months without a row of data.csv count as 0, up to the date of the report: "
        "2020-02 to 2020-04"
    )


def test_a_list_that_covers_less_is_not_continued_to_the_report(tmp_path: Path) -> None:
    metrics = (
        "metrics:\n  events: {kind: count, file: data.csv, date: on, count_rows: true, "
        "covers: {to: 2020-02}}\n"
    )
    assert _months(_of_report(tmp_path, "on\n2020-01-05\n", metrics)) == {
        "2020-01": 1,
        "2020-02": 0,
    }


def test_a_table_of_months_is_not_continued_to_the_report(tmp_path: Path) -> None:
    metrics = (
        "metrics:\n  events: {kind: count, file: data.csv, date: month, value: n, "
        "absent_months: zero}\n"
    )
    data = "month,n\n2020-01,3\n2020-03,4\n"
    assert list(_months(_of_report(tmp_path, data, metrics))) == ["2020-01", "2020-02", "2020-03"]


def test_cancelled_events_are_mentioned_once(tmp_path: Path) -> None:
    metrics = LIST.replace("count_rows: true", "count_rows: true, where: {status: held}")
    data = (
        "on,status,replies\n2020-01-05,held,4\n2020-02-02,cancelled,1\n2020-03-01,held,4\n"
        "2020-03-08,draft,0\n2020-05-01,cancelled,2\n"
    )
    found = _of_report(tmp_path, data, metrics)
    assert [str(item.message) for item in found.diagnostics if item.code == "DAT134"] == [
        "events: 2 rows of data.csv are not counted, because their status is cancelled, draft"
    ]


def test_a_list_of_one_status_or_of_other_conditions_says_nothing_of_them(tmp_path: Path) -> None:
    metrics = LIST.replace("count_rows: true", "count_rows: true, where: {chapter: a}")
    found = _of_report(tmp_path, "on,chapter,replies\n2020-01-05,a,4\n2020-02-02,b,1\n", metrics)
    assert not [item for item in found.diagnostics if item.code == "DAT134"]
