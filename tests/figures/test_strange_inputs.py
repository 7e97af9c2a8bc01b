from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.figures.factories import HEAD, draw, write_monthly
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

STEADY = [40 + index % 5 for index in range(24)]


def words_of(drawing: Drawing) -> str:
    return " ".join(element.text or "" for element in root_of(drawing).iter(f"{SVG}text"))


@pytest.mark.parametrize("kind", ["count", "level", "rate"])
@pytest.mark.parametrize(
    "values",
    [
        [5.0],
        [7.0] * 24,
        [0.0] * 24,
        [0.25 + 0.01 * (index % 7) for index in range(24)],
        [0.0001 * (1 + index % 4) for index in range(24)],
    ],
    ids=["one point", "all equal", "all zero", "shares", "tiny"],
)
def test_extreme_series_are_drawn_completely(
    tmp_path: Path, kind: str, values: list[float]
) -> None:
    if kind == "rate" and max(values) > 1:
        pytest.skip("a rate is a fraction of 1")
    drawings = draw(write_monthly(tmp_path, values, kind=kind))
    assert drawings
    for drawing in drawings.values():
        assert_lean_and_whole(drawing)


@pytest.mark.parametrize("size", [1e6, 1e9, 1e12])
@pytest.mark.parametrize("kind", ["count", "level"])
def test_huge_values_leave_room_for_their_labels(tmp_path: Path, kind: str, size: float) -> None:
    values = [size * (1 + index % 7) for index in range(24)]
    for drawing in draw(write_monthly(tmp_path, values, kind=kind)).values():
        assert_lean_and_whole(drawing)
        assert_no_overlapping_text(drawing)


def test_levels_below_zero_are_drawn_completely(tmp_path: Path) -> None:
    values = [float(index - 12) for index in range(24)]
    for drawing in draw(write_monthly(tmp_path, values, kind="level")).values():
        assert_lean_and_whole(drawing)


def test_dollar_signs_are_text_and_not_math(tmp_path: Path) -> None:
    head = HEAD.replace("label: A change", 'label: "$5 and $10 fees"')
    drawing = draw(write_monthly(tmp_path, STEADY, head=head))["months.visits"]
    assert "$5 and $10 fees" in words_of(drawing)


def test_markup_in_a_label_stays_text(tmp_path: Path) -> None:
    head = HEAD.replace("label: A change", "label: '<b>&amp; \"x\"</b>'")
    drawing = draw(write_monthly(tmp_path, STEADY, head=head))["months.visits"]
    assert '<b>&amp; "x"</b>' in words_of(drawing)


@pytest.mark.parametrize(
    "label",
    [
        "مجلس الإدارة الجديد",
        "新しい委員会が始まりました",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "e\u0301lan",
    ],
    ids=["Arabic", "Japanese", "one long word", "combining mark"],
)
def test_labels_in_any_script_stay_on_the_canvas(tmp_path: Path, label: str) -> None:
    head = HEAD.replace("label: A change", f'label: "{label}"')
    for kind in ("count", "level"):
        for drawing in draw(write_monthly(tmp_path, STEADY, kind=kind, head=head)).values():
            assert_lean_and_whole(drawing)


def test_long_and_many_annotations_stay_on_the_canvas(tmp_path: Path) -> None:
    events = "\n".join(
        f"  - {{on: {day}, what: {'something long ' * length}}}"
        for day, length in (
            ("2020-01-15", 6),
            ("2020-02-15", 9),
            ("2020-03-15", 1),
            ("2021-01-15", 12),
            ("2021-11-15", 9),
            ("2021-12-15", 14),
        )
    )
    path = write_monthly(tmp_path, STEADY, kind="level", more=f"events:\n{events}\n")
    drawing = draw(path)["trend.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)


def test_a_long_word_in_an_event_does_not_hang_or_overflow(tmp_path: Path) -> None:
    path = write_monthly(
        tmp_path, STEADY, more=f"events:\n  - {{on: 2020-12-15, what: {'x' * 60}}}\n"
    )
    assert_lean_and_whole(draw(path)["months.visits"])


def test_labels_of_ten_years_of_months_do_not_overlap(tmp_path: Path) -> None:
    head = (
        "reportgen: 1\norganization: {name: Example Club}\nperiods:\n"
        "  before: {from: 2020-01, to: 2024-12}\n  after: {from: 2025-01, to: 2029-12}\n"
    )
    values = [100 + (index * 37) % 23 for index in range(120)]
    comparison = "comparisons: [{id: c, metric: visits, test: mean, contrast: [after, before]}]\n"
    drawing = draw(write_monthly(tmp_path, values, head=head, more=comparison))["months.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)


def test_an_interrupted_series_has_an_extrapolated_line(tmp_path: Path) -> None:
    values = [50 + index + (30 if index >= 12 else 0) + (index * 7) % 5 for index in range(24)]
    comparison = "comparisons: [{id: c, metric: visits, test: its, contrast: [after, before]}]\n"
    periods = (
        "periods:\n  before: {from: 2020-01, to: 2020-12}\n  after: {from: 2021-01, to: 2021-12}\n"
    )
    path = write_monthly(tmp_path, values, more=periods + comparison)
    drawing = draw(path)["trend.visits"]
    assert_lean_and_whole(drawing)
    assert "stroke-dasharray" in drawing.figure.svg
    assert "2020, continued" in words_of(drawing).replace("  ", " ")


def test_two_interventions_have_lines_and_effects_of_their_own(tmp_path: Path) -> None:
    months = range(60)
    values = [
        200 + index + 60 * (index >= 18) + 4 * max(index - 40, 0) + (index * 7) % 5
        for index in months
    ]
    head = (
        "reportgen: 1\norganization: {name: Example Club}\ninterventions:\n"
        "  - {on: 2021-07-01, label: Longer hours}\n  - {on: 2023-05-01, label: Second room}\n"
    )
    more = (
        "periods:\n  before: {from: 2020-01, to: 2021-06}\n  after: {from: 2021-07, to: 2024-12}\n"
        "comparisons:\n  - {id: c, metric: visits, test: its, contrast: [after, before], "
        "wash_out: 3}\n"
    )
    drawing = draw(write_monthly(tmp_path, values, head=head, more=more))["trend.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    words = words_of(drawing).replace("  ", " ")
    for part in ("Longer hours", "Second room"):
        assert part in words
    # Each dashed line carries on what no period has a name for.
    assert "continued" not in words
    assert words.count("visits a month") == 2
    periods = [row[2] for row in drawing.figure.data.rows]
    assert [index for index in months if periods[index] == "left out"] == [
        *range(18, 21),
        *range(40, 43),
    ]


def test_without_an_intervention_there_is_no_line(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    drawing = draw(write_monthly(tmp_path, STEADY, head=head))["months.visits"]
    assert_lean_and_whole(drawing)
    assert "A change" not in words_of(drawing)


def test_a_monitoring_brief_marks_signals_in_its_control_chart(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    values = [40 + (index * 7) % 5 for index in range(35)] + [90]
    drawing = draw(write_monthly(tmp_path, values, head=head))["xmr.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    signals = [row[0] for row in drawing.figure.data.rows if row[2] == "yes"]
    # A signal of the quarter as a whole belongs to none of its months.
    assert signals == ["December 2022"]
    words = words_of(drawing)
    assert "usual max" in words
    assert "usual min" in words


def test_rare_counts_have_whole_numbers_from_zero_and_one_limit(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    values = [(index * 7) % 3 for index in range(33)] + [0, 1, 6]
    drawing = draw(write_monthly(tmp_path, values, head=head))["counts.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert [row[0] for row in drawing.figure.data.rows if row[2] == "yes"] == ["December 2022"]
    words = words_of(drawing)
    assert "usual max 5" in words
    assert "usual min" not in words
    ticks = [word for word in words.split() if word.replace(".", "").isdigit()]
    assert "0" in ticks
    assert {"2", "4", "6"} <= set(ticks)


def test_a_trend_without_a_change_is_not_extrapolated(tmp_path: Path) -> None:
    head = "reportgen: 1\norganization: {name: Example Club}\n"
    drawing = draw(write_monthly(tmp_path, STEADY, kind="level", head=head))["trend.visits"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert "stroke-dasharray" not in drawing.figure.svg
