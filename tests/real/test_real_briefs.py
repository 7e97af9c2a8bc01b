"""Briefs from real organizations' data, which are stored outside the project."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportgen.api import Analysed, BuildOptions, analyse, build
from reportgen.model.verdict import VerdictKind

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def ropensci(shared_data: Path) -> Analysed:
    return analyse(HERE / "ropensci.yaml", data_roots=(shared_data,))


def value(analysed: Analysed, quantity: str) -> float:
    found = analysed.outcomes.quantities[quantity].value
    assert isinstance(found, (int, float))
    return found


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        # Computed with scipy.stats; reference_values_not_published.json, next to the data.
        ("impressions.mean.y2017_vs_y2016.ratio", 2.09732),
        ("impressions.mean.y2017_vs_y2016.t", 5.1555186),
        ("impressions.mean.y2017_vs_y2016.df", 22),
        ("impressions.mean.y2017_vs_y2016.p_value", 1.809049e-05),
        ("followers.growth.first.slope", 486.608392),
        ("followers.growth.first.r_squared", 0.996042),
        ("followers.growth.second.slope", 351.611888),
        ("followers.growth.second.r_squared", 0.993204),
    ],
)
def test_ropensci_agrees_with_another_implementation(
    ropensci: Analysed, quantity: str, expected: float
) -> None:
    assert value(ropensci, quantity) == pytest.approx(expected, rel=2e-6)


def test_ropensci_rose_before_and_after(ropensci: Analysed) -> None:
    found = {item.comparison.id: item for item in ropensci.outcomes.comparisons}
    assert {item.verdict.verdict for item in found.values()} == {VerdictKind.INCONCLUSIVE}
    # Impressions rose through both years: beyond that course, 2017 is no different.
    impressions = found["impressions"].decision
    assert impressions is not None
    assert impressions.trend is not None
    assert impressions.trend > 5000
    # Growth that slowed is a difference taken alone, and not one of two.
    growth = found["growth"].verdict
    assert growth.p_value is not None
    assert growth.p_adjusted is not None
    assert growth.p_value < 0.05 < growth.p_adjusted


@pytest.mark.parametrize("name", ["ropensci", "rladies", "rladies-chapter"])
def test_a_real_brief_builds_without_a_warning(
    name: str, shared_data: Path, tmp_path: Path
) -> None:
    result = build(HERE / f"{name}.yaml", BuildOptions(output=tmp_path, data_roots=(shared_data,)))
    assert result.is_made, [item.message for item in result.diagnostics]
    assert not [item.message for item in result.diagnostics if item.code.startswith("TXT")]
    pdf = next(path for path in result.files if path.suffix == ".pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_rladies_events_agree_with_a_count_of_the_file(shared_data: Path) -> None:
    analysed = analyse(HERE / "rladies.yaml", data_roots=(shared_data,))
    lines = (shared_data / "org_rladies_meetup" / "global_monthly.csv").read_text().splitlines()
    counted = sum(
        int(line.split(",")[1]) for line in lines[1:] if "2018-03" <= line[:7] <= "2020-02"
    )
    assert value(analysed, "events.mean.before.total") == counted


def test_events_of_a_chapter_agree_with_a_count_of_the_file(shared_data: Path) -> None:
    analysed = analyse(HERE / "rladies-chapter.yaml", data_roots=(shared_data,))
    path = shared_data / "org_rladies_meetup" / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        held = [
            row["datetime_local"][:7]
            for row in csv.DictReader(file)
            if row["urlname"] == "rladies-dc" and row["status"] == "PAST"
        ]
    before = sum("2019-03" <= month <= "2020-02" for month in held)
    assert value(analysed, "events.mean.before.total") == before
