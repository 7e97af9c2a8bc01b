"""Every number of a table of further analyses is below what it is."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.document.brief import TableBlock
from reportgen.model.prose import plain_text
from reportgen.pipeline import BuildOptions, prepare_brief
from tests.document.pages import HEAD, table

if TYPE_CHECKING:
    from pathlib import Path

_METRICS = {
    "visits a month": "kind: count, unit: visits, value: v",
    "EUR a month": "kind: amount, currency: EUR, value: v",
    "minutes": "kind: average, unit: minutes, value: v",
    "percentage points": "kind: rate, in_percent: true, value: v",
    "members a month": "kind: level, unit: members, value: total",
}
_OWN = {
    "On the log scale, ratio of geometric means",
    "On the log scale, ratio of growth factors",
    "Durbin-Watson statistic",
    "Ljung-Box, chi-squared",
    (
        "Placebo dates in the base period, by a plain t test, share of dates at which the test "
        "finds a change"
    ),
}


def _tables(folder: Path, metric: str, more: str) -> list[TableBlock]:
    months = enumerate(product((2022, 2023, 2024), range(1, 13)))
    rows = (
        (f"{year}-{month:02}", 40 + n * 7 % 11 + n // 12 * 9, 500 + n * 13 + n * n % 7)
        for n, (year, month) in months
    )
    (folder / "n.csv").write_text(table(("month", "v", "total"), rows))
    path = folder / "club.yaml"
    path.write_text(
        f"{HEAD}brief: {{report_date: 2024-12-31}}\n"
        f"metrics: {{m: {{{metric}, file: n.csv, date: month}}}}\n{more}"
    )
    made = prepare_brief(analyse(path), "board", BuildOptions(output=folder), lambda _: None)
    blocks = [block for section in made.brief.back.appendices for block in section.blocks]
    return [
        block
        for block in blocks
        if isinstance(block, TableBlock) and block.design.startswith("sensitivity")
    ]


_ONE = """\
periods: {a: {from: 2022-01, to: 2022-12}, b: {from: 2023-01, to: 2023-12}}
"""
_TWO = f"{_ONE[:-2]}, c: {{from: 2024-01, to: 2024-12}}}}\n"


@pytest.mark.parametrize("more", [_ONE, _TWO], ids=["one comparison", "two beside each other"])
@pytest.mark.parametrize("unit", _METRICS)
def test_only_estimates_of_the_difference_stand_below_its_unit(
    tmp_path: Path, unit: str, more: str
) -> None:
    [found] = _tables(tmp_path, _METRICS[unit], more)
    heads = " ".join(plain_text(label.text) for label in found.column_labels)
    assert unit not in f"{heads} {plain_text(found.title)}"
    names = [plain_text(row.stub) for row in found.rows]
    groups = [name for name, row in zip(names, found.rows, strict=True) if row.is_head]
    assert groups == [f"Differences, in {unit}", "Other numbers, each of its own kind"]
    start = names.index(groups[1])
    assert set(names[start + 1 :]) <= _OWN
    assert {"Durbin-Watson statistic", "Ljung-Box, chi-squared"} <= set(names[start + 1 :])
    assert not set(names[:start]) & _OWN
