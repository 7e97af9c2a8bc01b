"""The how-to on adding a source: its declaration reads its example file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reportgen.data.files.csv_table import parse_grid
from reportgen.data.files.export_table import make_export_table
from reportgen.data.sources.export import DayOrder, Export
from reportgen.data.values.dates import DateRules, read_dates

_PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-source.md"


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return found[1]


def test_the_declaration_on_the_page_reads_the_file_on_the_page() -> None:
    names: dict[str, Any] = {}
    exec(compile(_block("python"), str(_PAGE), "exec"), names)  # noqa: S102  (our own page)
    (export,) = [item for item in names.values() if isinstance(item, Export)]
    table, found = make_export_table(parse_grid(_block(""), "letters.csv"), export, value="Opens")
    assert found == ()
    assert table is not None
    column = table.header.index("Opens")
    assert [row.cells[column] for row in table.rows] == ["511", "498"]
    assert export.day_order is DayOrder.MONTH_FIRST
    days = read_dates([row.cells[0] for row in table.rows], DateRules(is_day_first=False)).spans
    assert [f"{day.first}" for day in days if day] == ["2024-07-02", "2024-08-06"]


def test_the_page_documents_every_field_of_a_declaration() -> None:
    page = _PAGE.read_text(encoding="utf-8")
    fields = set(Export.__dataclass_fields__)
    assert fields - {"is_detected"} <= set(re.findall(r"^\| `(\w+)` \|", page, re.M))
    assert "is_detected=False" in page
