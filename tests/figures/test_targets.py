"""Targets of goals are lines in the charts of their metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from tests.figures.factories import draw, write_monthly, write_series
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

YEARS = [str(year) for year in range(2013, 2024)]
PERIODS = {"before": "from: 2016-01, to: 2018-12", "after": "from: 2019-01, to: 2021-12"}
MEMBERS = [400 + 21 * place + place * 5 % 13 for place in range(len(YEARS))]
WIDTH = f"{load_tokens().number('figure.line_target'):g}"
ACCENT = style_of(load_tokens()).accent


def goals(*measures: str) -> str:
    lines = [
        f"  - {{id: g{place}, specific: Be more, measurable: {{{measure}}}, achievable: a, "
        "relevant: r, time_bound: 2023-12-31}\n"
        for place, measure in enumerate(measures)
    ]
    return "goals:\n" + "".join(lines)


def words_of(drawing: Drawing) -> list[str]:
    return [box.text for box in drawing.text_boxes]


def lines_of(drawing: Drawing) -> int:
    """Return how many target lines are drawn."""
    return sum(
        path.get("d", "").count("M")
        for path in root_of(drawing).iter(f"{SVG}path")
        if path.get("stroke") == ACCENT and path.get("stroke-width") == WIDTH
    )


def trend(folder: Path, *measures: str) -> Drawing:
    path = write_series(
        folder, YEARS, MEMBERS, kind="level", periods=PERIODS, more=goals(*measures)
    )
    drawing = draw(path)["trend.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    return drawing


LATEST = "quantity: visits.observed.latest.value"


def test_a_target_is_a_labelled_line_within_the_axis(tmp_path: Path) -> None:
    drawing = trend(tmp_path, f"{LATEST}, target: 950")
    assert "target 950" in words_of(drawing)
    assert lines_of(drawing) == 1
    assert "A line marks the target, 950 visits." in drawing.figure.alt


def test_two_targets_are_two_lines(tmp_path: Path) -> None:
    drawing = trend(tmp_path, f"{LATEST}, target: 650", f"{LATEST}, target: 700")
    assert {"target 650", "target 700"} <= set(words_of(drawing))
    assert "Lines mark the targets, 650 visits and 700 visits." in drawing.figure.alt


def test_targets_by_period_are_steps_with_a_column_in_the_data(tmp_path: Path) -> None:
    drawing = trend(tmp_path, f"{LATEST}, target: {{2021: 600, 2022: 640, 2023: 680}}")
    assert {"600", "640", "target 680"} <= set(words_of(drawing))
    assert lines_of(drawing) == 3
    assert drawing.figure.data.columns[-1] == "Target"
    cells = [row[-1] for row in drawing.figure.data.rows]
    assert cells == ["–"] * 8 + ["600", "640", "680"]
    assert "for 2023, it is 680 visits" in drawing.figure.alt


def test_the_axis_reaches_the_period_of_the_target_that_counts(tmp_path: Path) -> None:
    more = goals(f"{LATEST}, target: {{2023: 680, 2025: 800}}").replace("2023-12-31", "2025-12-31")
    path = write_series(tmp_path, YEARS, MEMBERS, kind="level", periods=PERIODS, more=more)
    drawing = draw(path)["trend.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert {"680", "target 800", "2025"} <= set(words_of(drawing))
    assert len(drawing.figure.data.rows) == len(YEARS)


def test_targets_before_the_first_value_are_not_drawn(tmp_path: Path) -> None:
    drawing = trend(tmp_path, f"{LATEST}, target: {{2010: 300, 2023: 680}}")
    assert lines_of(drawing) == 1


@pytest.mark.parametrize(
    "measure",
    [
        "quantity: visits.growth.after_vs_before.slope_ratio, target: 1.5",
        "quantity: visits.growth.after.slope, target: 25",
        "quantity: visits.observed.after.change, target: 120",
    ],
    ids=["ratio", "slope", "change"],
)
def test_the_target_of_another_quantity_is_not_drawn(tmp_path: Path, measure: str) -> None:
    drawing = trend(tmp_path, measure)
    assert not any(word.startswith("target") for word in words_of(drawing))
    assert lines_of(drawing) == 0
    assert "marks the target" not in drawing.figure.alt


def test_the_total_of_a_year_is_no_target_of_months(tmp_path: Path) -> None:
    months = [f"{2019 + n // 12}-{n % 12 + 1:02d}" for n in range(36)]
    periods = {"before": "from: 2020-01, to: 2020-12", "after": "from: 2021-01, to: 2021-12"}
    values = [70 + n * 5 % 13 for n in range(36)]
    more = goals(
        "quantity: visits.observed.after.total, target: 1100",
        "quantity: visits.mean.after.mean, target: 95",
    )
    path = write_series(
        tmp_path, months, values, kind="count", periods=periods, test="mean", more=more
    )
    drawing = draw(path)["months.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert [word for word in words_of(drawing) if "target" in word] == ["target 95"]


def test_money_and_shares_are_labelled_as_such(tmp_path: Path) -> None:
    for kind, target, label in (("amount, currency: USD", "950", "$950"), ("rate", "95%", "95%")):
        values = [0.5 + 0.02 * place for place in range(len(YEARS))]
        path = write_series(
            tmp_path,
            YEARS,
            MEMBERS if "amount" in kind else values,
            kind=kind,
            periods=PERIODS,
            test="mean",
            more=goals(f"{LATEST}, target: {target}"),
        )
        drawing = draw(path)["months.visits"]
        assert_lean_and_whole(drawing)
        assert f"target {label}" in words_of(drawing)


def test_a_control_chart_shows_the_target_of_its_values(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    values = [40 + (index * 7) % 5 for index in range(36)]
    more = goals("quantity: visits.mean.reporting.mean, target: 60")
    drawing = draw(write_monthly(tmp_path, values, head=head, more=more))["xmr.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert "target 60" in words_of(drawing)
    assert "A line marks the target, 60 visits a month." in drawing.figure.alt


def test_a_chart_of_gains_shows_targets_of_gains_only(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    values = [40 + 6 * index + (index * 7) % 5 for index in range(36)]
    more = goals(
        f"{LATEST}, target: 300",
        "quantity: visits.growth.reporting.gain_mean, target: 8",
    )
    drawings = draw(write_monthly(tmp_path, values, kind="level", head=head, more=more))
    targets = {
        key: [word for word in words_of(drawings[key]) if "target" in word]
        for key in ("xmr.visits", "trend.visits")
    }
    assert targets == {"xmr.visits": ["target 8"], "trend.visits": ["target 300"]}


def test_the_target_of_three_years_is_labelled_below_the_headings(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    (tmp_path / "club.csv").write_text("when,visits\n2021,5\n2022,7\n2023,6\n", encoding="utf-8")
    path = tmp_path / "club.yaml"
    path.write_text(
        f"{head}intervention: {{on: 2022-01-01, label: A change}}\n"
        "metrics:\n  visits: {kind: count, file: club.csv, date: when, value: visits}\n"
        + goals(f"{LATEST}, target: {{2022: 6, 2023: 8}}"),
        encoding="utf-8",
    )
    drawing = draw(path)["months.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert "target 8" in words_of(drawing)


@pytest.mark.parametrize("target", ["1e300", "0.000001", "0"])
def test_targets_of_any_size_are_drawn_completely(tmp_path: Path, target: str) -> None:
    drawing = trend(tmp_path, f"{LATEST}, target: {target}")
    assert lines_of(drawing) == 1
    assert any(word.startswith("target ") for word in words_of(drawing))
