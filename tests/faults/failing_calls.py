"""Fault injection: the n-th system call on files of a folder fails, as on a full disk."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BY_PATH = ("open", "mkdir", "replace", "link", "unlink", "rmdir")
BY_HANDLE = ("write", "fsync", "close", "fchmod")


class FailingCalls:
    """Counts system calls on files of a folder, and makes one of them fail.

    Parameters
    ----------
    folder : Path
        Calls on files below it are counted.
    number : int
        Which call fails, from 0; -1 for none.
    error : int
        The error's number, such as ``errno.ENOSPC``.
    lasts : bool
        Whether every later call that creates or writes a file fails too.
    """

    def __init__(self, folder: Path, number: int, error: int, *, lasts: bool = False) -> None:
        self.folder = folder.resolve()
        self.number = number
        self.error = error
        self.lasts = lasts
        self.calls: list[str] = []
        self.handles: set[int] = set()
        self.only_read: set[int] = set()

    @contextmanager
    def at_work(self) -> Iterator[FailingCalls]:
        """Patch the functions of `os` and `open` within the context."""
        with pytest.MonkeyPatch.context() as patch:
            for name in BY_PATH:
                patch.setattr(os, name, self._by_path(name, getattr(os, name)))
            for name in BY_HANDLE:
                patch.setattr(os, name, self._by_handle(name, getattr(os, name)))
            yield self

    def _by_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            if not self._concerns(path):
                return real(path, *rest, **named)
            self._count(name)
            made = real(path, *rest, **named)
            if name == "open":
                self.handles.add(made)
                if not rest or rest[0] & os.O_ACCMODE == os.O_RDONLY:
                    self.only_read.add(made)
            return made

        return call

    def _by_handle(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, *rest: Any) -> Any:
            if handle not in self.handles:
                return real(handle, *rest)
            if name == "close":  # the descriptor is closed anyway, as by the kernel
                self.handles.discard(handle)
                real(handle)
                if handle in self.only_read:  # there is no buffered data that could be lost
                    self.only_read.discard(handle)
                else:
                    self._count(name)
                return None
            if name == "write" and self._is_next() and len(rest[0]) > 1:
                real(handle, rest[0][: len(rest[0]) // 2])  # a partial write
            self._count(name)
            return real(handle, *rest)

        return call

    def _is_next(self) -> bool:
        return len(self.calls) == self.number

    def _count(self, name: str) -> None:
        at = len(self.calls)
        self.calls.append(name)
        goes_on = self.lasts and at > self.number >= 0 and name in ("open", "write", "mkdir")
        if at == self.number or goes_on:
            raise OSError(self.error, os.strerror(self.error))

    def _concerns(self, path: Any) -> bool:
        if isinstance(path, int):
            return False
        return Path(os.fspath(path)).absolute().is_relative_to(self.folder)
