"""Soak test: 2,000 reports, 1 in 100 of them crashes; resources must not grow."""

from __future__ import annotations

import sys
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.batch.measured import WORKERS, Measured, reasons_of, write_bad
from tests.batch.organizations import write_organizations

if TYPE_CHECKING:
    from pathlib import Path

MOST_MB_A_THOUSAND = 1.0
MOST_MB_A_WORKER = 300.0
MOST_WORKER_GROWTH = 1.05
MOST_PROCESSES = 2 + 2 * WORKERS
"""The fork server, the resource tracker, and per worker itself and its replacement."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to measure resources")
@pytest.mark.parametrize("reports", [200, 2000])
def test_a_long_batch_with_crashes_does_not_leak_resources(reports: int, tmp_path: Path) -> None:
    poison = reports // 100
    good = write_organizations(tmp_path, reports - poison)
    wrong = write_bad(tmp_path, poison)
    soaked = Measured([*good, *wrong], tmp_path / "output")
    records = soaked.settled()
    half = len(records) // 2
    files = [max(item.files for item in part) for part in (records[:half], records[half:])]
    processes = max(item.processes for item in records)
    workers = [mb for mb in soaked.worker_mb() if mb]
    quarter = len(workers) // 4
    early, late = median(workers[:quarter]), median(workers[-quarter:])
    sys.stdout.write(
        f"{reports} reports, {poison} of them poison, in {soaked.seconds:.0f} s: the supervisor "
        f"grew by {soaked.slope():.2f} MB for a thousand; open files {files[0]}, then {files[1]}; "
        f"at most {processes} processes; a worker took {early:.0f}, later {late:.0f} MB, at most "
        f"{max(workers):.0f}\n"
    )
    assert sorted(soaked.result.built) == [path.stem for path in good]
    assert {item.organization: item.reason for item in soaked.result.failed} == reasons_of(wrong)
    assert files[1] <= files[0]
    assert processes <= MOST_PROCESSES
    assert late <= early * MOST_WORKER_GROWTH
    assert max(workers) <= MOST_MB_A_WORKER
    assert not list((tmp_path / "output").rglob("*.part"))
    if reports >= 1000:  # fewer reports do not distinguish growth from noise
        assert soaked.slope() <= MOST_MB_A_THOUSAND
