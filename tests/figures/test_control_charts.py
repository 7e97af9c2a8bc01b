"""Control charts: what marks, lines and labels mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from tests.figures.factories import caption_of, draw, write_monthly
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

HEAD = "reportgen: 1\norganization: {name: Example Club}\n"
TOKENS = load_tokens()
GOOD, BAD = (TOKENS.text(f"status.{name}.light").upper() for name in ("met", "missed"))
USUAL = [60 + (place * 7) % 9 for place in range(36)]


def chart(folder: Path, values: Sequence[float], kind: str = "count", more: str = "") -> Drawing:
    drawings = draw(write_monthly(folder, values, kind=kind, head=HEAD, more=more))
    drawing = next(item for key, item in drawings.items() if key.startswith(("xmr", "counts")))
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    return drawing


def words_of(drawing: Drawing) -> list[str]:
    return [box.text for box in drawing.text_boxes]


def fills_of(drawing: Drawing) -> set[str]:
    return {path.get("fill", "") for path in root_of(drawing).iter(f"{SVG}path")}


@pytest.mark.parametrize(
    ("good", "color", "words"),
    [("up", GOOD, "circles"), ("down", BAD, "squares"), ("neither", None, "diamonds")],
)
def test_a_signal_looks_as_it_is_for_the_organization(
    tmp_path: Path, good: str, color: str | None, words: str
) -> None:
    kind = f"count, good: {good}"
    drawing = chart(tmp_path, [*USUAL[:35], 120], kind)
    assert fills_of(drawing) & {GOOD, BAD} == ({color} if color else set())
    assert words in caption_of(tmp_path / "club.yaml", "xmr.visits")


def test_values_before_the_reporting_period_are_no_signals(tmp_path: Path) -> None:
    drawing = chart(tmp_path, [*USUAL[:20], 120, *USUAL[21:]])
    assert not fills_of(drawing) & {GOOD, BAD}
    assert "Filled" not in caption_of(tmp_path / "club.yaml", "xmr.visits")


def test_without_signals_no_mark_is_filled_or_explained(tmp_path: Path) -> None:
    drawing = chart(tmp_path, USUAL)
    assert not fills_of(drawing) & {GOOD, BAD}
    assert "Filled" not in caption_of(tmp_path / "club.yaml", "xmr.visits")


def test_the_extreme_and_the_last_value_are_labelled(tmp_path: Path) -> None:
    words = words_of(chart(tmp_path, [*USUAL[:20], 120, *USUAL[21:]]))
    assert "120 (Sep 2021)" in words
    assert str(USUAL[-1]) in words


def test_an_extreme_that_is_last_is_labelled_once(tmp_path: Path) -> None:
    words = words_of(chart(tmp_path, [*USUAL[:35], 121]))
    assert [word for word in words if word.startswith("121")] == ["121"]


def test_values_are_joined_by_a_thin_line_but_not_over_missing_months(tmp_path: Path) -> None:
    path = write_monthly(tmp_path, USUAL, head=HEAD)
    rows = (tmp_path / "club.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if not row.startswith("2022-03")]
    (tmp_path / "club.csv").write_text("\n".join(kept), encoding="utf-8")
    drawing = draw(path)["xmr.visits"]
    width = f"{style_of(TOKENS).size('line_points'):g}"
    paths = root_of(drawing).iter(f"{SVG}path")
    lines = [path.get("d", "") for path in paths if path.get("stroke-width") == width]
    assert [line.count("M") for line in lines] == [2]


def test_an_event_is_a_dotted_line_through_the_chart(tmp_path: Path) -> None:
    events = "events: [{on: 2022-04-12, what: the hall was closed}]\n"
    drawing = chart(tmp_path, USUAL, more=events)
    dots = " ".join(f"{part:g}" for part in style_of(TOKENS).dashes("dots"))
    dotted = [
        path for path in root_of(drawing).iter(f"{SVG}path") if path.get("stroke-dasharray") == dots
    ]
    assert len(dotted) == 1
    assert "The hall was closed" in words_of(drawing)


def test_counts_have_no_lower_limit_below_zero(tmp_path: Path) -> None:
    drawing = chart(tmp_path, [2 + (place * 7) % 9 for place in range(36)])
    assert not any("usual min" in word for word in words_of(drawing))
    assert "; expected for December 2022: up to " in drawing.figure.alt
    assert "limits" not in drawing.figure.alt


def test_shares_have_no_upper_limit_above_all_of_them(tmp_path: Path) -> None:
    values = [0.95 + 0.006 * ((place * 7) % 9) for place in range(36)]
    drawing = chart(tmp_path, values, "rate")
    assert not any("usual max" in word for word in words_of(drawing))
    assert "; expected for December 2022: 93% or more." in drawing.figure.alt
    assert "A month on or above the dashed line is to be expected" in caption_of(
        tmp_path / "club.yaml", "xmr.visits"
    )
    assert not any(word.startswith(("101", "102", "105")) for word in words_of(drawing))


def test_a_share_that_may_be_anything_has_no_limits(tmp_path: Path) -> None:
    values = [0.1 + 0.1 * ((place * 7) % 9) for place in range(36)]
    drawing = chart(tmp_path, values, "rate")
    assert not any("usual" in word for word in words_of(drawing))
    assert "limit" not in drawing.figure.alt
    assert "dashed" not in caption_of(tmp_path / "club.yaml", "xmr.visits")


def test_whole_numbers_have_whole_ticks(tmp_path: Path) -> None:
    drawing = chart(tmp_path, [3 + (place * 5) % 4 for place in range(36)])
    numbers = [word for word in words_of(drawing) if word.replace(".", "").isdigit()]
    assert numbers
    assert not any("." in word for word in numbers)


def test_the_line_of_an_event_does_not_run_through_a_label(tmp_path: Path) -> None:
    # The extreme is labelled to the right of September 2021, over the line of November.
    events = "events: [{on: 2021-11-10, what: the hall was closed}]\n"
    drawing = chart(tmp_path, [*USUAL[:20], 120, *USUAL[21:]], more=events)
    label = next(box for box in drawing.text_boxes if box.text == "120 (Sep 2021)")
    dots = " ".join(f"{part:g}" for part in style_of(TOKENS).dashes("dots"))
    (line,) = [
        path.get("d", "")
        for path in root_of(drawing).iter(f"{SVG}path")
        if path.get("stroke-dasharray") == dots
    ]
    height = drawing.figure.height_mm / 25.4 * 72
    pieces = [piece.partition("V") for piece in line.split("M") if piece]
    x = float(pieces[0][0].split()[0])
    assert label.left < x < label.right
    spans = [(height - float(start.split()[1]), height - float(end)) for start, _, end in pieces]
    assert all(high <= label.bottom + 0.5 or low >= label.top - 0.5 for low, high in spans)
