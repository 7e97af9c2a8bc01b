"""Files written whole or not at all, one by itself or several together.

Every call on the way may fail: the disk is full, a folder is read-only, a plug is pulled. What
stood there before then stands there afterwards, byte by byte, and nothing else beside it.
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
_FILE_MODE = 0o644
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it.

    The bytes go to a file beside it, reach the disk, and then take its name; whatever
    stops this on the way leaves the old file as it was.

    Parameters
    ----------
    path : Path
        Where; its folder must exist.
    content : bytes
        The whole file.

    Raises
    ------
    OSError
        The disk is full, or the folder can't be written to; it names the file.
    """
    write_together({path: content})


def write_together(files: Mapping[Path, bytes], *, removed: Sequence[Path] = ()) -> None:
    """Write several files, and remove some, so that a failure leaves all as they were.

    Everything reaches the disk under other names first. The names are then changed one after
    the other, in the order given; a failure among them changes the earlier ones back. (A
    power cut can't: put the file that tells of the others last.)

    Raises
    ------
    OSError
        Something failed; it names the file.
    """
    change = _Change()
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
    """Files on their way: `parts` wait for their names, `old` keep what stood there."""

    parts: dict[Path, Path] = field(default_factory=dict)
    old: dict[Path, Path] = field(default_factory=dict)
    new: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def prepare(self, path: Path, content: bytes) -> None:
        """Write a file under another name."""
        self._make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_SUFFIX, dir=path.parent)
        self.parts[path] = path.parent / name
        try:
            _write_whole(handle, content)
        finally:
            os.close(handle)

    def put(self, path: Path) -> None:
        """Give a file its name, or take it away; what stood there can be put back."""
        part = self.parts.get(path)
        if os.path.lexists(path):
            kept = path.parent / f".{path.name}.old{_SUFFIX}"
            _drop(kept)  # of a run that was killed
            self.old[path] = kept
            if part is None:
                path.replace(kept)
            else:
                _keep(path, kept)
        if part is not None:
            part.replace(path)  # at no moment is there no file
            del self.parts[path]
            self.new.append(path)

    def undo(self) -> None:
        """Put everything back."""
        for path in reversed(self.new):
            if path not in self.old:
                _drop(path)
        for path, kept in self.old.items():
            # Two names of one file are left as they are by a renaming, so the second goes.
            _again(partial(kept.replace, path))
            _drop(kept)
        for part in self.parts.values():
            _drop(part)
        for folder in reversed(self.folders):
            _again(folder.rmdir)

    def end(self) -> None:
        """Remove what stood there, and folders that nothing stands in any more."""
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
    """Let an error say which file it is about."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _keep(path: Path, kept: Path) -> None:
    """Give a file a second name, or make a copy where the file system has no such thing."""
    try:
        kept.hardlink_to(path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        copyfile(path, kept)


def _write_whole(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fchmod(handle, _FILE_MODE)
    os.fsync(handle)


def _drop(path: Path) -> None:
    _again(path.unlink)


def _again(act: Callable[[], object]) -> None:
    """Do something that must be done; once more where it fails, for some failures pass."""
    try:
        act()
    except FileNotFoundError:
        return
    except OSError:
        with suppress(OSError):
            act()


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
