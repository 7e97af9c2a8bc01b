"""Run a query on a SQLite database, restricted to reading that database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportgen.data.databases.query_rows import (
    DamagedError,
    FailedError,
    InUseError,
    QueryError,
    QueryRows,
    RefusedError,
    StoppedError,
    take_rows,
)
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAL_MODE = 2
"""Bytes 18 and 19 of a file in write-ahead mode, which can't be opened without two more files."""
_STEPS = 1000
"""Steps of SQLite's virtual machine between two checks of the time, which cost less."""
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN = frozenset({"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"})
_ACTIONS = {
    sqlite3.SQLITE_ATTACH: "ATTACH",
    sqlite3.SQLITE_DELETE: "DELETE",
    sqlite3.SQLITE_INSERT: "INSERT",
    sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_UPDATE: "UPDATE",
}
_LONGEST_TEXT = 1_000_000
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0),
)


class _Guard:
    """Restricts what a query may do, and for how long."""

    def __init__(self) -> None:
        self.refused = ""
        self.is_late = False
        self._end = monotonic() + limits().query_seconds

    def authorize(self, action: int, _: str | None, name: str | None, *__: str | None) -> int:
        """Allow reading, and functions that touch nothing outside the query."""
        if action in _READING:
            return sqlite3.SQLITE_OK
        is_function = action == sqlite3.SQLITE_FUNCTION
        if is_function and (name or "").casefold() not in _FORBIDDEN:
            return sqlite3.SQLITE_OK
        what = name if is_function else _ACTIONS.get(action)
        self.refused = self.refused or what or "something other than SELECT"
        return sqlite3.SQLITE_DENY

    def rows(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in time: a few slow steps for each are too few for SQLite to ask."""
        for row in cursor:
            if self.check_time():
                raise StoppedError
            yield row

    def check_time(self) -> int:
        """Return whether to interrupt the query, which SQLite asks from time to time."""
        self.is_late = self.is_late or monotonic() > self._end
        return int(self.is_late)


def query_sqlite(path: Path, query: str) -> QueryRows:
    """Return the rows of a query.

    Parameters
    ----------
    path : Path
        The database; it is opened read-only and stays as it is.
    query : str
        One SELECT.

    Raises
    ------
    QueryError
        The query does something other than read, takes longer than `query_seconds`, returns
        more than a table may have or is not valid; or the database is locked or damaged.
    """
    guard = _Guard()
    try:
        with closing(_connect(path)) as connection:
            for option, most in _LIMITS:
                connection.setlimit(option, most)
            connection.set_authorizer(guard.authorize)
            connection.set_progress_handler(guard.check_time, _STEPS)
            cursor = connection.execute(query)
            if cursor.description is None:
                raise RefusedError("something other than SELECT")
            return take_rows([item[0] for item in cursor.description], guard.rows(cursor))
    except (sqlite3.Error, sqlite3.Warning, UnicodeError) as problem:
        raise _named(problem, guard) from None


def table_names(path: Path) -> tuple[str, ...]:
    """Return the tables and views of a database; none if they can't be read."""
    try:
        found = query_sqlite(
            path,
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
            "AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name",
        )
    except QueryError:
        return ()
    return tuple(row[0] for row in found.rows)


def _connect(path: Path) -> sqlite3.Connection:
    with path.open("rb") as file:
        head = file.read(20)
    # Nothing changes such a file as long as it has no journal, which was checked.
    more = "&immutable=1" if _WAL_MODE in head[18:20] else ""
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode=ro{more}", uri=True, timeout=1, isolation_level=None
    )
    for setting in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _named(problem: Exception, guard: _Guard) -> QueryError:
    """Return what a failure of SQLite means."""
    if guard.refused:
        return RefusedError(guard.refused)
    if guard.is_late:
        return StoppedError()
    code = getattr(problem, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return InUseError()
    if code is not None and code & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
    ):
        return DamagedError()
    return FailedError(str(problem))
