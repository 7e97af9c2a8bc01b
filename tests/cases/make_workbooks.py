"""Write the workbooks of the cases ``e75`` to ``e87`` into ``data``; the files are committed.

All content is invented. Run ``python -m tests.cases.make_workbooks`` to rebuild them.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = Path(__file__).parent / "data"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ROWS = [("month", "followers"), ("2020-01", 100), ("2020-02", 110), ("2020-03", 121)]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _book(rows: list[tuple[Any, ...]], title: str = "Data") -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def _bytes(book: Workbook) -> bytes:
    """Return the workbook with fixed times, so that its bytes are reproducible."""
    book.properties.created = book.properties.modified = datetime(2020, 1, 1)  # noqa: DTZ001
    stream = io.BytesIO()
    book.save(stream)
    return _again(stream.getvalue(), lambda _, content: content)


def _again(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return a rewritten archive with additional parts and fixed times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        parts = {name: change(name, old.read(name)) for name in old.namelist()} | more
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return stream.getvalue()


def _write(case: str, data: bytes, name: str = "data.xlsx") -> None:
    (_FOLDER / f"{case}{Path(name).suffix}").write_bytes(data)


def _in_sheet(pattern: bytes, replacement: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return re.sub(pattern, replacement, content) if name.endswith("sheet1.xml") else content

    return change


def _damaged() -> None:
    good = _bytes(_book(_ROWS))
    _write("e75_not_a_zip", b"month,followers\n2020-01,100\n")
    _write("e76_truncated", good[: len(good) // 2])
    _write("e77_encrypted", _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(200))
    _write("e78_old_excel", _OLE + b"\x09\x08\x10\x00" + bytes(200), "data.xls")
    _write("e79_macros", _again(good, lambda _, c: c, **{"xl/vbaProject.bin": b"x"}), "data.xlsm")
    far = _in_sheet(
        rb"</sheetData>", rb'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>\g<0>'
    )
    _write("e80_far_cell", _again(good, far))
    bomb = {"xl/media/image1.png": bytes(30_000_000)}
    _write("e81_zip_bomb", _again(good, lambda _, c: c, **bomb))
    entity = _in_sheet(rb"<worksheet", rb'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet')
    _write("e82_entities", _again(good, entity))
    external = _in_sheet(rb"<worksheet", rb'<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet')
    _write("e82_external_entity", _again(good, external))


def _odd_cells() -> None:
    rows = [*_ROWS[:3], ("2020-03", "=B3*1.1")]
    _write("e83_formula_without_a_result", _bytes(_book(rows)))
    linked = _in_sheet(
        rb"<c r=\"B4\"[^>]*><v>121</v></c>", rb'<c r="B4"><f>[1]Other!A1</f><v>121</v></c>'
    )
    _write("e83_link_with_a_result", _again(_bytes(_book(_ROWS)), linked))
    rows = [*_ROWS[:3], ("2020-03", "#DIV/0!"), ("2020-04", "#REF!")]
    _write("e84_spreadsheet_errors", _bytes(_book(rows)))
    book = _book([("month", "followers", None), *((*row, row[1]) for row in _ROWS[1:])])
    book.active.merge_cells("B1:C1")
    _write("e85_merged_header", _bytes(book))
    book = _book([("2020", "followers"), *_ROWS])
    book.active.merge_cells("A1:B1")
    _write("e85_merged_title", _bytes(book))
    book = _book([*_ROWS, ("2020-04", 900)])
    book.active.row_dimensions[4].hidden = True
    book.active.row_dimensions[5].hidden = True
    _write("e85_hidden_rows", _bytes(book))


def _sheets() -> None:
    book = _book(_ROWS, "June")
    book.create_sheet("July").append(("month", "followers"))
    _write("e86_sheet_missing", _bytes(book))
    for row in _ROWS[1:]:
        book["July"].append(row)
    _write("e86_which_sheet", _bytes(book))
    book = _book(_ROWS)
    book.create_sheet("Notes").append(("Who to ask", "Ada"))
    _write("e86_sheet_of_notes", _bytes(book))
    book = _book(_ROWS)
    book.create_sheet("Empty")
    book["Data"].sheet_state = "hidden"
    book.active = 1
    _write("e86_hidden_sheet", _bytes(book))
    days = [("month", "followers"), *((date(2020, n, 1), 1.5 * n) for n in range(1, 4))]
    book = _book(days)
    book.epoch = CALENDAR_MAC_1904
    _write("e86_dates_since_1904", _bytes(book))
    _write("e87_empty_workbook", _bytes(Workbook()))
    _write("e87_no_parquet", b"month,followers\n2020-01,100\n", "data.parquet")


def main() -> None:
    """Write every workbook."""
    _damaged()
    _odd_cells()
    _sheets()


if __name__ == "__main__":
    main()
