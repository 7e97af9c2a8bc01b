"""A whole edition put in place in one step: readers see the old one or the new one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2
_ASIDE = ".aside"


def publish(staged: Path, target: Path) -> None:
    """Let a finished folder take the place of the standing one, which is removed.

    On Linux the two folders change names in one system call. Where the file system can't,
    the old one steps aside first; `put_back` mends what a kill in between leaves.

    Parameters
    ----------
    staged : Path
        The finished folder, on the same file system.
    target : Path
        The folder that it becomes.

    Raises
    ------
    OSError
        The output can't be written to.
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
    """Return an edition to its place that had stepped aside when its batch was killed."""
    for aside in task.glob(f"*{_ASIDE}"):
        target = output / aside.name.removesuffix(_ASIDE)
        if not target.exists():
            aside.rename(target)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names, and return whether the system could."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _EXCHANGE)
    return bool(done == 0)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
