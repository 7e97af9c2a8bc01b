"""Local process pool; a crash fails only the report that caused it."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import time
from collections import Counter
from concurrent.futures import BrokenExecutor, CancelledError, Future
from typing import TYPE_CHECKING

from reportgen.batch.child import OUT_OF_MEMORY, prepare_child
from reportgen.batch.job import Reason, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pebble import ProcessPool

    from reportgen.batch.job import Task
    from reportgen.limits import Limits

RECYCLED_AFTER = 50
"""Reports per child before it is replaced, because its memory only grows."""
_MOST_RESTARTS = 3
"""A machine that ends the server of children more often than this has another problem."""
_UNKNOWN = 255
"""What multiprocessing gives as the code of a child whose server ended before it could tell."""
_PAUSE = 0.5
"""Seconds until a server that was ended has left, and a new one can take its place."""


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
        self._output = output
        self._work = work
        self._workers = workers
        self._restarts = 0
        self._killed: Counter[str] = Counter()
        self._done: queue.SimpleQueue[Future[Report]] = queue.SimpleQueue()
        self._running: dict[Future[Report], Task] = {}
        self._pool = self._open()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Yield each task with its report as it finishes; the queue is bounded."""
        for task in tasks:
            self._start(task)
            if len(self._running) >= 2 * self._workers:
                yield self._next()
        while self._running:
            yield self._next()

    def close(self) -> None:
        """Kill all children immediately."""
        stop: Callable[[], None] = self._pool.stop
        stop()
        self._pool.join()

    def _open(self) -> ProcessPool:
        from pebble import ProcessPool

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["reportgen.batch.preload"])
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=RECYCLED_AFTER,
            initializer=prepare_child,
            initargs=(self._output,),
            context=context,
        )

    def _start(self, task: Task) -> None:
        # The child ends itself: pebble's own time limit follows the clock on the wall, so that a
        # clock that is set forward would end every report.
        future: Future[Report]
        try:
            future = self._pool.schedule(within_wall_limit, args=(self._work, task))
        except BrokenExecutor as problem:
            future = Future[Report]()
            future.set_exception(problem)
        self._running[future] = task
        future.add_done_callback(self._done.put)

    def _next(self) -> tuple[Task, Report]:
        """Return a finished task; if the pool broke, start all running ones in a new pool."""
        while True:
            try:
                # A timeout lets a keyboard interrupt through.
                future = self._done.get(timeout=1.0)
            except queue.Empty:
                # Tasks that were waiting when a pool broke are never reported as done.
                if not self._pool.active:
                    self._restart_or_give_up()
                continue
            task = self._running.get(future)
            if task is None:  # of a pool that broke
                continue
            problem = _exception(future)
            if isinstance(problem, BrokenExecutor) and self._restarts < _MOST_RESTARTS:
                self._restart()
                continue
            del self._running[future]
            if self._killed[task.job.shown] < _most_retries(problem):
                # Its server may have been ended, and all children with it. Once more.
                self._killed[task.job.shown] += 1
                self._start(task)
                continue
            return task, report_of(task, future)

    def _restart_or_give_up(self) -> None:
        """Restart, but not for ever; the tasks that are left then fail."""
        if self._restarts < _MOST_RESTARTS:
            self._restart()
            return
        for future in tuple(self._running):
            if not future.done():
                future.set_exception(BrokenExecutor())

    def _restart(self) -> None:
        """Open a new pool: the server from which children are forked ended unexpectedly."""
        self._restarts += 1
        time.sleep(_PAUSE)
        tasks = tuple(self._running.values())
        self._running.clear()
        self.close()
        self._pool = self._open()
        for task in tasks:
            self._start(task)


def within_wall_limit(work: Callable[[Task], Report], task: Task) -> Report:
    """Make a report in a child that the kernel ends when its time is over.

    The timer follows the time since the machine started, which no one can set; see setitimer(2).
    """
    signal.setitimer(signal.ITIMER_REAL, task.limits.wall_seconds)
    try:
        return work(task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _most_retries(problem: BaseException | None) -> int:
    from pebble import ProcessExpired

    if not isinstance(problem, ProcessExpired):
        return 0
    # What kills a process may be the brief itself, which needs more memory than there is.
    return {-signal.SIGKILL: 1, _UNKNOWN: _MOST_RESTARTS}.get(problem.exitcode, 0)


def _exception(future: Future[Report]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError:
        return None


def report_of(task: Task, future: Future[Report]) -> Report:
    """Return a child's report, or one that explains why it ended."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except CancelledError:
        return _ended(task, Reason.NOT_TRIED, "the batch ended before it was built")
    except ProcessExpired as problem:
        return explain_end(task, problem.exitcode)
    except BrokenExecutor:
        return _ended(task, Reason.ENVIRONMENT, "the process that starts all others was ended")
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
    if code == -signal.SIGALRM:
        message = f"it took longer than {limits.wall_seconds:g} s and was ended"
        return _ended(task, Reason.WALL_CLOCK, message)
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        return _ended(task, Reason.CRASH, f"its process was ended by the signal {name}")
    return _ended(task, Reason.CRASH, f"its process ended with the code {code}")


def _ended(task: Task, reason: Reason, message: str) -> Report:
    return Report(organization=task.organization, reason=reason, message=message)
