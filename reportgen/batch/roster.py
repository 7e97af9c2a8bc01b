"""Generate jobs from a roster: one row per organization, applied to a base configuration.

The result is written as ordinary configurations next to their own data, so that each brief can
be built, checked and verified by itself.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportgen.batch.job import Job
from reportgen.batch.output_lock import FOLDER
from reportgen.batch.split_file import LongFile, split_file
from reportgen.config.naming import shorten
from reportgen.config.override import BaseConfiguration, UnknownPlaceError, load_base
from reportgen.config.to_model import slug
from reportgen.data.files.csv_table import parse_table
from reportgen.data.files.file_text import decode, read_bytes
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.edition.atomic_write import write_atomically
from reportgen.errors import ConfigError, DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table

INPUTS = "inputs"
ID = "organization.id"
_FOLDER_NAME = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")
"""The pattern of `organization: id`, checked here because it names a folder first."""
_HELP_ROW = "correct the roster; docs/how-to/run-a-batch.md shows an example"
_HELP_ID = (
    "give the roster a column `organization.id` with an id of its own in this row: lower-case "
    "letters, digits and hyphens, such as `kyiv`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A roster and how to read it.

    Attributes
    ----------
    organization_column : str
        The column that names the organization, in the roster and in long data files.
    columns : mapping of key to column
        Keys set from columns of another name; a column with a dot in its name is a key.
    """

    path: Path
    base: Path
    organization_column: str
    columns: Mapping[str, str] = field(default_factory=dict)
    data_roots: Sequence[Path] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """One row: the organization's name in data files, its id, and the keys it changes."""

    label: str
    id: str
    changes: Mapping[str, str]
    line: int


def jobs_of_roster(
    roster: Roster, output: Path, *, remark: Callable[[str], None] = lambda _: None
) -> tuple[Job, ...]:
    """Return one job per row, and write its configuration and data below the output.

    Parameters
    ----------
    roster : Roster
        The roster with its base configuration.
    output : Path
        The output folder, locked by the batch.
    remark : callable
        Called with each remark for the user, such as unused columns.

    Raises
    ------
    ConfigError
        The base or the head of the roster is wrong; `diagnostics` has all problems. A wrong row
        is a job with problems.
    DataError
        A file can't be read.
    """
    table = _read(roster.path)
    keys = _keys(roster, table)
    members = [
        _member(row, table.header.index(roster.organization_column), keys) for row in table.rows
    ]
    base = load_base(roster.base)
    long_files = _split(roster, base)
    _remark_unused_columns(table, roster, keys, remark)
    _remark_unknown_organizations(long_files, members, remark)
    folder = output / FOLDER / INPUTS
    used = _uses(members)
    jobs = tuple(_job(member, used, roster, base, long_files, folder) for member in members)
    _remove_obsolete(folder, set(used))
    return jobs


def _read(path: Path) -> Table:
    data = read_bytes(path, path.name)
    content = data if isinstance(data, Diagnostic) else decode(data, path.name)
    found: tuple[Diagnostic, ...] = ()
    if not isinstance(content, Diagnostic):
        table, found = parse_table(content.text, path.name)
        if table is not None:
            return table
    raise DataError(
        f"{path.name} can't be read",
        (content,) if isinstance(content, Diagnostic) else found,
    )


def _keys(roster: Roster, table: Table) -> dict[str, int]:
    """Return the column index of each key that rows change."""
    wanted = {name: name for name in table.header if "." in name} | dict(roster.columns)
    head = table.place(table.header_line)
    problems = [
        _problem(f"the roster has no column `{column}`", head)
        for column in sorted({*wanted.values(), roster.organization_column})
        if column not in table.header
    ]
    if problems:
        raise ConfigError("nothing was built", tuple(problems))
    return {key: table.header.index(column) for key, column in wanted.items()}


def _uses(members: Sequence[_Member]) -> dict[str, list[_Member]]:
    """Return the rows that use each id."""
    found: dict[str, list[_Member]] = {}
    for member in members:
        found.setdefault(member.id, []).append(member)
    return found


def _problem_of(member: _Member, used: Mapping[str, Sequence[_Member]]) -> str:
    """Return what is wrong with a row's id; empty if it can name a folder of its own."""
    if not member.label and not member.id:
        return "the row has no organization"
    if not member.id:
        return f"no folder name can be made from `{shorten(member.label)}`"
    if not _FOLDER_NAME.fullmatch(member.id):
        return (
            f"`{shorten(member.id)}` can't name a folder; an id has at most 60 lower-case "
            "letters, digits and hyphens"
        )
    others = [str(other.line) for other in used[member.id] if other is not member]
    if others:
        return f"the id `{member.id}` is also that of line {', '.join(others)}"
    return ""


def _member(row: Row, column: int, keys: Mapping[str, int]) -> _Member:
    """Return a row's organization; a blank cell keeps the base's value."""
    label = row.cells[column].strip()
    changes = {key: row.cells[at].strip() for key, at in keys.items() if row.cells[at].strip()}
    found = changes.setdefault(ID, slug(label))
    return _Member(label=label or found, id=found, changes=changes, line=row.line)


def _split(roster: Roster, base: BaseConfiguration) -> dict[str, LongFile]:
    """Split every data file of the base that has the organization column."""
    found = {}
    for name in base.data_files():
        paths = [root / name for root in (roster.base.parent, *roster.data_roots)]
        path = next((item for item in paths if item.is_file()), None)
        split = split_file(path, name, roster.organization_column) if path else None
        if split is not None:
            if PurePath(name).is_absolute() or ".." in PurePath(name).parts:
                raise ConfigError("nothing was built", (_outside(roster, name),))
            found[name] = split
    return found


def _outside(roster: Roster, name: str) -> Diagnostic:
    """Return the error for a file that would be written outside an organization's folder."""
    return Diagnostic(
        code="BAT003",
        severity=Severity.ERROR,
        message=f"`{shorten(name)}` has rows of many organizations and is outside the folder",
        place=Place(file=roster.base.name),
        help="name it without `..`, and give its folder with `--data-root`",
    )


def _job(
    member: _Member,
    used: Mapping[str, Sequence[_Member]],
    roster: Roster,
    base: BaseConfiguration,
    long_files: Mapping[str, LongFile],
    folder: Path,
) -> Job:
    """Return a row's job; a wrong row fails alone, so that the others are built."""
    if problem := _problem_of(member, used):
        return _wrong(member, roster, problem, _HELP_ID)
    try:
        changed = base.with_changes(member.changes)
    except UnknownPlaceError as error:
        return _wrong(member, roster, str(error), _HELP_ROW)
    # A metric without rows for this organization would be an error in every such brief. It is
    # removed, unless none would remain: then the error says what is missing.
    empty = {name for name, file in long_files.items() if not file.has(member.label)}
    silent = frozenset(
        metric for name, metrics in base.data_files().items() if name in empty for metric in metrics
    )
    kept = changed.without_metrics(silent) if silent else changed
    own = kept if kept.has_metrics() else changed
    here = folder / member.id
    note = f"made from {roster.base.name} and line {member.line} of {roster.path.name}"
    _write(here / f"{member.id}.yaml", own.text(f"{note}; changes here are lost"))
    for name, file in long_files.items():
        _write(here / name, file.part(member.label))
    return Job(configuration=here / f"{member.id}.yaml", shown=f"{member.id}.yaml", note=note)


def _wrong(member: _Member, roster: Roster, message: str, fix: str) -> Job:
    place = Place(file=roster.path.name, line=member.line)
    return Job(
        configuration=roster.path,
        name=member.label,
        shown=f"{roster.path.name}:{member.line}",
        problems=(_problem(message, place, fix),),
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file unless its content is unchanged."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)


def _remove_obsolete(folder: Path, ids: set[str]) -> None:
    """Remove the inputs of organizations that are no longer in the roster."""
    for item in folder.iterdir() if folder.is_dir() else ():
        if item.is_dir() and item.name not in ids:
            shutil.rmtree(item, ignore_errors=True)


def _remark_unused_columns(
    table: Table, roster: Roster, keys: Mapping[str, int], remark: Callable[[str], None]
) -> None:
    used = {table.header[at] for at in keys.values()} | {roster.organization_column}
    unused = [name for name in table.header if name not in used]
    if unused:
        names = ", ".join(f"`{name}`" for name in unused)
        remark(f"columns of {roster.path.name} that change nothing: {names}")


def _remark_unknown_organizations(
    long_files: Mapping[str, LongFile], members: Sequence[_Member], remark: Callable[[str], None]
) -> None:
    known = {member.label for member in members}
    for name, file in long_files.items():
        unknown = [label for label in file.lines if label not in known]
        if unknown:
            some = ", ".join(f"`{label}`" for label in sorted(unknown)[:3])
            remark(f"{name} has rows of {len(unknown)} organizations not in the roster: {some}")


def _problem(message: str, place: Place, fix: str = _HELP_ROW) -> Diagnostic:
    return Diagnostic(
        code="BAT003", severity=Severity.ERROR, message=message, place=place, help=fix
    )
