"""One file per month: glob patterns, overlaps, and source rows of every file."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.analysis.quantities.family import observation_sources
from reportgen.config.loader import load_configuration
from reportgen.data.loader import LoadedDataset, load_dataset
from reportgen.limits import Limits, in_force
from tests.processor_time import seconds

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
_DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range(91)]


def _load(folder: Path, metric: str) -> LoadedDataset:
    path = folder / "config.yaml"
    path.write_text(f"{_HEAD}  m: {{{metric}}}\n", encoding="utf-8")
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    return load_dataset(loaded.configuration)


def _write(folder: Path, name: str, days: list[date]) -> None:
    rows = "".join(f"{day},{day.toordinal() % 97}\n" for day in days)
    (folder / name).write_text(f"day,visits\n{rows}", encoding="utf-8")


_VISITS = 'kind: count, file: "visits-*.csv", date: day, value: visits'


@given(first=st.integers(1, 90), second=st.integers(0, 90))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_however_days_are_spread_over_files_the_months_are_the_same(
    tmp_path: Path, first: int, second: int
) -> None:
    _write(tmp_path, "visits-1.csv", _DAYS[:first])
    _write(tmp_path, "visits-2.csv", _DAYS[min(first, second) :])
    loaded = _load(tmp_path, _VISITS)
    assert loaded.dataset is not None, loaded.diagnostics
    found = {item.first.month: item.value for item in loaded.dataset.series["m"].observations}
    assert found == {
        month: sum(day.toordinal() % 97 for day in _DAYS if day.month == month)
        for month in (1, 2, 3)
    }


def test_a_month_out_of_two_files_names_the_rows_of_both(tmp_path: Path) -> None:
    _write(tmp_path, "visits-1.csv", _DAYS[:15])
    _write(tmp_path, "visits-2.csv", _DAYS[15:31])
    loaded = _load(tmp_path, _VISITS)
    assert loaded.dataset is not None
    series = loaded.dataset.series["m"]
    sources = observation_sources(series.observations, series.column, loaded.dataset.files)
    assert [(item.file, item.rows) for item in sources] == [
        ("visits-1.csv", "2-16"),
        ("visits-2.csv", "2-17"),
    ]


def test_hidden_files_and_other_extensions_do_not_match(tmp_path: Path) -> None:
    _write(tmp_path, "visits-1.csv", _DAYS)
    _write(tmp_path, ".visits-2.csv", _DAYS[:2])
    _write(tmp_path, "visits-2.csv~", _DAYS[:2])
    loaded = _load(tmp_path, _VISITS.replace("visits-*.csv", "*.csv"))
    assert loaded.dataset is not None
    assert list(loaded.dataset.files) == ["visits-1.csv"]


def test_more_files_than_a_metric_may_have_are_refused(tmp_path: Path) -> None:
    for number in range(3):
        _write(tmp_path, f"visits-{number}.csv", _DAYS)
    path = tmp_path / "config.yaml"
    path.write_text(f"{_HEAD}  m: {{{_VISITS}}}\n", encoding="utf-8")
    with in_force(Limits(metric_files=2)):
        assert [item.code for item in load_configuration(path).diagnostics] == ["DAT008"]


def test_a_pattern_reads_in_the_data_root_too(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "root" / "downloads").mkdir(parents=True)
    _write(tmp_path / "root" / "downloads", "visits-1.csv", _DAYS)
    path = tmp_path / "here" / "config.yaml"
    metric = _VISITS.replace("visits-*", "downloads/*")
    path.write_text(f"{_HEAD}  m: {{{metric}}}\n", encoding="utf-8")
    loaded = load_configuration(path, data_roots=(tmp_path / "root",))
    assert loaded.configuration is not None
    groups = loaded.configuration.file_groups
    assert groups == {"downloads/*.csv": ("downloads/visits-1.csv",)}


def test_a_matching_link_can_not_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    _write(tmp_path, "secret.csv", _DAYS)
    (tmp_path / "inside" / "visits-1.csv").symlink_to(tmp_path / "secret.csv")
    path = tmp_path / "inside" / "config.yaml"
    path.write_text(f"{_HEAD}  m: {{{_VISITS}}}\n", encoding="utf-8")
    assert [item.code for item in load_configuration(path).diagnostics] == ["DAT003"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("2020-01-31T23:30:00-06:00,5\n2020-02-10T12:00:00-06:00,1\n", [5, 1]),
        ("2020-02-01T03:30:00Z,5\n2020-02-10T12:00:00Z,1\n", [5, 1]),
        ("2020-02-01T03:30:00,5\n2020-02-10T12:00:00,1\n", [6]),
    ],
    ids=["local", "utc", "no offset"],
)
def test_days_are_those_of_the_time_zone(tmp_path: Path, rows: str, expected: list[int]) -> None:
    (tmp_path / "data.csv").write_text(f"at,n\n{rows}", encoding="utf-8")
    metric = "kind: count, file: data.csv, date: at, value: n, combine: sum"
    loaded = _load(tmp_path, f"{metric}, time_zone: America/Chicago")
    assert loaded.dataset is not None, loaded.diagnostics
    assert [item.value for item in loaded.dataset.series["m"].observations] == expected


@pytest.mark.parametrize("direction", ["at_least", "at_most"])
@pytest.mark.parametrize("margin", [-1, 1])
def test_a_target_is_unprecedented_from_the_first_larger_step(
    tmp_path: Path, direction: str, margin: int
) -> None:
    sign = 1 if direction == "at_least" else -1
    months = "".join(f"2020-{n:02},{1000 + sign * 10 * n}\n" for n in range(1, 13))
    (tmp_path / "data.csv").write_text(f"month,members\n{months}", encoding="utf-8")
    target = 1000 + sign * (120 + 30 + margin)  # 3 months at 10 per month, plus or minus one month
    goal = (
        "goals:\n  - {id: g, specific: S, achievable: A, relevant: R, time_bound: 2021-03, "
        f"measurable: {{quantity: m.observed.latest.value, target: {target}, "
        f"direction: {direction}}}}}\n"
    )
    metric = "kind: level, file: data.csv, date: month, value: members"
    path = tmp_path / "config.yaml"
    path.write_text(f"{_HEAD}  m: {{{metric}}}\n{goal}", encoding="utf-8")
    configuration = load_configuration(path).configuration
    assert configuration is not None
    codes = [item.code for item in load_dataset(configuration).diagnostics]
    assert codes == (["DAT066"] if margin > 0 else [])


def test_the_rows_of_all_files_together_have_a_limit(tmp_path: Path) -> None:
    _write(tmp_path, "visits-1.csv", _DAYS[:31])
    _write(tmp_path, "visits-2.csv", _DAYS[31:60])
    with in_force(Limits(metric_rows=50)):
        loaded = _load(tmp_path, _VISITS)
    assert [item.code for item in loaded.diagnostics] == ["DAT010"]


def test_many_files_are_read_quickly(tmp_path: Path) -> None:
    first = date(2000, 1, 1)
    for number in range(240):
        _write(
            tmp_path,
            f"visits-{number:03}.csv",
            [first + timedelta(days=number * 28 + n) for n in range(28)],
        )
    start = time.process_time()
    loaded = _load(tmp_path, _VISITS)
    assert time.process_time() - start < seconds(2)
    assert loaded.dataset is not None
