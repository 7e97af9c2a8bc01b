"""Read the file of dated role holdings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.data.files.columns import find_column, select_rows
from reportgen.data.findings import error, finding, on_lines, remark
from reportgen.data.values.dates import read_dates
from reportgen.diagnostics import Diagnostic, has_errors
from reportgen.model.committee import Holding, HoldingList, Term
from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.model.committee import HoldingsFile
    from reportgen.model.configuration import Configuration
    from reportgen.model.frequency import DateSpan

# A file in an unexpected format has a fault in every row; a few are enough to see why.
_MOST_FAULTS = 5
# This many roles with the first date of the file suggest that only the records began then.
_FEWEST_TOGETHER = 3
_KEY = ("committee", "holdings")
# Cells, in addition to empty ones, that mean that a role is still held.
_STILL = frozenset(
    {"-", "–", "—", "?", "actual", "actualidad", "current", "hoy", "now", "ongoing", "presente"}
    | {"present", "still", "to date", "today"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    person: int
    role: int
    start: int
    end: int
    reports_to: int | None
    group: int | None


def read_holdings(
    table: Table, given: HoldingsFile, configuration: Configuration
) -> tuple[HoldingList | None, tuple[Diagnostic, ...]]:
    """Return the role holdings in the order of the file; None if the file has errors.

    A row without a person is a vacant role. If `privacy` hides members, diagnostics quote no
    lines, because lines contain names.
    """
    holdings, found = _read(table, given, configuration)
    if configuration.privacy.hides_members:
        found = [
            replace(item, place=replace(item.place, text="")) if item.place else item
            for item in found
        ]
    if has_errors(found) or holdings is None:
        return None, tuple(found)
    at = _column(table, given.person)
    column = table.header[at] if at >= 0 else given.person
    return HoldingList(holdings=tuple(holdings), file=given.file, column=column), tuple(found)


def _read(
    table: Table, given: HoldingsFile, configuration: Configuration
) -> tuple[list[Holding] | None, list[Diagnostic]]:
    columns = _find_columns(table, given, configuration)
    if isinstance(columns, list):
        return None, columns
    places = [configuration.place(*_KEY, "where", name) for name, _ in given.where]
    rows = select_rows(table, given.where, places)
    if isinstance(rows, Diagnostic):
        return None, [rows]
    spans, found = _dates(table, rows, columns)
    groups = {_cell(row, columns.group) for row in rows}
    holdings: list[Holding] = []
    for row, (start, end) in zip(rows, spans, strict=True):
        person, role = _cell(row, columns.person), _cell(row, columns.role)
        if not role:
            if person or start or end:
                found.append(_without_role(table, row, columns))
            continue
        group = _cell(row, columns.group) if len(groups) > 1 else ""
        holdings.append(
            Holding(
                member=person,
                role=f"{group}: {role}" if group else role,
                term=Term(
                    first=None if start is None else start.first,
                    end=_first_day_out(end, is_named=given.is_first_day_out is True),
                ),
                reports_to=_above(_cell(row, columns.reports_to), group),
                row=row.line,
            )
        )
    if not holdings and not found:
        found.append(_without_role(table, rows[0], columns))
    found += _ends_before_starts(table, holdings, columns)
    found += _unknown_above(table, holdings, columns)
    if given.is_first_day_out is None:
        found += _handed_over_on_one_day(holdings, configuration)
    found += _begun_with_the_file(table, holdings, columns)
    return holdings, found


def _find_columns(
    table: Table, given: HoldingsFile, configuration: Configuration
) -> _Columns | list[Diagnostic]:
    wanted = {
        "person": given.person,
        "role": given.role,
        "from": given.start,
        "until": given.end,
    }
    wanted |= {
        key: name or key
        for key, name in (("reports_to", given.reports_to), ("group", given.group))
        if name or _column(table, key) >= 0
    }
    if any(name == "group" for name, _ in given.where) and given.group is None:
        wanted.pop("group", None)
    found: dict[str, int] = {}
    missing: list[Diagnostic] = []
    for key, name in wanted.items():
        place = configuration.place(*_KEY, key)
        position = _column(table, name)
        at = position if position >= 0 else find_column(table, name, place)
        if isinstance(at, Diagnostic):
            missing.append(at)
        else:
            found[key] = at
    if missing:
        return missing
    return _Columns(
        person=found["person"],
        role=found["role"],
        start=found["from"],
        end=found["until"],
        reports_to=found.get("reports_to"),
        group=found.get("group"),
    )


def _column(table: Table, name: str) -> int:
    """Return the position of a column, ignoring case; -1 unless exactly one matches."""
    folded = [cell.strip().casefold().replace(" ", "_") for cell in table.header]
    wanted = name.strip().casefold().replace(" ", "_")
    return folded.index(wanted) if folded.count(wanted) == 1 else -1


def _cell(row: Row, column: int | None) -> str:
    return "" if column is None else " ".join(row.cells[column].split())


def _above(role: str, group: str) -> str | None:
    if not role:
        return None
    return f"{group}: {role}" if group else role


def _dates(
    table: Table, rows: Sequence[Row], columns: _Columns
) -> tuple[list[tuple[DateSpan | None, DateSpan | None]], list[Diagnostic]]:
    """Return the dates of each row; both columns have the same order of day and month."""
    cells = [row.cells[columns.start] for row in rows]
    ends = [row.cells[columns.end] for row in rows]
    cells += ["" if cell.strip().casefold() in _STILL else cell for cell in ends]
    dates = read_dates(cells)
    found = []
    for fault in dates.faults[:_MOST_FAULTS]:
        is_end, at = divmod(fault.position, len(rows))
        column = columns.end if is_end else columns.start
        found.append(
            error(
                fault.code,
                f"column `{table.header[column]}`: {fault.message}",
                table.cell_place(rows[at], column),
                fault.help,
            )
        )
    size = len(rows)
    return list(zip(dates.spans[:size], dates.spans[size:], strict=True)), found


def _first_day_out(end: DateSpan | None, *, is_named: bool) -> date | None:
    """Return the first day after a holding; a month or a year ends with its last day."""
    if end is None:
        return None
    return end.first if is_named else end.last + timedelta(days=1)


def _without_role(table: Table, row: Row, columns: _Columns) -> Diagnostic:
    return error(
        "DAT111",
        "a row without a role",
        table.cell_place(row, columns.role),
        "fill it in, such as `Member`, or delete the row",
    )


def _ends_before_starts(
    table: Table, holdings: Sequence[Holding], columns: _Columns
) -> list[Diagnostic]:
    return [
        error(
            "DAT112",
            f"the role was held until a day before it began, {item.term.first.isoformat()}",
            table.place(item.row, columns.end),
            "swap the two dates, or fix one; where `until` is the first day out of the role, "
            "set `until_is: first_day_out`",
        )
        for item in holdings
        if item.term.first and item.term.end and item.term.end <= item.term.first
    ][:_MOST_FAULTS]


def _unknown_above(
    table: Table, holdings: Sequence[Holding], columns: _Columns
) -> list[Diagnostic]:
    titles = {item.role for item in holdings}
    return [
        finding(
            "DAT113",
            f"the role above, `{item.reports_to}`, is in no row as a role",
            table.place(item.row, columns.reports_to),
            "write the role above as its own rows have it, or leave the cell empty",
            in_brief=False,
        )
        for item in holdings
        if item.reports_to is not None and item.reports_to not in titles
    ][:_MOST_FAULTS]


def _begun_with_the_file(
    table: Table, holdings: Sequence[Holding], columns: _Columns
) -> list[Diagnostic]:
    """Return a remark if many roles begin on the first day: the records may begin there."""
    starts = [item.term.first for item in holdings]
    spans = read_dates([row.cells[columns.start] for row in table.rows]).spans
    first = min((span.first for span in spans if span is not None), default=None)
    if first is None or starts.count(first) < _FEWEST_TOGETHER:
        return []
    message = Message(
        "{count} roles of {file} begin on its first day, {day}; if they began earlier, people had "
        "been on the committee for longer than the brief says",
        count=str(starts.count(first)),
        file=table.name,
        day=first,
    )
    return [remark("DAT115", message, table.place(table.header_line))]


def _handed_over_on_one_day(
    holdings: Sequence[Holding], configuration: Configuration
) -> list[Diagnostic]:
    """Warn if a role ends on the day on which it begins for another holder."""
    starts: dict[str, set[date]] = {}
    for item in holdings:
        if item.term.first is not None:
            starts.setdefault(item.role, set()).add(item.term.first)
    lines = [
        item.row
        for item in holdings
        if item.term.end is not None
        and item.term.end - timedelta(days=1) in starts.get(item.role, ())
    ]
    if not lines:
        return []
    return [
        finding(
            "DAT114",
            "a role ends on the day on which it begins for another person "
            f"({on_lines(lines)}), and `until` is read as the last day in the role",
            configuration.place(*_KEY),
            "set `until_is: first_day_out`, or `until_is: last_day` if both held it on that day",
            in_brief=False,
        )
    ]
