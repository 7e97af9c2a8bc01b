"""Read files that a user names: never a pipe or a device, and never more than a limit."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG


class NotRegularFileError(OSError):
    """The path leads to a folder, a pipe or a device, whose reading might never end."""


def read_regular(path: Path, most: int) -> bytes:
    """Return the first bytes of a file.

    Parameters
    ----------
    path : Path
        Where the file is; links are followed.
    most : int
        The largest size allowed, in bytes. One more byte is read, so that a caller can tell a
        file that is too large.

    Raises
    ------
    OSError
        The file can't be read; `NotRegularFileError` if it is not a file.
    """
    # Not blocking, so that opening a pipe that no one writes to returns at once.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not S_ISREG(os.fstat(handle).st_mode):
            raise NotRegularFileError(f"not a file: {path.name}")
        return stream.read(most + 1)


def real_path(path: Path) -> Path:
    """Return a path without links, `.` and `..`; one in a loop of links is returned as it is.

    `Path.resolve` raises at a loop before Python 3.13.
    """
    return Path(os.path.realpath(path))
