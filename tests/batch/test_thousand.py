"""A thousand organizations, one in twenty of them bad: what fails and what it costs."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.batch.job import Limits, Reason
from reportgen.batch.jobs import jobs_of
from reportgen.batch.records import read_events
from reportgen.batch.run import BatchOptions, BatchResult, run_batch
from reportgen.pipeline import BuildOptions
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_organization, write_organizations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORKERS = 2
WALL_LIMIT = 40.0
"""Seconds: what each organization that hangs costs a worker; the others must be quicker."""
WANTED = {
    "crash": Reason.CRASH,
    "hang": Reason.WALL_CLOCK,
    "memory": Reason.MEMORY,
    "exception": Reason.EXCEPTION,
    "config": Reason.CONFIGURATION,
    "data": Reason.DATA,
}
MOST_TIMES_CLEAN = 1.3
MOST_MB_A_THOUSAND = 1.0
MOST_MB_A_WORKER = 300.0
SETTLED_AFTER = 0.2
"""The share of reports until the supervisor has imported and opened all that it will need."""


class Measured:
    """Runs a batch, and keeps how long it took and the supervisor's memory after each report."""

    def __init__(self, configurations: Sequence[Path], output: Path) -> None:
        self.memory_mb: list[float] = []
        self.output = output
        build = BuildOptions(output=output)
        options = BatchOptions(
            build=build,
            workers=WORKERS,
            limits=Limits(wall_seconds=WALL_LIMIT),
            has_portfolio=False,
            work=make_faulty_report,
        )
        start = time.monotonic()
        self.result: BatchResult = run_batch(
            lambda: jobs_of(configurations), options, bar=self._bar
        )
        self.seconds = time.monotonic() - start

    @contextmanager
    def _bar(self, _: int) -> Iterator[Callable[[str], None]]:
        yield lambda _: self.memory_mb.append(resident_mb())

    def worker_mb(self) -> float:
        """Return the most memory that any report took."""
        events = read_events(self.output)
        return max(float(event["peak_mb"]) for event in events if event["event"] == "report")

    def slope(self) -> float:
        """Return how many MB the supervisor grew by for a thousand reports."""
        settled = self.memory_mb[int(len(self.memory_mb) * SETTLED_AFTER) :]
        return float(np.polyfit(np.arange(len(settled)), settled, 1)[0]) * 1000


def resident_mb() -> float:
    """Return the memory that is resident now, in MB, on Linux."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) * 1024 / 1e6


def write_bad(folder: Path, count: int) -> list[Path]:
    """Write organizations that fail, each as its id says, of every kind as many."""
    paths = []
    for n in range(count):
        kind = list(WANTED)[n % len(WANTED)]
        path = write_organization(folder, f"{kind}-{n}", 5000 + n)
        if kind == "config":
            path.write_text(path.read_text().replace("kind: level", "kind: levle"))
        if kind == "data":
            (path.parent / "data.csv").write_text("month,members,visits\n2020-01,many,3\n")
        paths.append(path)
    return paths


@pytest.mark.slow
@pytest.mark.parametrize("organizations", [200, 1000])
def test_one_bad_organization_in_twenty_costs_none_of_the_others(
    organizations: int, tmp_path: Path
) -> None:
    bad = organizations // 20
    good = write_organizations(tmp_path, organizations - bad)
    spare = [write_organization(tmp_path, f"spare-{n}", 4000 + n) for n in range(bad)]
    wrong = write_bad(tmp_path, bad)
    clean = Measured([*good, *spare], tmp_path / "clean")
    faulty = Measured([*good, *wrong], tmp_path / "faulty")
    wanted = {path.stem: WANTED[path.stem.partition("-")[0]] for path in wrong}
    hang_seconds = sum(reason is Reason.WALL_CLOCK for reason in wanted.values()) * WALL_LIMIT
    sys.stdout.write(
        f"{organizations}: clean {clean.seconds:.1f} s, with faults {faulty.seconds:.1f} s, and "
        f"{hang_seconds / WORKERS:g} s of that for hangs; the supervisor grew by "
        f"{clean.slope():.2f} and {faulty.slope():.2f} MB for a thousand reports\n"
    )
    assert not clean.result.failed
    assert sorted(faulty.result.built) == [path.stem for path in good]
    assert {item.organization: item.reason for item in faulty.result.failed} == wanted
    assert faulty.seconds <= MOST_TIMES_CLEAN * clean.seconds + hang_seconds / WORKERS
    assert faulty.worker_mb() <= MOST_MB_A_WORKER
    if organizations >= 1000:  # fewer do not tell growth from noise
        assert clean.slope() <= MOST_MB_A_THOUSAND
        assert faulty.slope() <= MOST_MB_A_THOUSAND
