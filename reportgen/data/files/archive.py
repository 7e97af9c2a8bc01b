"""Safety checks of workbooks, which are zip archives, before they are unpacked.

A file of 5 KB can unpack to gigabytes, so the declared sizes are checked first. They are
trusted only after every part has been read and its checksum verified.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from reportgen.data.findings import error
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Callable

_SMALL = 10_000_000
"""Below this size a high ratio is harmless; regular tables compress well."""
# The signature of Compound File Binary: .xls, and .xlsx that is encrypted.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream that holds an encrypted workbook; names in such a file are UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 16
# `zipfile` raises these, too, for damaged archives and unknown compression methods.
_BROKEN = (EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class UnsafePartError(Exception):
    """A part of an archive declares a document type or entities, which no workbook needs."""


def open_archive(data: bytes, name: str) -> zipfile.ZipFile | Diagnostic:
    """Return a workbook's archive, or the reason why it must not be unpacked."""
    place = Place(file=name)
    if data.startswith(_OLE):
        return _old_format(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        ratio = unpacked / max(1, len(data))
        most = limits()
        is_bomb = ratio > most.archive_ratio and unpacked > _SMALL
        if len(parts) > most.archive_parts or unpacked > most.archive_bytes or is_bomb:
            return error(
                "DAT074",
                f"{name} unpacks to {unpacked // 1_000_000} MB in {len(parts)} parts, "
                "far more than a table needs",
                place,
                "save the sheet with the numbers as CSV, and name that file",
            )
        # Bit 0 of the general purpose flag marks an encrypted part.
        if any(part.flag_bits & 0x1 for part in parts):
            return _encrypted(name)
        # Reads every part, so that a part that is larger than declared is found here.
        damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *_BROKEN):
        return unreadable_workbook(name)
    return archive if damaged is None else unreadable_workbook(name)


def _old_format(data: bytes, name: str) -> Diagnostic:
    if _ENCRYPTED in data:
        return _encrypted(name)
    return error(
        "DAT072",
        f"{name} is a workbook of the old format .xls",
        Place(file=name),
        "open it in a spreadsheet and save it as .xlsx or as CSV (UTF-8)",
    )


def _encrypted(name: str) -> Diagnostic:
    return error(
        "DAT071",
        f"{name} is protected with a password",
        Place(file=name),
        "save it without the password",
    )


def unreadable_workbook(name: str) -> Diagnostic:
    """Return the error for a file that is not a workbook, or a damaged one."""
    return error(
        "DAT070",
        f"{name} is not a valid workbook; the file may be truncated",
        Place(file=name),
        "download or save it again; a CSV file must be called .csv",
    )


def read_part(
    archive: zipfile.ZipFile,
    part: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read an XML part in chunks, without expanding declared entities.

    Raises
    ------
    UnsafePartError
        The part declares a document type or entities.
    """
    from xml.parsers import expat

    # Entities that expand into each other ("billion laughs") can only be declared in a
    # document type, so the declaration itself is refused.
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise UnsafePartError(part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """Check the start of every XML part, including those that only the library reads.

    Raises
    ------
    UnsafePartError
        A part declares a document type or entities.
    """
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(_CHUNK)
            if any(word in head for word in _DECLARATIONS):
                raise UnsafePartError(part)
