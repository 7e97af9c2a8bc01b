"""Decode the bytes of a data file, and recognize files that are not text."""

from __future__ import annotations

from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.findings import error, finding
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits

if TYPE_CHECKING:
    from pathlib import Path

_TEXT_FIX = "open it in a spreadsheet and save it as CSV (UTF-8)"
_EXCEL_FIX = f"call the file .xlsx, or {_TEXT_FIX}"
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip archive", _EXCEL_FIX),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", _TEXT_FIX),
    (b"\x89PNG", "a picture", "export the numbers as CSV"),
    (b"\xff\xd8\xff", "a picture", "export the numbers as CSV"),
    (b"%PDF", "a PDF", "export the numbers as CSV"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"PAR1", "a Parquet file", "call the file .parquet, or save it as CSV"),
    (b"SQLite format 3", "a database", "export the table as CSV"),
    (b"{\\rtf", "a letter", "save the table as CSV"),
)
_WORDED = (
    (("<!doctypehtml", "<html"), "a web page", "sign in, and download the file itself"),
    (("<?xml",), "an XML file", "export the table as CSV"),
    (("[{", '{"', "[["), "a JSON file", "export the table as CSV"),
)
# Bytes that are undefined in Windows-1252.
_NOT_WINDOWS = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})


class FileText(NamedTuple):
    """A file's bytes, its text, and diagnostics."""

    data: bytes
    text: str
    found: tuple[Diagnostic, ...]


def read_bytes(path: Path, name: str) -> bytes | Diagnostic:
    """Return the bytes of a data file, or why it can't be read.

    Parameters
    ----------
    path : Path
        Where the file is.
    name : str
        Its name in the configuration, which messages use as well.
    """
    place = Place(file=name)
    try:
        state, most = path.stat(), limits().table_bytes
        # Reading a pipe or a device might never end.
        data = path.read_bytes() if S_ISREG(state.st_mode) and state.st_size <= most else None
    except (OSError, ValueError):
        return error("DAT006", f"the file can't be read: {name}", place, "check its permissions")
    if data is None and not S_ISREG(state.st_mode):
        return error("DAT004", f"expected a file: {name}", place, "name the file itself")
    if data is None:
        return error(
            "DAT010",
            f"the file has {state.st_size // 1_000_000} MB; at most {most / 1e6:g} MB are read",
            place,
            "leave out columns or years that the brief does not need",
        )
    return data


def decode(data: bytes, name: str) -> FileText | Diagnostic:
    """Return bytes as text: UTF-16 or UTF-32, else UTF-8, else Windows-1252.

    Windows-1252 is last because it accepts almost any bytes; UTF-8 rejects its accented letters.
    """
    place = Place(file=name)
    for start, kind, fix in _KINDS:
        if data.startswith(start):
            return error("DAT012", f"expected a CSV file, found {kind}", place, fix)
    words = data[:200].removeprefix(b"\xef\xbb\xbf").decode("latin-1").lower().split()
    for starts, kind, fix in _WORDED:
        if "".join(words).startswith(starts):
            return error("DAT012", f"expected a CSV file, found {kind}", place, fix)
    encoding = _wide_encoding(data)
    if encoding is None and b"\x00" in data:
        return error("DAT012", "expected a CSV file, found one that is not text", place, _TEXT_FIX)
    try:
        return FileText(data, data.decode(encoding or "utf-8-sig"), ())
    except UnicodeDecodeError as problem:
        if encoding is not None:
            return _no_encoding(place)
        line = data.count(b"\n", 0, problem.start) + 1
    if _NOT_WINDOWS.intersection(data):
        return _no_encoding(place)
    found = finding(
        "DAT011",
        "the file is not UTF-8; it was read as Windows-1252",
        Place(file=name, line=line),
        "save it as CSV UTF-8, and check accented letters in the brief",
        in_brief=False,
    )
    return FileText(data, data.decode("cp1252"), (found,))


def _wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 encoding of a file, None if it has another."""
    # UTF-32 first: its little-endian byte order mark begins with that of UTF-16.
    if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return "utf-32"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = data[:200]
    if len(start) < 4 or b"\x00" not in start:
        return None
    # Without a byte order mark, the high bytes of Latin letters are all 0.
    if not any(start[0::2]):
        return "utf-16-be"
    if not any(start[1::2]):
        return "utf-16-le"
    return None


def _no_encoding(place: Place) -> Diagnostic:
    return error(
        "DAT013",
        "the encoding of this file is unknown: it is neither UTF-8, UTF-16 nor Windows-1252",
        place,
        "save it as CSV UTF-8",
    )
