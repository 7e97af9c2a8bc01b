"""Bundle the input and output of a report, for machines without a shared folder."""

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
class TaskBundle:
    """All inputs of one report; file names are relative and stay inside their folder."""

    organization: str
    name: str
    configuration: bytes
    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    options: BuildOptions
    limits: Limits
    common: Mapping[str, Any]
    shown: str


def pack(task: Task) -> TaskBundle:
    """Bundle a task with the bytes of its configuration, data and custom templates.

    Missing files are left out; the report then names them, as it would on this machine.
    """
    path = task.job.configuration
    loaded = load_configuration(path, data_roots=task.options.data_roots).configuration
    found = loaded.files if loaded is not None else {}
    folder = task.options.templates
    templates = [item for item in folder.rglob("*") if item.is_file()] if folder else []
    return TaskBundle(
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


def unpack(bundle: TaskBundle, folder: Path) -> Task:
    """Extract a bundle into a folder, and return the task that uses it."""
    inputs, templates, output = folder / "inputs", folder / "templates", folder / "output"
    for path in (inputs, output):
        path.mkdir()
    _write(inputs, {bundle.name: bundle.configuration, **bundle.files})
    if bundle.templates:
        _write(templates, bundle.templates)
    (output / ".batch").mkdir()
    return Task(
        job=Job(configuration=inputs / bundle.name, shown=bundle.shown),
        organization=bundle.organization,
        options=replace(
            bundle.options, output=output, templates=templates if bundle.templates else None
        ),
        staging=output / ".batch" / "staging",
        limits=bundle.limits,
        common=bundle.common,
    )


def install(task: Task, report: Report) -> Report:
    """Check and publish an edition that came back with a report.

    Raises
    ------
    ReportgenError
        The files do not match their manifest.
    """
    staged = task.staging / report.organization
    staged.mkdir(parents=True, exist_ok=True)
    for name, content in report.files.items():
        path = _inside(staged, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    problem = check_edition(staged)
    if problem or report.organization != task.organization:
        raise ReportgenError(problem or "the report is about another organization")
    publish(staged, task.options.output / report.organization)
    return replace(report, files={})


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = _inside(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _inside(folder: Path, name: str) -> Path:
    """Return a path below a folder; refuse a name that leads outside (path traversal)."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or path == folder.resolve():
        raise ReportgenError(f"the file name `{name}` is outside its folder")
    return path
