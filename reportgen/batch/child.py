"""Build one report in a child process: in a staging folder, then check and publish it."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.batch.atomic_replace import publish
from reportgen.batch.content import INPUTS, KEY, MADE_WITH, content_key, input_parts
from reportgen.batch.edition_check import check_edition, edition_size
from reportgen.batch.job import Reason, Report, Task
from reportgen.batch.limits import (
    apply_limits,
    cpu_seconds,
    die_with_parent,
    peak_memory_mb,
    reset_peak_memory,
)
from reportgen.batch.output_lock import hold_work, temporary_folder
from reportgen.batch.summary import SUMMARY, summarize
from reportgen.diagnostics import Diagnostic, diagnostic_record, has_errors
from reportgen.errors import (
    ConfigError,
    DataError,
    EnvironmentProblemError,
    RenderError,
    ReportgenError,
    TemplateError,
)
from reportgen.limits import put_in_force
from reportgen.pipeline import Analysed, BuildResult, build_brief

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

OUT_OF_MEMORY = 77
"""Exit code of a child that ran out of memory and is in no state for another report."""

_KINDS: tuple[tuple[type[ReportgenError], Reason], ...] = (
    (ConfigError, Reason.CONFIGURATION),
    (DataError, Reason.DATA),
    (TemplateError, Reason.TEMPLATE),
    (RenderError, Reason.RENDERING),
    (EnvironmentProblemError, Reason.ENVIRONMENT),
)
_held: list[IO[str]] = []
_OBJECTS_UNSEARCHED = 300_000
"""Allocations between garbage collections in a child, about one brief: takes 5% less time for
50 MB more memory."""


class _WrongOrganizationError(Exception):
    """The brief is about another organization than the batch expects."""


def prepare_child(output: Path) -> None:
    """Tie a new child to its batch: end with it, and hold the lock on running work.

    Temporary files of libraries go to a folder that the batch removes, however the child ends.
    """
    die_with_parent()
    gc.set_threshold(_OBJECTS_UNSEARCHED)
    _held.append(hold_work(output))
    folder = temporary_folder(output)
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(folder.resolve())


def make_report(task: Task) -> Report:
    """Build one organization's brief and return a report; never raises."""
    started, spent = time.monotonic(), cpu_seconds()
    reset_peak_memory()
    put_in_force(task.limits)
    apply_limits(task.limits)
    try:
        report = _build(task)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except _WrongOrganizationError as error:
        report = _failed(task, Reason.CHANGED, str(error))
    except ReportgenError as error:
        reason = next((kind for cls, kind in _KINDS if isinstance(error, cls)), Reason.EXCEPTION)
        report = _failed(task, reason, str(error), error.diagnostics)
    except OSError as error:
        where = f": {Path(os.fsdecode(error.filename)).name}" if error.filename else ""
        report = _failed(task, Reason.ENVIRONMENT, f"{error.strerror or error}{where}")
    except Exception as error:  # noqa: BLE001  (one organization's failure must not affect another)
        import traceback

        report = _failed(
            task,
            Reason.EXCEPTION,
            f"a bug in reportgen: {error or type(error).__name__}",
            trace=traceback.format_exc(),
        )
    finally:
        shutil.rmtree(task.staging, ignore_errors=True)
    return replace(
        report,
        seconds=time.monotonic() - started,
        cpu_seconds=cpu_seconds() - spent,
        peak_mb=peak_memory_mb(),
    )


def _build(task: Task) -> Report:
    target: dict[str, Any] = {}

    def describe(analysed: Analysed) -> Mapping[str, Any]:
        organization = analysed.configuration.organization.id
        if organization != task.organization:
            raise _WrongOrganizationError(
                f"the configuration changed while it was read: `{task.organization}` "
                f"has become `{organization}`"
            )
        _link_current(task.options.output / organization, task.staging / organization)
        inputs = input_parts(analysed)
        target[INPUTS] = inputs
        target[KEY] = content_key(task.common, inputs)
        return {
            KEY: target[KEY],
            INPUTS: inputs,
            MADE_WITH: dict(task.common),
            SUMMARY: summarize(analysed),
        }

    task.staging.mkdir(parents=True, exist_ok=True)
    staged_options = replace(task.options, output=task.staging)
    result = build_brief(task.job.configuration, staged_options, describe=describe)
    if not result.is_made:
        return _not_made(task, result)
    staged = task.staging / result.organization
    problem = check_edition(staged)
    if problem:
        return _failed(task, Reason.DAMAGED, problem)
    if edition_size(staged) > task.limits.output_bytes:
        most = task.limits.output_bytes / 1e6
        return _failed(task, Reason.OUTPUT_SIZE, f"the files are larger than {most:g} MB in total")
    publish(staged, task.options.output / result.organization)
    return Report(
        organization=result.organization,
        diagnostics=_records(result.diagnostics),
        content_key=str(target[KEY]),
    )


def _link_current(edition: Path, staged: Path) -> None:
    """Link the current edition's files into the staged one, which replaces those it rebuilds."""
    if not edition.is_dir():
        return
    for file in sorted(edition.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            target = staged / file.relative_to(edition)
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(file, target)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _not_made(task: Task, result: BuildResult) -> Report:
    """Return the report of a build that its diagnostics stopped."""
    errors = [item for item in result.diagnostics if item.severity == "error"]
    first = errors[0] if errors else result.diagnostics[0]
    if not has_errors(result.diagnostics):
        reason = Reason.WARNINGS
    elif first.code.startswith("DAT"):
        reason = Reason.DATA
    else:
        reason = Reason.CONFIGURATION
    return _failed(task, reason, first.message, result.diagnostics)


def _failed(
    task: Task,
    reason: Reason,
    message: str,
    diagnostics: tuple[Diagnostic, ...] = (),
    *,
    trace: str = "",
) -> Report:
    return Report(
        organization=task.organization,
        reason=reason,
        message=message,
        diagnostics=_records(diagnostics),
        trace=trace,
    )


def _records(diagnostics: tuple[Diagnostic, ...]) -> tuple[Mapping[str, object], ...]:
    return tuple(diagnostic_record(item) for item in diagnostics)
