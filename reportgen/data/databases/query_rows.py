"""The rows of a query, within the limits for tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen.data.files.stored_value import value_text
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class QueryRows(NamedTuple):
    """The names of a query's columns, and its rows as text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class QueryError(Exception):
    """A query that failed; the subclasses are the reasons, with the details as message."""


class TooLargeError(QueryError):
    """It returns more than the limits allow; the message is the limit."""


class RefusedError(QueryError):
    """It does something other than read; the message is what."""


class StoppedError(QueryError):
    """It was interrupted because it took too long."""


class FailedError(QueryError):
    """The database rejects it, with this message."""


class InUseError(QueryError):
    """Another program has locked the database."""


class DamagedError(QueryError):
    """The file is not a database of its kind, or is damaged."""


def take_rows(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> QueryRows:
    """Return a query's rows as text, in its order.

    Raises
    ------
    TooLargeError
        It has more rows, columns or characters than a table may have.
    """
    most = limits()
    if len(header) > most.table_columns:
        raise TooLargeError(f"{most.table_columns} columns")
    taken: list[tuple[str, ...]] = []
    size = 0
    for row in rows:
        cells = tuple(map(value_text, row))
        size += sum(map(len, cells))
        if len(taken) >= most.table_rows:
            raise TooLargeError(f"{most.table_rows} rows")
        if (len(taken) + 1) * len(header) > most.table_cells:
            raise TooLargeError(f"{most.table_cells} values")
        if size > most.table_bytes:
            raise TooLargeError(f"{most.table_bytes} characters")
        taken.append(cells)
    return QueryRows(tuple(header), tuple(taken))
