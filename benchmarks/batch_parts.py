"""Parts of what a batch costs, measured inside one process: its own overhead, and its memory."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.batch import child
from reportgen.batch.content import common_parts
from reportgen.batch.job import Job, Report, Task
from reportgen.batch.jobs import jobs_of
from reportgen.batch.run import BatchOptions, run_batch
from reportgen.limits import limits
from reportgen.pipeline import BuildOptions, build_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

RUNS = 7
SETTLED = 0.2
"""The share of the reports after which the supervisor has opened all that it needs."""


def do_nothing(task: Task) -> Report:
    """Answer at once, so that only what surrounds a report is measured."""
    return Report(organization=task.organization)


def handing_out(paths: Sequence[Path], output: Path) -> tuple[float, float]:
    """Return the supervisor's seconds a report, and its growth in MB for a thousand of them.

    The reports are made by `do_nothing` in one real child: what is left is examining what
    stands, handing tasks out, and writing records.
    """
    marks: list[tuple[float, float]] = []

    @contextmanager
    def bar(_: int) -> Iterator[Callable[[str], None]]:
        yield lambda _: marks.append((time.monotonic(), resident_mb()))

    options = BatchOptions(build=BuildOptions(output=output), work=do_nothing, has_portfolio=False)
    run_batch(lambda: jobs_of(paths), options, bar=bar)
    end = time.monotonic()
    begun = marks[0][0]  # the child has started and warmed up by then
    settled = [memory for _, memory in marks[int(len(marks) * SETTLED) :]]
    growth = (settled[-1] - settled[0]) / len(settled) * 1000
    return (end - begun + seconds_to_examine(options, paths)) / len(paths), growth


def seconds_to_examine(options: BatchOptions, paths: Sequence[Path]) -> float:
    """Return the seconds that a look at every configuration takes."""
    from reportgen.batch.rebuild_check import Editions

    start = time.monotonic()
    editions, common = Editions(options.build.output), common_parts(options.build)
    for job in jobs_of(paths):
        editions.examine(job, common, (), is_forced=False)
    return time.monotonic() - start


def around_a_brief(path: Path, output: Path) -> float:
    """Return the CPU seconds that a child spends on a report beside making the brief.

    Those are the staging folder, the key, the summary, the check of what was written, and
    putting it in place. The median of several runs.
    """
    spent: list[float] = []

    def timed(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return build_brief(*given, **named)
        finally:
            spent.append(time.process_time() - start)

    vars(child)["build_brief"] = timed
    options = BuildOptions(output=output)
    common = common_parts(options)
    beside = []
    for number in range(RUNS):
        task = Task(
            job=Job(configuration=path, shown=path.name),
            organization=path.stem,
            options=options,
            staging=output / ".batch" / "staging" / str(number),
            limits=limits(),
            common=common,
        )
        start = time.process_time()
        assert child.make_report(task).is_made
        beside.append(time.process_time() - start - spent[-1])
    vars(child)["build_brief"] = build_brief
    return sorted(beside)[RUNS // 2]


def resident_mb() -> float:
    """Return the memory that is resident now, in MB, on Linux."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) * 1024 / 1e6
