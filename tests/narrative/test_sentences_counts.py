"""Sentences on control charts of rare counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.model.prose import plain_text
from reportgen.narrative.methods import describe_methods
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.phrases import paragraph
from reportgen.narrative.quantity_phrases import QuantityFormatter
from reportgen.pipeline import analyse_organization, load_organization

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.narrative.statement import Narrative

BEFORE = [1, 0, 2, 1, 0, 1, 3, 0, 1, 0, 2, 1] * 2
BURSTS = [0, 0, 5, 0, 0, 1, 0, 0, 6, 0, 0, 0] * 2
HEAD = """
reportgen: 1
organization: {{name: Sports Club}}
brief: {{report_date: 2026-07-05}}
reporting_period: {{from: {first}, to: 2026-06}}
metrics:
  falls: {{label: falls, kind: count, unit: falls, file: falls.csv, date: month, value: falls,
    good: down}}
"""


def described(
    folder: Path, values: Sequence[int], *, first: str = "2026-01"
) -> tuple[Narrative, str]:
    """Return narrative and methods text of a club with monthly counts from January 2024 on."""
    rows = [
        f"{2024 + place // 12}-{place % 12 + 1:02d},{value}" for place, value in enumerate(values)
    ]
    (folder / "falls.csv").write_text("month,falls\n" + "\n".join(rows) + "\n")
    path = folder / "club.yaml"
    path.write_text(HEAD.format(first=first))
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    narrative = describe_outcomes(analysed.configuration, analysed.outcomes)
    formatter = QuantityFormatter(
        configuration=analysed.configuration, outcomes=analysed.outcomes, style=narrative.style
    )
    return narrative, " ".join(plain_text(words) for words in describe_methods(formatter))


def statement_texts(
    folder: Path, values: Sequence[int], *, first: str = "2026-01"
) -> tuple[str, str]:
    """Return the short and the full statement."""
    statement = described(folder, values, first=first)[0].statements["monitoring.falls"]
    return plain_text(paragraph(*statement.short)), plain_text(paragraph(*statement.full))


def test_a_signal_is_printed_with_the_range_of_a_month_and_of_the_period(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, [*BEFORE, 3, 2, 6, 2, 4, 2])
    start = (
        "Falls showed a signal of change for the worse between January and June 2026: a month "
        "above the usual range and more over the period as a whole than is usual (usual range up "
        "to 5 falls a month; 19 in 6 months, where 1 to 12 are usual). "
    )
    assert short.startswith(start)
    assert full.startswith(
        start + "The range is that of a chart of rare counts: 24 falls in the 24 months before, "
        "1 fall a month on average. A stretch of 6 months with none would be a signal."
    )


def test_months_with_none_are_a_signal_of_fewer(tmp_path: Path) -> None:
    short, _ = statement_texts(tmp_path, [*BEFORE, 0, 0, 0, 0, 0, 0])
    assert short.startswith(
        "Falls showed a signal of change for the better between January and June 2026: fewer over "
        "the period as a whole than is usual and a longer stretch of months with none than is "
        "usual (usual range up to 5 falls a month; 0 in 6 months, where 1 to 12 are usual)."
    )


def test_usual_months_are_called_usual(tmp_path: Path) -> None:
    short, _ = statement_texts(tmp_path, [*BEFORE, 0, 2, 1, 0, 1, 3])
    assert short.startswith(
        "Falls stayed within the usual variation between January and June 2026 (usual range up to "
        "5 falls a month; 7 in 6 months, where 1 to 12 are usual)."
    )


def test_a_wider_range_says_why_it_is_wider(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, [*BURSTS, 2, 1, 0, 3, 0, 1])
    reason = (
        "The months before varied more than chance alone makes counts vary (variance 4.35 times "
        "the mean), so the usual range is wider."
    )
    assert reason in short
    assert reason in full
    assert "No stretch of months with none that the chart could show would be a signal." in full
    assert "varied more" not in statement_texts(tmp_path, [*BEFORE, 2, 1, 0, 3, 0, 1])[0]


def test_a_single_month_has_no_range_of_the_period(tmp_path: Path) -> None:
    short, _ = statement_texts(tmp_path, [*BEFORE, 1, 0, 1, 2, 1, 3], first="2026-06")
    assert "in June 2026 (usual range up to 5 falls a month)." in short


def test_a_board_gets_the_counts_if_nothing_can_be_compared(tmp_path: Path) -> None:
    narrative, _ = described(tmp_path, [0] * 24 + [0, 2, 0, 1, 0, 0])
    assert plain_text(narrative.must_know[0]) == (
        "Falls showed a signal of change for the worse between January and June 2026: 3 in 6 "
        "months, where up to 2 are usual."
    )


def test_the_methods_describe_the_charts_that_were_made(tmp_path: Path) -> None:
    _, of_rare = described(tmp_path, [*BEFORE, 0, 2, 1, 0, 1, 3])
    _, of_many = described(tmp_path, [count + 5 for count in [*BEFORE, 0, 2, 1, 0, 1, 3]])
    rare, many = "exact Poisson prediction limits", "XmR charts"
    assert (rare in of_rare, many in of_rare) == (True, False)
    assert (rare in of_many, many in of_many) == (False, True)


@pytest.mark.parametrize("values", [[*BEFORE, 3, 2, 6, 2, 4, 2], [0] * 30])
def test_the_figures_words_name_the_lines_that_it_has(tmp_path: Path, values: list[int]) -> None:
    words = described(tmp_path, values)[0].figure_words["counts.falls"]
    caption, alt = plain_text(words.caption), plain_text(words.alt)
    assert "a month up to the dashed line, or on it, is usual." in caption
    assert ("Filled " in caption) is any(values)
    assert "(upper limit " in alt
    assert "lower" not in alt
