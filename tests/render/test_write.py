"""Files are written atomically."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reportgen.edition.atomic_write import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_completely_and_without_leftovers(tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert [item.name for item in tmp_path.iterdir()] == ["brief.pdf"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(b"a much longer old file")
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_failure_while_writing_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["brief.pdf"]
