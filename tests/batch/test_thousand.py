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
from reportgen.batch.run import BatchOptions, BatchResult, run_batch
from reportgen.pipeline import BuildOptions
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_organization, write_organizations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORKERS = 2
WALL_LIMIT = 15.0
"""Seconds: what each organization that hangs costs a worker."""
GOOD = 950
BAD = {
    "crash": (9, Reason.CRASH),
    "hang": (8, Reason.WALL_CLOCK),
    "memory": (8, Reason.MEMORY),
    "exception": (9, Reason.EXCEPTION),
    "config": (8, Reason.CONFIGURATION),
    "data": (8, Reason.DATA),
}
MOST_TIMES_CLEAN = 1.3
MOST_MB_A_THOUSAND = 1.0
MOST_MB_A_WORKER = 300.0
SETTLED_AFTER = 100
"""Reports until the supervisor has imported and opened all that it will need."""


class Measured:
    """Runs a batch, and keeps how long it took and the supervisor's memory after each report."""

    def __init__(self, configurations: Sequence[Path], output: Path) -> None:
        self.memory_mb: list[float] = []
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

    def slope(self) -> float:
        """Return how many MB the supervisor grew by for a thousand reports."""
        settled = self.memory_mb[SETTLED_AFTER:]
        return float(np.polyfit(np.arange(len(settled)), settled, 1)[0]) * 1000


def resident_mb() -> float:
    """Return the memory that is resident now, in MB, on Linux."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) * 1024 / 1e6


def write_bad(folder: Path) -> list[Path]:
    """Write the organizations that fail, each as its id says."""
    paths = []
    for kind, (count, _) in BAD.items():
        for n in range(count):
            path = write_organization(folder, f"{kind}-{n}", 1000 + n)
            if kind == "config":
                path.write_text(path.read_text().replace("kind: level", "kind: levle"))
            if kind == "data":
                (path.parent / "data.csv").write_text("month,members,visits\n2020-01,many,3\n")
            paths.append(path)
    return paths


@pytest.mark.slow
def test_one_bad_organization_in_twenty_costs_none_of_a_thousand(tmp_path: Path) -> None:
    good = write_organizations(tmp_path, GOOD)
    spare = [write_organization(tmp_path, f"spare-{n}", GOOD + n) for n in range(50)]
    clean = Measured([*good, *spare], tmp_path / "clean")
    faulty = Measured([*good, *write_bad(tmp_path)], tmp_path / "faulty")
    hang_seconds = BAD["hang"][0] * WALL_LIMIT / WORKERS
    sys.stdout.write(
        f"clean {clean.seconds:.1f} s, with faults {faulty.seconds:.1f} s, of which hangs "
        f"{hang_seconds:g} s; the supervisor grew by {clean.slope():.2f} and {faulty.slope():.2f} "
        "MB for a thousand reports\n"
    )
    assert len(clean.result.built) == GOOD + 50
    assert sorted(faulty.result.built) == [f"org-{n:04}" for n in range(GOOD)]
    wanted = {f"{kind}-{n}": reason for kind, (count, reason) in BAD.items() for n in range(count)}
    assert {item.organization: item.reason for item in faulty.result.failed} == wanted
    assert faulty.seconds <= MOST_TIMES_CLEAN * clean.seconds + hang_seconds
    assert clean.slope() <= MOST_MB_A_THOUSAND
    assert faulty.slope() <= MOST_MB_A_THOUSAND
