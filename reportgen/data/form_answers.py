"""Read the answers to one question from the export of a form, one row per answer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.files.columns import nearest_cell
from reportgen.data.files.table import column_names
from reportgen.data.findings import error, finding, listed, on_lines, shorten
from reportgen.data.values.column_findings import column_faults
from reportgen.data.values.dates import DateRules, read_dates
from reportgen.data.values.numbers import MISSING
from reportgen.diagnostics import Diagnostic, has_errors
from reportgen.model.message import Named, Naming, counted_message
from reportgen.model.survey import FormAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Place
    from reportgen.model.configuration import Configuration, KeyPath
    from reportgen.model.survey import FormQuestion, Survey

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
# Word processors turn the quotation marks and hyphens of a question into typographic ones.
_TYPOGRAPHIC = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
# "9", "9.0" of a spreadsheet, and "4 - Agree", with which some forms label a number.
_NUMBER = re.compile(r"(\d{1,2})(?:[.,]0+)?(?:\s*[-–—:=(]\s*\D.*)?", re.ASCII)
# Two-digit years occur in front of a time of day alone, where spreadsheets format it so.
_SHORT_YEAR = re.compile(r"^(\d{1,2}/\d{1,2})/(\d{2})(?=[ T]\d)")
_MOST_TEXTS = 5


class _Columns(NamedTuple):
    answer: int
    date: int | None
    person: int | None


class _Read(NamedTuple):
    """An answer: its position on the scale, and whether it counts as yes."""

    step: int | None
    is_yes: bool | None


def read_form_answers(
    survey: Survey, form: FormQuestion, table: Table, configuration: Configuration, path: KeyPath
) -> tuple[tuple[FormAnswer, ...], list[Diagnostic]]:
    """Return the answers in one file, in its order, with the diagnostics.

    Rows without an answer are left out. A row without a date is left out, with a finding, where
    the configuration names a column of dates.
    """
    columns = _find_columns(form, table, configuration, path)
    if not isinstance(columns, _Columns):
        return (), columns
    cells = {row.line: row.cells[columns.answer] for row in table.rows}
    answers, found = _read_cells(form, table, columns.answer, cells)
    found += _unused_yes(survey, form, table, answers, cells)
    rows = [row for row in table.rows if row.line in answers]
    days, more = _read_days(table, rows, columns.date, configuration.brief.language)
    found += more
    undated = [row.line for row, day in zip(rows, days, strict=True) if day is None]
    if columns.date is not None and undated and not has_errors(found):
        found.append(_undated(survey, table, undated))
    kept = tuple(
        FormAnswer(
            file=table.name,
            line=row.line,
            step=answers[row.line].step,
            is_yes=answers[row.line].is_yes,
            day=day,
            person="" if columns.person is None else _folded(row.cells[columns.person]),
        )
        for row, day in zip(rows, days, strict=True)
        if day is not None or columns.date is None
    )
    if not kept and not has_errors(found):
        message = f"no one answered survey `{survey.id}` in {table.name}"
        found.append(error("DAT064", message, table.place(table.header_line, columns.answer)))
    return kept, found


def _find_columns(
    form: FormQuestion, table: Table, configuration: Configuration, path: KeyPath
) -> _Columns | list[Diagnostic]:
    names = {"column": form.column, "date": form.date, "person": form.person}
    places = {
        key: None if name is None else _find_question(table, name, configuration.place(*path, key))
        for key, name in names.items()
    }
    found = [item for item in places.values() if isinstance(item, Diagnostic)]
    answer, day, person = (item if isinstance(item, int) else None for item in places.values())
    return found if found or answer is None else _Columns(answer, day, person)


def _find_question(table: Table, wanted: str, place: Place | None) -> int | Diagnostic:
    """Return the position of the column whose header is the text or alone contains it."""
    headers = [_folded(cell) for cell in table.header]
    text = _folded(wanted)
    positions = [index for index, header in enumerate(headers) if header == text]
    positions = positions or [index for index, header in enumerate(headers) if text in header]
    if len(positions) == 1:
        return positions[0]
    if positions:
        several = listed([f"`{shorten(table.header[index])}`" for index in positions])
        return error(
            "DAT130",
            f"{len(positions)} columns of {table.name} fit `{shorten(wanted)}`",
            place,
            "write more of the question, so that one column fits",
            note=f"they are {several}",
        )
    near = nearest_cell(wanted, table.header)
    return error(
        "DAT020",
        f"{table.name} has no column `{shorten(wanted)}`",
        place,
        f"did you mean `{shorten(near)}`?" if near else "name one of its columns",
        note=f"its columns are {column_names(table)}",
    )


def _folded(text: str) -> str:
    """Return a text without the differences that typing a question anew makes."""
    plain = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHIC)
    return " ".join(plain.split()).casefold().rstrip(" ?:*.")


def _read_cells(
    form: FormQuestion, table: Table, column: int, cells: Mapping[int, str]
) -> tuple[dict[int, _Read], list[Diagnostic]]:
    read = _reader(form)
    none = MISSING | {_folded(text) for text in form.no_answer}
    answers: dict[int, _Read] = {}
    unknown: dict[str, list[int]] = {}
    for line, cell in cells.items():
        if cell.strip().casefold() in MISSING or _folded(cell) in none:
            continue
        answer = read(cell)
        if answer is None:
            unknown.setdefault(cell, []).append(line)
        else:
            answers[line] = answer
    holder = "yes" if form.scale is None else "scale"
    found = [
        error(
            "DAT131",
            f"{on_lines(lines)} of {table.name}: expected {_expected(form)}, found "
            f"`{shorten(cell)}`",
            table.place(lines[0], column),
            f"if it is an answer, `{holder}` must hold it; if it is none, add `no_answer: "
            f"[{shorten(cell)}]`; if it is a slip, correct the file",
        )
        for cell, lines in list(unknown.items())[:_MOST_TEXTS]
    ]
    return answers, found


def _reader(form: FormQuestion) -> Callable[[str], _Read | None]:
    """Return the function that reads one cell; it returns None for an unknown answer."""
    yes = {_folded(text) for text in form.yes}
    scale = form.scale
    if scale is None and not yes:
        return _read_yes_or_no
    if scale is None:
        return lambda cell: _Read(None, _folded(cell) in yes)
    steps = {_folded(label): step for step, label in enumerate(scale.labels)}
    chosen = {steps[text] for text in yes if text in steps}

    def on_scale(cell: str) -> _Read | None:
        number = _NUMBER.fullmatch(cell.strip()) if scale.is_numeric else None
        step = steps.get(number[1] if number else _folded(cell))
        return None if step is None else _Read(step, step in chosen if yes else None)

    return on_scale


def _read_yes_or_no(cell: str) -> _Read | None:
    word = _folded(cell)
    return _Read(None, word in YES) if word in YES or word in NO else None


def _expected(form: FormQuestion) -> str:
    if form.scale is None:
        return "`yes` or `no`"
    if form.scale.is_numeric:
        return f"a number from {form.scale.labels[0]} to {form.scale.labels[-1]}"
    return f"one of {listed([f'`{shorten(label)}`' for label in form.scale.labels])}"


def _unused_yes(
    survey: Survey,
    form: FormQuestion,
    table: Table,
    answers: Mapping[int, _Read],
    cells: Mapping[int, str],
) -> list[Diagnostic]:
    """Return a warning if no one said yes where the words for it may be misspelled."""
    if form.scale is not None or not form.yes or not answers:
        return []
    if any(answer.is_yes for answer in answers.values()):
        return []
    texts = Counter(cells[line].strip() for line in answers)
    shown = listed([f"`{shorten(text)}`" for text, _ in texts.most_common()])
    return [
        finding(
            "DAT132",
            f"survey `{survey.id}`: no one gave an answer of `yes` in {table.name}",
            table.place(table.header_line),
            "write them as the file does, if they are misspelled",
            note=f"the answers are {shown}",
            in_brief=False,
        )
    ]


def _read_days(
    table: Table, rows: Sequence[Row], column: int | None, language: str
) -> tuple[list[date | None], list[Diagnostic]]:
    if column is None:
        return [None] * len(rows), []
    cells = [_SHORT_YEAR.sub(r"\1/20\2", row.cells[column].strip()) for row in rows]
    dates = read_dates(cells, DateRules(language=language))
    days = [None if span is None else span.first for span in dates.spans]
    return days, column_faults(table, rows, dates.faults, column)


def _undated(survey: Survey, table: Table, lines: list[int]) -> Diagnostic:
    return finding(
        "DAT133",
        counted_message(
            "survey {survey}: {count} answer has no date and did not count ({lines} of {file})",
            "survey {survey}: {count} answers have no date and did not count ({lines} of {file})",
            len(lines),
            survey=Named(Naming.ID, survey.id),
            count=str(len(lines)),
            lines=on_lines(lines),
            file=table.name,
        ),
        table.place(lines[0]),
    )
