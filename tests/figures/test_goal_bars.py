"""Goals are bars on one scale, the share of each target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from tests.figures.factories import draw, write_monthly
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

VALUES = [80 + place * 3 % 5 for place in range(24)]
LATEST = VALUES[-1]
TOKENS = load_tokens()


def goals(folder: Path, *measures: str) -> Drawing:
    lines = [
        f"  - {{id: g{place}, specific: Goal {chr(65 + place)}, measurable: "
        f"{{quantity: visits.observed.latest.value, {measure}}}, achievable: a, relevant: r, "
        "time_bound: 2021-12-31}\n"
        for place, measure in enumerate(measures)
    ]
    drawing = draw(write_monthly(folder, VALUES, more="goals:\n" + "".join(lines)))["goals"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    return drawing


def bars_of(drawing: Drawing) -> list[str]:
    colors = {TOKENS.text(f"status.{name}.light").upper() for name in ("met", "missed")}
    return [
        path.get("fill", "")
        for path in root_of(drawing).iter(f"{SVG}path")
        if path.get("fill") in colors
    ]


def words_of(drawing: Drawing) -> list[str]:
    return [box.text for box in drawing.text_boxes]


def test_value_and_target_stand_beside_the_bar(tmp_path: Path) -> None:
    drawing = goals(tmp_path, "target: 60", "target: 100")
    words = words_of(drawing)
    assert words.count(f"{LATEST},") == 2
    assert {"target 60", "target 100", "Target", "0%", "50%", "100%"} <= set(words)


def test_a_bar_has_the_color_of_its_status(tmp_path: Path) -> None:
    drawing = goals(tmp_path, "target: 60", "target: 100")
    met, missed = (TOKENS.text(f"status.{name}.light").upper() for name in ("met", "missed"))
    assert bars_of(drawing) == [met, missed]


def test_the_label_of_a_goal_that_was_missed_stands_behind_the_line(tmp_path: Path) -> None:
    drawing = goals(tmp_path, "target: 1000", "target: 100")
    boxes = {box.text: box for box in drawing.text_boxes}
    assert boxes["target 1000"].left > boxes["Target"].left


def test_a_target_that_must_not_be_passed_is_called_so(tmp_path: Path) -> None:
    assert "at most 60" in words_of(goals(tmp_path, "target: 60, direction: at_most"))


def test_a_bar_beyond_the_axis_is_cut(tmp_path: Path) -> None:
    white = style_of(TOKENS).white
    for target, strokes in ((5, 1), (60, 0)):
        drawing = goals(tmp_path, f"target: {target}")
        cuts = [p for p in root_of(drawing).iter(f"{SVG}path") if p.get("stroke") == white]
        assert len(cuts) == strokes


def test_a_target_of_zero_has_numbers_without_a_bar(tmp_path: Path) -> None:
    drawing = goals(tmp_path, "target: 0, direction: at_most")
    assert not bars_of(drawing)
    assert "at most 0" in words_of(drawing)


def test_a_bar_from_a_baseline_begins_at_a_mark(tmp_path: Path) -> None:
    soft = style_of(TOKENS).soft
    for more, marks in ((", baseline: 40", 1), ("", 0)):
        drawing = goals(tmp_path, f"target: 100{more}")
        found = [p for p in root_of(drawing).iter(f"{SVG}path") if p.get("stroke") == soft]
        assert len(found) == marks


def test_the_alternative_text_has_all_goals_and_first_those_not_met(tmp_path: Path) -> None:
    alt = goals(tmp_path, "target: 60", "target: 100").figure.alt
    assert alt.endswith(
        f" Not met so far: Goal B ({LATEST}, target 100). Met: Goal A ({LATEST}, target 60)."
    )
    alt = goals(tmp_path, "target: 60").figure.alt
    assert alt.endswith(f" Met: Goal A ({LATEST}, target 60).")
