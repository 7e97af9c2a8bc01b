"""Charts of a reporting period: no label covers another, whatever the series is like."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from reportgen.design.signs import sign
from reportgen.design.tokens import load_tokens
from tests.figures.factories import draw
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

TOKENS = load_tokens()
LONG = "members of all chapters who came to at least one of the evenings of the year"


def dates_of(step: str, count: int) -> list[str]:
    if step == "year":
        return [str(2026 - count + place) for place in range(count)]
    per_year = 12 if step == "month" else 4
    first = 2026 * per_year - count
    letter = "-" if step == "month" else "-Q"
    width = 2 if step == "month" else 1
    return [
        f"{(first + place) // per_year}{letter}{(first + place) % per_year + 1:0{width}d}"
        for place in range(count)
    ]


def charts(
    folder: Path,
    dates: Sequence[str],
    values: Sequence[float],
    *,
    kind: str = "count",
    unit: str = "visits",
    goals: Sequence[tuple[float, str]] = (),
    events: Sequence[tuple[str, str]] = (),
    is_narrow: bool = False,
) -> dict[str, Drawing]:
    """Return the charts of a metric whose last year ends in December 2025."""
    rows = [f"{day},{value!r}" for day, value in zip(dates, values, strict=True)]
    (folder / "club.csv").write_text("\n".join(["when,visits", *rows]) + "\n", encoding="utf-8")
    statistic = "observed.latest.value"
    written = "".join(
        f"  - {{id: g{place}, specific: Reach it, measurable: {{quantity: visits.{statistic}, "
        f"target: {target!r}, direction: at_least}}, achievable: Yes., relevant: Yes., "
        f"time_bound: {due}}}\n"
        for place, (target, due) in enumerate(goals)
    )
    told = "".join(f"  - {{on: {day}, what: {what}}}\n" for day, what in events)
    path = folder / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Example Club}\n"
        "brief: {kind: board, report_date: 2026-01-10}\n"
        "reporting_period: {from: 2025-01, to: 2025-12}\n"
        f"metrics:\n  visits: {{kind: {kind}, unit: {unit}, file: club.csv, date: when, "
        "value: visits}\n"
        + (f"events:\n{told}" if told else "")
        + (f"goals:\n{written}" if written else ""),
        encoding="utf-8",
    )
    drawings = draw(path, is_narrow=is_narrow)
    found = {
        key: item for key, item in drawings.items() if key.startswith(("xmr", "counts", "board"))
    }
    assert found
    for drawing in found.values():
        assert_lean_and_whole(drawing)
        assert_no_overlapping_text(drawing)
    return found


class Numbers:
    """A generator of whole numbers that is the same everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def between(self, low: int, high: int) -> int:
        self.state = (1103515245 * self.state + 12345) % 2**31
        return low + self.state // 8 % (high - low)


def series(shape: str, count: int, kind: str) -> list[float]:
    source = Numbers(sum(map(ord, f"{shape} {count} {kind}")))
    if kind == "rate":
        return [source.between(400, 700) / 1000 for _ in range(count)]
    if kind == "level":
        total, found = 400.0, []
        for _ in range(count):
            total += source.between(0, 12)
            found.append(total)
        return found
    return {
        "noisy": [float(source.between(900, 1400)) for _ in range(count)],
        "rare": [float((0, 0, 1, 2, 5)[source.between(0, 5)]) for _ in range(count)],
        "equal": [50.0] * count,
        "outlier": [float(source.between(40, 60)) for _ in range(count - 2)] + [500.0, 48.0],
        "large": [float(source.between(10**9, 2 * 10**9)) for _ in range(count)],
    }[shape]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("noisy", "count"),
        ("rare", "count"),
        ("equal", "count"),
        ("outlier", "count"),
        ("large", "count"),
        ("share", "rate"),
        ("total", "level"),
    ],
)
@pytest.mark.parametrize("is_narrow", [False, True])
def test_no_label_covers_another(tmp_path: Path, shape: str, kind: str, *, is_narrow: bool) -> None:
    for step, count in (("month", 30), ("month", 200), ("quarter", 30), ("year", 20)):
        values = series(shape, count, kind)
        goals = [(values[-1] * 1.02, "2026-06-30"), (values[-1], "2025-09-30")]
        for told in (
            (),
            (("2025-03-15", f"the hall was closed to {LONG}"), ("2025-05-02", "fire")),
        ):
            charts(
                tmp_path,
                dates_of(step, count),
                values,
                kind=kind,
                unit=LONG if told else "visits",
                goals=goals if told else (),
                events=told,
                is_narrow=is_narrow,
            )


@pytest.mark.parametrize("kind", ["count", "average", "level"])
@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_three_values_are_drawn_without_a_range(tmp_path: Path, kind: str, step: str) -> None:
    drawing = charts(tmp_path, dates_of(step, 3), [4.0, 7.0, 5.0], kind=kind)["board.visits"]
    assert not any("usual" in box.text for box in drawing.text_boxes)
    assert "5" in [box.text for box in drawing.text_boxes]


def test_negative_values_are_drawn(tmp_path: Path) -> None:
    values = [-(20.0 + place * 7 % 9) for place in range(30)]
    found = charts(tmp_path, dates_of("month", 30), values, kind="average")
    assert any(box.text.startswith("−") for box in found["xmr.visits"].text_boxes)


def points_of(drawing: Drawing) -> int:
    """Return how many usual values are drawn: each is a path of four curves."""
    edge = sign(TOKENS, "sign.usual").color
    white = TOKENS.text("raw.light.white").upper()
    marks = [
        path.get("d", "")
        for path in root_of(drawing).iter(f"{SVG}path")
        if path.get("stroke") == edge and path.get("fill") == white
    ]
    return sum(path.count("M") for path in marks)


def test_of_a_long_series_the_last_three_years_are_shown(tmp_path: Path) -> None:
    values = [50.0 + place * 7 % 9 for place in range(200)]
    drawing = charts(tmp_path, dates_of("month", 200), values)["xmr.visits"]
    words = [box.text for box in drawing.text_boxes]
    assert not any("2021" in word for word in words)
    assert points_of(drawing) <= 36


def test_missing_months_break_the_line(tmp_path: Path) -> None:
    months = [day for day in dates_of("month", 36) if not day.endswith("-04")]
    values = [50.0 + place * 7 % 9 for place in range(len(months))]
    drawing = charts(tmp_path, months, values)["xmr.visits"]
    width = f"{TOKENS.number('figure.line_points'):g}"
    (line,) = [
        path.get("d", "")
        for path in root_of(drawing).iter(f"{SVG}path")
        if path.get("stroke-width") == width
    ]
    assert line.count("M") == 4


def test_a_total_has_its_targets_at_their_due_dates(tmp_path: Path) -> None:
    values = [400.0 + 5 * place + place * 7 % 4 for place in range(30)]
    goals = [(500.0, "2025-06-30"), (570.0, "2026-06-30")]
    drawing = charts(tmp_path, dates_of("month", 30), values, kind="level", goals=goals)
    words = [box.text for box in drawing["board.visits"].text_boxes]
    assert {"500 by Jun 2025", "570 by Jun 2026"} <= set(words)
    assert not any(word.startswith("target") for word in words)


def test_a_sign_is_the_same_shape_and_color_for_goals_and_values() -> None:
    for goal, value in (("met", "better"), ("missed", "worse")):
        assert sign(TOKENS, f"status.{goal}") == sign(TOKENS, f"sign.{value}")
    shapes = {sign(TOKENS, f"sign.{name}").shape for name in ("better", "worse", "neutral")}
    assert len(shapes) == 3


@pytest.mark.parametrize(("place", "is_whole"), list(product(range(0, 30, 6), (True, False))))
def test_an_extreme_anywhere_is_labelled_once_or_not_at_all(
    tmp_path: Path, place: int, *, is_whole: bool
) -> None:
    values = [50.0 + index * 7 % 9 + (0 if is_whole else 0.5) for index in range(30)]
    values[place] = 90.0
    drawing = next(iter(charts(tmp_path, dates_of("month", 30), values).values()))
    labels = [box.text for box in drawing.text_boxes if re.match(r"90 \(", box.text)]
    assert len(labels) <= 1
