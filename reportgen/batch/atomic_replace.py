"""Replace an edition atomically: readers see either the old one or the new one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# From Linux's fcntl.h and fs.h: relative to the working folder; RENAME_EXCHANGE.
_AT_FDCWD = -100
_EXCHANGE = 2
_ASIDE = ".aside"


def publish(staged: Path, target: Path) -> None:
    """Replace the current folder of an edition by a finished one.

    On Linux the two folders are exchanged in one system call. If the file system does not
    support it, the old one is moved aside first; `put_back` recovers from a kill in between.

    Parameters
    ----------
    staged : Path
        The finished folder, on the same file system.
    target : Path
        The folder to replace or create.

    Raises
    ------
    OSError
        The output folder is not writable.
    """
    if not target.exists():
        staged.rename(target)
    elif not _exchange(staged, target):
        aside = staged.with_name(staged.name + _ASIDE)
        target.rename(aside)
        staged.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    _sync(target.parent)
    shutil.rmtree(staged, ignore_errors=True)


def put_back(task: Path, output: Path) -> None:
    """Restore an edition that was moved aside when its batch was killed."""
    for aside in task.glob(f"*{_ASIDE}"):
        target = output / aside.name.removesuffix(_ASIDE)
        if not target.exists():
            aside.rename(target)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders atomically; return False if the system does not support it."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _EXCHANGE)
    return bool(done == 0)


def _sync(folder: Path) -> None:
    # A rename survives a power failure only once the containing folder is on disk.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
