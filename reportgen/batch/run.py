"""Run a batch: build the reports of all jobs, and write the manifest and the event log."""

from __future__ import annotations

import fnmatch
import time
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from reportgen.batch.child import make_report
from reportgen.batch.content import common_parts
from reportgen.batch.job import Reason, Report, Task
from reportgen.batch.output_lock import hold_output, staging_folder
from reportgen.batch.rebuild_check import Editions, EditionState
from reportgen.batch.records import (
    Entry,
    EventLog,
    read_entries,
    read_events,
    write_manifest,
)
from reportgen.diagnostics import diagnostic_record
from reportgen.edition.edition import read_manifest
from reportgen.limits import Limits, limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

    from reportgen.batch.job import Job
    from reportgen.pipeline import BuildOptions

# Would most likely happen again, after the full time limit; `--resume` skips them.
_LIMIT_REASONS = frozenset({Reason.CRASH, Reason.WALL_CLOCK, Reason.CPU, Reason.MEMORY})


class Pool(Protocol):
    """An executor of tasks: local processes or a cluster."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Yield each task with its report, in the order in which they finish."""

    def close(self) -> None:
        """Stop all running tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """Options of a batch.

    Attributes
    ----------
    workers : int
        The number of briefs built in parallel on this machine.
    is_resuming : bool
        Skip organizations that crashed or exceeded a limit in the interrupted batch.
    pattern : str
        Only organizations whose id, name or file matches; empty for all.
    open_pool : callable or None
        Opens a pool to use instead of the local one.
    """

    build: BuildOptions
    workers: int = 1
    limits: Limits = field(default_factory=limits)
    is_forced: bool = False
    is_resuming: bool = False
    stops_at_failure: bool = False
    is_dry_run: bool = False
    pattern: str = ""
    has_portfolio: bool = True
    rate_per: str = ""
    work: Callable[[Task], Report] = make_report
    open_pool: Callable[[BatchOptions], Pool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """The result of a batch; `built` are the ids of new briefs, `warnings` about their comparison.

    Organizations excluded by the filter are in the manifest, but not in `entries`.
    """

    entries: tuple[Entry, ...]
    states: tuple[EditionState, ...]
    built: tuple[str, ...]
    is_interrupted: bool = False
    is_dry: bool = False
    files: tuple[Path, ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()

    @property
    def failed(self) -> tuple[Entry, ...]:
        """Return the organizations without an up-to-date brief."""
        return tuple(entry for entry in self.entries if not entry.is_made)


@contextmanager
def open_batch(find_jobs: Callable[[], Sequence[Job]], options: BatchOptions) -> Iterator[Batch]:
    """Yield a batch; the output folder is locked until the context ends.

    Parameters
    ----------
    find_jobs : callable
        Returns a job for each organization; called after the output folder is locked, because
        a roster writes configurations into it.
    options : BatchOptions
        The options of the batch.

    Raises
    ------
    EnvironmentProblemError
        Another batch is using the output folder, or it is not writable.
    """
    with hold_output(options.build.output):
        batch = Batch(find_jobs(), options)
        try:
            yield batch
        finally:
            batch.close()


def build_reports(
    find_jobs: Callable[[], Sequence[Job]],
    options: BatchOptions,
    *,
    bar: Callable[[int], AbstractContextManager[Callable[[str], None]]],
) -> BatchResult:
    """Build all reports that are not up to date, and write the records, without a portfolio.

    `reportgen.api.run_batch` builds the portfolio as well.

    Raises
    ------
    EnvironmentProblemError
        Another batch is using the output folder, or it is not writable.
    """
    with open_batch(find_jobs, options) as batch:
        if not batch.is_idle:
            batch.make_reports(bar)
            batch.write_records()
        return batch.result()


def _is_selected(state: EditionState, pattern: str) -> bool:
    names = (state.organization, state.name, state.job.shown)
    return not pattern or any(fnmatch.fnmatchcase(name, pattern) for name in names)


class Batch:
    """A run in a locked output folder: `make_reports`, then `write_records`.

    The portfolio page is built between the two from `entries`, so that the manifest can name
    its files.
    """

    _log: EventLog
    _start: float
    """Set by `make_reports`, so that a dry run does not truncate the events of the last batch."""

    def __init__(self, jobs: Sequence[Job], options: BatchOptions) -> None:
        self.options = options
        self.output = options.build.output
        self.common = common_parts(options.build)
        editions = Editions(self.output)
        # All jobs, because an id that is used twice is an error even if the filter hides it.
        self.examined = [
            editions.examine(
                job, self.common, options.build.data_roots, is_forced=options.is_forced
            )
            for job in jobs
        ]
        self.states = [item for item in self.examined if _is_selected(item, options.pattern)]
        self.entries: tuple[Entry, ...] = ()
        self.was_interrupted = False
        self._selected: tuple[Entry, ...] = ()
        self._before = read_entries(self.output)
        self._given_up: Mapping[str, Entry] = {}
        self._ended: dict[str, Report] = {}
        self._built: dict[str, None] = {}  # in the order in which they were made
        self._files: tuple[Path, ...] = ()
        self._warnings: tuple[Mapping[str, Any], ...] = ()
        self._open = ExitStack()

    @property
    def is_idle(self) -> bool:
        """Return whether there is nothing to do and the last batch's records stay unchanged.

        This is the case in a dry run, and if the filter matches no organization.
        """
        return self.options.is_dry_run or bool(self.options.pattern and not self.states)

    def make_reports(
        self, bar: Callable[[int], AbstractContextManager[Callable[[str], None]]]
    ) -> None:
        """Build all reports that are needed; `entries` then has the result of each organization.

        Parameters
        ----------
        bar : callable
            Opens a progress display for a number of reports.
        """
        self._given_up = self._read_given_up() if self.options.is_resuming else {}
        log = EventLog(self.output, goes_on=self.options.is_resuming)
        self._log = self._open.enter_context(closing(log))
        self._start = time.monotonic()
        needed = list(self._needed(log))
        log.add("batch", organizations=len(self.states), to_build=len(needed))
        with bar(len(needed)) as advance:
            self._build(needed, log, advance)
        self._selected = _in_order(self._entry(item) for item in self.states)
        self.entries = self._with_left_out(self._selected)

    @contextmanager
    def timed(self, event: str) -> Iterator[None]:
        """Log an event with the duration of the context in seconds."""
        start = time.monotonic()
        yield
        self._log.add(event, seconds=round(time.monotonic() - start, 3))

    def write_records(self, portfolio: Mapping[str, Any] | None = None) -> None:
        """Write the manifest and the last event.

        Parameters
        ----------
        portfolio : mapping or None
            The record of the portfolio: its content key, the hashes of its files by name, and
            warnings about its comparisons if there are any.
        """
        page = portfolio or {}
        self._warnings = tuple(page.get("warnings", ()))
        write_manifest(self.output, self.entries, page)
        self._files = tuple(self.output / name for name in sorted(page.get("files", {})))
        self._log.add(
            "end",
            seconds=round(time.monotonic() - self._start, 3),
            built=len(self._built),
            interrupted=self.was_interrupted,
        )

    def result(self) -> BatchResult:
        """Return the result of the batch."""
        return BatchResult(
            entries=self._selected,
            states=tuple(self.states),
            built=tuple(self._built),
            is_interrupted=self.was_interrupted,
            is_dry=self.options.is_dry_run,
            files=self._files,
            warnings=self._warnings,
        )

    def close(self) -> None:
        """Close the event log."""
        self._open.close()

    def _needed(self, log: EventLog) -> Iterator[EditionState]:
        """Yield the jobs to build; record those that are up to date or can't be built."""
        counts = Counter(item.organization for item in self.examined if item.organization)
        for item in self.states:
            if item.job.problems:
                self._end(item, _refused(item))
            elif counts[item.organization] > 1:
                self._end(item, _duplicate(item, self.examined))
            elif item.job.shown in self._given_up:
                continue
            elif item.causes:
                log.add("needed", organization=item.organization, causes=list(item.causes))
                yield item
            else:
                log.add("unchanged", organization=item.organization)
                self._end(item, Report(organization=item.organization))

    def _build(
        self, needed: Sequence[EditionState], log: EventLog, advance: Callable[[str], None]
    ) -> None:
        # Starting a pool imports all libraries; a batch that is up to date must not wait for it.
        if not needed:
            return
        by_shown = {item.job.shown: item for item in needed}
        tasks = (self._task(item, index) for index, item in enumerate(needed))
        pool = self._open_pool()
        try:
            for task, report in pool.run(tasks):
                item = by_shown.pop(task.job.shown)
                self._end(item, report)
                log.add_report(item, report)
                advance("" if report.is_made else failure_line(self._entry(item)))
                if self.options.stops_at_failure and not report.is_made:
                    break
        except KeyboardInterrupt:
            self.was_interrupted = True
        finally:
            pool.close()
        for item in by_shown.values():
            message = "the batch ended before it was built"
            left = Report(organization=item.organization, reason=Reason.NOT_TRIED, message=message)
            self._end(item, left)

    def _open_pool(self) -> Pool:
        if self.options.open_pool is not None:
            return self.options.open_pool(self.options)
        from reportgen.batch.local import LocalPool

        return LocalPool(self.output, workers=self.options.workers, work=self.options.work)

    def _task(self, item: EditionState, index: int) -> Task:
        return Task(
            job=item.job,
            organization=item.organization,
            options=self.options.build,
            staging=staging_folder(self.output) / str(index),
            limits=self.options.limits,
            common=self.common,
        )

    def _end(self, item: EditionState, report: Report) -> None:
        """Record the result of a job.

        Reports of built briefs are dropped, because the edition has all facts: the memory of a
        long batch must not grow with each of them.
        """
        if report.is_made and item.causes:
            self._built[report.organization] = None
        self._ended[item.job.shown] = _MADE if report.is_made else report

    def _entry(self, item: EditionState) -> Entry:
        """Return the result of a job with its current edition, which may be an older one."""
        shown = item.job.shown
        if shown not in self._ended:
            return self._given_up[shown]
        report = self._ended[shown]
        folder = self.output / item.organization if item.organization else None
        is_old = not item.causes
        manifest = item.manifest if is_old else (folder and read_manifest(folder)) or {}
        files = {name: str(file["sha256"]) for name, file in manifest.get("files", {}).items()}
        return Entry(
            organization=item.organization,
            name=item.name,
            configuration=shown,
            reason=report.reason,
            message=report.message,
            diagnostics=() if report.is_made else report.diagnostics,
            content_key=str(manifest.get("content_key", "")),
            outcomes_sha256=str(manifest.get("outcomes_sha256", "")),
            files=files,
        )

    def _with_left_out(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Return all entries sorted by id, including the last ones of excluded organizations."""
        if not self.options.pattern:
            return entries
        known = {entry.configuration: entry for entry in self._before}
        known.update((entry.configuration, entry) for entry in entries)
        return _in_order(known.values())

    def _read_given_up(self) -> dict[str, Entry]:
        """Return organizations that crashed or exceeded a limit and have not changed since."""
        hashes = {item.job.shown: item.configuration_sha256 for item in self.states}
        found: dict[str, Entry] = {}
        for event in read_events(self.output):
            if event.get("event") != "report":
                continue
            shown, reason = str(event.get("configuration")), str(event.get("reason"))
            is_same = event.get("configuration_sha256") == hashes.get(shown)
            # The log of a resumed batch has earlier attempts, too; the last one counts.
            found.pop(shown, None)
            if reason in _LIMIT_REASONS and is_same:
                found[shown] = Entry(
                    organization=str(event.get("organization")),
                    name=str(event.get("name")),
                    configuration=shown,
                    reason=Reason(reason),
                    message=str(event.get("message")),
                )
        return found


_MADE = Report(organization="")


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda item: (item.organization, item.configuration)))


def failure_line(entry: Entry) -> str:
    """Return a line with an organization and the reason for its failure."""
    return f"failed: {entry.organization or entry.configuration}: {entry.message}"


def _refused(item: EditionState) -> Report:
    """Return the report of a job whose problems were known before it was tried."""
    return Report(
        organization="",
        reason=Reason.CONFIGURATION,
        message=item.job.problems[0].message,
        diagnostics=tuple(diagnostic_record(problem) for problem in item.job.problems),
    )


def _duplicate(item: EditionState, states: Sequence[EditionState]) -> Report:
    others = [
        other.job.shown
        for other in states
        if other.organization == item.organization and other is not item
    ]
    message = f"the id `{item.organization}` is also that of {others[0]}"
    record = {
        "code": "BAT002",
        "severity": "error",
        "message": message,
        "file": item.job.shown,
        "line": None,
        "column": None,
        "sheet": None,
        "help": "give each organization an `id` of its own",
        "note": "two organizations with one id would share a folder, so neither is built",
    }
    return Report(
        organization=item.organization,
        reason=Reason.DUPLICATE,
        message=message,
        diagnostics=(record,),
    )
