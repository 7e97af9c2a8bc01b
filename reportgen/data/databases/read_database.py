"""Read a database as a metric file: the rows of a query, or an error."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import PurePath
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.databases.duckdb_query import (
    NoLibraryError,
    duckdb_table_names,
    query_duckdb,
)
from reportgen.data.databases.query_rows import (
    DamagedError,
    FailedError,
    InUseError,
    QueryError,
    RefusedError,
    StoppedError,
)
from reportgen.data.databases.query_text import check_query, query_fault
from reportgen.data.databases.sqlite_query import query_sqlite, table_names
from reportgen.data.files.grid import Grid, Row
from reportgen.data.findings import error, listed, shorten
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reportgen.data.databases.query_rows import QueryRows

_ENDINGS = frozenset({".sqlite", ".sqlite3", ".db", ".db3", ".s3db", ".duckdb", ".ddb"})
_JOURNAL = re.compile(r"(.+?)(?:-wal|-shm|-journal|\.wal)")
_HEAD = 16


class _Kind(NamedTuple):
    """A kind of database: its name, functions to query it, and the endings of its journals."""

    name: str
    query: Callable[[Path, str], QueryRows]
    tables: Callable[[Path], tuple[str, ...]]
    journals: tuple[str, ...]


_SQLITE = _Kind("SQLite", query_sqlite, table_names, ("-wal", "-journal"))
_DUCKDB = _Kind("DuckDB", query_duckdb, duckdb_table_names, (".wal",))


def is_database(name: str) -> bool:
    """Return whether a file's name is that of a database, or of a journal of one."""
    found = _JOURNAL.fullmatch(name)
    return PurePath(found[1] if found else name).suffix.casefold() in _ENDINGS


def read_database(path: Path, name: str, query: str | None, place: Place | None) -> Grid:
    """Return the rows of a query; line 1 is the header, as in a CSV file.

    Parameters
    ----------
    path : Path
        The database.
    name : str
        Its name in the configuration.
    query : str or None
        One SELECT; None if the configuration gives none, which is an error.
    place : Place or None
        Of the query in the configuration.

    Returns
    -------
    Grid
        With an error in `found` if there are no rows to use.
    """
    journal = _JOURNAL.fullmatch(name)
    if journal is not None and is_database(name):
        return _failed(name, _is_journal(name, journal[1]))
    digest = _digest(path, name)
    if isinstance(digest, Diagnostic):
        return _failed(name, digest)
    kind = _kind(path)
    if kind is None:
        return _failed(name, _no_database(name))
    problem = _open_changes(path, name, kind)
    if problem is not None:
        return _failed(name, problem, sha256=digest)
    if query is None:
        tables = kind.tables(path)
        return replace(_failed(name, _no_query(name, tables, place)), tables=tables)
    problem = check_query(query, place)
    if problem is not None:
        return _failed(name, problem, sha256=digest)
    try:
        found = kind.query(path, query)
    except QueryError as failure:
        return _failed(name, _reason(failure, path, name, kind, query, place), sha256=digest)
    if _digest(path, name) != digest:
        return _failed(name, _in_use(name, "it changed while it was read"))
    return Grid(
        name=name,
        sha256=digest,
        rows=(
            Row(1, found.header),
            *(Row(line, cells) for line, cells in enumerate(found.rows, start=2)),
        ),
    )


def rows_sha256(rows: Sequence[Row]) -> str:
    """Return the SHA-256 of a query's rows, header included, as JSON."""
    text = json.dumps([row.cells for row in rows], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _digest(path: Path, name: str) -> str | Diagnostic:
    place, most = Place(file=name), limits().database_bytes
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):
            return error("DAT004", f"expected a file: {name}", place, "name the file itself")
        if state.st_size > most:
            return error(
                "DAT010",
                f"the database has {state.st_size // 1_000_000} MB; at most {most / 1e6:g} MB are "
                "read",
                place,
                "export what the brief needs into a database of its own",
            )
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return error("DAT006", f"the file can't be read: {name}", place, "check its permissions")


def _kind(path: Path) -> _Kind | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head == b"SQLite format 3\0":
        return _SQLITE
    return _DUCKDB if head[8:12] == b"DUCK" else None


def _open_changes(path: Path, name: str, kind: _Kind) -> Diagnostic | None:
    """Return an error if a journal next to a database has changes that the file lacks."""
    for ending in kind.journals:
        journal = path.with_name(path.name + ending)
        if journal.is_file() and journal.stat().st_size > 0:
            return _in_use(name, f"{PurePath(name).name}{ending} has changes that it lacks")
    return None


def _no_query(name: str, tables: Sequence[str], place: Place | None) -> Diagnostic:
    return error(
        "DAT090",
        f"{name} is a database, and no `query` says which rows to read",
        place or Place(file=name),
        "add `query: SELECT … FROM …` to the metric; for anything else, save the table as CSV",
        note=_listed(tables),
    )


def _listed(tables: Sequence[str]) -> str:
    names = listed([f"`{shorten(table)}`" for table in tables])
    return f"its tables are {names}" if names else ""


def _reason(
    failure: QueryError, path: Path, name: str, kind: _Kind, query: str, place: Place | None
) -> Diagnostic:
    """Return the error that a failure of a query is."""
    if isinstance(failure, FailedError):
        return query_fault(query, shorten_message(failure), place, note=_listed(kind.tables(path)))
    if isinstance(failure, InUseError):
        return _in_use(name, "another program has locked it")
    if isinstance(failure, DamagedError):
        return _no_database(name)
    if isinstance(failure, NoLibraryError):
        return error(
            "DAT097",
            f"{name} is a DuckDB database, and the library that reads them is not installed",
            Place(file=name),
            "run `pip install duckdb`, or save the table as CSV",
        )
    if isinstance(failure, RefusedError):
        return error(
            "DAT093",
            f"a query may only read its own database; this one uses {failure}",
            place,
            "write one `SELECT …` of the tables in the file",
        )
    if isinstance(failure, StoppedError):
        return error(
            "DAT095",
            f"the query was stopped after {limits().query_seconds:g} seconds",
            place,
            "add an index or a condition, or join the tables by their keys",
        )
    return error(
        "DAT010",
        f"the query returns more than {failure}",
        place,
        "add up in the query what the brief needs by month",
    )


def shorten_message(failure: FailedError) -> str:
    """Return a database's message in one line."""
    words = " ".join(str(failure).split())
    return words if len(words) <= 200 else f"{words[:200]}…"


def _is_journal(name: str, database: str) -> Diagnostic:
    return error(
        "DAT091",
        f"{name} is the journal of a database",
        Place(file=name),
        f"name the database itself: `{database}`",
    )


def _no_database(name: str) -> Diagnostic:
    return error(
        "DAT091",
        f"{name} is not a SQLite or DuckDB database, or is damaged",
        Place(file=name),
        "copy it again, while no program has it open; for another kind of database, save the "
        "table as CSV",
    )


def _in_use(name: str, why: str) -> Diagnostic:
    return error(
        "DAT092",
        f"the database {name} is in use: {why}",
        Place(file=name),
        "close the program that uses it, or make a copy with `sqlite3 FILE '.backup COPY'` and "
        "name that",
    )


def _failed(name: str, *found: Diagnostic, sha256: str = "") -> Grid:
    return Grid(name=name, sha256=sha256, found=found)
