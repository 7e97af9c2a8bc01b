"""Decode YAML files: limits on size, encoding and forbidden characters."""

from __future__ import annotations

import re

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.limits import limits

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# Control characters, lone surrogates, and bidirectional overrides, which can disguise a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ODD_INDENT = re.compile(
    "[ ]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])\\s*[\\w-]+:(\\s|$)"
)
_LONGEST_QUOTED_LINE = 300


class YamlText:
    """The text of a YAML file with its lines.

    Parameters
    ----------
    file : str
        The path as the user named it.
    text : str
        Without a byte order mark.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = _LINE_BREAK.split(text)

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """Return a place; `line` and `column` count from 0, as in YAML marks."""
        text = self.lines[line] if line < len(self.lines) else ""
        shown = text if len(text) <= _LONGEST_QUOTED_LINE else ""
        return Place(
            file=self.file, line=line + 1, column=column + 1, width=max(1, width), text=shown
        )


def decode_yaml(data: bytes, file: str) -> YamlText | Diagnostic:
    """Return the text of a YAML file, or a diagnostic if it can't be decoded."""
    most = limits().yaml_bytes
    if len(data) > most:
        return _error(
            "CFG002",
            f"the file has {len(data) / 1e6:.1f} MB; a configuration may have {most / 1e6:g} MB",
            Place(file=file),
            "keep data in CSV files and name them under `metrics`",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        return _wrong_encoding(file, "UTF-16", None)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8-sig", "replace")
        lines = _LINE_BREAK.split(before)
        return _wrong_encoding(
            file,
            "another encoding than UTF-8",
            Place(file=file, line=len(lines), column=len(lines[-1]) + 1),
        )
    source = YamlText(file, text)
    return forbidden_character(source) or source


def forbidden_character(source: YamlText) -> Diagnostic | None:
    """Return a diagnostic for the first forbidden character, None if there is none."""
    found = _FORBIDDEN.search(source.text)
    if found is None:
        return _odd_indent(source)
    before = _LINE_BREAK.split(source.text[: found.start()])
    place = Place(file=source.file, line=len(before), column=len(before[-1]) + 1)
    return control_character(found.group(), place)


def _odd_indent(source: YamlText) -> Diagnostic | None:
    """Return a diagnostic for a key indented with Unicode spaces, which YAML reads as letters."""
    for number, line in enumerate(source.lines):
        found = _ODD_INDENT.match(line)
        if found is not None:
            character = found[1]
            return _error(
                "CFG006",
                f"the line is indented with the character U+{ord(character):04X}, "
                "which is not a space",
                source.place(number, found.start(1)),
                "indent with ordinary spaces; text copied from a web page may hold others",
            )
    return None


def has_forbidden_character(text: str) -> str:
    """Return the first forbidden character of a value, or an empty text."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def control_character(character: str, place: Place) -> Diagnostic:
    """Return the message for a character that can't be printed."""
    return _error(
        "CFG004",
        f"found the invisible character U+{ord(character):04X}, which can't be printed",
        place,
        "delete it, or type the line again",
    )


def _wrong_encoding(file: str, encoding: str, place: Place | None) -> Diagnostic:
    return _error(
        "CFG003",
        f"the file is written in {encoding}; expected UTF-8",
        place or Place(file=file),
        "in your editor, choose Save with encoding: UTF-8",
    )


def _error(code: str, message: str, place: Place, fix: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, place=place, help=fix)
