"""Write one or several files atomically.

Every system call may fail: the disk is full, a folder is read-only, the power fails. The folder
then has its previous content, byte for byte, and no additional files.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from shutil import copyfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

_SUFFIX = ".part"
# mkstemp creates files that only their owner can read; editions are for publication.
_FILE_MODE = 0o644
# What file systems report that have no hard links, or no more of them.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)


def write_atomically(path: Path, content: bytes, *, mode: int = _FILE_MODE) -> None:
    """Write a file so that no reader ever sees it incomplete.

    The bytes are written to a temporary file in the same folder and synced to disk; the file
    is then renamed. A failure at any point leaves the old file unchanged.

    Parameters
    ----------
    path : Path
        The target; missing folders are created.
    content : bytes
        The complete content.
    mode : int
        Who may read and write it.

    Raises
    ------
    OSError
        The disk is full or the folder is not writable; the error names the file.
    """
    write_together({path: content}, mode=mode)


def write_together(
    files: Mapping[Path, bytes], *, removed: Sequence[Path] = (), mode: int = _FILE_MODE
) -> None:
    """Write several files and remove others; a failure leaves all of them unchanged.

    All content is synced to disk under temporary names first. The files are then renamed in
    the given order; if one fails, the earlier ones are reverted. (Not after a power failure:
    put the file that lists the others last.)

    Raises
    ------
    OSError
        A step failed; the error names the file.
    """
    change = _Change(mode)
    try:
        for path, content in files.items():
            with naming(path):
                change.prepare(path, content)
        for path in (*removed, *files):
            with naming(path):
                change.put(path)
        for folder in dict.fromkeys(path.parent for path in files):
            with naming(folder):
                _sync_folder(folder)
    except BaseException:
        change.undo()
        raise
    change.end()


@dataclass(slots=True)
class _Change:
    """A change in progress: `parts` are the new files, `old` the backups of replaced ones."""

    mode: int
    parts: dict[Path, Path] = field(default_factory=dict)
    old: dict[Path, Path] = field(default_factory=dict)
    new: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def prepare(self, path: Path, content: bytes) -> None:
        """Write a file under a temporary name."""
        self._make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_SUFFIX, dir=path.parent)
        self.parts[path] = path.parent / name
        try:
            _write_whole(handle, content, self.mode)
        finally:
            os.close(handle)

    def put(self, path: Path) -> None:
        """Rename a prepared file to its name, or remove a file, after a backup of the old one."""
        part = self.parts.get(path)
        if os.path.lexists(path):
            kept = path.parent / f".{path.name}.old{_SUFFIX}"
            _drop(kept)  # left by a run that was killed
            self.old[path] = kept
            if part is None:
                path.replace(kept)
            else:
                _keep(path, kept)
        if part is not None:
            part.replace(path)  # atomic: readers see the old file or the new one
            del self.parts[path]
            self.new.append(path)

    def undo(self) -> None:
        """Restore the previous state."""
        for path in reversed(self.new):
            if path not in self.old:
                _drop(path)
        for path, kept in self.old.items():
            # Renaming one hard link onto another does nothing, so the backup may remain.
            _again(partial(kept.replace, path))
            _drop(kept)
        for part in self.parts.values():
            _drop(part)
        for folder in reversed(self.folders):
            _again(folder.rmdir)

    def end(self) -> None:
        """Remove the backups, and folders that have become empty."""
        for path, kept in self.old.items():
            _drop(kept)
            if path not in self.new:
                _again(path.parent.rmdir)

    def _make_folder(self, folder: Path) -> None:
        absent = []
        while not folder.is_dir():
            absent.append(folder)
            folder = folder.parent
        for item in reversed(absent):
            item.mkdir()
            self.folders.append(item)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Add the path to an error raised inside the block."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _keep(path: Path, kept: Path) -> None:
    """Back up a file by a hard link, or by a copy if the file system has none."""
    try:
        kept.hardlink_to(path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        copyfile(path, kept)


def _write_whole(handle: int, content: bytes, mode: int) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fchmod(handle, mode)
    os.fsync(handle)


def _drop(path: Path) -> None:
    _again(path.unlink)


def _again(act: Callable[[], object]) -> None:
    """Call a function, and once more if it fails: some failures are temporary."""
    try:
        act()
    except FileNotFoundError:
        return
    except OSError:
        with suppress(OSError):
            act()


def _sync_folder(folder: Path) -> None:
    """Sync a folder, so that new names in it survive a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
