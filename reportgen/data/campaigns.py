"""The file that lists an organization's campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.columns import find_column
from reportgen.data.dates import read_dates
from reportgen.data.findings import error, finding, listed
from reportgen.data.numbers import read_numbers
from reportgen.diagnostics import Diagnostic, has_errors
from reportgen.model.series import Campaign, CampaignList

if TYPE_CHECKING:
    from reportgen.data.csv_table import Table
    from reportgen.model.configuration import CampaignFile, Configuration

_MOST_FAULTS = 5


def read_campaigns(
    table: Table, given: CampaignFile, configuration: Configuration
) -> tuple[CampaignList | None, tuple[Diagnostic, ...]]:
    """Return the campaigns, the oldest first; None where the file has errors.

    A campaign without a value is left out, and the reader of the brief is told.
    """
    positions: list[int] = []
    found: list[Diagnostic] = []
    for key, column in (("name", given.name), ("date", given.date), ("value", given.value)):
        position = find_column(table, column, configuration.place("campaigns", key))
        if isinstance(position, Diagnostic):
            found.append(position)
        else:
            positions.append(position)
    if found:
        return None, tuple(found)
    name, day, value = positions
    dates = read_dates([row.cells[day] for row in table.rows])
    numbers = read_numbers([row.cells[value] for row in table.rows], is_whole=True)
    for at, faults in ((day, dates.faults), (value, numbers.faults)):
        for fault in faults[:_MOST_FAULTS]:
            place = table.place(table.rows[fault.position].line, at)
            message = f"column `{table.header[at]}`: {fault.message}"
            found.append(error(fault.code, message, place, fault.help))
    campaigns: list[Campaign] = []
    without: list[int] = []
    for row, span, number in zip(table.rows, dates.spans, numbers.values, strict=True):
        if number is None:
            without.append(row.line)
        elif span is None or not row.cells[name].strip():
            found.append(_incomplete(table, row.line))
        else:
            title = " ".join(row.cells[name].split())
            item = Campaign(name=title, on=span.first, value=number, file=given.file, row=row.line)
            campaigns.append(item)
    if has_errors(found):
        return None, tuple(found)
    found += _without_value(table, without, is_complete=given.is_complete)
    campaigns.sort(key=lambda item: (item.on, item.row))
    result = CampaignList(
        campaigns=tuple(campaigns),
        column=given.value,
        unit=given.unit,
        is_complete=given.is_complete and not without,
    )
    return result, tuple(found)


def _incomplete(table: Table, line: int) -> Diagnostic:
    return error(
        "DAT060",
        "a campaign without a name or a date",
        table.place(line),
        "fill in both, or delete the row",
    )


def _without_value(table: Table, lines: list[int], *, is_complete: bool) -> list[Diagnostic]:
    if not lines:
        return []
    named = listed([str(line) for line in lines])
    return [
        finding(
            "DAT061",
            f"{len(lines)} campaigns without a value were left out (line {named} of {table.name})",
            table.place(lines[0]),
            "fill in what they reached",
            note="the list does not count as complete" if is_complete else "",
        )
    ]
