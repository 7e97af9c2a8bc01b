r"""Cases: one file each, with a faulty input and the exact diagnostics expected for it.

A case is a text of sections. ``=== config.yaml`` begins the file of that name, and what follows
is its content, byte for byte. ``=== data.csv < two-years.csv`` takes the content from the folder
``data`` here, where several cases share a file or bytes are no text. In a section marked
``(escaped)``, ``\xff`` is a byte, ``\\`` a backslash, ``\*500{x}`` a character repeated, and a
backslash at the end of a line joins it with the next. The last section, ``expected.json``, is
what the test compares.
"""

from __future__ import annotations

import atexit
import json
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_EXPECTED = "expected.json"
_SECTION = re.compile(rb"^=== ([^\n]*)\n", re.MULTILINE)
_ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|\*(\d+)\{(.)\}|(\\)|\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One faulty input: `files` by their paths, and the expected diagnostics."""

    name: str
    files: dict[str, bytes]
    expected: dict[str, Any]

    def write(self, folder: Path) -> None:
        """Write the files of the input into a folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case, sorted by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.case")))


def _read(path: Path) -> Case:
    before, *parts = _SECTION.split(path.read_bytes())
    assert not before, f"{path.name} begins without a section"
    files = {}
    for head, content in zip(parts[::2], parts[1::2], strict=True):
        name, content_ = _file(head.decode(), content)
        assert name not in files, f"{path.name} has two sections {name}"
        files[name] = content_
    expected = json.loads(files.pop(_EXPECTED))
    return Case(name=path.stem, files=files, expected=expected)


def _file(head: str, content: bytes) -> tuple[str, bytes]:
    name, separator, shared = head.partition(" < ")
    if separator:
        assert not content, f"{head} has content of its own"
        return name, (FOLDER / "data" / shared).read_bytes()
    plain = name.removesuffix(" (escaped)")
    return plain, content if plain == name else _ESCAPE.sub(_unescaped, content)


def _unescaped(match: re.Match[bytes]) -> bytes:
    byte, times, repeated, backslash = match.groups()
    if byte:
        return bytes.fromhex(byte.decode())
    return repeated * int(times) if times else backslash or b""


@cache
def unpacked_cases() -> Path:
    """Return a folder with one folder per case; it is removed when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="cases-")
    atexit.register(folder.cleanup)
    for case in all_cases():
        case.write(Path(folder.name) / case.name)
    return Path(folder.name)
