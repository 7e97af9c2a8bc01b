"""Colors are distinguishable with any color vision and in grayscale, and readable."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.design.readable import contrast
from reportgen.design.tokens import load_tokens
from tests.figures.colour_vision import VISIONS, ciede2000, lightness, seen, seen_apart

if TYPE_CHECKING:
    from reportgen.figures.drawing.canvas import Drawing

TOKENS = load_tokens()
THEMES = ("light", "dark")
GROUNDS = ("paper", "white", "wash", "tint")
PERIODS = ("before", "after", "followup")
# CIEDE2000: 1 is just noticeable side by side; above 10, separate areas differ at a glance.
LINES_APART, AREAS_APART = 15.0, 10.0
# Steps of L*: lines also differ in the shape of their marks, areas only in position and label.
GREY_LINES_APART, GREY_AREAS_APART = 12.0, 6.0


def chart(name: str, theme: str) -> str:
    return TOKENS.text(f"chart.{name}{'_dark' if theme == 'dark' else ''}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Pairs 1, 7, 17 and 34 of Sharma, Wu, Dalal (2005), table 1.
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_agree_with_published_values(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(expected, abs=5e-5)


def test_simulated_deficiencies_confuse_the_expected_colours() -> None:
    """Red and green of equal lightness are close with deuteranopia, but not with tritanopia."""
    red, green = "#C04A2E", "#6F7A1C"
    usual = seen_apart(red, green, "usual")
    assert seen_apart(red, green, "deuteranopia") < usual / 3
    assert seen_apart(red, green, "tritanopia") > usual / 2
    assert all(seen("#FFFFFF", vision)[0] == pytest.approx(100, abs=0.1) for vision in VISIONS)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_periods_are_distinguishable_with_any_color_vision(theme: str, vision: str) -> None:
    for one, other in combinations(PERIODS, 2):
        lines = seen_apart(chart(one, theme), chart(other, theme), vision)
        areas = seen_apart(chart(f"{one}_tint", theme), chart(f"{other}_tint", theme), vision)
        assert lines >= LINES_APART, (one, other)
        assert areas >= AREAS_APART, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_periods_are_distinguishable_in_grayscale(theme: str) -> None:
    for one, other in combinations(PERIODS, 2):
        lines = lightness(chart(one, theme)) - lightness(chart(other, theme))
        areas = lightness(chart(f"{one}_tint", theme)) - lightness(chart(f"{other}_tint", theme))
        assert abs(lines) >= GREY_LINES_APART, (one, other)
        assert abs(areas) >= GREY_AREAS_APART, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_categorical_colours_are_distinguishable_with_any_color_vision(
    theme: str, vision: str
) -> None:
    colours = TOKENS.get(f"chart.categorical{'_dark' if theme == 'dark' else ''}")
    for one, other in combinations(colours, 2):
        assert seen_apart(one, other, vision) >= AREAS_APART, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_marks_have_enough_contrast(theme: str) -> None:
    """WCAG 2.2, 1.4.11: 3:1 for graphics required to understand the content."""
    for name in (*PERIODS, "expected"):
        for ground in ("paper", "white"):
            ratio = contrast(chart(name, theme), TOKENS.text(f"raw.{theme}.{ground}"))
            assert ratio >= 3, (name, ground)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_enough_contrast_on_every_background(theme: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5:1; running text 7:1 as in 1.4.6."""
    behind = TOKENS.text(f"raw.{theme}.{ground}")
    words = {name: TOKENS.text(f"raw.{theme}.{name}") for name in ("muted", "accent")}
    words |= {name: entry[theme] for name, entry in TOKENS.get("status").items()}
    assert {name for name, ink in words.items() if contrast(ink, behind) < 4.5} == set()
    for name in ("ink", "soft"):
        assert contrast(TOKENS.text(f"raw.{theme}.{name}"), behind) >= 7


def test_text_in_figures_has_enough_contrast(examples: dict[str, Drawing]) -> None:
    paper = TOKENS.text("raw.light.paper")
    own = {TOKENS.text("raw.light.white").upper(), TOKENS.text("raw.light.paper").upper()}
    used = {
        colour.upper()
        for drawing in examples.values()
        for element in re.findall(r"<text[^>]*>", drawing.figure.svg)
        for colour in re.findall(r'fill="(#[0-9A-Fa-f]{6})"', element)
    }
    assert len(used) > 3
    assert {colour for colour in used - own if contrast(colour, paper) < 4.5} == set()
