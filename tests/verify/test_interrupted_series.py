"""A brief on a series with two interventions and a wash-out, verified and tampered with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.verify.verification import verify
from tests.verify.conftest import Sample, build_sample

if TYPE_CHECKING:
    from pathlib import Path

STEM = "visits.its.after_vs_before"
CONFIGURATION = """\
reportgen: 1
organization: {name: Lakeside Library}
interventions:
  - {on: 2022-01-01, label: Longer hours}
  - {on: 2023-09-01, label: Second room}
periods:
  before: {from: 2020-01, to: 2021-12}
  after: {from: 2022-01, to: 2024-12}
metrics:
  visits:
    label: library visits
    kind: count
    unit: visits
    file: visits.csv
    date: month
    value: visits
    redefined: [{on: 2020-10-01, note: children count too}]
comparisons:
  - {id: v, metric: visits, test: its, contrast: [after, before], impact: both, wash_out: 2}
goals:
  - id: room
    specific: A second room that draws 20 more visits a month
    measurable: {quantity: visits.its.after_vs_before.change_2.decided_difference, target: 20}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("library")
    noise = np.random.default_rng(3).normal(0, 9, 60)
    rows = ["month,visits"]
    for index in range(60):
        value = 400 + index + 70 * (index >= 24) + 5 * max(index - 44, 0) + noise[index]
        rows.append(f"{2020 + index // 12}-{index % 12 + 1:02},{value:.0f}")
    (folder / "visits.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    page = folder / "library.yaml"
    page.write_text(CONFIGURATION, encoding="utf-8")
    return build_sample(page, folder, folder / "output")


def test_every_number_of_both_interventions_is_computed_again(library: Sample) -> None:
    for file in (library.html, library.pdf, library.outcomes):
        assert verify(file, data=library.data).findings == ()
    known = json.loads(library.outcomes.read_text(encoding="utf-8"))["quantities"]
    names = ("decided_difference", "decided_level_change", "decided_slope_change", "decided_later")
    for name in names:
        assert isinstance(known[f"{STEM}.{name}"]["value"], float)
        assert isinstance(known[f"{STEM}.change_2.{name}"]["value"], float)
    assert (
        known["goals.room.value"]["value"] == known[f"{STEM}.change_2.decided_difference"]["value"]
    )


@pytest.mark.parametrize("part", ["", ".change_2"])
def test_an_effect_that_is_not_between_its_two_courses_is_found(
    library: Sample, tmp_path: Path, part: str
) -> None:
    ledger = json.loads(library.outcomes.read_text(encoding="utf-8"))
    name = f"{STEM}{part}.decided_later"
    ledger["quantities"][name]["value"] += 3
    path = tmp_path / "outcomes.json"
    path.write_text(json.dumps(ledger), encoding="utf-8")
    found = {(item.code, item.subject) for item in verify(path).findings}
    assert ("AUD010", f"{STEM}{part}.decided_difference") in found


def test_a_value_that_is_left_out_moves_no_number_of_the_series(
    library: Sample, tmp_path: Path
) -> None:
    rows = (library.data / "visits.csv").read_text(encoding="utf-8").splitlines()
    changed = {}
    # February 2022 is left out; March is not.
    for index in (26, 27):
        lines = list(rows)
        month, value = lines[index].split(",")
        lines[index] = f"{month},{int(value) + 200}"
        (tmp_path / "visits.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        found = verify(library.pdf, data=tmp_path).findings
        changed[month] = {item.subject for item in found if item.subject.startswith(STEM)}
    assert not changed["2022-02"]
    assert f"{STEM}.decided_difference" in changed["2022-03"]
