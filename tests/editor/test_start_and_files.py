"""What `reportgen edit` opens or begins, and files that are dropped on the page."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.editor.metric_files import add_file, without_file
from reportgen.editor.start import start_from
from reportgen.errors import ConfigError, DataError
from reportgen.pipeline import BuildOptions, check_brief
from tests.editor.running import example

if TYPE_CHECKING:
    from pathlib import Path

MONTHS = "month,visits,members\n" + "".join(
    f"{2024 + place // 12}-{place % 12 + 1:02d},{300 + 7 * (place % 5)},{50 + place}\n"
    for place in range(30)
)


def workbook(path: Path) -> Path:
    """Write a workbook as an office keeps it: a title, a blank row, month names and a total."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Food bank, monthly figures"])
    sheet.append([])
    sheet.append(["Month", "Visits", "Volunteers"])
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    for place in range(30):
        month = f"{names[place % 12]}-{24 + place // 12}"
        sheet.append([month, 300 + 7 * (place % 5), 60 + place % 4])
    sheet.append(["Total", 9420, ""])
    book.save(path)
    return path


def test_a_workbook_becomes_a_configuration_that_builds(tmp_path: Path) -> None:
    start = start_from([workbook(tmp_path / "food-bank.xlsx")], tmp_path)
    assert (start.is_new, start.config) == (True, tmp_path / "food-bank" / "food-bank.yaml")
    assert any("`Month`" in line for line in start.said)
    found = check_brief(start.config, BuildOptions(output=tmp_path / "output"))
    assert [item for item in found if str(item.severity) == "error"] == []
    # The next day goes on with what has been answered.
    again = start_from([tmp_path / "food-bank.xlsx"], tmp_path)
    assert (again.is_new, again.config) == (False, start.config)


def test_a_folder_is_opened_by_its_configuration_or_its_numbers(tmp_path: Path) -> None:
    config = example("community-garden", tmp_path)
    assert start_from([config.parent], tmp_path).config == config
    assert start_from([config], tmp_path).config == config
    assert start_from([], config.parent).config == config
    shutil.copy(config, config.parent / "second.yaml")
    with pytest.raises(ConfigError, match=r"community-garden\.yaml, second\.yaml"):
        start_from([config.parent], tmp_path)
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    (numbers / "visits.csv").write_text(MONTHS, "utf-8")
    (numbers / "~$visits.xlsx").write_bytes(b"lock")
    start = start_from([numbers], tmp_path)
    assert (start.is_new, start.config.parent) == (True, numbers)


def test_without_anything_an_empty_one_is_begun_and_gone_on_with(tmp_path: Path) -> None:
    start = start_from([], tmp_path)
    assert (start.is_new, start.config) == (True, tmp_path / "my-brief" / "my-brief.yaml")
    codes = [item.code for item in load_configuration(start.config).diagnostics]
    assert codes == ["CFG056"]
    assert not start_from([], tmp_path).is_new


@pytest.mark.parametrize("name", ["notes.docx", "missing.yaml"])
def test_what_can_not_be_edited_is_refused(tmp_path: Path, name: str) -> None:
    if name.endswith(".docx"):
        (tmp_path / name).write_bytes(b"text")
    with pytest.raises(ConfigError):
        start_from([tmp_path / name], tmp_path)


def test_a_dropped_file_is_copied_and_its_columns_are_added(tmp_path: Path) -> None:
    config = start_from([], tmp_path).config
    text = config.read_text("utf-8")
    added = add_file(config, text, "visits.csv", MONTHS.encode())
    assert (config.parent / "data" / "visits.csv").read_text("utf-8") == MONTHS
    assert added.text.startswith(text.rstrip())
    assert "  visits:\n    kind: count\n    file: data/visits.csv\n" in added.text
    loaded = load_configuration(config, content=added.text.encode())
    assert loaded.configuration is not None
    assert set(loaded.configuration.metrics) == {"visits", "members"}
    assert config.read_text("utf-8") == text
    # Next month's file takes the place of the earlier one, and the answers stay.
    longer = MONTHS + "2026-07,311,81\n"
    again = add_file(config, added.text, "visits.csv", longer.encode())
    assert again.text == added.text
    assert (config.parent / "data" / "visits.csv").read_text("utf-8") == longer
    assert (config.parent / "data" / "visits.csv.earlier").read_text("utf-8") == MONTHS
    assert without_file(again.text, "data/visits.csv").rstrip() == text.rstrip()


def test_a_file_without_numbers_changes_nothing(tmp_path: Path) -> None:
    config = start_from([], tmp_path).config
    before = {str(item) for item in tmp_path.rglob("*")}
    with pytest.raises(DataError):
        add_file(config, config.read_text("utf-8"), "notes.csv", b"who,what\nAna,walks\n")
    after = {str(item) for item in tmp_path.rglob("*") if item.is_file()}
    assert after <= before
