"""Count the file of a survey, one row per person, into a 2×2 table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.data.files.columns import find_column
from reportgen.data.findings import error, finding, on_lines, shorten
from reportgen.data.form_answers import NO, YES
from reportgen.data.values.numbers import MISSING
from reportgen.diagnostics import Diagnostic, has_errors
from reportgen.model.message import Named, Naming, counted_message
from reportgen.model.survey import PairedAnswers

if TYPE_CHECKING:
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Place
    from reportgen.model.survey import Survey


def count_survey(
    survey: Survey, table: Table, place: Place | None
) -> tuple[Survey | None, tuple[Diagnostic, ...]]:
    """Return a survey with its answers counted; None if the file has errors.

    People who did not answer both times are left out, with a finding that the brief reports:
    a paired test (McNemar) needs both answers.
    """
    before = find_column(table, "before", place)
    after = find_column(table, "after", place)
    if isinstance(before, Diagnostic) or isinstance(after, Diagnostic):
        return None, tuple(item for item in (before, after) if isinstance(item, Diagnostic))
    counts: Counter[tuple[bool, bool]] = Counter()
    found: list[Diagnostic] = []
    left_out: list[int] = []
    for row in table.rows:
        answers: list[bool | None] = []
        for column in (before, after):
            try:
                answers.append(_answer(row.cells[column]))
            except ValueError:
                found.append(_unknown(table, row.line, column, row.cells[column]))
                answers.append(None)
        first, second = answers
        if first is None or second is None:
            left_out.append(row.line)
        else:
            counts[first, second] += 1
    if has_errors(found):
        return None, tuple(found)
    if not counts:
        message = f"no one answered survey `{survey.id}` both times in {table.name}"
        return None, (error("DAT064", message, table.place(table.header_line)),)
    paired = PairedAnswers(
        both=counts[True, True],
        gained=counts[False, True],
        lost=counts[True, False],
        neither=counts[False, False],
    )
    return replace(survey, paired=paired), tuple(_one_answer(survey, table, left_out))


def _answer(cell: str) -> bool | None:
    word = cell.strip().casefold()
    if word in YES or word in NO:
        return word in YES
    if word in MISSING:
        return None
    raise ValueError(word)


def _unknown(table: Table, line: int, column: int, cell: str) -> Diagnostic:
    return error(
        "DAT062",
        f"column `{table.header[column]}`: expected `yes` or `no`, found `{shorten(cell)}`",
        table.place(line, column),
        "write `yes`, `no`, or leave the cell empty",
    )


def _one_answer(survey: Survey, table: Table, lines: list[int]) -> list[Diagnostic]:
    if not lines:
        return []
    return [
        finding(
            "DAT063",
            counted_message(
                "survey {survey}: {count} person did not answer both times and did not count "
                "({lines} of {file})",
                "survey {survey}: {count} people did not answer both times and did not count "
                "({lines} of {file})",
                len(lines),
                survey=Named(Naming.ID, survey.id),
                count=str(len(lines)),
                lines=on_lines(lines),
                file=table.name,
            ),
            table.place(lines[0]),
        )
    ]
