"""Official indicators by year, fiscal year, span and quarter; shares of hospital trusts."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from math import isclose
from typing import TYPE_CHECKING

import pytest

from reportgen.model.frequency import Frequency

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.model.series import Series
    from tests.real.conftest import Load

_COMMON = ("Year", "Value", "Observation status", "Unit measure", "Unit multiplier", "Units")
_LABELS = ("Series", "GeoCode")
"""Columns that are the same in every row of a headline series, or describe it."""


def _headline(path: Path) -> tuple[dict[str, float], dict[str, str]]:
    """Return the headline series by year, and the cells that choose it: the splits are empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    splits = [name for name in rows[0] if name not in (*_COMMON, *_LABELS)]
    chosen = dict.fromkeys(splits, "")
    if "england" in path.name:
        chosen["Country"] = "England"
    found = [row for row in rows if all(row[name] == text for name, text in chosen.items())]
    if "Series" in rows[0]:
        chosen["Series"] = found[0]["Series"]
        found = [row for row in found if row["Series"] == chosen["Series"]]
    return {row["Year"]: float(row["Value"]) for row in found if row["Value"]}, chosen


def _series(load: Load, file: str, chosen: dict[str, str], keys: str) -> Series:
    where = "".join(f"      {name}: {text!r}\n" for name, text in chosen.items())
    loaded = load(
        f"  m:\n    kind: average\n    file: official_yearly/{file}\n    date: Year\n"
        f"    value: Value\n{keys}    where:\n{where}"
    )
    assert loaded.dataset is not None, loaded.diagnostics
    return loaded.dataset.series["m"]


@pytest.mark.parametrize(
    ("file", "frequency", "keys", "first", "spans"),
    [
        ("indicator_1-2-1.csv", Frequency.YEAR, "", 1, 1),
        ("indicator_11-6-2.csv", Frequency.YEAR, "", 1, 1),
        ("indicator_12-5-1.csv", Frequency.YEAR, "", 1, 1),
        ("indicator_3-1-1.csv", Frequency.SPAN, "", 1, 3),
    ],
)
def test_an_official_indicator_is_read_as_its_years(
    load_shared: Load,
    shared_data: Path,
    file: str,
    frequency: Frequency,
    keys: str,
    first: int,
    spans: int,
) -> None:
    expected, chosen = _headline(shared_data / "official_yearly" / file)
    series = _series(load_shared, file, chosen, keys)
    assert series.frequency is frequency
    assert not series.doubt
    found = {
        item.first: item.value
        for item in series.observations
        if item.last.year - item.first.year == spans - (first == 1)
    }
    assert found == {date(int(year[:4]), first, 1): value for year, value in expected.items()}


def test_years_with_gaps_of_a_city_are_read_as_years(load_shared: Load, shared_data: Path) -> None:
    path = shared_data / "official_yearly" / "indicator_11-6-2.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["City"] == "Aberdeen"]
    for series in {row["Series"] for row in rows}:
        expected = {row["Year"]: float(row["Value"]) for row in rows if row["Series"] == series}
        chosen = {"City": "Aberdeen", "Series": series}
        found = _series(load_shared, path.name, chosen, "    every: year\n")
        assert found.frequency is Frequency.YEAR
        assert {str(item.first.year): item.value for item in found.observations} == expected


def test_quarters_of_a_rate_are_read_as_quarters(load_shared: Load, shared_data: Path) -> None:
    file = "indicator_8-5-2_england.csv"
    expected, chosen = _headline(shared_data / "official_yearly" / file)
    series = _series(load_shared, file, chosen, "")
    assert series.frequency is Frequency.QUARTER
    assert {
        f"{item.first.year} Q{item.last.month // 3}": item.value for item in series.observations
    } == expected
    assert len(expected) > 80


def test_two_headline_values_of_one_fiscal_year_are_refused(
    load_shared: Load, shared_data: Path
) -> None:
    _, chosen = _headline(shared_data / "official_yearly" / "indicator_16-1-1.csv")
    where = "".join(f"      {name}: {text!r}\n" for name, text in chosen.items())
    loaded = load_shared(
        "  m:\n    kind: average\n    file: official_yearly/indicator_16-1-1.csv\n"
        f"    date: Year\n    value: Value\n    year_starts: April\n    where:\n{where}"
    )
    (found,) = loaded.diagnostics
    assert found.code == "DAT050"
    assert "two values for 2012/13" in found.message


def _trusts(shared_data: Path) -> dict[str, tuple[float, float]]:
    """Return breaches and attendances of each trust."""
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    path = shared_data / "org_nhs_ae" / "type1_monthly.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums[row["org_code"]][0] += float(row["breaches"])
            sums[row["org_code"]][1] += float(row["attendances"])
    return {code: (breaches, attendances) for code, (breaches, attendances) in sums.items()}


_SHARE = (
    "    kind: rate\n    file: org_nhs_ae/type1_monthly.csv\n    date: {date}\n"
    "    misses: breaches\n    denominator: attendances\n"
)


def _pooled(series: Series) -> float:
    numerators = sum(item.numerator or 0 for item in series.observations)
    return numerators / sum(item.denominator or 0 for item in series.observations)


def test_the_share_within_four_hours_is_pooled(load_shared: Load, shared_data: Path) -> None:
    with (shared_data / "org_nhs_ae" / "type1_monthly.csv").open(encoding="utf-8") as file:
        share = _SHARE.format(date=file.readline().split(",")[0].strip('"'))
    trusts = _trusts(shared_data)
    metrics = f"  all:\n{share}    combine: sum\n" + "".join(
        f"  t{code}:\n{share}    where: {{org_code: {code}}}\n" for code in trusts
    )
    loaded = load_shared(metrics)
    assert loaded.dataset is not None, loaded.diagnostics
    assert len(trusts) == 70
    breaches, attendances = (sum(column) for column in zip(*trusts.values(), strict=True))
    assert isclose(_pooled(loaded.dataset.series["all"]), 1 - breaches / attendances)
    for code, (missed, seen) in trusts.items():
        assert isclose(_pooled(loaded.dataset.series[f"t{code}"]), 1 - missed / seen)
