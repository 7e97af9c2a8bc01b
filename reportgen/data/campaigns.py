"""Read the file that lists an organization's campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.files.columns import find_column
from reportgen.data.findings import error, finding, on_lines
from reportgen.data.values.dates import read_dates
from reportgen.data.values.numbers import read_numbers
from reportgen.diagnostics import Diagnostic, has_errors
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import counted_message
from reportgen.model.series import Campaign, CampaignList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.table import Table
    from reportgen.data.values.dates import DateFault
    from reportgen.data.values.numbers import Fault
    from reportgen.model.configuration import CampaignFile, Configuration

# A column of the wrong kind has the same fault in every row; a few show the pattern.
_MOST_FAULTS = 5


def read_campaigns(
    table: Table, given: CampaignFile, configuration: Configuration
) -> tuple[CampaignList | None, tuple[Diagnostic, ...]]:
    """Return the campaigns, the oldest first; None if the file has errors.

    A campaign without a value is left out, with a finding that the brief reports.
    """
    columns = [
        find_column(table, column, configuration.place("campaigns", key))
        for key, column in (("name", given.name), ("date", given.date), ("value", given.value))
    ]
    missing = tuple(item for item in columns if isinstance(item, Diagnostic))
    if missing:
        return None, missing
    name, day, value = (item for item in columns if isinstance(item, int))
    dates = read_dates([row.cells[day] for row in table.rows])
    numbers = read_numbers([row.cells[value] for row in table.rows], is_whole=True)
    found = [*_faults(table, day, dates.faults), *_faults(table, value, numbers.faults)]
    campaigns: list[Campaign] = []
    without: list[int] = []
    for row, span, number in zip(table.rows, dates.spans, numbers.values, strict=True):
        title = " ".join(row.cells[name].split())
        if number is None:
            without.append(row.line)
        elif not row.cells[day].strip() or not title:
            found.append(_incomplete(table, row.line))
        elif span is not None:
            item = Campaign(name=title, on=span.first, value=number, file=given.file, row=row.line)
            campaigns.append(item)
    if has_errors(found):
        return None, tuple(found)
    result = CampaignList(
        campaigns=tuple(sorted(campaigns, key=lambda item: (item.on, item.row))),
        column=given.value,
        unit=given.unit,
        is_complete=given.is_complete and not without,
    )
    return result, tuple(_without_value(table, without, is_complete=given.is_complete))


def _faults(table: Table, column: int, faults: Sequence[Fault | DateFault]) -> list[Diagnostic]:
    return [
        error(
            fault.code,
            f"column `{table.header[column]}`: {fault.message}",
            table.cell_place(table.rows[fault.position], column),
            fault.help,
        )
        for fault in faults[:_MOST_FAULTS]
    ]


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
    return [
        finding(
            "DAT061",
            counted_message(
                "{count} campaign without a value left out ({lines} of {file})",
                "{count} campaigns without a value left out ({lines} of {file})",
                len(lines),
                count=str(len(lines)),
                lines=on_lines(lines),
                file=table.name,
            ),
            table.place(lines[0]),
            "fill in what they reached",
            note=gettext_noop("the list does not count as complete") if is_complete else "",
        )
    ]
