"""WeasyPrint, imported without the search for its libraries by compiler and linker.

WeasyPrint asks for each of its seven libraries by several names, and for every name without a
file Python starts ``ldconfig``, ``gcc`` and ``ld``: 54 processes and a quarter of a second, where
the right names are then found by the loader alone.
"""

from __future__ import annotations

import ctypes.util
import io
import sys
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "weasyprint"


def import_typesetter() -> None:
    """Import WeasyPrint; where the loader does not know its libraries, they are searched for.

    Raises
    ------
    OSError
        A library of the system is missing.
    """
    if _NAME in sys.modules:
        return
    if sys.platform == "linux":
        # It tells what is missing on standard output, which is too early here.
        with suppress(OSError), redirect_stdout(io.StringIO()), _libraries_by_file_name():
            import_module(_NAME)
    import_module(_NAME)


@contextmanager
def _libraries_by_file_name() -> Iterator[None]:
    """Let names that are no file's names be unknown at once."""
    search = ctypes.util.find_library
    ctypes.util.find_library = _unknown
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _unknown(name: str) -> str | None:
    """Find no library: those that the loader knows by their file's name are not asked for here."""
    del name  # the parameter is that of the function whose place this takes
    return None
