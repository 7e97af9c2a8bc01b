"""Find the size and irregularities of a workbook's sheets before any cell is read.

Libraries allocate the whole rectangle up to the farthest cell, so a single cell in the last
corner of a sheet costs gigabytes. The XML is therefore scanned in chunks for the farthest cell
first, and for what a list of values does not show: hidden rows, merged cells, errors, and
formulas whose result was never computed.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.data.files.archive import read_part

if TYPE_CHECKING:
    import zipfile

# Columns reach XFD and rows 1,048,576: three letters and seven digits at most.
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(slots=True, kw_only=True)
class SheetSurvey:
    """Size and irregularities of a sheet; rows and columns are counted from 1.

    Attributes
    ----------
    rows, columns : int
        The farthest row and column with a value.
    merged : list of (int, int)
        First and last row of each merged range.
    errors : dict of (int, int) to str
        Error values such as ``#DIV/0!`` by (row, column).
    uncomputed : set of (int, int)
        Row and column of each formula without a stored result.
    """

    name: str
    is_hidden: bool = False
    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)

    def take(self, row: int, column: int) -> None:
        """Extend the size to a cell with a value."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def survey_workbook(archive: zipfile.ZipFile) -> list[SheetSurvey]:
    """Return the sheets of an .xlsx or .ods archive, in their order."""
    if "content.xml" in archive.namelist():
        return _survey_ods(archive)
    return [_survey_xlsx(archive, *sheet) for sheet in _xlsx_sheets(archive)]


def _xlsx_sheets(archive: zipfile.ZipFile) -> list[tuple[str, bool, str]]:
    """Return each sheet's name, whether it is hidden, and its path in the archive."""
    targets: dict[str, str] = {}
    found: list[tuple[str, bool, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            # Targets are relative to xl/, or absolute.
            path = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(path).lstrip("/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            # The prefix of the relationships' namespace is usually `r`, but may be any.
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), is_hidden, targets.get(key, "")))

    read_part(archive, "xl/_rels/workbook.xml.rels", start=relation)
    read_part(archive, "xl/workbook.xml", start=sheet)
    return [item for item in found if item[2] in archive.namelist()]


def _survey_xlsx(archive: zipfile.ZipFile, name: str, is_hidden: bool, part: str) -> SheetSurvey:
    reader = _XlsxReader(SheetSurvey(name=name, is_hidden=is_hidden))
    read_part(archive, part, start=reader.start, end=reader.end, text=reader.text)
    return reader.survey


class _XlsxReader:
    """Handles the XML events of a sheet: rows, cells and their contents."""

    def __init__(self, survey: SheetSurvey) -> None:
        self.survey = survey
        self._row = 0
        self._column = 0
        self._kind = ""
        self._value = ""
        self._has_formula = self._has_value = self._is_reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.survey.hidden_rows.append(self._row)
        elif tag == "c":
            self._open_cell(attributes)
        elif tag == "f":
            self._has_formula = True
        elif tag in ("v", "is"):
            # An empty value is a formula that was never computed, unless its result is text.
            self._is_reading = True
            self._has_value = self._kind == "str"
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = _CELL.fullmatch(attributes.get("r", ""))
        # The reference is optional; without it, cells follow each other.
        if place is None:
            self._column += 1
        else:
            self._column, self._row = column_number(place[1]), int(place[2])
        self._kind, self._value = attributes.get("t", ""), ""
        self._has_formula = self._has_value = False

    def _merge(self, reference: str) -> None:
        ends = [_CELL.fullmatch(end) for end in reference.split(":")]
        rows = [int(end[2]) for end in ends if end is not None]
        if rows:
            self.survey.merged.append((min(rows), max(rows)))

    def text(self, text: str) -> None:
        if self._is_reading:
            self._has_value = True
            self._value += text if self._kind == "e" else ""

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "is"):
            self._is_reading = False
        elif tag == "c" and (self._has_value or self._has_formula):
            spot = (self._row, self._column)
            self.survey.take(*spot)
            if self._kind == "e":
                self.survey.errors[spot] = self._value or "#ERROR!"
            elif not self._has_value:
                self.survey.uncomputed.add(spot)


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _survey_ods(archive: zipfile.ZipFile) -> list[SheetSurvey]:
    reader = _OdsReader()
    read_part(archive, "content.xml", start=reader.start, end=reader.end)
    for survey in reader.surveys:
        survey.is_hidden = reader.styles.get(survey.name, "") in reader.hidden_styles
    return reader.surveys


class _OdsReader:
    """Handles the XML events of an OpenDocument spreadsheet."""

    def __init__(self) -> None:
        self.surveys: list[SheetSurvey] = []
        self.styles: dict[str, str] = {}
        self.hidden_styles: set[str] = set()
        self._style = ""
        self._row = 0
        self._repeats = 1
        self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self._style)
        elif tag == "table:table":
            name = attributes.get("table:name", "")
            self.surveys.append(SheetSurvey(name=name))
            self.styles[name] = attributes.get("table:style-name", "")
            self._row = 0
        elif tag == "table:table-row":
            self._open_row(attributes)
        elif tag in ("table:table-cell", "table:covered-table-cell") and self.surveys:
            self._cell(attributes)

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row += 1
        self._column = 0
        self._repeats = int(attributes.get("table:number-rows-repeated", "1"))
        if attributes.get("table:visibility") in ("collapse", "filter") and self.surveys:
            self.surveys[-1].hidden_rows.append(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        survey = self.surveys[-1]
        count = int(attributes.get("table:number-columns-repeated", "1"))
        # Repeated empty cells and rows fill the sheet to its end; only values extend its size.
        if "office:value-type" in attributes:
            survey.take(self._row + self._repeats - 1, self._column + count)
            if attributes.get("calcext:value-type") == "error":
                survey.errors[self._row, self._column + 1] = "#ERROR!"
        elif "table:formula" in attributes:
            survey.take(self._row, self._column + 1)
            survey.uncomputed.add((self._row, self._column + 1))
        spanned = attributes.get("table:number-rows-spanned", "1")
        if "table:number-columns-spanned" in attributes:
            survey.merged.append((self._row, self._row + int(spanned) - 1))
        self._column += count

    def end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._repeats - 1
