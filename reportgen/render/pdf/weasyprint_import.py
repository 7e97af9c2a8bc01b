"""Import WeasyPrint without searching for its libraries by compiler and linker.

WeasyPrint looks for each of its seven libraries under several names, and for every name without
a file Python starts ``ldconfig``, ``gcc`` and ``ld``: 54 processes and a quarter of a second,
although the loader then finds the right names by itself.
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
    """Import WeasyPrint; search for its libraries only if the loader can't find them.

    Raises
    ------
    OSError
        A system library is missing.
    """
    if _NAME in sys.modules:
        return
    if sys.platform == "linux":
        # WeasyPrint prints what is missing; the second attempt below may still find it.
        with suppress(OSError), redirect_stdout(io.StringIO()), _libraries_by_file_name():
            import_module(_NAME)
    import_module(_NAME)


@contextmanager
def _libraries_by_file_name() -> Iterator[None]:
    """Make `ctypes.util.find_library` find nothing, without starting processes."""
    search = ctypes.util.find_library
    ctypes.util.find_library = _unknown
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _unknown(name: str) -> str | None:
    """Find no library; file names known to the loader are opened without this function."""
    del name  # named as in the function that this replaces
    return None
