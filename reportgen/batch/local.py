"""Local process pool; a crash fails only the report that caused it."""

from __future__ import annotations

import multiprocessing
import queue
import signal
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as OverdueError
from typing import TYPE_CHECKING

from reportgen.batch.child import OUT_OF_MEMORY, prepare_child
from reportgen.batch.job import Reason, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from pebble import ProcessPool

    from reportgen.batch.job import Task
    from reportgen.limits import Limits

RECYCLED_AFTER = 50
"""Reports per child before it is replaced, because its memory only grows."""


class LocalPool:
    """Child processes forked from a warmed-up server.

    Parameters
    ----------
    output : Path
        The folder whose lock on running work the children hold.
    workers : int
        The number of reports made in parallel.
    work : callable
        Makes one report; a module-level function, since it is pickled.
    """

    def __init__(self, output: Path, *, workers: int, work: Callable[[Task], Report]) -> None:
        from pebble import ProcessPool

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["reportgen.batch.preload"])
        self._work = work
        self._window = 2 * workers
        self._pool: ProcessPool = ProcessPool(
            max_workers=workers,
            max_tasks=RECYCLED_AFTER,
            initializer=prepare_child,
            initargs=(output,),
            context=context,
        )

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Yield each task with its report as it finishes; the queue is bounded."""
        done: queue.SimpleQueue[tuple[Task, Future[Report]]] = queue.SimpleQueue()
        waiting, running = iter(tasks), 0
        for task in waiting:
            self._start(task, done)
            running += 1
            if running >= self._window:
                yield self._next(done)
                running -= 1
        for _ in range(running):
            yield self._next(done)

    def close(self) -> None:
        """Kill all children immediately."""
        stop: Callable[[], None] = self._pool.stop
        stop()
        self._pool.join()

    def _start(self, task: Task, done: queue.SimpleQueue[tuple[Task, Future[Report]]]) -> None:
        future = self._pool.schedule(self._work, args=(task,), timeout=task.limits.wall_seconds)
        future.add_done_callback(lambda finished: done.put((task, finished)))

    def _next(self, done: queue.SimpleQueue[tuple[Task, Future[Report]]]) -> tuple[Task, Report]:
        while True:
            try:
                # A timeout lets a keyboard interrupt through.
                task, future = done.get(timeout=1.0)
            except queue.Empty:
                continue
            return task, report_of(task, future)


def report_of(task: Task, future: Future[Report]) -> Report:
    """Return a child's report, or one that explains why it ended."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except OverdueError:
        message = f"it took longer than {task.limits.wall_seconds:g} s and was ended"
        return _ended(task, Reason.WALL_CLOCK, message)
    except CancelledError:
        return _ended(task, Reason.NOT_TRIED, "the batch ended before it was built")
    except ProcessExpired as problem:
        return explain_end(task, problem.exitcode)
    except Exception as problem:  # noqa: BLE001  (a report that can't be sent back)
        return _ended(task, Reason.EXCEPTION, f"its report can't be read: {problem}")


def explain_end(task: Task, code: int | None, *, limits: Limits | None = None) -> Report:
    """Return the report of a child that died; a negative code is a signal."""
    limits = limits or task.limits
    if code == OUT_OF_MEMORY:
        most = limits.memory_bytes / 1e6
        return _ended(task, Reason.MEMORY, f"it needed more than {most:g} MB of memory")
    if code == -signal.SIGXCPU:
        message = f"it took more than {limits.cpu_seconds:g} s of processor time"
        return _ended(task, Reason.CPU, message)
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        return _ended(task, Reason.CRASH, f"its process was ended by the signal {name}")
    return _ended(task, Reason.CRASH, f"its process ended with the code {code}")


def _ended(task: Task, reason: Reason, message: str) -> Report:
    return Report(organization=task.organization, reason=reason, message=message)
