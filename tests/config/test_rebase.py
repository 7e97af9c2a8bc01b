"""The key `rebase`: since when a metric is counted as now, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.model.metric import Rebase

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.config.loader import LoadedConfiguration

HEAD = """\
reportgen: 1
organization: {name: Park Friends}
metrics:
  visits:
    kind: count
    file: data.csv
    date: month
    value: n
"""


def loaded(folder: Path, rebase: str) -> LoadedConfiguration:
    (folder / "data.csv").write_text("month,n\n2024-01,5\n2024-02,7\n")
    path = folder / "park.yaml"
    path.write_text(f"{HEAD}    rebase: {rebase}\n")
    return load_configuration(path)


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2024-06", date(2024, 6, 1)),
        ("2024-06-15", date(2024, 6, 15)),
        ("2024-Q3", date(2024, 7, 1)),
        ("2024", date(2024, 1, 1)),
    ],
)
def test_it_begins_with_the_first_day_of_what_is_named(
    tmp_path: Path, start: str, day: date
) -> None:
    found = loaded(tmp_path, f"{{from: {start}, why: the door counter was replaced}}")
    assert found.diagnostics == ()
    assert found.configuration is not None
    assert found.configuration.metrics["visits"].rebase == Rebase(
        first=day, why="the door counter was replaced"
    )


@pytest.mark.parametrize(
    ("rebase", "words"),
    [
        ("2024-06", "rebase"),
        ("{from: 2024-06}", "why"),
        ("{why: a new counter}", "from"),
        ("{from: 2024-06, why: ''}", "why"),
        ("{from: June, why: a new counter}", "from"),
    ],
)
def test_both_the_day_and_the_reason_are_needed(tmp_path: Path, rebase: str, words: str) -> None:
    found = loaded(tmp_path, rebase)
    assert found.configuration is None
    (problem,) = found.diagnostics
    assert words in problem.message
    assert problem.place is not None
