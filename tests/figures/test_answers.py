"""The diverging bars of answers: lengths, colors, texts, and what is not drawn."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from reportgen.design.readable import contrast
from reportgen.design.tokens import load_tokens
from tests.figures.colour_vision import VISIONS, seen_apart
from tests.figures.factories import HEAD, draw
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

WORDS = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
TOKENS = load_tokens()
LONG = "a question that goes on for longer than the figure is wide, and then goes on for longer"


def draw_answers(
    folder: Path,
    columns: dict[str, tuple[list[str], list[str]]],
    scale: str,
    *,
    more: str = "",
) -> dict[str, Drawing]:
    """Draw questions by their texts, each with its answers of 2020 and of 2021."""
    rows = [
        f'{year},"{question}",{answer}'
        for question, times in columns.items()
        for year, answers in zip(("2020-05-01", "2021-05-01"), times, strict=True)
        for answer in answers
    ]
    surveys = []
    for number, question in enumerate(columns):
        cells = [
            f"{row.split(',', 1)[0]},{row.rsplit(',', 1)[1]}"
            for row in rows
            if f'"{question}"' in row
        ]
        (folder / f"form{number}.csv").write_text(
            "\n".join([f'day,"{question}"', *cells]) + "\n", encoding="utf-8"
        )
        surveys.append(
            f'  - {{id: q{number}, question: "{question}", file: form{number}.csv, '
            f"date: day, scale: {scale}}}\n"
        )
    path = folder / "club.yaml"
    head = f"{HEAD}brief: {{report_date: 2021-12-31, synthetic: true}}\n"
    path.write_text(f"{head}{more}surveys:\n{''.join(surveys)}", encoding="utf-8")
    return draw(path)


def texts(drawing: Drawing) -> list[str]:
    return [element.text or "" for element in root_of(drawing).iter(f"{SVG}text")]


def test_questions_with_one_scale_share_a_figure(tmp_path: Path) -> None:
    one = (WORDS * 2, [*WORDS, *WORDS[2:]])
    other = (WORDS[:3] * 3, WORDS[1:] * 3)
    found = draw_answers(tmp_path, {"Safe?": one, LONG: other}, f"[{', '.join(WORDS)}]")
    assert list(found) == ["surveys.q0"]
    drawing = found["surveys.q0"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    words = texts(drawing)
    assert {*WORDS, "Safe?", "Before, 10 answers", "After, 8 answers", "median"} <= set(words)
    assert drawing.figure.data.columns == ("Question", "Time", "Answers", *WORDS)
    assert drawing.figure.data.rows[0] == ("Safe?", "Before", "10", *["2 (20%)"] * 5)
    # The middle answer is in no half.
    assert "50% are above the middle of the scale." in drawing.figure.alt


def test_every_bar_is_equally_long_and_the_middle_is_aligned(tmp_path: Path) -> None:
    found = draw_answers(tmp_path, {"How?": (list("12345") * 2, list("1555555555"))}, "1-5")
    bars: dict[str, list[tuple[float, float]]] = {}
    for path in root_of(found["surveys.q0"]).iter(f"{SVG}path"):
        # Swatches of the key have no edge.
        if path.get("stroke") != "#FFFFFF":
            continue
        for left, top, right in re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)", path.get("d") or ""):
            bars.setdefault(top, []).append((float(left), float(right)))
    first, second = (sorted(parts) for _, parts in sorted(bars.items(), key=lambda item: item[0]))
    lengths = [parts[-1][1] - parts[0][0] for parts in (first, second)]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.05)
    for parts in (first, second):
        assert all(one[1] == pytest.approx(other[0], abs=0.02) for one, other in pairwise(parts))
    middle = sum(first[2]) / 2
    # No one chose 3 after: the line lies between 1 and 5.
    assert second[0][1] == pytest.approx(middle, abs=0.05)


def test_a_single_question_is_named_by_the_title_alone(tmp_path: Path) -> None:
    found = draw_answers(tmp_path, {"How?": (list("0123456789"), ["10"] * 3)}, "0-10")
    drawing = found["surveys.q0"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)
    assert "How?" not in texts(drawing)
    assert {*map(str, range(11)), "100%"} <= set(texts(drawing))


def test_small_groups_are_not_drawn(tmp_path: Path) -> None:
    answers = ["no"] * 9 + ["maybe"] * 3 + ["yes"] * 9
    privacy = "privacy: {smallest_group: 5}\n"
    scale = "[no, maybe, yes]"
    assert not draw_answers(tmp_path, {"How?": (answers, answers)}, scale, more=privacy)
    assert draw_answers(tmp_path, {"How?": (answers * 2, answers * 2)}, scale, more=privacy)


def shades(side: str, theme: str) -> list[str]:
    return list(TOKENS.get(f"chart.answer_{side}{'_dark' if theme == 'dark' else ''}"))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sides_are_distinguishable_with_any_color_vision(theme: str, vision: str) -> None:
    low, high = shades("low", theme), shades("high", theme)
    middle = TOKENS.text(f"chart.answer_middle{'_dark' if theme == 'dark' else ''}")
    # The shades of scales of up to five answers; with more, order and edges keep them apart.
    for one, other in combinations((low[1], low[3], middle, high[1], high[3]), 2):
        assert seen_apart(one, other, vision) >= 9, (one, other)
    for one, other in zip(low, high, strict=True):
        assert seen_apart(one, other, vision) >= 9, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_percentages_have_enough_contrast_on_their_bars(theme: str) -> None:
    ink, white = (TOKENS.text(f"raw.{theme}.{name}") for name in ("ink", "white"))
    for side in ("low", "high"):
        for place, shade in enumerate(shades(side, theme)):
            assert contrast(white if place >= 3 else ink, shade) >= 4.5, (side, place)
