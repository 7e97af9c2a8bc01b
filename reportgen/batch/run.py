"""A batch from its jobs to its manifest."""

from __future__ import annotations

import fnmatch
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from reportgen.batch.child import make_report
from reportgen.batch.content import common_parts
from reportgen.batch.edition_check import read_manifest
from reportgen.batch.job import Reason, Report, Task
from reportgen.batch.output_lock import hold_output, staging_folder
from reportgen.batch.rebuild_check import Editions, Standing
from reportgen.batch.records import (
    Entry,
    EventLog,
    read_entries,
    read_events,
    write_manifest,
)
from reportgen.limits import Limits, limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

    from reportgen.batch.job import Job
    from reportgen.pipeline import BuildOptions

_LIMIT_REASONS = frozenset({Reason.CRASH, Reason.WALL_CLOCK, Reason.CPU, Reason.MEMORY})


class Pool(Protocol):
    """What makes the reports."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Report]]:
        """Yield each task with its report, as they finish."""

    def close(self) -> None:
        """Stop everything that still runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """What the person asked for.

    Attributes
    ----------
    workers : int
        How many briefs are made at once on this machine.
    is_resuming : bool
        Do not try again what crashed or ran over a limit in the batch that was cut short.
    pattern : str
        Only organizations whose id, name or file matches; empty for all.
    open_pool : callable or None
        Opens another pool than the local one.
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
    """What a batch found and made; `built` are the ids of new briefs.

    Organizations that a filter left out are in the manifest, and not in `entries`.
    """

    entries: tuple[Entry, ...]
    standings: tuple[Standing, ...]
    built: tuple[str, ...]
    is_interrupted: bool = False
    is_dry: bool = False
    files: tuple[Path, ...] = ()

    @property
    def failed(self) -> tuple[Entry, ...]:
        """Return the organizations without a current brief."""
        return tuple(entry for entry in self.entries if not entry.is_made)


def run_batch(
    find_jobs: Callable[[], Sequence[Job]],
    options: BatchOptions,
    *,
    bar: Callable[[int], AbstractContextManager[Callable[[str], None]]],
) -> BatchResult:
    """Make the brief of every job that needs one, and write down what came of all.

    Parameters
    ----------
    find_jobs : callable
        Returns a job an organization; called once the output folder is held.
    options : BatchOptions
        What the person asked for.
    bar : callable
        Opens a progress display for a number of reports.

    Raises
    ------
    EnvironmentProblemError
        Another batch is at work in the output folder, or it can't be written to.
    """
    with hold_output(options.build.output):
        jobs = find_jobs()
        if options.is_dry_run:
            examined = _examined(jobs, options, common_parts(options.build))
            standings = [item for item in examined if _is_selected(item, options.pattern)]
            return BatchResult(entries=(), standings=tuple(standings), built=(), is_dry=True)
        work = _Batch(jobs, options)
        if options.pattern and not work.standings:  # the last batch's records stay as they are
            return BatchResult(entries=(), standings=(), built=())
        return work.run(bar)


def _examined(
    jobs: Sequence[Job], options: BatchOptions, common: Mapping[str, Any]
) -> list[Standing]:
    """Return what stands for every job."""
    editions = Editions(options.build.output)
    roots = options.build.data_roots
    return [editions.examine(job, common, roots, is_forced=options.is_forced) for job in jobs]


def _is_selected(standing: Standing, pattern: str) -> bool:
    names = (standing.organization, standing.name, standing.job.shown)
    return not pattern or any(fnmatch.fnmatchcase(name, pattern) for name in names)


class _Batch:
    """One run, with the output folder held."""

    def __init__(self, jobs: Sequence[Job], options: BatchOptions) -> None:
        self.options = options
        self.output = options.build.output
        self.common = common_parts(options.build)
        self.examined = _examined(jobs, options, self.common)
        self.standings = [item for item in self.examined if _is_selected(item, options.pattern)]
        self.before = read_entries(self.output)
        self.given_up: Mapping[str, Entry] = {}
        self.ended: dict[str, Report] = {}
        self.built: dict[str, None] = {}  # in the order in which they were made
        self.was_interrupted = False

    def run(
        self, bar: Callable[[int], AbstractContextManager[Callable[[str], None]]]
    ) -> BatchResult:
        """Build what must be built, then write the records."""
        self.given_up = self._given_up() if self.options.is_resuming else {}
        log = EventLog(self.output, goes_on=self.options.is_resuming)
        start = time.monotonic()
        try:
            needed = list(self._needed(log))
            log.add("batch", organizations=len(self.standings), to_build=len(needed))
            with bar(len(needed)) as tell:
                self._build(needed, log, tell)
            entries = self._entries()
            known = self._with_left_out(entries)
            portfolio = self._portfolio(known, log)
            write_manifest(self.output, known, portfolio)
            log.add(
                "end",
                seconds=round(time.monotonic() - start, 3),
                built=len(self.built),
                interrupted=self.was_interrupted,
            )
        finally:
            log.close()
        return BatchResult(
            entries=entries,
            standings=tuple(self.standings),
            built=tuple(self.built),
            is_interrupted=self.was_interrupted,
            files=tuple(self.output / name for name in sorted(portfolio.get("files", {}))),
        )

    def _needed(self, log: EventLog) -> Iterator[Standing]:
        """Yield what must be built; keep what stands, and what can't be built at all."""
        counts = Counter(item.organization for item in self.examined if item.organization)
        for item in self.standings:
            if counts[item.organization] > 1:
                self._end(item, _duplicate(item, self.examined))
            elif item.job.shown in self.given_up:
                continue
            elif item.causes:
                log.add("needed", organization=item.organization, causes=list(item.causes))
                yield item
            else:
                log.add("unchanged", organization=item.organization)
                self._end(item, Report(organization=item.organization))

    def _build(
        self, needed: Sequence[Standing], log: EventLog, tell: Callable[[str], None]
    ) -> None:
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
                tell("" if report.is_made else failure_line(self._entry(item)))
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

    def _task(self, item: Standing, index: int) -> Task:
        return Task(
            job=item.job,
            organization=item.organization,
            options=self.options.build,
            staging=staging_folder(self.output) / str(index),
            limits=self.options.limits,
            common=self.common,
        )

    def _end(self, item: Standing, report: Report) -> None:
        """Keep what became of a job: of a made one no more than that it was made.

        Its edition tells the rest, so that the memory of a long batch stays what it is.
        """
        if report.is_made and item.causes:
            self.built[report.organization] = None
        self.ended[item.job.shown] = _MADE if report.is_made else report

    def _entries(self) -> tuple[Entry, ...]:
        """Return what became of every job, in the order of their ids."""
        return _in_order(self._entry(item) for item in self.standings)

    def _entry(self, item: Standing) -> Entry:
        """Return what became of a job, with the edition that stands for it now."""
        shown = item.job.shown
        if shown not in self.ended:
            return self.given_up[shown]
        report = self.ended[shown]
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
        """Return all entries in the order of their ids; those that a filter left out stay."""
        if not self.options.pattern:
            return entries
        known = {entry.configuration: entry for entry in self.before}
        known.update((entry.configuration, entry) for entry in entries)
        return _in_order(known.values())

    def _given_up(self) -> dict[str, Entry]:
        """Return what crashed or ran over a limit in the last batch and is the same still."""
        hashes = {item.job.shown: item.configuration_sha256 for item in self.standings}
        found: dict[str, Entry] = {}
        for event in read_events(self.output):
            if event.get("event") != "report":
                continue
            shown, reason = str(event.get("configuration")), str(event.get("reason"))
            is_same = event.get("configuration_sha256") == hashes.get(shown)
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

    def _portfolio(self, entries: Sequence[Entry], log: EventLog) -> Mapping[str, Any]:
        """Make the page over all organizations, unless there is nothing to show on it."""
        if not self.options.has_portfolio or self.was_interrupted:
            return {}
        if not any(entry.files for entry in entries):
            return {}
        from reportgen.portfolio.write import make_portfolio

        start = time.monotonic()
        record = make_portfolio(
            self.options.build, entries, common=self.common, rate_per=self.options.rate_per
        )
        log.add("portfolio", seconds=round(time.monotonic() - start, 3))
        return record


_MADE = Report(organization="")


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda item: (item.organization, item.configuration)))


def failure_line(entry: Entry) -> str:
    """Return one line that names an organization and why it has no new brief."""
    return f"failed: {entry.organization or entry.configuration}: {entry.message}"


def _duplicate(item: Standing, standings: Sequence[Standing]) -> Report:
    others = [
        other.job.shown
        for other in standings
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
        "help": "give each organization an `id` of its own",
        "note": "two organizations with one id would share a folder, so neither is built",
    }
    return Report(
        organization=item.organization,
        reason=Reason.DUPLICATE,
        message=message,
        diagnostics=(record,),
    )
