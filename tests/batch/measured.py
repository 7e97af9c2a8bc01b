"""Measure a batch: its time, and the memory and files of its supervisor per report."""

from __future__ import annotations

import os
import time
from array import array
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportgen.batch.job import Limits, Reason
from reportgen.batch.jobs import jobs_of
from reportgen.batch.records import read_events
from reportgen.batch.run import BatchOptions, BatchResult, build_reports
from reportgen.pipeline import BuildOptions
from tests.batch.faults import make_faulty_report
from tests.batch.organizations import write_organization
from tests.batch.processes import children_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORKERS = 2
WALL_LIMIT = 40.0
"""Timeout in seconds, which each organization that hangs uses up; others must be faster."""
WANTED = {
    "crash": Reason.CRASH,
    "hang": Reason.WALL_CLOCK,
    "memory": Reason.MEMORY,
    "exception": Reason.EXCEPTION,
    "config": Reason.CONFIGURATION,
    "data": Reason.DATA,
}
SETTLED_AFTER = 0.2
"""The share of reports after which the supervisor has imported and opened all it needs."""


class Held(NamedTuple):
    """Memory, open files and processes of the supervisor after a report (Linux)."""

    memory_mb: float
    files: int
    processes: int


class Measured:
    """Runs a batch and records its time and the supervisor's resources after each report."""

    def __init__(self, configurations: Sequence[Path], output: Path) -> None:
        self._held = array(
            "d"
        )  # eight bytes per number, so that recording does not add to the growth that is measured
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
        self.result: BatchResult = build_reports(
            lambda: jobs_of(configurations), options, bar=self._bar
        )
        self.seconds = time.monotonic() - start

    @contextmanager
    def _bar(self, _: int) -> Iterator[Callable[[str], None]]:
        yield lambda _: self._held.extend(held_now())

    def worker_mb(self) -> list[float]:
        """Return the peak memory of each report, in the order in which they ended."""
        events = read_events(self.output)
        return [float(event["peak_mb"]) for event in events if event["event"] == "report"]

    def settled(self) -> list[Held]:
        """Return the records after everything was imported and opened."""
        width = len(Held._fields)
        reports = len(self._held) // width
        return [
            Held(memory, int(files), int(processes))
            for memory, files, processes in (
                self._held[at * width : (at + 1) * width]
                for at in range(int(reports * SETTLED_AFTER), reports)
            )
        ]

    def slope(self) -> float:
        """Return the growth of the supervisor in MB per thousand reports."""
        memory = [held.memory_mb for held in self.settled()]
        return float(np.polyfit(np.arange(len(memory)), memory, 1)[0]) * 1000


def held_now() -> Held:
    """Return the resources of this process now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return Held(
        memory_mb=resident * 1024 / 1e6,
        files=len(list(Path("/proc/self/fd").iterdir())),
        processes=len(children_of(os.getpid())),
    )


def write_bad(folder: Path, count: int) -> list[Path]:
    """Write organizations that fail as their ids say, equally many of each kind."""
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


def reasons_of(wrong: Sequence[Path]) -> dict[str, Reason]:
    """Return the expected reason of each failing organization by its id."""
    return {path.stem: WANTED[path.stem.partition("-")[0]] for path in wrong}


def hang_seconds(wrong: Sequence[Path]) -> float:
    """Return how long the batch waits for organizations that hang."""
    hangs = sum(reason is Reason.WALL_CLOCK for reason in reasons_of(wrong).values())
    return hangs * WALL_LIMIT / WORKERS
