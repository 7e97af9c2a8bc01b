"""Read a sheet of a workbook as rows of text: .xlsx, .xlsm and .ods."""

from __future__ import annotations

import io
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from reportgen.data.files.archive import (
    UnsafePartError,
    open_archive,
    refuse_declarations,
    unreadable_workbook,
)
from reportgen.data.files.export_table import detect_export
from reportgen.data.files.grid import Grid, Row
from reportgen.data.files.period_sheets import join_sheets, read_sheet_name
from reportgen.data.files.sheet_survey import SheetSurvey, survey_workbook
from reportgen.data.files.stored_value import value_text
from reportgen.data.files.table import cell_names, find_header, plain
from reportgen.data.findings import error, finding, listed, on_lines, remark, shorten
from reportgen.data.values.numbers import UNCOMPUTED
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits
from reportgen.model.message import counted_message

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence

_SAMPLE_ROWS = 20


class _Workbook:
    """An open workbook of acceptable size."""

    def __init__(self, name: str, sha256: str, data: bytes, surveys: list[SheetSurvey]) -> None:
        from python_calamine import CalamineWorkbook

        self.name = name
        self.sha256 = sha256
        self.surveys = surveys
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))

    def grid(self, survey: SheetSurvey) -> Grid:
        """Return the rows of a sheet as text."""
        # With `skip_empty_area`, line numbers would be counted from the first cell.
        cells = self._book.get_sheet_by_name(survey.name).to_python(skip_empty_area=False)
        rows: list[Row] = []
        breaks: list[int] = []
        comments: list[str] = []
        for line, row in enumerate(cells, start=1):
            texts = [_text(value) for value in row]
            for column in range(1, len(texts) + 1):
                texts[column - 1] = _odd_text(survey, line, column) or texts[column - 1]
            if not any(text.strip() for text in texts):
                breaks.append(line)
            elif not rows and texts[0].lstrip().startswith("# "):
                comments.append(texts[0].strip())
            else:
                rows.append(Row(line, tuple(texts)))
        return Grid(
            name=self.name,
            sha256=self.sha256,
            comments=tuple(comments),
            rows=tuple(rows),
            breaks=tuple(breaks),
            merged=tuple(survey.merged),
            sheet=survey.name,
            found=tuple(_hidden_rows(self.name, survey)),
        )


def read_workbook(
    data: bytes, name: str, sha256: str, *, sheet: str | None, wanted: frozenset[str]
) -> Grid:
    """Return the rows of a sheet; if the workbook can't be read, `found` has an error.

    Values are those stored in the workbook: no formula is computed, no macro run, no link
    followed. Numbers and dates become text in an unambiguous format.
    """
    empty = Grid(name=name, sha256=sha256)
    archive = open_archive(data, name)
    if isinstance(archive, Diagnostic):
        return replace(empty, found=(archive,))
    try:
        refuse_declarations(archive)
        surveys = survey_workbook(archive)
    except UnsafePartError:
        return replace(empty, found=(_unsafe(name),))
    except (KeyError, ValueError, ExpatError):
        return replace(empty, found=(unreadable_workbook(name),))
    too_large = next(filter(None, (_too_large(name, survey) for survey in surveys)), None)
    if too_large is not None:
        return replace(empty, found=(too_large,))
    from python_calamine import CalamineError

    try:
        grid = _choose(_Workbook(name, sha256, data, surveys), sheet, wanted)
    except CalamineError:
        return replace(empty, found=(unreadable_workbook(name),))
    return replace(grid, found=(*_macros(archive, name), *grid.found))


def _choose(book: _Workbook, sheet: str | None, wanted: frozenset[str]) -> Grid:
    """Return the sheet that is named or fits best, or an error that lists the sheets."""
    empty = Grid(name=book.name, sha256=book.sha256)
    if sheet is not None:
        by_name = {plain(survey.name): survey for survey in book.surveys}
        if plain(sheet) in by_name:
            return book.grid(by_name[plain(sheet)])
        return replace(empty, found=(_no_sheet(book, sheet),))
    filled = [survey for survey in book.surveys if survey.rows]
    visible = [survey for survey in filled if not survey.is_hidden]
    grids = [(survey, book.grid(survey)) for survey in visible or filled]
    if not grids:
        return empty
    scores = [_score(grid, wanted) for _, grid in grids]
    best = [item for item, score in zip(grids, scores, strict=True) if score == max(scores)]
    # A sheet of notes fits as well as the others only where no column is known by name.
    dated = [grid for _, grid in best if max(scores) or read_sheet_name(grid.sheet)]
    joined = join_sheets(_of_other_periods(dated, [grid for _, grid in grids]), wanted)
    if joined is not None:
        return joined
    if len(best) > 1:
        fitting = [survey for survey, _ in best]
        names = tuple(survey.name for survey in fitting)
        return replace(empty, sheets=names, found=(_which_sheet(book, fitting),))
    survey, grid = best[0]
    remarks = _chosen_sheet(book, survey, has_several=len(filled) > 1)
    return replace(grid, found=(*remarks, *grid.found))


def _of_other_periods(dated: Sequence[Grid], grids: Sequence[Grid]) -> list[Grid]:
    """Return dated sheets and those of other periods, whose columns may have other names."""
    own = {period.words for grid in dated if (period := read_sheet_name(grid.sheet))}
    chosen = {grid.sheet for grid in dated}
    return [
        grid
        for grid in grids
        if grid.sheet in chosen
        or ((period := read_sheet_name(grid.sheet)) is not None and period.words in own)
    ]


def _score(grid: Grid, wanted: frozenset[str]) -> int:
    """Return how well a sheet fits: its wanted columns, and whether it is a dated export."""
    position = find_header(grid.rows[:_SAMPLE_ROWS], wanted)
    names = set(cell_names(grid.rows[position])) if position is not None else set()
    export = detect_export(grid)
    is_dated = export is not None and export.date is not None
    # Weighted so that a single wanted column outranks a known export without any.
    return 2 * len(names & {plain(name) for name in wanted}) + is_dated


def _text(value: Any) -> str:
    """Return a cell's value as text in an unambiguous format."""
    # Before numbers, because a bool is an int.
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value_text(float(value) if isinstance(value, int) else value)


def _odd_text(survey: SheetSurvey, row: int, column: int) -> str:
    if (row, column) in survey.uncomputed:
        return UNCOMPUTED
    return survey.errors.get((row, column), "")


def _too_large(name: str, survey: SheetSurvey) -> Diagnostic | None:
    most = limits()
    if (
        survey.rows <= most.table_rows + 1
        and survey.columns <= most.table_columns
        and survey.rows * survey.columns <= most.table_cells
    ):
        return None
    return error(
        "DAT074",
        f"sheet `{shorten(survey.name)}` of {name} reaches to row {survey.rows} and column "
        f"{survey.columns}; at most {most.table_rows} rows and {most.table_columns} columns "
        "are read",
        Place(file=name, line=survey.rows, column=survey.columns, sheet=survey.name),
        "delete cells far away from the table; often it is a single stray cell",
    )


def _unsafe(name: str) -> Diagnostic:
    return error(
        "DAT075",
        f"{name} contains a document type declaration, which spreadsheets never have",
        Place(file=name),
        "open it in a spreadsheet you trust and save it again",
    )


def _macros(archive: zipfile.ZipFile, name: str) -> list[Diagnostic]:
    if not any(part.endswith("vbaProject.bin") for part in archive.namelist()):
        return []
    message = f"{name} holds macros; they were not run, only its stored values were read"
    return [remark("DAT073", message, Place(file=name), in_brief=False)]


def _hidden_rows(name: str, survey: SheetSurvey) -> list[Diagnostic]:
    rows = [row for row in survey.hidden_rows if row <= survey.rows]
    if not rows:
        return []
    return [
        finding(
            "DAT079",
            counted_message(
                "{count} hidden row was read as well ({lines} of {file})",
                "{count} hidden rows were read as well ({lines} of {file})",
                len(rows),
                count=str(len(rows)),
                lines=on_lines(rows),
                file=name,
            ),
            Place(file=name, line=rows[0], sheet=survey.name),
            "show the rows and check them, or delete them",
        )
    ]


def _names(surveys: Sequence[SheetSurvey]) -> str:
    return listed([f"`{shorten(survey.name)}`" for survey in surveys])


def _no_sheet(book: _Workbook, sheet: str) -> Diagnostic:
    near = get_close_matches(sheet, [survey.name for survey in book.surveys], n=1, cutoff=0.6)
    return error(
        "DAT077",
        f"{book.name} has no sheet `{shorten(sheet)}`",
        Place(file=book.name),
        f"did you mean `{shorten(near[0])}`?" if near else "name one of its sheets",
        note=f"its sheets are {_names(book.surveys)}",
    )


def _which_sheet(book: _Workbook, surveys: Sequence[SheetSurvey]) -> Diagnostic:
    return error(
        "DAT078",
        f"{book.name} has several sheets that may be meant: {_names(surveys)}",
        Place(file=book.name),
        f"add `sheet: {shorten(surveys[0].name)}` to the metric",
        note="sheets named after years or months are joined where all have the named columns"
        if all(read_sheet_name(survey.name) for survey in surveys)
        else "",
    )


def _chosen_sheet(book: _Workbook, survey: SheetSurvey, *, has_several: bool) -> list[Diagnostic]:
    if not has_several and not survey.is_hidden:
        return []
    kind = "hidden sheet" if survey.is_hidden else "sheet"
    return [
        remark(
            "DAT078",
            f"the {kind} `{shorten(survey.name)}` of {book.name} was read",
            Place(file=book.name),
            note="`sheet: …` on the metric chooses another",
            in_brief=False,
        )
    ]
