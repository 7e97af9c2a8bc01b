"""Tables with periods in columns, reshaped to one row per period.

These are the most common layouts of hand-kept statistics: one row per year with months or
quarters in columns, one row per month with years in columns, or one row per measure with
periods in columns. Every reshaped row keeps the line and the column of its value.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from math import isclose
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.files.columns import nearest_cell
from reportgen.data.files.headings import Unit
from reportgen.data.files.row_lines import on_rows
from reportgen.data.files.table import Table, plain
from reportgen.data.files.wide_dates import UnknownYearError, WideDates
from reportgen.data.files.wide_layout import WideLayout, find_layout, measures
from reportgen.data.findings import error, finding, listed, remark, shorten
from reportgen.data.values.numbers import read_numbers
from reportgen.data.values.quarter_names import names_part_of_year, part_of_year
from reportgen.diagnostics import Diagnostic
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.data.files.grid import Row
    from reportgen.diagnostics import Place
    from reportgen.model.metric import Metric

_DATE = "date"
"""The name of the column of dates if the metric gives none."""


class WideTable(NamedTuple):
    """A wide table as rows of one period each, with diagnostics."""

    table: Table
    found: tuple[Diagnostic, ...]


def reshape_wide(
    table: Table, metric: Metric, places: Mapping[str, Place | None]
) -> WideTable | Diagnostic | None:
    """Return a metric's wide table with one row per period, or an error; None for a long table.

    A table is wide if its header has periods, and the metric's `value` is none of its columns or
    a column of totals. `value` is then the name of a row, or a name for all that the table counts.
    The two counts of a share, and a mean and its weight, are the names of two rows, which become
    two columns.

    Parameters
    ----------
    table : Table
        As in the file.
    metric : Metric
        Its `where` selects rows, and so do `value` and the other keys that name numbers.
    places : mapping of str to (Place or None)
        Places of these keys in the configuration, and of the metric for an empty text.
    """
    layout = find_layout(table) if metric.measured and table.export is None else None
    if layout is None or not all(
        _is_wanted(table, layout, plain(name)) for name in metric.measured.values()
    ):
        return None
    chosen: list[list[Row]] = []
    for key, name in metric.measured.items():
        is_one = len(metric.measured) == 1
        rows = _measure_rows(table, layout, metric, plain(name), places.get(key), is_one=is_one)
        if isinstance(rows, Diagnostic):
            return rows
        chosen.append(rows)
    read = [row for rows in chosen for row in rows]
    if len(read) * len(layout.headings.columns) > limits().metric_rows:
        return _too_many(table, places.get(""))
    shown, names = metric.date or _DATE, [plain(name) for name in metric.measured.values()]
    kept = [index for index in layout.others if table.header[index] not in (shown, *names)]
    header = (*(table.header[index] for index in kept), shown, *names)
    reshaped = replace(
        table, header=header, file_header=table.header, date=shown, rows=(), span=None
    )
    dates = WideDates(
        layout=layout,
        months=layout.months(table.rows),
        first_year=metric.first_year,
        year_starts=metric.year_starts,
        sheet=table.sheet,
    )
    try:
        first, *others = (tuple(_cells(rows, layout, kept, dates)) for rows in chosen)
    except UnknownYearError as problem:
        return _no_year(table, layout, problem, metric)
    for other in others:
        first = tuple(_beside(first, other))
    found = (_remark(table, layout, read), *_wrong_totals(table, layout, read))
    return WideTable(replace(reshaped, rows=first), found)


def _is_wanted(table: Table, layout: WideLayout, value: str) -> bool:
    if value not in table.header:
        return True
    return table.header.index(value) in layout.totals


def _measure_rows(
    table: Table,
    layout: WideLayout,
    metric: Metric,
    value: str,
    place: Place | None,
    *,
    is_one: bool,
) -> list[Row] | Diagnostic:
    """Return the rows that a metric selects, without totals and empty rows.

    `is_one` is whether the metric has a single number for a period.
    """
    rows = [row for row in table.rows if not layout.is_total(row) and _has_values(row, layout)]
    for name, wanted in metric.where:
        if plain(name) in table.header:
            column = table.header.index(plain(name))
            rows = [row for row in rows if row.cells[column].strip() == wanted]
    named = [row for row in rows if value in (plain(row.cells[index]) for index in layout.others)]
    if named:
        return named
    names = measures(rows, layout)
    is_alone = len(rows) <= 1 or (layout.label is not None and len(names) <= 1)
    if is_one and (is_alone or metric.where or value in table.header):
        return rows
    near = nearest_cell(value, names)
    return error(
        "DAT020",
        f"{table.name} has its {layout.headings.unit}s in columns, and no row `{shorten(value)}`",
        place,
        f"did you mean `{shorten(near)}`?" if near else "name one of its rows",
        note=f"its rows are {listed([f'`{shorten(name)}`' for name in names])}" if names else "",
    )


def _beside(rows: Sequence[Row], others: Sequence[Row]) -> Iterator[Row]:
    """Yield rows with the value that others have for the same period, blank if there is none.

    Of several with one period, the first belongs to the first.
    """
    waiting: dict[tuple[str, str], deque[Row]] = {}
    for row in others:
        waiting.setdefault((row.cells[-2], row.sheet), deque()).append(row)
    for row in rows:
        same = waiting.get((row.cells[-2], row.sheet))
        other = same.popleft() if same else None
        yield row._replace(
            cells=(*row.cells, other.cells[-1] if other else ""),
            last_line=other.line if other else 0,
        )


def _has_values(row: Row, layout: WideLayout) -> bool:
    return any(row.cells[item.position].strip() for item in layout.headings.columns)


def _cells(
    rows: Sequence[Row], layout: WideLayout, kept: Sequence[int], dates: WideDates
) -> Iterator[Row]:
    """Yield one row per period, sorted by period if each row has all years."""
    columns = layout.headings.columns
    spread = [(row, item, dates.text(row, item)) for row in rows for item in columns]
    if layout.headings.unit in (Unit.YEAR, Unit.DATE):
        spread.sort(key=lambda item: item[1].position)
    for row, item, text in spread:
        cells = (*(row.cells[index] for index in kept), text, row.cells[item.position])
        yield row._replace(cells=cells, column=item.position)


def _remark(table: Table, layout: WideLayout, rows: Sequence[Row]) -> Diagnostic:
    columns = layout.headings.columns
    unit = "period" if layout.headings.unit is Unit.DATE else layout.headings.unit
    return remark(
        "DAT085",
        f"{table.name} has its {unit}s in columns: each cell from `{columns[0].text}` to "
        f"`{columns[-1].text}` on {on_rows(rows)} was read as one value",
        table.place(table.header_line),
        in_brief=False,
    )


def _wrong_totals(table: Table, layout: WideLayout, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Yield a finding if the total of a row is neither the sum nor the mean of its periods."""
    of_all = [column for column in layout.totals if not names_part_of_year(table.header[column])]
    for column in of_all[:1]:
        wrong = [row for row in rows if not _agrees(row, column, layout)]
        if wrong:
            yield finding(
                "DAT086",
                f"`{table.header[column]}` is neither the sum nor the mean of its row on "
                f"{on_rows(wrong)} of {table.name}",
                table.place(wrong[0].line, column, sheet=wrong[0].sheet),
                "correct the cell that is wrong; the total itself is not read",
                in_brief=False,
            )


def _agrees(row: Row, column: int, layout: WideLayout) -> bool:
    columns = layout.headings.columns
    # The quarters between months are totals themselves.
    shortest = [item for item in columns if not part_of_year(item.text)] or columns
    texts = [row.cells[item.position] for item in shortest]
    numbers = read_numbers([*texts, row.cells[column]], is_whole=True)
    *values, total = numbers.values
    known = [value for value in values if value is not None]
    if numbers.faults or total is None or not known:
        return True
    # A mean is printed with few digits.
    is_mean = isclose(total, sum(known) / len(known), rel_tol=0.01)
    return is_mean or isclose(total, sum(known), rel_tol=1e-6) or total == known[-1]


def _no_year(
    table: Table, layout: WideLayout, problem: UnknownYearError, metric: Metric
) -> Diagnostic:
    place, columns = table.place(problem.row.line, sheet=problem.row.sheet), layout.headings.columns
    if problem.words and layout.headings.unit is Unit.YEAR:
        return error(
            "DAT029",
            f"the months of column `{shorten(problem.words)}` may be of two calendar years",
            place,
            "list them in the order of that year, such as April to March",
        )
    if problem.words:
        return error(
            "DAT029",
            f"`{shorten(problem.words)}` is not the year of the columns `{columns[0].text}` to "
            f"`{columns[-1].text}`",
            place,
            "write a year from January to December as `2022`, any other as `2022/23`",
        )
    return error(
        "DAT029",
        f"{table.name} has its {layout.headings.unit}s in columns, and no year for them",
        place,
        f"add a column with the year, or `year: …` to metric `{metric.id}`",
    )


def _too_many(table: Table, place: Place | None) -> Diagnostic:
    return error(
        "DAT010",
        f"{table.name} has more than {limits().metric_rows} values in its rows and columns",
        place,
        "choose the rows of one organization with `where: {column: name}`",
    )
