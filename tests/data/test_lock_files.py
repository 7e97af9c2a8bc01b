"""Excel's and LibreOffice's lock files next to a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.errors import DataError
from reportgen.starter.folder import write_guess

if TYPE_CHECKING:
    from pathlib import Path


def test_a_pattern_skips_lock_files(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (("month", "members"), ("2024-01", 5), ("2024-02", 6)):
        book.active.append(row)
    book.save(tmp_path / "members.xlsx")
    for name in ("~$members.xlsx", ".~lock.members.xlsx#"):
        (tmp_path / name).write_bytes(b"\x05River")
    path = tmp_path / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nmetrics:\n"
        '  m: {kind: level, file: "*.xlsx", date: month, value: members}\n',
        encoding="utf-8",
    )
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    dataset = load_dataset(loaded.configuration).dataset
    assert dataset is not None
    assert list(dataset.files) == ["members.xlsx"]


@pytest.mark.parametrize("name", ["~$members.xlsx", ".~lock.members.xlsx#"])
def test_init_says_which_workbook_a_lock_file_belongs_to(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x05River")
    with pytest.raises(DataError, match=r"lock file.*`members\.xlsx`"):
        write_guess(tmp_path / "new", [tmp_path / name])
    assert not (tmp_path / "new").exists()
