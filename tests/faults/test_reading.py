"""Files that fail or change while they are read."""

from __future__ import annotations

import errno
import hashlib
import io
from typing import TYPE_CHECKING, Any

from reportgen.pipeline import load_organization

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

CONFIG = """\
reportgen: 1
organization: {name: River Club}
metrics:
  followers: {kind: level, file: data.csv, date: month, value: followers}
  visits: {kind: count, file: data.csv, date: month, value: visits}
"""


def write(folder: Path) -> Path:
    rows = [f"2024-{month:02},{100 + month},{month}" for month in range(1, 13)]
    (folder / "data.csv").write_text("month,followers,visits\n" + "\n".join(rows) + "\n")
    (folder / "config.yaml").write_text(CONFIG)
    return folder / "config.yaml"


class _FailsMidway(io.RawIOBase):
    """A file whose second read fails."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.file = io.FileIO(path)
        self.pieces = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.pieces += 1
        if self.pieces > 1:
            raise OSError(errno.EIO, "Input/output error")
        piece = self.file.read(20)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self.file.close()
        super().close()


def test_a_file_that_fails_midway_is_an_error_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write(tmp_path)
    real: Callable[..., Any] = io.open

    def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if str(file).endswith("data.csv") and "b" in mode:
            return io.BufferedReader(_FailsMidway(str(file)))
        return real(file, mode, *rest, **named)

    monkeypatch.setattr(io, "open", opened)
    loaded = load_organization(config)
    assert loaded.dataset is None
    found = [item for item in loaded.diagnostics if item.severity == "error"]
    assert [(item.code, item.place.file) for item in found if item.place] == [
        ("DAT006", "data.csv")
    ]


def test_a_file_that_changes_while_it_is_read_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write(tmp_path)
    file = tmp_path / "data.csv"
    before = file.read_bytes()
    real: Callable[..., Any] = io.open
    reads = 0

    def opened(path: Any, *rest: Any, **named: Any) -> Any:
        nonlocal reads
        made = real(path, *rest, **named)
        if str(path).endswith("data.csv"):
            reads += 1
            content = made.read()
            made.close()
            with real(file, "wb") as other:  # another export is saved meanwhile
                other.write(before.replace(b",1", b",9"))
            return io.BytesIO(content)
        return made

    monkeypatch.setattr(io, "open", opened)
    loaded = load_organization(config)
    assert loaded.dataset is not None
    assert reads == 1
    assert loaded.dataset.files["data.csv"].sha256 == hashlib.sha256(before).hexdigest()
    values = [item.value for item in loaded.dataset.series["followers"].observations]
    assert values == [100.0 + month for month in range(1, 13)]
    assert loaded.dataset.series["visits"].observations[0].value == 1
