"""Sentences on control charts of rare counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.model.comparison import Margin, Test
from reportgen.model.metric import MetricKind
from reportgen.model.prose import plain_text
from reportgen.narrative.methods import describe_methods
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.phrases import paragraph
from reportgen.narrative.quantity_phrases import QuantityFormatter
from reportgen.pipeline import analyse_organization, load_organization
from tests.narrative.factories import case, comparison

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


def test_a_signal_is_printed_with_the_range_of_the_period_and_its_baseline(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, [*BEFORE, 5, 4, 8, 4, 5, 3])
    start = (
        "Falls rose to 29 falls, up from 5 a year earlier. The expected "
        "range was 1 to 13 falls in 6 months. In 1 of 6 months, the value was above its own "
        "expected range."
    )
    assert short.startswith(start)
    assert full.startswith(start)
    assert (
        "The range is that of a chart of rare counts: 24 falls in the 24 months before, 1 fall a "
        "month on average. A stretch of 6 months with none would be unusual."
    ) in full


def test_months_with_none_are_a_signal_of_fewer(tmp_path: Path) -> None:
    short, _ = statement_texts(tmp_path, [*BEFORE, 0, 0, 0, 0, 0, 0])
    assert short.startswith("Falls ")
    assert " 0 falls, " in short
    assert "The expected range was 1 to 13 falls in 6 months. " in short
    assert "A stretch of months with none was longer than expected." in short


def test_expected_months_are_called_expected(tmp_path: Path) -> None:
    short, _ = statement_texts(tmp_path, [*BEFORE, 0, 2, 1, 0, 1, 3])
    assert short.startswith(
        "Falls stayed within the expected range of 1 to 13 in 6 months: 7 falls, after 5 a year "
        "earlier."
    )


def test_a_wider_range_says_why_it_is_wider(tmp_path: Path) -> None:
    short, full = statement_texts(tmp_path, [*BURSTS, 2, 1, 0, 3, 0, 1])
    reason = (
        "The months before varied more than chance alone makes counts vary (variance 4.35 times "
        "the mean), so the expected range is wider."
    )
    assert reason in full
    assert re.search(r"within the expected range of up to \d+ in 6 months: ", short)
    quiet = statement_texts(tmp_path, [*[0] * 20, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])[1]
    assert "No stretch of months with none that the chart could show would be a signal." in quiet
    assert "varied more" not in statement_texts(tmp_path, [*BEFORE, 2, 1, 0, 3, 0, 1])[1]


def test_a_single_month_has_no_range_of_the_period(tmp_path: Path) -> None:
    short, _ = statement_texts(tmp_path, [*BEFORE, 1, 0, 1, 2, 1, 3], first="2026-06")
    assert short.startswith(
        "Falls stayed within the expected range of up to 3: 3 falls, after 1 a year earlier."
    )


def test_a_board_gets_what_was_worse_first(tmp_path: Path) -> None:
    narrative, _ = described(tmp_path, [0] * 24 + [2, 2, 4, 3, 2, 3])
    assert plain_text(narrative.must_know[0]).startswith(
        "Falls: 16, up on a year earlier. That compares with 0 in the half-year before and 0 "
    )


def test_the_methods_describe_the_charts_that_were_made(tmp_path: Path) -> None:
    _, of_rare = described(tmp_path, [*BEFORE, 0, 2, 1, 0, 1, 3])
    _, of_many = described(tmp_path, [count + 5 for count in [*BEFORE, 0, 2, 1, 0, 1, 3]])
    rare, any_chart = "events that come in clusters", "We forecast what to expect"
    assert (rare in of_rare, any_chart in of_rare) == (True, True)
    assert (rare in of_many, any_chart in of_many) == (False, True)


@pytest.mark.parametrize("values", [[*BEFORE, 5, 4, 8, 4, 5, 3], [0] * 30])
def test_the_figures_words_name_the_lines_that_it_has(tmp_path: Path, values: list[int]) -> None:
    words = described(tmp_path, values)[0].figure_words["counts.falls"]
    caption, alt = plain_text(words.caption), plain_text(words.alt)
    assert "A month on or below the dashed line is to be expected." in caption
    assert ("Filled squares" in caption) is any(values)
    assert "; expected for June 2026: up to " in alt


def test_rare_counts_within_a_margin_are_called_equivalent() -> None:
    asked = comparison(Test.MEAN, margin=Margin(value=12.5, is_relative=False))
    known = case([0] * 11, [1, 1, 0, 1, 0, 1, 1], asked, kind=MetricKind.COUNT)
    short = plain_text(paragraph(*known.narrative.statements["reach"].short))
    assert "stayed the same to within 12.5 readers a month: 0.7 a month between" in short
    assert "do not show" not in short
