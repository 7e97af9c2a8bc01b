"""Run a query on a DuckDB database; requires the extra `duckdb`."""

from __future__ import annotations

from contextlib import closing
from threading import Timer
from typing import TYPE_CHECKING, Any

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

_MEGABYTE = 1_000_000


class NoLibraryError(QueryError):
    """The library that reads DuckDB databases is not installed."""


def query_duckdb(path: Path, query: str) -> QueryRows:
    """Return the rows of a query.

    Parameters
    ----------
    path : Path
        The database; it is opened read-only and stays as it is.
    query : str
        One SELECT. It can't read other files, load extensions or change settings.

    Raises
    ------
    QueryError
        The library is not installed; or the query does something other than read, takes longer
        than `query_seconds`, returns more than a table may have or is not valid; or the
        database is locked or damaged.
    """
    try:
        import duckdb
    except ImportError:
        raise NoLibraryError from None
    try:
        with closing(duckdb.connect(str(path), read_only=True, config=_settings())) as connection:
            statements = connection.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise RefusedError("something other than SELECT")
            timer = Timer(limits().query_seconds, connection.interrupt)
            timer.start()
            try:
                result = connection.execute(statements[0])
                return take_rows([item[0] for item in result.description or ()], _rows(result))
            finally:
                timer.cancel()
    except duckdb.Error as problem:
        raise _named(problem) from None


def duckdb_table_names(path: Path) -> tuple[str, ...]:
    """Return the tables and views of a database; none if they can't be read."""
    try:
        found = query_duckdb(
            path,
            "SELECT table_name FROM information_schema.tables ORDER BY table_name",
        )
    except QueryError:
        return ()
    return tuple(row[0] for row in found.rows)


def _settings() -> dict[str, str]:
    # One thread keeps the rows of a query without ORDER BY in one order.
    return {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_unsigned_extensions": "false",
        "lock_configuration": "true",
        "threads": "1",
        "memory_limit": f"{limits().archive_bytes // _MEGABYTE}MB",
        "temp_directory": "",
    }


def _rows(result: Any) -> Iterator[tuple[Any, ...]]:
    while part := result.fetchmany(1000):
        yield from part


def _named(problem: Exception) -> QueryError:
    """Return what a failure of DuckDB means."""
    import duckdb

    if isinstance(problem, duckdb.InterruptException):
        return StoppedError()
    if isinstance(problem, duckdb.PermissionException):
        return RefusedError("something other than the tables of its database")
    message = str(problem).split("\n", 1)[0]
    if isinstance(problem, duckdb.OutOfMemoryException):
        return FailedError("it needs too much memory")
    if isinstance(problem, duckdb.IOException):
        return InUseError() if "lock" in message.casefold() else DamagedError()
    if isinstance(problem, (duckdb.SerializationException, duckdb.FatalException)):
        return DamagedError()
    return FailedError(message)
