"""Explain what the machine lacks: a full disk, a read-only folder, too little memory."""

from __future__ import annotations

import errno
import sys

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.errors import EnvironmentProblemError

_LEAST_MEMORY = 650_000_000
"""Bytes of address space below which a build fails in one library or another; measured, with a
reserve of 100 MB, on a brief of six pages."""

_ELSEWHERE = "choose another folder with `--output`, or change the permissions of this one"
_NO_FOLDER = "a file is in the place of a folder: choose another folder with `--output`"
_FIXES = {
    errno.ENOSPC: "free space on the disk, or choose a folder on another disk with `--output`",
    errno.EDQUOT: "free space within your quota, or choose another folder with `--output`",
    errno.EACCES: _ELSEWHERE,
    errno.EPERM: _ELSEWHERE,
    errno.EROFS: "the disk is read-only: choose another folder with `--output`",
    errno.EFBIG: "raise the limit on the size of files (`ulimit -f`)",
    errno.EMFILE: "raise the limit on open files (`ulimit -n`), or build fewer at a time",
    errno.ENFILE: "close other programs: this machine has reached its limit on open files",
    errno.EIO: "the disk is failing: back it up, and choose another one with `--output`",
    errno.ENAMETOOLONG: "choose a folder with a shorter name with `--output`",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
}


def machine_problem(error: OSError) -> Diagnostic:
    """Return an operating system error as a diagnostic with the file and the fix."""
    said = (error.strerror or str(error)).rstrip(".")
    said = said[:1].lower() + said[1:]
    name = str(error.filename) if error.filename else ""
    return Diagnostic(
        code="ENV001",
        severity=Severity.ERROR,
        message=f"{said}: {name}" if name else said,
        place=Place(file=name) if name else None,
        help=_FIXES.get(error.errno or 0, "fix this on the machine, then run the command again"),
        note="existing files are unchanged",
    )


def lack_of_memory() -> Diagnostic:
    """Return the error for a machine, or a limit, that leaves too little memory."""
    return Diagnostic(
        code="ENV002",
        severity=Severity.ERROR,
        message=f"there is too little memory: a brief takes about {_LEAST_MEMORY // 1_000_000} MB",
        help="close other programs, or raise the limit (`ulimit -v unlimited`)",
        note="existing files are unchanged",
    )


def require_memory() -> None:
    """Raise an error if this process may not have the memory that a brief takes.

    OpenBLAS, which numpy loads, tries for ever where it is refused memory, and can't be
    interrupted. So this is called before numpy is imported.

    Raises
    ------
    EnvironmentProblemError
        The limit on the address space is too low.
    """
    if "numpy" in sys.modules or sys.platform == "win32":
        return
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY and most < _LEAST_MEMORY:
        raise EnvironmentProblemError("nothing was built", (lack_of_memory(),))
