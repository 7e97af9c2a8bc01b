"""A report's input and output as bytes, for machines that share no folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.batch.atomic_replace import publish
from reportgen.batch.edition_check import check_edition
from reportgen.batch.job import Job, Report, Task
from reportgen.config.loader import load_configuration
from reportgen.edition.atomic_write import write_atomically
from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from reportgen.limits import Limits
    from reportgen.pipeline import BuildOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Everything that one report is made from; file names are relative and stay inside."""

    organization: str
    name: str
    configuration: bytes
    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    options: BuildOptions
    limits: Limits
    common: Mapping[str, Any]
    shown: str


def pack(task: Task) -> Parcel:
    """Return a task with the bytes of its configuration, its data and the user's templates.

    What can't be found is left out; the report then says so, as it would here.
    """
    path = task.job.configuration
    loaded = load_configuration(path, data_roots=task.options.data_roots).configuration
    found = loaded.files if loaded is not None else {}
    folder = task.options.templates
    templates = [item for item in folder.rglob("*") if item.is_file()] if folder else []
    return Parcel(
        organization=task.organization,
        name=path.name,
        configuration=path.read_bytes(),
        files={name: item.read_bytes() for name, item in found.items()},
        templates={
            item.relative_to(folder).as_posix(): item.read_bytes() for item in templates if folder
        },
        options=replace(task.options, data_roots=(), templates=None),
        limits=task.limits,
        common=task.common,
        shown=task.job.shown,
    )


def unpack(parcel: Parcel, folder: Path) -> Task:
    """Write a parcel's files into a folder, and return the task that works there."""
    inputs, templates, output = folder / "inputs", folder / "templates", folder / "output"
    for path in (inputs, output):
        path.mkdir()
    _write(inputs, {parcel.name: parcel.configuration, **parcel.files})
    if parcel.templates:
        _write(templates, parcel.templates)
    (output / ".batch").mkdir()
    return Task(
        job=Job(configuration=inputs / parcel.name, shown=parcel.shown),
        organization=parcel.organization,
        options=replace(
            parcel.options, output=output, templates=templates if parcel.templates else None
        ),
        staging=output / ".batch" / "staging",
        limits=parcel.limits,
        common=parcel.common,
    )


def install(task: Task, report: Report) -> Report:
    """Put an edition in place that came back with a report, after the same check.

    Raises
    ------
    ReportgenError
        The files are not those that their manifest names.
    """
    staged = task.staging / report.organization
    staged.mkdir(parents=True, exist_ok=True)
    for name, content in report.parcel.items():
        path = _inside(staged, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    problem = check_edition(staged)
    if problem or report.organization != task.organization:
        raise ReportgenError(problem or "the report is about another organization")
    publish(staged, task.options.output / report.organization)
    return replace(report, parcel={})


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = _inside(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _inside(folder: Path, name: str) -> Path:
    """Return a file's place below a folder that its name can't lead out of."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or path == folder.resolve():
        raise ReportgenError(f"the file name `{name}` leads out of its folder")
    return path
