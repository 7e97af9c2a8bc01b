"""Locks and staging in ``.batch``, a folder of the output folder."""

from __future__ import annotations

import fcntl
import shutil
import time
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from reportgen.batch.atomic_replace import put_back
from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.edition.atomic_write import naming
from reportgen.errors import EnvironmentProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".batch"
_PATIENCE = 15.0
"""Seconds to wait for the children of a killed batch."""


def staging_folder(output: Path) -> Path:
    """Return the folder where editions are built before they are published."""
    return output / FOLDER / "staging"


def temporary_folder(output: Path) -> Path:
    """Return the folder for temporary files of child processes, cleaned after a kill."""
    return output / FOLDER / "temporary"


@contextmanager
def hold_output(output: Path) -> Iterator[None]:
    """Lock the output folder and remove leftovers of interrupted batches.

    Raises
    ------
    EnvironmentProblemError
        Another batch is using the folder, or a brief is being built into it.
    """
    (output / FOLDER).mkdir(parents=True, exist_ok=True)
    with (output / FOLDER / "lock").open("a") as lock:
        if not _take(lock, fcntl.LOCK_EX):
            raise _busy(output)
        _wait_for_children(output)
        with naming(output / FOLDER):
            clean(output)
        try:
            yield
        finally:
            _remove_temporary(output)


@contextmanager
def share_output(output: Path) -> Iterator[None]:
    """Keep batches out of an output folder that one has used, while a single brief is built.

    Raises
    ------
    EnvironmentProblemError
        A batch is using the folder.
    """
    with (output / FOLDER / "lock").open("a") as lock:
        if not _take(lock, fcntl.LOCK_SH):
            raise _busy(output)
        yield


def hold_work(output: Path) -> IO[str]:
    """Take a shared lock on running work, held as long as the child process lives."""
    file = (output / FOLDER / "work").open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def clean(output: Path) -> None:
    """Remove leftovers of killed batches: incomplete editions and partial files."""
    staging = staging_folder(output)
    if staging.is_dir():
        for task in staging.iterdir():
            put_back(task, output)
        shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(temporary_folder(output), ignore_errors=True)
    for pattern in (".*.part", "*/.*.part", "*/*/.*.part"):
        for part in output.glob(pattern):
            part.unlink(missing_ok=True)


def _remove_temporary(output: Path) -> None:
    """Remove the children's temporary files, unless a child is still running."""
    with (output / FOLDER / "work").open("a") as work, suppress(OSError):
        if _take(work, fcntl.LOCK_EX):
            shutil.rmtree(temporary_folder(output), ignore_errors=True)


def _wait_for_children(output: Path) -> None:
    """Wait until all children of a killed batch have ended."""
    with (output / FOLDER / "work").open("a") as work:
        end = time.monotonic() + _PATIENCE
        while not _take(work, fcntl.LOCK_EX):
            if time.monotonic() > end:
                raise _busy(output)
            time.sleep(0.05)


def _take(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy(output: Path) -> EnvironmentProblemError:
    found = Diagnostic(
        code="BAT001",
        severity=Severity.ERROR,
        message="another command is using this output folder",
        place=Place(file=str(output)),
        help="wait until it has finished, or choose another folder with `--output`",
    )
    return EnvironmentProblemError("nothing was built", (found,))
