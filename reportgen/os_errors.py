"""What to do about a machine that can't: a full disk, a folder that may not be written to."""

from __future__ import annotations

import errno

from reportgen.diagnostics import Diagnostic, Place, Severity

_ELSEWHERE = "choose another folder with `--output`, or change what may be written there"
_FIXES = {
    errno.ENOSPC: "make room on the disk, or choose a folder on another one with `--output`",
    errno.EDQUOT: "make room within your quota, or choose another folder with `--output`",
    errno.EACCES: _ELSEWHERE,
    errno.EPERM: _ELSEWHERE,
    errno.EROFS: "this disk can't be written to: choose another folder with `--output`",
    errno.EFBIG: "raise the limit on the size of files (`ulimit -f`)",
    errno.EMFILE: "raise the limit on open files (`ulimit -n`), or build fewer at a time",
    errno.ENFILE: "close other programs: this machine has no more files to open",
    errno.EIO: "the disk fails: save what is on it, and choose another one with `--output`",
    errno.ENAMETOOLONG: "choose a folder with a shorter name with `--output`",
    errno.ENOTDIR: "a file stands where a folder is needed: choose another with `--output`",
    errno.EEXIST: "a file stands where a folder is needed: choose another with `--output`",
}


def machine_problem(error: OSError) -> Diagnostic:
    """Return a failure of the machine as a message that names the file and the way out."""
    said = (error.strerror or str(error)).rstrip(".")
    said = said[:1].lower() + said[1:]
    name = str(error.filename) if error.filename else ""
    return Diagnostic(
        code="ENV001",
        severity=Severity.ERROR,
        message=f"{said}: {name}" if name else said,
        place=Place(file=name) if name else None,
        help=_FIXES.get(error.errno or 0, "mend this on the machine, then run the command again"),
        note="files that stood there before are as they were",
    )
