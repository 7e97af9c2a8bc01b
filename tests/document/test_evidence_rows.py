"""The list of numbers says how its rows are counted, also below a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.api import analyse, brief

if TYPE_CHECKING:
    from pathlib import Path


def test_rows_are_counted_from_the_first_line_also_below_a_title(tmp_path: Path) -> None:
    rows = [f"{2023 + place // 12}-{place % 12 + 1:02},{20 + place % 5}" for place in range(24)]
    lines = ["Visits, by month", "", "month,visits", *rows]
    (tmp_path / "v.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "b.yaml").write_text(
        "reportgen: 1\norganization: {name: Club}\nbrief: {kind: board}\n"
        "reporting_period: {from: 2024-10, to: 2024-12}\n"
        "metrics:\n  visits: {kind: count, file: v.csv, date: month, value: visits}\n"
    )
    analysed = analyse(tmp_path / "b.yaml")
    source = analysed.outcomes.quantities["visits.observed.reporting.total"].sources[0]
    assert source.rows == "25-27"
    assert lines[24].startswith("2024-10")
    page = brief(analysed).html
    assert "counted from its first line" in page
    assert "the header being the first" not in page
